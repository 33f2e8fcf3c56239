//! Decimal arithmetic that never rounds, and the one rounding at its end: from the quotient of two
//! exact numbers to the nearest double, or to its square root. It runs once for a figure of the
//! report, never for a line.

use num_bigint::{BigInt, BigUint};

use super::decimal::Decimal;

/// A decimal number of any size: `digits` x 10^`exponent`.
#[derive(Clone, Debug, Default)]
pub(crate) struct Exact {
    digits: BigInt,
    exponent: i32,
}

impl Exact {
    /// `digits` x 10^`exponent`.
    #[must_use]
    pub(crate) fn new(digits: i128, exponent: i32) -> Self {
        Self { digits: BigInt::from(digits), exponent }
    }

    /// The integer in two's complement whose bytes these are, the lowest first, times 10^`exponent`.
    #[must_use]
    pub(crate) fn from_le_bytes(bytes: &[u8], exponent: i32) -> Self {
        Self { digits: BigInt::from_signed_bytes_le(bytes), exponent }
    }

    #[must_use]
    pub(crate) fn whole(number: u64) -> Self {
        Self { digits: BigInt::from(number), exponent: 0 }
    }

    /// Whether it is 0.
    #[must_use]
    pub(crate) fn is_zero(&self) -> bool {
        self.digits == BigInt::ZERO
    }

    /// Whether it is below 0.
    #[must_use]
    pub(crate) fn is_negative(&self) -> bool {
        self.digits < BigInt::ZERO
    }

    #[must_use]
    pub(crate) fn plus(&self, other: &Self) -> Self {
        // Zero has any exponent, and must not make the other's digits grow.
        if self.is_zero() {
            return other.clone();
        }
        if other.is_zero() {
            return self.clone();
        }
        let exponent = self.exponent.min(other.exponent);
        Self { digits: self.aligned(exponent) + other.aligned(exponent), exponent }
    }

    #[must_use]
    pub(crate) fn minus(&self, other: &Self) -> Self {
        self.plus(&Self { digits: -&other.digits, exponent: other.exponent })
    }

    #[must_use]
    pub(crate) fn times(&self, other: &Self) -> Self {
        Self {
            digits: &self.digits * &other.digits,
            exponent: self.exponent.saturating_add(other.exponent),
        }
    }

    /// The quotient, rounded once, or `None` if `divisor` is 0.
    #[must_use]
    pub(crate) fn over(&self, divisor: &Self) -> Option<Quotient> {
        /// Bits of the whole quotient: a double's 53, and more than enough to round them.
        const BITS: u64 = 66;
        if divisor.is_zero() {
            return None;
        }
        let exponent = self.exponent.min(divisor.exponent);
        let over = self.aligned(exponent).into_parts().1;
        let under = divisor.aligned(exponent).into_parts().1;
        let shift = (BITS + under.bits()).saturating_sub(over.bits());
        let excess = over.bits().saturating_sub(BITS + under.bits());
        let (over, under) = (over << shift, under << excess);
        let whole = &over / &under;
        let has_rest = &whole * &under != over;
        // A rest sets the last bit, far below the 53 that are kept, so that a tie is rounded as one
        // only if the quotient is exact.
        let whole = u128::try_from(whole).unwrap_or(u128::MAX) | u128::from(has_rest);
        let size = whole as f64;
        let negative = self.is_negative() != divisor.is_negative();
        Some(Quotient {
            significand: if negative { -size } else { size },
            exponent: difference(excess, shift),
        })
    }

    /// The nearest double; infinite beyond the largest.
    #[must_use]
    pub(crate) fn to_f64(&self) -> f64 {
        self.over(&Self::whole(1)).map_or(0.0, Quotient::to_f64)
    }

    /// The digits of the number written with `exponent`, which must not be above its exponent.
    fn aligned(&self, exponent: i32) -> BigInt {
        &self.digits * BigInt::from(BigUint::from(10_u8).pow(self.exponent.abs_diff(exponent)))
    }
}

/// `left` - `right`, at the ends of `i32` if it is beyond them.
fn difference(left: u64, right: u64) -> i32 {
    let size = i32::try_from(left.abs_diff(right)).unwrap_or(i32::MAX);
    if left < right { -size } else { size }
}

impl From<Decimal> for Exact {
    fn from(decimal: Decimal) -> Self {
        Self::new(decimal.digits(), i32::from(decimal.exponent()))
    }
}

/// `significand` x 2^`exponent`: a rounded number that does not overflow.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Quotient {
    significand: f64,
    exponent: i32,
}

impl Quotient {
    /// As a double; infinite beyond the largest.
    #[must_use]
    pub(crate) fn to_f64(self) -> f64 {
        scaled(self.significand, self.exponent)
    }

    /// Its square root as a double, of a number that is not negative.
    #[must_use]
    pub(crate) fn sqrt(self) -> f64 {
        let odd = self.exponent.rem_euclid(2);
        let even = if odd == 1 { self.significand * 2.0 } else { self.significand };
        scaled(even.max(0.0).sqrt(), (self.exponent - odd) / 2)
    }
}

/// `number` x 2^`power`, in steps that stay within the doubles' exponents.
fn scaled(mut number: f64, mut power: i32) -> f64 {
    const STEP: i32 = 1000;
    while power.abs() > STEP && number.is_finite() && number != 0.0 {
        let step = STEP * power.signum();
        number *= 2_f64.powi(step);
        power -= step;
    }
    number * 2_f64.powi(power.clamp(-STEP, STEP))
}

#[cfg(test)]
#[expect(clippy::float_cmp, reason = "the very doubles are meant")]
mod tests {
    use proptest::prelude::{any, proptest};

    use super::super::Number;
    use super::Exact;

    fn exact(text: &str) -> Exact {
        Number::read(text.as_bytes()).unwrap().decimal().into()
    }

    proptest! {
        #[test]
        fn one_rounding_only(bits in any::<u64>()) {
            let value = f64::from_bits(bits);
            if value.is_normal() {
                assert_eq!(exact(&format!("{value:e}")).to_f64(), value);
            }
        }

        #[test]
        fn quotients_are_the_nearest_doubles(a in 1..1_u64 << 53, b in 1..1_u64 << 53) {
            let quotient = Exact::whole(a).over(&Exact::whole(b)).unwrap();
            assert_eq!(quotient.to_f64(), a as f64 / b as f64);
            assert!((quotient.sqrt() / (a as f64 / b as f64).sqrt() - 1.0).abs() < 1e-15);
        }
    }

    #[test]
    fn nothing_is_lost_and_nothing_overflows() {
        let (large, small) = (exact("1e308"), exact("1e-300"));
        assert_eq!(large.plus(&small).minus(&large).to_f64(), 1e-300);
        let square = large.times(&large);
        assert_eq!(square.to_f64(), f64::INFINITY);
        let root = square.over(&Exact::whole(1)).unwrap().sqrt();
        assert!((root / 1e308 - 1.0).abs() < 1e-15);
        assert!(exact("5").over(&Exact::default()).is_none());
        assert_eq!(Exact::default().over(&exact("5")).unwrap().to_f64(), 0.0);
    }
}
