//! How often a value occurs in a bucket, folded to powers of two.

use std::io::{self, Write};

use super::clock::Clock;
use super::line::{BAR, FAINT, paint, write_line};
use crate::render::request::Style;
use crate::render::{bar::bar, fit, number};
use crate::report::{Cell, NamedFields, Table};

/// Columns a bar takes at most.
const MAX_BAR: usize = 24;
/// Lines at most.
const MAX_ROWS: usize = 4;

/// Frequencies from one to another that share a row.
#[derive(Debug, Clone, Copy)]
struct CountRange {
    low: u64,
    high: u64,
    buckets: u64,
    /// Values that reach the lowest of them.
    values: u64,
    /// The share of all events that lie in value-buckets of at most `high` events.
    share: f64,
}

pub(super) fn write(
    table: &Table<'_>,
    time: Option<&NamedFields<'_>>,
    style: Style,
    out: &mut dyn Write,
) -> io::Result<()> {
    let ranges = fold(table);
    if ranges.is_empty() {
        return Ok(());
    }
    let unit = Clock::new(time).unit();
    let title = [format!("per {unit}"), "times".into(), "values".into(), "events".into()];
    let mut rows = vec![title];
    rows.extend(ranges.iter().map(|range| {
        let whole = number::whole;
        let label = match range.low == range.high {
            true => whole(range.low),
            false => format!("{}-{}", whole(range.low), whole(range.high)),
        };
        [label, whole(range.buckets), whole(range.values), number::percent(range.share)]
    }));
    // The bar gives way where there is no room.
    let widths = fit::widths(&rows);
    let used = widths.iter().sum::<usize>() + 2 * widths.len();
    let room = style.width.saturating_sub(used).min(MAX_BAR);
    let mut before = 0.0;
    for (index, row) in rows.iter().enumerate() {
        let cells = row.iter().zip(&widths).map(|(cell, width)| fit::pad_left(cell, *width));
        let cells: Vec<String> = cells.collect();
        let fits = |kept: &usize| fit::width(&cells[..*kept].join("  ")) <= style.width;
        let kept = (1..=cells.len()).rev().find(fits).unwrap_or(1);
        let line = cells[..kept].join("  ");
        if index == 0 {
            write_line(&line, FAINT, style, out)?;
            continue;
        }
        let share = ranges[index - 1].share;
        let drawn = bar(share - std::mem::replace(&mut before, share), 1.0, room, style.unicode);
        let drawn =
            if room > 0 { format!("  {}", paint(&drawn, BAR, style)) } else { String::new() };
        writeln!(out, "{}", format!("{line}{drawn}").trim_end())?;
    }
    writeln!(out)
}

/// The rows joined into 0, 1, 2, 3-4, 5-8, 9-16 and so on, or into wider ranges if there would be
/// too many rows.
fn fold(table: &Table<'_>) -> Vec<CountRange> {
    let rows = table.rows().filter_map(|row| match row[..] {
        [Cell::Count(k), Cell::Count(buckets), Cell::Count(values), Cell::Share(share)] => {
            Some(CountRange { low: k, high: k, buckets, values, share })
        }
        _ => None,
    });
    let rows: Vec<CountRange> = rows.collect();
    let mut folds = (1..64).map(|bits| joined(&rows, bits));
    folds.find(|ranges| ranges.len() <= MAX_ROWS).unwrap_or_default()
}

/// The rows joined by powers of two to the `bits`.
fn joined(rows: &[CountRange], bits: u32) -> Vec<CountRange> {
    let group = |k: u64| match k {
        0 | 1 => k,
        k => 2 + u64::from((k - 1).ilog2() / bits),
    };
    let mut ranges: Vec<CountRange> = Vec::new();
    for row in rows {
        match ranges.last_mut().filter(|range| group(range.low) == group(row.low)) {
            Some(range) => {
                (range.high, range.share) = (row.high, row.share);
                range.buckets += row.buckets;
            }
            None => ranges.push(*row),
        }
    }
    ranges
}
