//! Two sides compared: a line for the sides, a line a value that moved.

use std::io::{self, Write};

use super::clock::time_of_day;
use super::line::{FAINT, OUTLIER, paint, plain, write_dropped, write_line, write_sentence};
use crate::render::request::Style;
use crate::render::{fit, number};
use crate::report::{Cell, Moment, NamedFields, Table};

/// Columns a value takes at most, as a part of the width.
const VALUE_PART: usize = 2;
/// Blanks between columns.
const GAP: usize = 2;
/// Columns for the mark behind a row.
const MARK: usize = 2;
/// The number of columns.
const COLUMNS: usize = 8;
/// The heads of the columns.
const HEADS: [&str; COLUMNS] =
    ["value", "before", "after", "difference", "factor", "95 % limits", "ratio", "p99"];
/// The columns that are left out where there is no room, the first of them first. An option asks for `ratio`
/// and `p99`, and the difference says what the sides before and after say.
const LEFT_OUT: [&str; COLUMNS - 1] =
    ["95 % limits", "before", "after", "p99", "ratio", "factor", "difference"];

/// Writes what each side holds.
pub(super) fn write_sides(table: &Table<'_>, style: Style, out: &mut dyn Write) -> io::Result<()> {
    for row in table.rows() {
        let cell = |name| table.column(name).and_then(|at| row.get(at)).unwrap_or(&Cell::Missing);
        let range = match (cell("first"), cell("last")) {
            (Cell::Time(first), Cell::Time(last)) => format!("  {}", range(first, last)),
            _ => String::new(),
        };
        let rate = match cell("mean_rate") {
            Cell::Number(rate) => format!(" ({})", number::rate(*rate)),
            _ => String::new(),
        };
        let side = format!("{:>6}  ", plain(cell("side"), style));
        let sentence = format!(
            "{} events{rate} of {} values{range}",
            plain(cell("count"), style),
            plain(cell("values"), style),
        );
        write_sentence(&side, &sentence, anstyle::Style::new(), style, out)?;
    }
    writeln!(out)
}

fn range(first: &Moment, last: &Moment) -> String {
    let (from, to) = (&first.local, &last.local);
    let end = match from.date() == to.date() {
        true => time_of_day(to),
        false => format!("{} {}", to.date(), time_of_day(to)),
    };
    format!("{} {} to {end}", from.date(), time_of_day(from))
}

/// Writes how all events together moved, and a line a value: its rates or shares, the difference, the
/// factor and its limits, and the share of hits and the 99th percentile on both sides.
pub(super) fn write_moves(
    table: &Table<'_>,
    total: Option<&NamedFields<'_>>,
    style: Style,
    out: &mut dyn Write,
) -> io::Result<()> {
    let mut lines: Vec<MoveLine> = Vec::new();
    for row in table.rows() {
        let cell = |name| table.column(name).and_then(|at| row.get(at)).unwrap_or(&Cell::Missing);
        lines.push((line(cell, style), *cell("marked") == Cell::Flag(true)));
    }
    if let Some(total) = total.filter(|_| !lines.is_empty()) {
        let cell = |name: &str| {
            let field = total.iter().find(|field| field.name == name);
            field.map_or(&Cell::Missing, |field| &field.cell)
        };
        let mut cells = line(cell, style);
        "all events".clone_into(&mut cells[0]);
        lines.push((cells, *cell("marked") == Cell::Flag(true)));
    }
    let (widths, dropped) = fit_columns(&lines, style);
    let text = |cells: &[&str], color: anstyle::Style| {
        let name = fit::pad_right(&fit::cut_middle(cells[0], widths[0], style.unicode), widths[0]);
        let figures = cells.iter().zip(widths).skip(1).filter(|(_, width)| *width > 0);
        let figures = figures.map(|(cell, width)| fit::pad_left(cell, GAP + width));
        paint(&name, color, style) + &figures.collect::<String>()
    };
    if !lines.is_empty() {
        write_line(&text(&HEADS, anstyle::Style::new()), FAINT, style, out)?;
    }
    for (cells, marked) in &lines {
        let color = if *marked { OUTLIER } else { anstyle::Style::new() };
        let line = text(&cells.each_ref().map(String::as_str), color);
        writeln!(out, "{}{}", line.trim_end(), if *marked { " *" } else { "" })?;
    }
    write_dropped(&dropped, style, out)?;
    if let Some(left_out) = table.rows.left_out() {
        write_line(&number::left_out(left_out), FAINT, style, out)?;
    }
    writeln!(out)
}

