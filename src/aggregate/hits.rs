//! Hits: the events that meet the condition of `--ratio`, by value, by bucket and in all.

use super::keep::{raise_state_count, state_count};
use crate::codec::{Decoded, Reader, Writer, check};
use crate::event::Event;

/// The hits while events come in. The hits of a value stand in its state.
#[derive(Debug, Clone, Default)]
pub(super) struct Hits {
    all: u64,
    /// By the number of the bucket.
    buckets: Vec<u64>,
}

#[derive(Debug, Clone)]
pub(crate) struct HitTotals {
    /// The hits of all events.
    pub(crate) all: u64,
    /// The hits of each bucket with events, in the order of time.
    pub(crate) buckets: Vec<u64>,
}

impl Hits {
    /// Takes in an event: of the value with this state, in `bucket`.
    #[inline]
    pub(super) fn add(&mut self, event: &Event<'_>, state: &mut [u8], bucket: Option<u32>) {
        if !event.hit {
            return;
        }
        self.all = self.all.saturating_add(event.weight);
        raise_state_count(state, event.weight);
        if let Some(bucket) = bucket {
            self.raise_bucket(bucket as usize, event.weight);
        }
    }

    fn raise_bucket(&mut self, bucket: usize, by: u64) {
        if by == 0 {
            return;
        }
        if self.buckets.len() <= bucket {
            self.buckets.resize(bucket + 1, 0);
        }
        self.buckets[bucket] = self.buckets[bucket].saturating_add(by);
    }

    /// Takes in the hits of a value in another part.
    pub(super) fn merge_value(ours: &mut [u8], theirs: &[u8]) {
        raise_state_count(ours, state_count(theirs));
    }

    /// Takes in the hits of `theirs`, except the hits of single values. `buckets` has, by the
    /// number of a bucket in `theirs`, its number in `self`.
    pub(super) fn merge(&mut self, theirs: &Self, buckets: &[u32]) {
        self.all = self.all.saturating_add(theirs.all);
        for (hits, bucket) in theirs.buckets.iter().zip(buckets) {
            self.raise_bucket(*bucket as usize, *hits);
        }
    }

    /// Joins the hits of buckets that get one number in `buckets`.
    pub(super) fn renumber_buckets(&mut self, buckets: &[u32]) {
        for (hits, bucket) in std::mem::take(&mut self.buckets).into_iter().zip(buckets) {
            self.raise_bucket(*bucket as usize, hits);
        }
    }

    /// Ends the counting. `ranks` gives the rank in time of each bucket.
    pub(super) fn finish(self, ranks: &[u32]) -> HitTotals {
        let mut buckets = vec![0; ranks.len()];
        for (hits, rank) in self.buckets.into_iter().zip(ranks) {
            if let Some(place) = buckets.get_mut(*rank as usize) {
                *place = hits;
            }
        }
        HitTotals { all: self.all, buckets }
    }

    /// Reads what [`HitTotals::write`] wrote of `buckets` buckets.
    pub(super) fn read(input: &mut Reader<'_>, buckets: usize) -> Decoded<Self> {
        let (all, hits): (u64, Vec<u64>) = input.take()?;
        check(hits.len() == buckets, "hits of buckets")?;
        Ok(Self { all, buckets: hits })
    }

    /// Bytes of memory held.
    pub(super) fn memory(&self) -> u64 {
        (self.buckets.capacity() * size_of::<u64>()) as u64
    }
}

impl HitTotals {
    /// Writes what does not belong to a single value.
    pub(super) fn write(&self, out: &mut Writer) {
        let Self { all, buckets } = self;
        out.put(&(all, buckets));
    }
}
