//! What earlier stamps of a source say about the next one.
//!
//! The one door is [`StampCache`]: it tells where the next line has its stamp ([`StampCache::place`]),
//! reads a stamp whose date it knows ([`StampCache::read`]), and keeps what the plain parser has read
//! ([`StampCache::store`]). It gives what the plain parser would give, or nothing; the tests of
//! `time_properties` hold the two equal. With it a `-t` run takes a third of the instructions.

mod clock;
mod dates;
mod prefix;
mod stamp_end;

use self::dates::DateCache;
use self::prefix::Prefix;
use super::fields::{Context, Reading};
use super::timestamp::Timestamp;

/// The dates, the place and the last one of the stamps read so far.
#[derive(Clone, Debug, Default)]
pub(super) struct StampCache {
    dates: DateCache,
    prefix: Prefix,
    last: LastStamp,
    in_lines: bool,
    has_date: bool,
}

/// The stamp read last. Many lines share a second, and then all bytes of their stamps are equal.
#[derive(Clone, Debug, Default)]
struct LastStamp {
    bytes: Vec<u8>,
    at: Timestamp,
}

impl StampCache {
    /// Where the stamp of the line stands, if the line begins as earlier ones do.
    #[inline]
    pub(super) fn place(&self, line: &[u8]) -> Option<usize> {
        self.prefix.stamp_start(line)
    }

    /// Keeps the place of a stamp in its line.
    pub(super) fn store_place(&mut self, line: &[u8], at: usize, is_clear: impl Fn(&[u8]) -> bool) {
        self.prefix.store(line, at, is_clear);
    }

    /// Whether the stamps kept say a date.
    pub(super) const fn has_date(&self) -> bool {
        self.has_date
    }

    /// Reads the stamp at `at`: its end and its instant. With `in_line` the text may go on behind it.
    #[inline]
    pub(super) fn read(
        &mut self,
        text: &[u8],
        at: usize,
        in_line: bool,
    ) -> Option<(usize, Timestamp)> {
        if in_line != self.in_lines {
            return None;
        }
        let rest = text.get(at..)?;
        if let Some((length, instant)) = self.last.read(rest) {
            return self.is_end(text, at + length).then_some((at + length, instant));
        }
        let (length, instant) = self.dates.read(rest)?;
        if !self.is_end(text, at + length) {
            return None;
        }
        self.last.store(rest, length, instant);
        Some((at + length, instant))
    }

    #[inline]
    fn is_end(&self, text: &[u8], end: usize) -> bool {
        if self.in_lines { stamp_end::is_end(text, end) } else { end == text.len() }
    }

    /// Keeps a stamp of the source's format that the plain parser has read at `at`.
    pub(super) fn store(
        &mut self,
        text: &[u8],
        at: usize,
        reading: &Reading,
        context: &Context,
        in_line: bool,
    ) {
        if self.in_lines != in_line {
            self.dates.clear();
            self.in_lines = in_line;
        }
        self.has_date = !reading.assumed.date;
        self.last.bytes.clear();
        let Some(stamp) = text.get(at..at + reading.end) else { return };
        // A blank at the end stands for any number of blanks.
        if !stamp.ends_with(b" ") && !stamp.ends_with(b"\t") {
            self.dates.store(stamp, reading, context);
            self.last.store(stamp, stamp.len(), reading.at);
        }
    }
}

impl LastStamp {
    #[inline]
    fn read(&self, text: &[u8]) -> Option<(usize, Timestamp)> {
        let length = self.bytes.len();
        (length > 0 && *text.get(..length)? == *self.bytes).then_some((length, self.at))
    }

    #[inline]
    fn store(&mut self, text: &[u8], length: usize, at: Timestamp) {
        if let Some(stamp) = text.get(..length) {
            self.bytes.clear();
            self.bytes.extend_from_slice(stamp);
            self.at = at;
        }
    }
}
