//! The distinct stamps, in as much detail as a bounded number of cells allows, to find the longest
//! gap between consecutive events.
//!
//! A cell is a stretch of `2^shift` nanoseconds and keeps the first and the last stamp in it. The
//! shift starts at 0, where a cell is a stamp, and grows by as little as brings the cells below the
//! bound. A part of the stamps never needs a larger shift than all of them, so the result does not
//! depend on their order.

use std::collections::HashMap;

use rapidhash::fast::RandomState;

use super::Bucket;
use crate::time::Timestamp;

/// Cells kept at most.
const MOST_CELLS: usize = 1 << 18;

/// First and last stamp of a cell.
type Span = (i64, i64);

/// The stamps that are no bucket's start; those are known from the buckets.
#[derive(Debug, Default)]
pub(super) struct Stamps {
    shift: u32,
    cells: HashMap<i64, Span, RandomState>,
    last: i64,
}

/// A stretch without events.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Gap {
    /// The event before it.
    pub from: Timestamp,
    /// Its length in nanoseconds.
    pub nanos: i64,
}

impl Stamps {
    /// Notes a stamp.
    #[inline]
    pub(super) fn note(&mut self, at: Timestamp) {
        if at.0 != self.last || self.cells.is_empty() {
            self.last = at.0;
            self.add(at.0, (at.0, at.0));
        }
    }

    fn add(&mut self, at: i64, span: Span) {
        let cell = self.cells.entry(at >> self.shift).or_insert(span);
        *cell = (cell.0.min(span.0), cell.1.max(span.1));
        if self.cells.len() > MOST_CELLS {
            self.coarsen();
        }
    }

    /// Raises the shift by as little as is needed.
    fn coarsen(&mut self) {
        let mut spans: Vec<Span> = self.cells.drain().map(|(_, span)| span).collect();
        spans.sort_unstable();
        let cells = |shift: u32| {
            let keys = spans.iter().map(|span| span.0 >> shift);
            1 + keys.clone().zip(keys.skip(1)).filter(|(key, next)| key != next).count()
        };
        while self.shift < 63 && cells(self.shift) > MOST_CELLS {
            self.shift += 1;
        }
        for span in spans {
            self.add(span.0, span);
        }
    }

    /// Takes in the stamps of `other`.
    pub(super) fn merge(&mut self, other: Self) {
        let mut spans: Vec<Span> = other.cells.into_values().collect();
        if other.shift > self.shift {
            self.shift = other.shift;
            spans.extend(self.cells.drain().map(|(_, span)| span));
        }
        spans.sort_unstable();
        for span in spans {
            self.add(span.0, span);
        }
    }

    /// Bytes of memory held.
    pub(super) fn memory(&self) -> u64 {
        (self.cells.capacity() * (size_of::<(i64, Span)>() + 1)) as u64
    }

    /// The longest gap between consecutive events, the earliest of several; none with fewer than
    /// two stamps, or where the longest may hide within a cell. `buckets` are all, in order.
    pub(super) fn longest_gap(&self, buckets: &[Bucket]) -> Option<Gap> {
        let whole = buckets.iter().map(|bucket| (bucket.first.0, bucket.last.0));
        longest(whole).or_else(|| {
            let starts = buckets.iter().filter(|bucket| bucket.first == bucket.start);
            let mut spans: Vec<Span> = self.cells.values().copied().collect();
            spans.extend(starts.map(|bucket| (bucket.start.0, bucket.start.0)));
            spans.sort_unstable();
            longest(spans.into_iter())
        })
    }
}

/// The longest stretch between the spans; none where a span is as long, for within a span there may
/// be a gap of up to its length.
fn longest(spans: impl Iterator<Item = Span>) -> Option<Gap> {
    let mut end: Option<i64> = None;
    let mut best: Option<Gap> = None;
    let mut widest = 0;
    for (first, last) in spans {
        widest = widest.max(last.saturating_sub(first));
        let gap = end.map(|end| Gap { from: Timestamp(end), nanos: first.saturating_sub(end) });
        if let Some(gap) = gap.filter(|gap| best.is_none_or(|best| gap.nanos > best.nanos)) {
            best = Some(gap);
        }
        end = Some(end.map_or(last, |end| end.max(last)));
    }
    best.filter(|gap| gap.nanos > widest || widest == 0)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::{any, proptest};

    use super::{Gap, MOST_CELLS, Stamps, longest};
    use crate::time::Timestamp;

    #[test]
    fn the_longest_gap_and_when_it_cannot_be_told() {
        let gap = |from, nanos| Some(Gap { from: Timestamp(from), nanos });
        assert_eq!(longest([(1, 1), (4, 4), (5, 5), (8, 8)].into_iter()), gap(1, 3));
        assert_eq!(longest([(1, 3), (4, 6)].into_iter()), None);
        assert_eq!(longest([(1, 3), (6, 8)].into_iter()), gap(3, 3));
        assert_eq!(longest([(5, 5)].into_iter()), None);
    }

    #[test]
    fn the_cells_do_not_depend_on_order_or_split() {
        let stamps: Vec<i64> = (0..700_000_i64).map(|i| i * i % 999_999_937 * 1_000).collect();
        let (mut all, mut left, mut right) =
            (Stamps::default(), Stamps::default(), Stamps::default());
        for (index, at) in stamps.iter().enumerate() {
            all.note(Timestamp(*at));
            let part = if index % 3 == 0 { &mut left } else { &mut right };
            part.note(Timestamp(stamps[stamps.len() - 1 - index]));
        }
        left.merge(right);
        assert!(all.cells.len() <= MOST_CELLS && all.shift > 0);
        assert_eq!((all.shift, &all.cells), (left.shift, &left.cells));
    }

    proptest! {
        #[test]
        fn few_stamps_are_kept_as_they_are(mut stamps in proptest::collection::vec(any::<i64>(), 2..40)) {
            let mut kept = Stamps::default();
            for at in &mut stamps {
                *at /= 4;
                kept.note(Timestamp(*at));
            }
            stamps.sort_unstable();
            let widest = stamps.windows(2).map(|two| two[1] - two[0]).max().unwrap();
            let gap = kept.longest_gap(&[]);
            let distinct = stamps.first() != stamps.last();
            assert_eq!(gap.map(|gap| gap.nanos), distinct.then_some(widest));
        }
    }
}
