//! Wider buckets. Where memory does not hold the buckets of a long log, they are joined to buckets of
//! the next round width. The widths follow from the width asked for, and each is a multiple of the one before:
//! runs that ended with different widths can be merged.

use super::buckets::Buckets;
use super::value::State;
use super::{Counts, Rates};
use crate::time::{BucketWidth, Bucketer, wider_buckets};

/// The next wider buckets, to which buckets of `own` are joined; `None` of the widest.
fn next(own: &Bucketer) -> Option<Bucketer> {
    wider_buckets(own).next()
}

/// The buckets of `width`, if buckets of `own` become buckets of `width` in one or several steps.
pub(super) fn widened(own: &Bucketer, width: BucketWidth) -> Option<Bucketer> {
    std::iter::successors(next(own), next).find(|wide| wide.width() == width)
}

impl Rates {
    pub(in crate::aggregate) fn width(&self) -> BucketWidth {
        self.bucketer.width()
    }

    /// Joins the buckets to buckets of the next round width. Gives the new number of each bucket;
    /// `None` if no round width is larger.
    pub(in crate::aggregate) fn widen(&mut self, counts: &mut Counts) -> Option<Vec<u32>> {
        let mut wide = next(&self.bucketer)?;
        // A folded bucket has lost its start, hence the wide bucket that its events fall into.
        if !self.folded.is_empty() {
            self.forget();
        }
        let mut buckets = Buckets::default();
        let numbers = buckets.merge(&self.buckets, |start| wide.floor(start));
        // An event at the very start of a bucket is not kept among the gaps: the bucket's start
        // stands for it. The event may lie inside the wider bucket, so the gaps keep it.
        for bucket in self.buckets.all().iter().filter(|bucket| bucket.first == bucket.start) {
            if wide.floor(bucket.start) != bucket.start {
                self.gaps.add(bucket.start);
            }
        }
        counts.each_state(|bytes| {
            if let Some(state) = State::read(bytes).filter(|state| state.number > 0)
                && let Some(bucket) = numbers.get(state.bucket as usize)
            {
                State { bucket: *bucket, ..state }.write(bytes);
            }
        });
        self.pairs.renumber_buckets(&numbers);
        self.hits.renumber_buckets(&numbers);
        (self.bucketer, self.buckets) = (wide, buckets);
        Some(numbers)
    }

    /// Keeps the timestamps by intervals, if that takes less memory.
    pub(in crate::aggregate) fn shrink_gaps(&mut self) {
        self.gaps.shrink();
    }

    /// Bytes of the buckets of all values together.
    pub(in crate::aggregate) fn buckets_memory(&self) -> u64 {
        self.buckets.memory()
    }

    /// Bytes that [`Self::shrink_gaps`] would free.
    pub(in crate::aggregate) fn spare_gaps_memory(&self) -> u64 {
        self.gaps.spare_memory()
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::{any, prop_assert_eq, proptest};

    use crate::aggregate::{Aggregates, HashSeed, Keep, Totals};
    use crate::event::Event;
    use crate::time::{BucketWidth, Bucketer, Timestamp, Zone, wider_buckets};

    fn observed(totals: &Totals) -> String {
        let table = totals.rates.as_ref().unwrap();
        let mut values: Vec<_> = totals
            .counts
            .entries()
            .map(|entry| {
                let rates = table.value(totals.counts.state(entry)).unwrap();
                let pairs: Vec<_> =
                    rates.pairs.iter().map(|pair| (pair.bucket(), pair.count)).collect();
                (totals.counts.get(entry), rates.first, rates.last, pairs)
            })
            .collect();
        values.sort();
        format!(
            "{:?} {:?} {values:?} {:?}",
            table.bucketer().width(),
            table.buckets(),
            table.longest_gap()
        )
    }

    proptest! {
        #[test]
        fn buckets_joined_early_or_late_are_those_of_the_wider_width(
            events in proptest::collection::vec((0..3_u8, 0..5_000_i64), 1..200),
            width in 1..40_i64,
            early in any::<bool>(),
            parts in 1..4_usize,
        ) {
            let keep = |bucketer: &Bucketer| Keep { buckets: Some(bucketer.clone()), ..Keep::default() };
            let narrow = Bucketer::new(BucketWidth::from_nanos(width * 100_000_000).unwrap(), Zone::utc());
            let wide = wider_buckets(&narrow).next().unwrap();
            let seed = HashSeed::random();
            let count = |bucketer: &Bucketer, parts: usize| {
                let mut all = Aggregates::new(seed, &keep(bucketer));
                for part in 0..parts {
                    let mut own = Aggregates::new(seed, &keep(bucketer));
                    for (value, at) in events.iter().skip(part).step_by(parts) {
                        own.update(&[Event::new(&[*value], 1, Some(Timestamp(at * 100_000_000)))], &[]);
                    }
                    if early && part == 0 && bucketer.width() == narrow.width() {
                        own.widen();
                    }
                    all.merge(own);
                }
                all
            };
            let mut joined = count(&narrow, parts);
            if joined.bucket_width() == Some(narrow.width()) {
                joined.widen();
            }
            prop_assert_eq!(observed(&joined.finish()), observed(&count(&wide, 1).finish()));
        }
    }
}
