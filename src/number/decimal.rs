//! Decimal numbers, exact up to [`MAX_DIGITS`] significant digits. Sums of them are [`super::Exact`].

/// Significant digits a [`Decimal`] can hold.
pub(crate) const MAX_DIGITS: u32 = 36;

/// 10^[`MAX_DIGITS`]: the digits of a [`Decimal`] are below it.
const LIMIT: u128 = 10_u128.pow(MAX_DIGITS);

/// 10^([`MAX_DIGITS`] / 2). The product of two halves of a number's digits fits 128 bits.
const HALF: i128 = 10_i128.pow(MAX_DIGITS / 2);

/// The powers of ten that are doubles.
const POWERS: [f64; 23] = [
    1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16,
    1e17, 1e18, 1e19, 1e20, 1e21, 1e22,
];

/// `digits` x 10^`exponent`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Decimal {
    digits: i128,
    exponent: i16,
}

impl Decimal {
    /// `digits` x 10^`exponent`, and whether digits beyond [`MAX_DIGITS`] were cut off that are not 0. An
    /// exponent beyond 16 bits becomes the nearest one of 16 bits: no finite double has an exponent that large.
    #[must_use]
    pub(crate) fn new(negative: bool, mut digits: u128, mut exponent: i32) -> (Self, bool) {
        let mut cut = false;
        while digits >= LIMIT {
            cut |= !digits.is_multiple_of(10);
            digits /= 10;
            exponent = exponent.saturating_add(1);
        }
        (Self::within(negative, digits, exponent), cut)
    }

    /// As [`Decimal::new`], for digits below 10^36.
    #[inline]
    pub(super) fn within(negative: bool, digits: u128, exponent: i32) -> Self {
        let size = i128::try_from(digits).unwrap_or(i128::MAX);
        let exponent =
            i16::try_from(exponent).unwrap_or(if exponent < 0 { i16::MIN } else { i16::MAX });
        Self { digits: if negative { -size } else { size }, exponent }
    }

    /// `digits`, of which `places` stand after the point, and the nearest double ([`Self::to_f64`]).
    #[inline]
    pub(super) fn short(digits: u32, places: u8) -> (Self, f64) {
        let decimal = Self { digits: digits.into(), exponent: -i16::from(places) };
        let value = match POWERS.get(usize::from(places)) {
            Some(power) => f64::from(digits) / power,
            None => decimal.to_f64(),
        };
        (decimal, value)
    }

    /// The digits, with the sign.
    #[inline]
    #[must_use]
    pub(crate) const fn digits(self) -> i128 {
        self.digits
    }

    /// The power of ten by which the digits are multiplied.
    #[inline]
    #[must_use]
    pub(crate) const fn exponent(self) -> i16 {
        self.exponent
    }

    /// The lower and the upper half of the digits, each below 10^18, as numbers that add up to this one.
    #[must_use]
    pub(crate) fn halves(self) -> [Self; 2] {
        let low = Self { digits: self.digits % HALF, exponent: self.exponent };
        let shift = (MAX_DIGITS / 2).cast_signed();
        let exponent = i32::from(self.exponent) + shift;
        let high = self.digits / HALF;
        [low, Self::within(high < 0, high.unsigned_abs(), exponent)]
    }

    /// The nearest double; infinite beyond the largest.
    ///
    /// Digits up to 2^53 and powers up to 10^22 are doubles themselves, so that one rounded operation gives
    /// the nearest double (W. D. Clinger, "How to read floating point numbers accurately", PLDI 1990).
    /// Other numbers are read by std's parser.
    #[inline]
    #[must_use]
    pub(crate) fn to_f64(self) -> f64 {
        match nearest(self.digits, self.exponent) {
            Some(value) => value,
            None => format!("{}e{}", self.digits, self.exponent).parse().unwrap_or(f64::INFINITY),
        }
    }
}

/// The nearest double, if one operation gives it.
#[inline]
pub(super) fn nearest(digits: i128, exponent: i16) -> Option<f64> {
    const EXACT: u128 = 1 << 53;
    let power = POWERS.get(usize::from(exponent.unsigned_abs()))?;
    if digits.unsigned_abs() > EXACT {
        return None;
    }
    #[expect(
        clippy::cast_possible_truncation,
        reason = "at most 2^53, so the double is the same number"
    )]
    let whole = digits as i64 as f64;
    Some(if exponent < 0 { whole / power } else { whole * power })
}

#[cfg(test)]
#[expect(clippy::float_cmp, reason = "the very doubles are meant")]
mod tests {
    use super::Decimal;

    #[test]
    fn too_many_digits_are_cut() {
        let digits = 10_u128.pow(37) + 3;
        let (cut, lost) = Decimal::new(true, digits, -1);
        assert_eq!((cut.digits(), cut.exponent(), lost), (-10_i128.pow(35), 1, true));
        assert!(!Decimal::new(false, 10_u128.pow(37), 0).1);
    }

    #[test]
    fn halves_add_up() {
        let whole = Decimal::new(true, 123_456_789_012_345_678_901_234_567, -9).0;
        let [low, high] = whole.halves();
        assert_eq!(low.digits() + high.digits() * 10_i128.pow(18), whole.digits());
        assert_eq!((low.exponent(), high.exponent()), (-9, 9));
    }

    #[test]
    fn doubles_are_the_nearest() {
        for (digits, exponent, value) in [
            (152_u128, -3, 0.152),
            (9_007_199_254_740_993, 0, 9_007_199_254_740_992.0),
            (1, 308, 1e308),
            (5, -324, 5e-324),
            (1, 400, f64::INFINITY),
        ] {
            assert_eq!(Decimal::new(false, digits, exponent).0.to_f64(), value);
        }
    }
}
