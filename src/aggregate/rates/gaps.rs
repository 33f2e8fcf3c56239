//! The distinct timestamps, to find the longest gap between consecutive events.
//!
//! Up to [`MAX_POINTS`] timestamps are kept one by one. More are kept by intervals of `2^shift`
//! nanoseconds, each with its first and last timestamp; the shift is the least that makes the intervals
//! few enough. A part of the timestamps never needs a larger shift than all of them, so the result does
//! not depend on their order. The longest gap is then found unless it may lie within an interval.

use serde::{Deserialize, Serialize};

use super::Bucket;
use crate::codec::Steps;
use crate::time::Timestamp;

/// The most distinct timestamps kept one by one.
const MAX_POINTS: usize = 1 << 21;
/// The most intervals kept.
const MAX_SPANS: usize = 1 << 18;
/// At least this many timestamps come before they are sorted.
const PILE: usize = 1 << 14;

/// The first and the last timestamp of an interval.
type StampSpan = (i64, i64);

/// A stretch without events.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Gap {
    /// The event before it.
    pub(crate) from: Timestamp,
    /// Its length in nanoseconds.
    pub(crate) nanos: u64,
}

/// The most timestamps and intervals kept; smaller in tests.
#[derive(Debug, Clone, Copy)]
struct GapLimits {
    points: usize,
    spans: usize,
}

/// The timestamps that are no bucket's start; the buckets have the others.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(try_from = "StoredGaps", into = "StoredGaps")]
pub(super) struct Gaps {
    limits: GapLimits,
    /// The binary logarithm of the intervals' width, if intervals are kept.
    shift: Option<u32>,
    /// The intervals, ascending.
    spans: Vec<StampSpan>,
    /// Timestamps: the first `sorted` distinct and ascending, the others unsorted. With intervals all
    /// are unsorted.
    points: Vec<i64>,
    sorted: usize,
}

/// The distinct timestamps as they are written.
#[derive(Serialize, Deserialize)]
enum StoredGaps {
    /// One by one, each with the count 1.
    Points(Steps),
    /// The binary logarithm of the intervals' width; and the first timestamp of each with the distance
    /// to the last.
    Spans(u32, Steps),
}

impl From<Gaps> for StoredGaps {
    fn from(mut gaps: Gaps) -> Self {
        gaps.sort();
        match gaps.shift {
            None => Self::Points(Steps::new(gaps.points.into_iter().map(|at| (at, 1)))),
            Some(shift) => {
                let spans = gaps.spans.into_iter();
                Self::Spans(
                    shift,
                    Steps::new(spans.map(|(first, last)| (first, last.abs_diff(first)))),
                )
            }
        }
    }
}

impl TryFrom<StoredGaps> for Gaps {
    type Error = &'static str;

    fn try_from(stored: StoredGaps) -> Result<Self, Self::Error> {
        Self::default().restore(stored)
    }
}

impl Default for Gaps {
    fn default() -> Self {
        Self::new(GapLimits { points: MAX_POINTS, spans: MAX_SPANS })
    }
}

impl Gaps {
    fn new(limits: GapLimits) -> Self {
        Self { limits, shift: None, spans: Vec::new(), points: Vec::new(), sorted: 0 }
    }

    #[inline]
    pub(super) fn add(&mut self, at: Timestamp) {
        if self.points.last() != Some(&at.0) {
            self.points.push(at.0);
            if self.points.len() >= 2 * self.sorted.max(PILE) {
                self.sort();
            }
        }
    }

    /// Sorts the timestamps and drops duplicates; too many are joined to intervals.
    fn sort(&mut self) {
        self.points.sort_unstable();
        self.points.dedup();
        if self.shift.is_none() && self.points.len() <= self.limits.points {
            self.sorted = self.points.len();
            return;
        }
        let mut spans = std::mem::take(&mut self.spans);
        spans.extend(self.points.drain(..).map(|at| (at, at)));
        self.sorted = 0;
        self.fill(spans, self.shift.unwrap_or(0));
    }

    /// Joins `spans` to intervals of a width of at least 2^`shift`.
    fn fill(&mut self, mut spans: Vec<StampSpan>, mut shift: u32) {
        spans.sort_unstable();
        loop {
            spans.dedup_by(|next, kept| {
                let same = next.0 >> shift == kept.0 >> shift;
                if same {
                    kept.1 = kept.1.max(next.1);
                }
                same
            });
            if spans.len() <= self.limits.spans || shift >= 63 {
                break;
            }
            shift += 1;
        }
        (self.spans, self.shift) = (spans, Some(shift));
    }

    /// Takes in the timestamps of `other`.
    pub(super) fn merge(&mut self, mut other: Self) {
        self.points.append(&mut other.points);
        if let Some(shift) = other.shift.max(self.shift) {
            let mut spans = std::mem::take(&mut self.spans);
            spans.append(&mut other.spans);
            spans.extend(self.points.drain(..).map(|at| (at, at)));
            self.sorted = 0;
            self.fill(spans, shift);
        } else {
            self.sort();
        }
    }

    /// Keeps the timestamps by intervals, if that takes less memory.
    pub(super) fn shrink(&mut self) {
        if self.spare_memory() > 0 {
            let points = std::mem::take(&mut self.points);
            self.sorted = 0;
            self.fill(points.into_iter().map(|at| (at, at)).collect(), 0);
        }
    }

