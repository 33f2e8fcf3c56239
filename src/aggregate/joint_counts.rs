//! How often two numbers came together, for rank correlation.
//!
//! Pairs are kept exactly up to [`MAX_PAIRS`] different ones. More are kept by cells: each double becomes
//! an integer that sorts as the double does, without its lowest `shift` bits; the shift is the least that
//! makes the cells few enough. A part of the pairs never needs a larger shift than all of them, so the
//! result depends neither on the order nor on the split of the pairs.

use std::collections::HashMap;

use rapidhash::fast::RandomState;
use serde::{Deserialize, Serialize};

use crate::codec::Part;

/// The most different pairs kept exactly.
pub(crate) const MAX_PAIRS: usize = 1_000_000;
/// The most cells kept if there are more pairs.
const MAX_CELLS: usize = 1 << 18;
/// Bytes of an entry of the table, with its share of unused room.
const ENTRY: usize = 44;

/// The integers of two numbers, without the dropped bits.
type JointCell = (i64, i64);

/// How often each pair of numbers came.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(try_from = "StoredPairs", into = "StoredPairs")]
pub(crate) struct JointCounts {
    limits: JointLimits,
    /// The number of dropped bits; 0 while pairs are kept exactly.
    shift: u32,
    counts: HashMap<JointCell, u64, RandomState>,
}

/// The counts as they are written: the shift, and the cells, sorted, with their counts.
type StoredPairs = (u32, Vec<(i64, i64, u64)>);

/// The most pairs and cells kept; smaller in tests.
#[derive(Debug, Clone, Copy)]
struct JointLimits {
    pairs: usize,
    cells: usize,
}

impl Default for JointCounts {
    fn default() -> Self {
        Self::new(JointLimits { pairs: MAX_PAIRS, cells: MAX_CELLS })
    }
}

impl JointCounts {
    fn new(limits: JointLimits) -> Self {
        Self { limits, shift: 0, counts: HashMap::default() }
    }

    /// Takes in a pair of numbers, which are finite.
    pub(crate) fn add(&mut self, x: f64, y: f64) {
        self.add_cell((ordered(x) >> self.shift, ordered(y) >> self.shift), 1);
    }

    fn add_cell(&mut self, cell: JointCell, count: u64) {
        let own = self.counts.entry(cell).or_insert(0);
        *own = own.saturating_add(count);
        self.widen();
    }

    /// Widens the cells until they are few enough.
    fn widen(&mut self) {
        let most = |shift| if shift == 0 { self.limits.pairs } else { self.limits.cells };
        if self.counts.len() <= most(self.shift) {
            return;
        }
        let mut shift = self.shift;
        let mut counts = std::mem::take(&mut self.counts);
        while counts.len() > most(shift) && shift < 63 {
            shift += 1;
            counts = shifted(&counts, 1);
        }
        (self.shift, self.counts) = (shift, counts);
    }

    /// Takes in the pairs of `other`.
    pub(crate) fn merge(&mut self, other: &Self) {
        if self.shift < other.shift {
            self.counts = shifted(&self.counts, other.shift - self.shift);
            self.shift = other.shift;
        }
        #[expect(clippy::iter_over_hash_type, reason = "sums do not depend on the order")]
        for ((x, y), count) in &other.counts {
            // Adding may widen the cells on the way.
            let by = self.shift - other.shift;
            self.add_cell((x >> by, y >> by), *count);
        }
    }

    /// Whether pairs are kept by cells, because there are more than [`MAX_PAIRS`].
    pub(crate) const fn is_coarse(&self) -> bool {
        self.shift > 0
    }

    /// The pairs, sorted by x and then y, and their counts. For a number that is kept by its cell, an end of
    /// the cell is given.
    pub(crate) fn pairs(&self) -> Vec<(f64, f64, u64)> {
        let mut cells: Vec<_> = self.counts.iter().map(|(cell, count)| (*cell, *count)).collect();
        cells.sort_unstable();
        // The end of the outermost cell may be no double.
        let (least, most) = (ordered(f64::MIN), ordered(f64::MAX));
        let number = |end: i64| unordered((end << self.shift).clamp(least, most));
        cells.into_iter().map(|((x, y), count)| (number(x), number(y), count)).collect()
    }
}

