//! What each compared column is compared as: a number or a text.

use super::context::SourceContext;
use super::extractor::Extractor;
use crate::event::ComparedKind;
use crate::format::ColumnKind;

impl Extractor {
    /// The kind of each compared column: from the command line, else from the format of the first
    /// source, else text if the name is that of a code column; the rows decide the kind of any other
    /// column. Empty before the first source.
    pub(crate) fn compared_kinds(&self) -> &[ComparedKind] {
        self.compared_kinds.get().map_or(&[], Vec::as_slice)
    }

    /// Sets the kinds by the format of the first source.
    pub(super) fn set_compared_kinds(&self, context: &SourceContext, lines: &[&[u8]]) {
        if self.requested.compared().is_empty() || lines.is_empty() {
            return;
        }
        let kind = |column: usize| {
            use ColumnKind::{Address, Status, Text, Time};
            let name = self.requested.name(column);
            let said = self.options.compare_as.iter().find(|(column, _)| column == name);
            match (said, context.kind(name)) {
                (Some((_, kind)), _) => *kind,
                (None, Some(Text | Status | Address | Time)) => ComparedKind::Text,
                (None, Some(_)) => ComparedKind::Number,
                (None, None) if is_code(name) => ComparedKind::Text,
                (None, None) => ComparedKind::DecidedByRows,
            }
        };
        self.compared_kinds.get_or_init(|| self.requested.compared().map(kind).collect());
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
