//! Events by value and bucket, once all are in: sorted, and every bucket with its place on the
//! axis of time.

use super::buckets::Bucket;
use super::gaps::{Gap, Gaps};
use super::pairs::Pair;
use super::value::{State, ValueRates};
use crate::time::{Bucketer, Timestamp};

/// All rates of a run.
#[derive(Debug)]
pub struct RateTable {
    bucketer: Bucketer,
    /// The buckets with events, in the order of time.
    buckets: Vec<Bucket>,
    /// How many buckets lie between the first and each.
    positions: Vec<u64>,
    /// Every pair once, by value, then by bucket.
    pairs: Vec<Pair>,
    /// Where the pairs of each value begin, by its number; one more at the end.
    begins: Vec<usize>,
    longest_gap: Option<Gap>,
}

impl RateTable {
    /// The table of `pairs`, which are sorted, and of `buckets` in the order of time.
    pub(super) fn new(
        bucketer: Bucketer,
        buckets: Vec<Bucket>,
        pairs: Vec<Pair>,
        values: u32,
        gaps: Gaps,
    ) -> Self {
        let mut begins = vec![0; values as usize + 2];
        for pair in &pairs {
            if let Some(end) = begins.get_mut(pair.value() as usize + 1) {
                *end += 1;
            }
        }
        let mut sum = 0;
        for begin in &mut begins {
            sum += *begin;
            *begin = sum;
        }
        let mut position = 0;
        let mut positions = Vec::with_capacity(buckets.len());
        let mut before: Option<Timestamp> = None;
        for bucket in &buckets {
            position += before.map_or(0, |before| bucketer.steps(before, bucket.start));
            positions.push(position);
            before = Some(bucket.start);
        }
        let longest_gap = gaps.longest(&buckets);
        Self { bucketer, buckets, positions, pairs, begins, longest_gap }
    }

    /// What is known of the value with this state, [`crate::aggregate::Counts::state`].
    pub fn value(&self, state: &[u8]) -> Option<ValueRates<'_>> {
        let State { first, last, number, .. } = State::read(state)?;
        let number = number as usize;
        let range = *self.begins.get(number)?..*self.begins.get(number + 1)?;
        Some(ValueRates { first, last, pairs: self.pairs.get(range)? })
    }

    /// Every pair once; those of one value stand together.
    pub fn values(&self) -> impl Iterator<Item = &[Pair]> {
        self.pairs.chunk_by(|pair, next| pair.value() == next.value())
    }

    /// The buckets with events, in the order of time.
    pub fn buckets(&self) -> &[Bucket] {
        &self.buckets
    }

    /// How many buckets, empty ones included, lie between the first and each of
    /// [`Self::buckets`].
    pub fn positions(&self) -> &[u64] {
        &self.positions
    }

    /// Buckets from the first to the last with events, both included.
    pub fn range(&self) -> u64 {
        self.positions.last().map_or(0, |last| last.saturating_add(1))
    }

    /// Nanoseconds of that range.
    pub fn range_nanos(&self) -> i128 {
        let Some((first, last)) = self.buckets.first().zip(self.buckets.last()) else { return 0 };
        let end = self.bucketer.clone().next(last.start);
        i128::from(end.0) - i128::from(first.start.0)
    }

    /// What the buckets are.
    pub fn bucketer(&self) -> &Bucketer {
        &self.bucketer
    }

    /// The longest stretch between consecutive events; none without two stamps, or where it is
    /// shorter than what can be told apart.
    pub fn longest_gap(&self) -> Option<Gap> {
        self.longest_gap
    }
}
