//! Progress of the counting, as plain data beside the report.

use std::time::Duration;

use crate::render::number;

/// How far a reading is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct ReadingProgress {
    /// Bytes read.
    pub(crate) read: u64,
    /// Bytes there are, where that is known.
    pub(crate) total: Option<u64>,
}

impl ReadingProgress {
    /// What the screen says of it.
    pub(super) fn text(self) -> String {
        let size = |bytes: u64| format!("{} MB", number::whole(bytes / 1_000_000));
        match self.total {
            Some(total) => {
                let percent = u128::from(self.read.min(total)) * 100 / u128::from(total.max(1));
                format!("reading: {percent} % of {}   Esc stops", size(total))
            }
            None => format!("reading: {}   Esc stops", size(self.read)),
        }
    }
}

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
    /// Whether the log grows: the running time and the rate are shown.
    pub(crate) is_live: bool,
    /// The reading that goes on, beside a log that grows.
    pub(crate) reading: Option<ReadingProgress>,
    /// The last note or error.
    pub(crate) note: Option<String>,
}
