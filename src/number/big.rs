//! Whole numbers of any size, with as much arithmetic as exact sums need. Not fast: it runs once
//! for a figure of the report, never for a line. Called by [`super::exact`] only.

use std::cmp::Ordering;

/// A whole number: sign and size.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Big {
    /// Never set for zero.
    negative: bool,
    /// 64 bits each, the lowest first, the last not zero.
    limbs: Vec<u64>,
}

impl Big {
    /// `high` x 2^128 + `low`.
    pub(super) fn from_halves(high: i128, low: u128) -> Self {
        let negative = high < 0;
        let (mut high, mut low) = (high.cast_unsigned(), low);
        if negative {
            low = low.wrapping_neg();
            high = (!high).wrapping_add(u128::from(low == 0));
        }
        Self::trimmed(negative, [low, high].into_iter().flat_map(halves).collect())
    }

    fn trimmed(negative: bool, mut limbs: Vec<u64>) -> Self {
        while limbs.last() == Some(&0) {
            limbs.pop();
        }
        Self { negative: negative && !limbs.is_empty(), limbs }
    }

    pub(super) fn is_zero(&self) -> bool {
        self.limbs.is_empty()
    }

    pub(super) fn is_negative(&self) -> bool {
        self.negative
    }

    pub(super) fn size(&self) -> Self {
        Self { negative: false, limbs: self.limbs.clone() }
    }

    /// Bits up to the highest set one.
    pub(super) fn bits(&self) -> u32 {
        let top = self.limbs.last().map_or(0, |limb| 64 - limb.leading_zeros());
        let lower = self.limbs.len().saturating_sub(1);
        u32::try_from(lower).unwrap_or(u32::MAX / 64).saturating_mul(64) + top
    }

    /// The size, where 128 bits hold it.
    fn short(&self) -> Option<u128> {
        match *self.limbs {
            [] => Some(0),
            [low] => Some(u128::from(low)),
            [low, high] => Some(u128::from(high) << 64 | u128::from(low)),
            _ => None,
        }
    }

    pub(super) fn plus(&self, other: &Self) -> Self {
        if self.negative == other.negative {
            return Self::trimmed(self.negative, sum(&self.limbs, &other.limbs));
        }
        match compare(&self.limbs, &other.limbs) {
            Ordering::Less => Self::trimmed(other.negative, difference(&other.limbs, &self.limbs)),
            _ => Self::trimmed(self.negative, difference(&self.limbs, &other.limbs)),
        }
    }

    pub(super) fn negated(mut self) -> Self {
        self.negative = !self.negative && !self.is_zero();
        self
    }

    pub(super) fn times(&self, other: &Self) -> Self {
        let mut limbs = vec![0_u64; self.limbs.len() + other.limbs.len()];
        for (at, factor) in self.limbs.iter().enumerate() {
            let mut carry = 0;
            for (limb, other) in limbs[at..].iter_mut().zip(other.limbs.iter().chain([&0])) {
                let [low, high] =
                    halves(u128::from(*factor) * u128::from(*other) + u128::from(*limb) + carry);
                (*limb, carry) = (low, u128::from(high));
            }
        }
        Self::trimmed(self.negative != other.negative, limbs)
    }

    pub(super) fn times_small(&self, factor: u64) -> Self {
        self.times(&Self::trimmed(false, vec![factor]))
    }

    pub(super) fn times_power_of_ten(&self, power: u32) -> Self {
        const STEP: u32 = 19;
        let mut product = self.clone();
        for _ in 0..power / STEP {
            product = product.times_small(10_u64.pow(STEP));
        }
        product.times_small(10_u64.pow(power % STEP))
    }

    pub(super) fn shifted_left(&self, bits: u32) -> Self {
        let mut limbs = vec![0; bits as usize / 64];
        let bits = bits % 64;
        let mut carry = 0;
        for limb in &self.limbs {
            let [low, high] = halves(u128::from(*limb) << bits);
            limbs.push(low | carry);
            carry = high;
        }
        limbs.push(carry);
        Self::trimmed(self.negative, limbs)
    }

