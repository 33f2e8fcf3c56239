//! Outputs that hand figures to a metrics system. They print the figures of every section, except
//! sections of single lines and of charts; cells without a number are left out.

pub(super) mod graphite;
pub(super) mod influx;
mod names;
pub(super) mod prometheus;

use std::borrow::Cow;

use super::request::Request;
use crate::report::{Body, Cell, Section, Table};
use crate::time::{NANOS_PER_SECOND, Timestamp};

/// Sections that are printed only if the user asks for them: lines of the log or of a configuration, and the rows
/// of charts.
const ONLY_ASKED: [&str; 10] = [
    "sources",
    "unmatched",
    "frequencies",
    "histogram",
    "numeric_outliers",
    "contingency",
    "lines",
    "subject_lines",
    "limit_config",
    "timeline",
];

/// The sections to print: the sections asked for; if none is, all sections that are not in
/// [`ONLY_ASKED`] or are in `more`.
fn sections<'r, 'a>(request: &Request<'r, 'a>, more: &[&str]) -> Vec<&'r Section<'a>> {
    let is_whole = request.only.is_empty();
    let is_usual = |name: &str| !ONLY_ASKED.contains(&name) || more.contains(&name);
    request.sections().filter(|section| !is_whole || is_usual(section.name)).collect()
}

/// Sections that say where the log ends, in a field or column `last`.
const RANGES: [&str; 3] = ["time", "log", "sides"];

/// The instant of the figures: the last in the log, or the time of the run if the log has no
/// times.
fn instant(request: &Request<'_, '_>) -> Timestamp {
    let sections = &request.report.sections;
    let ranges = sections.iter().filter(|section| RANGES.contains(&section.name));
    let last = |section: &Section<'_>| match &section.body {
        Body::Fields(fields) => time(&fields.iter().find(|field| field.name == "last")?.cell),
        Body::Table(table) => {
            let at = table.columns.iter().position(|column| column == "last")?;
            table.rows().filter_map(|row| time(row.get(at)?)).max()
        }
    };
    ranges.filter_map(last).max().unwrap_or(request.program.now)
}

fn time(cell: &Cell<'_>) -> Option<Timestamp> {
    if let Cell::Time(moment) = cell { Some(moment.at) } else { None }
}

/// Columns of text that say something of a row and do not identify it, by their section.
const REMARKS: [(&str, &str); 8] = [
    ("alerts", "worst"),
    ("changes", "kind"),
    ("limits", "basis"),
    ("log_columns", "top_value"),
    ("log_columns", "unit"),
    ("moves", "move"),
    ("rollup", "top_value"),
    ("values", "example"),
];

/// Columns of numbers that identify a row together with the first column, by their section.
const FURTHER_KEYS: [(&str, &str); 3] =
    [("heat", "hour"), ("hours", "hour"), ("limit_steps", "limit")];

/// The columns that identify a row of a table.
struct RowKeys {
    /// The instant of the row, if its first column is one.
    instant: Option<usize>,
    /// The other columns that identify the row.
    names: Vec<usize>,
}

impl RowKeys {
    /// The instant of `row`, or `now` if no column of the section is an instant.
    fn instant_of(&self, row: &[Cell<'_>], now: Timestamp) -> Timestamp {
        match self.instant.and_then(|at| row.get(at)) {
            Some(Cell::Time(moment)) => moment.at,
            _ => now,
        }
    }
}

/// The columns that identify the rows of a section: the first one, and all columns of text but
/// [`REMARKS`]; of a tuple its columns, not the column `value`, which joins them.
fn row_keys(section: &Section<'_>, table: &Table<'_>) -> RowKeys {
    let name = |at: usize| table.columns.get(at).map_or("", AsRef::as_ref);
    let is_in = |list: &[(&str, &str)], at: usize| list.contains(&(section.name, name(at)));
    let mut names: Vec<usize> = Vec::new();
    let mut instant = None;
    for row in table.rows() {
        for (at, cell) in row.iter().enumerate() {
            let is_key = match cell {
                Cell::Time(_) if at == 0 => {
                    instant = Some(0);
                    false
                }
                Cell::Text(_) => !is_in(&REMARKS, at),
                _ => at == 0 || is_in(&FURTHER_KEYS, at),
            };
            if is_key && !names.contains(&at) {
                names.push(at);
            }
        }
    }
    names.sort_unstable();
    if names.len() > 1 && names.first().is_some_and(|first| name(*first) == "value") {
        names.remove(0);
    }
    RowKeys { instant, names }
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
    let (whole, nanos) = (at.0.div_euclid(NANOS_PER_SECOND), at.0.rem_euclid(NANOS_PER_SECOND));
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
