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
        let mut rows = Self::new(columns);
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
