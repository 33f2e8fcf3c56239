//! Counts by cell in hdrhistograms.
//!
//! An hdrhistogram counts whole numbers below 2^62. The cells of one sign in 45 to 58 successive
//! octaves, a *band*, are multiplied by a power of two, so that the smallest uses all the precision and
//! the largest fits. That loses nothing, because the edges of cells are powers of two times whole
//! numbers. A band is made when its first number comes. Usual data has one band, from about a
//! millionth to some billions.
//!
//! At 3 digits a band takes 8 KiB for each octave up to its largest number, all bands together 36 MB;
//! at 5 digits 300 MB.

use super::super::cell::{CellKey, FIRST_OCTAVE, Precision, band_octaves, octave};

/// Counts by cell.
#[derive(Debug, Clone)]
pub(super) struct Bands {
    precision: Precision,
    zeros: u64,
    all: Vec<Band>,
    /// The place of the band counted in last.
    last: usize,
}

/// The cells of one sign in successive octaves.
#[derive(Debug, Clone)]
struct Band {
    is_negative: bool,
    precision: Precision,
    first_octave: i32,
    counts: hdrhistogram::Histogram<u64>,
}

impl Bands {
    pub(super) const fn new(precision: Precision) -> Self {
        Self { precision, zeros: 0, all: Vec::new(), last: 0 }
    }

    /// Adds `weight` to the count of a cell.
    #[inline]
    pub(super) fn add(&mut self, key: CellKey, weight: u64) {
        if key == 0 {
            self.zeros = self.zeros.saturating_add(weight);
            return;
        }
        let (octave, cell) = octave(key.saturating_abs(), self.precision);
        let kept = self.precision.in_octave(octave);
        let cell = cell >> (self.precision.bits() - kept.bits());
        let holds = |band: &Band| band.holds(octave, key < 0, kept);
        if !self.all.get(self.last).is_some_and(holds) {
            let found = self.all.iter().position(holds);
            self.last = found.unwrap_or_else(|| self.make(octave, key < 0, kept));
        }
        if let Some(band) = self.all.get_mut(self.last) {
            band.add(octave, cell, weight);
        }
    }

    /// Makes the band of an octave; gives its place.
    #[cold]
    fn make(&mut self, octave: i32, is_negative: bool, precision: Precision) -> usize {
        let width = band_octaves(precision);
        let first_octave = FIRST_OCTAVE + (octave - FIRST_OCTAVE).div_euclid(width) * width;
        // Cannot fail with 1 to 5 digits.
        if let Ok(counts) = hdrhistogram::Histogram::new(precision.digits()) {
            self.all.push(Band { is_negative, precision, first_octave, counts });
        }
        self.all.len().saturating_sub(1)
    }

    /// The cells with a number in them, ascending, and their counts.
    pub(super) fn counts(&self) -> Vec<(CellKey, u64)> {
        let mut cells: Vec<_> =
            self.all.iter().flat_map(|band| band.cells(self.precision)).collect();
        cells.extend((self.zeros > 0).then_some((0, self.zeros)));
        cells.sort_unstable();
        cells
    }

    /// Bytes of memory held on the heap.
    pub(super) fn memory(&self) -> u64 {
        let counts = self.all.iter().map(|band| band.counts.distinct_values() * size_of::<u64>());
        (self.all.capacity() * size_of::<Band>() + counts.sum::<usize>()) as u64
    }
}

impl Band {
    #[inline]
    fn holds(&self, octave: i32, is_negative: bool, precision: Precision) -> bool {
        let octaves = 0..band_octaves(self.precision);
        self.is_negative == is_negative
            && self.precision == precision
            && octaves.contains(&(octave - self.first_octave))
    }

    #[inline]
    fn add(&mut self, octave: i32, cell: u64, weight: u64) {
        let number = ((1 << self.precision.bits()) | cell) << (octave - self.first_octave);
        // Cannot fail: the histogram resizes itself, and a band holds nothing above 2^62.
        let _ = self.counts.record_n(number, weight);
    }

    /// The cells with a number in them, as keys of `precision`, and their counts.
    fn cells(&self, precision: Precision) -> impl Iterator<Item = (CellKey, u64)> {
        let bits = self.precision.bits();
        let finer = precision.bits() - bits;
        self.counts.iter_recorded().map(move |recorded| {
            let number = self.counts.lowest_equivalent(recorded.value_iterated_to());
            let above = (63_u32.saturating_sub(number.leading_zeros())).saturating_sub(bits);
            let cell = (number >> above) & ((1 << bits) - 1);
            #[expect(clippy::cast_possible_truncation, reason = "at most 17 bits")]
            let key = ((self.first_octave + above.cast_signed()) << bits) | cell as i32;
            let key = key << finer;
            (if self.is_negative { -key } else { key }, recorded.count_at_value())
        })
    }
}
