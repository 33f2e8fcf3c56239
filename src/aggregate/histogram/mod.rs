//! The count of numbers in each cell: a list while the cells are few, hdrhistograms later. Which of the
//! two holds the counts shows in nothing but memory and time.
//!
//! A number is appended to the list; a full list is sorted, and counts of one cell are joined. With a
//! histogram for each of many values, an addition reads one place of memory, where a search in a sorted
//! list reads several one after the other: that was a third of the time of `-k path -m request_time`.

mod bands;

use serde::{Deserialize, Serialize};

use super::cell::{CellKey, GridCell, Precision, is_cell, key};
use super::counts::prefetch;
use crate::codec::Steps;
use bands::Bands;

/// Counts by cell. The count of a cell is the sum of its counts in the list and in the bands.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(try_from = "StoredHistogram", into = "StoredHistogram")]
pub(super) struct CellHistogram {
    precision: Precision,
    /// In any order; a cell may have several counts.
    list: Vec<(CellKey, u32)>,
    /// Made when the cells of the list are many. In a box, so that the usual case is not made larger.
    bands: Option<Box<Bands>>,
}

#[derive(Serialize, Deserialize)]
struct StoredHistogram {
    precision: Precision,
    cells: Steps,
}

impl From<CellHistogram> for StoredHistogram {
    fn from(histogram: CellHistogram) -> Self {
        let cells = histogram.counts().into_iter().map(|(key, count)| (i64::from(key), count));
        Self { precision: histogram.precision, cells: Steps::new(cells) }
    }
}

impl TryFrom<StoredHistogram> for CellHistogram {
    type Error = &'static str;

    fn try_from(
        StoredHistogram { precision, cells }: StoredHistogram,
    ) -> Result<Self, Self::Error> {
        let mut histogram = Self::new(precision);
        for (key, count) in cells.as_slice() {
            let key = CellKey::try_from(*key).ok().filter(|key| is_cell(*key, precision));
            if *count == 0 {
                return Err("count of a cell");
            }
            histogram.add_to(key.ok_or("cell")?, *count);
        }
        Ok(histogram)
    }
}

impl CellHistogram {
    /// No numbers yet.
    pub(super) const fn new(precision: Precision) -> Self {
        Self { precision, list: Vec::new(), bands: None }
    }

    /// The precision it was made with.
    pub(super) const fn precision(&self) -> Precision {
        self.precision
    }

    /// The digits that every cell with a number in it keeps: fewer far from 1.
    pub(super) fn kept_precision(&self) -> Precision {
        let octaves = self.counts().into_iter().filter(|cell| cell.0 != 0);
        let octaves = octaves.map(|(key, _)| key.saturating_abs() >> self.precision.bits());
        let kept = octaves.map(|octave| self.precision.in_octave(octave));
        kept.min_by_key(|precision| precision.digits()).unwrap_or(self.precision)
    }

    /// The cell in which `value`, which is finite, is counted.
    pub(super) fn key(&self, value: f64) -> CellKey {
        key(value, self.precision)
    }

    /// Counts `value`, which is finite, `weight` times. A count stays at its largest.
    #[inline]
    pub(super) fn add(&mut self, value: f64, weight: u64) {
        self.add_to(key(value, self.precision), weight);
    }

    #[inline]
    fn add_to(&mut self, key: CellKey, weight: u64) {
        let Ok(weight) = u32::try_from(weight) else {
            return self.bands().add(key, weight);
        };
        if self.list.len() == self.list.capacity() {
            self.make_room();
        }
        self.list.push((key, weight));
    }

    fn bands(&mut self) -> &mut Bands {
        self.bands.get_or_insert_with(|| Box::new(Bands::new(self.precision)))
    }

    /// Makes room in a full list.
    #[cold]
    fn make_room(&mut self) {
        if self.bands.is_some() {
            return self.spread();
        }
        join_counts(&mut self.list);
        let cells = self.list.len();
        if cells >= most_listed(self.precision) {
            self.spread();
        } else if cells * 3 >= self.list.capacity() * 2 {
            // By half, because most lists stay short and there can be millions.
            self.list.reserve_exact((cells / 2).max(1));
        }
    }

    /// Moves the counts of the list into bands.
    fn spread(&mut self) {
        let mut list = std::mem::take(&mut self.list);
        let bands = self.bands();
        list.drain(..).for_each(|(key, count)| bands.add(key, u64::from(count)));
        self.list = list;
    }

    /// Adds the counts of `other`, which has equal precision.
    pub(super) fn merge(&mut self, other: &Self) {
        other.list.iter().for_each(|(key, count)| self.add_to(*key, u64::from(*count)));
        let bands = other.bands.iter().flat_map(|bands| bands.counts());
        bands.for_each(|(key, count)| self.add_to(key, count));
    }

    /// The cells with a number in them, ascending, and their counts.
    pub(super) fn counts(&self) -> Vec<(CellKey, u64)> {
        let list = self.list.iter().map(|(key, count)| (*key, u64::from(*count)));
        let bands = self.bands.iter().flat_map(|bands| bands.counts());
        let mut counts: Vec<(CellKey, u64)> = bands.chain(list).collect();
        // A stable sort keeps the bands, which are in order, as one run.
        counts.sort();
        counts.dedup_by(|next, kept| {
            let is_equal = next.0 == kept.0;
            if is_equal {
                kept.1 = kept.1.saturating_add(next.1);
            }
            is_equal
        });
        counts
    }

