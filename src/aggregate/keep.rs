//! What a run keeps of its events.

use super::cell::Precision;
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
