//! The note on a column that no line has, where lines name their fields themselves: the columns this
//! log has.

use streamstats::extract::{PresetChoice, Split, nearest_column};
use streamstats::format::Syntax;
use streamstats::outcome::Outcome;
use streamstats::source::Input;
use streamstats::tally::Rejection;

use super::config::Config;
use super::first_lines::{all_columns, head, settle_format};

/// Bytes of the first file that are searched for columns.
const HEAD_BYTES: usize = 256 << 10;
/// Columns that are named.
const MOST_NAMED: usize = 40;

/// The note, if no line was counted for want of one column.
pub(super) fn note(config: &Config, outcome: &Outcome) -> Option<String> {
    let total = outcome.tally.total();
    let absent = total.rejected.iter().find_map(|(reason, _)| match reason {
        Rejection::NoColumn(column) => Some(*column),
        _ => None,
    });
    let name = outcome.schema.columns.get(absent.filter(|_| total.matched == 0)?)?;
    let Some(Input::File(file)) = config.run.inputs.first() else { return None };
    let beginning = head(file, HEAD_BYTES).ok()?;
    let mut extract = config.run.extract.clone();
    settle_format(&mut extract, &beginning);
    let Split::Preset(PresetChoice::Named(format)) = extract.split else { return None };
    if !matches!(format.syntax, Syntax::Json | Syntax::JsonOrLogfmt | Syntax::Logfmt) {
        return None;
    }
    let is_own = config.run.extract.by.is_empty() && format.value.as_ref() == Some(name);
    let known = all_columns(&extract, &beginning);
    let known: Vec<&str> = known.iter().map(String::as_str).collect();
    let problem = match is_own {
        true => format!("no line has {name}, which {} counts; -k names another", format.name),
        false => format!("no line has {name}"),
    };
    let nearest = nearest_column(name, &known).map(|near| format!("; did you mean {near}?"));
    let mut list = known.iter().take(MOST_NAMED).copied().collect::<Vec<_>>().join(", ");
    if known.len() > MOST_NAMED {
        list += &format!(" and {} more", known.len() - MOST_NAMED);
    }
    let begin = if nearest.is_some() { " Its" } else { "; its" };
    let nearest = nearest.unwrap_or_default();
    Some(format!("{problem}{nearest}{begin} columns are {list}"))
}
