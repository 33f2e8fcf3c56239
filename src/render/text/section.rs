//! Any section by itself, and the rejected lines.

use std::io::{self, Write};

use comfy_table::{CellAlignment, ContentArrangement, Table as Grid, presets::NOTHING};

use super::line::{FAINT, plain, remark, write_line};
use super::{rates, values};
use crate::render::request::Style;
use crate::render::{fit, number};
use crate::report::{Body, Cell, Record, Section, Table};

pub(super) fn write(
    section: &Section<'_>,
    time: Option<&Record<'_>>,
    style: Style,
    out: &mut dyn Write,
) -> io::Result<()> {
    match &section.body {
        Body::Table(table) if section.name == "values" => write_values(table, time, style, out),
        Body::Table(table) => write_grid(table, style, usize::MAX, out),
        Body::Record(fields) => {
            let widest = fields.iter().map(|field| fit::width(&field.name)).max().unwrap_or(0);
            for field in fields {
                let name = fit::pad_left(&field.name, widest);
                let remark = field.remark.as_ref().map(|beside| format!("   {}", remark(beside)));
                let cell = plain(&field.cell, style);
                let line = format!("{name}  {cell}{}", remark.unwrap_or_default());
                write_line(&line, anstyle::Style::new(), style, out)?;
            }
            Ok(())
        }
    }
}

/// The rows of `values`: a table of figures if there are more than counts, else bars.
pub(super) fn write_values(
    table: &Table<'_>,
    time: Option<&Record<'_>>,
    style: Style,
    out: &mut dyn Write,
) -> io::Result<()> {
    let figures = ["m_count", "hits", "distinct"];
    if table.rows.has_chosen_columns() {
        write_grid(table, style, usize::MAX, out)?;
        if let Some(left_out) = table.rows.left_out() {
            write_line(&number::left_out(left_out), FAINT, style, out)?;
        }
        writeln!(out)
    } else if time.is_some() || figures.iter().any(|name| table.column(name).is_some()) {
        rates::write(table, time, style, out)
    } else {
        values::write(table, style, out)
    }
}

/// Rows of a table in the whole report.
pub(super) const MOST_ROWS: usize = 20;

/// Writes the first rows of a table, and how many more there are.
pub(super) fn write_beginning(
    table: &Table<'_>,
    style: Style,
    out: &mut dyn Write,
) -> io::Result<()> {
    write_grid(table, style, MOST_ROWS, out)?;
    write_left(table, style, out)
}

/// Ends a table of which at most [`MOST_ROWS`] rows were written.
pub(super) fn write_left(table: &Table<'_>, style: Style, out: &mut dyn Write) -> io::Result<()> {
    let left = table.rows.len().saturating_sub(MOST_ROWS);
    if left > 0 {
        write_line(&format!("and {left} more"), FAINT, style, out)?;
    }
    writeln!(out)
}

/// Writes at most `most` rows of a table; nothing is wider than the screen.
///
/// # Errors
/// Those of the writer.
pub fn write_grid(
    table: &Table<'_>,
    style: Style,
    most: usize,
    out: &mut dyn Write,
) -> io::Result<()> {
    for line in grid(table, style, most).trim_fmt().lines() {
        write_line(line.trim_end(), anstyle::Style::new(), style, out)?;
    }
    Ok(())
}

fn grid(table: &Table<'_>, style: Style, most: usize) -> Grid {
    let mut grid = Grid::new();
    let width = u16::try_from(style.width).unwrap_or(u16::MAX);
    grid.load_style(NOTHING)
        .set_content_arrangement(ContentArrangement::Dynamic)
        .set_width(width)
        .set_header(table.columns.iter().map(AsRef::<str>::as_ref).collect::<Vec<_>>());
    for row in table.rows().take(most) {
        grid.add_row(row.iter().map(|cell| {
            let text = comfy_table::Cell::new(plain(cell, style));
            match cell {
                Cell::Text(_) | Cell::Flag(_) | Cell::Time(_) => text,
                _ => text.set_alignment(CellAlignment::Right),
            }
        }));
    }
    grid
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
            let line =
                format!("          {place}: {}: {}", plain(reason, style), plain(text, style));
            write_line(&line, FAINT, style, out)?;
        }
    }
    Ok(())
}
