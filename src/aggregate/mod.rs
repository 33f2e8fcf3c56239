//! Event -> state. Nothing here knows where lines come from or how a report looks.
//!
//! Every state obeys the same laws, which the property tests check: an empty sibling is the
//! identity of `merge`, `merge` is associative and commutative in what can be observed, and
//! updating with all events equals merging the states of any split of them. State is integer, so
//! the laws hold exactly and the report does not depend on threads or blocks.

mod approximate;
mod cell;
mod compared;
mod comparison;
mod counts;
mod distinct;
mod distribution;
mod exact_sum;
mod groups;
mod histogram;
mod measures;
mod numbers;
mod percentile;
pub mod rates;
mod row_sample;
mod small_run;
mod state;

pub use approximate::Approximation;
pub use cell::{Cell, Precision};
pub use compared::Compared;
pub use comparison::{Column, Comparison, Contingency, ContingencyRow, PairSums};
pub use counts::{Counts, HashSeed, Record};
pub use distinct::Distinct;
pub use distribution::{Cells, Distribution};
pub use exact_sum::ExactSum;
pub use groups::Group;
pub use measures::Measure;
pub use numbers::{NumberTotals, Outside};
pub use percentile::Percentile;
pub use row_sample::{MOST_ROWS, RowSample, SAMPLE_ROWS};

use crate::event::Event;
use crate::number::Number;
use crate::time::{Bucketer, Timestamp};
use numbers::Numbers;
use rates::{RateTable, Rates};

/// What is kept besides the counts.
#[derive(Debug, Clone, Default)]
pub struct Keep {
    /// Rates, in these buckets.
    pub buckets: Option<Bucketer>,
    /// The numbers of events, to that precision.
    pub numbers: Option<Precision>,
    /// The range of numbers that is looked at, both ends included.
    pub range: Option<(f64, f64)>,
    /// The numbers of each value and each bucket too.
    pub measures: bool,
}

/// All that is kept of the events of a run, while they come in.
#[derive(Debug, Clone)]
pub struct Aggregates {
    /// How often each value occurred.
    pub counts: Counts,
    /// When each value occurred, where times are read.
    rates: Option<Rates>,
    /// What was measured, where something is.
    numbers: Option<Numbers>,
    /// The columns compared; made with the first of their lines, which tells what they are.
    compared: Option<Compared>,
    precision: Precision,
    /// What is known of values that are not kept; none while all are.
    approximation: Option<Approximation>,
}

/// What all events came to.
#[derive(Debug)]
pub struct Totals {
    /// How often each value occurred.
    pub counts: Counts,
    /// When each value occurred, where times were read.
    pub rates: Option<RateTable>,
    numbers: Option<NumberTotals>,
    /// The columns compared, where some are.
    pub compared: Option<Compared>,
    /// What is known of values that are not kept, where there were too many.
    pub approximation: Option<Approximation>,
}

impl Totals {
    /// What was measured, where something was.
    pub fn numbers(&self) -> Option<&NumberTotals> {
        self.numbers.as_ref()
    }

    /// What was measured on the value at `record`.
    pub fn measure(&self, record: Record) -> Option<&Measure> {
        let (_, state) = split(self.rates.is_some(), self.counts.state(record));
        self.numbers.as_ref()?.value(state)
    }
}

/// The part of a value's state that the rates have, and that of the numbers.
fn split(has_rates: bool, state: &[u8]) -> (&[u8], &[u8]) {
    state.split_at(if has_rates { rates::STATE_BYTES.min(state.len()) } else { 0 })
}

fn split_mut(has_rates: bool, state: &mut [u8]) -> (&mut [u8], &mut [u8]) {
    let middle = if has_rates { rates::STATE_BYTES.min(state.len()) } else { 0 };
    state.split_at_mut(middle)
}

impl Aggregates {
    /// Nothing yet. Only states made with the same arguments can be merged.
    pub fn new(seed: HashSeed, keep: &Keep) -> Self {
        let times = if keep.buckets.is_some() { rates::STATE_BYTES } else { 0 };
        let numbers = if keep.measures { numbers::STATE_BYTES } else { 0 };
        Self {
            counts: Counts::new(seed, times + numbers),
            rates: keep.buckets.clone().map(Rates::new),
            numbers: keep
                .numbers
                .map(|precision| Numbers::new(precision, keep.measures, keep.range)),
            compared: None,
            precision: keep.numbers.unwrap_or(Precision::DEFAULT),
            approximation: None,
        }
    }

    /// The same on a table that was used before, of the same values' kind, and is empty again.
    #[must_use]
    pub fn reusing(counts: Counts, keep: &Keep) -> Self {
        let fresh = Self::new(counts.seed(), keep);
        let is_alike = counts.is_empty() && counts.state_bytes() == fresh.counts.state_bytes();
        if is_alike { Self { counts, ..fresh } } else { fresh }
    }

