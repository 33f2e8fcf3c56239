//! The rows of `values` where times are read or something is measured: how many, how fast, when, how
//! much, and the course over the whole range.

use std::io::{self, Write};

use super::clock::Clock;
use super::line::{BAR, FAINT, OUTLIER, paint, plain, write_line};
use crate::render::request::Style;
use crate::render::{fit, number, spark::spark};
use crate::report::{Cell, Record, Table};

/// Parts of the range that the course is drawn in at most.
const MOST_SPARK: usize = 20;
/// A course of fewer parts tells nothing and is left out.
const LEAST_SPARK: usize = 8;
/// Columns a value keeps however narrow the screen is.
const LEAST_VALUE: usize = 8;
/// Blanks between columns.
const GAP: usize = 2;

/// A column of the text report: its title, its cells, and when it is dropped for want of room.
#[derive(Debug, Clone)]
pub struct TextColumn {
    /// The column of `values` it shows.
    pub name: String,
    /// What stands over it.
    pub title: String,
    /// What stands in it, a text a row.
    pub cells: Vec<String>,
    /// Columns of the highest priority are dropped first; 0 is never dropped.
    pub drop_priority: u8,
    /// Its cells begin at its left edge.
    pub left: bool,
    /// The columns of the screen it takes.
    pub width: usize,
}

impl TextColumn {
    /// A column as wide as the widest of its cells and its title.
    pub fn new(name: &str, title: String, cells: Vec<String>, drop_priority: u8) -> Self {
        let texts = cells.iter().chain([&title]);
        let width = texts.map(|text| fit::width(text)).max().unwrap_or(0);
        Self { name: name.to_owned(), title, cells, drop_priority, left: false, width }
    }
}

pub(super) fn write(
    table: &Table<'_>,
    time: Option<&Record<'_>>,
    style: Style,
    out: &mut dyn Write,
) -> io::Result<()> {
    let rows: Vec<Vec<Cell<'_>>> = (0..table.rows.len())
        .map(|index| {
            let mut row = Vec::new();
            table.rows.fill(index, &mut row);
            row
        })
        .collect();
    if rows.is_empty() {
        return Ok(());
    }
    let mut columns = columns(table, time, &rows, style);
    let marks = table
        .column("outlier")
        .is_some_and(|at| rows.iter().any(|row| row.get(at) == Some(&Cell::Flag(true))));
    let mark = if marks { GAP + 1 } else { 0 };
    let room = |columns: &[TextColumn]| {
        let used: usize = columns.iter().map(|column| GAP + column.width).sum();
        style.width.checked_sub(used + mark)
    };
    let values: Vec<String> = rows.iter().map(|row| value(row, style)).collect();
    let longest = values.iter().map(|text| fit::width(text)).max().unwrap_or(0).max(5);
    while room(&columns).is_none_or(|room| room < longest.min(LEAST_VALUE)) {
        let priorities = columns.iter().map(|column| column.drop_priority);
        let Some(first) = priorities.max().filter(|priority| *priority > 0) else {
            break;
        };
        columns.retain(|column| column.drop_priority != first);
    }
    let room = room(&columns).unwrap_or(0);
    let width = longest.min(room);
    let spark_width = room.saturating_sub(width + GAP).min(MOST_SPARK);
    let spark_width = if spark_width < LEAST_SPARK { 0 } else { spark_width };
    let mut header = fit::pad_right("value", width);
    for column in &columns {
        header += &" ".repeat(GAP);
        header += &align(&column.title, column);
    }
    write_line(header.trim_end(), FAINT, style, out)?;
    for (index, row) in rows.iter().enumerate() {
        let outlier = matches!(cell(table, row, "outlier"), Cell::Flag(true));
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
        write_line(&number::left_out(left_out), FAINT, style, out)?;
    }
    writeln!(out)
}

/// `text` filled up to the width of `column`.
pub fn align(text: &str, column: &TextColumn) -> String {
    if column.left { fit::pad_right(text, column.width) } else { fit::pad_left(text, column.width) }
}

fn cell<'r, 'c>(table: &Table<'_>, row: &'r [Cell<'c>], name: &str) -> &'r Cell<'c> {
    table.column(name).and_then(|at| row.get(at)).unwrap_or(&Cell::Missing)
}

/// The value of a row for eyes; it is the row's first cell.
pub fn value(row: &[Cell<'_>], style: Style) -> String {
    match row.first() {
        Some(Cell::Text(bytes)) if bytes.is_empty() => "(empty)".to_owned(),
        Some(cell) => plain(cell, style),
        None => String::new(),
    }
}

/// The columns right of the value that there are, for the rows of `table` whose cells are `rows`;
/// `time` is the report's section of that name.
pub fn columns(
    table: &Table<'_>,
    time: Option<&Record<'_>>,
    rows: &[Vec<Cell<'_>>],
    style: Style,
) -> Vec<TextColumn> {
    let clock = Clock::new(time);
    let figures =
        |name: &str, title: String, drop_priority: u8, print: &dyn Fn(&Cell<'_>) -> String| {
            let cells = rows.iter().map(|row| print(cell(table, row, name))).collect();
            TextColumn::new(name, title, cells, drop_priority)
        };
    let text = |cell: &Cell<'_>| plain(cell, style);
    let short = |cell: &Cell<'_>| match cell {
        Cell::Number(number) => number::brief(*number),
        cell => plain(cell, style),
    };
    let when = |cell: &Cell<'_>| match cell {
        Cell::Time(moment) => clock.brief(moment),
        cell => plain(cell, style),
    };
    let length = |cell: &Cell<'_>| match cell {
        Cell::Count(buckets) => clock.buckets(*buckets),
        cell => plain(cell, style),
    };
    let mut columns = vec![
        figures("count", "count".to_owned(), 1, &text),
        figures("share", "share".to_owned(), 4, &text),
        figures("hits", "hits".to_owned(), 2, &text),
        figures("ratio", "ratio".to_owned(), 0, &text),
        figures("ratio_low", "at least".to_owned(), 3, &text),
        figures("distinct", "distinct".to_owned(), 1, &text),
        figures("mean_rate", "mean/s".to_owned(), 3, &short),
        figures("peak", format!("peak/{}", clock.unit()), 0, &text),
        figures("peak_at", "at".to_owned(), 2, &when),
    ];
    let windows =
        table.columns.iter().filter(|name| name.starts_with("peak_") && *name != "peak_at");
    for name in windows {
        let title = format!("peak/{}", name.trim_start_matches("peak_"));
        columns.push(figures(name, title, 5, &text));
    }
    columns.push(figures("active", "active".to_owned(), 6, &length));
    for (name, drop_priority) in [("m_mean", 4), ("m_p50", 1), ("m_p90", 3), ("m_p99", 2)] {
        let title = name.trim_start_matches("m_").to_owned();
        columns.push(figures(name, title, drop_priority, &text));
    }
    columns.retain(|column| table.column(&column.name).is_some());
    if let Some(at) = columns.iter_mut().find(|column| column.title == "at") {
        at.left = true;
    }
    columns
}
