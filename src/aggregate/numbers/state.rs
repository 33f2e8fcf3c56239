//! Measured numbers as bytes: over all events and by bucket here, by value among the values.

use super::{Distribution, Measure, NumberTotals, Numbers, Outside};
use crate::codec::{Reader, Result, Writer};

impl NumberTotals {
    /// Writes what is known of no single value.
    pub(in crate::aggregate) fn write(&self, out: &mut Writer) {
        // Taken apart, so that a part added later cannot be forgotten here.
        let Self { distribution, outside, values: _, buckets, has_buckets, bare_zeros } = self;
        distribution.write(out);
        let Outside { below, above } = outside.unwrap_or_default();
        out.u64(below);
        out.u64(above);
        out.u64(*bare_zeros);
        out.flag(*has_buckets);
        out.length(if *has_buckets { buckets.len() } else { 0 });
        if !has_buckets {
            return;
        }
        buckets.iter().for_each(|measure| measure.write(out));
    }

    /// Writes what was measured on the value with this state.
    pub(in crate::aggregate) fn write_value(&self, state: &[u8], out: &mut Writer) {
        let measure = self.value(state);
        out.flag(measure.is_some());
        if let Some(measure) = measure {
            measure.write(out);
        }
    }
}

impl Numbers {
    /// Reads what is known of no single value, into what is empty yet.
    pub(in crate::aggregate) fn read(&mut self, input: &mut Reader<'_>) -> Result<()> {
        self.distribution = Distribution::read(input, self.precision)?.into();
        self.outside = Outside { below: input.u64()?, above: input.u64()? };
        self.bare_zeros = input.u64()?;
        self.has_buckets = input.flag()?;
        for _ in 0..input.length()? {
            self.buckets.push(Measure::read(input, self.precision)?);
        }
        Ok(())
    }

    /// Whether there is a measure for each of so many buckets that were read, or for none.
    pub(in crate::aggregate) fn fits(&self, buckets: usize) -> bool {
        self.buckets.len() == if self.has_buckets { buckets } else { 0 }
    }

    /// Reads what was measured on the value with this state, which is new.
    pub(in crate::aggregate) fn read_value(
        &mut self,
        input: &mut Reader<'_>,
        state: &mut [u8],
    ) -> Result<()> {
        if input.flag()? {
            let measure = Measure::read(input, self.precision)?;
            let place = self.place(state);
            if let Some(own) = self.values.get_mut(place) {
                *own = measure;
            }
        }
        Ok(())
    }
}
