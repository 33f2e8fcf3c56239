//! When each value occurred: its events by bucket, its first and its last; and the same over all
//! values. Exact in any order of the events.
//!
//! What is kept of a value stands in its record ([`crate::aggregate::Counts`]), where the look-up
//! has been already: the first and last event, and the bucket it is at with the events in it.

mod buckets;
mod gaps;
mod pairs;
mod table;
mod value;

pub use buckets::Bucket;
pub use gaps::Gap;
pub use pairs::Pair;
pub use table::RateTable;
pub use value::ValueRates;

use super::Counts;
use crate::event::Event;
use crate::time::Bucketer;
use buckets::Buckets;
use gaps::Gaps;
use pairs::Pairs;
use value::State;

pub(super) use value::STATE_BYTES;

/// Events by value and bucket, while events come in.
#[derive(Debug)]
pub struct Rates {
    bucketer: Bucketer,
    buckets: Buckets,
    pairs: Pairs,
    gaps: Gaps,
    /// Values met; they are numbered from 1.
    values: u32,
}

impl Rates {
    /// Nothing yet. Only states with the same buckets can be merged.
    pub(super) fn new(bucketer: Bucketer) -> Self {
        Self {
            bucketer,
            buckets: Buckets::default(),
            pairs: Pairs::default(),
            gaps: Gaps::default(),
            values: 0,
        }
    }

    /// Takes in an event of the value with this state.
    #[inline]
    pub(super) fn note(&mut self, event: &Event<'_>, state: &mut [u8]) {
        let (Some(at), Some(mut value)) = (event.at, State::read(state)) else { return };
        let start = self.bucketer.floor(at);
        let bucket = self.buckets.note(start, at, event.weight);
        if at != start {
            self.gaps.note(at);
        }
        if value.number == 0 {
            self.values += 1;
            value = State::new(self.values, bucket, event.weight, at);
        } else if value.bucket == bucket {
            value.count = value.count.saturating_add(event.weight);
        } else {
            self.pairs.push(value.pair());
            if start <= value.last {
                self.pairs.suspect();
            }
            (value.bucket, value.count) = (bucket, event.weight);
        }
        value.first = value.first.min(at);
        value.last = value.last.max(at);
        value.write(state);
    }

    /// Takes in `theirs` and its counts.
    pub(super) fn merge(&mut self, mut theirs: Self, counts: &mut Counts, their_counts: &Counts) {
        let buckets = self.buckets.merge(&theirs.buckets);
        self.gaps.merge(theirs.gaps);
        let mut numbers = vec![0; theirs.values as usize + 1];
        counts.merge(their_counts, |ours, other| {
            let Some((mut value, other)) = State::read(ours).zip(State::read(other)) else {
                return;
            };
            let bucket = buckets.get(other.bucket as usize).copied().unwrap_or(u32::MAX);
            if value.number == 0 {
                self.values += 1;
                value = State { number: self.values, bucket, ..other };
            } else {
                value.first = value.first.min(other.first);
                value.last = value.last.max(other.last);
                theirs.pairs.push(other.pair());
            }
            if let Some(number) = numbers.get_mut(other.number as usize) {
                *number = value.number;
            }
            value.write(ours);
        });
        self.pairs.append(theirs.pairs, &numbers, &buckets);
    }

    /// Ends the taking in: everything sorted, each pair once.
    pub(super) fn finish(mut self, counts: &Counts) -> RateTable {
        for record in counts.records() {
            if let Some(state) = State::read(counts.state(record)) {
                self.pairs.push(state.pair());
            }
        }
        let (buckets, ranks) = self.buckets.sort();
        let pairs = self.pairs.sort(&ranks);
        RateTable::new(self.bucketer, buckets, pairs, self.values, self.gaps)
    }

    /// Bytes of memory held.
    pub(super) fn memory(&self) -> u64 {
        self.buckets.memory() + self.pairs.memory() + self.gaps.memory()
    }
}
