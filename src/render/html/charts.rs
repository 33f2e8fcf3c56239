//! The charts of a report: timeline, measures over time, histogram, frequencies, limits. A table of the
//! figures stands beside each.

use std::io;

use super::cells::{self, InstantStyle};
use super::escape::{escape, escape_bytes};
use super::page::Page;
use super::page::{Axis, Figure};
use super::svg::{Chart, MAX_POINTS, WIDTH, part, thinned};
use super::table;
use crate::render::number;
use crate::report::{Cell, Moment, Report, Section, Table};

pub(super) fn rows<'t>(table: &'t Table<'_>) -> Vec<Vec<Cell<'t>>> {
    table.rows().collect()
}

/// The numbers of a column, 0 for a cell without a number.
pub(super) fn column(table: &Table<'_>, rows: &[Vec<Cell<'_>>], name: &str) -> Vec<f64> {
    let Some(at) = table.column(name) else { return Vec::new() };
    rows.iter().map(|row| row.get(at).and_then(cells::drawn).unwrap_or(0.0)).collect()
}

pub(super) fn largest(numbers: &[f64]) -> f64 {
    numbers.iter().copied().fold(0.0, f64::max)
}

/// `11 in 1 s`: events in a bucket of the timeline.
pub(super) fn in_bucket(events: f64, report: &Report<'_>) -> String {
    let seconds = report.cell("time", "timeline_seconds").and_then(cells::drawn);
    let seconds = seconds.map(|seconds| format!(" in {}", number::duration(seconds)));
    number::short(events) + &seconds.unwrap_or_default()
}

