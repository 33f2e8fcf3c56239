//! The stamps read last, so that the next one costs a comparison, or its clock.
//!
//! Of a stamp with a clock of two digits each its date is kept ([`Days`]). Of another the bytes
//! before and after the fraction are, and the instant of the whole second; a stamp
//! with the same bytes differs by its fraction only. What is recalled is what reading anew would
//! give, so that neighbours change nothing; wherever that is not certain nothing is recalled.
//! Called by the parser.

use super::days::Days;
use super::fields::Reading;
use super::steps;
use super::timestamp::Timestamp;

/// Longer stamps are not kept.
const LONGEST: usize = 64;

/// What is remembered.
#[derive(Clone, Debug, Default)]
pub(super) struct Memo {
    /// Empty when nothing is remembered.
    prefix: Vec<u8>,
    suffix: Vec<u8>,
    has_fraction: bool,
    base: i64,
    /// The stamp had no date.
    pub(super) dateless: bool,
    /// The stamps were found in lines, where they began as those of the source's format do.
    pub(super) in_lines: bool,
    days: Days,
    repeat: Repeat,
}

/// The stamp recalled last, with the byte that closes it.
#[derive(Clone, Copy, Debug, Default)]
struct Repeat {
    /// Bytes of both; 0 when there is none.
    length: usize,
    ends: Ends,
    at: Timestamp,
}

/// The first and the last sixteen bytes: of up to 32 all.
type Ends = (u128, u128);

#[inline]
fn ends(text: &[u8]) -> Option<Ends> {
    let (first, last) = (text.first_chunk()?, text.last_chunk()?);
    Some((u128::from_le_bytes(*first), u128::from_le_bytes(*last)))
}

impl Repeat {
    /// The same stamp at the beginning of the text, and where it ends.
    #[inline]
    fn of(&self, text: &[u8]) -> Option<(usize, Timestamp)> {
        let end = self.length.checked_sub(1)?;
        (ends(text.get(..self.length)?)? == self.ends).then_some((end, self.at))
    }

    /// Keeps the stamp up to `end`, if the byte behind it alone tells that it is closed.
    #[inline]
    fn keep(&mut self, text: &[u8], end: usize, at: Timestamp) {
        self.length = 0;
        if let Some(stamp) = text.get(..=end).filter(|stamp| stamp.len() <= 32)
            && stamp.last().is_some_and(|byte| closes(*byte))
            && let Some(ends) = ends(stamp)
        {
            *self = Self { length: stamp.len(), ends, at };
        }
    }
}

impl Memo {
    /// The instant of the stamp at the beginning of the text and where it ends, if it is the one
    /// remembered but for the fraction.
    #[inline]
    pub(super) fn recall(&mut self, text: &[u8]) -> Option<(usize, Timestamp)> {
        match self.days.recall(text) {
            None => self.recall_last(text),
            found => found,
        }
    }

    #[inline]
    fn recall_last(&self, text: &[u8]) -> Option<(usize, Timestamp)> {
        let prefix = self.prefix.len();
        if prefix == 0 || !steps::same(text.get(..prefix)?, &self.prefix) {
            return None;
        }
        let (nanos, end) =
            if self.has_fraction { steps::fraction(text, prefix)? } else { (0, prefix) };
        let suffix = self.suffix.len();
        if suffix != 0 && !steps::same(text.get(end..end + suffix)?, &self.suffix) {
            return None;
        }
        let at = self.base.checked_add(i64::from(nanos))?;
        Some((end + suffix, Timestamp(at)))
    }

    /// As [`Self::recall`] within a line, where what follows might belong to the stamp.
    #[inline]
    pub(super) fn recall_in_line(&mut self, text: &[u8]) -> Option<(usize, Timestamp)> {
        if let Some(found) = self.repeat.of(text) {
            return Some(found);
        }
        let (end, at) = self.recall(text).filter(|(end, _)| is_closed(text, *end))?;
        self.repeat.keep(text, end, at);
        Some((end, at))
    }

    /// Remembers the stamp at the beginning of the text; `in_lines` as above.
    pub(super) fn store(&mut self, text: &[u8], reading: &Reading, in_lines: bool) {
        self.prefix.clear();
        self.suffix.clear();
        self.repeat = Repeat::default();
        if self.in_lines != in_lines {
            self.days.clear();
            self.in_lines = in_lines;
        }
        let (start, stop) = reading.fraction;
        let (Some(stamp), true) = (text.get(..reading.end), reading.end <= LONGEST) else {
            return;
        };
        self.dateless = reading.assumed.date;
        if let Some(clock) = &reading.clock
            && self.days.store(stamp, clock, reading.fraction)
        {
            return;
        }
        let fraction = (stop > start).then(|| steps::fraction(stamp, start)).flatten();
        let (nanos, split) = match fraction {
            Some((nanos, end)) if end == stop => (nanos, (start, stop)),
            _ => (0, (stamp.len(), stamp.len())),
        };
        let parts = stamp.get(..split.0).zip(stamp.get(split.1..));
        if let (Some((prefix, suffix)), Some(base)) =
            (parts, reading.at.0.checked_sub(i64::from(nanos)))
        {
            self.prefix.extend_from_slice(prefix);
            self.suffix.extend_from_slice(suffix);
            self.has_fraction = split.1 > split.0;
            self.base = base;
        }
    }
}

/// Whether nothing that follows this byte belongs to the stamp before it.
#[inline]
fn closes(byte: u8) -> bool {
    matches!(byte, b']' | b')' | b'}' | b'>' | b'"' | b'\'' | b';' | b'|')
}

/// Whether nothing that follows could lengthen the stamp: no digit, fraction, zone or half of day.
#[inline]
fn is_closed(text: &[u8], end: usize) -> bool {
    match text.get(end) {
        None => true,
        Some(byte) if closes(*byte) => true,
        Some(b' ' | b'\t') => {
            let next = steps::skip_blanks(text, end);
            match text.get(next) {
                Some(b'(' | b'+' | b'-' | b'0'..=b'9') => {
                    // A digit may be a year, a sign an offset: only a longer reading can tell.
                    text.get(next + 1).is_none_or(|byte| *byte == b' ')
                }
                Some(byte) if byte.is_ascii_alphabetic() => {
                    steps::zone(text, next).is_none()
                        && steps::area(text, next).is_none()
                        && steps::half(text, next).is_none()
                }
                _ => true,
            }
        }
        Some(_) => false,
    }
}
