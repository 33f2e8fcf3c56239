//! The filters of the command line as chips: a text each, and the change that removes it.

use super::change::LineChange;
use crate::cli::command_line::CommandLine;

/// A filter that is shown and can be removed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Chip {
    pub(super) text: String,
    pub(super) removal: Vec<LineChange>,
}

/// The repeatable options that filter, and what stands before their values.
const FILTERS: [(&str, &str); 4] =
    [("where", ""), ("grep", "line ~ "), ("exclude", "line !~ "), ("having", "rows with ")];

/// The chips of `line`: conditions, filters, the timeframe.
pub(super) fn chips(line: &CommandLine) -> Vec<Chip> {
    let mut chips = Vec::new();
    for (name, before) in FILTERS {
        for value in line.get(name) {
            let removal = vec![LineChange::RemoveValue(name, value.clone())];
            chips.push(Chip { text: format!("{before}{value}"), removal });
        }
    }
    let times = [line.get("start").first(), line.get("end").first()];
    let text = match times {
        [Some(start), Some(end)] => format!("{start} to {end}"),
        [Some(start), None] => format!("from {start}"),
        [None, Some(end)] => format!("until {end}"),
        [None, None] => return chips,
    };
    let mut removal = vec![LineChange::Remove("start"), LineChange::Remove("end")];
    if !line.has("time") && !line.has("bucket") {
        // The timeframe asked for the times, which stay.
        removal.push(LineChange::Give("time"));
    }
    chips.push(Chip { text, removal });
    chips
}
