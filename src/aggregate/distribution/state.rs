//! A distribution as bytes. What is read must agree with itself: the counts, and the ends with the
//! outermost cells.

use super::{CellCounts, Distribution, ExactSum, Precision};
use crate::codec::{Reader, Result, Writer, check};

impl Distribution {
    /// Writes it.
    pub(in crate::aggregate) fn write(&self, out: &mut Writer) {
        // Taken apart, so that a part added later cannot be forgotten here.
        let Self { count, sum, squares, minimum, maximum, cells, units, cut } = self;
        out.u64(*count);
        sum.write(out);
        squares.write(out);
        out.f64(*minimum);
        out.f64(*maximum);
        cells.write(out);
        units.iter().for_each(|count| out.u64(*count));
        out.u64(*cut);
    }

    /// Reads one of that precision.
    pub(in crate::aggregate) fn read(input: &mut Reader<'_>, precision: Precision) -> Result<Self> {
        let mut read = Self::new(precision);
        read.count = input.u64()?;
        read.sum = ExactSum::read(input)?;
        read.squares = ExactSum::read(input)?;
        (read.minimum, read.maximum) = (input.f64()?, input.f64()?);
        read.cells = CellCounts::read(input, precision)?;
        for count in &mut read.units {
            *count = input.u64()?;
        }
        read.cut = input.u64()?;
        input.charge(read.memory())?;
        read.check()?;
        Ok(read)
    }

    fn check(&self) -> Result<()> {
        let cells = self.cells();
        let units = self.units.iter().fold(0, |sum: u64, count| sum.saturating_add(*count));
        let counts = [cells.count(), units];
        check(counts == [self.count; 2] && self.cut <= self.count, "count of numbers")?;
        let ends = [self.minimum, self.maximum];
        check(is_within(ends, cells.as_slice().first(), cells.as_slice().last()), "ends")
    }
}

/// Whether smallest and largest number lie in the first and the last cell.
fn is_within(
    [minimum, maximum]: [f64; 2],
    first: Option<&crate::aggregate::Cell>,
    last: Option<&crate::aggregate::Cell>,
) -> bool {
    match (first, last) {
        (Some(first), Some(last)) => {
            let is_ordered = minimum <= maximum && minimum.is_finite() && maximum.is_finite();
            is_ordered
                && (first.low..=first.high).contains(&minimum)
                && (last.low..=last.high).contains(&maximum)
        }
        _ => minimum == f64::INFINITY && maximum == f64::NEG_INFINITY,
    }
}
