//! What the stamps read before tell of the next one.
//!
//! One that differs from the last by its fraction at most costs a comparison ([`Last`], in lines
//! [`Head`]), by its clock too that and the clock; of another one the date is kept ([`Days`]). What is
//! recalled is what reading anew would give, so that neighbours change nothing; wherever that is not certain
//! nothing is recalled. Called by the parser.

use std::ops::Range;

use super::clock::Clock;
use super::closing::{Closing, Follower};
use super::days::Days;
use super::fields::Reading;
use super::fraction::Digits;
use super::frame::Start;
use super::head::{Head, Outline};
use super::last::Last;
use super::moment::{LONGEST, Moment};
use super::timestamp::Timestamp;

/// So many stamps unlike the last are taken for exceptions.
const FEW: u32 = 2;

/// What is remembered.
#[derive(Clone, Debug, Default)]
pub(super) struct Memo {
    last: Last,
    head: Head,
    follower: Follower,
    days: Days,
    /// Stamps since one was like the last.
    others: u32,
    /// The stamps had no date.
    pub(super) dateless: bool,
    /// The stamps were found in lines, where they began as those of the source's format do.
    pub(super) in_lines: bool,
}

impl Memo {
    /// The instant of a stamp that is the whole text.
    #[inline]
    pub(super) fn recall(&mut self, text: &[u8]) -> Option<Timestamp> {
        if let Some(at) = self.last.recall(text) {
            self.others = 0;
            return Some(at);
        }
        self.recall_clock(text)
    }

    /// The same, if its clock is another one.
    fn recall_clock(&mut self, text: &[u8]) -> Option<Timestamp> {
        if self.is_last_kept()
            && let Some(at) = self.last.advance(text)
        {
            self.others = 0;
            return Some(at);
        }
        self.recall_day(text, 0..0, false).map(|(_, at)| at)
    }

    /// The stamp of a line, if it is the last one, behind such bytes as then and before some that are known:
    /// where it stands, and its instant.
    #[inline(always)]
    pub(super) fn recall_last(&mut self, line: &[u8]) -> Option<(Range<usize>, Timestamp)> {
        let from = self.head.start_of_closed(line)?;
        let at = self.head.recall_closed(line.get(from..)?, &self.follower)?;
        self.others = 0;
        Some((self.range(from), at))
    }

    /// The stamp of a line, if it is the last one but for its clock, behind such bytes as then and closed in the
    /// same way.
    pub(super) fn recall_clock_in_line(
        &mut self,
        line: &[u8],
    ) -> Option<(Range<usize>, Timestamp)> {
        let from = self.head.start(line).filter(|_| self.is_last_kept())?;
        let text = line.get(from..)?;
        if self.closing(text, self.head.stamp().end)? != self.head.closing() {
            return None;
        }
        // Where but few bytes follow a blank it may be the same as before, which is quicker told so.
        let is_short = text.len() < self.head.stamp().end + 8;
        let last = if is_short { self.head.recall(text) } else { None };
        let at = last.or_else(|| self.head.advance(text))?;
        self.others = 0;
        Some((self.range(from), at))
    }

    /// By what the stamp that ends here is closed, if it is; a byte for which a head has no room is not looked
    /// at.
    fn closing(&mut self, text: &[u8], end: usize) -> Option<Closing> {
        let closing = self.follower.closing(text, end)?;
        Some(if end < LONGEST { closing } else { Closing::End })
    }

    /// Where the stamp of the head stands that begins here.
    #[inline(always)]
    const fn range(&self, from: usize) -> Range<usize> {
        let stamp = self.head.stamp();
        from + stamp.start..from + stamp.end
    }

    /// The stamp of a line, if it is the last one, where the head begins here.
    #[inline]
    fn recall_head(&mut self, line: &[u8], from: usize) -> Option<(Range<usize>, Timestamp)> {
        let text = line.get(from..)?;
        let at = self.head.recall(text)?;
        self.follower.closing(text, self.head.stamp().end)?;
        self.others = 0;
        Some((self.range(from), at))
    }

    /// The stamp at `at` in a line: where it ends, and its instant.
    #[inline]
    pub(super) fn recall_in_line(&mut self, line: &[u8], at: usize) -> Option<(usize, Timestamp)> {
        let from = at.checked_sub(self.head.stamp().start);
        let last = from.and_then(|from| self.recall_head(line, from));
        last.map(|(range, at)| (range.end, at)).or_else(|| self.recall_day(line, at..at, true))
    }

    /// The same of another one of a day that is known, behind the bytes of `before`.
    #[inline]
    pub(super) fn recall_day(
        &mut self,
        text: &[u8],
        before: Range<usize>,
        in_line: bool,
    ) -> Option<(usize, Timestamp)> {
        if in_line != self.in_lines {
            return None;
        }
        let day = self.days.recall(text.get(before.end..)?)?;
        let end = before.end + day.end;
        let is_end = end == text.len() || (in_line && self.follower.closing(text, end).is_some());
        if !is_end {
            return None;
        }
        self.others = self.others.wrapping_add(1);
        if self.is_last_kept()
            && let Some((clock, digits)) = self.days.places(&day)
        {
            self.keep_last(text, before, end, digits, Some((clock, day.midnight)), day.at);
        }
        Some((end, day.at))
    }

    /// Remembers the stamp of a text behind the bytes of `before`; `in_lines` as above.
    pub(super) fn store(
        &mut self,
        text: &[u8],
        before: Range<usize>,
        reading: &Reading,
        in_lines: bool,
    ) {
        if self.in_lines != in_lines {
            self.days.clear();
            self.in_lines = in_lines;
        }
        self.dateless = reading.assumed.date;
        let end = before.end + reading.end;
        let Some(stamp) = text.get(before.end..end) else { return };
        // A blank at its end stands for all that follow there.
        if stamp.ends_with(b" ") || stamp.ends_with(b"\t") {
            return;
        }
        self.days.store(stamp, reading);
        self.others = self.others.wrapping_add(1);
        if self.is_last_kept() {
            self.keep_last(text, before, end, reading.digits, reading.clock, reading.at);
        }
    }

    /// Keeps a stamp as the last one.
    #[inline(never)]
    fn keep_last(
        &mut self,
        text: &[u8],
        before: Range<usize>,
        end: usize,
        digits: Digits,
        clock: Option<(Clock, i64)>,
        at: Timestamp,
    ) {
        if !self.in_lines {
            let stamp = text.get(before.end..end).unwrap_or_default();
            self.last.store(stamp, Moment::of(stamp, at, digits, clock));
        } else if let Some(rest) = text.get(before.start..)
            && let Some(closing) = self.closing(rest, end - before.start)
        {
            let stamp = before.len()..end - before.start;
            let digits = digits.moved(stamp.start);
            let clock = clock.map(|(clock, midnight)| (clock.moved(stamp.start), midnight));
            let moment = Moment::of(rest, at, digits, clock);
            self.head.store(rest, Outline { start: Start::of(&before), stamp, closing }, moment);
        }
    }

    /// Whether the stamp read last is the one that is kept. Where none is like the one before, most are
    /// not: that would cost as much as it could save.
    const fn is_last_kept(&self) -> bool {
        self.others <= FEW || self.others.is_multiple_of(32)
    }
}
