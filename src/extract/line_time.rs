//! Reads the times of lines, for one worker.

use super::block_times::BlockTimes;
use super::cut_stamp;
use super::plan::{ExtractionPlan, LineTexts};
use super::stamp::{SourceTime, trim_blanks};
use super::unfinished_line::{UnfinishedLine, is_torn};
use crate::tally::Rejection;
use crate::time::{Assumed, TimeParser, Timestamp};

/// A worker's reader of times.
pub(super) struct LineTime {
    parser: TimeParser,
    is_cut: bool,
    start: Timestamp,
    /// The last instant that counts.
    last: Timestamp,
    assumed: Assumed,
    unfinished: UnfinishedLine,
}

impl LineTime {
    pub(super) fn new(source: &SourceTime) -> Self {
        let SourceTime { parser, timeframe, .. } = source;
        let start = timeframe.start.unwrap_or(Timestamp(i64::MIN));
        // An end at the very beginning of time lets one instant through that no log has.
        let last = timeframe.end.map_or(i64::MAX, |end| end.0.saturating_sub(1));
        let (last, assumed) = (Timestamp(last), Assumed::default());
        let unfinished = UnfinishedLine::default();
        Self { parser: parser.clone(), is_cut: source.is_cut, start, last, assumed, unfinished }
    }

    /// Prepares for the lines of `block`.
    pub(super) fn enter_block(&mut self, block: &[u8]) {
        self.unfinished = UnfinishedLine::of(block);
    }

    /// Goes on to another source.
    pub(super) fn enter_source(&mut self, source: &SourceTime) {
        let assumed = self.assumed();
        *self = Self { assumed, ..Self::new(source) };
    }

    /// What the stamps read so far left out and had to be assumed.
    pub(super) fn assumed(&self) -> Assumed {
        self.assumed.or(self.parser.assumed())
    }

    /// The time of a line that `plan` took apart: its column of the time, or the time found in the line.
    #[inline]
    pub(super) fn of_line(
        &mut self,
        plan: &ExtractionPlan,
        line: &[u8],
        texts: &LineTexts<'_>,
        times: &mut BlockTimes,
    ) -> Result<Timestamp, Rejection> {
        match plan.time {
            Some(time) if self.is_cut => {
                let text = time.part(&texts.columns).ok_or(Rejection::NoTime)?;
                self.in_cut_column(line, text, times)
            }
            Some(time) => {
                let text = time.text(&texts.columns, texts.arena);
                self.check_end(line, text)?;
                self.in_column(text, times)
            }
            None => self.in_line(line, times),
        }
    }

    /// The time that begins in the column `text` of `line` and may go on behind it, added to `times`.
    fn in_cut_column(
        &mut self,
        line: &[u8],
        text: &[u8],
        times: &mut BlockTimes,
    ) -> Result<Timestamp, Rejection> {
        let stamp = cut_stamp::from(line, text).ok_or(Rejection::BadTime)?;
        let found = self.parser.find(stamp);
        let (place, at) = found.ok_or_else(|| self.unread(Rejection::BadTime))?;
        // A later stamp in the line is not the time of the line.
        if place.start > 0 {
            return Err(Rejection::BadTime);
        }
        self.check_end(line, stamp.get(place))?;
        self.check(at, times)
    }

    /// The time in a column of its own, added to `times`.
    #[inline]
    fn in_column(
        &mut self,
        text: Option<&[u8]>,
        times: &mut BlockTimes,
    ) -> Result<Timestamp, Rejection> {
        let text = text.ok_or(Rejection::NoTime)?;
        let at = self.parser.parse(text).ok_or_else(|| self.unread(Rejection::BadTime))?;
        self.check(at, times)
    }

    /// The time found in a line, added to `times`.
    #[inline]
    pub(super) fn in_line(
        &mut self,
        line: &[u8],
        times: &mut BlockTimes,
    ) -> Result<Timestamp, Rejection> {
        self.check_end(line, None)?;
        let found = self.parser.find(line);
        let (_, at) = found.ok_or_else(|| self.unread(Rejection::NoTime))?;
        self.check(at, times)
    }

    /// The time found in a line, added to `times`, and the text after it without the bracket or quote
    /// that closes the time and without blanks around the text.
    #[inline]
    pub(super) fn before_rest<'l>(
        &mut self,
        line: &'l [u8],
        times: &mut BlockTimes,
    ) -> Result<(Timestamp, &'l [u8]), Rejection> {
        self.check_end(line, None)?;
        let found = self.parser.find(line);
        let (place, at) = found.ok_or_else(|| self.unread(Rejection::NoTime))?;
        let rest = line.get(place.end..).unwrap_or_default();
        let rest = match rest {
            [b']' | b')' | b'}' | b'>' | b'"' | b'\'' | b'`', rest @ ..] => rest,
            rest => rest,
        };
        Ok((self.check(at, times)?, trim_blanks(rest)))
    }

    /// Fails if `line` is unfinished and cut within its stamp: `text`, or the stamp found in it.
    #[inline]
    fn check_end(&mut self, line: &[u8], text: Option<&[u8]>) -> Result<(), Rejection> {
        match self.unfinished.is(line) && is_torn(&mut self.parser, line, text) {
            true => Err(Rejection::BadTime),
            false => Ok(()),
        }
    }

    /// Why the last stamp was not read: `usual`, unless it contradicts the order of the source.
    #[cold]
    fn unread(&self, usual: Rejection) -> Rejection {
        if self.parser.contradicts() { Rejection::OtherOrder } else { usual }
    }

    #[inline]
    fn check(&self, at: Timestamp, times: &mut BlockTimes) -> Result<Timestamp, Rejection> {
        times.add(at);
        if at < self.start || at > self.last { Err(Rejection::OutOfRange) } else { Ok(at) }
    }
}
