//! What a run keeps of its events, and where the parts of a value's state lie.

use super::cell::Precision;
use super::rates;
use crate::time::Bucketer;

/// What is kept besides the counts of the values.
#[derive(Debug, Clone, Default)]
pub struct Keep {
    /// Rates in these buckets of time, if times are read.
    pub buckets: Option<Bucketer>,
    /// The numbers of events to this precision, if a number is measured.
    pub numbers: Option<Precision>,
    /// The range of numbers outside of which they are counted as below or above, both ends included.
    pub(crate) range: Option<(f64, f64)>,
    /// Whether the numbers of each value and of each bucket are kept, too.
    pub measures: bool,
    /// Whether hits are counted: the events for which [`crate::event::Event::hit`] is true.
    pub(crate) hits: bool,
    /// The place among [`crate::event::Event::columns`] of the column whose different texts are counted
    /// for each value.
    pub(crate) distinct: Option<usize>,
    /// Whether a line of each value is kept.
    pub(crate) examples: bool,
    /// The place among [`crate::event::Event::columns`] of the column whose texts are counted with each
    /// value.
    pub(crate) across: Option<usize>,
    /// The place among [`crate::event::Event::columns`] of the first column in which selected events
    /// are contrasted with all events; the others follow it.
    pub(crate) first_contrasted: usize,
    /// The columns in which selected events are contrasted with all events; empty if they are not.
    pub(crate) contrasted: Vec<ContrastKind>,
}

/// What is counted of a contrasted column.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum ContrastKind {
    /// How often each text occurs.
    Texts,
    /// The numbers, for their percentiles.
    Numbers,
}

/// The parts of a value's state; a part that is not kept is empty.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct StateLayout {
    /// Of the rates.
    pub(super) times: StatePart,
    /// Of the numbers.
    pub(super) measure: StatePart,
    pub(super) hits: StatePart,
    /// Of the distinct texts.
    pub(super) texts: StatePart,
    pub(super) example: StatePart,
    /// Of the column across, the last one.
    pub(super) across: StatePart,
}

/// The place of a part in a state.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct StatePart {
    start: usize,
    end: usize,
}

impl StatePart {
    /// The part of `state`.
    #[inline]
    pub(super) fn of(self, state: &[u8]) -> &[u8] {
        state.get(self.start..self.end).unwrap_or_default()
    }

    /// The part of `state`, to be changed.
    #[inline]
    pub(super) fn of_mut(self, state: &mut [u8]) -> &mut [u8] {
        state.get_mut(self.start..self.end).unwrap_or_default()
    }
}

/// Bytes of a number in a part of a state.
pub(super) const NUMBER_BYTES: usize = 4;

/// The number that a part of a state begins with, the place of what is kept of the value elsewhere, from 1; 0
/// before [`set_number`].
pub(super) fn number(state: &[u8]) -> u32 {
    state.first_chunk().map_or(0, |bytes| u32::from_le_bytes(*bytes))
}

/// Sets the number that a part of a state begins with.
pub(super) fn set_number(state: &mut [u8], number: usize) {
    if let (Ok(number), Some(bytes)) = (u32::try_from(number), state.first_chunk_mut()) {
        *bytes = number.to_le_bytes();
    }
}

/// The number that a part of a state begins with. A part without one gets the number after `last`, the largest.
#[inline]
pub(super) fn number_or_next(state: &mut [u8], last: &mut u32) -> u32 {
    match number(state) {
        0 => {
            *last += 1;
            set_number(state, *last as usize);
            *last
        }
        number => number,
    }
}

/// Bytes of a count in a part of a state.
pub(super) const COUNT_BYTES: usize = 8;

/// The count that a part of a state begins with.
pub(super) fn state_count(state: &[u8]) -> u64 {
    state.first_chunk().map_or(0, |bytes| u64::from_le_bytes(*bytes))
}

/// Adds to the count that a part of a state begins with.
#[inline]
pub(super) fn raise_state_count(state: &mut [u8], by: u64) {
    if let Some(bytes) = state.first_chunk_mut() {
        *bytes = u64::from_le_bytes(*bytes).saturating_add(by).to_le_bytes();
    }
}

impl StateLayout {
    /// The layout of what a run keeps.
    pub(super) fn new(keep: &Keep) -> Self {
        let mut end = 0;
        let mut part = |is_kept: bool, bytes| {
            let start = end;
            end += if is_kept { bytes } else { 0 };
            StatePart { start, end }
        };
        Self {
            times: part(keep.buckets.is_some(), rates::STATE_BYTES),
            measure: part(keep.measures, NUMBER_BYTES),
            hits: part(keep.hits, COUNT_BYTES),
            texts: part(keep.distinct.is_some(), NUMBER_BYTES),
            example: part(keep.examples, NUMBER_BYTES),
            across: part(keep.across.is_some(), NUMBER_BYTES),
        }
    }

    pub(super) const fn bytes(self) -> usize {
        self.across.end
    }
}