    /// Bytes that [`Self::shrink`] would free.
    pub(super) fn spare_memory(&self) -> u64 {
        let spans = (self.limits.spans * size_of::<StampSpan>()) as u64;
        if self.shift.is_none() { self.memory().saturating_sub(spans) } else { 0 }
    }

    /// Bytes of memory held.
    pub(super) fn memory(&self) -> u64 {
        (self.points.capacity() * size_of::<i64>() + self.spans.capacity() * size_of::<StampSpan>())
            as u64
    }

    /// Takes in what was written, into a state of no timestamps.
    fn restore(mut self, stored: StoredGaps) -> Result<Self, &'static str> {
        match stored {
            StoredGaps::Points(steps) => {
                self.points = steps.as_slice().iter().map(|step| step.0).collect();
                self.sorted = self.points.len();
                if self.sorted > self.limits.points {
                    Err("number of timestamps")
                } else {
                    Ok(self)
                }
            }
            StoredGaps::Spans(shift, steps) => {
                let ends = |(first, width): &(i64, u64)| {
                    let last = first.checked_add_unsigned(*width)?;
                    (last >> shift == first >> shift).then_some((*first, last))
                };
                let steps = Some(steps.as_slice()).filter(|_| shift < 64).unwrap_or_default();
                let spans: Option<Vec<StampSpan>> = steps.iter().map(ends).collect();
                self.spans = spans.filter(|spans| !spans.is_empty()).ok_or("interval")?;
                let is_apart =
                    |span: &StampSpan, next: &StampSpan| span.1 >> shift < next.0 >> shift;
                let holds =
                    self.spans.is_sorted_by(is_apart) && self.spans.len() <= self.limits.spans;
                self.shift = Some(shift);
                if holds { Ok(self) } else { Err("intervals of timestamps") }
            }
        }
    }

    /// The longest gap between consecutive events, the earliest of several; `None` of fewer than two
    /// timestamps, or if the longest may lie within an interval. `buckets` are all, in the order of time.
    pub(super) fn longest(&mut self, buckets: &[Bucket]) -> Option<Gap> {
        let whole = buckets.iter().map(|bucket| (bucket.first.0, bucket.last.0));
        longest(whole).or_else(|| {
            self.sort();
            let starts = buckets.iter().filter(|bucket| bucket.first == bucket.start);
            let mut spans = self.spans.clone();
            spans.extend(self.points.iter().map(|at| (*at, *at)));
            spans.extend(starts.map(|bucket| (bucket.start.0, bucket.start.0)));
            spans.sort_unstable();
            longest(spans.into_iter())
        })
    }
}

/// The longest gap between the spans, or `None` if a span is as long: within a span there may be a gap
/// of up to its length.
fn longest(spans: impl Iterator<Item = StampSpan>) -> Option<Gap> {
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

    use super::{Gap, GapLimits, Gaps, longest};
    use crate::codec::{Reader, Writer};
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

    fn kept(stamps: &[i64], limits: GapLimits, parts: usize) -> Gaps {
        let mut all = Gaps::new(limits);
        for part in 0..parts {
            let mut gaps = Gaps::new(limits);
            for (index, at) in stamps.iter().skip(part).step_by(parts).enumerate() {
                gaps.add(Timestamp(*at));
                if index % 3 == 0 {
                    gaps.sort();
                }
            }
            all.merge(gaps);
        }
        all.sort();
        all
    }

    proptest! {
        #[test]
        fn what_is_kept_depends_on_the_stamps_only(
            stamps in proptest::collection::vec(any::<i32>(), 2..200),
            points in 1..100_usize,
            spans in 1..50_usize,
            parts in 1..5_usize,
        ) {
            let stamps: Vec<i64> = stamps.into_iter().map(i64::from).collect();
            let limits = GapLimits { points, spans };
            let mut turned = stamps.clone();
            turned.reverse();
            let (mut one, other) = (kept(&stamps, limits, 1), kept(&turned, limits, parts));
            prop_assert_eq!((one.shift, &one.spans, &one.points), (other.shift, &other.spans, &other.points));
            // The reported gap is the longest, and lies where it is said to lie.
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

    proptest! {
        #[test]
        fn stamps_that_were_read_go_on_as_before(
            stamps in proptest::collection::vec(any::<i32>(), 0..150),
            points in 1..100_usize, spans in 2..50_usize, parts in 1..5_usize,
        ) {
            let limits = GapLimits { points, spans };
            let mut whole = Gaps::new(limits);
            stamps.iter().for_each(|at| whole.add(Timestamp(i64::from(*at))));
            let mut merged = Gaps::new(limits);
            for part in 0..parts {
                let mut own = Gaps::new(limits);
                let stamps = stamps.iter().skip(part).step_by(parts);
                stamps.for_each(|at| own.add(Timestamp(i64::from(*at))));
                let bytes = Writer::record(&own);
                let read = Gaps::new(limits).restore(Reader::new(&bytes, 0).take().unwrap()).unwrap();
                prop_assert_eq!(Writer::record(&read), bytes);
                merged.merge(read);
            }
            prop_assert_eq!(Writer::record(&merged), Writer::record(&whole));
        }
    }
}
