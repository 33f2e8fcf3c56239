//! When each value occurred: its events by bucket, its first and its last event; and the events by bucket
//! of all values together. Exact in any order of the events.
//!
//! The first and last event of a value, and its current bucket with the events in it, stand in the
//! state of the value ([`crate::aggregate::Counts`]), which is in the cache when the value is.

mod buckets;
mod fold;
mod gaps;
mod packed_pairs;
mod pair;
mod pairs;
mod state;
mod table;
mod value;
mod widen;

pub(crate) use buckets::Bucket;
pub(crate) use fold::Peak;
pub(crate) use packed_pairs::PairsOf;
pub(crate) use pair::Pair;
pub(crate) use table::{Frequencies, RateTable};
pub(crate) use value::ValueRates;

use super::Counts;
use crate::event::Event;
use crate::time::{BucketWidth, Bucketer, Timestamp};
use buckets::Buckets;
use fold::Folded;
use gaps::Gaps;
use pairs::Pairs;
use table::RatesByValue;
use value::State;

pub(super) use value::STATE_BYTES;

/// Events by value and bucket, while events come in.
#[derive(Debug, Clone)]
pub(crate) struct Rates {
    bucketer: Bucketer,
    /// The width asked for; the buckets may be wider.
    asked: BucketWidth,
    buckets: Buckets,
    pairs: Pairs,
    /// Hits by value and bucket, if hits are counted.
    hits: Pairs,
    gaps: Gaps,
    /// The number of values. They are numbered from 1.
    values: u32,
    folded: Folded,
    /// Buckets that end there or before are folded.
    horizon: Option<Timestamp>,
    /// The rates of single values were dropped.
    is_forgotten: bool,
    /// The time of the latest event.
    latest: Option<Timestamp>,
    /// The largest distance, in nanoseconds, of an event from the latest event before it in the input.
    disorder: u64,
}

/// The rates of another part while they are merged.
pub(super) struct RateMerge {
    /// For each of its buckets the number in these rates.
    buckets: Vec<u32>,
    /// For each of its values the number in these rates; 0 for a value that is not kept.
    numbers: Vec<u32>,
    pairs: Pairs,
    hits: Pairs,
    folded: Folded,
}

impl Rates {
    /// Rates of no events. Only rates of equal buckets can be merged.
    pub(super) fn new(bucketer: Bucketer) -> Self {
        Self {
            asked: bucketer.width(),
            bucketer,
            buckets: Buckets::default(),
            pairs: Pairs::default(),
            hits: Pairs::default(),
            gaps: Gaps::default(),
            values: 0,
            folded: Folded::default(),
            horizon: None,
            is_forgotten: false,
            latest: None,
            disorder: 0,
        }
    }

    /// Takes in an event of the value with this state. Gives the number of its bucket.
    #[inline]
    pub(super) fn add(&mut self, event: &Event<'_>, state: &mut [u8]) -> Option<u32> {
        let (at, mut value) = (event.at?, State::read(state)?);
        let start = self.bucketer.floor(at);
        let bucket = self.buckets.add(start, at, event.weight);
        if at != start {
            self.gaps.add(at);
        }
        match self.latest {
            Some(latest) if at < latest => {
                self.disorder = self.disorder.max(latest.0.abs_diff(at.0));
            }
            _ => self.latest = Some(at),
        }
        // Whether the value may have left this bucket before.
        let mut returns = false;
        if value.number == 0 {
            self.values += 1;
            value = State::new(self.values, bucket, event.weight, at);
        } else if value.bucket == bucket {
            value.count = value.count.saturating_add(event.weight);
        } else {
            if value.bucket != State::NOWHERE {
                self.pairs.push(value.pair());
            }
            returns = start <= value.last;
            if returns {
                self.pairs.suspect();
            }
            (value.bucket, value.count) = (bucket, event.weight);
        }
        value.first = value.first.min(at);
        value.last = value.last.max(at);
        value.write(state);
        if event.hit {
            self.hits.push(Pair::new(value.number, value.bucket, event.weight));
            // Only if the value had events in this bucket before can an equal pair be in the list.
            if returns || value.count > event.weight {
                self.hits.suspect();
            }
        }
        Some(bucket)
    }

