//! Exact sums as bytes: the terms ascending by exponent, each sum in as few bytes as hold it.
//!
//! A sum of 0 is written too: that a number came with hundredths shows in the report
//! ([`ExactSum::finest`]) though it added nothing.

use super::{ExactSum, Term, Wide};
use crate::codec::{Malformed, Reader, Result, Writer, check};

/// The largest exponent, either way: that of a product of the longest decimals.
const LARGEST: i32 = 2 * (i16::MAX as i32) + 64;

impl Wide {
    /// In two's complement, the lowest byte first, without bytes that the sign alone would give.
    fn write(self, out: &mut Writer) {
        let mut bytes = [0; 32];
        bytes[..16].copy_from_slice(&self.low.to_le_bytes());
        bytes[16..].copy_from_slice(&self.high.to_le_bytes());
        let fill = if self.high < 0 { 0xff } else { 0 };
        let mut end = bytes.iter().rposition(|byte| *byte != fill).map_or(0, |last| last + 1);
        // The highest bit that is kept is the sign.
        let sign = end.checked_sub(1).map_or(0, |last| bytes[last]) >= 0x80;
        if sign != (self.high < 0) {
            end += 1;
        }
        out.bytes(&bytes[..end.min(bytes.len())]);
    }

    fn read(input: &mut Reader<'_>) -> Result<Self> {
        let bytes = input.bytes()?;
        let is_negative = bytes.last().is_some_and(|last| *last >= 0x80);
        let mut low = [if is_negative { 0xff } else { 0 }; 16];
        let mut high = low;
        for (at, byte) in bytes.iter().enumerate() {
            let half = if at < 16 { &mut low } else { &mut high };
            *half.get_mut(at % 16).filter(|_| at < 32).ok_or(Malformed::Wrong("sum"))? = *byte;
        }
        Ok(Self { low: u128::from_le_bytes(low), high: i128::from_le_bytes(high) })
    }
}

impl ExactSum {
    /// Writes it.
    pub(in crate::aggregate) fn write(&self, out: &mut Writer) {
        out.length(self.terms.len());
        for Term { exponent, sum } in &self.terms {
            out.i64(i64::from(*exponent));
            sum.write(out);
        }
    }

    /// Reads one.
    pub(in crate::aggregate) fn read(input: &mut Reader<'_>) -> Result<Self> {
        let mut terms: Vec<Term> = Vec::new();
        for _ in 0..input.length()? {
            let exponent = i32::try_from(input.i64()?).ok();
            let exponent = exponent.filter(|exponent| exponent.abs() <= LARGEST);
            let exponent = exponent.ok_or(Malformed::Wrong("exponent"))?;
            check(terms.last().is_none_or(|last| last.exponent < exponent), "order of exponents")?;
            input.charge(size_of::<Term>() as u64)?;
            terms.push(Term { exponent, sum: Wide::read(input)? });
        }
        Ok(Self { terms, last: 0 })
    }

    /// Takes `digits` x 10^`exponent` out, all there is with that exponent, where 128 bits hold it.
    pub(in crate::aggregate) fn take(&mut self, exponent: i32) -> Option<i128> {
        let at = self.terms.iter().position(|term| term.exponent == exponent)?;
        let Wide { low, high } = self.terms[at].sum;
        let small = low.cast_signed();
        if high != small >> 127 {
            return None;
        }
        self.terms.remove(at);
        self.last = 0;
        Some(small)
    }

    /// Whether nothing was added.
    pub(in crate::aggregate) fn is_empty(&self) -> bool {
        self.terms.is_empty()
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::{any, prop_assert_eq, proptest};

    use super::{ExactSum, Wide};
    use crate::codec::{Reader, Writer};

    fn written(sum: &ExactSum) -> Vec<u8> {
        let mut out = Writer::new();
        sum.write(&mut out);
        out.into_bytes()
    }

    proptest! {
        #[test]
        fn sums_of_any_size_read_back(low in any::<u128>(), high in any::<i128>(), shift in 0..128_u32) {
            for wide in [
                Wide { low, high },
                Wide { low, high: high >> shift },
                Wide::from_i128(high >> shift),
                Wide::from_i128(-128),
                Wide::from_i128(128),
                Wide::from_i128(0),
            ] {
                let mut out = Writer::new();
                wide.write(&mut out);
                let bytes = out.into_bytes();
                let read = Wide::read(&mut Reader::new(&bytes, 0)).unwrap();
                prop_assert_eq!((read.low, read.high), (wide.low, wide.high));
            }
        }

        #[test]
        fn a_sum_is_read_as_it_was(terms in proptest::collection::vec((any::<i64>(), -50..50_i32), 0..20)) {
            let mut sum = ExactSum::new();
            terms.iter().for_each(|(digits, exponent)| sum.add_digits(i128::from(*digits), *exponent));
            let bytes = written(&sum);
            let read = ExactSum::read(&mut Reader::new(&bytes, 1 << 20)).unwrap();
            prop_assert_eq!(written(&read), bytes);
            prop_assert_eq!((read.total().to_f64(), read.finest()), (sum.total().to_f64(), sum.finest()));
        }
    }

    #[test]
    fn few_digits_take_few_bytes() {
        let mut sum = ExactSum::new();
        sum.add_digits(-100, -2);
        assert_eq!(written(&sum), [1, 3, 1, 0x9c]);
    }
}
