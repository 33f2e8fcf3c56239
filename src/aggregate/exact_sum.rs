//! Sums that do not round: of numbers, of their squares and products.
//!
//! Each power of ten that numbers come with has a 256-bit integer of its own. So a sum depends on
//! the numbers alone, not on their order nor on which came first; there is no scale to choose and
//! none to overflow, and 10^308 and 10^-300 add up. Usual data has one to four powers; there are at
//! most some 700, or twice that for products. Called by the distribution, the measures and the
//! comparison; what is made of sums is [`crate::analysis`].

mod state;

use crate::number::{Decimal, Exact};

/// A sum of decimal numbers, exactly.
#[derive(Debug, Clone, Default)]
pub struct ExactSum {
    /// Ascending by exponent.
    terms: Vec<Term>,
    /// The term added to last: most numbers have the exponent of the one before.
    last: usize,
}

/// `sum` x 10^`exponent`.
#[derive(Debug, Clone)]
struct Term {
    exponent: i32,
    sum: Wide,
}

/// A 256-bit integer in two's complement: no 2^64 weights of 10^36 overflow it.
#[derive(Debug, Clone, Copy, Default)]
struct Wide {
    low: u128,
    high: i128,
}

impl Wide {
    #[inline]
    fn add(&mut self, other: Self) {
        let (low, carry) = self.low.overflowing_add(other.low);
        self.low = low;
        self.high = self.high.wrapping_add(other.high).wrapping_add(i128::from(carry));
    }

    #[inline]
    fn from_i128(number: i128) -> Self {
        Self { low: number.cast_unsigned(), high: number >> 127 }
    }

    #[cold]
    fn product(number: i128, weight: u64) -> Self {
        let (size, weight) = (number.unsigned_abs(), u128::from(weight));
        let lower = (size & u128::from(u64::MAX)) * weight;
        let upper = (size >> 64) * weight;
        let mut product = Self { low: upper << 64, high: (upper >> 64).cast_signed() };
        product.add(Self { low: lower, high: 0 });
        if number < 0 {
            product = Self { low: !product.low, high: !product.high };
            product.add(Self { low: 1, high: 0 });
        }
        product
    }
}

impl ExactSum {
    /// Nothing yet: 0.
    pub const fn new() -> Self {
        Self { terms: Vec::new(), last: 0 }
    }

    /// Adds `number`, `weight` times.
    #[inline]
    pub fn add(&mut self, number: Decimal, weight: u64) {
        self.add_term(number.digits(), i32::from(number.exponent()), weight);
    }

    /// Adds `digits` x 10^`exponent`.
    pub(super) fn add_digits(&mut self, digits: i128, exponent: i32) {
        self.add_term(digits, exponent, 1);
    }

    /// Adds `x` x `y`, `weight` times.
    #[inline]
    pub fn add_product(&mut self, x: Decimal, y: Decimal, weight: u64) {
        let exponent = i32::from(x.exponent()) + i32::from(y.exponent());
        if let (Ok(left), Ok(right)) = (i64::try_from(x.digits()), i64::try_from(y.digits())) {
            return self.add_term(i128::from(left) * i128::from(right), exponent, weight);
        }
        self.add_long_product(x, y, weight);
    }

    /// Digits beyond 64 bits are multiplied in halves.
    #[cold]
    fn add_long_product(&mut self, x: Decimal, y: Decimal, weight: u64) {
        for left in x.halves() {
            for right in y.halves().into_iter().filter(|right| right.digits() != 0) {
                let exponent = i32::from(left.exponent()) + i32::from(right.exponent());
                self.add_term(left.digits() * right.digits(), exponent, weight);
            }
        }
    }

    #[inline]
    fn add_term(&mut self, digits: i128, exponent: i32, weight: u64) {
        let sum = if weight == 1 { Wide::from_i128(digits) } else { Wide::product(digits, weight) };
        match self.terms.get_mut(self.last) {
            Some(term) if term.exponent == exponent => term.sum.add(sum),
            _ => self.add_elsewhere(exponent, sum),
        }
    }

    fn add_elsewhere(&mut self, exponent: i32, sum: Wide) {
        match self.terms.binary_search_by_key(&exponent, |term| term.exponent) {
            Ok(at) => {
                self.terms[at].sum.add(sum);
                self.last = at;
            }
            Err(at) => {
                self.terms.insert(at, Term { exponent, sum });
                self.last = at;
            }
        }
    }

    /// Adds all that `other` has added.
    pub fn merge(&mut self, other: &Self) {
        for term in &other.terms {
            self.add_elsewhere(term.exponent, term.sum);
        }
    }

    /// The sum.
    pub fn total(&self) -> Exact {
        self.terms.iter().fold(Exact::default(), |total, term| {
            total.plus(&Exact::from_halves(term.sum.high, term.sum.low, term.exponent))
        })
    }

    /// The smallest power of ten a number came with: -2 where there are hundredths.
    pub fn finest(&self) -> Option<i32> {
        self.terms.first().map(|term| term.exponent)
    }

    /// Bytes of memory held on the heap.
    pub fn memory(&self) -> u64 {
        (self.terms.capacity() * size_of::<Term>()) as u64
    }
}

#[cfg(test)]
#[expect(clippy::float_cmp, reason = "the very doubles are meant")]
mod tests {
    use proptest::prelude::{any, proptest};

    use super::ExactSum;
    use crate::number::{Decimal, Exact, Number};

    fn decimal(text: &str) -> Decimal {
        Number::read(text.as_bytes()).unwrap().decimal()
    }

    fn is(sum: &ExactSum, expected: &Exact) -> bool {
        sum.total().minus(expected).is_zero()
    }

    proptest! {
        #[test]
        fn sums_of_any_split_are_equal(
            numbers in proptest::collection::vec((any::<i64>(), -9..9_i32, 0..3_u64), 0..50),
            split in 0..50_usize,
        ) {
            let mut expected = Exact::default();
            let mut parts = [ExactSum::default(), ExactSum::default()];
            for (index, (digits, exponent, weight)) in numbers.iter().enumerate() {
                let size = u128::from(digits.unsigned_abs());
                let number = Decimal::new(*digits < 0, size, *exponent).0;
                parts[usize::from(index < split)].add(number, *weight);
                expected = expected.plus(&Exact::from(number).times(&Exact::whole(*weight)));
            }
            let [mut left, right] = parts;
            left.merge(&right);
            assert!(is(&left, &expected));
        }

        #[test]
        fn products_are_exact(
            a in -10_i128.pow(36) + 1..10_i128.pow(36), b in any::<i64>(), weight in any::<u64>(),
        ) {
            let x = Decimal::new(a < 0, a.unsigned_abs(), -7).0;
            let y = Decimal::new(b < 0, u128::from(b.unsigned_abs()), 3).0;
            for (left, right) in [(x, y), (y, x), (x, x), (y, y)] {
                let mut sum = ExactSum::default();
                sum.add_product(left, right, weight);
                let product = Exact::from(left).times(&right.into()).times(&Exact::whole(weight));
                assert!(is(&sum, &product));
            }
        }
    }

    #[test]
    fn large_and_small_stay_apart_and_cancel() {
        let mut sum = ExactSum::default();
        for text in ["1e308", "1e-300", "-1e308", "0.1", "0.2", "-0.3"] {
            sum.add(decimal(text), 1);
        }
        assert_eq!(sum.total().to_f64(), 1e-300);
        assert_eq!(sum.finest(), Some(-300));
    }
}
