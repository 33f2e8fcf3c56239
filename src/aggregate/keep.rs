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
    pub range: Option<(f64, f64)>,
    /// Whether the numbers of each value and of each bucket are kept, too.
    pub measures: bool,
    /// Whether hits are counted: the events for which [`crate::event::Event::hit`] is true.
    pub hits: bool,
    /// The place among [`crate::event::Event::columns`] of the column whose different texts are counted
    /// for each value.
    pub distinct: Option<usize>,
    /// The place among [`crate::event::Event::columns`] of the column whose texts are counted with each
    /// value.
    pub across: Option<usize>,
    /// The places among [`crate::event::Event::columns`] of the columns in which hits are contrasted with
    /// all events; empty if they are not.
    pub contrasted: std::ops::Range<usize>,
}
