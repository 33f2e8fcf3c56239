//! How far the counting is, as plain data: what a report does not tell.

use std::time::Duration;

/// How far the counting is; it goes on while the screen is paused.
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
