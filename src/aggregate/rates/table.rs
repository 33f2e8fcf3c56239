//! The finished rates: pairs and buckets sorted, and the position of every bucket on the axis of time.

use std::collections::BTreeMap;

use rayon::iter::{IntoParallelIterator, ParallelIterator};

use super::buckets::Bucket;
use super::fold::{Folded, Peak};
use super::gaps::{Gap, Gaps};
use super::packed_pairs::{PackedPairs, PairsOf};
use super::value;
use super::value::{State, ValueRates};
use crate::time::{BucketWidth, Bucketer, Timestamp};

/// All rates of a run.
#[derive(Debug, Clone)]
pub(crate) struct RateTable {
    bucketer: Bucketer,
    /// The width asked for; the buckets may be wider.
    asked: BucketWidth,
    /// The buckets with events, in the order of time.
    buckets: Vec<Bucket>,
    /// How many buckets after the first each bucket begins, empty ones counted; 0 for the first.
    positions: Vec<u64>,
    values: RatesByValue,
    gaps: Gaps,
    longest_gap: Option<Gap>,
}

/// The rates of single values.
#[derive(Debug, Clone)]
pub(super) struct RatesByValue {
    open: PackedPairs,
    /// The hits in open buckets.
    hits: PackedPairs,
    folded: PackedPairs,
    /// By the value's number.
    peaks: Vec<Option<Peak>>,
    /// The rates of single values were dropped.
    is_forgotten: bool,
    /// The end of the folded buckets, if some are folded.
    horizon: Option<Timestamp>,
}

impl RatesByValue {
    /// The rates of `values` values; `open` and `hits` are the pairs of open buckets.
    pub(super) fn new(
        [open, hits]: [PackedPairs; 2],
        folded: Folded,
        values: u32,
        is_forgotten: bool,
        horizon: Option<Timestamp>,
    ) -> Self {
        let Folded { frequencies, peaks } = folded;
        let folded = PackedPairs::new(frequencies.into_sorted(), values);
        Self { open, hits, folded, peaks, is_forgotten, horizon }
    }
}

impl RateTable {
    /// The table of `buckets` in the order of time.
    pub(super) fn new(
        bucketer: Bucketer,
        asked: BucketWidth,
        buckets: Vec<Bucket>,
        values: RatesByValue,
        mut gaps: Gaps,
    ) -> Self {
        let mut position = 0;
        let mut positions = Vec::with_capacity(buckets.len());
        let mut before: Option<Timestamp> = None;
        for bucket in &buckets {
            position += before.map_or(0, |before| bucketer.steps(before, bucket.start));
            positions.push(position);
            before = Some(bucket.start);
        }
        let longest_gap = gaps.longest(&buckets);
        Self { bucketer, asked, buckets, positions, values, gaps, longest_gap }
    }

