//! How columns go together: the figures of each, of each pair, and a picture of a single pair.

use std::io::{self, Write};

use textplots::{Chart, LabelBuilder, LabelFormat, Plot, Shape};

use super::line::{FAINT, plain, write_dropped, write_line, write_sentence};
use super::section::{self, MAX_ROWS};
use crate::render::request::Style;
use crate::render::{fit, number};
use crate::report::{Cell, Table};

/// Blanks between the figures of a column.
const GAP: usize = 2;
/// Figures left out, in this order, until the names of the columns have room.
const DROPPED: [&str; 7] = ["minimum", "stdev", "missing", "p99", "maximum", "mean", "count"];
/// Dots of the picture: two a column, four a line.
const PLOT: (u32, u32) = (120, 60);
/// The narrowest screen with a plot, in columns.
const MIN_WIDTH: usize = 70;

/// The correlations, and a picture of the points when there is one pair.
pub(super) fn write_correlations(
    table: &Table<'_>,
    style: Style,
    out: &mut dyn Write,
) -> io::Result<()> {
    section::write_beginning(table, None, style, out)?;
    write_plot(table, style, out)
}

/// The figures of each column, a line each: a name stands whole up to half of the screen, what has no room
/// is left out and said.
pub(super) fn write_columns(
    table: &Table<'_>,
    style: Style,
    out: &mut dyn Write,
) -> io::Result<()> {
    let mut rows: Vec<Vec<String>> =
        vec![table.columns.iter().map(|title| title.clone().into_owned()).collect()];
    for row in table.rows().take(MAX_ROWS) {
        rows.push(row.iter().map(|cell| plain(cell, style)).collect());
    }
    let widths = fit::widths(&rows);
    let mut shown: Vec<usize> = (1..widths.len()).collect();
    let used = |shown: &[usize]| shown.iter().map(|column| GAP + widths[*column]).sum::<usize>();
    let longest = widths.first().copied().unwrap_or(0);
    let mut dropped = Vec::new();
    let wanted = longest.min(style.width / 2);
    for name in DROPPED {
        if used(&shown) + wanted > style.width {
            shown.retain(|column| table.columns[*column] != *name);
            dropped.push(name.to_owned());
        }
    }
    let room = style.width.saturating_sub(used(&shown)).min(longest);
    for (index, row) in rows.iter().enumerate() {
        let name = row.first().map_or("", String::as_str);
        let mut line = fit::pad_right(&fit::cut_middle(name, room, style.unicode), room);
        for column in &shown {
            let text = row.get(*column).map_or("", String::as_str);
            line += &fit::pad_left(text, GAP + widths[*column]);
        }
        let paint = if index == 0 { FAINT } else { anstyle::Style::new() };
        write_line(line.trim_end(), paint, style, out)?;
    }
    write_dropped(&dropped, style, out)?;
    section::write_left(table, style, out)
}

/// The points of one pair, in braille dots.
fn write_plot(table: &Table<'_>, style: Style, out: &mut dyn Write) -> io::Result<()> {
    let points = table.rows.points();
    if points.len() < 2 || !style.unicode || style.width < MIN_WIDTH {
        return Ok(());
    }
    let range = |get: fn(&(f64, f64)) -> f64| {
        let least = points.iter().map(get).fold(f64::INFINITY, f64::min);
        (least, points.iter().map(get).fold(f64::NEG_INFINITY, f64::max))
    };
    let ((left, right), (low, high)) = (range(|point| point.0), range(|point| point.1));
    if left >= right || low >= high {
        return Ok(());
    }
    // Single precision, which the picture has, would make one point of the seconds of a day: the
    // points are drawn at their place between the ends. Halves, for the ends can be far apart.
    let place = |value: f64, low: f64, high: f64| {
        let place = (value / 2.0 - low / 2.0) / (high / 2.0 - low / 2.0);
        #[expect(clippy::cast_possible_truncation, reason = "a picture of dots")]
        let place = place as f32;
        place
    };
    let dots = points.iter().map(|(x, y)| (place(*x, left, right), place(*y, low, high)));
    let dots: Vec<(f32, f32)> = dots.collect();
    let shape = Shape::Points(&dots);
    let ([left, right], [low, high]) = (ends(left, right), ends(low, high));
    let label = |low: &str, high: &str| {
        let (low, high) = (low.to_owned(), high.to_owned());
        LabelFormat::Custom(Box::new(move |place| if place < 0.5 { &low } else { &high }.clone()))
    };
    let mut chart = Chart::new_with_y_range(PLOT.0, PLOT.1, 0.0, 1.0, 0.0, 1.0);
    let chart = chart.x_label_format(label(&left, &right)).y_label_format(label(&low, &high));
    let chart = chart.lineplot(&shape);
    chart.axis();
    chart.figures();
    let mut row = Vec::new();
    table.rows.fill(0, &mut row);
    let name = |index: usize| match row.get(index) {
        Some(Cell::Text(name)) => String::from_utf8_lossy(name).into_owned(),
        _ => String::new(),
    };
    let caption = format!(
        "{}: {low} to {high} upwards, {}: {left} to {right} to the right",
        name(1),
        name(0)
    );
    write_sentence("", &caption, FAINT, style, out)?;
    for line in chart.to_string().lines() {
        let line = fit::cut_middle(line.trim_end(), style.width, style.unicode);
        writeln!(out, "{line}")?;
    }
    writeln!(out)
}

/// Two numbers for eyes, with as many digits as tell them apart.
fn ends(low: f64, high: f64) -> [String; 2] {
    let short = [low, high].map(number::short);
    if short[0] == short[1] { [low, high].map(|end| end.to_string()) } else { short }
}

#[cfg(test)]
mod tests {
    use super::ends;

    #[test]
    fn the_ends_of_an_axis_differ() {
        assert_eq!(ends(0.0, 124_136.0), ["0", "124,136"]);
        assert_eq!(ends(1.000_000_1, 1.000_000_2), ["1.0000001", "1.0000002"]);
    }
}
