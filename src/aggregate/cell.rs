//! The grid on which numbers are counted: cells, as wide as `--precision` allows.
//!
//! An octave is the doubles between two powers of two. It is divided into 2^k cells of equal width, `k`
//! by the precision, from the smallest double to the largest, mirrored below 0; 0 has a cell of its
//! own. This is the grid of hdrhistogram, continued beyond its range. Far from 1 (below 10^-19, above
//! 10^21) a cell has the width of 3 digits at most, so that memory is bounded whatever the numbers are.

use serde::{Deserialize, Serialize};

use crate::number::Decimal;

/// The number of significant digits, 1 to 5, in which numbers of two cells differ.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "u8", into = "u8")]
pub struct Precision(u8);

impl From<Precision> for u8 {
    fn from(precision: Precision) -> Self {
        precision.0
    }
}

impl TryFrom<u8> for Precision {
    type Error = &'static str;

    fn try_from(digits: u8) -> Result<Self, Self::Error> {
        Self::new(digits).ok_or("precision")
    }
}

/// For 1 to 5 significant digits: the binary logarithm of the number of cells between two powers of
/// two. It is the least that makes a cell narrower than 10^-digits of the numbers in it (as in
/// hdrhistogram).
const BITS: [u8; 5] = [4, 7, 10, 14, 17];

/// The largest error of a percentile, relative, by significant digits.
const ERRORS: [f64; 5] = [1e-1, 1e-2, 1e-3, 1e-4, 1e-5];

impl Precision {
    /// Three digits, unless `--precision` says otherwise.
    pub const DEFAULT: Self = Self(3);

    /// The precision of `digits` significant digits, or `None` if they are not 1 to 5.
    #[must_use]
    pub const fn new(digits: u8) -> Option<Self> {
        if matches!(digits, 1..=5) { Some(Self(digits)) } else { None }
    }

    /// Significant digits.
    #[must_use]
    pub const fn digits(self) -> u8 {
        self.0
    }

    /// The lesser of two.
    #[must_use]
    pub(crate) const fn at_most(self, digits: u8) -> Self {
        if self.0 < digits { self } else { Self(digits) }
    }

    /// The largest error of a percentile, relative to the number it stands for.
    #[must_use]
    pub fn error(self) -> f64 {
        ERRORS[usize::from(self.0 - 1)]
    }

    /// The binary logarithm of the number of cells in an octave near 1.
    #[inline]
    pub(super) const fn bits(self) -> u32 {
        BITS[self.0 as usize - 1] as u32
    }

    /// The precision of the cells in `octave`.
    #[inline]
    pub(super) const fn in_octave(self, octave: i32) -> Self {
        let width = band_octaves(self);
        let above = octave - FIRST_OCTAVE;
        if -width <= above && above < 2 * width { self } else { self.at_most(FAR_DIGITS) }
    }
}

/// Digits kept of numbers far from 1.
const FAR_DIGITS: u8 = 3;

/// The octave of 2^-20, where a band of octaves begins; see [`band_octaves`].
pub(super) const FIRST_OCTAVE: i32 = OCTAVES + 1023 - 20;

/// The number of octaves that an hdrhistogram counts, which counts whole numbers below 2^62. Three
/// bands of that many octaves around 1 are near.
pub(super) const fn band_octaves(precision: Precision) -> i32 {
    62 - precision.bits().cast_signed()
}

/// The number of a cell: ascending as the numbers in it do, 0 for 0, negative for negative numbers.
/// Of a cell of lower precision it is the number of the cell of full precision at its inner end.
pub(super) type CellKey = i32;

/// Bits of a double's significand.
const SIGNIFICAND: u32 = 52;
/// Added to every octave, so that the octaves of subnormal numbers are above 0.
const OCTAVES: i32 = 64;
/// Subnormal numbers are read as if they were 2^54 times larger.
const LIFT: i32 = 54;

/// The cell of `value`, which is finite.
#[inline]
pub(super) fn key(value: f64, precision: Precision) -> CellKey {
    let bits = precision.bits();
    let size = value.abs();
    let key = if size >= f64::MIN_POSITIVE {
        grid(size, bits) + (OCTAVES << bits)
    } else if size > 0.0 {
        grid(size * 2_f64.powi(LIFT), bits) + ((OCTAVES - LIFT) << bits)
    } else {
        return 0;
    };
    let key = key & !(width(key, precision) - 1);
    if value < 0.0 { -key } else { key }
}

/// The width of the cell of a positive key, in cells of full precision.
#[inline]
fn width(key: CellKey, precision: Precision) -> i32 {
    let bits = precision.bits();
    1 << (bits - precision.in_octave(key >> bits).bits())
}

/// Whether it is the key of a cell that holds doubles.
pub(super) fn is_cell(cell: CellKey, precision: Precision) -> bool {
    let size = cell.saturating_abs();
    let sizes = key(f64::from_bits(1), precision)..=key(f64::MAX, precision);
    cell == 0 || (sizes.contains(&size) && size & (width(size, precision) - 1) == 0)
}

/// The octave and the cell in it, of a normal number, as one number.
#[inline]
#[expect(clippy::cast_possible_truncation, reason = "11 + 17 bits of a double without sign")]
fn grid(size: f64, bits: u32) -> i32 {
    (size.to_bits() >> (SIGNIFICAND - bits)) as i32
}

