//! Decides the format of a source and the reading of its times, before its lines are counted.

use std::sync::{Arc, Mutex};
use std::time::{SystemTime, UNIX_EPOCH};

use super::options::RunOptions;
use super::task::{Ledger, lock};
use crate::error::{Error, Result};
use crate::extract::{Extractor, PlanCache, SourceContext, TimeOptions, Timeframe, detect};
use crate::format::Syntax;
use crate::source::{Line, Lines, PlainFile, clean};
use crate::time::Timestamp;

/// How many bytes at the beginning of a source are surveyed.
pub(super) const HEAD_BYTES: usize = 256 << 10;
/// How many bytes are surveyed at most, where the first lines are longer than that.
const LONGEST_HEAD: usize = 4 << 20;
/// How many lines of the first `HEAD_BYTES` are surveyed.
const HEAD_LINES: usize = 1000;

/// How many bytes are searched for a known format that the user did not ask for.
pub(super) const SUGGESTION_BYTES: usize = 16 << 10;
/// How many lines are searched for a known format that the user did not ask for.
const SUGGESTION_LINES: usize = 20;

/// A limit that is a time of day gets its date from the log, and this log has none.
const UNDATED: &str = "-s, -e: a time of day needs a date, and there is no timestamp among the first \
                       lines to give it; write the limit with its date";

/// Surveys the first lines of sources.
#[derive(Debug, Clone)]
pub(super) struct Surveyor {
    extractor: Arc<Extractor>,
    /// `None` unless times are read.
    options: Option<TimeOptions>,
    plans: PlanCache,
    /// The current time: it gives the year to stamps without one where the source has no date.
    now: Timestamp,
    /// `None` while a limit waits for the log to get its date or its year.
    pub(super) timeframe: Option<Timeframe>,
    /// When the newest of the sources read so far was written.
    written: Option<Timestamp>,
    max_line: usize,
}

impl Surveyor {
    /// A surveyor for a run; `None` where the first lines decide nothing.
    pub(super) fn new(extractor: &Arc<Extractor>, run: &RunOptions) -> Option<Self> {
        if !extractor.needs_survey() {
            return None;
        }
        let options = run.extract.time.clone();
        let dated = |options: &TimeOptions| {
            let is_whole = !options.needs_first_stamp() && !options.needs_date();
            is_whole.then(|| options.timeframe(None, None))
        };
        let unlimited = Timeframe { start: None, end: None };
        Some(Self {
            extractor: Arc::clone(extractor),
            timeframe: options.as_ref().map_or(Some(unlimited), dated),
            options,
            written: None,
            plans: extractor.plans(),
            now: run.now,
            max_line: run.source.max_line,
        })
    }

    /// Whether `head` has as many bytes or lines as are surveyed. A line longer than `--max-line` is cut
    /// and tells no format, so one line at least must be whole.
    pub(super) fn is_enough(&self, head: &[u8]) -> bool {
        let is_long = head.len() >= HEAD_BYTES || newlines(head) >= HEAD_LINES;
        is_long && (head.len() >= LONGEST_HEAD || self.has_whole_line(head))
    }

    fn has_whole_line(&self, head: &[u8]) -> bool {
        let ended = memchr::memrchr(b'\n', head).map_or(0, |newline| newline + 1);
        Lines::new(&head[..ended], self.max_line).any(|line| !line.cut)
    }

    /// The first lines of a file. More bytes are read if the first lines are very long.
    pub(super) fn head_of(&self, file: &PlainFile) -> Vec<u8> {
        let head = file.sample(0, HEAD_BYTES).unwrap_or_default();
        if head.len() < HEAD_BYTES || self.has_whole_line(&head) {
            return head;
        }
        file.sample(0, LONGEST_HEAD).unwrap_or_default()
    }

    /// The first stamp of a source that begins with `head`.
    pub(super) fn first_stamp(
        &mut self,
        head: &[u8],
        modified: Option<SystemTime>,
    ) -> Option<Timestamp> {
        self.read("", head, modified).ok()?.time?.first
    }

