//! What is settled for a source before its lines are counted: its format, how its times are read.

use std::sync::{Arc, Mutex};
use std::time::{SystemTime, UNIX_EPOCH};

use super::{Ledger, RunOptions, lock};
use crate::error::{Error, Result};
use crate::extract::detect;
use crate::extract::{Extractor, Formats, SourceContext, TimeOptions, Timeframe};
use crate::format::Syntax;
use crate::source::Lines;
use crate::time::Timestamp;

/// Bytes at the beginning of a source that are looked at.
pub(super) const HEAD_BYTES: usize = 64 << 10;
/// Lines that are looked at among those.
const HEAD_LINES: usize = 1000;

/// Bytes that are looked at for a hint.
pub(super) const HINT_BYTES: usize = 16 << 10;
/// Lines that are looked at for a hint.
const HINT_LINES: usize = 20;

/// Why a limit that is a time of day cannot be held against a log.
const UNDATED: &str = "-s, -e: a time of day needs a date, and there is no timestamp among the first \
                       lines to give it; write the limit with its date";

/// Makes the contexts of sources.
#[derive(Debug, Clone)]
pub(super) struct Surveyor {
    extractor: Arc<Extractor>,
    /// None where no times are read.
    options: Option<TimeOptions>,
    formats: Formats,
    /// Stamps that lack a year are dated by this where the source has no date.
    now: Timestamp,
    /// Known once nothing depends on the log's first stamp any more.
    pub(super) timeframe: Option<Timeframe>,
    max_line: usize,
}

impl Surveyor {
    /// For a run; none where no first line has anything to say.
    pub(super) fn new(extractor: &Arc<Extractor>, run: &RunOptions) -> Option<Self> {
        if !extractor.needs_survey() {
            return None;
        }
        let options = run.extract.time.clone();
        let undated =
            |options: &TimeOptions| (!options.needs_first_stamp()).then(|| options.timeframe(None));
        let nothing = Timeframe { start: None, end: None };
        Some(Self {
            extractor: Arc::clone(extractor),
            timeframe: options.as_ref().map_or(Some(nothing), undated),
            options,
            formats: Formats::default(),
            now: run.now,
            max_line: run.source.max_line,
        })
    }

    /// Whether `head` tells as much of a source as is looked at.
    pub(super) fn is_enough(head: &[u8]) -> bool {
        head.len() >= HEAD_BYTES || newlines(head) >= HEAD_LINES
    }

    /// The first stamp of a source that begins with `head`.
    pub(super) fn first(&mut self, head: &[u8], modified: Option<SystemTime>) -> Option<Timestamp> {
        self.read(head, modified).ok()?.time?.first
    }

    /// Dates what depends on it by the log's first stamp.
    pub(super) fn settle(&mut self, first: Option<Timestamp>) {
        if self.timeframe.is_none() && first.is_some() {
            self.timeframe = self.options.as_ref().map(|options| options.timeframe(first));
        }
    }

    /// How the lines of a source are read that begins with `head` and was last written when
    /// `modified` says. What is found is told to the ledger.
    ///
    /// # Errors
    /// The lines fit no known format, or theirs lacks a column that is asked for.
    pub(super) fn survey(
        &mut self,
        head: &[u8],
        modified: Option<SystemTime>,
        source: usize,
        ledger: &Mutex<Ledger>,
    ) -> Result<Arc<SourceContext>> {
        let mut context = self.read(head, modified)?;
        let tally = &mut lock(ledger).tally;
        if let Some(preset) = context.preset() {
            tally.set_preset(source, preset, context.is_detected);
        }
        if let Some(time) = &mut context.time {
            self.settle(time.first);
            match self.timeframe {
                Some(timeframe) => time.timeframe = timeframe,
                None if head.is_empty() => {}
                None => return Err(Error::Usage(UNDATED.to_owned())),
            }
            if let Some(name) = time.format() {
                tally.set_time_format(source, name, time.assumed_order());
            }
        }
        Ok(Arc::new(context))
    }

    fn read(&mut self, head: &[u8], modified: Option<SystemTime>) -> Result<SourceContext> {
        let head = &head[..head.len().min(HEAD_BYTES)];
        // A line cut by the bound is left out, unless there is none before it.
        let end = memchr::memrchr(b'\n', head).map_or(head.len(), |newline| newline + 1);
        let lines = Lines::new(&head[..end], self.max_line).take(HEAD_LINES);
        let lines: Vec<&[u8]> = lines.map(|line| line.bytes).collect();
        let written = modified.map_or(self.now, timestamp);
        self.extractor.survey(&lines, written, &mut self.formats)
    }
}

/// The format that lines counted whole have, if it is one that is surely meant to be taken apart.
pub(super) fn hint(head: &[u8]) -> Option<&'static str> {
    let end = memchr::memrchr(b'\n', head).map_or(head.len(), |newline| newline + 1);
    let lines: Vec<&[u8]> =
        Lines::new(&head[..end], HEAD_BYTES).take(HINT_LINES).map(|line| line.bytes).collect();
    let preset = detect(&lines)?.preset;
    let is_sure = matches!(preset.syntax, Syntax::Pattern(_) | Syntax::Json);
    (is_sure && preset.time.is_some()).then_some(preset.name.as_str())
}

fn newlines(bytes: &[u8]) -> usize {
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
