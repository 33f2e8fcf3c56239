//! The figures under the rows, and the account of the lines that were not counted.

use std::io::{self, Write};

use super::line::{FAINT, plain, remark, write_line};
use crate::render::request::Style;
use crate::render::{fit, number};
use crate::report::{Cell, Record};

/// The figures that have a line of their own, and those that share a line.
const LINES: [(&str, &[&str]); 7] = [
    ("count", &[]),
    ("outliers", &[]),
    ("maximum", &[]),
    ("minimum", &[]),
    ("stdev", &[]),
    ("total", &[]),
    ("mean", &["median", "p90", "p99"]),
];

/// Blanks between a figure and what stands beside it.
const GAP: usize = 3;
/// A remark cut shorter than this says nothing.
const LEAST_REMARK: usize = 20;

/// Columns of the names, ended by the longest.
const NAME: usize = 8;

pub(super) fn write(fields: &Record<'_>, style: Style, out: &mut dyn Write) -> io::Result<()> {
    let find = |name: &str| fields.field(name);
    let figures = LINES.iter().filter_map(|(name, _)| find(name));
    let widest = figures.map(|field| fit::width(&plain(&field.cell, style))).max().unwrap_or(0);
    for (name, beside) in LINES {
        let Some(field) = find(name) else { continue };
        let figure = plain(&field.cell, style);
        let mut line = format!("{}  {figure}", fit::pad_left(name, NAME));
        line = fit::pad_right(&line, NAME + 2 + widest);
        // The figure is never cut; what stands beside it goes where there is no room.
        let mut room = style.width.saturating_sub(fit::width(&line));
        let others = beside.iter().filter_map(|name| find(name));
        let others = others.map(|field| format!("{} {}", field.name, plain(&field.cell, style)));
        for piece in field.remark.iter().map(remark).chain(others) {
            let needed = GAP + fit::width(&piece);
            if needed <= room {
                line += &(" ".repeat(GAP) + &piece);
                room -= needed;
            } else if room > GAP + LEAST_REMARK && beside.is_empty() {
                let piece = fit::cut_middle(&piece, room - GAP, style.unicode);
                line += &(" ".repeat(GAP) + &piece);
            }
        }
        writeln!(out, "{}", line.trim_end())?;
    }
    Ok(())
}

/// One line on what was not counted, if anything.
pub(super) fn write_account(
    fields: &Record<'_>,
    style: Style,
    out: &mut dyn Write,
) -> io::Result<()> {
    let find = |name: &str| fields.field(name);
    let count = |name: &str| match find(name).map(|field| &field.cell) {
        Some(Cell::Count(count)) => *count,
        _ => 0,
    };
    let lines = count("lines");
    let named = [
        ("unmatched", "unmatched"),
        ("untimed", "untimed"),
        ("out_of_range", "out of range"),
        ("filtered", "filtered"),
        ("header", "header"),
        ("late", "late"),
        ("continued", "continued"),
        ("truncated_lines", "cut at --max-line"),
    ];
    let parts: Vec<String> = named
        .iter()
        .filter(|(name, _)| count(name) > 0)
        .map(|(name, words)| {
            let beside = find(name).and_then(|field| field.remark.as_ref());
            let beside = beside.map(|beside| format!(" ({})", remark(beside)));
            format!("{} {words}{}", number::whole(count(name)), beside.unwrap_or_default())
        })
        .collect();
    if !parts.is_empty() {
        let matched = number::whole(count("matched"));
        let mut line = format!("   lines  {}: {matched} counted", number::whole(lines));
        for part in parts {
            if fit::width(&line) + 2 + fit::width(&part) <= style.width {
                line += &format!(", {part}");
            } else {
                write_line(&line, FAINT, style, out)?;
                line = format!("          {part}");
            }
        }
        write_line(&line, FAINT, style, out)?;
    }
    if find("interrupted").map(|field| &field.cell) == Some(&Cell::Flag(true)) {
        write_line("interrupted: this is the report of what was read", FAINT, style, out)?;
    }
    Ok(())
}