    /// Gives limits without a date the date of the log's first stamp, and limits without a year that of
    /// the sources read so far, once.
    pub(super) fn date_limits(&mut self, first: Option<Timestamp>) {
        let Some(options) = self.options.as_ref().filter(|_| self.timeframe.is_none()) else {
            return;
        };
        let has_date = first.is_some() || !options.needs_first_stamp();
        if has_date && (self.written.is_some() || !options.needs_date()) {
            self.timeframe = Some(options.timeframe(first, self.written));
        }
    }

    /// Decides how the lines of a source are read that begins with `head` and was last written at
    /// `modified`. The formats found are written to the ledger. Errors: the lines fit no known format, or
    /// theirs lacks a column that is asked for.
    pub(super) fn survey(
        &mut self,
        head: &[u8],
        modified: Option<SystemTime>,
        source: usize,
        ledger: &Mutex<Ledger>,
    ) -> Result<Arc<SourceContext>> {
        let name = lock(ledger).tally.sources().get(source).map(|source| source.name.clone());
        let mut context = self.read(&name.unwrap_or_default(), head, modified)?;
        let tally = &mut lock(ledger).tally;
        if let Some(preset) = context.format_name() {
            tally.set_preset(source, preset, context.is_detected);
            tally.set_notes(source, context.notes.clone());
        }
        if context.has_own_weekday {
            tally.set_own_weekday();
        }
        if let Some(time) = &mut context.time {
            self.date_limits(time.first);
            match self.timeframe {
                Some(timeframe) => {
                    time.timeframe = timeframe;
                    if let Some(options) = &self.options {
                        tally.timeframe = Some(options.taken(timeframe));
                    }
                }
                None if head.is_empty() => {}
                None => return Err(Error::Usage(UNDATED.to_owned())),
            }
            if let Some(name) = time.format() {
                tally.set_time_format(source, name, time.assumed_order());
            }
        }
        Ok(Arc::new(context))
    }

    fn read(
        &mut self,
        name: &str,
        head: &[u8],
        modified: Option<SystemTime>,
    ) -> Result<SourceContext> {
        let most = if self.has_whole_line(head.get(..HEAD_BYTES).unwrap_or(head)) {
            HEAD_BYTES
        } else {
            LONGEST_HEAD
        };
        let is_whole = head.len() < most;
        let (head, _) = clean(&head[..head.len().min(most)], true);
        // The last line of a longer source may be cut, and is left out unless it is the only one.
        let last = memchr::memrchr(b'\n', &head).filter(|_| !is_whole);
        let end = last.map_or(head.len(), |newline| newline + 1);
        let lines: Vec<Line<'_>> =
            Lines::new(&head[..end], self.max_line).take(HEAD_LINES).collect();
        let has_whole = lines.iter().any(|line| !line.cut);
        let lines = lines.iter().filter(|line| !has_whole || !line.cut);
        let lines: Vec<&[u8]> = lines.map(|line| line.bytes).collect();
        let written = modified.map_or(self.now, timestamp);
        self.written = self.written.max(Some(written));
        self.extractor.survey(name, &lines, written, &mut self.plans)
    }
}

/// The known format of lines that are counted whole, if it is a format with a time that nobody
/// counts by whole lines on purpose.
pub(super) fn recognise(head: &[u8]) -> Option<&'static str> {
    let (head, _) = clean(head, true);
    let end = memchr::memrchr(b'\n', &head).map_or(head.len(), |newline| newline + 1);
    let lines: Vec<&[u8]> = Lines::new(&head[..end], HEAD_BYTES)
        .take(SUGGESTION_LINES)
        .map(|line| line.bytes)
        .collect();
    let preset = detect(&lines, &[])?.preset;
    let is_sure = matches!(preset.syntax, Syntax::Pattern(_) | Syntax::Json);
    (is_sure && preset.time.is_some() && !preset.is_last_resort()).then_some(preset.name.as_str())
}

fn newlines(bytes: &[u8]) -> usize {
    memchr::memchr_iter(b'\n', bytes).count()
}

/// A time of the system as a timestamp, or the nearest timestamp there is.
fn timestamp(time: SystemTime) -> Timestamp {
    let nanos = |length: std::time::Duration| i64::try_from(length.as_nanos()).unwrap_or(i64::MAX);
    match time.duration_since(UNIX_EPOCH) {
        Ok(after) => Timestamp(nanos(after)),
        Err(before) => Timestamp(nanos(before.duration()).saturating_neg()),
    }
}
