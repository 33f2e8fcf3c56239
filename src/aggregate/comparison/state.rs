//! Compared columns as bytes: each numeric column, the sums of each pair, the rows; and the tables
//! of texts, sorted.

use super::{Column, Comparison, Contingency, PairSums};
use crate::aggregate::{Distribution, ExactSum, Precision, RowSample};
use crate::codec::{Reader, Result, Writer, check};

impl Comparison {
    /// Writes it.
    pub(in crate::aggregate) fn write(&self, out: &mut Writer) {
        // Taken apart, so that a part added later cannot be forgotten here.
        let Self { columns, pairs, rows } = self;
        for Column { distribution, missing } in columns {
            distribution.write(out);
            out.u64(*missing);
        }
        pairs.iter().for_each(|pair| pair.write(out));
        rows.write(out);
    }

    /// Reads one of so many columns.
    pub(in crate::aggregate) fn read(
        input: &mut Reader<'_>,
        columns: usize,
        precision: Precision,
    ) -> Result<Self> {
        let mut read = Self::new(columns, precision);
        for column in &mut read.columns {
            column.distribution = Distribution::read(input, precision)?;
            column.missing = input.u64()?;
        }
        for pair in &mut read.pairs {
            *pair = PairSums::read(input)?;
        }
        read.rows = RowSample::read(input, columns)?;
        Ok(read)
    }
}

impl PairSums {
    fn write(&self, out: &mut Writer) {
        let Self { count, x, y, xx, yy, xy } = self;
        out.u64(*count);
        [x, y, xx, yy, xy].iter().for_each(|sum| sum.write(out));
    }

    fn read(input: &mut Reader<'_>) -> Result<Self> {
        let count = input.u64()?;
        let mut sum = || ExactSum::read(input);
        Ok(Self { count, x: sum()?, y: sum()?, xx: sum()?, yy: sum()?, xy: sum()? })
    }
}

impl Contingency {
    /// Writes it.
    pub(in crate::aggregate) fn write(&self, out: &mut Writer) {
        out.length(self.counts.len());
        let mut before: &[u8] = &[];
        for (x, row) in self.rows() {
            out.next(before, x);
            out.length(row.len());
            let mut text: &[u8] = &[];
            for (y, count) in row {
                out.next(text, y);
                out.u64(*count);
                text = y;
            }
            before = x;
        }
    }

    /// Reads one.
    pub(in crate::aggregate) fn read(input: &mut Reader<'_>) -> Result<Self> {
        let mut read = Self::default();
        let mut x = Vec::new();
        for index in 0..input.length()? {
            input.next(&mut x, index == 0)?;
            let mut y = Vec::new();
            let length = input.length()?;
            check(length > 0, "row of a table")?;
            for index in 0..length {
                input.next(&mut y, index == 0)?;
                let count = input.u64()?;
                check(count > 0, "count of a table")?;
                input.charge(2 * Self::ENTRY)?;
                read.add(&x, &y, count);
            }
        }
        Ok(read)
    }
}