/// The octave of a positive key, and the number of its cell there.
#[inline]
pub(super) const fn octave(key: CellKey, precision: Precision) -> (i32, u64) {
    let bits = precision.bits();
    let part = key & ((1 << bits) - 1);
    (key >> bits, part.cast_unsigned() as u64)
}

/// The smallest number of the cell of a positive key.
fn edge(key: CellKey, precision: Precision) -> f64 {
    let bits = precision.bits();
    let from = |grid: i32| f64::from_bits(u64::from(grid.max(0).cast_unsigned()) << (52 - bits));
    let grid = key - (OCTAVES << bits);
    if grid >= 1 << bits {
        return from(grid).min(f64::MAX);
    }
    from(grid + (LIFT << bits)) * 2_f64.powi(-LIFT)
}

/// A range of numbers that are counted together, and their count.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct GridCell {
    /// The lower end; a positive number there is in the cell.
    pub(crate) low: f64,
    /// The upper end; a negative number there is in the cell.
    pub(crate) high: f64,
    /// How many numbers.
    pub(crate) count: u64,
}

impl GridCell {
    pub(super) fn new(key: CellKey, precision: Precision, count: u64) -> Self {
        let size = key.saturating_abs();
        let (near, far) = if key == 0 {
            (0.0, 0.0)
        } else {
            (edge(size, precision), edge(size + width(size, precision), precision))
        };
        if key < 0 {
            Self { low: -far, high: -near, count }
        } else {
            Self { low: near, high: far, count }
        }
    }

    /// The number shown for the cell: of the numbers with the fewest decimal digits in it, the one
    /// nearest to its middle. A number that was written with few digits is shown as it was written.
    #[must_use]
    pub(crate) fn value(&self) -> f64 {
        if self.low < 0.0 {
            -roundest(-self.high, -self.low)
        } else {
            roundest(self.low, self.high)
        }
    }
}

/// The decimal number with the fewest digits in `low..high`, which are not negative.
fn roundest(low: f64, high: f64) -> f64 {
    if high <= low {
        return low;
    }
    let middle = low + (high - low) / 2.0;
    #[expect(clippy::cast_possible_truncation, reason = "between -324 and 309")]
    let top = high.log10().ceil() as i16;
    for power in (top - 9..=top).rev() {
        let step = tens(1, power);
        // Most powers have no multiple in the cell; the estimate errs by far less than a millionth.
        let next = (low / step).ceil() * step;
        if next > high * 1.000_001 && step >= f64::MIN_POSITIVE {
            continue;
        }
        let multiple = |times: f64| {
            #[expect(clippy::cast_possible_truncation, reason = "at most 10 digits")]
            let value = tens(times as i64, power);
            (low..high).contains(&value).then_some(value)
        };
        let found = multiple((middle / step).round()).or_else(|| multiple((low / step).ceil()));
        if let Some(value) = found {
            return value;
        }
    }
    middle
}

/// `digits` x 10^`power`, the nearest double.
fn tens(digits: i64, power: i16) -> f64 {
    let size = u128::from(digits.unsigned_abs());
    Decimal::new(digits < 0, size, i32::from(power)).0.to_f64()
}

#[cfg(test)]
#[expect(clippy::float_cmp, reason = "the very doubles are meant")]
mod tests {
    use proptest::prelude::{any, prop_assume, proptest};

    use super::{GridCell, Precision, key};

    proptest! {
        #[test]
        fn a_number_lies_in_its_cell(bits in any::<u64>(), digits in 1..6_u8) {
            let value = f64::from_bits(bits);
            prop_assume!(value.is_finite());
            let precision = Precision::new(digits).unwrap();
            let cell = GridCell::new(key(value, precision), precision, 1);
            assert!(cell.low <= value && value <= cell.high, "{value:e} {cell:?}");
            let shown = cell.value();
            assert!(cell.low <= shown && shown <= cell.high, "{shown:e} {cell:?}");
            let error = (shown - value).abs();
            let is_near = (1e-19..1e21).contains(&value.abs());
            let most = if is_near { precision.error() } else { precision.error().max(1e-3) };
            assert!(error <= value.abs() * most || error < 1e-307, "{value:e}");
        }

        #[test]
        fn keys_ascend_as_numbers_do(a in any::<u64>(), b in any::<u64>(), digits in 1..6_u8) {
            let (a, b) = (f64::from_bits(a), f64::from_bits(b));
            prop_assume!(a.is_finite() && b.is_finite());
            let precision = Precision::new(digits).unwrap();
            assert!(key(a.min(b), precision) <= key(a.max(b), precision));
        }

        #[test]
        fn short_decimals_stand_for_themselves(digits in 1..1000_i32, power in -9..9_i32) {
            let value: f64 = format!("{digits}e{power}").parse().unwrap();
            for value in [value, -value] {
                let cell = GridCell::new(key(value, Precision::DEFAULT), Precision::DEFAULT, 1);
                assert_eq!(cell.value(), value);
            }
        }
    }

    #[test]
    fn the_ends_of_the_doubles_have_cells() {
        for digits in 1..=5 {
            let precision = Precision::new(digits).unwrap();
            for value in [f64::MAX, f64::MIN_POSITIVE, f64::from_bits(1), 0.0] {
                let cell = GridCell::new(key(value, precision), precision, 1);
                assert!(cell.low <= value && value <= cell.high);
                assert_eq!(key(-value, precision), -key(value, precision));
            }
        }
        assert_eq!((Precision::new(0), Precision::new(6)), (None, None));
    }
}
