//! The rows of `values` that have more than counts: rates, times, measures, and a sparkline of the
//! whole range.

use std::io::{self, Write};

use super::line::{BAR, FAINT, OUTLIER, paint, write_dropped, write_line, write_sentence};
use super::value_columns::{self, TextColumn, align, fit_to_width, value_or_weekday};
use crate::render::request::Style;
use crate::render::{bar::spark, fit, number};
use crate::report::{Cell, Report, Table};

/// The widest sparkline, in columns.
const MAX_SPARK: usize = 20;
/// A narrower sparkline is left out.
const MIN_SPARK: usize = 8;
/// Blanks between columns.
const GAP: usize = 2;
/// Rows that are made at a time.
const BATCH: usize = 1 << 12;

pub(super) fn write(
    table: &Table<'_>,
    report: &Report<'_>,
    style: Style,
    out: &mut dyn Write,
) -> io::Result<()> {
    if table.rows.is_empty() {
        return Ok(());
    }
    let (mut columns, longest, marks) = measure(table, report, style);
    let mark = if marks { GAP + 1 } else { 0 };
    let screen = style.width.saturating_sub(mark);
    let dropped = fit_to_width(&mut columns, screen, longest);
    let used: usize = columns.iter().map(|column| GAP + column.width).sum();
    let room = screen.saturating_sub(used);
    let width = longest.min(room);
    let spark_width = room.saturating_sub(width + GAP).min(MAX_SPARK);
    let spark_width = if spark_width < MIN_SPARK { 0 } else { spark_width };
    let mut header = fit::pad_right(&fit::cut_middle("value", width, style.unicode), width);
    for column in &columns {
        header += &" ".repeat(GAP);
        header += &align(&column.title, column);
    }
    write_line(header.trim_end(), FAINT, style, out)?;
    for (first, rows) in batches(table) {
        let made = value_columns::columns(report, table, &rows, style);
        let shown: Vec<(&TextColumn, &TextColumn)> = columns
            .iter()
            .filter_map(|column| Some((column, made.iter().find(|own| own.name == column.name)?)))
            .collect();
        for (index, row) in rows.iter().enumerate() {
            let outlier = is_outlier(table, row);
            let color = if outlier { OUTLIER } else { anstyle::Style::new() };
            let name = fit::cut_middle(&value_or_weekday(row, table, style), width, style.unicode);
            let mut line = paint(&fit::pad_right(&name, width), color, style);
            for (column, own) in &shown {
                line += &" ".repeat(GAP);
                let cell = own.cells.get(index).map_or("", String::as_str);
                line += &align(&fit::cut_middle(cell, column.width, style.unicode), column);
            }
            if spark_width > 0 {
                let points = table.rows.sparkline(first + index, spark_width).unwrap_or_default();
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
    }
    if let Some(left_out) = table.rows.left_out() {
        write_sentence("", &number::left_out(left_out), FAINT, style, out)?;
    }
    write_dropped(&dropped, style, out)?;
    writeln!(out)
}

/// The columns, each as wide as its widest cell of all rows; the width of the longest value; and whether
/// a row is an outlier.
fn measure(table: &Table<'_>, report: &Report<'_>, style: Style) -> (Vec<TextColumn>, usize, bool) {
    let (mut columns, mut longest, mut marks) = (Vec::<TextColumn>::new(), 5, false);
    for (first, rows) in batches(table) {
        let mut made = value_columns::columns(report, table, &rows, style);
        let widths = rows.iter().map(|row| fit::width(&value_or_weekday(row, table, style)));
        longest = widths.fold(longest, usize::max);
        marks |= rows.iter().any(|row| is_outlier(table, row));
        made.iter_mut().for_each(|column| column.cells.clear());
        if first == 0 {
            columns = made;
        } else {
            let pairs = columns.iter_mut().zip(made);
            pairs.for_each(|(column, made)| {
                (column.width, column.least) =
                    (column.width.max(made.width), column.least.max(made.least));
            });
        }
    }
    (columns, longest, marks)
}

fn is_outlier(table: &Table<'_>, row: &[Cell<'_>]) -> bool {
    table.column("outlier").and_then(|at| row.get(at)) == Some(&Cell::Flag(true))
}

/// The rows in batches, each with the index of its first row: all rows together may take more memory
/// than the counts.
fn batches<'t>(table: &'t Table<'_>) -> impl Iterator<Item = (usize, Vec<Vec<Cell<'t>>>)> {
    let (mut rows, mut next) = (table.rows(), 0);
    std::iter::from_fn(move || {
        let batch: Vec<_> = rows.by_ref().take(BATCH).collect();
        let first = next;
        next += batch.len();
        (!batch.is_empty()).then_some((first, batch))
    })
}
