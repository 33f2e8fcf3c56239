//! The rows of `values` where there is more to tell than counts: how many, how fast, when, how much,
//! and the course over the whole range.

use std::io::{self, Write};

use super::line::{BAR, FAINT, OUTLIER, paint, write_dropped, write_line, write_sentence};
use super::value_columns::{align, columns, drop_wider, value};
use crate::render::request::Style;
use crate::render::{bar::spark, fit, number};
use crate::report::{Cell, Report, Table};

/// Parts of the range that the course is drawn in at most.
const MOST_SPARK: usize = 20;
/// A course of fewer parts tells nothing and is left out.
const LEAST_SPARK: usize = 8;
/// Blanks between columns.
const GAP: usize = 2;

pub(super) fn write(
    table: &Table<'_>,
    report: &Report<'_>,
    style: Style,
    out: &mut dyn Write,
) -> io::Result<()> {
    let rows: Vec<Vec<Cell<'_>>> = table.rows().collect();
    if rows.is_empty() {
        return Ok(());
    }
    let mut columns = columns(report, table, &rows, style);
    let marks = table
        .column("outlier")
        .is_some_and(|at| rows.iter().any(|row| row.get(at) == Some(&Cell::Flag(true))));
    let mark = if marks { GAP + 1 } else { 0 };
    let values: Vec<String> = rows.iter().map(|row| value(row, style)).collect();
    let longest = values.iter().map(|text| fit::width(text)).max().unwrap_or(0).max(5);
    let screen = style.width.saturating_sub(mark);
    let dropped = drop_wider(&mut columns, screen, longest);
    let used: usize = columns.iter().map(|column| GAP + column.width).sum();
    let room = screen.saturating_sub(used);
    let width = longest.min(room);
    let spark_width = room.saturating_sub(width + GAP).min(MOST_SPARK);
    let spark_width = if spark_width < LEAST_SPARK { 0 } else { spark_width };
    let mut header = fit::pad_right(&fit::cut_middle("value", width, style.unicode), width);
    for column in &columns {
        header += &" ".repeat(GAP);
        header += &align(&column.title, column);
    }
    write_line(header.trim_end(), FAINT, style, out)?;
    for (index, row) in rows.iter().enumerate() {
        let outlier = table.column("outlier").and_then(|at| row.get(at)) == Some(&Cell::Flag(true));
        let color = if outlier { OUTLIER } else { anstyle::Style::new() };
        let name = fit::cut_middle(&values[index], width, style.unicode);
        let mut line = paint(&fit::pad_right(&name, width), color, style);
        for column in &columns {
            line += &" ".repeat(GAP);
            line += &align(&column.cells[index], column);
        }
        if spark_width > 0 {
            let points = table.rows.sparkline(index, spark_width).unwrap_or_default();
            let drawn = spark(&points, style.unicode);
            line += &" ".repeat(GAP);
            line += &paint(&drawn, if outlier { OUTLIER } else { BAR }, style);
        }
        if outlier {
            line += &" ".repeat(GAP);
            line += &paint("*", OUTLIER, style);
        }
        writeln!(out, "{}", line.trim_end())?;
    }
    if let Some(left_out) = table.rows.left_out() {
        write_sentence("", &number::left_out(left_out), FAINT, style, out)?;
    }
    write_dropped(&dropped, style, out)?;
    writeln!(out)
}
