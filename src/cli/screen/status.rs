//! Progress of the counting, as plain data beside the report.

use std::time::Duration;

/// Progress at the time of the report on the screen; the note may be later.
#[derive(Debug, Clone, Default)]
pub(crate) struct Status {
    /// Lines read so far.
    pub(crate) lines: u64,
    /// Bytes read so far.
    pub(crate) bytes: u64,
    /// Lines a second over the last interval; `None` before the first.
    pub(crate) rate: Option<f64>,
    /// Time since the start.
    pub(crate) elapsed: Duration,
    /// Time from one report to the next.
    pub(crate) interval: Duration,
    /// The names of the sources, as typed.
    pub(crate) sources: Vec<String>,
    /// The last note or error.
    pub(crate) note: Option<String>,
}
