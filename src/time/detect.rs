//! The format of a source's stamps, detected from the first stamps.
//!
//! Every row of the table is tried on every stamp; the row that reads the most wins, the earlier one of
//! equals. dateparser is asked only if no row reads any stamp.

use super::dateparser_fallback;
use super::fields::Context;
use super::format::{Detected, FormatKind, StampFormat, unwrap};
use super::format_index::FORMAT_INDEX;
use super::parser::TimeParser;
use super::table::{DateOrder, TIME_FORMATS};
use super::units::NANOS_PER_DAY;

/// What one row of the table reads from the stamps.
#[derive(Clone, Copy, Default)]
struct RowTally {
    read: usize,
    /// The sum of the instants. Two rows with equal sums are taken to read equal instants.
    sum: i64,
    /// How many instants lie in the future or more than [`GENERATION`] ago.
    unlikely: usize,
}

/// The age, in nanoseconds, up to which another reading of a stamp is believed.
const GENERATION: i64 = 20 * 365 * NANOS_PER_DAY;

/// How many stamps are tried, unless they have two orders of day and month.
const MAX_STAMPS: usize = 100;

/// The format of stamps that stand alone, such as the matches of a pattern's group `time`; `None` if none
/// can be read.
#[must_use]
pub(crate) fn detect(stamps: &[&[u8]], context: &Context) -> Option<Detected> {
    let first = stamps.get(..MAX_STAMPS).unwrap_or(stamps);
    let detected = detect_by_all(first, context)?;
    // A day above 12 further on shows which of two orders holds.
    match detected.is_open() && stamps.len() > first.len() {
        true => detect_by_all(stamps, context),
        false => Some(detected),
    }
}

fn detect_by_all(stamps: &[&[u8]], context: &Context) -> Option<Detected> {
    let mut tallies = vec![RowTally::default(); TIME_FORMATS.len()];
    let latest = context.latest_nanos();
    // Lines of one second have one stamp.
    for equal in stamps.chunk_by(|a, b| a == b) {
        let count = equal.len();
        let times = i64::try_from(count).unwrap_or(i64::MAX);
        let stamp = equal.first().copied().unwrap_or_default();
        FORMAT_INDEX.each_whole(unwrap(stamp), context, |index, reading| {
            if let Some(tally) = tallies.get_mut(index) {
                let at = reading.at.0;
                tally.read += count;
                tally.sum = tally.sum.wrapping_add(at.wrapping_mul(times));
                let likely = at <= latest && at >= latest.saturating_sub(GENERATION);
                tally.unlikely += if likely { 0 } else { count };
            }
        });
    }
    let most = tallies.iter().map(|tally| tally.read).max()?;
    if most == 0 {
        return by_dateparser(stamps, context);
    }
    let first = tallies.iter().position(|tally| tally.read == most)?;
    let is_year_last = |(index, tally): (usize, &RowTally)| {
        let order = TIME_FORMATS.get(index).map(|row| row.order);
        let is_last = matches!(order, Some(DateOrder::MonthFirst | DateOrder::DayFirst));
        (is_last && tally.read == most && tally.unlikely == 0).then_some(index)
    };
    let year_last =
        context.is_year_last().then(|| tallies.iter().enumerate().find_map(is_year_last));
    let winner = year_last.flatten().unwrap_or(first);
    let tally = tallies.get(winner)?;
    let order = TIME_FORMATS.get(winner)?.order;
    let rival = |(index, other): (usize, &RowTally)| {
        let row = TIME_FORMATS.get(index);
        index != winner
            && row.is_some_and(|row| row.order != DateOrder::Plain)
            && !(context.is_year_last() && row.is_some_and(|row| row.order == DateOrder::YearFirst))
            && other.read == most
            && other.sum != tally.sum
            && other.unlikely == 0
    };
    let reads =
        |row: usize, stamp: &[u8]| FORMAT_INDEX.read(row, unwrap(stamp), context, false).is_some();
    // A row that reads the same stamps leaves the order open; one that reads others does not.
    let is_open = |row: &usize| {
        tallies.get(*row).is_some_and(|tally| tally.read == most)
            && stamps.chunk_by(|a, b| a == b).all(|equal| {
                let stamp = equal.first().copied().unwrap_or_default();
                reads(winner, stamp) == reads(*row, stamp)
            })
    };
    Some(Detected {
        format: StampFormat(FormatKind::Row(winner)),
        ambiguous: order != DateOrder::Plain && tallies.iter().enumerate().any(rival),
        other_orders: FORMAT_INDEX
            .other_orders(winner)
            .filter(is_open)
            .fold(0, |rows, row| rows | 1 << row),
        day_first: order == DateOrder::DayFirst,
        shortest_tail: shortest_tail(stamps, winner, context),
    })
}

/// The fewest bytes behind the hour that `row` reads in the first stamps, the last left out; 0 if there are no others.
fn shortest_tail(stamps: &[&[u8]], row: usize, context: &Context) -> usize {
    let (_, others) = stamps.split_last().unwrap_or((&&[][..], &[]));
    let tail = |stamp: &&[u8]| Some(FORMAT_INDEX.read(row, unwrap(stamp), context, false)?.tail());
    others.iter().take(MAX_STAMPS).filter_map(tail).min().unwrap_or_default()
}

/// The format of the stamps in lines, judged by the stamps that are found without a known format; `None`
/// if no line has one.
#[must_use]
pub(crate) fn detect_in_lines(lines: &[&[u8]], context: &Context) -> Option<Detected> {
    let mut parser = TimeParser::new(None, context.clone());
    let mut stamps = lines.iter().filter_map(|line| {
        let (range, _) = parser.find(line)?;
        line.get(range)
    });
    let first: Vec<&[u8]> = stamps.by_ref().take(MAX_STAMPS).collect();
    let detected = detect(&first, context)?;
    if !detected.is_open() {
        return Some(detected);
    }
    let all: Vec<&[u8]> = first.into_iter().chain(stamps).collect();
    detect(&all, context)
}

fn by_dateparser(stamps: &[&[u8]], context: &Context) -> Option<Detected> {
    let reads = |stamp: &&[u8]| dateparser_fallback::read(unwrap(stamp), context).is_some();
    let format = StampFormat(FormatKind::Dateparser);
    stamps.iter().any(reads).then_some(Detected {
        format,
        ambiguous: false,
        other_orders: 0,
        day_first: false,
        shortest_tail: 0,
    })
}
