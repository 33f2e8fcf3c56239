//! Compared columns as bytes: which are numbers and which texts, and what is kept of both.

use super::{Compared, Comparison, Contingency};
use crate::aggregate::Precision;
use crate::codec::{Reader, Result, Writer, check};

impl Compared {
    /// Writes it.
    pub(in crate::aggregate) fn write(&self, out: &mut Writer) {
        // Taken apart, so that a part added later cannot be forgotten here.
        let Self { numbers, texts: _, comparison, tables, groups, counts, lines, row: _ } = self;
        let columns = numbers.len() + counts.len();
        out.length(columns);
        (0..columns).for_each(|place| out.flag(numbers.contains(&place)));
        out.u64(*lines);
        comparison.write(out);
        counts.iter().for_each(|count| out.u64(*count));
        tables.iter().for_each(|table| table.write(out));
        groups.iter().for_each(|groups| groups.write(out));
    }

    /// Reads one of so many columns.
    pub(in crate::aggregate) fn read(
        input: &mut Reader<'_>,
        columns: usize,
        precision: Precision,
    ) -> Result<Self> {
        check(input.length()? == columns, "number of columns compared")?;
        let is_number = (0..columns).map(|_| input.flag()).collect::<Result<Vec<bool>>>()?;
        let mut read = Self::new(&is_number, precision);
        read.lines = input.u64()?;
        read.comparison = Comparison::read(input, read.numbers.len(), precision)?;
        for count in &mut read.counts {
            *count = input.u64()?;
        }
        for table in &mut read.tables {
            *table = Contingency::read(input)?;
        }
        for groups in &mut read.groups {
            groups.read(input)?;
        }
        Ok(read)
    }

    /// The first column that is a number in one and a text in the other; none where they can be
    /// merged.
    pub fn differs_at(&self, other: &Self) -> Option<usize> {
        let columns = self.numbers.len() + self.texts.len();
        (0..columns).find(|place| self.numbers.contains(place) != other.numbers.contains(place))
    }
}