    /// Begins to merge `theirs`: its buckets and gaps. The values follow one by one.
    pub(super) fn begin_merge(&mut self, theirs: Self) -> RateMerge {
        // A bucket that is folded in one part has no pairs there to be added to the pairs of the other part.
        self.is_forgotten |= self.overlaps(&theirs) || theirs.overlaps(self);
        self.gaps.merge(theirs.gaps);
        self.disorder = self.disorder.max(theirs.disorder);
        self.latest = self.latest.max(theirs.latest);
        self.horizon = self.horizon.max(theirs.horizon);
        self.is_forgotten |= theirs.is_forgotten;
        RateMerge {
            buckets: self.buckets.merge(&theirs.buckets, |start| start),
            numbers: vec![0; theirs.values as usize + 1],
            pairs: theirs.pairs,
            hits: theirs.hits,
            folded: theirs.folded,
        }
    }

    /// Merges a value, by its state in these rates and its state in the other part.
    pub(super) fn merge_value(&mut self, merge: &mut RateMerge, ours: &mut [u8], theirs: &[u8]) {
        let Some((mut value, other)) = State::read(ours).zip(State::read(theirs)) else { return };
        let bucket = merge.buckets.get(other.bucket as usize).copied().unwrap_or(u32::MAX);
        if value.number == 0 {
            self.values += 1;
            value = State { number: self.values, bucket, ..other };
        } else {
            value.first = value.first.min(other.first);
            value.last = value.last.max(other.last);
            if other.bucket != State::NOWHERE {
                merge.pairs.push(other.pair());
            }
        }
        if let Some(number) = merge.numbers.get_mut(other.number as usize) {
            *number = value.number;
        }
        value.write(ours);
    }

    /// Ends the merge. Gives for each bucket of the other part its number in these rates.
    pub(super) fn end_merge(&mut self, merge: RateMerge) -> Vec<u32> {
        self.pairs.append(merge.pairs, &merge.numbers, &merge.buckets);
        self.hits.append(merge.hits, &merge.numbers, &merge.buckets);
        if !merge.folded.is_empty() {
            self.folded.append(merge.folded, &merge.numbers);
            self.folded.frequencies.join_equal();
        }
        if self.is_forgotten {
            self.forget();
        }
        merge.buckets
    }

    /// Ends the counting. Gives the finished table, and the rank in time of each bucket.
    pub(super) fn finish(mut self, counts: &mut Counts) -> (RateTable, Vec<u32>) {
        counts.each_state(|state| {
            let state = State::read(state);
            if let Some(state) = state.filter(|state| state.bucket != State::NOWHERE) {
                self.pairs.push(state.pair());
            }
        });
        // Pairs then stand in the order of the values, which analyses go through.
        let numbers = self.number(counts);
        if self.is_forgotten {
            self.forget();
        }
        let (buckets, ranks) = self.buckets.sort();
        let pairs = self.pairs.sort(&numbers, &ranks, self.values);
        let hits = self.hits.sort(&numbers, &ranks, self.values);
        let (is_forgotten, horizon) = (self.is_forgotten, self.horizon);
        let values =
            RatesByValue::new([pairs, hits], self.folded, self.values, is_forgotten, horizon);
        (RateTable::new(self.bucketer, self.asked, buckets, values, self.gaps), ranks)
    }

    /// Joins equal pairs of value and bucket.
    pub(super) fn join_pairs(&mut self) {
        self.pairs.join_equal();
        self.hits.join_equal();
    }

    /// Bytes of memory held.
    pub(super) fn memory(&self) -> u64 {
        self.buckets.memory() + self.values_memory() + self.gaps.memory()
    }

    /// Bytes of the rates of single values.
    pub(super) fn values_memory(&self) -> u64 {
        self.pairs.memory() + self.hits.memory() + self.folded.memory()
    }

    /// The time of the latest event.
    pub(super) fn latest(&self) -> Option<Timestamp> {
        self.latest
    }

    /// The largest distance, in nanoseconds, of an event from the latest event before it in the input.
    pub(super) fn disorder(&self) -> u64 {
        self.disorder
    }

