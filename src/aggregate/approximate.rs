//! Counts of more values than may be kept: frequent values go on being counted, the others are dropped,
//! and each count has a largest error.
//!
//! This is the summary of Misra and Gries ("Finding repeated elements", Science of Computer
//! Programming 2, 1982) in the form of the lossy counting of Manku and Motwani ("Approximate
//! frequency counts over data streams", VLDB 2002). The *offset* is the largest count that a
//! dropped value can have had. A value that is dropped and comes again gets the offset as its
//! *error*: it may have lost that many events. A value that comes for the first time gets the
//! offset too, because dropped values are not remembered. The true count of a value is at least its
//! count and at most count + error. Merging adds the offsets (Agarwal et al., "Mergeable
//! summaries", PODS 2012). The error stands at the end of the state of each value.

use rapidhash::v3::rapidhash_v3;

use super::{Aggregates, Approximation, CountEntry, Counts, Totals};

/// The bytes of the error at the end of a value's state.
const ERROR_BYTES: usize = 8;
/// A batch adds at most one new value for this many values kept.
const ADMITTED: usize = 64;
/// Counts from 0 to this number less 2 are tried as the limit for new values ([`admission`]).
const CHOICES: usize = 1024;

impl Totals {
    /// The error of the count of the value at `entry`: the true count is at most count + error.
    pub(crate) fn error(&self, entry: CountEntry) -> u64 {
        self.approximation.as_ref().map_or(0, |_| read_error(self.counts.state(entry)))
    }
}

impl Aggregates {
    /// Takes in the events of `other`, and drops values if there are more than `most`, at least 1. Gives
    /// back an empty table, whose memory can be used again.
    pub(crate) fn absorb(&mut self, other: Self, most: usize) -> Counts {
        let least = match &self.approximation {
            Some(_) => admission(&other.counts, most.div_ceil(ADMITTED)),
            None => 0,
        };
        let mut spent = self.merge_above(other, least);
        if self.counts.len() > most {
            self.reduce(most.div_ceil(2));
        }
        spent.clear();
        spent
    }

    /// What is known of dropped values; `None` while no value was dropped.
    pub(crate) fn approximation(&self) -> Option<&Approximation> {
        self.approximation.as_ref()
    }

    /// Drops values if there are more than `most`, as [`Self::reduce`].
    pub(crate) fn reduce_beyond(&mut self, most: usize) {
        if self.counts.len() > most {
            self.reduce(most);
        }
    }

    /// Drops the values with the least count + error until at most `most` are kept. From then on the
    /// counts are approximate.
    pub(crate) fn reduce(&mut self, most: usize) {
        // The matrix has no errors of its own, and its rows would not sum up to approximate counts.
        self.forget_matrix();
        let is_first = self.approximation.is_none();
        let mut known = self.approximation.take().unwrap_or_default();
        let counts = &self.counts;
        let bound = |entry| {
            let error = if is_first { 0 } else { read_error(counts.state(entry)) };
            counts.get(entry).1.saturating_add(error)
        };
        let mut bounds: Vec<u64> = counts.entries().map(bound).collect();
        let (limit, room) = limit(&mut bounds, most.max(1));
        drop(bounds);
        let mut chosen: Vec<CountEntry> = at_limit(counts, limit, room, bound).collect();
        chosen.sort_unstable();
        let keeps = |entry| bound(entry) > limit || chosen.binary_search(&entry).is_ok();
        let kept: Vec<bool> = counts.entries().map(keeps).collect();
        for (entry, keeps) in counts.entries().zip(&kept) {
            let (value, count) = counts.get(entry);
            if !keeps {
                known.lose(value, count);
                known.offset = known.offset.max(limit);
            } else if is_first {
                known.distinct.add(value);
            }
        }
        drop(chosen);
        self.approximation = Some(known);
        let (mut keeps, more) = (kept.into_iter(), if is_first { ERROR_BYTES } else { 0 });
        self.rebuild(self.counts.state_bytes() + more, |_| keeps.next().unwrap_or(false));
    }

    /// Starts from the `approximation` of a state that was read. No value may have been added before.
    pub(super) fn begin_approximation(&mut self, approximation: Approximation) {
        self.counts.retain(self.counts.state_bytes() + ERROR_BYTES, |_| true);
        self.approximation = Some(approximation);
    }

    /// Keeps the values for which `keep` is true, with their rates and numbers.
    fn rebuild(&mut self, state_bytes: usize, keep: impl FnMut(CountEntry) -> bool) {
        self.counts.retain(state_bytes, keep);
        let (counts, layout) = (&mut self.counts, self.layout);
        if let Some(rates) = &mut self.rates {
            rates.retain(counts);
        }
        if let Some(numbers) = &mut self.numbers {
            numbers.retain(counts, |state| layout.measure.of_mut(state));
        }
        if let Some((_, texts)) = &mut self.distinct {
            texts.retain(counts, |state| layout.texts.of_mut(state));
        }
        if let Some(examples) = &mut self.examples {
            examples.retain(counts, |state| layout.example.of_mut(state));
        }
    }
}