/// A row of the table, and whether it is marked.
type MoveLine = ([String; COLUMNS], bool);

/// The widths of the columns, 0 for a column that is empty or has no room, and the heads of the columns without
/// room.
fn fit_columns(lines: &[MoveLine], style: Style) -> ([usize; COLUMNS], Vec<String>) {
    let widest = |column: usize| {
        lines.iter().map(|(cells, _)| fit::width(&cells[column])).max().unwrap_or(0)
    };
    let mut widths = HEADS.map(|_| 0);
    for (column, width) in widths.iter_mut().enumerate() {
        let own = widest(column);
        *width = if own == 0 { 0 } else { own.max(fit::width(HEADS[column])) };
    }
    widths[0] = widths[0].min(style.width / VALUE_PART);
    let mut dropped = Vec::new();
    for left_out in LEFT_OUT {
        let figures = widths.iter().skip(1).filter(|width| **width > 0);
        if widths[0] + figures.map(|width| GAP + width).sum::<usize>() + MARK <= style.width {
            break;
        }
        let columns = HEADS.iter().zip(&mut widths);
        for (_, width) in columns.filter(|(head, width)| **head == left_out && **width > 0) {
            *width = 0;
            dropped.push(left_out.to_owned());
        }
    }
    (widths, dropped)
}

/// The cells of one row of `moves`, as [`HEADS`] names them.
fn line<'c>(cell: impl Fn(&'static str) -> &'c Cell<'c>, style: Style) -> [String; COLUMNS] {
    let is_share = matches!(cell("difference"), Cell::Share(_));
    let figure = |rate: &'static str, share: &'static str| match (cell(rate), cell(share)) {
        (Cell::Number(rate), _) if !is_share => number::rate(*rate),
        (_, Cell::Share(share)) => number::percent(*share),
        _ => "-".to_owned(),
    };
    let word = plain(cell("move"), style);
    let after = match word.as_str() {
        "gone" => word.clone(),
        _ => figure("rate_after", "share_after"),
    };
    let difference = match cell("difference") {
        Cell::Number(difference) => number::signed(*difference, number::rate),
        Cell::Share(difference) => number::signed(*difference, number::percent),
        _ => "-".to_owned(),
    };
    let factor = match cell("factor") {
        Cell::Number(factor) if *factor > 0.0 => format!("{} x", number::brief(*factor)),
        _ => word,
    };
    let pair = |low: &'static str, high: &'static str, between: &str| match (cell(low), cell(high))
    {
        (Cell::Missing, Cell::Missing) => String::new(),
        (low, high) => format!("{}{between}{}", brief(low), brief(high)),
    };
    let limits = pair("factor_low", "factor_high", " to ");
    let (ratio, p99) =
        (pair("ratio_before", "ratio_after", " -> "), pair("m_p99_before", "m_p99_after", " -> "));
    let before = figure("rate_before", "share_before");
    [plain(cell("value"), style), before, after, difference, factor, limits, ratio, p99]
}

/// A cell in a pair of cells.
fn brief(cell: &Cell<'_>) -> String {
    match cell {
        Cell::Number(number) => number::brief(*number),
        Cell::Share(share) => number::percent(*share),
        _ => "-".to_owned(),
    }
}
