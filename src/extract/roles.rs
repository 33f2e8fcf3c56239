//! Which of the compared columns are numbers, and which are texts.

use super::batch::Batch;
use super::context::SourceContext;
use super::extractor::Extractor;
use super::options::Role;
use crate::event::{Arena, Event};
use crate::format::ColumnKind;
use crate::number::Number;

impl Extractor {
    /// The role of each compared column: as the user says, else as the format says of its columns. The
    /// names of codes are texts. Any other column is settled by the first lines of the first source, and
    /// is a number if at least half of the lines that have it have a number there.
    pub fn roles(&self) -> &[Role] {
        self.roles.get().map_or(&[], Vec::as_slice)
    }

    /// Settles the roles by `lines`, once.
    pub(super) fn settle_roles(&self, context: &SourceContext, lines: &[&[u8]]) {
        if self.requested.compared().is_empty() || lines.is_empty() {
            return;
        }
        self.roles.get_or_init(|| {
            let mut scratch = self.scratch();
            self.enter_source(&mut scratch, context);
            let arena = Arena::new();
            let mut batch = Batch::new(&arena);
            let mut seen = vec![(0_usize, 0_usize); self.requested.compared().len()];
            for line in lines {
                let Some(plan) = scratch.plan.clone() else { break };
                let mut event = Event { line, ..Event::new(&[], 1, None) };
                let filled =
                    self.fill_before_conditions(&mut scratch, &plan, &mut event, &mut batch);
                if filled.is_err() {
                    continue;
                }
                for (column, seen) in self.requested.compared().zip(&mut seen) {
                    if let Some(text) = batch.texts.columns.get(column) {
                        let is_nothing = matches!(text, b"" | b"-");
                        seen.0 += usize::from(!is_nothing);
                        seen.1 += usize::from(Number::read(text).is_some());
                    }
                }
            }
            let role = |(column, (seen, numbers)): (usize, &(usize, usize))| {
                let name = self.requested.name(column);
                let said = self.options.compare_as.iter().find(|(column, _)| column == name);
                match (said, context.kind(name)) {
                    (Some((_, role)), _) => *role,
                    (
                        None,
                        Some(
                            ColumnKind::Text
                            | ColumnKind::Status
                            | ColumnKind::Address
                            | ColumnKind::Time,
                        ),
                    ) => Role::Text,
                    (None, Some(_)) => Role::Number,
                    (None, None) if is_code(name) => Role::Text,
                    (None, None) if numbers * 2 >= *seen => Role::Number,
                    (None, None) => Role::Text,
                }
            };
            self.requested.compared().zip(&seen).map(role).collect()
        });
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
