//! The sections `limits` and `replay`: a line a window, a line a limiter.

use std::io::{self, Write};

use super::line::{FAINT, plain, write_dropped, write_line};
use super::value_columns::{TextColumn, align, fit_to_width};
use crate::render::request::Style;
use crate::render::{fit, number};
use crate::report::{Cell, Table};

/// Blanks between columns.
const GAP: usize = 2;

/// The columns of the recommended limits: title, drop priority.
const LIMITS: [(&str, u8); 9] = [
    ("window", 0),
    ("p50", 4),
    ("p90", 3),
    ("p99", 2),
    ("busiest", 1),
    ("limit", 0),
    ("values over", 0),
    ("refused", 0),
    ("", 5),
];

/// Writes the recommended limits: what peaks are usual in each window, and whom the limit meets.
pub(super) fn write_limits(table: &Table<'_>, style: Style, out: &mut dyn Write) -> io::Result<()> {
    let rows: Vec<[String; LIMITS.len()]> =
        table.rows().map(|row| limit(table, &row, style)).collect();
    let mut columns: Vec<TextColumn> = LIMITS
        .iter()
        .enumerate()
        .map(|(at, (title, priority))| {
            let cells = rows.iter().map(|row| row[at].clone()).collect();
            TextColumn::new(title, (*title).to_owned(), cells, *priority)
        })
        .collect();
    let mut dropped = fit_to_width(&mut columns, style.width, 0);
    dropped.retain(|title| !title.is_empty());
    let line = |cell: &dyn Fn(&TextColumn) -> String| {
        let cells = columns.iter().map(|column| align(&cell(column), column));
        cells.collect::<Vec<_>>().join(&" ".repeat(GAP)).trim_end().to_owned()
    };
    write_line(&line(&|column| column.title.clone()), FAINT, style, out)?;
    for index in 0..rows.len() {
        let cell = |column: &TextColumn| column.cells.get(index).cloned().unwrap_or_default();
        write_line(&line(&cell), anstyle::Style::new(), style, out)?;
    }
    write_dropped(&dropped, style, out)?;
    writeln!(out)
}

fn limit(table: &Table<'_>, row: &[Cell<'_>], style: Style) -> [String; LIMITS.len()] {
    let cell = |name: &str| table.column(name).and_then(|at| row.get(at));
    let text = |name: &str| cell(name).map(|cell| plain(cell, style)).unwrap_or_default();
    let seconds = match cell("window_seconds") {
        Some(Cell::Number(seconds)) => number::duration(*seconds),
        _ => String::new(),
    };
    let gap = match (cell("basis"), cell("gap")) {
        (Some(Cell::Text(basis)), Some(Cell::Number(gap))) if **basis == *b"gap" => {
            format!("{} x the next", number::brief(*gap))
        }
        _ => String::new(),
    };
    [
        seconds,
        text("p50"),
        text("p90"),
        text("p99"),
        text("maximum"),
        text("limit"),
        format!("{} of {}", text("values_over"), text("values")),
        format!("{} ({})", text("refused"), text("refused_share")),
        gap,
    ]
}

/// Writes what each limiter would have refused.
pub(super) fn write_replay(table: &Table<'_>, style: Style, out: &mut dyn Write) -> io::Result<()> {
    for row in table.rows() {
        let cell = |name: &str| table.column(name).and_then(|at| row.get(at));
        let text = |name: &str| cell(name).map(|cell| plain(cell, style)).unwrap_or_default();
        let refused = match (cell("refused"), cell("refused_spread")) {
            (Some(Cell::Count(a)), Some(Cell::Count(b))) if a != b => {
                format!("{} to {}", number::whole(*a.min(b)), number::whole(*a.max(b)))
            }
            _ => text("refused"),
        };
        let share = text("refused_share");
        let mut line = format!("refuses {refused} of {} ({share})", text("events"));
        let noun = if cell("values_hit") == Some(&Cell::Count(1)) { "value" } else { "values" };
        line += &format!(", {} {noun}", text("values_hit"));
        if let Some(Cell::Count(delayed @ 1..)) = cell("delayed") {
            line += &format!(", delays {}", number::whole(*delayed));
        }
        if let Some(Cell::Count(bans @ 1..)) = cell("bans") {
            line += &format!(", {} bans", number::whole(*bans));
        }
        let spec = text("limit");
        if fit::width(&spec) + GAP + fit::width(&line) <= style.width {
            writeln!(out, "{spec}{}{line}", " ".repeat(GAP))?;
        } else {
            write_line(&spec, anstyle::Style::new(), style, out)?;
            write_line(&format!("  {line}"), anstyle::Style::new(), style, out)?;
        }
    }
    writeln!(out)
}
