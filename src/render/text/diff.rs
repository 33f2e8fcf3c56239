//! Two sides compared: a line for the sides, a line a value that moved.

use std::io::{self, Write};

use super::clock::{date, time_of_day};
use super::line::{FAINT, OUTLIER, paint, plain, write_line};
use crate::render::request::Style;
use crate::render::{fit, number};
use crate::report::{Cell, Moment, Table};

/// Columns a value takes at most, as a part of the width.
const VALUE_PART: usize = 2;

/// Writes what each side holds.
pub(super) fn write_sides(table: &Table<'_>, style: Style, out: &mut dyn Write) -> io::Result<()> {
    for index in 0..table.rows.len() {
        let mut row = Vec::new();
        table.rows.fill(index, &mut row);
        let cell = |name| table.column(name).and_then(|at| row.get(at)).unwrap_or(&Cell::Missing);
        let range = match (cell("first"), cell("last")) {
            (Cell::Time(first), Cell::Time(last)) => format!("  {}", range(first, last)),
            _ => String::new(),
        };
        let rate = match cell("mean_rate") {
            Cell::Number(rate) => format!(" ({})", number::rate(*rate)),
            _ => String::new(),
        };
        let line = format!(
            "{:>6}  {} events{rate} of {} values{range}",
            plain(cell("side"), style),
            plain(cell("count"), style),
            plain(cell("values"), style),
        );
        write_line(&line, anstyle::Style::new(), style, out)?;
    }
    writeln!(out)
}

fn range(first: &Moment, last: &Moment) -> String {
    let (from, to) = (&first.local, &last.local);
    let end = match date(from) == date(to) {
        true => time_of_day(to),
        false => format!("{} {}", date(to), time_of_day(to)),
    };
    format!("{} {} to {end}", date(from), time_of_day(from))
}

/// Writes a line a value: its rates or shares, the difference, the factor and its limits.
pub(super) fn write_moves(table: &Table<'_>, style: Style, out: &mut dyn Write) -> io::Result<()> {
    let mut lines: Vec<([String; 5], bool)> = Vec::new();
    for index in 0..table.rows.len() {
        let mut row = Vec::new();
        table.rows.fill(index, &mut row);
        let cell = |name| table.column(name).and_then(|at| row.get(at)).unwrap_or(&Cell::Missing);
        lines.push((line(cell, style), *cell("marked") == Cell::Flag(true)));
    }
    let widest = |column: usize| {
        lines.iter().map(|(cells, _)| fit::width(&cells[column])).max().unwrap_or(0)
    };
    let widths = [0, 1, 2, 3, 4].map(widest);
    let value = widths[0].min(style.width / VALUE_PART);
    for (cells, marked) in &lines {
        let name = fit::pad_right(&fit::cut_middle(&cells[0], value, style.unicode), value);
        let mut text = paint(&name, if *marked { OUTLIER } else { anstyle::Style::new() }, style);
        let mut used = value;
        for (cell, width) in cells.iter().zip(widths).skip(1) {
            used += width + 2;
            if used + 2 > style.width {
                break;
            }
            text += &format!("  {}", fit::pad_left(cell, width));
        }
        writeln!(out, "{text}{}", if *marked { " *" } else { "" })?;
    }
    if let Some(left_out) = table.rows.left_out() {
        write_line(&number::left_out(left_out), FAINT, style, out)?;
    }
    writeln!(out)
}

/// Value, before, after, factor, limits of the factor.
fn line<'c>(cell: impl Fn(&'static str) -> &'c Cell<'c>, style: Style) -> [String; 5] {
    let figure = |rate: &'static str, share: &'static str| match (cell(rate), cell(share)) {
        (Cell::Number(rate), _) => number::rate(*rate),
        (_, Cell::Share(share)) => number::percent(*share),
        _ => "-".to_owned(),
    };
    let word = plain(cell("move"), style);
    let after = match word.as_str() {
        "gone" => word.clone(),
        _ => figure("rate_after", "share_after"),
    };
    let factor = match cell("factor") {
        Cell::Number(factor) if *factor > 0.0 => format!("{} x", number::brief(*factor)),
        _ => word,
    };
    let limits = match (cell("factor_low"), cell("factor_high")) {
        (Cell::Number(low), Cell::Number(high)) => {
            format!("({} to {})", number::brief(*low), number::brief(*high))
        }
        _ => String::new(),
    };
    [plain(cell("value"), style), figure("rate_before", "share_before"), after, factor, limits]
}
