//! The figures under the rows, and the account of the lines that were not counted.

use std::io::{self, Write};

use super::line::{FAINT, plain, remark, write_line, write_sentence};
use crate::render::request::Style;
use crate::render::shown::NOT_COUNTED;
use crate::render::{fit, number};
use crate::report::{Cell, NamedFields};

/// The figures that have a line of their own, and the figures that share a line.
const LINES: [(&str, &[&str]); 8] = [
    ("count", &[]),
    ("outliers", &[]),
    ("maximum", &[]),
    ("minimum", &[]),
    ("stdev", &[]),
    ("total", &[]),
    ("mean", &["median", "p90", "p99"]),
    ("hits", &["ratio"]),
];

/// The figures of a short summary, in their order.
const BRIEF: [&str; 12] = [
    "count", "outliers", "total", "maximum", "minimum", "mean", "stdev", "median", "p90", "p99",
    "hits", "ratio",
];

/// Blanks between a figure and what stands beside it.
const GAP: usize = 3;

/// A sentence in fewer columns than this stands below its figure.
const MIN_REMARK: usize = 20;

/// Columns of the names, ended by the longest.
const NAME: usize = 8;

/// A line a figure, what stands beside it wrapped.
pub(super) fn write(fields: &NamedFields<'_>, style: Style, out: &mut dyn Write) -> io::Result<()> {
    let find = |name: &str| fields.field(name);
    let figures = LINES.iter().filter_map(|(name, _)| find(name));
    let widest = figures.map(|field| fit::width(&plain(&field.cell, style))).max().unwrap_or(0);
    for (name, beside) in LINES.into_iter().take(figures_shown(fields, LINES.len())) {
        let Some(field) = find(name) else { continue };
        let figure = plain(&field.cell, style);
        let line = format!("{}  {figure}", fit::pad_left(name, NAME));
        if let Some(beside) = &field.remark {
            let padded = fit::pad_right(&line, NAME + 2 + widest) + &" ".repeat(GAP);
            let (beside, plain) = (remark(beside), anstyle::Style::new());
            let room = style.width.saturating_sub(fit::width(&padded));
            if room >= MIN_REMARK || fit::width(&beside) <= room {
                write_sentence(&padded, &beside, plain, style, out)?;
            } else {
                writeln!(out, "{line}")?;
                write_sentence("  ", &beside, plain, style, out)?;
            }
            continue;
        }
        let mut line = fit::pad_right(&line, NAME + 2 + widest);
        // The figure is never cut; what stands beside it goes where there is no room.
        let others = beside.iter().filter_map(|name| find(name));
        for field in others {
            let piece = format!("{} {}", field.name, plain(&field.cell, style));
            if fit::width(&line) + GAP + fit::width(&piece) <= style.width {
                line += &(" ".repeat(GAP) + &piece);
            }
        }
        writeln!(out, "{}", line.trim_end())?;
    }
    Ok(())
}

/// The figures one after the other, for a report whose rows stand below.
pub(super) fn write_brief(
    fields: &NamedFields<'_>,
    style: Style,
    out: &mut dyn Write,
) -> io::Result<()> {
    let mut line = String::new();
    let names = BRIEF.iter().take(figures_shown(fields, BRIEF.len()));
    for field in names.filter_map(|name| fields.field(name)) {
        let figure = plain(&field.cell, style);
        let piece = match (field.name.as_ref(), &field.remark) {
            ("count", beside) => {
                let beside = beside.as_ref().map(remark).unwrap_or_default();
                let rest = beside.strip_prefix("distinct values").unwrap_or_default();
                format!("{figure} {}{rest}", if figure == "1" { "value" } else { "values" })
            }
            (name, Some(beside)) => format!("{name} {figure} {}", without_colon(&remark(beside))),
            (name, None) => format!("{name} {figure}"),
        };
        if line.is_empty() {
            line = piece;
        } else if fit::width(&line) + GAP + fit::width(&piece) <= style.width {
            line += &(" ".repeat(GAP) + &piece);
        } else {
            write_sentence("", &line, anstyle::Style::new(), style, out)?;
            line = piece;
        }
    }
    write_sentence("", &line, anstyle::Style::new(), style, out)?;
    writeln!(out)
}

/// How many of `all` figures are shown: of no values only the first, which is their count.
fn figures_shown(fields: &NamedFields<'_>, all: usize) -> usize {
    let is_empty = fields.get("count") == Some(&Cell::Count(0));
    if is_empty { 1 } else { all }
}

/// What stands beside a figure, in brackets where it is a sentence of its own.
fn without_colon(beside: &str) -> String {
    if beside.starts_with("by ") { beside.to_owned() } else { format!("({beside})") }
}

/// One line on what was not counted, if anything.
pub(super) fn write_account(
    fields: &NamedFields<'_>,
    style: Style,
    out: &mut dyn Write,
) -> io::Result<()> {
    let find = |name: &str| fields.field(name);
    let count = |name: &str| match find(name).map(|field| &field.cell) {
        Some(Cell::Count(count)) => *count,
        _ => 0,
    };
    let lines = count("lines");
    let parts: Vec<String> = NOT_COUNTED
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
