//! When each value occurred: its events by bucket, its first and its last; and the same over all
//! values. Exact in any order of the events.
//!
//! What is kept of a value is its state ([`crate::aggregate::Counts`]), which the look-up asks for
//! together with the value: the first and last event, and the bucket it is at with the events in it.

mod buckets;
mod fold;
mod frequencies;
mod gaps;
mod packed_pairs;
mod pair;
mod pairs;
mod state;
mod table;
mod value;

pub use buckets::Bucket;
pub use fold::Peak;
pub use frequencies::{Frequencies, Occurrences};
pub use gaps::Gap;
pub use packed_pairs::PairsOf;
pub use pair::Pair;
pub use table::RateTable;
pub use value::ValueRates;

use super::Counts;
use crate::event::Event;
use crate::time::{Bucketer, Timestamp};
use buckets::Buckets;
use fold::Folded;
use gaps::Gaps;
use pairs::Pairs;
use table::Values;
use value::State;

pub(super) use value::STATE_BYTES;

/// Events by value and bucket, while events come in.
#[derive(Debug, Clone)]
pub struct Rates {
    bucketer: Bucketer,
    buckets: Buckets,
    pairs: Pairs,
    gaps: Gaps,
    /// Values met; they are numbered from 1.
    values: u32,
    folded: Folded,
    /// Buckets that end there or before are folded.
    horizon: Option<Timestamp>,
    /// The rates of values were given up.
    is_forgotten: bool,
    /// The latest event, and how far at most an event lay before the latest until then.
    latest: Option<Timestamp>,
    disorder: u64,
}

/// What is being taken in of another part.
#[derive(Debug)]
pub(super) struct Joint {
    /// The number here of each of its buckets.
    buckets: Vec<u32>,
    /// The number here of each of its values.
    numbers: Vec<u32>,
    pairs: Pairs,
    folded: Folded,
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
            folded: Folded::default(),
            horizon: None,
            is_forgotten: false,
            latest: None,
            disorder: 0,
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
        match self.latest {
            Some(latest) if at < latest => {
                self.disorder = self.disorder.max(latest.0.abs_diff(at.0));
            }
            _ => self.latest = Some(at),
        }
        if value.number == 0 {
            self.values += 1;
            value = State::new(self.values, bucket, event.weight, at);
        } else if value.bucket == bucket {
            value.count = value.count.saturating_add(event.weight);
        } else {
            if value.bucket != State::NOWHERE {
                self.pairs.push(value.pair());
            }
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
        // A bucket that is folded here and met there, or folded in both, may be the same one.
        self.is_forgotten |= self.overlaps(&theirs) || theirs.overlaps(self);
        self.gaps.merge(theirs.gaps);
        self.disorder = self.disorder.max(theirs.disorder);
        self.latest = self.latest.max(theirs.latest);
        self.horizon = self.horizon.max(theirs.horizon);
        self.is_forgotten |= theirs.is_forgotten;
        Joint {
            buckets: self.buckets.merge(&theirs.buckets),
            numbers: vec![0; theirs.values as usize + 1],
            pairs: theirs.pairs,
            folded: theirs.folded,
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
            if other.bucket != State::NOWHERE {
                joint.pairs.push(other.pair());
            }
        }
        if let Some(number) = joint.numbers.get_mut(other.number as usize) {
            *number = value.number;
        }
        value.write(ours);
    }

    /// Ends it; gives the number here of each of their buckets.
    pub(super) fn merge(&mut self, joint: Joint) -> Vec<u32> {
        self.pairs.append(joint.pairs, &joint.numbers, &joint.buckets);
        if !joint.folded.is_empty() {
            self.folded.append(joint.folded, &joint.numbers);
            self.folded.frequencies.settle();
        }
        if self.is_forgotten {
            self.forget();
        }
        joint.buckets
    }

    /// Ends the taking in: everything sorted, each pair once; and the rank in time of each bucket.
    pub(super) fn finish(mut self, counts: &mut Counts) -> (RateTable, Vec<u32>) {
        counts.each_state(|state| {
            let state = State::read(state);
            if let Some(state) = state.filter(|state| state.bucket != State::NOWHERE) {
                self.pairs.push(state.pair());
            }
        });
        // Whoever goes through the values so goes through their pairs in order too.
        let numbers = self.number(counts);
        if self.is_forgotten {
            self.forget();
        }
        let (buckets, ranks) = self.buckets.sort();
        let pairs = self.pairs.sort(&numbers, &ranks, self.values);
        let (is_forgotten, horizon) = (self.is_forgotten, self.horizon);
        let values = Values::new(pairs, self.folded, self.values, is_forgotten, horizon);
        (RateTable::new(self.bucketer, buckets, values, self.gaps), ranks)
    }

    /// Joins equal pairs.
    pub(super) fn settle(&mut self) {
        self.pairs.settle();
    }

    /// Bytes of memory held.
    pub(super) fn memory(&self) -> u64 {
        self.buckets.memory() + self.pairs.memory() + self.gaps.memory() + self.folded.memory()
    }

    /// Bytes of what is known of each value.
    pub(super) fn values_memory(&self) -> u64 {
        self.pairs.memory() + self.folded.memory()
    }

    /// The latest event.
    pub(super) fn latest(&self) -> Option<Timestamp> {
        self.latest
    }

    /// How far, in nanoseconds, an event lay before the latest until then.
    pub(super) fn disorder(&self) -> u64 {
        self.disorder
    }

    /// Where the buckets that are folded end, if some are.
    pub(super) fn horizon(&self) -> Option<Timestamp> {
        self.horizon
    }
}
