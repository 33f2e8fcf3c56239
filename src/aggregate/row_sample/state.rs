//! Rows as bytes: how many there were, and those that are kept, by hash and then by their numbers.

use super::RowSample;
use crate::codec::{Reader, Result, Writer, check};

impl RowSample {
    /// Writes them.
    pub(in crate::aggregate) fn write(&self, out: &mut Writer) {
        let mut kept: Vec<usize> =
            if self.is_sample() { self.smallest() } else { (0..self.hashes.len()).collect() };
        kept.sort_unstable_by(|a, b| self.compare(*a, *b));
        out.u64(self.seen);
        out.length(kept.len());
        let mut before = 0;
        for at in kept {
            out.u64(self.hashes[at] - before);
            self.row(at).iter().for_each(|number| out.f64(*number));
            before = self.hashes[at];
        }
    }

    /// Reads rows of so many columns.
    pub(in crate::aggregate) fn read(input: &mut Reader<'_>, columns: usize) -> Result<Self> {
        Self::new(columns).filled(input)
    }

    fn filled(self, input: &mut Reader<'_>) -> Result<Self> {
        let (columns, mut rows) = (self.columns, self);
        rows.seen = input.u64()?;
        let length = input.length()?;
        let kept = if rows.is_sample() { rows.sizes.sample as u64 } else { rows.seen };
        check(length as u64 == kept, "number of rows")?;
        let mut hash = 0_u64;
        for _ in 0..length {
            let next = hash.checked_add(input.u64()?);
            check(next.is_some(), "hash of a row")?;
            hash = next.unwrap_or(hash);
            rows.hashes.push(hash);
            for _ in 0..columns {
                let number = input.f64()?;
                let is_missing = number.to_bits() == f64::NAN.to_bits();
                check(number.is_finite() || is_missing, "number of a row")?;
                rows.numbers.push(number);
            }
            input.charge(8 + 8 * columns as u64)?;
        }
        rows.limit = rows.is_sample().then_some(hash);
        Ok(rows)
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::{any, prop_assert_eq, proptest};

    use super::super::Sizes;
    use super::RowSample;
    use crate::codec::{Reader, Writer};

    const SMALL: Sizes = Sizes { most: 20, sample: 7 };

    fn written(rows: &RowSample) -> Vec<u8> {
        let mut out = Writer::new();
        rows.write(&mut out);
        out.into_bytes()
    }

    fn again(rows: &RowSample) -> RowSample {
        let bytes = written(rows);
        let read = RowSample::with_sizes(1, SMALL).filled(&mut Reader::new(&bytes, 1 << 20));
        read.unwrap()
    }

    proptest! {
        #[test]
        fn a_sample_that_was_read_goes_on_as_before(
            rows in proptest::collection::vec((0..50_u64, any::<i8>()), 0..60), parts in 1..5_usize,
        ) {
            let mut whole = RowSample::with_sizes(1, SMALL);
            rows.iter().for_each(|(hash, x)| whole.add(*hash, [f64::from(*x)].into_iter()));
            let mut merged = RowSample::with_sizes(1, SMALL);
            for part in 0..parts {
                let mut own = RowSample::with_sizes(1, SMALL);
                let rows = rows.iter().skip(part).step_by(parts);
                rows.for_each(|(hash, x)| own.add(*hash, [f64::from(*x)].into_iter()));
                merged.merge(again(&own));
                merged = again(&merged);
            }
            prop_assert_eq!(written(&merged), written(&whole));
        }
    }
}
