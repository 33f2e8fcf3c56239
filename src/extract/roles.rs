//! Which of the compared columns are numbers, and which are texts.

use super::context::SourceContext;
use super::extractor::Extractor;
use super::options::Role;
use crate::format::ColumnKind;

impl Extractor {
    /// The role of each compared column: from the command line, else from the format of the first
    /// source, else text if the name is that of a code column. `None` for any other column: the
    /// rows decide.
    pub(crate) fn roles(&self) -> &[Option<Role>] {
        self.roles.get().map_or(&[], Vec::as_slice)
    }

    /// Settles the roles by the format of a source, once.
    pub(super) fn settle_roles(&self, context: &SourceContext, lines: &[&[u8]]) {
        if self.requested.compared().is_empty() || lines.is_empty() {
            return;
        }
        let role = |column: usize| {
            let name = self.requested.name(column);
            let said = self.options.compare_as.iter().find(|(column, _)| column == name);
            match (said, context.kind(name)) {
                (Some((_, role)), _) => Some(*role),
                (
                    None,
                    Some(
                        ColumnKind::Text
                        | ColumnKind::Status
                        | ColumnKind::Address
                        | ColumnKind::Time,
                    ),
                ) => Some(Role::Text),
                (None, Some(_)) => Some(Role::Number),
                (None, None) => is_code(name).then_some(Role::Text),
            }
        };
        self.roles.get_or_init(|| self.requested.compared().map(role).collect());
    }
}

/// Columns that are texts even where they hold numbers: a number in a code column names something,
/// and a mean of the numbers of a code column has no meaning.
const CODE_COLUMNS: [&str; 8] =
    ["status", "status_code", "code", "method", "hour", "port", "pid", "exit_code"];

/// Whether the last part of the name of a column is in [`CODE_COLUMNS`].
fn is_code(name: &str) -> bool {
    let last = name.rsplit('.').next().unwrap_or(name);
    CODE_COLUMNS.iter().any(|code| last.eq_ignore_ascii_case(code))
}
