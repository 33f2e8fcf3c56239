//! Sums that do not round: of numbers, of their squares and products.
//!
//! Each power of ten that numbers come with has a 256-bit integer of its own. A sum therefore depends
//! on the numbers alone and not on their order; there is no scale to choose and none to overflow, and
//! 10^308 and 10^-300 add up. Usual data has one to four powers; there are at most some 700, or twice
//! as many for products.

use ethnum::I256;
use serde::{Deserialize, Deserializer, Serialize, Serializer};

use crate::number::{Decimal, Exact};

/// A sum of decimal numbers, exactly.
///
/// A power of ten whose sum is 0 is kept: [`Self::finest`] still tells that a number came with it.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
#[serde(try_from = "Vec<Term>", into = "Vec<Term>")]
pub(crate) struct ExactSum {
    /// Ascending by exponent.
    terms: Vec<Term>,
    /// The place of the term added to last: most numbers have the exponent of the one before.
    last: usize,
}

/// `sum` x 10^`exponent`. No 2^64 weights of 10^36 overflow the sum.
#[derive(Debug, Clone, Serialize, Deserialize)]
struct Term {
    exponent: i32,
    #[serde(serialize_with = "write_short", deserialize_with = "read_short")]
    sum: I256,
}

/// The largest size of an exponent: of the product of the longest decimals.
const LARGEST_EXPONENT: u32 = 2 * (1 << 15) + 64;

/// Writes an integer in two's complement, the lowest byte first, without the highest bytes that
/// repeat the sign.
fn write_short<S: Serializer>(sum: &I256, out: S) -> Result<S::Ok, S::Error> {
    let mut bytes = sum.to_le_bytes().to_vec();
    while let [.., before, last] = *bytes
        && (last == 0 && before < 0x80 || last == 0xff && before >= 0x80)
    {
        bytes.pop();
    }
    bytes.serialize(out)
}

fn read_short<'de, D: Deserializer<'de>>(input: D) -> Result<I256, D::Error> {
    let bytes = Vec::<u8>::deserialize(input)?;
    let is_negative = bytes.last().is_some_and(|last| *last >= 0x80);
    let mut all = [if is_negative { 0xff } else { 0 }; 32];
    let own = all.get_mut(..bytes.len()).ok_or_else(|| serde::de::Error::custom("sum"))?;
    own.copy_from_slice(&bytes);
    Ok(I256::from_le_bytes(all))
}

impl From<ExactSum> for Vec<Term> {
    fn from(sum: ExactSum) -> Self {
        sum.terms
    }
}

impl TryFrom<Vec<Term>> for ExactSum {
    type Error = &'static str;

    fn try_from(terms: Vec<Term>) -> Result<Self, Self::Error> {
        let ascends = terms.is_sorted_by(|term, next| term.exponent < next.exponent);
        let is_near = |term: &Term| term.exponent.unsigned_abs() <= LARGEST_EXPONENT;
        let holds = ascends && terms.iter().all(is_near);
        if holds { Ok(Self { terms, last: 0 }) } else { Err("exponents of a sum") }
    }
}

impl ExactSum {
    /// The sum of no numbers: 0.
    pub(crate) const fn new() -> Self {
        Self { terms: Vec::new(), last: 0 }
    }

    /// Adds `number`, `weight` times.
    #[inline]
    pub(crate) fn add(&mut self, number: Decimal, weight: u64) {
        self.add_term(number.digits(), i32::from(number.exponent()), weight);
    }

    /// Adds `digits` x 10^`exponent`.
    pub(super) fn add_digits(&mut self, digits: i128, exponent: i32) {
        self.add_term(digits, exponent, 1);
    }

    /// Adds `x` x `y`, `weight` times.
    #[inline]
    pub(crate) fn add_product(&mut self, x: Decimal, y: Decimal, weight: u64) {
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
        let digits = I256::from(digits);
        let sum = if weight == 1 { digits } else { digits.wrapping_mul(I256::from(weight)) };
        match self.terms.get_mut(self.last) {
            Some(term) if term.exponent == exponent => term.sum = term.sum.wrapping_add(sum),
            _ => self.add_elsewhere(exponent, sum),
        }
    }

    fn add_elsewhere(&mut self, exponent: i32, sum: I256) {
        let found = self.terms.binary_search_by_key(&exponent, |term| term.exponent);
        let (Ok(at) | Err(at)) = found;
        match found {
            Ok(at) => self.terms[at].sum = self.terms[at].sum.wrapping_add(sum),
            Err(at) => self.terms.insert(at, Term { exponent, sum }),
        }
        self.last = at;
    }

    /// Adds all that `other` has added.
    pub(crate) fn merge(&mut self, other: &Self) {
        for term in &other.terms {
            self.add_elsewhere(term.exponent, term.sum);
        }
    }

    pub(crate) fn total(&self) -> Exact {
        self.terms.iter().fold(Exact::default(), |total, term| {
            total.plus(&Exact::from_le_bytes(&term.sum.to_le_bytes(), term.exponent))
        })
    }

    /// The smallest power of ten that a number came with: -2 if there are hundredths.
    pub(crate) fn finest(&self) -> Option<i32> {
        self.terms.first().map(|term| term.exponent)
    }

    /// Takes out the term of `exponent`, `digits` x 10^`exponent`, if there is one whose digits 128 bits
    /// hold.
    pub(super) fn take(&mut self, exponent: i32) -> Option<i128> {
        let at = self.terms.iter().position(|term| term.exponent == exponent)?;
        let digits = i128::try_from(self.terms[at].sum).ok()?;
        self.terms.remove(at);
        self.last = 0;
        Some(digits)
    }

    /// Whether no number was added.
    pub(super) fn is_empty(&self) -> bool {
        self.terms.is_empty()
    }

    /// Bytes of memory held on the heap.
    pub(crate) fn memory(&self) -> u64 {
        (self.terms.capacity() * size_of::<Term>()) as u64
    }
}

#[cfg(test)]
#[expect(clippy::float_cmp, reason = "the very doubles are meant")]
mod tests {
    use proptest::prelude::{any, proptest};

    use super::ExactSum;
    use crate::codec::{Reader, Writer};
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

    proptest! {
        #[test]
        fn a_sum_reads_back(
            terms in proptest::collection::vec((any::<i64>(), -50..50_i32, 0..64_u32, any::<u64>()), 0..20),
        ) {
            let mut sum = ExactSum::new();
            for (digits, exponent, shift, weight) in terms {
                sum.add_term(i128::from(digits >> shift), exponent, weight);
            }
            let bytes = Writer::record(&sum);
            let read: ExactSum = Reader::new(&bytes, 0).take().unwrap();
            assert_eq!(Writer::record(&read), bytes);
            assert!(is(&read, &sum.total()));
            assert_eq!(read.finest(), sum.finest());
        }
    }

    #[test]
    fn few_digits_take_few_bytes() {
        let mut sum = ExactSum::new();
        sum.add_digits(-100, -2);
        assert_eq!(Writer::record(&sum), [1, 3, 1, 0x9c]);
        sum.add_digits(228, -2);
        assert_eq!(Writer::record(&sum), [1, 3, 2, 0x80, 0]);
        assert!(Reader::new(&[2, 3, 1, 5, 3, 1, 5], 0).take::<ExactSum>().is_err());
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
