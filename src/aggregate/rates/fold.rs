//! Folded buckets. Of closed buckets only two figures of each value are kept: how many of them had k
//! events, and its peak. Memory then no longer grows with time. Peaks, active buckets and percentiles of
//! rates stay exact; which bucket had how many events of a value is lost.

use super::pair::Pair;
use super::pairs::Pairs;
use crate::time::Timestamp;

/// A value's bucket with the most events.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Peak {
    /// The events.
    pub(crate) count: u64,
    /// Where the bucket begins, the earliest of several.
    pub(crate) start: Timestamp,
}

impl Peak {
    /// The greater of two, the earlier of equals.
    #[must_use]
    pub(crate) fn most(self, other: Self) -> Self {
        let is_less = self.count < other.count;
        let is_later = self.count == other.count && self.start > other.start;
        if is_less || is_later { other } else { self }
    }
}

/// The figures of folded buckets.
#[derive(Debug, Default, Clone)]
pub(super) struct Folded {
    /// How many buckets of each value had k events: pairs of value and k.
    pub(super) frequencies: Pairs,
    /// By the value's number.
    pub(super) peaks: Vec<Option<Peak>>,
}

impl Folded {
    pub(super) fn is_empty(&self) -> bool {
        self.peaks.is_empty()
    }

    /// Adds a bucket of a value, unless the bucket has 2^32 events or more; gives whether it was added.
    pub(super) fn add(&mut self, pair: Pair, start: Timestamp) -> bool {
        let Ok(events) = u32::try_from(pair.count) else { return false };
        self.frequencies.push(Pair::new(pair.value(), events, 1));
        self.raise(pair.value(), Peak { count: pair.count, start });
        true
    }

    pub(super) fn raise(&mut self, value: u32, peak: Peak) {
        let place = value as usize;
        if self.peaks.len() <= place {
            self.peaks.resize(place + 1, None);
        }
        let known = self.peaks[place].map_or(peak, |known| known.most(peak));
        self.peaks[place] = Some(known);
    }

    /// Takes in the figures of `other` under new numbers of the values. The number 0 drops a value.
    pub(super) fn append(&mut self, other: Self, values: &[u32]) {
        let new = |number: usize| values.get(number).copied().filter(|number| *number > 0);
        for (number, peak) in other.peaks.into_iter().enumerate() {
            if let (Some(number), Some(peak)) = (new(number), peak) {
                self.raise(number, peak);
            }
        }
        let mut frequencies = other.frequencies;
        frequencies.renumber(values);
        self.frequencies.append_all(frequencies);
    }

    pub(super) fn memory(&self) -> u64 {
        self.frequencies.memory() + (self.peaks.len() * size_of::<Option<Peak>>()) as u64
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use proptest::prelude::{any, prop_assert_eq, proptest};

    use crate::aggregate::{Aggregates, HashSeed, Keep, Totals};
    use crate::event::Event;
    use crate::time::{BucketWidth, Bucketer, NANOS_PER_SECOND, Timestamp, Zone};

    /// Of each value: its peak and where, its active buckets, how many buckets had k events.
    fn observed(totals: &Totals) -> BTreeMap<Vec<u8>, (u64, i64, BTreeMap<u64, u64>)> {
        let table = totals.rates.as_ref().unwrap();
        let of = |entry| {
            let (value, _) = totals.counts.get(entry);
            let rates = table.value(totals.counts.state(entry)).unwrap();
            let open = rates.pairs.iter().map(|pair| super::Peak {
                count: pair.count,
                start: table.buckets()[pair.bucket() as usize].start,
            });
            let peak = open.chain(rates.folded_peak).reduce(super::Peak::most).unwrap();
            let mut frequencies = BTreeMap::new();
            for (k, buckets) in rates.frequencies() {
                *frequencies.entry(k).or_insert(0) += buckets;
            }
            (value.to_vec(), (peak.count, peak.start.0, frequencies))
        };
        totals.counts.entries().map(of).collect()
    }

    proptest! {
        #[test]
        fn folding_changes_no_peak_and_no_frequency(
            steps in proptest::collection::vec((0..4_u8, 0..3_i64, any::<bool>(), any::<bool>()), 1..200),
        ) {
            let bucketer = Bucketer::new(BucketWidth::SECOND, Zone::utc());
            let keep = Keep { buckets: Some(bucketer), ..Keep::default() };
            let seed = HashSeed::random();
            let mut plain = Aggregates::new(seed, &keep);
            let mut base = Aggregates::new(seed, &keep);
            let mut part = Aggregates::new(seed, &keep);
            let mut at = 0;
            for (value, step, joins, folds) in steps {
                at += step * NANOS_PER_SECOND / 2;
                let value = [value];
                let event = [Event::new(&value, 1, Some(Timestamp(at)))];
                plain.update(&event, &[]);
                part.update(&event, &[]);
                if joins {
                    let full = std::mem::replace(&mut part, Aggregates::new(seed, &keep));
                    base.merge(full);
                    if folds {
                        base.fold(0, Timestamp(i64::MAX));
                    }
                }
            }
            base.merge(part);
            prop_assert_eq!(observed(&base.finish()), observed(&plain.finish()));
        }
    }
}
