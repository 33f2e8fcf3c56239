//! The result of a run.

use serde::{Deserialize, Serialize};

use super::compared::Compared;
use super::contrast::Contrast;
use super::counts::{CountEntry, Counts};
use super::distinct::Distinct;
use super::distinct_texts::TextTotals;
use super::examples::Examples;
use super::hits::HitTotals;
use super::keep::StateLayout;
use super::keep::state_count;
use super::matrix::Matrix;
use super::measures::Measure;
use super::numbers::NumberTotals;
use super::rates::RateTable;

/// The aggregates of all events of a run.
#[derive(Debug)]
pub(crate) struct Totals {
    /// How often each value occurred.
    pub(crate) counts: Counts,
    /// When each value occurred, if times were read.
    pub(crate) rates: Option<RateTable>,
    pub(super) numbers: Option<NumberTotals>,
    /// The columns compared, if there are some.
    pub(crate) compared: Option<Compared>,
    /// The hits of all events and of each bucket, if hits were counted.
    pub(crate) hits: Option<HitTotals>,
    pub(super) texts: Option<TextTotals>,
    pub(super) examples: Option<Examples>,
    /// The texts of a column with each value, if they were counted.
    pub(crate) matrix: Option<Matrix>,
    /// Selected events contrasted with all events over columns, if they were.
    pub(crate) contrast: Option<Contrast>,
    pub(super) layout: StateLayout,
    /// What is known of the values that were dropped, if there were too many.
    pub(crate) approximation: Option<Approximation>,
    /// The totals as they were counted, if the lines decided the kinds of compared columns.
    pub(super) as_counted: Option<Box<Self>>,
}

/// What is known of dropped values.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
pub(crate) struct Approximation {
    /// The largest count that a dropped value can have had.
    pub(crate) offset: u64,
    /// Events of values while they were not kept.
    pub(crate) lost: u128,
    /// All values, kept or dropped.
    pub(crate) distinct: Distinct,
}

impl Approximation {
    /// Drops a value, or does not admit it.
    pub(super) fn lose(&mut self, value: &[u8], count: u64) {
        self.lost = self.lost.saturating_add(u128::from(count));
        self.distinct.add(value);
    }
}

impl Totals {
    /// The numbers measured, if a number was measured.
    pub(crate) fn numbers(&self) -> Option<&NumberTotals> {
        self.numbers.as_ref()
    }

    /// The numbers measured on the value at `entry`, if there are some.
    pub(crate) fn measure(&self, entry: CountEntry) -> Option<&Measure> {
        let state = self.counts.state(entry);
        self.numbers.as_ref()?.value(self.layout.measure.of(state))
    }

    /// The hits of the value at `entry`, if hits are counted.
    pub(crate) fn hits(&self, entry: CountEntry) -> Option<u64> {
        let state = self.counts.state(entry);
        let hits = self.hits.as_ref().filter(|_| !self.has_values_decided_by_lines());
        hits.map(|_| state_count(self.layout.hits.of(state)))
    }

    /// The line of the value at `entry` that is the first by its bytes, if lines are kept.
    pub(crate) fn example(&self, entry: CountEntry) -> Option<&[u8]> {
        let state = self.counts.state(entry);
        self.examples.as_ref()?.of_value(self.layout.example.of(state))
    }

    /// How often `item` came with the value at `entry`, if that was counted.
    pub(crate) fn count_across(&self, entry: CountEntry, item: &[u8]) -> u64 {
        let state = self.counts.state(entry);
        self.matrix.as_ref().map_or(0, |matrix| matrix.count(self.layout.across.of(state), item))
    }

    /// Whether the numbers of different texts are estimates, because the texts took too much memory.
    pub(crate) fn are_distinct_estimates(&self) -> bool {
        self.texts.as_ref().is_some_and(TextTotals::are_estimates)
    }

    /// How many different texts the value at `entry` has, and the standard error if that is an estimate;
    /// `None` if texts are not counted.
    pub(crate) fn distinct(&self, entry: CountEntry) -> Option<(f64, Option<f64>)> {
        let state = self.counts.state(entry);
        self.texts.as_ref().map(|texts| texts.of_value(self.layout.texts.of(state)))
    }
}
