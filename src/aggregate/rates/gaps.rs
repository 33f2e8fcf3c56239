//! The distinct stamps, to find the longest gap between consecutive events.
//!
//! Up to [`MOST_POINTS`] they are kept as they are. Beyond that they are kept by *cells* of `2^shift`
//! nanoseconds, each with its first and last stamp; the shift is the least that makes the cells few
//! enough. A part of the stamps never needs a larger shift than all of them, so what is kept does not
//! depend on their order. A gap is then found unless it may hide within a cell.

mod state;

use super::Bucket;
use crate::time::Timestamp;

/// Distinct stamps kept as they are.
const MOST_POINTS: usize = 1 << 21;
/// Cells kept where the stamps are more.
const MOST_CELLS: usize = 1 << 18;
/// Stamps that are let pile up before they are put in order.
const PILE: usize = 1 << 14;

/// First and last stamp of a cell.
type Span = (i64, i64);

/// A stretch without events.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Gap {
    /// The event before it.
    pub from: Timestamp,
    /// Its length in nanoseconds.
    pub nanos: u64,
}

/// How many are kept.
#[derive(Debug, Clone, Copy)]
struct Limits {
    points: usize,
    cells: usize,
}

/// The stamps that are no bucket's start; those are known from the buckets.
#[derive(Debug, Clone)]
pub(super) struct Gaps {
    limits: Limits,
    /// Where cells are kept, the logarithm of their width.
    shift: Option<u32>,
    /// The cells, ascending.
    cells: Vec<Span>,
    /// Stamps: the first `sorted` distinct and ascending, the others as they came. With cells, all
    /// as they came.
    points: Vec<i64>,
    sorted: usize,
}

impl Default for Gaps {
    fn default() -> Self {
        Self::new(Limits { points: MOST_POINTS, cells: MOST_CELLS })
    }
}

impl Gaps {
    fn new(limits: Limits) -> Self {
        Self { limits, shift: None, cells: Vec::new(), points: Vec::new(), sorted: 0 }
    }

    /// Notes a stamp.
    #[inline]
    pub(super) fn note(&mut self, at: Timestamp) {
        if self.points.last() != Some(&at.0) {
            self.points.push(at.0);
            if self.points.len() >= 2 * self.sorted.max(PILE) {
                self.settle();
            }
        }
    }

    /// Puts the stamps in order, each once; into cells where they are too many.
    fn settle(&mut self) {
        self.points.sort_unstable();
        self.points.dedup();
        if self.shift.is_none() && self.points.len() <= self.limits.points {
            self.sorted = self.points.len();
            return;
        }
        let mut spans = std::mem::take(&mut self.cells);
        spans.extend(self.points.drain(..).map(|at| (at, at)));
        self.sorted = 0;
        self.fill(spans, self.shift.unwrap_or(0));
    }

    /// Makes cells of `spans`, none of them narrower than `shift` says.
    fn fill(&mut self, mut spans: Vec<Span>, mut shift: u32) {
        spans.sort_unstable();
        loop {
            spans.dedup_by(|next, kept| {
                let same = next.0 >> shift == kept.0 >> shift;
                if same {
                    kept.1 = kept.1.max(next.1);
                }
                same
            });
            if spans.len() <= self.limits.cells || shift >= 63 {
                break;
            }
            shift += 1;
        }
        (self.cells, self.shift) = (spans, Some(shift));
    }

    /// Takes in the stamps of `other`.
    pub(super) fn merge(&mut self, mut other: Self) {
        self.points.append(&mut other.points);
        if let Some(shift) = other.shift.max(self.shift) {
            let mut spans = std::mem::take(&mut self.cells);
            spans.append(&mut other.cells);
            spans.extend(self.points.drain(..).map(|at| (at, at)));
            self.sorted = 0;
            self.fill(spans, shift);
        } else {
            self.settle();
        }
    }

