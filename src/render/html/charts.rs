//! The charts of a report: timeline, histogram, frequencies, heat map, limits. A table of the
//! figures stands beside each.

use std::io::{self, Write};

use super::escape::escape;
use super::svg::{Chart, MOST_POINTS, part, thinned};
use super::{cells, table};
use crate::render::number;
use crate::report::{Cell, Moment, Report, Section, Table};

/// Rows of a table as cells.
fn rows<'t>(table: &'t Table<'_>) -> Vec<Vec<Cell<'t>>> {
    let mut all = Vec::new();
    for row in table.rows() {
        all.push(row);
    }
    all
}

/// The numbers of a column, 0 where a cell has none.
fn column(table: &Table<'_>, rows: &[Vec<Cell<'_>>], name: &str) -> Vec<f64> {
    let Some(at) = table.column(name) else { return Vec::new() };
    rows.iter().map(|row| row.get(at).and_then(cells::drawn).unwrap_or(0.0)).collect()
}

fn largest(numbers: &[f64]) -> f64 {
    numbers.iter().copied().fold(0.0, f64::max)
}

fn open(title: &str, out: &mut dyn Write) -> io::Result<()> {
    writeln!(out, "<section>\n<h2>{title}</h2>\n<figure>")
}

fn close(
    chart: Chart,
    axis: &[String],
    section: &Section<'_>,
    out: &mut dyn Write,
) -> io::Result<()> {
    writeln!(out, "{}", chart.finish())?;
    write!(out, "<div class=\"axis\">")?;
    for label in axis {
        write!(out, "<span>{}</span> ", escape(label))?;
    }
    writeln!(out, "</div>\n</figure>")?;
    table::details(section, out)?;
    writeln!(out, "</section>")
}

/// Events over time, with a rule where a change was found.
pub(super) fn timeline(
    section: &Section<'_>,
    table: &Table<'_>,
    report: &Report<'_>,
    out: &mut dyn Write,
) -> io::Result<()> {
    let rows = rows(table);
    let counts = column(table, &rows, "count");
    let start = |row: Option<&Vec<Cell<'_>>>| match row?.first()? {
        Cell::Time(moment) => Some(*moment),
        _ => None,
    };
    let (Some(first), Some(last)) = (start(rows.first()), start(rows.last())) else {
        return Ok(());
    };
    let most = largest(&counts);
    let busiest = counts.iter().position(|count| *count >= most);
    let at = busiest.and_then(|at| start(rows.get(at)));
    let words = match at {
        Some(at) => format!("Events over time; most, {}, at {at}", number::short(most)),
        None => "Events over time".to_owned(),
    };
    let mut chart = Chart::new("timeline", "Timeline".to_owned(), escape(&words), 150.0);
    let heights: Vec<f64> = counts.iter().map(|count| count / most.max(1.0)).collect();
    chart.area(&thinned(&heights, MOST_POINTS));
    for change in changes(report) {
        chart.rule(place(first, last, change));
    }
    open("Timeline", out)?;
    writeln!(out, "<p class=\"lead\">{}.</p>", escape(&words))?;
    close(chart, &[first.to_string(), last.to_string()], section, out)
}

/// The instants of the section `changes`.
fn changes(report: &Report<'_>) -> Vec<Moment> {
    let Some(table) = report.table("changes") else { return Vec::new() };
    let instants = rows(table).into_iter().filter_map(|row| match row.first()? {
        Cell::Time(moment) => Some(*moment),
        _ => None,
    });
    instants.collect()
}

/// Where `at` lies between `first` and `last`, 0 to 1.
#[expect(clippy::cast_precision_loss, reason = "a drawing is coarser than a double")]
fn place(first: Moment, last: Moment, at: Moment) -> f64 {
    let length = (last.at.0 - first.at.0).max(1) as f64;
    (at.at.0 - first.at.0) as f64 / length
}

/// How many numbers lie where.
pub(super) fn histogram(
    section: &Section<'_>,
    table: &Table<'_>,
    out: &mut dyn Write,
) -> io::Result<()> {
    let rows = rows(table);
    let counts = column(table, &rows, "count");
    let (lows, highs) = (column(table, &rows, "low"), column(table, &rows, "high"));
    let most = largest(&counts);
    let words = format!("Numbers by size; {} in the largest bar", number::short(most));
    let mut chart = Chart::new("histogram", "Histogram".to_owned(), escape(&words), 150.0);
    for (index, count) in counts.iter().enumerate() {
        let (left, right) = (part(index, counts.len()), part(index + 1, counts.len()));
        chart.bar(left, right - 0.1 * part(1, counts.len()), count / most.max(1.0));
    }
    let ends = [lows.first(), lows.get(lows.len() / 2), highs.last()];
    let axis: Vec<String> = ends.into_iter().flatten().map(|end| number::short(*end)).collect();
    open("Histogram", out)?;
    close(chart, &axis, section, out)
}

