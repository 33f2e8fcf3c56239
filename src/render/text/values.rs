//! The rows of `values`: value, bar, count, share, `*`.

use std::io::{self, Write};

use super::line::{BAR, FAINT, OUTLIER, paint, plain, write_sentence};
use super::value_columns::value_or_weekday;
use crate::render::request::Style;
use crate::render::{bar::bar, fit, number};
use crate::report::{Cell, Table};

/// Columns a bar takes at most.
const MAX_BAR: usize = 40;
/// A narrower bar is left out: most of its rows would look equal.
const MIN_BAR: usize = 4;
/// Columns a value keeps however narrow the screen is.
const MIN_VALUE: usize = 8;
/// Blanks between columns.
const GAP: usize = 2;

/// One row, ready but for the widths.
struct BarRow {
    value: String,
    count: f64,
    count_text: String,
    share: String,
    outlier: bool,
}

pub(super) fn write(table: &Table<'_>, style: Style, out: &mut dyn Write) -> io::Result<()> {
    // Rows are made twice and not kept: there may be millions of rows.
    let (mut longest, mut count, mut share, mut longest_bar) = (0, 0, 0, 0.0_f64);
    for row in rows(table, style) {
        longest = longest.max(fit::width(&row.value));
        count = count.max(fit::width(&row.count_text));
        share = share.max(fit::width(&row.share));
        longest_bar = longest_bar.max(row.count);
    }
    // The count, the share and the star stand right of the bar.
    if style.width
        < longest.min((style.width / 2).max(MIN_VALUE)) + GAP + count + GAP + share + GAP + 1
    {
        share = 0;
    }
    let right = GAP + count + if share > 0 { GAP + share } else { 0 } + GAP + 1;
    let room = style.width.saturating_sub(right);
    // Bars give way before the value is cut.
    let value = longest.min(room);
    let bar_room = room.saturating_sub(value + GAP).min(MAX_BAR);
    let bar_room = if bar_room < MIN_BAR { 0 } else { bar_room };
    for row in rows(table, style) {
        let color = if row.outlier { OUTLIER } else { anstyle::Style::new() };
        let name = fit::cut_middle(&row.value, value, style.unicode);
        let mut line = paint(&fit::pad_right(&name, value), color, style);
        if bar_room > 0 {
            let bar = bar(row.count, longest_bar, bar_room, style.unicode);
            let bar = fit::pad_right(&bar, bar_room);
            line += &" ".repeat(GAP);
            line += &paint(&bar, if row.outlier { OUTLIER } else { BAR }, style);
        }
        let count = fit::pad_left(&row.count_text, GAP + count);
        line += &paint(&count, color, style);
        if share > 0 {
            line += &fit::pad_left(&row.share, GAP + share);
        }
        if row.outlier {
            line += &" ".repeat(GAP);
            line += &paint("*", OUTLIER, style);
        }
        writeln!(out, "{line}")?;
    }
    if let Some(left_out) = table.rows.left_out() {
        write_sentence("", &number::left_out(left_out), FAINT, style, out)?;
    }
    if !table.rows.is_empty() {
        writeln!(out)?;
    }
    Ok(())
}

fn rows<'t>(table: &'t Table<'_>, style: Style) -> impl Iterator<Item = BarRow> + 't {
    table.rows().map(move |cells| {
        let cell = |name| {
            let at = table.column(name);
            at.and_then(|at| cells.get(at)).unwrap_or(&Cell::Missing)
        };
        let value = value_or_weekday(&cells, table, style);
        let count = if let Cell::Count(count) = cell("count") { *count as f64 } else { 0.0 };
        BarRow {
            value,
            count,
            count_text: plain(cell("count"), style),
            share: plain(cell("share"), style),
            outlier: *cell("outlier") == Cell::Flag(true),
        }
    })
}
