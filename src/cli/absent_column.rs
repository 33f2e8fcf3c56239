//! The notes on a column that lines lack: the columns they have.

use crate::extract::{DERIVATIONS, ExtractOptions, Split, line_columns, nearest_column};
use crate::outcome::Outcome;
use crate::source::Input;
use crate::tally::{Reject, Rejection};

use super::config::Config;
use super::first_lines::{column_names, column_texts, head, lines, settle_format};

/// Bytes of the first file that are searched for columns.
const HEAD_BYTES: usize = 256 << 10;
/// Columns that are named.
const MAX_NAMED: usize = 40;

/// The note on the first column for want of which a line was not counted.
pub(super) fn absent_column_note(config: &Config, outcome: &Outcome) -> Option<String> {
    let total = outcome.tally.total();
    let (column, count) = total.rejected.iter().find_map(|(reason, count)| match reason {
        Rejection::NoColumn(column) => Some((*column, *count)),
        _ => None,
    })?;
    let name = outcome.schema.columns.get(column)?;
    let input = config.run.inputs.first()?;
    let beginning = match input {
        Input::File(file) => head(file, HEAD_BYTES).ok()?,
        // A pipe cannot be read again: the rejected lines that the tally keeps stand for its beginning.
        Input::Stdin | Input::Begun(_) => {
            let lines = outcome.tally.rejects().map(|(_, reject)| reject.text.as_slice());
            lines.collect::<Vec<_>>().join(&b'\n')
        }
    };
    let extract = &config.run.extract;
    // Lines that a condition left out, or the timeframe, may have the column.
    let is_passed_by_none = total.out_of_range == 0
        && (total.filtered == 0 || config.run.extract.conditions.is_empty());
    if total.matched == 0 && is_passed_by_none {
        let mut settled = extract.clone();
        settle_format(&mut settled, &beginning);
        return of_no_line(name, &settled, &beginning);
    }
    let is_first = |(source, reject): &(&str, &Reject)| {
        reject.reason == Rejection::NoColumn(column) && input.name() == **source
    };
    let (source, reject) = outcome.tally.rejects().find(is_first)?;
    let number = reject.line?;
    let lines: Vec<&[u8]> = lines(&beginning).collect();
    let line = lines.get(usize::try_from(number).ok()?.checked_sub(1)?)?;
    // The lines of a JSON document are numbered otherwise than its records.
    if !line.starts_with(&reject.text) {
        return None;
    }
    let has = match &extract.split {
        Split::Fields { delimiter, .. } => match delimiter.fields(line) {
            1 => "1 field".to_owned(),
            fields => format!("{fields} fields"),
        },
        _ => listed(&line_columns(extract, &lines, line)),
    };
    let lack = if count == 1 { "line lacks" } else { "lines lack" };
    (!has.is_empty()).then(|| {
        format!("{count} {lack} the column {name}; the first, {source}:{number}, has {has}")
    })
}

/// The note on a column that no line has.
fn of_no_line(name: &str, extract: &ExtractOptions, beginning: &[u8]) -> Option<String> {
    let format = extract.named_format();
    let is_own =
        extract.by.is_empty() && format.is_some_and(|format| format.value.as_deref() == Some(name));
    if let Split::Fields { delimiter, .. } = &extract.split {
        let fields = lines(beginning).next().map_or(0, |line| delimiter.fields(line));
        return Some(format!("no line has field {name}; the first has {fields}"));
    }
    let mut known = column_names(extract, beginning);
    // A format may have columns that these lines lack.
    known.retain(|column| !column_texts(extract, column, beginning).is_empty());
    let names: Vec<&str> = known.iter().map(String::as_str).collect();
    let problem = match format.filter(|_| is_own) {
        Some(format) => {
            format!("no line has {name}, which {} counts; -k names another", format.name)
        }
        None if known.iter().any(|own| own == name) => {
            format!("no line has {name} together with the other columns that are asked for")
        }
        None => match DERIVATIONS.iter().find(|derived| derived.name == name) {
            Some(derived) => {
                let sources = derived.sources().join(", ");
                format!("no line has {name}, which is made of one of {sources}")
            }
            None => format!("no line has {name}"),
        },
    };
    let nearest = nearest_column(name, &names).filter(|near| *near != name);
    let nearest = nearest.map(|near| format!("; did you mean {near}?"));
    let begin = if nearest.is_some() { " Its" } else { "; its" };
    let nearest = nearest.unwrap_or_default();
    let list = listed(&known);
    (!list.is_empty()).then(|| format!("{problem}{nearest}{begin} columns are {list}"))
}

fn listed(names: &[String]) -> String {
    let mut list = names.iter().take(MAX_NAMED).cloned().collect::<Vec<_>>().join(", ");
    if names.len() > MAX_NAMED {
        list += &format!(" and {} more", names.len() - MAX_NAMED);
    }
    list
}
