//! All that was aggregated as bytes. They are those of the contents alone: while all is kept, the same
//! events give the same bytes, whatever the threads, the order and the merges they came through.
//!
//! What stands with a value is written with it, each part by the aggregate it belongs to; values
//! are sorted by their bytes. Written are totals, which are sorted already; read are aggregates,
//! which take in more.

use super::{
    Aggregates, Approximation, Compared, HashSeed, Keep, Record, Totals, split, split_mut,
};
use crate::codec::{Reader, Result, Writer, check};

/// Bytes of memory a value takes at most besides its own and its state: a slot of 32 bytes, where 3 in 8
/// of them are taken at least.
const ENTRY: u64 = 86;
/// The longest value: that of the longest line.
const LONGEST: usize = 1 << 30;

impl Totals {
    /// Writes them.
    pub fn write(&self, out: &mut Writer) {
        // Taken apart, so that a part added later cannot be forgotten here.
        let Self { counts, rates, numbers, compared, approximation } = self;
        out.flag(rates.is_some());
        if let Some(rates) = rates {
            rates.write(out);
        }
        out.flag(numbers.is_some());
        if let Some(numbers) = numbers {
            numbers.write(out);
        }
        out.flag(approximation.is_some());
        if let Some(approximation) = approximation {
            approximation.write(out);
        }
        let mut records: Vec<Record> = counts.records().collect();
        records.sort_unstable_by_key(|record| counts.get(*record).0);
        out.length(records.len());
        let mut before: &[u8] = &[];
        for record in records {
            let (value, count) = counts.get(record);
            let (times, measures) = split(rates.is_some(), counts.state(record));
            out.next(before, value);
            out.u64(count);
            if let Some(rates) = rates {
                rates.write_value(times, out);
            }
            if let Some(numbers) = numbers {
                numbers.write_value(measures, out);
            }
            if approximation.is_some() {
                out.u64(self.error(record));
            }
            before = value;
        }
        out.flag(compared.is_some());
        if let Some(compared) = compared {
            compared.write(out);
        }
    }
}

impl Aggregates {
    /// Reads what [`Totals::write`] wrote of a run that kept the same, with so many columns
    /// compared.
    ///
    /// # Errors
    /// It was not written so, or takes more memory than the reader grants.
    pub fn read(
        input: &mut Reader<'_>,
        seed: HashSeed,
        keep: &Keep,
        compared: usize,
    ) -> Result<Self> {
        let mut read = Self::new(seed, keep);
        check(input.flag()? == read.rates.is_some(), "kind of state")?;
        if let Some(rates) = &mut read.rates {
            rates.read(input)?;
        }
        check(input.flag()? == read.numbers.is_some(), "kind of state")?;
        if let Some(numbers) = &mut read.numbers {
            numbers.read(input)?;
            let buckets = read.rates.as_ref().map_or(0, |rates| rates.buckets());
            check(numbers.fits(buckets), "number of buckets")?;
        }
        if input.flag()? {
            let approximation = Approximation::read(input)?;
            read.begin_approximation(approximation);
        }
        read.read_values(input)?;
        if input.flag()? {
            check(compared > 0, "columns compared")?;
            read.compared = Some(Compared::read(input, compared, read.precision)?);
        }
        Ok(read)
    }

    /// The first compared column that is a number here and a text there, or the other way round;
    /// such states are not to be merged.
    pub fn differs_at(&self, other: &Self) -> Option<usize> {
        self.compared.as_ref()?.differs_at(other.compared.as_ref()?)
    }

    fn read_values(&mut self, input: &mut Reader<'_>) -> Result<()> {
        let Self { counts, rates, numbers, approximation, .. } = self;
        let mut value = Vec::new();
        for index in 0..input.length()? {
            input.next(&mut value, index == 0)?;
            check(value.len() <= LONGEST, "length of a value")?;
            input.charge(ENTRY)?;
            let record = counts.add(&value, input.u64()?);
            let (times, measures) = split_mut(rates.is_some(), counts.state_mut(record));
            input.charge((times.len() + measures.len()) as u64)?;
            if let Some(rates) = rates {
                rates.read_value(input, times)?;
            }
            if let Some(numbers) = numbers {
                numbers.read_value(input, measures)?;
            }
            if approximation.is_some() {
                super::approximate::write_error(counts.state_mut(record), input.u64()?);
            }
        }
        Ok(())
    }
}