/// How often a value occurs so many times in a bucket.
pub(super) fn frequencies(
    section: &Section<'_>,
    table: &Table<'_>,
    out: &mut dyn Write,
) -> io::Result<()> {
    const MOST_BARS: usize = 60;
    let rows = rows(table);
    let logarithm = |buckets: &f64| (buckets + 1.0).log10();
    let heights: Vec<f64> = column(table, &rows, "buckets").iter().map(logarithm).collect();
    let heights = thinned(&heights, MOST_BARS);
    let most = largest(&heights);
    let words = "Value-buckets by their number of events, on a logarithmic scale".to_owned();
    let mut chart = Chart::new("frequencies", "Frequencies".to_owned(), words, 110.0);
    for (index, height) in heights.iter().enumerate() {
        let (left, right) = (part(index, heights.len()), part(index + 1, heights.len()));
        chart.bar(left, right - 0.1 * part(1, heights.len()), height / most.max(1.0));
    }
    let events = column(table, &rows, "per_bucket");
    let ends = [events.first(), events.last()].into_iter().flatten();
    let axis: Vec<String> = ends.map(|end| format!("{} a bucket", number::short(*end))).collect();
    open("Events of a value in a bucket", out)?;
    close(chart, &axis, section, out)
}

/// Rates by weekday and hour, in five shades of equally many cells.
pub(super) fn heat(
    section: &Section<'_>,
    table: &Table<'_>,
    out: &mut dyn Write,
) -> io::Result<()> {
    const HOURS: f64 = 24.0;
    const ROW: f64 = 22.0;
    let rows = rows(table);
    let rate = table.column("rate");
    let cells: Vec<(f64, f64, f64)> = rows
        .iter()
        .filter_map(|row| {
            let weekday = cells::drawn(row.first()?)?;
            Some((weekday, cells::drawn(row.get(1)?)?, cells::drawn(row.get(rate?)?)?))
        })
        .collect();
    let mut rates: Vec<f64> = cells.iter().map(|(_, _, rate)| *rate).collect();
    rates.sort_by(f64::total_cmp);
    let words = "Events a second by weekday (Monday first) and hour (0 to 23)".to_owned();
    let mut chart = Chart::new("heat", "Heat map".to_owned(), words, 7.0 * ROW);
    for (weekday, hour, rate) in &cells {
        let below = rates.partition_point(|other| other < rate);
        let shade = 1 + below * 5 / rates.len().max(1);
        let width = super::svg::WIDTH / HOURS;
        chart.shade((hour * width, (weekday - 1.0) * ROW, width, ROW), shade);
    }
    let axis: Vec<String> = (0..=21).step_by(3).map(|hour| format!("{hour} h")).collect();
    open("Hours of the week", out)?;
    writeln!(
        out,
        "<p class=\"lead\">Monday at the top, Sunday at the bottom; darker is busier.</p>"
    )?;
    close(chart, &axis, section, out)
}

/// What each limit would refuse, a small chart a window.
pub(super) fn limits(
    section: &Section<'_>,
    table: &Table<'_>,
    out: &mut dyn Write,
) -> io::Result<()> {
    let rows = rows(table);
    let windows = column(table, &rows, "window_seconds");
    let limits = column(table, &rows, "limit");
    let refused = column(table, &rows, "refused_share");
    let mut names = windows.clone();
    names.dedup();
    writeln!(out, "<section>\n<h2>Limits and what they refuse</h2>\n<div class=\"multiples\">")?;
    for (index, window) in names.iter().enumerate() {
        let steps = windows.iter().zip(&limits).zip(&refused);
        let steps: Vec<(f64, f64)> = steps
            .filter(|((of, _), _)| of.total_cmp(window).is_eq())
            .map(|((_, x), y)| (x.ln(), *y))
            .collect();
        let (Some(first), Some(last)) = (steps.first(), steps.last()) else { continue };
        let span = (last.0 - first.0).max(f64::MIN_POSITIVE);
        let words = format!("Refused share by limit in {}", number::duration(*window));
        let mut chart = Chart::new(&format!("limit-{index}"), words.clone(), words.clone(), 90.0);
        chart.curve(&steps.iter().map(|(x, y)| ((x - first.0) / span, *y)).collect::<Vec<_>>());
        writeln!(out, "<figure><h3>{words}</h3>{}", chart.finish())?;
        writeln!(
            out,
            "<div class=\"axis\"><span>{}</span> <span>{}</span></div></figure>",
            number::short(first.0.exp()),
            number::short(last.0.exp())
        )?;
    }
    writeln!(out, "</div>")?;
    table::details(section, out)?;
    writeln!(out, "</section>")
}
