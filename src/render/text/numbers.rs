//! How measured numbers are distributed: bars from one round edge to the next, then the figures.

use std::io::{self, Write};

use super::line::{BAR, FAINT, OUTLIER, paint, plain, remark, write_line, write_sentence};
use super::value_columns::short_unit;
use crate::render::request::Style;
use crate::render::{bar::bar, fit, number};
use crate::report::{Cell, NamedFields, Table};

/// Columns a bar takes at most.
const MAX_BAR: usize = 40;

/// The figures on each line.
const LINES: [&[&str]; 4] =
    [&["count", "sum"], &["mean", "stdev"], &["minimum", "maximum"], &["below", "above"]];

pub(super) fn write(
    fields: &NamedFields<'_>,
    [histogram, outliers]: [Option<&Table<'_>>; 2],
    style: Style,
    out: &mut dyn Write,
) -> io::Result<()> {
    if let Some(table) = histogram {
        write_bars(table, style, out)?;
    }
    if let Some(table) = outliers {
        write_outliers(table, style, out)?;
    }
    let find = |name: &str| fields.field(name);
    let unit = match find("unit").map(|field| &field.cell) {
        Some(Cell::Text(unit)) => Some(short_unit(unit)),
        _ => None,
    };
    let figure = |name: &str| {
        let cell = &find(name)?.cell;
        let text = plain(cell, style);
        let has_unit = matches!(cell, Cell::Number(_)) && name != "error";
        let unit = unit.as_ref().filter(|_| has_unit);
        Some(format!("{name} {text}{}", unit.map(|unit| format!(" {unit}")).unwrap_or_default()))
    };
    if let Some(name) = find("count").and_then(|field| field.remark.as_ref()).map(remark) {
        write_line(&name, FAINT, style, out)?;
    }
    if find("count").is_some_and(|field| field.cell == Cell::Count(0)) {
        return write_line("no numbers", anstyle::Style::new(), style, out);
    }
    write_figures(fields, &figure, style, out)?;
    write_percentiles(fields, &figure, style, out)?;
    if let Some(Cell::Number(error)) = find("error").map(|field| &field.cell) {
        let error = number::short(error * 100.0);
        let text = format!("percentiles are within {error} % of the exact ones");
        write_sentence("", &text, FAINT, style, out)?;
    }
    Ok(())
}

/// A field with its name and unit; `None` if the section does not have it.
type FigureText<'f> = dyn Fn(&str) -> Option<String> + 'f;

/// Writes the figures of [`LINES`]; those of a line stand below each other where they have no room side by side.
fn write_figures(
    fields: &NamedFields<'_>,
    figure: &FigureText<'_>,
    style: Style,
    out: &mut dyn Write,
) -> io::Result<()> {
    let is_nothing = |name: &&str| fields.get(name).is_none_or(|cell| *cell == Cell::Count(0));
    for line in LINES {
        if line.iter().all(is_nothing) && line != LINES[0] {
            continue;
        }
        let figures: Vec<String> = line.iter().filter_map(|name| figure(name)).collect();
        let together = figures.join("   ");
        if fit::width(&together) <= style.width {
            writeln!(out, "{together}")?;
        } else {
            figures.iter().try_for_each(|figure| writeln!(out, "{figure}"))?;
        }
    }
    Ok(())
}

/// Writes the percentiles, on as many lines as they need.
fn write_percentiles(
    fields: &NamedFields<'_>,
    figure: &FigureText<'_>,
    style: Style,
    out: &mut dyn Write,
) -> io::Result<()> {
    let is_percentile = |name: &str| {
        name.strip_prefix('p').is_some_and(|rest| rest.starts_with(|c: char| c.is_ascii_digit()))
    };
    let percentiles = fields.iter().filter(|field| is_percentile(&field.name));
    let mut line = String::new();
    for piece in percentiles.filter_map(|field| figure(&field.name)) {
        if !line.is_empty() && fit::width(&line) + 3 + fit::width(&piece) > style.width {
            write_line(&line, anstyle::Style::new(), style, out)?;
            line.clear();
        }
        line += if line.is_empty() { "" } else { "   " };
        line += &piece;
    }
    write_line(&line, anstyle::Style::new(), style, out)
}

/// How many numbers lie beyond the fences, and where.
fn write_outliers(table: &Table<'_>, style: Style, out: &mut dyn Write) -> io::Result<()> {
    let (mut count, mut ends) = (0, None);
    for row in table.rows() {
        if let [Cell::Number(low), Cell::Number(high), Cell::Count(own)] = row[..] {
            count += own;
            let (least, _) = ends.unwrap_or((low, high));
            ends = Some((f64::min(least, low), high));
        }
    }
    let Some((low, high)) = ends else { return Ok(()) };
    let (low, high, count) = (number::short(low), number::short(high), number::whole(count));
    let line = format!("outliers {count}, from {low} to {high}");
    write_line(&line, OUTLIER, style, out)
}

fn write_bars(table: &Table<'_>, style: Style, out: &mut dyn Write) -> io::Result<()> {
    let mut rows: Vec<[String; 4]> = Vec::new();
    let mut counts = Vec::new();
    let mut edges = Vec::new();
    for row in table.rows() {
        if let [Cell::Number(low), Cell::Number(high), Cell::Count(count), share] = &row[..] {
            let [low_text, high_text] = [low, high].map(|edge| number::short(*edge));
            rows.push([low_text, high_text, number::whole(*count), plain(share, style)]);
            edges.push([*low, *high]);
            counts.push(*count);
        }
    }
    // Narrow bars far from 0 need all the digits there are.
    if rows.iter().zip(&edges).any(|([low, high, ..], edge)| low == high && edge[0] < edge[1]) {
        for (row, edge) in rows.iter_mut().zip(&edges) {
            [row[0], row[1]] = edge.map(|edge| edge.to_string());
        }
    }
    let widths = fit::widths(&rows);
    let used = widths.iter().sum::<usize>() + 4 + 6;
    let room = style.width.saturating_sub(used).min(MAX_BAR);
    let length = |count: u64| count as f64;
    let most = counts.iter().copied().map(length).fold(0.0, f64::max);
    for (row, count) in rows.iter().zip(counts) {
        let [low, high, figure, share] = row;
        let [low, high] = [fit::pad_left(low, widths[0]), fit::pad_left(high, widths[1])];
        let drawn = fit::pad_right(&bar(length(count), most, room, style.unicode), room);
        let [figure, share] = [fit::pad_left(figure, widths[2]), fit::pad_left(share, widths[3])];
        let bar = if room > 0 { format!("  {}", paint(&drawn, BAR, style)) } else { String::new() };
        let line = format!("{low} to {high}{bar}  {figure}");
        // The share goes first where there is no room, then the end of the line.
        if used <= style.width {
            writeln!(out, "{line}  {share}")?;
        } else if used <= style.width + 2 + widths[3] {
            writeln!(out, "{line}")?;
        } else {
            write_line(&format!("{low}  {figure}"), anstyle::Style::new(), style, out)?;
        }
    }
    if rows.is_empty() { Ok(()) } else { writeln!(out) }
}