    /// The rates of the value with this state ([`crate::aggregate::Counts::state`]); `None` if no time of it
    /// is known.
    pub(crate) fn value(&self, state: &[u8]) -> Option<ValueRates<'_>> {
        let State { first, last, number, .. } =
            State::read(state).filter(|state| state.number > 0)?;
        let RatesByValue { open, folded, peaks, .. } = &self.values;
        let (pairs, folded) = (open.of(number)?, folded.of(number)?);
        let folded_peak = peaks.get(number as usize).copied().flatten();
        Some(ValueRates { first, last, pairs, folded, folded_peak })
    }

    /// The hits of the value with this state by bucket, in the order of time; folded buckets are not among
    /// them.
    pub(crate) fn hits(&self, state: &[u8]) -> Option<PairsOf<'_>> {
        self.values.hits.of(State::read(state)?.number)
    }

    /// Drops the rates of single values.
    pub(in crate::aggregate) fn forget_values(&mut self) {
        let horizon = self.values.horizon;
        let none = || PackedPairs::new(Vec::new(), 0);
        self.values = RatesByValue::new([none(), none()], Folded::default(), 0, true, horizon);
    }

    /// Whether the rates of single values are known. They are dropped if memory does not allow them.
    pub(crate) fn knows_values(&self) -> bool {
        !self.values.is_forgotten
    }

    /// Whether the events of every value in every bucket are known: no bucket was folded.
    pub(crate) fn knows_all_pairs(&self) -> bool {
        self.knows_values() && self.values.horizon.is_none()
    }

    /// The end of the folded buckets, if some are folded.
    pub(super) fn horizon(&self) -> Option<Timestamp> {
        self.values.horizon
    }

    /// How often each number of events occurs.
    pub(crate) fn frequencies(&self) -> Frequencies {
        let RatesByValue { open, folded, .. } = &self.values;
        let note = |mut frequencies: Frequencies, value| {
            if let Some((open, folded)) = open.of(value).zip(folded.of(value)) {
                frequencies.add(value::frequencies(open, folded));
            }
            frequencies
        };
        let parts = (1..open.end()).into_par_iter().fold(Frequencies::default, note);
        parts.reduce(Frequencies::default, |all, part| all.merge(&part))
    }

    /// The buckets with events, in the order of time.
    pub(crate) fn buckets(&self) -> &[Bucket] {
        &self.buckets
    }

    /// How many buckets after the first each of [`Self::buckets`] begins, empty ones counted; 0 for
    /// the first.
    pub(crate) fn positions(&self) -> &[u64] {
        &self.positions
    }

    /// Buckets from the first to the last with events, both included.
    pub(crate) fn range(&self) -> u64 {
        self.positions.last().map_or(0, |last| last.saturating_add(1))
    }

    /// Nanoseconds of that range.
    pub(crate) fn range_nanos(&self) -> i128 {
        let Some((first, last)) = self.buckets.first().zip(self.buckets.last()) else { return 0 };
        let end = self.bucketer.clone().next(last.start);
        i128::from(end.0) - i128::from(first.start.0)
    }

    /// The distinct timestamps.
    pub(super) fn gaps(&self) -> &Gaps {
        &self.gaps
    }

    /// The width and the zone of the buckets.
    pub(crate) fn bucketer(&self) -> &Bucketer {
        &self.bucketer
    }

    /// The width that was asked for. The buckets are wider where memory did not hold as many.
    pub(crate) fn asked_width(&self) -> BucketWidth {
        self.asked
    }

    /// The longest gap between consecutive events; `None` of fewer than two timestamps, or if it is
    /// shorter than the intervals by which timestamps are kept.
    pub(crate) fn longest_gap(&self) -> Option<Gap> {
        self.longest_gap
    }
}

/// Numbers below this are counted in an array.
const SMALL: usize = 4096;

/// How often each number occurs.
#[derive(Debug, Clone)]
pub(crate) struct Occurrences {
    small: Vec<u64>,
    large: BTreeMap<u64, u64>,
}

impl Default for Occurrences {
    fn default() -> Self {
        Self { small: vec![0; SMALL], large: BTreeMap::new() }
    }
}

impl Occurrences {
    #[inline]
    fn add(&mut self, number: u64, times: u64) {
        let small = usize::try_from(number).ok().and_then(|number| self.small.get_mut(number));
        let sum = small.unwrap_or_else(|| self.large.entry(number).or_insert(0));
        *sum = sum.saturating_add(times);
    }

    /// The numbers that occur and how often, ascending.
    pub(crate) fn rows(&self) -> impl Iterator<Item = (u64, u64)> {
        let small = (0..).zip(self.small.iter().copied()).filter(|(_, count)| *count > 0);
        small.chain(self.large.iter().map(|(number, count)| (*number, *count)))
    }
}

/// How often each number of events occurs in a bucket.
#[derive(Debug, Clone, Default)]
pub(crate) struct Frequencies {
    /// The numbers of events that a value has in a bucket.
    pub(crate) buckets: Occurrences,
    pub(crate) peaks: Occurrences,
}

impl Frequencies {
    /// Takes in a value: numbers of events, and in how many of its buckets each occurs.
    #[inline]
    pub(super) fn add(&mut self, value: impl Iterator<Item = (u64, u64)>) {
        let mut peak = None;
        for (events, buckets) in value {
            self.buckets.add(events, buckets);
            peak = peak.max(Some(events));
        }
        if let Some(peak) = peak {
            self.peaks.add(peak, 1);
        }
    }

    /// Takes in the frequencies of other values.
    pub(super) fn merge(mut self, other: &Self) -> Self {
        let both = [(&mut self.buckets, &other.buckets), (&mut self.peaks, &other.peaks)];
        for (ours, theirs) in both {
            theirs.rows().for_each(|(number, times)| ours.add(number, times));
        }
        self
    }
}
