//! Any section by itself, and the rejected lines.

use std::io::{self, Write};

use super::clock::Clock;
use super::grid::write_rows;
use super::line::{FAINT, plain, remark, write_dropped, write_line, write_sentence};
use super::{matrix, rates, top_lines, values};
use crate::render::request::Style;
use crate::render::{fit, number};
use crate::report::{Body, Cell, NamedFields, Report, Section, Table, Wish};

pub(super) fn write(
    section: &Section<'_>,
    report: &Report<'_>,
    style: Style,
    out: &mut dyn Write,
) -> io::Result<()> {
    match &section.body {
        Body::Table(table) if section.name == "values" => write_values(table, report, style, out),
        Body::Table(table) if section.name == "matrix" => matrix::write(table, style, out),
        Body::Table(table) if section.name == "lines" => {
            top_lines::write(table, report, style, out)
        }
        Body::Table(table) => {
            let clock = report.fields("time").map(|time| Clock::new(Some(time)));
            let dropped = write_rows(table, clock, style, usize::MAX, out)?;
            write_dropped(&dropped, style, out)
        }
        Body::Fields(fields) => {
            let widest = fields.iter().map(|field| fit::width(&field.name)).max().unwrap_or(0);
            for field in fields {
                let name = fit::pad_left(&field.name, widest);
                let line = format!("{name}  {}", plain(&field.cell, style));
                match &field.remark {
                    Some(beside) => {
                        let (line, beside) = (format!("{line}   "), remark(beside));
                        write_sentence(&line, &beside, anstyle::Style::new(), style, out)?;
                    }
                    None => write_line(&line, anstyle::Style::new(), style, out)?,
                }
            }
            Ok(())
        }
    }
}

/// The rows of `values`: a table of figures if there are more than counts, else bars.
pub(super) fn write_values(
    table: &Table<'_>,
    report: &Report<'_>,
    style: Style,
    out: &mut dyn Write,
) -> io::Result<()> {
    let figures = ["m_count", "hits", "distinct", "first"];
    // What bars show themselves.
    let bars = ["value", "count", "share", "outlier"];
    let is_wanted = |name: &str| matches!(table.rows.wish(name), Wish::Sorted | Wish::Judged);
    let wants_more = table.columns.iter().any(|name| is_wanted(name) && !bars.contains(&&**name));
    if table.rows.has_chosen_columns() {
        let clock = Some(Clock::new(report.fields("time")));
        let dropped = write_rows(table, clock, style, usize::MAX, out)?;
        if let Some(left_out) = table.rows.left_out() {
            write_sentence("", &number::left_out(left_out), FAINT, style, out)?;
        }
        write_dropped(&dropped, style, out)?;
        writeln!(out)
    } else if wants_more || figures.iter().any(|name| table.column(name).is_some()) {
        rates::write(table, report, style, out)
    } else {
        values::write(table, style, out)
    }
}

/// Columns of the screen that a rejected line has at least beside its place.
const MIN_TEXT: usize = 24;

/// Rows of a table in the whole report.
pub(super) const MAX_ROWS: usize = 20;

/// Writes the first rows of a table, and how many more there are.
pub(super) fn write_beginning(
    table: &Table<'_>,
    time: Option<&NamedFields<'_>>,
    style: Style,
    out: &mut dyn Write,
) -> io::Result<()> {
    let clock = time.map(|time| Clock::new(Some(time)));
    let dropped = write_rows(table, clock, style, MAX_ROWS, out)?;
    write_dropped(&dropped, style, out)?;
    write_left(table, style, out)
}

/// Ends a table of which at most [`MAX_ROWS`] rows were written.
pub(super) fn write_left(table: &Table<'_>, style: Style, out: &mut dyn Write) -> io::Result<()> {
    let left = table.rows.len().saturating_sub(MAX_ROWS);
    if left > 0 {
        write_line(&format!("and {left} more"), FAINT, style, out)?;
    }
    writeln!(out)
}

/// The first rejected lines, one a line: where, why, what.
pub(super) fn write_rejects(
    table: &Table<'_>,
    style: Style,
    out: &mut dyn Write,
) -> io::Result<()> {
    for row in table.rows() {
        if let [source, line, reason, text] = &row[..] {
            let place = match line {
                Cell::Count(line) => format!("{}:{line}", plain(source, style)),
                _ => plain(source, style),
            };
            let place = format!("          {place}: {}: ", plain(reason, style));
            let room = style.width.saturating_sub(fit::width(&place));
            if room >= MIN_TEXT {
                let text = fit::cut_middle(&plain(text, style), room, style.unicode);
                write_line(&format!("{place}{text}"), FAINT, style, out)?;
            } else {
                write_sentence("", place.trim_end(), FAINT, style, out)?;
                let text = format!("            {}", plain(text, style));
                write_line(&text, FAINT, style, out)?;
            }
        }
    }
    Ok(())
}
