//! The sections `limits` and `replay`: a line a window, a line a limiter.

use std::io::{self, Write};

use super::line::{FAINT, plain, write_line};
use crate::render::request::Style;
use crate::render::{fit, number};
use crate::report::{Cell, Table};

/// Blanks between columns.
const GAP: usize = 2;

/// Writes the recommended limits: what peaks are usual in each window, and whom the limit meets.
pub(super) fn write_limits(table: &Table<'_>, style: Style, out: &mut dyn Write) -> io::Result<()> {
    let titles = ["window", "p50", "p90", "p99", "busiest", "limit", "values over", "refused"];
    let mut lines = vec![[titles.map(str::to_owned).to_vec(), vec![String::new()]].concat()];
    for row in table.rows() {
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
        lines.push(vec![
            seconds,
            text("p50"),
            text("p90"),
            text("p99"),
            text("maximum"),
            text("limit"),
            format!("{} of {}", text("values_over"), text("values")),
            format!("{} ({})", text("refused"), text("refused_share")),
            gap,
        ]);
    }
    write_aligned(&lines, style, out)
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

/// Writes lines of as many cells each, the first line faint, all but the last cell right-aligned.
fn write_aligned(lines: &[Vec<String>], style: Style, out: &mut dyn Write) -> io::Result<()> {
    let columns = lines.iter().map(Vec::len).max().unwrap_or(0);
    let width = |column: usize| {
        lines.iter().filter_map(|line| line.get(column)).map(|cell| fit::width(cell)).max()
    };
    let widths: Vec<usize> = (0..columns).map(|column| width(column).unwrap_or(0)).collect();
    for (index, line) in lines.iter().enumerate() {
        let cells = line.iter().zip(&widths).enumerate().map(|(column, (cell, width))| {
            if column + 1 == columns { cell.clone() } else { fit::pad_left(cell, *width) }
        });
        let text = cells.collect::<Vec<_>>().join(&" ".repeat(GAP));
        let paint = if index == 0 { FAINT } else { anstyle::Style::new() };
        write_line(text.trim_end(), paint, style, out)?;
    }
    writeln!(out)
}
