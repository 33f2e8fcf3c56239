//! One side of a comparison: the outcome of a run, and what its events are divided by.

use super::Basis;
use super::slots::float;
use crate::aggregate::rates::{RateTable, ValueRates};
use crate::aggregate::{CountEntry, Counts};
use crate::outcome::Outcome;

#[derive(Debug, Clone, Copy)]
pub(super) struct DiffSide<'a> {
    pub(super) outcome: &'a Outcome,
}

impl<'a> DiffSide<'a> {
    pub(super) fn counts(&self) -> &'a Counts {
        &self.outcome.totals.counts
    }

    /// When the events happened, where times were read.
    pub(super) fn table(&self) -> Option<&'a RateTable> {
        self.outcome.totals.rates.as_ref()
    }

    /// The rates, where events by value and bucket are all known.
    pub(super) fn pairs(&self) -> Option<&'a RateTable> {
        let is_whole = self.outcome.totals.approximation.is_none();
        self.table().filter(|table| is_whole && table.knows_all_pairs() && table.range() > 0)
    }

    /// When a value happened.
    pub(super) fn rates(&self, entry: CountEntry) -> Option<ValueRates<'a>> {
        self.table()?.value(self.counts().state(entry))
    }

    pub(super) fn events(&self) -> f64 {
        let counts = self.counts();
        counts.entries().map(|entry| float(counts.get(entry).1)).sum()
    }

    /// Seconds from the first bucket to the last, both included.
    pub(super) fn seconds(&self) -> Option<f64> {
        let seconds = |table: &RateTable| table.range_nanos() as f64 / 1e9;
        self.table().map(seconds).filter(|seconds| *seconds > 0.0)
    }

    /// Says that a tenth or more of the timeframe asked for lies before the first or after the last event:
    /// rates are of the seconds between those.
    pub(super) fn silence(&self) -> Option<String> {
        let frame = self.outcome.tally.timeframe.as_ref()?;
        let (seconds, table) = self.seconds().zip(self.table())?;
        let begin = i128::from(table.buckets().first()?.start.0);
        let from = frame.start.map_or(begin, |at| i128::from(at.0));
        let until = frame.end.map_or(begin + table.range_nanos(), |at| i128::from(at.0));
        let asked = (until - from) as f64 / 1e9;
        (seconds <= 0.9 * asked).then(|| {
            format!(
                "events lie within {seconds:.0} of the {asked:.0} seconds asked for, and rates are of those \
                 {seconds:.0} seconds"
            )
        })
    }

    /// What events are divided by.
    pub(super) fn exposure(&self, basis: Basis) -> f64 {
        let events = self.events().max(1.0);
        match basis {
            Basis::Rate => self.seconds().unwrap_or(events),
            Basis::Share => events,
        }
    }
}

/// A value and where each side counts it.
#[derive(Debug, Clone, Copy)]
pub(super) struct JoinedValue<'a> {
    pub(super) value: &'a [u8],
    /// Its place before and after; `None` where a side does not have it.
    pub(super) entries: [Option<CountEntry>; 2],
}

/// Every value of either side.
pub(super) fn join<'a>(sides: [&'a Counts; 2]) -> Vec<JoinedValue<'a>> {
    let [before, after] = sides.map(|counts| {
        let mut all: Vec<(&[u8], CountEntry)> =
            counts.entries().map(|entry| (counts.get(entry).0, entry)).collect();
        all.sort_unstable_by_key(|(value, _)| *value);
        all
    });
    let mut joined = Vec::with_capacity(before.len().max(after.len()));
    let (mut before, mut after) = (before.into_iter().peekable(), after.into_iter().peekable());
    loop {
        let first = match (before.peek(), after.peek()) {
            (None, None) => return joined,
            (Some((one, _)), Some((other, _))) => (*one).min(*other),
            (Some((value, _)), None) | (None, Some((value, _))) => *value,
        };
        let entries = [
            before.next_if(|(value, _)| *value == first).map(|(_, entry)| entry),
            after.next_if(|(value, _)| *value == first).map(|(_, entry)| entry),
        ];
        joined.push(JoinedValue { value: first, entries });
    }
}
