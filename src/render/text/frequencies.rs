//! The section `frequencies` as text: how many buckets had how many events of a value. Counts are grouped by powers
//! of two, so that a few rows show all of them.

use std::io::{self, Write};

use super::clock::Clock;
use super::line::{BAR, FAINT, paint, write_line};
use crate::render::request::Style;
use crate::render::{bar::bar, fit, number};
use crate::report::{Cell, NamedFields, Table};

/// The longest bar, in columns of the screen.
const MAX_BAR: usize = 24;
/// The most rows, without the title.
const MAX_ROWS: usize = 4;

/// The counts from `low` to `high`, which share a row.
#[derive(Debug, Clone, Copy)]
struct CountRange {
    low: u64,
    high: u64,
    /// How many times a value had one of these counts in a bucket.
    buckets: u64,
    /// How many values had at least `low` events in a bucket.
    values: u64,
    /// The share of all events that lie in value-buckets of at most `high` events.
    share: f64,
}

impl CountRange {
    /// The range, how often a value had a count in it, how many values had, and their share of the events.
    fn cells(&self) -> [String; 4] {
        let whole = number::whole;
        let label = match self.low == self.high {
            true => whole(self.low),
            false => format!("{}-{}", whole(self.low), whole(self.high)),
        };
        [label, whole(self.buckets), whole(self.values), number::percent(self.share)]
    }
}

pub(super) fn write(
    table: &Table<'_>,
    time: Option<&NamedFields<'_>>,
    style: Style,
    out: &mut dyn Write,
) -> io::Result<()> {
    let ranges = count_ranges(table);
    if ranges.is_empty() {
        return Ok(());
    }
    let unit = Clock::new(time).unit();
    let title = [format!("per {unit}"), "times".into(), "values".into(), "events".into()];
    let rows: Vec<[String; 4]> =
        std::iter::once(title).chain(ranges.iter().map(CountRange::cells)).collect();
    // The bar is left out first where there is no room, then the last cells.
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
        let drawn = paint(&drawn, BAR, style);
        let text = if room > 0 { format!("{line}  {drawn}") } else { line };
        writeln!(out, "{}", text.trim_end())?;
    }
    writeln!(out)
}

/// The rows grouped into 0, 1, 2, 3-4, 5-8, 9-16 and so on, or into wider ranges if there would be
/// too many rows.
fn count_ranges(table: &Table<'_>) -> Vec<CountRange> {
    let rows = table.rows().filter_map(|row| match row[..] {
        [Cell::Count(k), Cell::Count(buckets), Cell::Count(values), Cell::Share(share)] => {
            Some(CountRange { low: k, high: k, buckets, values, share })
        }
        _ => None,
    });
    let rows: Vec<CountRange> = rows.collect();
    let mut groupings = (1..64).map(|bits| grouped(&rows, bits));
    groupings.find(|ranges| ranges.len() <= MAX_ROWS).unwrap_or_default()
}

/// The rows grouped at every `bits`-th power of two.
fn grouped(rows: &[CountRange], bits: u32) -> Vec<CountRange> {
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
