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

/// What is being taken in of another part.
#[derive(Debug)]
pub(super) struct Joint {
    /// The number here of each of its buckets.
    buckets: Vec<u32>,
    /// The number here of each of its values.
    numbers: Vec<u32>,
    pairs: Pairs,
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

    /// Takes in an event of the value with this state; gives the number of its bucket.
    #[inline]
    pub(super) fn note(&mut self, event: &Event<'_>, state: &mut [u8]) -> Option<u32> {
        let (at, mut value) = (event.at?, State::read(state)?);
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
        Some(bucket)
    }

    /// Begins to take in `theirs`: its buckets and gaps. The values follow one by one.
    pub(super) fn join(&mut self, theirs: Self) -> Joint {
        self.gaps.merge(theirs.gaps);
        Joint {
            buckets: self.buckets.merge(&theirs.buckets),
            numbers: vec![0; theirs.values as usize + 1],
            pairs: theirs.pairs,
        }
    }

    /// Takes in a value; the states are those it has here and there.
    pub(super) fn merge_value(&mut self, joint: &mut Joint, ours: &mut [u8], theirs: &[u8]) {
        let Some((mut value, other)) = State::read(ours).zip(State::read(theirs)) else { return };
        let bucket = joint.buckets.get(other.bucket as usize).copied().unwrap_or(u32::MAX);
        if value.number == 0 {
            self.values += 1;
            value = State { number: self.values, bucket, ..other };
        } else {
            value.first = value.first.min(other.first);
            value.last = value.last.max(other.last);
            joint.pairs.push(other.pair());
        }
        if let Some(number) = joint.numbers.get_mut(other.number as usize) {
            *number = value.number;
        }
        value.write(ours);
    }

    /// Ends it; gives the number here of each of their buckets.
    pub(super) fn merge(&mut self, joint: Joint) -> Vec<u32> {
        self.pairs.append(joint.pairs, &joint.numbers, &joint.buckets);
        joint.buckets
    }

    /// Ends the taking in: everything sorted, each pair once; and the rank in time of each bucket.
    pub(super) fn finish(mut self, counts: &Counts) -> (RateTable, Vec<u32>) {
        for record in counts.records() {
            if let Some(state) = State::read(counts.state(record)) {
                self.pairs.push(state.pair());
            }
        }
        let (buckets, ranks) = self.buckets.sort();
        let pairs = self.pairs.sort(&ranks);
        let table = RateTable::new(self.bucketer, buckets, pairs, self.values, self.gaps);
        (table, ranks)
    }

    /// Bytes of memory held.
    pub(super) fn memory(&self) -> u64 {
        self.buckets.memory() + self.pairs.memory() + self.gaps.memory()
    }
}
