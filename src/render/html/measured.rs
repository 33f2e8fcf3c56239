//! What was measured over time: median and 99th percentile of each bucket.

use std::io::{self, Write};

use super::cells::InstantStyle;
use super::charts::{self, column, largest, most_of, open, rows};
use super::svg::{Chart, MOST_POINTS, part, thinned};
use crate::render::number;
use crate::report::{Report, Table};

/// The columns that are drawn, and what they are called.
const CURVES: [(&str, &str); 2] = [("m_p99", "99th percentile"), ("m_p50", "median")];

/// Writes the chart of a timeline whose buckets have percentiles; nothing for others. Where numbers are
/// few, a bucket has a median and no 99th percentile.
pub(super) fn over_time(
    table: &Table<'_>,
    report: &Report<'_>,
    clock: InstantStyle,
    out: &mut dyn Write,
) -> io::Result<()> {
    let rows = rows(table);
    let curves = CURVES.map(|(name, words)| (column(table, &rows, name), words));
    let drawn = curves.iter().find(|(numbers, _)| largest(numbers) > 0.0);
    let Some((numbers, words)) = drawn else { return Ok(()) };
    let most = largest(numbers);
    let description = format!("The {words} of each bucket; at most {}", number::short(most));
    let mut chart = Chart::new("measured", "Measured over time".to_owned(), description, 110.0);
    let heights: Vec<f64> = numbers.iter().map(|number| number / most).collect();
    let heights = thinned(&heights, MOST_POINTS);
    let points = heights.len().saturating_sub(1).max(1);
    let place = |(index, height): (usize, &f64)| (part(index, points), *height);
    chart.curve(&heights.iter().enumerate().map(place).collect::<Vec<_>>());
    open("Measured over time", out)?;
    writeln!(out, "<p class=\"lead\">The {words} of each bucket.</p>")?;
    most_of(&(number::short(most) + &charts::unit(report)), out)?;
    writeln!(out, "{}", chart.finish())?;
    charts::instants(&rows, clock).write(out)?;
    writeln!(out, "</figure>\n</section>")
}
