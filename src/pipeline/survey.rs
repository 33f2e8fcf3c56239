//! What is settled for a source before its lines are counted: how its times are read.

use std::sync::{Arc, Mutex};
use std::time::{SystemTime, UNIX_EPOCH};

use super::{Ledger, lock};
use crate::extract::{Extractor, SourceTime, TimeOptions, Timeframe};
use crate::source::Lines;
use crate::time::Timestamp;

/// Bytes at the beginning of a source that are looked at.
pub(super) const HEAD_BYTES: usize = 64 << 10;
/// Lines that are looked at among those.
const HEAD_LINES: usize = 100;

/// Makes the readers of times, one for each source.
#[derive(Debug, Clone)]
pub(super) struct Surveyor {
    extractor: Arc<Extractor>,
    options: TimeOptions,
    /// Stamps that lack a year are dated by this where the source has no date.
    now: Timestamp,
    /// Known once nothing depends on the log's first stamp any more.
    pub(super) timeframe: Option<Timeframe>,
    max_line: usize,
}

impl Surveyor {
    pub(super) fn new(
        extractor: &Arc<Extractor>,
        options: &TimeOptions,
        now: Timestamp,
        max_line: usize,
    ) -> Self {
        let timeframe = (!options.needs_first_stamp()).then(|| options.timeframe(None));
        let (extractor, options) = (Arc::clone(extractor), options.clone());
        Self { extractor, options, now, timeframe, max_line }
    }

    /// Whether `head` tells as much of a source as is looked at.
    pub(super) fn is_enough(head: &[u8]) -> bool {
        head.len() >= HEAD_BYTES || memchr_count(head) >= HEAD_LINES
    }

    /// The first stamp of a source that begins with `head`.
    pub(super) fn first(&self, head: &[u8], modified: Option<SystemTime>) -> Option<Timestamp> {
        self.read(head, modified)?.first
    }

    /// Dates what depends on it by the log's first stamp.
    pub(super) fn settle(&mut self, first: Option<Timestamp>) {
        if self.timeframe.is_none() && first.is_some() {
            self.timeframe = Some(self.options.timeframe(first));
        }
    }

    /// How the times of a source are read that begins with `head` and was last written when
    /// `modified` says. The format is told to the ledger.
    pub(super) fn survey(
        &mut self,
        head: &[u8],
        modified: Option<SystemTime>,
        source: usize,
        ledger: &Mutex<Ledger>,
    ) -> Option<Arc<SourceTime>> {
        let mut time = self.read(head, modified)?;
        self.settle(time.first);
        let undated = || self.options.timeframe(None);
        time.timeframe = self.timeframe.unwrap_or_else(undated);
        if let Some(name) = time.format() {
            let order = match time.is_day_first() {
                true => "day before month",
                false => "month before day",
            };
            let guess = time.is_ambiguous().then_some(order);
            lock(ledger).tally.set_time_format(source, name, guess);
        }
        Some(Arc::new(time))
    }

    fn read(&self, head: &[u8], modified: Option<SystemTime>) -> Option<SourceTime> {
        let head = &head[..head.len().min(HEAD_BYTES)];
        // A line cut by the bound is left out, unless there is none before it.
        let end = memchr::memrchr(b'\n', head).map_or(head.len(), |newline| newline + 1);
        let lines = Lines::new(&head[..end], self.max_line).take(HEAD_LINES);
        let lines: Vec<&[u8]> = lines.map(|line| line.bytes).collect();
        let written = modified.map_or(self.now, timestamp);
        self.extractor.survey(&lines, written)
    }
}

fn memchr_count(bytes: &[u8]) -> usize {
    memchr::memchr_iter(b'\n', bytes).count()
}

/// The system's time as a timestamp; one beyond what those can say is the nearest.
fn timestamp(time: SystemTime) -> Timestamp {
    let nanos = |length: std::time::Duration| i64::try_from(length.as_nanos()).unwrap_or(i64::MAX);
    match time.duration_since(UNIX_EPOCH) {
        Ok(after) => Timestamp(nanos(after)),
        Err(before) => Timestamp(nanos(before.duration()).saturating_neg()),
    }
}
