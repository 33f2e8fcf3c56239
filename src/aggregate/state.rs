//! The aggregates of a run as bytes. While all values are kept, equal events give equal bytes, whatever
//! the threads, the order of the events and the merges.
//!
//! Totals, which are sorted, are written; aggregates, which take in more events, are read. The entries
//! of a value stand with the value, and values are sorted by their bytes.

use super::contrast::Contrast;
use super::counts::ENTRY_BYTES;
use super::distinct_texts::DistinctTexts;
use super::hits::Hits;
use super::keep::{raise_state_count, state_count};
use super::matrix::Matrix;
use super::rates::Rates;
use super::{Aggregates, Compared, CountEntry, HashSeed, Keep, Totals};
use crate::codec::{Decoded, Reader, Writer, check};

/// The length of the longest value, which is the longest line.
const LONGEST: usize = 1 << 30;

impl Totals {
    /// Writes them.
    pub(crate) fn write(&self, out: &mut Writer) {
        // Named one by one, so that a field added later cannot be forgotten here.
        let Self {
            counts,
            rates,
            numbers,
            compared,
            hits,
            texts,
            examples,
            matrix,
            contrast,
            layout,
            approximation,
            as_counted: _,
        } = self.as_counted();
        out.flag(rates.is_some());
        if let Some(rates) = rates {
            rates.write(out);
        }
        out.flag(numbers.is_some());
        if let Some(numbers) = numbers {
            numbers.write(out);
        }
        if let Some(hits) = hits {
            hits.write(out);
        }
        if let Some(texts) = texts {
            texts.write(out);
        }
        out.put(approximation);
        let mut entries: Vec<(&[u8], CountEntry)> =
            counts.entries().map(|entry| (counts.get(entry).0, entry)).collect();
        entries.sort_unstable_by_key(|(value, _)| *value);
        out.ascending(entries.into_iter(), |out, entry| {
            let state = counts.state(entry);
            out.u64(counts.get(entry).1);
            if let Some(rates) = rates {
                rates.write_value(layout.times.of(state), out);
            }
            if let Some(numbers) = numbers {
                numbers.write_value(layout.measure.of(state), out);
            }
            if hits.is_some() {
                out.u64(state_count(layout.hits.of(state)));
                if let Some(rates) = rates {
                    rates.write_value_hits(layout.times.of(state), out);
                }
            }
            if let Some(texts) = texts {
                texts.write_value(layout.texts.of(state), out);
            }
            if let Some(examples) = examples {
                examples.write_value(layout.example.of(state), out);
            }
            if approximation.is_some() {
                out.u64(self.as_counted().error(entry));
            }
        });
        out.flag(compared.is_some());
        if let Some(compared) = compared {
            compared.write(out);
        }
        if let Some(contrast) = contrast {
            contrast.write(out);
        }
        if let Some(matrix) = matrix {
            matrix.write(counts, |state| layout.across.of(state), out);
        }
    }
}

impl Aggregates {
    /// Reads what [`Totals::write`] wrote of a run with this `keep` and `compared` columns compared.
    ///
    /// # Errors
    /// The bytes contradict themselves or `keep`, or take more memory than the reader grants.
    pub(crate) fn read(
        input: &mut Reader<'_>,
        seed: HashSeed,
        keep: &Keep,
        compared: usize,
    ) -> Decoded<Self> {
        let mut read = Self::new(seed, keep);
        check(input.flag()? == read.rates.is_some(), "kind of state")?;
        if let Some(rates) = &mut read.rates {
            rates.read(input)?;
        }
        check(input.flag()? == read.numbers.is_some(), "kind of state")?;
        if let Some(numbers) = &mut read.numbers {
            numbers.read(input, read.rates.as_ref().map_or(0, Rates::bucket_count))?;
        }
        let buckets = read.rates.as_ref().map_or(0, Rates::bucket_count);
        if let Some(hits) = &mut read.hits {
            *hits = Hits::read(input, buckets)?;
        }
        if let Some((_, texts)) = &mut read.distinct {
            *texts = DistinctTexts::read(input)?;
        }
        if let Some(approximation) = input.take()? {
            read.begin_approximation(approximation);
        }
        read.read_values(input)?;
        if input.flag()? {
            check(compared > 0, "columns compared")?;
            read.compared = Some(Compared::read(input, compared, read.precision)?);
        }
        if let Some((_, contrast)) = &mut read.contrast {
            *contrast = Contrast::read(input, seed, &keep.contrasted)?;
        }
        if let Some((_, matrix)) = &mut read.matrix {
            let (layout, counts) = (read.layout, &mut read.counts);
            *matrix = Matrix::read(input, seed, counts, |state| layout.across.of_mut(state))?;
        }
        Ok(read)
    }

    /// The first compared column of which the two know different kinds, by its place, or `None` if the two
    /// can be merged.
    pub(crate) fn differs_at(&self, other: &Self) -> Option<usize> {
        self.compared.as_ref()?.differs_at(other.compared.as_ref()?)
    }

    fn read_values(&mut self, input: &mut Reader<'_>) -> Decoded<()> {
        let Self { counts, rates, numbers, hits, distinct, examples, layout, .. } = self;
        let approximation = &self.approximation;
        input.ascending(|input, value| {
            check(value.len() <= LONGEST, "length of a value")?;
            input.charge(ENTRY_BYTES)?;
            let entry = counts.add(value, input.u64()?);
            input.charge(layout.bytes() as u64)?;
            let state = counts.state_mut(entry);
            if let Some(rates) = rates {
                rates.read_value(input, layout.times.of_mut(state))?;
            }
            if let Some(numbers) = numbers {
                numbers.read_value(input, layout.measure.of_mut(state))?;
            }
            if hits.is_some() {
                raise_state_count(layout.hits.of_mut(state), input.u64()?);
                if let Some(rates) = rates {
                    rates.read_value_hits(input, layout.times.of_mut(state))?;
                }
            }
            if let Some((_, texts)) = distinct {
                texts.read_value(input, layout.texts.of_mut(state))?;
            }
            if let Some(examples) = examples {
                examples.read_value(input, layout.example.of_mut(state))?;
            }
            if approximation.is_some() {
                super::approximate::write_error(counts.state_mut(entry), input.u64()?);
            }
            Ok(())
        })
    }
}