    /// Bytes of memory held.
    pub(super) fn memory(&self) -> u64 {
        (self.points.capacity() * size_of::<i64>() + self.cells.capacity() * size_of::<Span>())
            as u64
    }

    /// The longest gap between consecutive events, the earliest of several; none with fewer than
    /// two stamps, or where the longest may hide within a cell. `buckets` are all, in order.
    pub(super) fn longest(&mut self, buckets: &[Bucket]) -> Option<Gap> {
        let whole = buckets.iter().map(|bucket| (bucket.first.0, bucket.last.0));
        longest(whole).or_else(|| {
            self.settle();
            let starts = buckets.iter().filter(|bucket| bucket.first == bucket.start);
            let mut spans = self.cells.clone();
            spans.extend(self.points.iter().map(|at| (*at, *at)));
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
        widest = widest.max(last.abs_diff(first));
        let gap = end.filter(|end| *end < first);
        let gap = gap.map(|end| Gap { from: Timestamp(end), nanos: first.abs_diff(end) });
        if let Some(gap) = gap.filter(|gap| best.is_none_or(|best| gap.nanos > best.nanos)) {
            best = Some(gap);
        }
        end = Some(end.map_or(last, |end| end.max(last)));
    }
    best.filter(|gap| gap.nanos > widest || widest == 0)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::{any, prop_assert_eq, proptest};

    use super::{Gap, Gaps, Limits, longest};
    use crate::time::Timestamp;

    #[test]
    fn the_longest_gap_and_when_it_cannot_be_told() {
        let gap = |from, nanos| Some(Gap { from: Timestamp(from), nanos });
        assert_eq!(longest([(1, 1), (4, 4), (5, 5), (8, 8)].into_iter()), gap(1, 3));
        assert_eq!(longest([(1, 3), (4, 6)].into_iter()), None);
        assert_eq!(longest([(1, 3), (6, 8)].into_iter()), gap(3, 3));
        assert_eq!(longest([(5, 5)].into_iter()), None);
        let far = [(i64::MIN, i64::MIN), (i64::MAX, i64::MAX)];
        assert_eq!(longest(far.into_iter()), gap(i64::MIN, u64::MAX));
    }

    fn kept(stamps: &[i64], limits: Limits, parts: usize) -> Gaps {
        let mut all = Gaps::new(limits);
        for part in 0..parts {
            let mut gaps = Gaps::new(limits);
            for (index, at) in stamps.iter().skip(part).step_by(parts).enumerate() {
                gaps.note(Timestamp(*at));
                if index % 3 == 0 {
                    gaps.settle();
                }
            }
            all.merge(gaps);
        }
        all.settle();
        all
    }

    proptest! {
        #[test]
        fn what_is_kept_depends_on_the_stamps_only(
            stamps in proptest::collection::vec(any::<i32>(), 2..200),
            points in 1..100_usize,
            cells in 1..50_usize,
            parts in 1..5_usize,
        ) {
            let stamps: Vec<i64> = stamps.into_iter().map(i64::from).collect();
            let limits = Limits { points, cells };
            let mut turned = stamps.clone();
            turned.reverse();
            let (mut one, other) = (kept(&stamps, limits, 1), kept(&turned, limits, parts));
            prop_assert_eq!((one.shift, &one.cells, &one.points), (other.shift, &other.cells, &other.points));
            // What is told is true: no gap is longer, and it is where it is said to be.
            let mut sorted = stamps;
            sorted.sort_unstable();
            sorted.dedup();
            let gaps = sorted.windows(2).map(|two| (two[1].abs_diff(two[0]), two[0]));
            let widest = gaps.max_by_key(|(gap, from)| (*gap, std::cmp::Reverse(*from)));
            let enough = sorted.len() <= points;
            if let Some(gap) = one.longest(&[]) {
                prop_assert_eq!(Some((gap.nanos, gap.from.0)), widest);
            } else {
                proptest::prop_assert!(!enough || sorted.len() < 2);
            }
        }
    }
}