/// The instants of a timeline's axis: its ends, and its quarters where it has some.
pub(super) fn instants(rows: &[Vec<Cell<'_>>], clock: InstantStyle) -> Axis {
    const QUARTERS: usize = 4;
    let label = |at: usize| match rows.get(at)?.first()? {
        Cell::Time(moment) => Some(clock.element(*moment)),
        _ => None,
    };
    let last = rows.len().saturating_sub(1);
    if last < 2 * QUARTERS {
        return Axis::Spread([0, last].into_iter().filter_map(label).collect());
    }
    let places = (0..=QUARTERS).map(|quarter| (last * quarter + QUARTERS / 2) / QUARTERS);
    let labels = places.filter_map(label).collect();
    if clock.has_dates() { Axis::DatedQuarters(labels) } else { Axis::Quarters(labels) }
}

/// Events over time, with a rule where a change was found.
pub(super) fn timeline(
    page: &mut Page<'_, '_>,
    section: &Section<'_>,
    table: &Table<'_>,
) -> io::Result<()> {
    let (report, clock) = (page.report, page.clock);
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
    chart.area(&thinned(&heights, MAX_POINTS));
    for change in changes(report) {
        chart.rule(place(first, last, change));
    }
    let most = in_bucket(most, report);
    let lead = at.filter(|_| rows.len() > 1).map(|at| {
        let rules = if changes(report).is_empty() { "" } else { " A dashed line is a change." };
        format!("At most {most}, at {}.{rules}", clock.element(at))
    });
    let axis = instants(&rows, clock);
    page.figure(Figure { title: "Timeline", lead, most: &most, chart, axis }, Some(section))
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
fn place(first: Moment, last: Moment, at: Moment) -> f64 {
    let length = (last.at.0 - first.at.0).max(1) as f64;
    (at.at.0 - first.at.0) as f64 / length
}

/// The unit of the measured numbers with a blank before it; empty without a unit.
pub(super) fn unit(report: &Report<'_>) -> String {
    match report.cell("distribution", "unit") {
        Some(Cell::Text(unit)) => format!(" {}", escape_bytes(unit)),
        _ => String::new(),
    }
}

/// How many numbers lie where.
pub(super) fn histogram(
    page: &mut Page<'_, '_>,
    section: &Section<'_>,
    table: &Table<'_>,
) -> io::Result<()> {
    /// Bars that have a label each.
    const MAX_EDGES: usize = 24;
    let rows = rows(table);
    let counts = column(table, &rows, "count");
    let (lows, highs) = (column(table, &rows, "low"), column(table, &rows, "high"));
    let most = largest(&counts);
    let words = format!("Numbers by size; {} in the largest bar", number::short(most));
    let mut chart = Chart::new("histogram", "Histogram".to_owned(), escape(&words), 150.0);
    for (index, count) in counts.iter().enumerate() {
        chart.bar_of(index, counts.len(), count / most.max(1.0));
    }
    let axis = if lows.len() <= MAX_EDGES {
        Axis::Edges(lows.iter().map(|low| number::short(*low)).collect())
    } else {
        let ends = [lows.first(), lows.get(lows.len() / 2), highs.last()];
        Axis::Spread(ends.into_iter().flatten().map(|end| number::short(*end)).collect())
    };
    let lead = lows.first().zip(highs.last()).map(|ends| {
        let (low, high) = (number::short(*ends.0), number::short(*ends.1));
        let unit = unit(page.report);
        format!("From {low} to {high}{unit}; a label is the lower edge of its bar.")
    });
    let most = number::short(most);
    page.figure(Figure { title: "Histogram", lead, most: &most, chart, axis }, Some(section))
}

/// For each number of events, how many value-buckets have it: a table with bars, or a chart of many rows.
pub(super) fn frequencies(
    page: &mut Page<'_, '_>,
    section: &Section<'_>,
    table: &Table<'_>,
) -> io::Result<()> {
    const MAX_BARS: usize = 60;
    const MAX_ROWS: usize = 12;
    let rows = rows(table);
    let logarithm = |buckets: &f64| (buckets + 1.0).log10();
    let heights: Vec<f64> = column(table, &rows, "buckets").iter().map(logarithm).collect();
    let most = largest(&heights).max(1.0);
    page.open("Events of a value in a bucket")?;
    page.lead(
        "How often a value has that many events in a bucket; bars are on a logarithmic scale.",
    )?;
    if rows.len() <= MAX_ROWS {
        let drawn = heights.iter().map(|height| height / most).collect::<Vec<_>>();
        table::rows_with_bars(page, table, &drawn)?;
        return page.close(None);
    }
    let words = "Value-buckets by their number of events, on a logarithmic scale".to_owned();
    let mut chart = Chart::new("frequencies", "Frequencies".to_owned(), words, 110.0);
    let heights = thinned(&heights, MAX_BARS);
    for (index, height) in heights.iter().enumerate() {
        chart.bar_of(index, heights.len(), height / most);
    }
    let events = column(table, &rows, "per_bucket");
    let ends = [events.first(), events.last()].into_iter().flatten();
    let axis = Axis::Spread(ends.map(|events| number::short(*events)).collect());
    writeln!(page.out, "<figure>\n{}", chart.finish())?;
    axis.write(page.out)?;
    writeln!(page.out, "</figure>")?;
    page.close(Some(section))
}

/// What each limit would refuse, a small chart a window.
pub(super) fn limits(
    page: &mut Page<'_, '_>,
    section: &Section<'_>,
    table: &Table<'_>,
) -> io::Result<()> {
    let rows = rows(table);
    let windows = column(table, &rows, "window_seconds");
    let limits = column(table, &rows, "limit");
    let refused = column(table, &rows, "refused_share");
    let mut names = windows.clone();
    names.dedup();
    page.open("Limits and what they refuse")?;
    writeln!(page.out, "<div class=\"multiples\">")?;
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
        let ends = [first.0, last.0].map(|end| number::short(end.exp()));
        writeln!(page.out, "<figure><h3>{words}</h3>")?;
        page.chart("100 %", chart, &Axis::Spread(ends.into()))?;
    }
    writeln!(page.out, "</div>")?;
    page.close(Some(section))
}

/// The columns of percentiles that are drawn over time, each with its name.
const CURVES: [(&str, &str); 2] = [("m_p99", "99th percentile"), ("m_p50", "median")];

/// Writes the chart of a timeline whose buckets have percentiles; nothing for others. Where numbers are
/// few, a bucket has a median and no 99th percentile.
pub(super) fn measured(page: &mut Page<'_, '_>, table: &Table<'_>) -> io::Result<()> {
    let rows = rows(table);
    let curves = CURVES.map(|(name, words)| (column(table, &rows, name), words));
    let drawn = curves.iter().find(|(numbers, _)| largest(numbers) > 0.0);
    let Some((numbers, words)) = drawn else { return Ok(()) };
    let most = largest(numbers);
    let description = format!("The {words} of each bucket; at most {}", number::short(most));
    let mut chart = Chart::new("measured", "Measured over time".to_owned(), description, 110.0);
    let heights: Vec<f64> = numbers.iter().map(|number| number / most).collect();
    let heights = thinned(&heights, MAX_POINTS);
    let points = heights.len().saturating_sub(1).max(1);
    let place = |(index, height): (usize, &f64)| (part(index, points), *height);
    chart.curve(&heights.iter().enumerate().map(place).collect::<Vec<_>>());
    let lead = Some(format!("The {words} of each bucket."));
    let most = number::short(most) + &unit(page.report);
    let axis = instants(&rows, page.clock);
    page.figure(Figure { title: "Measured over time", lead, most: &most, chart, axis }, None)
}

const HOURS: f64 = 24.0;
/// Height of a day.
const ROW: f64 = 22.0;

/// Writes the map, in five shades of equally many cells; nothing if no event has a time.
pub(super) fn heat(
    page: &mut Page<'_, '_>,
    section: &Section<'_>,
    table: &Table<'_>,
) -> io::Result<()> {
    let rows = rows(table);
    let rate = table.column("rate");
    let cells: Vec<(f64, f64, f64)> = rows
        .iter()
        .filter_map(|row| {
            let weekday = cells::drawn(row.first()?)?;
            Some((weekday, cells::drawn(row.get(1)?)?, cells::drawn(row.get(rate?)?)?))
        })
        .collect();
    if cells.is_empty() {
        return Ok(());
    }
    let mut rates: Vec<f64> = cells.iter().map(|(_, _, rate)| *rate).collect();
    rates.sort_by(f64::total_cmp);
    let words = "Events a second by weekday (Monday first) and hour (0 to 23)".to_owned();
    let mut chart = Chart::new("heat", "Heat map".to_owned(), words, 7.0 * ROW);
    for (weekday, hour, rate) in &cells {
        let below = rates.partition_point(|other| other < rate);
        let shade = 1 + below * 5 / rates.len().max(1);
        let width = WIDTH / HOURS;
        chart.shade((hour * width, (weekday - 1.0) * ROW, width, ROW), shade);
    }
    writeln!(page.out, "<section>\n<h2>Hours of the week</h2>\n<figure>")?;
    if let (Some(least), Some(most)) = (rates.first(), rates.last()) {
        let (least, most) = (number::brief(*least), number::brief(*most));
        page.lead(&format!(
            "From {least} to {most} events a second: the stronger the colour, the busier."
        ))?;
    }
    write!(page.out, "<div class=\"heat\"><div class=\"days\">")?;
    for day in number::WEEKDAYS {
        write!(page.out, "<span>{day}</span> ")?;
    }
    writeln!(page.out, "</div><div>\n{}", chart.finish())?;
    Axis::hours(24).write(page.out)?;
    writeln!(page.out, "</div></div>\n</figure>")?;
    page.close(Some(section))
}
