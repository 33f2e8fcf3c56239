//! How many events each value had in each bucket, as pairs of value and bucket: 16 bytes a pair.
//!
//! A worker keeps the pair a value is at in the value's state and appends it here when the value
//! goes on to another bucket. A log in order so appends each pair once. Where time runs back, a pair
//! can be appended again: such ones are *suspects*, and once they are too many, equal pairs are
//! joined, so that no order of the input takes much more memory than the distinct pairs do: half as much more,
//! and while parts are merged three times as much.

use rayon::iter::{IntoParallelRefMutIterator, ParallelIterator};
use rayon::slice::ParallelSliceMut;

use super::order::{self, ByValue};

/// Suspects that are always borne, to join seldom where there is little: 4 MiB of pairs.
const BORNE: usize = 1 << 18;

/// More pairs than these are sorted in their place in the end: dealing them out takes half as much more.
const MOST_DEALT: usize = 1 << 25;

/// Fewer pairs than these are moved to where the others are: 64 KiB.
const MOVED: usize = 1 << 12;

/// Events of one value in one bucket.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Pair {
    /// The value's number in the upper half, the bucket's in the lower.
    key: u64,
    /// The events.
    pub count: u64,
}

impl Pair {
    pub(super) fn new(value: u32, bucket: u32, count: u64) -> Self {
        Self { key: u64::from(value) << 32 | u64::from(bucket), count }
    }

    /// By which pairs are in order.
    pub(super) const fn key(self) -> u64 {
        self.key
    }

    /// The value's number.
    pub(super) fn value(self) -> u32 {
        (self.key >> 32) as u32
    }

    /// The bucket's number: in a finished table its rank in time.
    pub fn bucket(self) -> u32 {
        #[expect(clippy::cast_possible_truncation, reason = "the lower half")]
        let bucket = self.key as u32;
        bucket
    }
}

/// Pairs in no order.
#[derive(Debug, Clone)]
pub(super) struct Pairs {
    all: Vec<Pair>,
    /// More of them, as other workers had them: moving them here would take their room twice.
    others: Vec<Vec<Pair>>,
    suspects: usize,
    /// See [`BORNE`].
    borne: usize,
    /// See [`MOST_DEALT`].
    dealt: usize,
    /// See [`MOVED`].
    moved: usize,
}

impl Default for Pairs {
    fn default() -> Self {
        Self {
            all: Vec::new(),
            others: Vec::new(),
            suspects: 0,
            borne: BORNE,
            dealt: MOST_DEALT,
            moved: MOVED,
        }
    }
}

impl Pairs {
    /// Appends a pair.
    #[inline]
    pub(super) fn push(&mut self, pair: Pair) {
        self.all.push(pair);
    }

    /// Says that one more pair may be here already.
    pub(super) fn suspect(&mut self) {
        self.suspects += 1;
        self.join_if_due();
    }

    /// Joins equal pairs once suspects are more than half as many as the others.
    fn join_if_due(&mut self) {
        if self.suspects > self.borne.max(self.sure() / 2) {
            self.settle();
        }
    }

    /// Pairs that are no suspects.
    fn sure(&self) -> usize {
        self.len().saturating_sub(self.suspects)
    }

    fn len(&self) -> usize {
        self.all.len() + self.others.iter().map(Vec::len).sum::<usize>()
    }

    /// Moves all here.
    fn gather(&mut self) {
        self.all.reserve_exact(self.len() - self.all.len());
        for mut other in self.others.drain(..) {
            self.all.append(&mut other);
        }
    }

    /// Joins equal pairs, whatever they are.
    pub(super) fn settle(&mut self) {
        self.gather();
        self.all.sort_unstable_by_key(|pair| pair.key);
        join(&mut self.all);
        self.suspects = 0;
    }

    /// Keeps the pairs that `keep` says.
    pub(super) fn retain(&mut self, mut keep: impl FnMut(Pair) -> bool) {
        self.gather();
        self.all.retain(|pair| keep(*pair));
        // What was reserved for many is given back.
        self.all.shrink_to(self.all.len() * 2);
    }

    /// Appends the pairs of `other` under other numbers, but for those of the value 0.
    pub(super) fn append(&mut self, other: Self, values: &[u32], buckets: &[u32]) {
        self.suspects += other.len();
        let is_gone = values.iter().skip(1).any(|number| *number == 0);
        for mut pairs in std::iter::once(other.all).chain(other.others) {
            let new = |pair: &mut Pair| *pair = renumber(*pair, values, buckets);
            if pairs.len() < self.moved {
                pairs.iter_mut().for_each(new);
            } else {
                pairs.par_iter_mut().for_each(new);
            }
            if is_gone {
                pairs.retain(|pair| pair.value() > 0);
            }
            if pairs.len() < self.moved {
                self.all.append(&mut pairs);
            } else {
                self.others.push(pairs);
            }
        }
        // Two workers that had half of a log each have about as many: what they have in common is
        // joined for nothing when all are put in order.
        if self.suspects > self.borne.max(self.sure() * 2) {
            self.settle();
        }
    }

    /// Gives the values other numbers; the pairs of those whose new number is 0 are let go.
    pub(super) fn renumber(&mut self, values: &[u32]) {
        let is_gone = values.iter().skip(1).any(|number| *number == 0);
        for pairs in std::iter::once(&mut self.all).chain(&mut self.others) {
            pairs.iter_mut().for_each(|pair| {
                let value = values.get(pair.value() as usize).copied().unwrap_or(0);
                *pair = Pair::new(value, pair.bucket(), pair.count);
            });
            if is_gone {
                pairs.retain(|pair| pair.value() > 0);
                // What was reserved for many is given back.
                pairs.shrink_to(pairs.len() * 2);
            }
        }
    }