    /// Of sizes that differ by a factor below 2^127: the whole quotient, and whether a rest is left.
    /// Schoolbook division, a bit at a time, where the machine has none; nothing for a zero divisor.
    pub(super) fn divided(&self, divisor: &Self) -> Option<(u128, bool)> {
        if divisor.is_zero() {
            return None;
        }
        if let (Some(over), Some(under)) = (self.short(), divisor.short()) {
            return Some((over / under, !over.is_multiple_of(under)));
        }
        let steps = (self.bits() + 1).saturating_sub(divisor.bits());
        let mut rest = self.limbs.clone();
        let mut quotient = 0_u128;
        for step in (0..steps).rev() {
            let part = divisor.shifted_left(step);
            quotient <<= 1;
            if compare(&rest, &part.limbs) != Ordering::Less {
                rest = Self::trimmed(false, difference(&rest, &part.limbs)).limbs;
                quotient |= 1;
            }
        }
        Some((quotient, !rest.is_empty()))
    }
}

#[expect(clippy::cast_possible_truncation, reason = "the halves are what is wanted")]
fn halves(wide: u128) -> [u64; 2] {
    [wide as u64, (wide >> 64) as u64]
}

/// Of sizes without leading zeros.
fn compare(left: &[u64], right: &[u64]) -> Ordering {
    let lengths = left.len().cmp(&right.len());
    lengths.then_with(|| left.iter().rev().cmp(right.iter().rev()))
}

fn sum(left: &[u64], right: &[u64]) -> Vec<u64> {
    let length = left.len().max(right.len()) + 1;
    let mut carry = 0;
    let limbs = (0..length).map(|at| {
        let limb = |limbs: &[u64]| u128::from(limbs.get(at).copied().unwrap_or(0));
        let [low, high] = halves(limb(left) + limb(right) + carry);
        carry = u128::from(high);
        low
    });
    limbs.collect()
}

/// `left` - `right`, which is not larger.
fn difference(left: &[u64], right: &[u64]) -> Vec<u64> {
    let mut borrow = false;
    let limbs = left.iter().enumerate().map(|(at, limb)| {
        let (limb, first) = limb.overflowing_sub(right.get(at).copied().unwrap_or(0));
        let (limb, second) = limb.overflowing_sub(u64::from(borrow));
        borrow = first || second;
        limb
    });
    limbs.collect()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::{any, proptest};

    use super::Big;

    fn big(number: i128) -> Big {
        Big::from_halves(if number < 0 { -1 } else { 0 }, number.cast_unsigned())
    }

    proptest! {
        #[test]
        fn agrees_with_128_bits(a in any::<i64>(), b in any::<i64>(), power in 0..18_u32) {
            let (wide_a, wide_b) = (i128::from(a), i128::from(b));
            assert_eq!(big(wide_a).plus(&big(wide_b)), big(wide_a + wide_b));
            assert_eq!(big(wide_a).plus(&big(wide_b).negated()), big(wide_a - wide_b));
            assert_eq!(big(wide_a).times(&big(wide_b)), big(wide_a * wide_b));
            let powered = big(wide_a).times_power_of_ten(power);
            assert_eq!(powered, big(wide_a * 10_i128.pow(power)));
        }

        #[test]
        fn products_divide_again(a in 1..u128::MAX >> 2, b in 1..u64::MAX, shift in 0..300_u32) {
            let factor = Big::from_halves(0, a);
            let product = factor.times_small(b).shifted_left(shift);
            let quotient = product.divided(&factor.shifted_left(shift));
            assert_eq!(quotient, Some((u128::from(b), false)));
        }
    }

    #[test]
    fn halves_keep_their_sign() {
        assert_eq!(Big::from_halves(-1, 0), big(1).shifted_left(128).negated());
        assert_eq!(Big::from_halves(-1, u128::MAX), big(-1));
        assert!(Big::from_halves(0, 0).is_zero());
        assert_eq!(big(1).divided(&big(0)), None);
    }
}
