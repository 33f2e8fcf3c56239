//! The timeframe of a run, with the dates and years that limits took from the log.

use crate::time::Timestamp;

/// The instants that count: from `start` to before `end`.
#[derive(Debug, Clone)]
pub(crate) struct TakenTimeframe {
    /// The first instant that counts, if there is a limit.
    pub(crate) start: Option<Timestamp>,
    /// The first instant that does not count any more, if there is one.
    pub(crate) end: Option<Timestamp>,
    /// The limits that were typed as times of day: flag and text, and the instant.
    pub(crate) times_of_day: Vec<(String, Timestamp)>,
}