impl Part for JointCounts {
    fn memory(&self) -> u64 {
        (self.counts.len() * ENTRY) as u64
    }
}

impl From<JointCounts> for StoredPairs {
    fn from(joint: JointCounts) -> Self {
        let cells = joint.counts.into_iter().map(|((x, y), count)| (x, y, count));
        let mut cells: Vec<_> = cells.collect();
        cells.sort_unstable();
        (joint.shift, cells)
    }
}

impl TryFrom<StoredPairs> for JointCounts {
    type Error = &'static str;

    fn try_from((shift, cells): StoredPairs) -> Result<Self, Self::Error> {
        let mut read = Self::default();
        if shift > 63 || !cells.is_sorted_by(|cell, next| (cell.0, cell.1) < (next.0, next.1)) {
            return Err("cells of pairs");
        }
        read.shift = shift;
        read.counts.extend(cells.into_iter().map(|(x, y, count)| ((x, y), count)));
        read.widen();
        Ok(read)
    }
}

/// The counts by cells that are wider by `by` bits.
fn shifted(
    counts: &HashMap<JointCell, u64, RandomState>,
    by: u32,
) -> HashMap<JointCell, u64, RandomState> {
    if by == 0 {
        return counts.clone();
    }
    let mut wider: HashMap<JointCell, u64, RandomState> = HashMap::default();
    #[expect(clippy::iter_over_hash_type, reason = "sums do not depend on the order")]
    for ((x, y), count) in counts {
        let own = wider.entry((x >> by, y >> by)).or_insert(0);
        *own = own.saturating_add(*count);
    }
    wider
}

/// An integer that sorts as a finite double does; -0 and 0 have one integer.
fn ordered(number: f64) -> i64 {
    let bits = (number + 0.0).to_bits().cast_signed();
    if bits < 0 { bits ^ i64::MAX } else { bits }
}

/// The double of an integer that [`ordered`] gave.
fn unordered(integer: i64) -> f64 {
    f64::from_bits((if integer < 0 { integer ^ i64::MAX } else { integer }).cast_unsigned())
}

#[cfg(test)]
#[expect(clippy::float_cmp, reason = "the very doubles are meant")]
mod tests {
    use proptest::prelude::{any, prop_assert, prop_assert_eq, proptest};

    use super::{JointCounts, JointLimits, ordered, unordered};
    use crate::codec::{Reader, Writer};

    const SMALL: JointLimits = JointLimits { pairs: 20, cells: 7 };

    fn observed(joint: &JointCounts) -> (u32, Vec<(f64, f64, u64)>) {
        (joint.shift, joint.pairs())
    }

    proptest! {
        #[test]
        fn any_split_keeps_the_same_pairs(
            pairs in proptest::collection::vec((any::<i8>(), 0..9_i8, 0..3_usize), 0..120),
            left_first in any::<bool>(),
        ) {
            let mut whole = JointCounts::new(SMALL);
            let mut parts = [(); 3].map(|()| JointCounts::new(SMALL));
            for (x, y, part) in &pairs {
                whole.add(f64::from(*x), f64::from(*y));
                parts[*part].add(f64::from(*x), f64::from(*y));
            }
            let [mut a, mut b, c] = parts;
            let merged = if left_first {
                a.merge(&b);
                a.merge(&c);
                a
            } else {
                b.merge(&c);
                b.merge(&a);
                b
            };
            prop_assert_eq!(observed(&merged), observed(&whole));
            let sum: u64 = whole.pairs().iter().map(|pair| pair.2).sum();
            prop_assert_eq!(sum, pairs.len() as u64);
            let distinct: std::collections::BTreeSet<_> = pairs.iter().map(|pair| (pair.0, pair.1)).collect();
            prop_assert_eq!(whole.is_coarse(), distinct.len() > SMALL.pairs);
            let read: JointCounts = Reader::new(&Writer::record(&whole), 0).take().unwrap();
            prop_assert_eq!(observed(&read), observed(&whole));
        }

        #[test]
        fn integers_have_the_order_of_their_doubles(a in any::<f64>(), b in any::<f64>()) {
            if a.is_finite() && b.is_finite() {
                prop_assert_eq!(ordered(a).cmp(&ordered(b)), a.partial_cmp(&b).unwrap());
                prop_assert!(unordered(ordered(a)) == a);
            }
        }
    }
}
