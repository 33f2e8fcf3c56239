//! The result of a run.

use super::approximate::Approximation;
use super::compared::Compared;
use super::counts::{Counts, Record};
use super::measures::Measure;
use super::numbers::NumberTotals;
use super::rates::{RateTable, STATE_BYTES};

/// The aggregates of all events of a run.
#[derive(Debug)]
pub struct Totals {
    /// How often each value occurred.
    pub counts: Counts,
    /// When each value occurred, if times were read.
    pub rates: Option<RateTable>,
    pub(super) numbers: Option<NumberTotals>,
    /// The columns compared, if there are some.
    pub compared: Option<Compared>,
    /// What is known of the values that were dropped, if there were too many.
    pub approximation: Option<Approximation>,
}

impl Totals {
    /// The numbers measured, if a number was measured.
    pub fn numbers(&self) -> Option<&NumberTotals> {
        self.numbers.as_ref()
    }

    /// The numbers measured on the value at `record`, if there are some.
    pub fn measure(&self, record: Record) -> Option<&Measure> {
        let (_, state) = split(self.rates.is_some(), self.counts.state(record));
        self.numbers.as_ref()?.value(state)
    }
}

/// The part of a value's state that belongs to the rates, and the part that belongs to the numbers.
pub(super) fn split(has_rates: bool, state: &[u8]) -> (&[u8], &[u8]) {
    state.split_at(if has_rates { STATE_BYTES.min(state.len()) } else { 0 })
}

/// As [`split`], to be changed.
pub(super) fn split_mut(has_rates: bool, state: &mut [u8]) -> (&mut [u8], &mut [u8]) {
    let middle = if has_rates { STATE_BYTES.min(state.len()) } else { 0 };
    state.split_at_mut(middle)
}
