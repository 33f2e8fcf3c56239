//! Counts by cell as bytes: the zeros, the cells of the precision asked for, and those of the one
//! that is kept far from 1.

use super::{CellCounts, FAR_DIGITS, Place};
use crate::aggregate::cell::{self, CellKey, Precision, octave};
use crate::codec::{Reader, Result, Writer, check};

impl CellCounts {
    /// The precisions cells are kept to.
    fn precisions(precision: Precision) -> impl Iterator<Item = Precision> {
        let far = precision.at_most(FAR_DIGITS);
        [precision].into_iter().chain((far != precision).then_some(far))
    }

    /// Writes it.
    pub(in crate::aggregate) fn write(&self, out: &mut Writer) {
        out.u64(self.zeros);
        for precision in Self::precisions(self.precision) {
            let bands = self.bands.iter().filter(|band| band.place.precision == precision);
            let mut cells: Vec<_> = bands.flat_map(|band| band.keys()).collect();
            cells.sort_unstable_by_key(|(key, _)| *key);
            cell::write(&cells, out);
        }
    }

    /// Reads one of that precision.
    pub(in crate::aggregate) fn read(input: &mut Reader<'_>, precision: Precision) -> Result<Self> {
        let mut counts = Self::new(precision);
        counts.zeros = input.u64()?;
        for kept in Self::precisions(precision) {
            for (key, count) in cell::read(input, kept)? {
                check(key != 0 && counts.keeps(key, kept), "precision of a cell")?;
                counts.add_to(key, kept, count);
            }
        }
        Ok(counts)
    }

    /// Whether a number in that cell is kept to that precision.
    fn keeps(&self, key: CellKey, kept: Precision) -> bool {
        let (octave, _) = octave(key.saturating_abs(), kept);
        let is_near = Place::of(octave, key < 0, self.precision).is_near();
        (kept == self.precision) == (is_near || self.precision.digits() <= FAR_DIGITS)
    }

    fn add_to(&mut self, key: CellKey, precision: Precision, count: u64) {
        let (octave, part) = octave(key.saturating_abs(), precision);
        let place = Place::of(octave, key < 0, precision);
        if let Some(at) = self.band(place) {
            let number = ((1 << precision.bits()) | part) << (octave - place.first);
            super::record(&mut self.bands[at].counts, number, count);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{CellCounts, Precision};
    use crate::codec::{Malformed, Reader, Writer};

    const NUMBERS: [f64; 12] =
        [0.0, 1.5, -2e-3, 1e9, 1e22, 1e23, 1e-19, -1e-21, 1e200, -3e-200, 5e-324, f64::MAX];

    fn written(counts: &CellCounts) -> Vec<u8> {
        let mut out = Writer::new();
        counts.write(&mut out);
        out.into_bytes()
    }

    #[test]
    fn numbers_near_and_far_read_back_at_every_precision() {
        for digits in 1..=4 {
            let precision = Precision::new(digits).unwrap();
            let mut counts = CellCounts::new(precision);
            let mut turned = CellCounts::new(precision);
            NUMBERS.iter().for_each(|number| counts.add(*number, number.to_bits() >> 52 | 1));
            NUMBERS.iter().rev().for_each(|number| turned.add(*number, number.to_bits() >> 52 | 1));
            let bytes = written(&counts);
            assert_eq!(bytes, written(&turned));
            let read = CellCounts::read(&mut Reader::new(&bytes, 1 << 20), precision).unwrap();
            assert_eq!(read.cells(), counts.cells());
            assert_eq!((read.precision(), written(&read)), (counts.precision(), bytes));
        }
    }

    #[test]
    fn cells_are_of_the_precision_their_numbers_have() {
        let mut counts = CellCounts::new(Precision::new(3).unwrap());
        counts.add(1.5, 1);
        let mut bytes = written(&counts);
        bytes.insert(1, 0);
        let precision = Precision::new(4).unwrap();
        let read = CellCounts::read(&mut Reader::new(&bytes, 1 << 20), precision);
        assert_eq!(read.err(), Some(Malformed::Wrong("precision of a cell")));
    }
}