    /// The end of the folded buckets, if some are folded.
    pub(super) fn horizon(&self) -> Option<Timestamp> {
        self.horizon
    }
}

impl Rates {
    /// Folds the buckets that end at `horizon` or before. Events before it are late from now on.
    pub(super) fn fold(&mut self, counts: &mut Counts, horizon: Timestamp) {
        let mut bucketer = self.bucketer.clone();
        let starts: Vec<Timestamp> = self.buckets.starts().collect();
        let closed: Vec<bool> =
            starts.iter().map(|start| bucketer.next(*start) <= horizon).collect();
        let is_closed = |bucket: u32| closed.get(bucket as usize).is_some_and(|closed| *closed);
        let pairs = &mut self.pairs;
        counts.each_state(|bytes| {
            if let Some(state) = State::read(bytes).filter(|state| is_closed(state.bucket)) {
                pairs.push(state.pair());
                State { bucket: State::NOWHERE, count: 0, ..state }.write(bytes);
            }
        });
        pairs.join_equal();
        let folded = &mut self.folded;
        pairs.retain(|pair| {
            let bucket = pair.bucket();
            let start = starts.get(bucket as usize).copied().unwrap_or_default();
            !(is_closed(bucket) && folded.add(pair, start))
        });
        folded.frequencies.join_equal();
        if !folded.is_empty() {
            self.hits.retain(|pair| !is_closed(pair.bucket()));
            self.horizon = self.horizon.max(Some(horizon));
        }
    }

    /// Whether `other` has events in buckets that are folded in these rates.
    pub(super) fn overlaps(&self, other: &Self) -> bool {
        let Some(horizon) = self.horizon.filter(|_| !self.folded.is_empty()) else { return false };
        let mut bucketer = self.bucketer.clone();
        let mut both = other.buckets.starts().filter(|start| self.buckets.has(*start));
        both.any(|start| bucketer.next(start) <= horizon)
    }

    /// Drops the rates of single values; the buckets of all values together are kept.
    pub(super) fn forget(&mut self) {
        self.is_forgotten = true;
        self.pairs = Pairs::default();
        self.hits = Pairs::default();
        self.folded = Folded::default();
    }

    /// Numbers the values anew, in the order of `counts`, and drops the pairs of other values.
    pub(super) fn retain(&mut self, counts: &mut Counts) {
        let numbers = self.number(counts);
        self.pairs.renumber(&numbers);
        self.hits.renumber(&numbers);
    }

    /// As [`Self::retain`], but leaves the pairs alone. Gives the new number of each value.
    pub(super) fn number(&mut self, counts: &mut Counts) -> Vec<u32> {
        let mut numbers = vec![0; self.values as usize + 1];
        let mut next = 0;
        counts.each_state(|bytes| {
            if let Some(state) = State::read(bytes).filter(|state| state.number > 0) {
                next += 1;
                if let Some(number) = numbers.get_mut(state.number as usize) {
                    *number = next;
                }
                State { number: next, ..state }.write(bytes);
            }
        });
        self.values = next;
        let folded = std::mem::take(&mut self.folded);
        if !folded.is_empty() {
            self.folded.append(folded, &numbers);
        }
        numbers
    }
}

#[cfg(test)]
mod tests {
    use super::{Bucketer, Event, Rates, STATE_BYTES, Timestamp};
    use crate::time::{BucketWidth, Zone};

    #[test]
    fn hits_of_a_value_that_returns_to_its_buckets_take_bounded_memory() {
        let mut rates = Rates::new(Bucketer::new(BucketWidth::SECOND, Zone::utc()));
        let mut state = [0; STATE_BYTES];
        for index in 0..1 << 20 {
            let at = Timestamp(index % 2 * 1_000_000_000);
            let event = Event { hit: true, ..Event::new(b"a", 1, Some(at)) };
            rates.add(&event, &mut state);
        }
        // The million hits lie in two buckets. Kept one by one, the hits would take 16 MiB and the events 16 MiB.
        assert!(rates.values_memory() < 10 << 20, "{}", rates.values_memory());
    }
}
