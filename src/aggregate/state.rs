//! The aggregates of a run as bytes. While all values are kept, equal events give equal bytes, whatever
//! the threads, the order of the events and the merges.
//!
//! Totals, which are sorted, are written; aggregates, which take in more events, are read. The records
//! of a value stand with the value, and values are sorted by their bytes.

use super::rates::Rates;
use super::totals::{split, split_mut};
use super::{Aggregates, Compared, HashSeed, Keep, Record, Totals};
use crate::codec::{Reader, Result, Writer, check};

/// Bytes of memory of a value besides its text and its state: slots have 32 bytes, and at least 3 in 8
/// are taken.
const ENTRY: u64 = 86;
/// The length of the longest value, which is the longest line.
const LONGEST: usize = 1 << 30;

impl Totals {
    /// Writes them.
    pub fn write(&self, out: &mut Writer) {
        // Named one by one, so that a field added later cannot be forgotten here.
        let Self { counts, rates, numbers, compared, approximation } = self;
        out.flag(rates.is_some());
        if let Some(rates) = rates {
            rates.write(out);
        }
        out.flag(numbers.is_some());
        if let Some(numbers) = numbers {
            numbers.write(out);
        }
        out.put(approximation);
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
    /// Reads what [`Totals::write`] wrote of a run with this `keep` and `compared` columns compared.
    ///
    /// # Errors
    /// The bytes contradict themselves or `keep`, or take more memory than the reader grants.
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
            numbers.read(input, read.rates.as_ref().map_or(0, Rates::buckets))?;
        }
        if let Some(approximation) = input.take()? {
            read.begin_approximation(approximation);
        }
        read.read_values(input)?;
        if input.flag()? {
            check(compared > 0, "columns compared")?;
            read.compared = Some(Compared::read(input, compared, read.precision)?);
        }
        Ok(read)
    }

    /// The first compared column that is a number in one and a text in the other, by its place, or
    /// `None` if the two can be merged.
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
