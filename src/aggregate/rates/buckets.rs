//! The buckets with events of any value.
//!
//! Buckets are numbered in the order of appearance, and a [`super::Pair`] of value and bucket has this
//! number; [`Buckets::sort`] gives the rank in time of each number.

use std::collections::HashMap;

use rapidhash::fast::RandomState;

use crate::time::Timestamp;

/// A bucket with at least one event.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Bucket {
    pub(crate) start: Timestamp,
    /// The events of all values in it.
    pub(crate) count: u64,
    /// The first event.
    pub(crate) first: Timestamp,
    /// The last event.
    pub(crate) last: Timestamp,
}

impl Bucket {
    /// Takes in `count` events between the times `first` and `last`.
    #[inline]
    fn extend(&mut self, count: u64, first: Timestamp, last: Timestamp) {
        self.count = self.count.saturating_add(count);
        self.first = self.first.min(first);
        self.last = self.last.max(last);
    }
}

/// The buckets with events, in the order of appearance.
#[derive(Debug, Default, Clone)]
pub(super) struct Buckets {
    all: Vec<Bucket>,
    numbers: HashMap<Timestamp, u32, RandomState>,
    /// The number of the last event's bucket: consecutive events are mostly of one bucket.
    current: u32,
}

impl Buckets {
    /// Counts an event at `at` in the bucket that begins at `start`. Gives the number of the bucket.
    #[inline]
    pub(super) fn add(&mut self, start: Timestamp, at: Timestamp, weight: u64) -> u32 {
        let known = self.all.get(self.current as usize).is_some_and(|bucket| bucket.start == start);
        if !known {
            self.current = self.number(start, at);
        }
        if let Some(bucket) = self.all.get_mut(self.current as usize) {
            bucket.extend(weight, at, at);
        }
        self.current
    }

    /// The number of the bucket that begins at `start`; a new bucket has no events yet.
    fn number(&mut self, start: Timestamp, at: Timestamp) -> u32 {
        *self.numbers.entry(start).or_insert_with(|| {
            self.all.push(Bucket { start, count: 0, first: at, last: at });
            // 2^32 buckets would take 137 GB.
            u32::try_from(self.all.len() - 1).unwrap_or(u32::MAX)
        })
    }

    /// Adds each bucket of `other` to the bucket that begins at `start_of(start)`. Gives, by the
    /// number of a bucket in `other`, its number in `self`.
    pub(super) fn merge(
        &mut self,
        other: &Self,
        mut start_of: impl FnMut(Timestamp) -> Timestamp,
    ) -> Vec<u32> {
        let theirs = other.all.iter();
        theirs
            .map(|bucket| {
                let number = self.number(start_of(bucket.start), bucket.first);
                if let Some(ours) = self.all.get_mut(number as usize) {
                    ours.extend(bucket.count, bucket.first, bucket.last);
                }
                number
            })
            .collect()
    }

    /// Whether the bucket that begins at `start` has events.
    pub(super) fn has(&self, start: Timestamp) -> bool {
        self.numbers.contains_key(&start)
    }

    /// The start of each bucket, by its number.
    pub(super) fn starts(&self) -> impl Iterator<Item = Timestamp> {
        self.all.iter().map(|bucket| bucket.start)
    }

    /// The buckets, by their number.
    pub(super) fn all(&self) -> &[Bucket] {
        &self.all
    }

    /// The buckets in the order of time, and for each number the rank in time.
    pub(super) fn sort(mut self) -> (Vec<Bucket>, Vec<u32>) {
        self.all.sort_unstable_by_key(|bucket| bucket.start);
        let mut ranks = vec![0; self.all.len()];
        for (rank, bucket) in (0_u32..).zip(&self.all) {
            let number = self.numbers.get(&bucket.start);
            if let Some(place) = number.and_then(|number| ranks.get_mut(*number as usize)) {
                *place = rank;
            }
        }
        (self.all, ranks)
    }

    /// Bytes of memory held.
    pub(super) fn memory(&self) -> u64 {
        let entry = size_of::<(Timestamp, u32)>() + 1;
        (self.all.capacity() * size_of::<Bucket>() + self.numbers.capacity() * entry) as u64
    }
}
