//! The report as one HTML file that opens anywhere: no script, nothing fetched, charts as inline
//! SVG. It stands without its style sheet too, where a content security policy forbids styles.
//!
//! Text from the log is written by [`escape`] only, into text nodes: never into ids, addresses,
//! styles or comments.

mod cells;
mod charts;
mod column;
mod contrast;
mod document;
mod escape;
mod page;
mod subject;
mod svg;
mod table;
mod values;

use std::io::{self, Write};

use cells::InstantStyle;
use page::Page;

use super::request::Request;
use crate::report::{Body, Section};

/// Sections that the page's frame shows already.
const FRAMED: [&str; 2] = ["input", "summary"];

pub(super) fn render(request: &Request<'_, '_>, out: &mut dyn Write) -> io::Result<()> {
    let report = request.report;
    document::begin(report, out)?;
    let mut page = Page { report, clock: InstantStyle::new(report), out };
    let mut rest = Vec::new();
    let mut sections: Vec<&Section<'_>> = request.sections().collect();
    sections.sort_by_key(|section| rank(section.name));
    for section in sections {
        if !write_section(&mut page, section)? {
            rest.push(section);
        }
    }
    if !rest.is_empty() {
        page.open("Every section")?;
        for section in rest {
            table::details(&mut page, section)?;
        }
        page.close(None)?;
    }
    document::end(report, page.out)
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
fn write_section(page: &mut Page<'_, '_>, section: &Section<'_>) -> io::Result<bool> {
    let Body::Table(table) = &section.body else {
        if section.name == "subject" {
            subject::over_time(page)?;
            return Ok(false);
        }
        let is_own = !FRAMED.contains(&section.name) && section.name != "time";
        if let (true, Body::Fields(fields)) = (is_own, &section.body) {
            page.open(&cells::heading(section.name))?;
            table::fields(page, fields)?;
            page.close(None)?;
        }
        return Ok(is_own);
    };
    if table.rows.is_empty() {
        return Ok(true);
    }
    match section.name {
        "values" => values::write(page, section, table)?,
        "timeline" => {
            charts::timeline(page, section, table)?;
            charts::measured(page, table)?;
        }
        "histogram" => charts::histogram(page, section, table)?,
        "frequencies" => charts::frequencies(page, section, table)?,
        "heat" => charts::heat(page, section, table)?,
        "makeup" => contrast::makeup(page, section, table)?,
        "moves" => contrast::moves(page, section, table)?,
        "hours" => subject::hours(page, section, table)?,
        "limit_steps" => charts::limits(page, section, table)?,
        "sources" | "unmatched" | "numeric_outliers" => return Ok(false),
        name => {
            page.open(&cells::heading(name))?;
            table::rows_of(page, table)?;
            page.close(None)?;
        }
    }
    Ok(true)
}
