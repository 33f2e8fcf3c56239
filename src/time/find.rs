//! The search for the stamp of a line.
//!
//! The leftmost stamp at a strong place counts (see [`super::places`]); at that place the source's format is
//! tried first, then the longest shape of the table. Only if no strong place has a stamp a weak one is taken.

use std::ops::Range;

use super::adjacent_date;
use super::format::{Format, Kind};
use super::format_index::FORMAT_INDEX;
use super::parser::TimeParser;
use super::places::{LEAD, WEAK, class, has_weak, is_after_number, is_clear, next_strong};
use super::timestamp::Timestamp;

const BYTE_ORDER_MARK: &[u8] = b"\xef\xbb\xbf";

/// A stamp in a line.
struct Found {
    range: Range<usize>,
    at: Timestamp,
    /// It is a time of day without a date.
    dateless: bool,
    /// It has the source's format.
    known: bool,
}

impl Found {
    /// Whether its text is a bare number.
    fn is_bare(&self, line: &[u8]) -> bool {
        let text = line.get(self.range.clone()).unwrap_or_default();
        text.iter().all(|byte| byte.is_ascii_digit() || *byte == b'.')
    }
}

impl TimeParser {
    /// Finds the stamp of a line: where it stands and its instant.
    #[inline]
    pub fn find(&mut self, line: &[u8]) -> Option<(Range<usize>, Timestamp)> {
        let place = self.cache.place(line);
        if let Some(at) = place
            && let Some((end, stamp)) = self.cache.read(line, at, true)
        {
            return Some((at..end, stamp));
        }
        self.find_anew(line, place)
    }

    /// As [`Self::find`], without the cache. The source's format is tried at `place` first.
    #[inline(never)]
    fn find_anew(
        &mut self,
        line: &[u8],
        place: Option<usize>,
    ) -> Option<(Range<usize>, Timestamp)> {
        if let Some(Kind::User(_)) = self.format.as_ref().map(|format| &format.0) {
            return self.find_user(line);
        }
        let known = place.and_then(|place| self.read_known(line, place));
        let found = known.or_else(|| self.find_place(line))?;
        if !found.known {
            if found.dateless && adjacent_date::is_beside(line, &found.range) {
                // The date beside it cannot be read, and the reference's date would be wrong.
                return None;
            }
            if let Some(joined) = self.join_clock(line, &found.range) {
                return Some(joined);
            }
        }
        Some((found.range, found.at))
    }

    /// The leftmost stamp at a strong place, else at a weak one.
    fn find_place(&mut self, line: &[u8]) -> Option<Found> {
        let start = if line.starts_with(BYTE_ORDER_MARK) { BYTE_ORDER_MARK.len() } else { 0 };
        let mut at = start;
        while let Some(byte) = line.get(at) {
            if class(*byte) == LEAD
                && let Some(found) = self.read_at(line, at)
            {
                // A time of day may be the rest of a stamp that begins at a weak place.
                let is_rest = found.dateless && has_weak(line, start, at);
                if is_rest && let Some(fuller) = self.find_weak(line, at, false) {
                    return Some(fuller);
                }
                if found.known && !is_rest && self.is_in_lines() {
                    self.cache.store_place(line, at, is_clear);
                }
                return Some(found);
            }
            at = next_strong(line, at);
        }
        if has_weak(line, start, line.len()) {
            self.find_weak(line, line.len(), true)
        } else {
            None
        }
    }

    /// The leftmost stamp at a weak place before `limit`. Times of day count only with `dateless`; behind a
    /// digit and a colon neither they nor bare numbers do.
    fn find_weak(&mut self, line: &[u8], limit: usize, dateless: bool) -> Option<Found> {
        let mut before = 0;
        for (at, byte) in line.iter().enumerate().take(limit) {
            let class = class(*byte);
            if class == LEAD
                && before == WEAK
                && let Some(found) = self.read_at(line, at)
                && (dateless || !found.dateless)
                && !(is_after_number(line, at) && (found.dateless || found.is_bare(line)))
            {
                return Some(found);
            }
            before = class;
        }
        None
    }