    /// Takes in the compared columns of a line; `is_number` says it of each, and `column` gives the
    /// text of one, by its place.
    pub fn compare<'t>(
        &mut self,
        line: &[u8],
        is_number: &[bool],
        column: impl Fn(usize) -> Option<&'t [u8]>,
    ) {
        let precision = self.precision;
        let fresh = || Compared::new(is_number, precision);
        self.compared.get_or_insert_with(fresh).add(line, column);
    }

    /// Takes in some events; `numbers` are those measured on them, in their order, none where
    /// nothing is measured.
    pub fn update(&mut self, events: &[Event<'_>], numbers: &[Option<Number>]) {
        match (&mut self.rates, &mut self.numbers) {
            (None, None) => self.counts.add_all(events),
            (Some(rates), None) => self.counts.note_all(events, |event, state| {
                rates.note(event, state);
            }),
            // Numbers that are measured themselves are of no value that could be looked up.
            (None, Some(all)) if !all.is_by_value() => {
                for (event, number) in events.iter().zip(numbers) {
                    if let Some(number) = number {
                        all.note(number, event.weight, &mut [], None);
                    }
                }
            }
            (rates, Some(all)) => {
                let mut numbers = numbers.iter();
                self.counts.note_all(events, |event, state| {
                    let (times, measures) = split_mut(rates.is_some(), state);
                    let bucket = rates.as_mut().and_then(|rates| rates.note(event, times));
                    if let Some(Some(number)) = numbers.next() {
                        all.note(number, event.weight, measures, bucket);
                    }
                });
            }
        }
    }

    /// Takes in all that `other` took in.
    pub fn merge(&mut self, other: Self) {
        drop(self.merge_above(other, 0));
    }

    /// Ends the taking in.
    pub fn finish(mut self) -> Totals {
        self.counts.arrange();
        let finished = self.rates.take().map(|rates| rates.finish(&mut self.counts));
        let (rates, ranks) = finished.unzip();
        let ranks = ranks.unwrap_or_default();
        let numbers = self.numbers.take().map(|numbers| numbers.finish(&ranks));
        let Self { counts, compared, approximation, .. } = self;
        Totals { counts, rates, numbers, compared, approximation }
    }

    /// Folds the buckets of time that closed `lateness` nanoseconds before the latest event, or before
    /// `cap` where that is earlier; gives the horizon, before which no event may come any more. None
    /// where nothing is folded: no times are read, or they run back by more than that.
    pub fn fold(&mut self, lateness: u64, cap: Timestamp) -> Option<Timestamp> {
        let rates = self.rates.as_mut().filter(|rates| rates.disorder() <= lateness)?;
        let latest = rates.latest()?.min(cap);
        let horizon = Timestamp(latest.0.saturating_sub_unsigned(lateness));
        rates.fold(&mut self.counts, horizon);
        rates.horizon()
    }

    /// Folds the buckets of time that end at `horizon` or before; no event before it may come any
    /// more.
    pub fn fold_until(&mut self, horizon: Timestamp) {
        if let Some(rates) = &mut self.rates {
            rates.fold(&mut self.counts, horizon);
        }
    }

    /// Where the buckets of time that are folded end, if some are: no event before it may come any
    /// more.
    pub fn horizon(&self) -> Option<Timestamp> {
        self.rates.as_ref()?.horizon()
    }

    /// Joins what several parts knew of the same value and bucket.
    pub fn settle(&mut self) {
        if let Some(rates) = &mut self.rates {
            rates.settle();
        }
    }

    /// Gives up what is known of each value's rates: the counts, and the events over all values by
    /// bucket, stay.
    pub fn forget_rates(&mut self) {
        if let Some(rates) = &mut self.rates {
            rates.forget();
        }
    }

    /// Gives up what was measured in each bucket.
    pub fn forget_bucket_measures(&mut self) {
        if let Some(numbers) = &mut self.numbers {
            numbers.forget_buckets();
        }
    }

    /// The latest event.
    pub fn latest(&self) -> Option<Timestamp> {
        self.rates.as_ref()?.latest()
    }

    /// Bytes that [`Self::forget_rates`] would free.
    pub fn rates_size(&self) -> u64 {
        self.rates.as_ref().map_or(0, Rates::values_memory)
    }

    /// Bytes that [`Self::forget_bucket_measures`] would free.
    pub fn bucket_measures_size(&self) -> u64 {
        self.numbers.as_ref().map_or(0, Numbers::buckets_memory)
    }

    /// Bytes of the values, their counts and what is measured on them.
    pub fn values_size(&self) -> u64 {
        self.counts.size() + self.numbers.as_ref().map_or(0, Numbers::values_memory)
    }

    /// Bytes that what is kept needs, whatever room was reserved for growth.
    pub fn size(&self) -> u64 {
        self.counts.size() + self.memory() - self.counts.memory()
    }

    /// Bytes of memory held, room for growth included.
    pub fn memory(&self) -> u64 {
        let rates = self.rates.as_ref().map_or(0, Rates::memory);
        let compared = self.compared.as_ref().map_or(0, Compared::memory);
        let numbers = self.numbers.as_ref().map_or(0, Numbers::memory);
        self.counts.memory() + rates + numbers + compared
    }
}