    /// Reads ahead the histogram itself, without its counts.
    #[inline]
    pub(super) fn read_self_ahead(&self) {
        prefetch(&self.precision);
    }

    /// Reads ahead the place of the next addition.
    #[inline]
    pub(super) fn read_ahead(&self) {
        self.list.last().into_iter().for_each(prefetch);
    }

    /// The cell of a key, with `count` numbers.
    pub(super) fn cell(&self, (key, count): (CellKey, u64)) -> GridCell {
        GridCell::new(key, self.precision, count)
    }

    /// The cells with a number in them, ascending.
    pub(super) fn cells(&self) -> Vec<GridCell> {
        self.counts().into_iter().map(|cell| self.cell(cell)).collect()
    }

    /// Bytes of memory held on the heap.
    pub(super) fn memory(&self) -> u64 {
        let bands = self.bands.iter().map(|bands| size_of::<Bands>() as u64 + bands.memory());
        (self.list.capacity() * size_of::<(CellKey, u32)>()) as u64 + bands.sum::<u64>()
    }
}

/// The most cells of the list. Up to that a list takes less memory than bands.
const fn most_listed(precision: Precision) -> usize {
    if precision.digits() > 3 { 1 << 14 } else { 1 << 11 }
}

/// Sorts the counts by cell, and joins counts of one cell whose sum is not too large.
fn join_counts(list: &mut Vec<(CellKey, u32)>) {
    list.sort_unstable_by_key(|(key, _)| *key);
    list.dedup_by(|next, kept| {
        let sum = kept.1.checked_add(next.1).filter(|_| next.0 == kept.0);
        kept.1 = sum.unwrap_or(kept.1);
        sum.is_some()
    });
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use proptest::prelude::{Just, any, prop_oneof, proptest};
    use proptest::test_runner::Config;

    use super::super::cell::{GridCell, Precision, key};
    use super::CellHistogram;
    use crate::codec::{Reader, Writer};

    proptest! {
        #![proptest_config(Config { cases: 32, ..Config::default() })]

        #[test]
        fn counts_are_those_of_a_map(
            numbers in proptest::collection::vec(
                (any::<u64>(), prop_oneof![Just(0_i32), -20..70], 1..4_u64, any::<bool>()), 0..100),
            digits in 1..6_u8, split in 0..100_usize,
        ) {
            let precision = Precision::new(digits).unwrap();
            let mut parts = [CellHistogram::new(precision), CellHistogram::new(precision)];
            // Bands of a high precision and numbers of all sizes would take 300 MB, and bands of two digits take
            // most of the time.
            if digits == 1 || digits == 2 && split % 4 == 0 {
                parts[1].spread();
            }
            let mut expected = BTreeMap::new();
            for (index, (bits, power, weight, heavy)) in numbers.into_iter().enumerate() {
                let value = f64::from_bits(bits);
                let value = if power == 0 && value.is_finite() { value } else { f64::from(power).exp2() };
                let weight = if heavy { weight << 31 } else { weight };
                parts[usize::from(index < split)].add(value, weight);
                *expected.entry(key(value, precision)).or_insert(0) += weight;
            }
            let [mut left, right] = parts;
            left.merge(&right);
            let expected: Vec<_> = expected.into_iter().collect();
            assert_eq!(left.counts(), expected);
            let bytes = Writer::record(&left);
            let read: CellHistogram = Reader::new(&bytes, 0).take().unwrap();
            assert_eq!((read.counts(), Writer::record(&read)), (expected, bytes));
        }
    }

    #[test]
    fn a_long_list_becomes_bands() {
        let mut histogram = CellHistogram::new(Precision::DEFAULT);
        for number in (1..5000_i32).rev() {
            histogram.add(f64::from(number) * 7.0, 1);
        }
        assert!(histogram.bands.is_some());
        assert!(histogram.counts().is_sorted());
        let expected = histogram.counts().iter().map(|cell| cell.1).sum::<u64>();
        assert_eq!(expected, 4999);
    }

    #[test]
    fn memory_is_bounded_whatever_comes() {
        for (digits, most) in [(1, 2 << 20), (3, 37 << 20)] {
            let mut histogram = CellHistogram::new(Precision::new(digits).unwrap());
            histogram.spread();
            for exponent in -1074..1024 {
                let value = 2_f64.powi(exponent / 2) * 2_f64.powi(exponent - exponent / 2);
                histogram.add(value, 1);
                histogram.add(-value, 1);
            }
            assert_eq!(histogram.cells().len(), 2 * 2098);
            assert!(histogram.memory() < most, "{} bytes", histogram.memory());
        }
    }

    #[test]
    fn far_numbers_keep_three_digits() {
        let mut histogram = CellHistogram::new(Precision::new(5).unwrap());
        histogram.add(-123.456, 1);
        assert_eq!(histogram.kept_precision().digits(), 5);
        histogram.add(1e200, 1);
        assert_eq!(histogram.kept_precision().digits(), 3);
        let three = Precision::DEFAULT;
        let cell = GridCell::new(key(1e200, three), three, 1);
        assert_eq!(histogram.cells().last(), Some(&cell));
    }

    #[test]
    fn cells_that_no_number_has_are_refused() {
        for wrong in [&[5, 2, 1, 0][..], &[3, 0, 1, 1, 0], &[0, 0, 0], &[6, 0, 0]] {
            assert!(Reader::new(wrong, 0).take::<CellHistogram>().is_err());
        }
    }
}
