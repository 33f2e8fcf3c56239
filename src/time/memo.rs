//! What the stamps read before tell of the next one.
//!
//! One that differs from the last by its fraction at most costs a comparison ([`Last`]); of another
//! one the date is kept, so that it costs its clock ([`Days`]). What is recalled is what reading anew
//! would give, so that neighbours change nothing; wherever that is not certain nothing is
//! recalled. Called by the parser.

use super::closing::Follower;
use super::days::Days;
use super::fields::Reading;
use super::fraction::Digits;
use super::last::Last;
use super::timestamp::Timestamp;

/// What is remembered.
#[derive(Clone, Debug, Default)]
pub(super) struct Memo {
    last: Last,
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
        if let Some((end, at)) = self.last.recall(text)
            && end == text.len()
        {
            self.others = 0;
            return Some(at);
        }
        self.recall_day(text, false).map(|(_, at)| at)
    }

    /// The instant of the stamp at the beginning of the rest of a line, and where it ends.
    #[inline(always)]
    pub(super) fn recall_in_line(&mut self, text: &[u8]) -> Option<(usize, Timestamp)> {
        if let Some((end, at)) = self.last.recall(text)
            && self.follower.closes(text, end)
        {
            self.others = 0;
            return Some((end, at));
        }
        self.recall_day(text, true)
    }

    /// The same of another one of a day that is known. It stays a call, so that what is recalled most
    /// often is small enough to be had in place.
    #[inline(never)]
    fn recall_day(&mut self, text: &[u8], in_line: bool) -> Option<(usize, Timestamp)> {
        let day = self.days.recall(text)?;
        let is_end = day.end == text.len() || (in_line && self.follower.closes(text, day.end));
        let stamp = text.get(..day.end).filter(|_| is_end)?;
        self.keep_last(stamp, day.fraction.digits, day.at);
        Some((day.end, day.at))
    }

    /// Remembers the stamp at the beginning of the text; `in_lines` as above.
    pub(super) fn store(&mut self, text: &[u8], reading: &Reading, in_lines: bool) {
        if self.in_lines != in_lines {
            self.days.clear();
            self.last.clear();
            self.in_lines = in_lines;
        }
        self.dateless = reading.assumed.date;
        let Some(stamp) = text.get(..reading.end) else { return };
        // A blank at its end stands for all that follow there.
        if stamp.ends_with(b" ") || stamp.ends_with(b"\t") {
            return;
        }
        self.keep_last(stamp, reading.digits, reading.at);
        self.days.store(stamp, reading);
    }

    /// Keeps a stamp as the last one. Where none is like the one before, most are not kept: that would
    /// cost as much as it could save.
    #[inline]
    fn keep_last(&mut self, stamp: &[u8], digits: Digits, at: Timestamp) {
        self.others = self.others.wrapping_add(1);
        if self.others <= 2 || self.others.is_multiple_of(8) {
            self.last.store(stamp, digits, at);
        }
    }
}