    /// Reads the stamp that begins at `at`. If the source's stamps have date and time, a time of day is no
    /// stamp, nor is a number within the line.
    fn read_at(&mut self, line: &[u8], at: usize) -> Option<Found> {
        if let Some((end, stamp)) = self.cache.read(line, at, true) {
            let dateless = !self.cache.has_date();
            return Some(Found { range: at..end, at: stamp, dateless, known: true });
        }
        let rest = line.get(at..)?;
        let (rows, asked) = FORMAT_INDEX.candidates_in_line(rest, self.row());
        if asked && let Some(found) = self.read_anew(line, at) {
            return Some(found);
        }
        if rows == 0 {
            return None;
        }
        let reading = FORMAT_INDEX.longest(rows, rest, &self.context, self.day_first)?;
        let (range, dateless) = (at..at + reading.end, reading.assumed.date);
        let found = Found { range, at: reading.at, dateless, known: false };
        let is_poor = found.dateless || (at > 0 && found.is_bare(line));
        if self.is_full && is_poor {
            return None;
        }
        self.accept(reading);
        Some(found)
    }

    /// As [`Self::read_at`], by the source's format only.
    fn read_known(&mut self, line: &[u8], at: usize) -> Option<Found> {
        let (_, asked) = FORMAT_INDEX.candidates_in_line(line.get(at..)?, self.row());
        if asked { self.read_anew(line, at) } else { None }
    }

    /// The source's format as a row of the table.
    #[inline]
    fn row(&self) -> Option<usize> {
        match self.format.as_ref()?.0 {
            Kind::Row(index) => Some(index),
            _ => None,
        }
    }

    /// Whether the source's format is one that is looked for in lines.
    fn is_in_lines(&self) -> bool {
        self.format.as_ref().and_then(Format::row).is_some_and(|row| row.in_lines)
    }

    /// Reads a stamp of the source's format and keeps it in the cache.
    fn read_anew(&mut self, line: &[u8], at: usize) -> Option<Found> {
        let reading = self.format.as_ref()?.read(line.get(at..)?, &self.context, true)?;
        self.cache.store(line, at, &reading, &self.context, true);
        let (range, dateless) = (at..at + reading.end, reading.assumed.date);
        Some(Found { range, at: self.accept(reading), dateless, known: true })
    }

    /// Reads a date together with the clock in the next field, as in csv.
    fn join_clock(
        &mut self,
        line: &[u8],
        date: &Range<usize>,
    ) -> Option<(Range<usize>, Timestamp)> {
        let (text, after) = (line.get(date.clone())?, line.get(date.end..)?);
        if text.len() > 12 || text.contains(&b':') || !text.iter().any(|byte| b"-/.".contains(byte))
        {
            return None;
        }
        let gap = after.iter().take_while(|byte| b"\"',;| \t".contains(byte)).count();
        let clock = after.get(gap..).filter(|_| (1..=4).contains(&gap))?;
        let length =
            clock.iter().take_while(|byte| byte.is_ascii_digit() || b":.".contains(byte)).count();
        let clock = clock.get(..length).filter(|clock| clock.get(2) == Some(&b':'))?;
        let whole = [text, b" ", clock].concat();
        let reading = FORMAT_INDEX.whole(&whole, &self.context, self.day_first)?;
        Some((date.start..date.end + gap + length, self.accept(reading)))
    }

    /// Finds a stamp of a user's format. It may begin with any byte, so each place outside a word is tried.
    fn find_user(&mut self, line: &[u8]) -> Option<(Range<usize>, Timestamp)> {
        let mut within = false;
        for (at, byte) in line.iter().enumerate() {
            let word = class(*byte) == LEAD;
            let inside = within && word;
            if !inside
                && !byte.is_ascii_whitespace()
                && let Some((end, stamp)) = self.read_user(line, at)
            {
                return Some((at..end, stamp));
            }
            within = word;
        }
        None
    }

    fn read_user(&mut self, line: &[u8], at: usize) -> Option<(usize, Timestamp)> {
        if let Some(found) = self.cache.read(line, at, true) {
            return Some(found);
        }
        let format = self.format.as_ref()?;
        let reading = format.read(line.get(at..)?, &self.context, true)?;
        if format.is_cacheable() {
            self.cache.store(line, at, &reading, &self.context, true);
        }
        Some((at + reading.end, self.accept(reading)))
    }
}