    /// Appends pairs of the same values and buckets.
    pub(super) fn append_all(&mut self, other: Self) {
        self.suspects += other.suspects;
        self.others.push(other.all);
        self.others.extend(other.others);
    }

    /// All, by value and then by bucket, each once.
    pub(super) fn into_sorted(mut self) -> Vec<Pair> {
        self.settle();
        self.all
    }

    /// Every distinct pair once, by value, then in the order of time. `numbers` gives the new number
    /// of each value, of which none is greater than `values`, `ranks` the rank of each bucket.
    pub(super) fn sort(mut self, numbers: &[u32], ranks: &[u32], values: u32) -> ByValue {
        let new = |pair: &mut Pair| *pair = renumber(*pair, numbers, ranks);
        if self.len() <= self.dealt {
            let mut parts = self.others;
            parts.push(self.all);
            parts.par_iter_mut().flatten().for_each(new);
            let parts: Vec<&[Pair]> = parts.iter().map(Vec::as_slice).collect();
            return order::deal(&parts, values);
        }
        self.gather();
        self.all.par_iter_mut().for_each(new);
        self.all.par_sort_unstable_by_key(|pair| pair.key);
        join(&mut self.all);
        ByValue::new(self.all, values)
    }

    /// Bytes of memory held. What is reserved for growth is not touched before it is used.
    pub(super) fn memory(&self) -> u64 {
        (self.len() * size_of::<Pair>()) as u64
    }
}

/// Joins neighbours that are the same pair.
pub(super) fn join(pairs: &mut Vec<Pair>) {
    pairs.dedup_by(|next, kept| {
        let same = next.key == kept.key;
        if same {
            kept.count = kept.count.saturating_add(next.count);
        }
        same
    });
}

/// The pair under the new numbers of its value and its bucket.
#[inline]
fn renumber(pair: Pair, values: &[u32], buckets: &[u32]) -> Pair {
    let new = |numbers: &[u32], old: u32| numbers.get(old as usize).copied().unwrap_or(u32::MAX);
    Pair::new(new(values, pair.value()), new(buckets, pair.bucket()), pair.count)
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use proptest::prelude::{
        Just, Strategy, any, prop_assert, prop_assert_eq, prop_oneof, proptest,
    };

    use super::{Pair, Pairs};

    /// Few events, and about as many as half of eight bytes holds.
    fn count() -> impl Strategy<Value = u64> {
        let half = u64::from(u32::MAX);
        prop_oneof![9 => 0..5_u64, 1 => half / 2 - 1..half + 2, 1 => Just(u64::MAX - 1)]
    }

    proptest! {
        #[test]
        fn joining_early_changes_nothing_and_bounds_what_is_kept(
            events in proptest::collection::vec((0..4_u32, 0..8_u32, count()), 0..300),
            borne in 0..20_usize,
            dealt in 0..200_usize,
            moved in 0..50_usize,
            split in 0..300_usize,
            turned in any::<bool>(),
        ) {
            let empty = || Pairs { borne, dealt, moved, ..Pairs::default() };
            let mut pairs = empty();
            let mut expected: BTreeMap<(u32, u32), u64> = BTreeMap::new();
            let mut most = 0;
            let split = split.min(events.len());
            for (value, bucket, count) in &events[..split] {
                let sum = expected.entry((*value, *bucket)).or_insert(0);
                *sum = sum.saturating_add(*count);
                pairs.push(Pair::new(*value, *bucket, *count));
                pairs.suspect();
                most = most.max(pairs.all.len());
            }
            prop_assert!(most <= expected.len() + borne.max(expected.len() / 2) + 1);
            // The rest comes from others, who number values and buckets otherwise.
            for events in events[split..].chunks(60) {
                let mut other = empty();
                for (value, bucket, count) in events {
                    // A value that gets the number 0 is not kept.
                    if *value > 0 {
                        let sum = expected.entry((*value, *bucket)).or_insert(0);
                        *sum = sum.saturating_add(*count);
                    }
                    other.push(Pair::new(3 - *value, 7 - *bucket, *count));
                }
                pairs.append(other, &[3, 2, 1, 0], &[7, 6, 5, 4, 3, 2, 1, 0]);
            }
            let rank = |bucket: u32| if turned { 7 - bucket } else { bucket };
            let ranks: Vec<u32> = (0..8).map(rank).collect();
            let sorted = pairs.sort(&[0, 1, 2, 3], &ranks, 3);
            let of_values: Vec<_> = (0..4).map(|value| sorted.of(value).unwrap()).collect();
            for pairs in &of_values {
                let (counts, last) = (pairs.iter().map(|pair| pair.count), pairs.iter().last());
                prop_assert_eq!((pairs.most(), pairs.last()), (counts.max().unwrap_or(0), last));
                let one_by_one = (0..pairs.len()).filter_map(|at| pairs.get(at));
                prop_assert!(one_by_one.eq(pairs.iter()));
            }
            if let Some(frequencies) = sorted.frequencies() {
                let mut counts: BTreeMap<u64, u64> = BTreeMap::new();
                for pair in of_values.iter().skip(1).flat_map(|pairs| pairs.iter()) {
                    *counts.entry(pair.count).or_insert(0) += 1;
                }
                prop_assert!(frequencies.buckets.rows().eq(counts));
            }
            let found: Vec<_> =
                of_values.into_iter().flat_map(|pairs| pairs.iter()).map(|pair| ((pair.value(), pair.bucket()), pair.count)).collect();
            let expected: BTreeMap<_, _> =
                expected.into_iter().map(|((value, bucket), count)| ((value, rank(bucket)), count)).collect();
            prop_assert_eq!(found, expected.into_iter().collect::<Vec<_>>());
        }
    }
}
