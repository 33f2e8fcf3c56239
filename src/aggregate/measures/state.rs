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

#[cfg(test)]
mod tests {
    use super::{ExactSum, Measure, Precision, SCALE};
    use crate::codec::{Reader, Writer};
    use crate::number::Number;

    fn written(measure: &Measure) -> Vec<u8> {
        let mut out = Writer::new();
        measure.write(&mut out);
        out.into_bytes()
    }

    #[test]
    fn when_the_small_sum_spilled_does_not_show() {
        let large = i128::MAX - 5;
        let mut spilled = Measure::new(Precision::DEFAULT);
        spilled.add(&Number::read(b"7").unwrap(), 1);
        let mut never = spilled.clone();
        spilled.add_small(large);
        assert!(spilled.large.is_some());
        let sum = never.large.get_or_insert_default();
        sum.add_digits(large, -i32::from(SCALE));
        assert_eq!(written(&spilled), written(&never));
        let bytes = written(&spilled);
        let read = Measure::read(&mut Reader::new(&bytes, 1 << 20), Precision::DEFAULT).unwrap();
        assert_eq!((written(&read), read.sum().to_bits()), (bytes, spilled.sum().to_bits()));
        // A sum that has come back to what the small one holds is small again.
        spilled.add_small(-large);
        let mut small = Measure::new(Precision::DEFAULT);
        small.add(&Number::read(b"7").unwrap(), 1);
        assert_eq!(written(&spilled), written(&small));
        let bytes = written(&spilled);
        let read = Measure::read(&mut Reader::new(&bytes, 1 << 20), Precision::DEFAULT).unwrap();
        assert!(read.large.is_none());
        assert!(ExactSum::new().is_empty());
    }
}
