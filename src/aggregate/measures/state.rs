//! A measure as bytes: how many numbers, and if there are some their sum, their ends, their cells.
//!
//! When a small sum moves to the large one depends on the order of the numbers. So both are written
//! as one, and taken apart again by what the small one can hold.

use super::{CellKey, ExactSum, Measure, Precision, SCALE, key, wide};
use crate::aggregate::cell;
use crate::codec::{Reader, Result, Writer, check};

impl Measure {
    /// Writes it.
    pub(in crate::aggregate) fn write(&self, out: &mut Writer) {
        // Taken apart, so that a part added later cannot be forgotten here.
        let Self { count, minimum, maximum, small, large, cells, precision: _ } = self;
        out.u64(*count);
        if *count == 0 {
            return;
        }
        out.f64(*minimum);
        out.f64(*maximum);
        let mut sum = large.as_deref().cloned().unwrap_or_default();
        if wide(*small) != 0 {
            sum.add_digits(wide(*small), -i32::from(SCALE));
        }
        if let Some(rest) = sum.take(-i32::from(SCALE)).filter(|rest| *rest != 0) {
            sum.add_digits(rest, -i32::from(SCALE));
        }
        sum.write(out);
        let cells: Vec<(CellKey, u64)> = cells.iter().collect();
        cell::write(&cells, out);
    }

    /// Reads one of that precision.
    pub(in crate::aggregate) fn read(input: &mut Reader<'_>, precision: Precision) -> Result<Self> {
        let mut read = Self::new(precision);
        input.charge(size_of::<Self>() as u64)?;
        read.count = input.u64()?;
        if read.count == 0 {
            return Ok(read);
        }
        (read.minimum, read.maximum) = (input.f64()?, input.f64()?);
        let mut sum = ExactSum::read(input)?;
        if let Some(small) = sum.take(-i32::from(SCALE)) {
            read.add_small(small);
        }
        read.large = (!sum.is_empty()).then(|| Box::new(sum));
        let cells = cell::read(input, precision)?;
        let sum = cells.iter().fold(0, |sum: u64, (_, count)| sum.saturating_add(*count));
        check(sum == read.count, "count of numbers")?;
        let ends = [read.minimum, read.maximum];
        let keys = ends.map(|end| key(end, precision));
        let outermost = [cells.first(), cells.last()].map(|cell| cell.map(|(key, _)| *key));
        check(ends.iter().all(|end| end.is_finite()) && ends[0] <= ends[1], "ends")?;
        check(outermost == keys.map(Some), "ends")?;
        for (key, count) in cells {
            read.cells.add(key, count, precision);
        }
        input.charge(read.memory())?;
        Ok(read)
    }
}
