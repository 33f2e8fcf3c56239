//! What `inspect` shows of one value: its events over time, and by hour of the day.

use std::io;

use super::cells;
use super::charts::{self, column, largest, rows};
use super::escape::escape;
use super::page::Page;
use super::page::{Axis, Figure};
use super::svg::{Chart, MAX_POINTS, part};
use crate::render::number;
use crate::report::{Cell, Section, Table};

/// Writes the value's events over time: the most in a bucket, in equal parts of the range.
pub(super) fn over_time(page: &mut Page<'_, '_>) -> io::Result<()> {
    let (report, clock) = (page.report, page.clock);
    let (Some(values), Some(subject)) = (report.table("values"), report.cell("subject", "value"))
    else {
        return Ok(());
    };
    let is_subject = |index: &usize| values.rows.cell(*index, 0) == *subject;
    let row = (0..values.rows.len()).find(is_subject);
    let Some(parts) = row.and_then(|row| values.rows.sparkline(row, MAX_POINTS)) else {
        return Ok(());
    };
    let counts: Vec<f64> = parts.iter().map(|part| *part as f64).collect();
    let most = largest(&counts);
    let words = format!("Its events in a bucket; most {}", number::short(most));
    let mut chart = Chart::new("subject", "Its events over time".to_owned(), escape(&words), 110.0);
    chart.area(&counts.iter().map(|count| count / most.max(1.0)).collect::<Vec<_>>());
    let ends = ["first", "last"].map(|name| match report.cell("time", name) {
        Some(Cell::Time(end)) => Some(clock.element(*end)),
        _ => None,
    });
    let axis = Axis::Spread(ends.into_iter().flatten().collect());
    let most = charts::in_bucket(most, report);
    let title = "Its events over time";
    page.figure(Figure { title, lead: None, most: &most, chart, axis }, None)
}

/// Writes the hours of the day: the shares of the value's events as bars, the shares of all other
/// events as a line.
pub(super) fn hours(
    page: &mut Page<'_, '_>,
    section: &Section<'_>,
    table: &Table<'_>,
) -> io::Result<()> {
    let rows = rows(table);
    let own = column(table, &rows, "share_in");
    let others = column(table, &rows, "share_out");
    let most = largest(&own).max(largest(&others));
    let words = "Share of the events by hour of the day, its own as bars, the others' as a line";
    let mut chart = Chart::new("hours", "Hours of the day".to_owned(), words.to_owned(), 110.0);
    let height = |share: &f64| if most > 0.0 { share / most } else { 0.0 };
    for (hour, share) in own.iter().enumerate() {
        chart.bar_of(hour, own.len(), height(share));
    }
    let mut line = Vec::new();
    for (hour, share) in others.iter().enumerate() {
        line.push((part(hour, others.len()), height(share)));
        line.push((part(hour + 1, others.len()), height(share)));
    }
    chart.mark_line(&line);
    let lead = "Bars: its share of events by hour of the day; line: that of the others.".to_owned();
    let figure = Figure {
        title: &cells::heading(section.name),
        lead: Some(lead),
        most: &number::percent(most),
        chart,
        axis: Axis::hours(own.len()),
    };
    page.figure(figure, Some(section))
}