/// A limit that at most `most` of `numbers` exceed, and how many of the numbers equal to the limit can be
/// kept besides.
fn limit(numbers: &mut [u64], most: usize) -> (u64, usize) {
    let place = numbers.len().saturating_sub(most);
    if place == 0 {
        return (0, most);
    }
    let (_, limit, above) = numbers.select_nth_unstable(place);
    let larger = above.iter().filter(|number| **number > *limit).count();
    (*limit, most.saturating_sub(larger))
}

/// The entries of `room` values whose bound is `limit`, chosen by a hash that is equal in all runs.
/// An order by the bytes of the values would favour some kinds of values.
fn at_limit(
    counts: &Counts,
    limit: u64,
    room: usize,
    bound: impl Fn(CountEntry) -> u64,
) -> impl Iterator<Item = CountEntry> {
    let value = |entry| counts.get(entry).0;
    let hash = |entry| (rapidhash_v3(value(entry)) >> 32) as u32;
    let all = counts.entries().filter(|entry| bound(*entry) == limit);
    let mut all: Vec<(u32, CountEntry)> = all.map(|entry| (hash(entry), entry)).collect();
    if room < all.len() {
        let order = |a: CountEntry, b: CountEntry| value(a).cmp(value(b));
        all.select_nth_unstable_by(room, |a, b| a.0.cmp(&b.0).then_with(|| order(a.1, b.1)));
    }
    all.truncate(room);
    all.into_iter().map(|(_, entry)| entry)
}

/// The least count that at most `room` of `counts` exceed, but at most [`CHOICES`] - 2. New values
/// with larger counts are admitted.
fn admission(counts: &Counts, room: usize) -> u64 {
    let mut having = vec![0_usize; CHOICES];
    let mut sum = 0;
    for entry in counts.entries() {
        let count = usize::try_from(counts.get(entry).1).unwrap_or(CHOICES);
        having[count.min(CHOICES - 1)] += 1;
        sum += 1;
    }
    let mut least = 0;
    while sum > room && least + 1 < CHOICES {
        sum -= having[least];
        least += 1;
    }
    (least as u64).saturating_sub(1)
}

pub(super) fn read_error(state: &[u8]) -> u64 {
    state.last_chunk().map_or(0, |bytes| u64::from_le_bytes(*bytes))
}

pub(super) fn write_error(state: &mut [u8], error: u64) {
    if let Some(bytes) = state.last_chunk_mut::<ERROR_BYTES>() {
        *bytes = error.to_le_bytes();
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use proptest::prelude::{Strategy, any, prop_assert, prop_assert_eq, proptest};

    use super::super::{Aggregates, HashSeed, Keep};
    use crate::event::Event;

    /// Some values are far more frequent than others.
    fn skewed() -> impl Strategy<Value = u8> {
        any::<u8>().prop_map(|byte| byte & byte >> 3)
    }

    /// A state of the values, kept within `most`.
    fn counted(seed: HashSeed, values: &[u8], most: usize) -> Aggregates {
        let mut all = Aggregates::new(seed, &Keep::default());
        for batch in values.chunks(7) {
            let mut part = Aggregates::new(seed, &Keep::default());
            for value in batch {
                part.update(&[Event::new(&[*value], 1, None)], &[]);
            }
            drop(all.absorb(part, most));
        }
        all
    }

    proptest! {
        #[test]
        fn true_counts_lie_within_the_errors_however_parts_are_joined(
            values in proptest::collection::vec(skewed(), 0..400),
            most in 1..40_usize,
            parts in 1..5_usize,
            turned in any::<bool>(),
        ) {
            let seed = HashSeed::random();
            let mut truth: BTreeMap<u8, u64> = BTreeMap::new();
            values.iter().for_each(|value| *truth.entry(*value).or_insert(0) += 1);
            let mut states: Vec<Aggregates> = (0..parts)
                .map(|part| {
                    let own: Vec<u8> =
                        values.iter().copied().skip(part).step_by(parts).collect();
                    counted(seed, &own, if part == 0 { usize::MAX } else { most })
                })
                .collect();
            if turned {
                states.reverse();
            }
            let mut joined = Aggregates::new(seed, &Keep::default());
            for state in states {
                drop(joined.absorb(state, most));
            }
            prop_assert!(joined.counts.len() <= most);
            let totals = joined.finish();
            let mut sum = 0;
            let mut missing = truth.clone();
            for entry in totals.counts.entries() {
                let (value, count) = totals.counts.get(entry);
                let true_count = missing.remove(&value[0]).unwrap_or(0);
                prop_assert!(count <= true_count && true_count <= count + totals.error(entry));
                sum += u128::from(count);
            }
            let Some(known) = &totals.approximation else {
                prop_assert!(missing.is_empty());
                return Ok(());
            };
            prop_assert!(missing.values().all(|count| *count <= known.offset));
            prop_assert_eq!(sum + known.lost, values.len() as u128);
            let distinct = u32::try_from(truth.len()).unwrap();
            let (estimate, _) = known.distinct.estimate();
            prop_assert!((estimate - f64::from(distinct)).abs() < 1.0);
        }
    }
}
