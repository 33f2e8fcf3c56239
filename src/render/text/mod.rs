//! The report for eyes: what stands out first, then how much, then the account of the input.

mod changes;
mod clock;
mod compared;
mod frequencies;
mod numbers;
pub mod rates;
mod section;
mod summary;
mod timeline;
mod values;

pub use clock::Clock;
pub use section::write_grid;

use std::io::{self, Write};

use anstyle::{AnsiColor, Style as Paint};

use super::{Request, Style, fit, number, visible::visible};
use crate::report::{Body, Cell, Field, Remark, Report, Section, Table};

/// What an outlier's row is painted with.
const OUTLIER: Paint = AnsiColor::Red.on_default().bold();
/// What bars are painted with.
const BAR: Paint = AnsiColor::Cyan.on_default();
/// What explanations are painted with.
const FAINT: Paint = Paint::new().dimmed();

pub(super) fn render(request: &Request<'_, '_>, out: &mut dyn Write) -> io::Result<()> {
    let report = request.report;
    if request.section.is_some() {
        let time = report.record("time");
        return request
            .sections()
            .try_for_each(|section| section::write(section, time, request.style, out));
    }
    let mut sections: Vec<&Section<'_>> =
        report.sections.iter().filter(|section| section.text_place.is_some()).collect();
    sections.sort_by_key(|section| section.text_place);
    sections.iter().try_for_each(|section| write_section(section, report, request.style, out))
}

/// Writes a section as a part of the whole report: some in a way of their own, others as a grid.
fn write_section(
    section: &Section<'_>,
    report: &Report<'_>,
    style: Style,
    out: &mut dyn Write,
) -> io::Result<()> {
    let time = report.record("time");
    match (section.name, &section.body) {
        ("values", Body::Table(table)) => write_values(table, time, style, out),
        ("timeline", Body::Table(table)) => {
            timeline::write(time.unwrap_or_default(), table, style, out)
        }
        ("changes", Body::Table(table)) => {
            changes::write(table, report.table("change_values"), time, style, out)
        }
        ("frequencies", Body::Table(table)) => frequencies::write(table, time, style, out),
        ("distribution", Body::Record(fields)) => {
            let tables = ["histogram", "numeric_outliers"].map(|name| report.table(name));
            numbers::write(fields, tables, style, out)?;
            if report.record("summary").is_some() { writeln!(out) } else { Ok(()) }
        }
        ("columns", Body::Table(table)) => compared::write_columns(table, style, out),
        ("correlations", Body::Table(table)) => compared::write_correlations(table, style, out),
        ("summary", Body::Record(fields)) => summary::write(fields, style, out),
        ("input", Body::Record(fields)) => summary::write_account(fields, style, out),
        ("unmatched", Body::Table(table)) => section::write_rejects(table, style, out),
        (_, Body::Table(table)) => section::write_beginning(table, style, out),
        (_, Body::Record(_)) => section::write(section, time, style, out),
    }
}

/// The rows of `values`, with rates and measures where there are some.
fn write_values(
    table: &Table<'_>,
    time: Option<&[Field<'_>]>,
    style: Style,
    out: &mut dyn Write,
) -> io::Result<()> {
    if time.is_some() || table.column("m_count").is_some() {
        rates::write(table, time, style, out)
    } else {
        values::write(table, style, out)
    }
}

/// `text` in a colour, if there is colour.
fn paint(text: &str, paint: Paint, style: Style) -> String {
    if style.color && !text.is_empty() {
        format!("{}{text}{}", paint.render(), paint.render_reset())
    } else {
        text.to_owned()
    }
}

/// A cell for eyes.
pub fn plain(cell: &Cell<'_>, style: Style) -> String {
    match cell {
        Cell::Text(bytes) => visible(bytes, style.unicode),
        Cell::Count(number) => number::whole(*number),
        Cell::Number(number) => number::short(*number),
        Cell::Share(share) => number::percent(*share),
        Cell::Time(moment) => moment.to_string(),
        Cell::Flag(flag) => if *flag { "yes" } else { "no" }.to_owned(),
        Cell::Missing => "-".to_owned(),
    }
}

/// What stands beside a figure.
pub fn remark(remark: &Remark) -> String {
    match remark {
        Remark::Words(words) => words.clone(),
        Remark::Fences { low: None, high, rule } => {
            format!("above {} ({rule})", number::short(*high))
        }
        Remark::Fences { low: Some(low), high, rule } => {
            let (low, high) = (number::short(*low), number::short(*high));
            format!("above {high} or below {low} ({rule})")
        }
    }
}

/// Writes a line cut to the screen, in a colour.
fn write_line(line: &str, color: Paint, style: Style, out: &mut dyn Write) -> io::Result<()> {
    let line = fit::cut_middle(line, style.width, style.unicode);
    writeln!(out, "{}", paint(&line, color, style))
}
