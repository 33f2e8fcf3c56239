//! Outputs that hand figures to a metrics system. They print the figures over all lines and, for each
//! value, its own; cells without a number are left out.

pub(super) mod graphite;
pub(super) mod influx;
mod names;
pub(super) mod prometheus;

use std::borrow::Cow;

use super::request::Request;
use crate::report::{Body, Cell, Section, Table};
use crate::time::Timestamp;

/// Sections printed when none is asked for, beside the output's own sections.
const USUAL: [&str; 4] = ["input", "summary", "time", "values"];

/// The sections to print: the one asked for, else [`USUAL`] and `more`.
fn sections<'r, 'a>(request: &Request<'r, 'a>, more: &[&str]) -> Vec<&'r Section<'a>> {
    let is_whole = request.only.is_empty();
    let is_usual = |name: &str| USUAL.contains(&name) || more.contains(&name);
    request.sections().filter(|section| !is_whole || is_usual(section.name)).collect()
}

/// The instant of the figures: the last in the log, or the time of the run if the log has no
/// times.
fn instant(request: &Request<'_, '_>) -> Timestamp {
    let last = request.report.fields("time").and_then(|fields| {
        let last = fields.iter().find(|field| field.name == "last")?;
        if let Cell::Time(moment) = &last.cell { Some(moment.at) } else { None }
    });
    last.unwrap_or(request.program.now)
}

/// The cells that identify a row of a table.
enum Labels {
    /// The columns at these places, as text.
    Columns(Vec<usize>),
    /// The instant in this column.
    Instant(usize),
}

/// The cells that identify `row`: all columns of text (of a tuple, its columns), else the first column.
fn labels(table: &Table<'_>, row: &[Cell<'_>]) -> Labels {
    let is_text = |at: &usize| matches!(row.get(*at), Some(Cell::Text(_)));
    let texts: Vec<usize> = (0..table.columns.len()).filter(is_text).collect();
    let is_values = table.columns.first().is_some_and(|name| name == "value");
    match (texts.len(), row.first()) {
        (0, Some(Cell::Time(_))) => Labels::Instant(0),
        (0, _) => Labels::Columns(vec![0]),
        // The column `value` joins the columns of a tuple.
        (2.., _) if is_values => Labels::Columns(texts.into_iter().skip(1).collect()),
        _ => Labels::Columns(texts),
    }
}

/// The text of a cell that is a label.
fn label<'c>(cell: &'c Cell<'_>) -> Cow<'c, str> {
    match cell {
        Cell::Text(bytes) => String::from_utf8_lossy(bytes),
        other => Cow::Owned(number(other).unwrap_or_default()),
    }
}

/// A cell as a decimal number, instants in seconds since 1970; `None` where it is no number.
fn number(cell: &Cell<'_>) -> Option<String> {
    match cell {
        Cell::Count(count) => Some(count.to_string()),
        Cell::Number(number) | Cell::Share(number) if number.is_finite() => {
            Some(super::exact::shortest(*number))
        }
        Cell::Flag(flag) => Some(u8::from(*flag).to_string()),
        Cell::Time(moment) => Some(seconds(moment.at)),
        _ => None,
    }
}

/// Seconds since 1970, with a fraction where there is one.
fn seconds(at: Timestamp) -> String {
    let (whole, nanos) = (at.0.div_euclid(1_000_000_000), at.0.rem_euclid(1_000_000_000));
    let text = match (whole, nanos) {
        (whole, 0) => return whole.to_string(),
        // -0.25 s is second -1 and 750,000,000 ns.
        (..0, nanos) => {
            let (above, below) = (whole.saturating_add(1), 1_000_000_000_i64.saturating_sub(nanos));
            let sign = if above == 0 { "-" } else { "" };
            format!("{sign}{above}.{below:09}")
        }
        (whole, nanos) => format!("{whole}.{nanos:09}"),
    };
    text.trim_end_matches('0').to_owned()
}

/// The fields of a section that are numbers, with their names.
fn figures<'s>(section: &'s Section<'_>) -> Vec<(&'s str, &'s Cell<'s>)> {
    match &section.body {
        Body::Fields(fields) => {
            fields.iter().map(|field| (field.name.as_ref(), &field.cell)).collect()
        }
        Body::Table(_) => Vec::new(),
    }
}
