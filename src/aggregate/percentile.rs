//! A percentile and its rank, in integers, so that p99.9 of 1000 numbers is rank 999 whatever a double
//! would round it to.

use std::fmt;

use crate::number::{Number, Unit};

/// A percentile from 0 to 100, with up to nine decimals.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Percentile {
    /// In 10^-9 percent.
    billionths: u64,
}

/// One percent, in the unit of [`Percentile`].
const PERCENT: u64 = 1_000_000_000;

impl Percentile {
    /// The median.
    pub const P50: Self = Self::whole(50);
    /// The 90th.
    pub const P90: Self = Self::whole(90);
    /// The 99th.
    pub const P99: Self = Self::whole(99);

    /// A whole percentile; above 100 it is 100.
    #[must_use]
    pub const fn whole(percent: u8) -> Self {
        let percent = if percent > 100 { 100 } else { percent };
        Self { billionths: percent as u64 * PERCENT }
    }

    /// As a share, 0 to 1.
    pub fn share(self) -> f64 {
        self.billionths as f64 / HUNDRED as f64
    }

    /// Reads `50` or `99.9`. `None` if the text is no number from 0 to 100 or has more than nine decimals.
    #[must_use]
    pub fn read(text: &str) -> Option<Self> {
        let number = Number::read(text.as_bytes())?;
        let decimal = number.decimal();
        let scale = u32::try_from(i32::from(decimal.exponent()).checked_add(9)?).ok()?;
        let billionths = decimal.digits().checked_mul(10_i128.checked_pow(scale)?)?;
        let billionths = u64::try_from(billionths).ok()?;
        let fits = number.unit() == Unit::Bare && billionths <= 100 * PERCENT;
        fits.then_some(Self { billionths })
    }

    /// The nearest rank among `n` ordered numbers, counted from 1: ceil(n p / 100), at least 1
    /// (Hyndman and Fan, "Sample quantiles in statistical packages", The American Statistician 50,
    /// 1996, type 1).
    #[must_use]
    pub(crate) fn rank(self, n: u64) -> u64 {
        let rank = (u128::from(n) * u128::from(self.billionths)).div_ceil(HUNDRED);
        u64::try_from(rank).unwrap_or(n).max(1)
    }

    /// Whether `n` numbers are enough to state this percentile: at least one number is expected beyond
    /// it, that is n (100 - p) / 100 >= 1. The 100th percentile is the largest number, however few
    /// there are.
    #[must_use]
    pub(crate) fn is_supported_by(self, n: u64) -> bool {
        let beyond = HUNDRED - u128::from(self.billionths);
        (beyond == 0 && n > 0) || u128::from(n) * beyond >= HUNDRED
    }
}

/// A hundred percent, in the unit of [`Percentile`].
const HUNDRED: u128 = 100 * PERCENT as u128;

impl fmt::Display for Percentile {
    /// Its name in reports: `p50`, `p99.9`.
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (whole, decimals) = (self.billionths / PERCENT, self.billionths % PERCENT);
        write!(out, "p{whole}")?;
        if decimals > 0 {
            write!(out, ".{}", format!("{decimals:09}").trim_end_matches('0'))?;
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::Percentile;

    #[test]
    fn ranks_are_whole_number_arithmetic() {
        for (text, n, rank) in [
            ("99.9", 1000, 999),
            ("99", 100, 99),
            ("50", 4, 2),
            ("50", 5, 3),
            ("0", 9, 1),
            ("100", 9, 9),
            ("99.999999999", u64::MAX, 18_446_744_073_525_084_175),
            ("25", 4, 1),
        ] {
            assert_eq!(Percentile::read(text).unwrap().rank(n), rank, "p{text} of {n}");
        }
    }

    #[test]
    fn names_read_back() {
        for (text, name) in [("50", "p50"), ("99.90", "p99.9"), ("1e1", "p10"), ("0.001", "p0.001")]
        {
            assert_eq!(Percentile::read(text).unwrap().to_string(), name);
        }
        for text in ["", "-1", "100.1", "101", "5%", "1e300", "99.9999999999", "p50"] {
            assert_eq!(Percentile::read(text), None, "{text}");
        }
    }

    #[test]
    fn few_numbers_tell_no_high_percentile() {
        for (percentile, least) in
            [(Percentile::P50, 2), (Percentile::P90, 10), (Percentile::P99, 100)]
        {
            assert!(percentile.is_supported_by(least) && !percentile.is_supported_by(least - 1));
        }
        assert!(
            Percentile::whole(100).is_supported_by(1) && !Percentile::whole(100).is_supported_by(0)
        );
    }
}
