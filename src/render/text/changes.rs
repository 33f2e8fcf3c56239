//! The section `changes` in lines: when, what, from what to what, and how sure that is.

use std::io::{self, Write};

use super::clock::Clock;
use super::line::{FAINT, plain, write_line, write_sentence};
use crate::render::request::Style;
use crate::render::{fit, number};
use crate::report::{Cell, NamedFields, Table};

/// Writes a line a change; `values` is the section `change_values`.
pub(super) fn write(
    table: &Table<'_>,
    values: Option<&Table<'_>>,
    time: Option<&NamedFields<'_>>,
    style: Style,
    out: &mut dyn Write,
) -> io::Result<()> {
    if table.rows.is_empty() {
        write_line("no change of the rate", FAINT, style, out)?;
        return writeln!(out);
    }
    let clock = Clock::new(time);
    let mut rows: Vec<[String; 5]> = Vec::new();
    for row in table.rows() {
        let cell = |name| table.named(&row, name);
        let is_rate = *cell("series") == Cell::text("count");
        let figure = |cell: &Cell<'_>| match cell {
            Cell::Number(rate) if is_rate => number::rate(*rate),
            Cell::Number(share) => number::percent(*share),
            _ => "-".to_owned(),
        };
        let factor = match cell("factor") {
            Cell::Number(factor) => format!("x {}", number::brief(*factor)),
            _ => String::new(),
        };
        rows.push([
            instant(&clock, cell("at")),
            if is_rate { "events".to_owned() } else { plain(cell("series"), style) },
            format!("{} -> {}", figure(cell("before")), figure(cell("after"))),
            factor,
            kind(&clock, cell, movers(values, [cell("at"), cell("series")], style)),
        ]);
    }
    let widths = fit::widths(&rows);
    for row in &rows {
        let cells =
            row.iter().zip(&widths).take(4).map(|(cell, width)| fit::pad_right(cell, *width));
        let fixed = cells.collect::<Vec<_>>().join("  ");
        let room = style.width.saturating_sub(fit::width(&fixed) + 2);
        let words = row.last().map_or("", String::as_str);
        if fit::width(words) <= room {
            write_line(&format!("{fixed}  {words}"), anstyle::Style::new(), style, out)?;
        } else {
            write_line(fixed.trim_end(), anstyle::Style::new(), style, out)?;
            write_sentence("    ", words, FAINT, style, out)?;
        }
    }
    writeln!(out)
}

fn instant(clock: &Clock, cell: &Cell<'_>) -> String {
    match cell {
        Cell::Time(moment) => clock.brief(moment),
        _ => "-".to_owned(),
    }
}

/// "step, between 14:31:05 and 14:31:12; /api/cart 79 %".
fn kind<'c>(clock: &Clock, cell: impl Fn(&'static str) -> &'c Cell<'c>, movers: String) -> String {
    let Cell::Text(kind) = cell("kind") else { return String::new() };
    let mut words = String::from_utf8_lossy(kind).into_owned();
    let (low, high) = (cell("at_low"), cell("at_high"));
    if low != high && *low != Cell::Missing {
        words += &format!(", between {} and {}", instant(clock, low), instant(clock, high));
    }
    if *cell("until") != Cell::Missing {
        words += &format!(", until {}", instant(clock, cell("until")));
    }
    if movers.is_empty() { words } else { format!("{words}; {movers}") }
}

/// Values that are named beside a change.
const NAMED: usize = 2;
/// A value is named if it has at least this part of the change.
const MIN_PART: f64 = 0.05;

/// The values of a series that moved most at an instant, with their part of the whole move.
fn movers(values: Option<&Table<'_>>, [at, series]: [&Cell<'_>; 2], style: Style) -> String {
    let Some(table) = values else { return String::new() };
    let mut words = Vec::new();
    for row in table.rows() {
        let (Some(value), Some(Cell::Share(part))) = (row.get(2), row.get(6)) else { continue };
        let is_of_change = row.first() == Some(at) && row.get(1) == Some(series);
        if is_of_change && *part >= MIN_PART && words.len() < NAMED {
            words.push(format!("{} {:.0} %", plain(value, style), part * 100.0));
        }
    }
    words.join(", ")
}
