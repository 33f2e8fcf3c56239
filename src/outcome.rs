//! The outcome of a run: everything that an analysis, a report or a saved state is made of.

use crate::aggregate::Totals;
use crate::aggregate::rates::RateTable;
use crate::error::Error;
use crate::schema::Schema;
use crate::tally::Tally;

/// What a run read and counted.
#[derive(Debug)]
pub struct Outcome {
    /// The counts and everything else that was aggregated.
    pub(crate) totals: Totals,
    /// The account of the lines.
    pub(crate) tally: Tally,
    /// The names and units of what was counted.
    pub(crate) schema: Schema,
    /// Sources that could not be read, or not to their end.
    pub errors: Vec<Error>,
    /// Whether the run was stopped before the end of the input.
    pub interrupted: bool,
}

impl Outcome {
    /// Whether some count reached [`u64::MAX`], at which counts stop growing.
    pub fn is_saturated(&self) -> bool {
        let counts = &self.totals.counts;
        let numbers = self.totals.numbers().map_or(0, |numbers| numbers.distribution.count());
        let buckets = self.totals.rates.iter().flat_map(|rates| rates.buckets());
        numbers == u64::MAX
            || counts.entries().any(|entry| counts.get(entry).1 == u64::MAX)
            || buckets.map(|bucket| bucket.count).any(|count| count == u64::MAX)
    }

    /// Whether every figure is exact: no value was dropped, no count saturated, no number rounded.
    pub fn is_exact(&self) -> bool {
        let rounded = self.totals.numbers().map_or(0, |numbers| numbers.distribution.cut());
        let rates =
            self.totals.rates.as_ref().filter(|_| !self.totals.has_values_decided_by_lines());
        let knows_values = rates.is_none_or(RateTable::knows_values);
        let is_whole = self.totals.approximation.is_none() && knows_values;
        !self.is_saturated() && rounded == 0 && is_whole
    }
}
