//! The report as one HTML file that opens anywhere: no script, nothing fetched, charts as inline
//! SVG. It stands without its style sheet too, where a content security policy forbids styles.
//!
//! Text from the log is written by [`escape`] only, into text nodes: never into ids, addresses,
//! styles or comments.

mod bars;
mod cells;
mod charts;
mod contrast;
mod escape;
mod heat;
mod measured;
mod page;
mod subject;
mod svg;
mod table;
mod values;

use std::io::{self, Write};

use super::request::Request;
use crate::report::{Body, Report, Section};

/// Sections that the page's frame shows already.
const FRAMED: [&str; 2] = ["input", "summary"];

pub(super) fn render(request: &Request<'_, '_>, out: &mut dyn Write) -> io::Result<()> {
    let report = request.report;
    let clock = cells::InstantStyle::new(report);
    page::begin(report, out)?;
    let mut rest = Vec::new();
    let mut sections: Vec<&Section<'_>> = request.sections().collect();
    sections.sort_by_key(|section| rank(section.name));
    for section in sections {
        if !write_section(section, report, clock, out)? {
            rest.push(section);
        }
    }
    if !rest.is_empty() {
        writeln!(out, "<section>\n<h2>Every section</h2>")?;
        for section in rest {
            table::details(section, clock, out)?;
        }
        writeln!(out, "</section>")?;
    }
    page::end(report, out)
}

/// The place of a section on the page: first the answers of `inspect`, `explain` and `diff`, then
/// times, then values.
fn rank(name: &str) -> usize {
    const EARLY: [&str; 10] = [
        "subject",
        "signs",
        "standing",
        "sides",
        "moves",
        "total_moves",
        "makeup",
        "hours",
        "siblings",
        "subject_lines",
    ];
    const LATE: [&str; 8] = [
        "timeline",
        "values",
        "distribution",
        "histogram",
        "frequencies",
        "time",
        "sources",
        "unmatched",
    ];
    let place = |names: &[&str]| names.iter().position(|place| *place == name);
    let late = || place(&LATE).map(|place| EARLY.len() + 1 + place);
    place(&EARLY).or_else(late).unwrap_or(EARLY.len())
}

/// Writes a section that has a form of its own; `false` for the others.
fn write_section(
    section: &Section<'_>,
    report: &Report<'_>,
    clock: cells::InstantStyle,
    out: &mut dyn Write,
) -> io::Result<bool> {
    let Body::Table(table) = &section.body else {
        if section.name == "subject" {
            subject::over_time(report, clock, out)?;
            return Ok(false);
        }
        let is_own = !FRAMED.contains(&section.name) && section.name != "time";
        if let (true, Body::Record(fields)) = (is_own, &section.body) {
            writeln!(out, "<section>\n<h2>{}</h2>", cells::heading(section.name))?;
            table::record(fields, clock, out)?;
            writeln!(out, "</section>")?;
        }
        return Ok(is_own);
    };
    if table.rows.is_empty() {
        return Ok(true);
    }
    match section.name {
        "values" => values::write(section, table, report, clock, out)?,
        "timeline" => {
            charts::timeline(section, table, report, clock, out)?;
            measured::over_time(table, report, clock, out)?;
        }
        "histogram" => charts::histogram(section, table, report, clock, out)?,
        "frequencies" => charts::frequencies(section, table, clock, out)?,
        "heat" => heat::write(section, table, clock, out)?,
        "makeup" => contrast::makeup(section, table, report, clock, out)?,
        "moves" => contrast::moves(section, table, clock, out)?,
        "hours" => subject::hours(section, table, clock, out)?,
        "limit_steps" => charts::limits(section, table, clock, out)?,
        "sources" | "unmatched" | "numeric_outliers" => return Ok(false),
        name => {
            writeln!(out, "<section>\n<h2>{}</h2>", cells::heading(name))?;
            table::rows_of(table, table::MOST_DETAILS, clock, out)?;
            writeln!(out, "</section>")?;
        }
    }
    Ok(true)
}
