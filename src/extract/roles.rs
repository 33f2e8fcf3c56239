//! Which of the compared columns are numbers, and which are texts.

use super::context::SourceContext;
use super::extractor::Extractor;
use super::options::Role;
use crate::format::ColumnKind;

impl Extractor {
    /// The role of each compared column: as the user says, else as the format of the first source says of its
    /// columns. The names of codes are texts. `None` for any other column: all lines decide.
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

/// Columns whose numbers are names of something: the mean of two of them means nothing.
const CODES: [&str; 8] =
    ["status", "status_code", "code", "method", "hour", "port", "pid", "exit_code"];

/// Whether a column of no format holds codes, by the last part of its name.
fn is_code(name: &str) -> bool {
    let last = name.rsplit('.').next().unwrap_or(name);
    CODES.iter().any(|code| last.eq_ignore_ascii_case(code))
}
