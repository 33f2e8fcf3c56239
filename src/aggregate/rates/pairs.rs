//! How many events each value had in each bucket, as pairs of value and bucket of 16 bytes each.
//!
//! A worker keeps the current pair of a value in the value's state and appends it here when the value
//! goes on to another bucket. A log in order appends each pair once. If time runs back, a pair can be
//! appended again: it is then a *suspect*. Once suspects are many, equal pairs are joined. No order of
//! the input therefore takes much more memory than the distinct pairs: half as much more, and while
//! parts are merged three times as much.

use rayon::iter::{IntoParallelRefMutIterator, ParallelIterator};
use rayon::slice::ParallelSliceMut;

use super::packed_pairs::PackedPairs;
use super::pair::{Pair, join, renumber};

/// Suspects up to this number, 4 MiB of pairs, are not joined: joining would come often and free
/// little.
const TOLERATED: usize = 1 << 18;

/// Fewer pairs than this of another worker, 64 KiB, are copied; more stay in the other's list.
const COPIED: usize = 1 << 12;

/// Pairs in no order.
#[derive(Debug, Clone)]
pub(super) struct Pairs {
    all: Vec<Pair>,
    /// Long lists of other workers: copying a list would hold its pairs twice for a while.
    others: Vec<Vec<Pair>>,
    suspects: usize,
    /// See [`TOLERATED`].
    tolerated: usize,
    /// See [`COPIED`].
    copied: usize,
}

impl Default for Pairs {
    fn default() -> Self {
        Self {
            all: Vec::new(),
            others: Vec::new(),
            suspects: 0,
            tolerated: TOLERATED,
            copied: COPIED,
        }
    }
}

impl Pairs {
    #[inline]
    pub(super) fn push(&mut self, pair: Pair) {
        self.all.push(pair);
    }

    /// Counts one more suspect: an equal pair may be in the list already.
    pub(super) fn suspect(&mut self) {
        self.suspects += 1;
        self.join_if_due();
    }

    /// Joins equal pairs once suspects are more than half as many as the other pairs.
    fn join_if_due(&mut self) {
        if self.suspects > self.tolerated.max(self.sure() / 2) {
            self.join_equal();
        }
    }

    /// Pairs that are no suspects.
    fn sure(&self) -> usize {
        self.len().saturating_sub(self.suspects)
    }

    fn len(&self) -> usize {
        self.all.len() + self.others.iter().map(Vec::len).sum::<usize>()
    }

    /// Moves all pairs into one list.
    fn gather(&mut self) {
        self.all.reserve_exact(self.len() - self.all.len());
        for mut other in self.others.drain(..) {
            self.all.append(&mut other);
        }
    }

    pub(super) fn join_equal(&mut self) {
        self.gather();
        self.all.sort_unstable_by_key(|pair| pair.key());
        join(&mut self.all);
        self.suspects = 0;
    }

    /// Drops the pairs for which `keep` is false.
    pub(super) fn retain(&mut self, mut keep: impl FnMut(Pair) -> bool) {
        self.gather();
        self.all.retain(|pair| keep(*pair));
        // Frees the room of the dropped pairs.
        self.all.shrink_to(self.all.len() * 2);
    }

    /// Appends the pairs of `other` under the new numbers of their values and buckets. Pairs whose value
    /// gets the number 0 are dropped.
    pub(super) fn append(&mut self, other: Self, values: &[u32], buckets: &[u32]) {
        self.suspects += other.len();
        let is_gone = values.iter().skip(1).any(|number| *number == 0);
        for mut pairs in std::iter::once(other.all).chain(other.others) {
            let new = |pair: &mut Pair| *pair = renumber(*pair, values, buckets);
            if pairs.len() < self.copied {
                pairs.iter_mut().for_each(new);
            } else {
                pairs.par_iter_mut().for_each(new);
            }
            if is_gone {
                pairs.retain(|pair| pair.value() > 0);
            }
            if pairs.len() < self.copied {
                self.all.append(&mut pairs);
            } else {
                self.others.push(pairs);
            }
        }
        // Two workers that read half of a log each have about equally many pairs. Joining these pairs in
        // common is left to the final sort.
        if self.suspects > self.tolerated.max(self.sure() * 2) {
            self.join_equal();
        }
    }

    /// Gives the values new numbers. Pairs whose value gets the number 0 are dropped.
    pub(super) fn renumber(&mut self, values: &[u32]) {
        let is_gone = values.iter().skip(1).any(|number| *number == 0);
        for pairs in std::iter::once(&mut self.all).chain(&mut self.others) {
            pairs.iter_mut().for_each(|pair| {
                let value = values.get(pair.value() as usize).copied().unwrap_or(0);
                *pair = Pair::new(value, pair.bucket(), pair.count);
            });
            if is_gone {
                pairs.retain(|pair| pair.value() > 0);
                // Frees the room of the dropped pairs.
                pairs.shrink_to(pairs.len() * 2);
            }
        }
    }

    /// Gives the buckets new numbers, several of them one number, and joins equal pairs.
    pub(super) fn renumber_buckets(&mut self, buckets: &[u32]) {
        for pair in std::iter::once(&mut self.all).chain(&mut self.others).flatten() {
            let bucket = buckets.get(pair.bucket() as usize).copied().unwrap_or(u32::MAX);
            *pair = Pair::new(pair.value(), bucket, pair.count);
        }
        self.join_equal();
    }

    /// Appends the pairs of `other`. An index of a value or a bucket means one value or bucket in
    /// both.
    pub(super) fn append_all(&mut self, other: Self) {
        self.suspects += other.suspects;
        self.others.push(other.all);
        self.others.extend(other.others);
    }

    /// The pairs by value and then by bucket, each once.
    pub(super) fn into_sorted(mut self) -> Vec<Pair> {
        self.gather();
        self.all.par_sort_unstable_by_key(|pair| pair.key());
        join(&mut self.all);
        self.all
    }

    /// The pairs by value, then in the order of time, each once. `numbers` gives the new number of each
    /// value, at most `values`; `ranks` gives the rank in time of each bucket.
    pub(super) fn sort(mut self, numbers: &[u32], ranks: &[u32], values: u32) -> PackedPairs {
        self.gather();
        self.all.par_iter_mut().for_each(|pair| *pair = renumber(*pair, numbers, ranks));
        PackedPairs::new(self.into_sorted(), values)
    }

    /// Bytes of memory held, without room reserved for growth, which the system hands out on first use.
    pub(super) fn memory(&self) -> u64 {
        (self.len() * size_of::<Pair>()) as u64
    }
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
            tolerated in 0..20_usize,
            copied in 0..50_usize,
            split in 0..300_usize,
            turned in any::<bool>(),
        ) {
            let empty = || Pairs { tolerated, copied, ..Pairs::default() };
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
            prop_assert!(most <= expected.len() + tolerated.max(expected.len() / 2) + 1);
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
            let found: Vec<_> =
                of_values.into_iter().flat_map(|pairs| pairs.iter()).map(|pair| ((pair.value(), pair.bucket()), pair.count)).collect();
            let expected: BTreeMap<_, _> =
                expected.into_iter().map(|((value, bucket), count)| ((value, rank(bucket)), count)).collect();
            prop_assert_eq!(found, expected.into_iter().collect::<Vec<_>>());
        }
    }
}
