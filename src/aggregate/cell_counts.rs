//! How many numbers fell into each cell, in hdrhistograms.
//!
//! An hdrhistogram counts whole numbers up to 2^62. Numbers of one sign whose sizes lie within 45 to
//! 58 powers of two, a *band*, are multiplied by a power of two so that the smallest uses all the
//! precision and the largest fits; that loses nothing the cells would keep, because their edges are
//! powers of two as well. A band depends on the number alone and is made when its first number
//! comes. One band, from about a millionth to some billions, is all that usual data has.
//!
//! Beyond the three bands around 1 (10^-19 to 10^22 and more) 3 digits are kept at most. So memory
//! is bounded whatever the numbers are: at 3 digits 8 KiB for each power of two from the smallest
//! of a band to the largest, 36 MB for all there are; at 5 digits 300 MB. Called by the
//! distribution only.

mod state;

use hdrhistogram::Histogram;

use super::cell::{Cell, CellKey, Precision, key, octave};

/// Digits kept of numbers far from 1.
const FAR_DIGITS: u8 = 3;
/// The octave where the band of usual numbers begins, at 2^-20.
const FIRST_OCTAVE: i32 = 64 + 1023 - 20;
/// hdrhistogram resizes itself for numbers below 2^62.
const HIGHEST_BIT: i32 = 62;

/// Counts by cell.
#[derive(Debug, Clone)]
pub(super) struct CellCounts {
    precision: Precision,
    zeros: u64,
    bands: Vec<Band>,
    /// The band counted in last.
    last: usize,
}

/// Numbers of one sign and of near sizes.
#[derive(Debug, Clone)]
struct Band {
    place: Place,
    counts: Histogram<u64>,
}

/// What tells bands apart.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Place {
    negative: bool,
    precision: Precision,
    /// The first octave of the band.
    first: i32,
}

impl Place {
    /// Octaves in a band.
    const fn octaves(precision: Precision) -> i32 {
        HIGHEST_BIT - precision.bits().cast_signed()
    }

    fn of(octave: i32, negative: bool, precision: Precision) -> Self {
        let width = Self::octaves(precision);
        let band = (octave - FIRST_OCTAVE).div_euclid(width);
        Self { negative, precision, first: FIRST_OCTAVE + band * width }
    }

    const fn is_near(self) -> bool {
        (self.first - FIRST_OCTAVE).abs() <= Self::octaves(self.precision)
    }
}

impl CellCounts {
    pub(super) const fn new(precision: Precision) -> Self {
        Self { precision, zeros: 0, bands: Vec::new(), last: 0 }
    }

    /// Counts `value`, which is finite, `weight` times. Counts stay at their largest.
    #[inline]
    pub(super) fn add(&mut self, value: f64, weight: u64) {
        let key = key(value, self.precision);
        if key == 0 {
            self.zeros = self.zeros.saturating_add(weight);
            return;
        }
        let (octave, part) = octave(key.saturating_abs(), self.precision);
        if let Some(Band { place, counts }) = self.bands.get_mut(self.last) {
            let above = octave - place.first;
            let here = (0..Place::octaves(self.precision)).contains(&above);
            if here && place.negative == (key < 0) && place.precision == self.precision {
                return record(counts, ((1 << self.precision.bits()) | part) << above, weight);
            }
        }
        self.add_elsewhere(value, weight);
    }

    #[cold]
    fn add_elsewhere(&mut self, value: f64, weight: u64) {
        let place = self.place(value);
        let (octave, part) = octave(key(value.abs(), place.precision), place.precision);
        if let Some(at) = self.band(place) {
            let number = ((1 << place.precision.bits()) | part) << (octave - place.first);
            record(&mut self.bands[at].counts, number, weight);
            self.last = at;
        }
    }

    fn place(&self, value: f64) -> Place {
        let place_at = |precision| {
            let (octave, _) = octave(key(value.abs(), precision), precision);
            Place::of(octave, value < 0.0, precision)
        };
        let place = place_at(self.precision);
        if place.is_near() { place } else { place_at(self.precision.at_most(FAR_DIGITS)) }
    }

    /// The band at `place`, made where it is not there. That cannot fail with 1 to 5 digits.
    fn band(&mut self, place: Place) -> Option<usize> {
        let found = self.bands.iter().position(|band| band.place == place);
        found.or_else(|| {
            let counts = Histogram::new(place.precision.digits()).ok()?;
            self.bands.push(Band { place, counts });
            Some(self.bands.len() - 1)
        })
    }

