//! How far the counting is, as plain data: what a report does not tell.

use std::time::Duration;

/// How far the counting is, at the time of the report that is shown; a note may be later.
#[derive(Debug, Clone, Default)]
pub(crate) struct Status {
    /// Lines read so far.
    pub(crate) lines: u64,
    /// Bytes read so far.
    pub(crate) bytes: u64,
    /// Lines a second over the last interval; none before there was one.
    pub(crate) rate: Option<f64>,
    /// Since the start.
    pub(crate) elapsed: Duration,
    /// From one snapshot to the next.
    pub(crate) interval: Duration,
    /// The names of what is read, as they came.
    pub(crate) sources: Vec<String>,
    /// What was said last, if anything: a note or an error.
    pub(crate) note: Option<String>,
}
