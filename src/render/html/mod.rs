//! The report as one HTML file that opens anywhere: no script, nothing fetched, charts as inline
//! SVG. It stands without its style sheet too, where a content security policy forbids styles.
//!
//! Text from the log is written by [`escape`] only, into text nodes: never into ids, addresses,
//! styles or comments.

mod cells;
mod charts;
mod escape;
mod heat;
mod measured;
mod page;
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

/// Where a section stands on the page: what was asked for, when it happened, which values.
fn rank(name: &str) -> usize {
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
    LATE.iter().position(|late| *late == name).map_or(0, |place| place + 1)
}

/// Writes a section that has a form of its own; `false` for the others.
fn write_section(
    section: &Section<'_>,
    report: &Report<'_>,
    clock: cells::InstantStyle,
    out: &mut dyn Write,
) -> io::Result<bool> {
    let Body::Table(table) = &section.body else {
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
        "values" => values::write(section, table, clock, out)?,
        "timeline" => {
            charts::timeline(section, table, report, clock, out)?;
            measured::over_time(table, clock, out)?;
        }
        "histogram" => charts::histogram(section, table, clock, out)?,
        "frequencies" => charts::frequencies(section, table, clock, out)?,
        "heat" => heat::write(section, table, clock, out)?,
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