    /// Counts all that `other`, of the same precision, has counted.
    pub(super) fn merge(&mut self, other: Self) {
        self.zeros = self.zeros.saturating_add(other.zeros);
        for band in other.bands {
            match self.bands.iter_mut().find(|own| own.place == band.place) {
                Some(own) => {
                    // Cannot fail: what one resizes itself for the other does too.
                    let _ = own.counts.add(&band.counts);
                }
                None => self.bands.push(band),
            }
        }
    }

    /// The digits that all cells with a number in them keep.
    pub(super) fn precision(&self) -> Precision {
        let least = self.bands.iter().map(|band| band.place.precision.digits()).min();
        self.precision.at_most(least.unwrap_or(u8::MAX))
    }

    /// The cells with a number in them, ascending.
    pub(super) fn cells(&self) -> Vec<Cell> {
        let mut cells: Vec<Cell> = self.bands.iter().flat_map(Band::cells).collect();
        if self.zeros > 0 {
            cells.push(Cell { low: 0.0, high: 0.0, count: self.zeros });
        }
        cells.sort_unstable_by(|a, b| a.low.total_cmp(&b.low).then(a.high.total_cmp(&b.high)));
        cells
    }

    /// Bytes of memory held on the heap.
    pub(super) fn memory(&self) -> u64 {
        let counts = self.bands.iter().map(|band| band.counts.distinct_values() * size_of::<u64>());
        (self.bands.capacity() * size_of::<Band>() + counts.sum::<usize>()) as u64
    }
}

impl Band {
    fn cells(&self) -> impl Iterator<Item = Cell> {
        self.keys().map(|(key, count)| Cell::new(key, self.place.precision, count))
    }

    /// The cells with a number in them, and the counts.
    fn keys(&self) -> impl Iterator<Item = (CellKey, u64)> {
        let Place { negative, precision, first } = self.place;
        let bits = precision.bits();
        self.counts.iter_recorded().map(move |recorded| {
            let number = self.counts.lowest_equivalent(recorded.value_iterated_to());
            let above = (63_u32.saturating_sub(number.leading_zeros())).saturating_sub(bits);
            let part = (number >> above) & ((1 << bits) - 1);
            #[expect(clippy::cast_possible_truncation, reason = "at most 17 bits")]
            let key = ((first + above.cast_signed()) << bits) | part as i32;
            (if negative { -key } else { key }, recorded.count_at_value())
        })
    }
}

/// Cannot fail: the histogram resizes itself, and a band holds nothing above 2^62.
#[inline]
fn record(counts: &mut Histogram<u64>, number: u64, weight: u64) {
    let _ = counts.record_n(number, weight);
}

#[cfg(test)]
mod tests {
    use proptest::prelude::{any, proptest};
    use proptest::test_runner::Config;

    use super::super::cell::{Cell, Precision, key};
    use super::CellCounts;

    proptest! {
        #![proptest_config(Config::with_cases(64))]
        #[test]
        fn every_number_is_counted_in_its_cell(bits in any::<u64>(), near in any::<i32>(),
            digits in 1..5_u8) {
            let precision = Precision::new(digits).unwrap();
            for value in [f64::from_bits(bits), f64::from(near) / 4096.0] {
                if !value.is_finite() {
                    continue;
                }
                let mut counts = CellCounts::new(precision);
                counts.add(1.0, 1);
                counts.add(value, 2);
                counts.add(value, 3);
                let kept = counts.precision();
                let cell = Cell::new(key(value, kept), kept, 5);
                let one = key(1.0, kept) == key(value, kept);
                assert!(one || counts.cells().contains(&cell), "{value:e} {:?}", counts.cells());
            }
        }
    }

    #[test]
    fn memory_is_bounded_whatever_comes() {
        for (digits, most) in [(1, 2 << 20), (3, 37 << 20)] {
            let mut counts = CellCounts::new(Precision::new(digits).unwrap());
            for exponent in -1074..1024 {
                let value = 2_f64.powi(exponent / 2) * 2_f64.powi(exponent - exponent / 2);
                counts.add(value, 1);
                counts.add(-value, 1);
            }
            assert_eq!(counts.cells().len(), 2 * 2098);
            assert!(counts.memory() < most, "{} bytes", counts.memory());
        }
    }

    #[test]
    fn far_numbers_keep_three_digits() {
        let mut counts = CellCounts::new(Precision::new(5).unwrap());
        counts.add(-123.456, 1);
        assert_eq!(counts.precision().digits(), 5);
        counts.add(1e200, 1);
        assert_eq!(counts.precision().digits(), 3);
        assert_eq!(counts.cells().len(), 2);
    }
}
