//! Where in a line the stamp stands.
//!
//! The leftmost stamp counts that starts the line or follows a blank, a bracket or a quote; at that
//! place the source's format, else the longest shape that fits. Only when there is none, a stamp
//! that follows another separator is taken. Most bytes are passed over by one look into a
//! table. Called through [`TimeParser::find`].

use std::ops::Range;

use super::calendar;
use super::format::Kind;
use super::parser::TimeParser;
use super::shapes::SHAPES;
use super::timestamp::Timestamp;

/// A stamp may begin with this byte.
const LEAD: u8 = 1;
/// A stamp may follow this byte.
const STRONG: u8 = 2;
/// A stamp may follow this byte when no better one is found.
const WEAK: u8 = 4;

const CLASS: [u8; 256] = classes();

const BYTE_ORDER_MARK: &[u8] = b"\xef\xbb\xbf";

const fn classes() -> [u8; 256] {
    let mut classes = [0; 256];
    let mut byte = 0_u8;
    loop {
        classes[byte as usize] = match byte {
            b'0'..=b'9' | b'A'..=b'Z' | b'a'..=b'z' | b'@' => LEAD,
            b' ' | b'\t' | b'[' | b']' | b'(' | b')' | b'{' | b'}' | b'<' | b'>' | b'"' | b'\''
            | b'`' => STRONG,
            b',' | b';' | b'|' | b':' | b'=' | b'*' | b'#' | b'~' => WEAK,
            _ => 0,
        };
        if byte == u8::MAX {
            return classes;
        }
        byte += 1;
    }
}

/// Whether the separator before `at` is a colon between digits, which parts an address from its
/// port, a line number from a line, or the parts of a time.
fn is_after_number(line: &[u8], at: usize) -> bool {
    let byte = |back: usize| at.checked_sub(back).and_then(|at| line.get(at));
    byte(1) == Some(&b':') && byte(2).is_some_and(u8::is_ascii_digit)
}

/// A stamp in a line.
struct Found {
    range: Range<usize>,
    at: Timestamp,
    /// It is a time of day only.
    dateless: bool,
    /// It is of the source's format.
    known: bool,
}

impl Found {
    /// Whether it is a number only.
    fn is_bare(&self, line: &[u8]) -> bool {
        let text = line.get(self.range.clone()).unwrap_or_default();
        text.iter().all(|byte| byte.is_ascii_digit() || *byte == b'.')
    }
}

impl TimeParser {
    /// Finds the stamp of a line: where it stands and its instant.
    #[inline]
    pub fn find(&mut self, line: &[u8]) -> Option<(Range<usize>, Timestamp)> {
        if let Some(Kind::User(_)) = self.format.as_ref().map(|format| &format.0) {
            return self.find_user(line);
        }
        let found = self.find_place(line)?;
        if !found.known {
            if found.dateless && calendar::stands_beside(line, &found.range) {
                // There is a date, though not one that can be read: another one would be wrong.
                return None;
            }
            if let Some(joined) = self.join_clock(line, &found.range) {
                return Some(joined);
            }
        }
        Some((found.range, found.at))
    }

    /// The leftmost stamp at a place where one may begin.
    #[inline]
    fn find_place(&mut self, line: &[u8]) -> Option<Found> {
        // The line's start counts as after a blank.
        let mut before = STRONG;
        let mut weak = false;
        let mut at = if line.starts_with(BYTE_ORDER_MARK) { BYTE_ORDER_MARK.len() } else { 0 };
        while let Some(byte) = line.get(at) {
            let class = CLASS[usize::from(*byte)];
            if class == LEAD && before > LEAD {
                if before == STRONG {
                    if let Some(found) = self.read_at(line, at) {
                        // A time may be the rest of a stamp that begins at a weak place.
                        if weak
                            && found.dateless
                            && let Some(fuller) = self.find_weak(line, at, false)
                        {
                            return Some(fuller);
                        }
                        return Some(found);
                    }
                } else {
                    weak = true;
                }
            }
            before = class;
            at += 1;
            if *byte == b'\x1b' {
                // A colour is no part of the text.
                let colour = line[at..].iter().position(u8::is_ascii_alphabetic);
                at += colour.map_or(0, |end| end + 1);
                before = STRONG;
            }
        }
        if weak { self.find_weak(line, line.len(), true) } else { None }
    }

    /// The leftmost stamp at a weak place that begins before `limit`; times without date count only
    /// if asked for, and after a number and a colon only what says date and time.
    fn find_weak(&mut self, line: &[u8], limit: usize, dateless: bool) -> Option<Found> {
        let mut before = 0;
        for (at, byte) in line.iter().enumerate().take(limit) {
            let class = CLASS[usize::from(*byte)];
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

    /// Reads the stamp that begins here, if one does. Where the source's stamps say date and time, a
    /// time of day is none, nor is a number within the line.
    #[inline]
    fn read_at(&mut self, line: &[u8], at: usize) -> Option<Found> {
        let rest = line.get(at..)?;
        let asked = match self.format.as_ref().map(|format| &format.0) {
            Some(Kind::Row(index)) => Some(*index),
            _ => None,
        };
        let (rows, asked) = SHAPES.candidates_in_line(rest, asked);
        if rows == 0 && !asked {
            return None;
        }
        if asked && let Some((end, stamp)) = self.memo.recall_in_line(rest) {
            let (range, dateless) = (at..at + end, self.memo.dateless);
            return Some(Found { range, at: stamp, dateless, known: true });
        }
        let known = self
            .format
            .as_ref()
            .filter(|_| asked)
            .and_then(|format| format.read(rest, &self.context, true));
        if let Some(reading) = known {
            self.memo.store(rest, &reading);
            let (range, dateless) = (at..at + reading.end, reading.assumed.date);
            return Some(Found { range, at: self.accept(reading), dateless, known: true });
        }
        let reading = SHAPES.longest(rows, rest, &self.context, self.day_first)?;
        let (range, dateless) = (at..at + reading.end, reading.assumed.date);
        let found = Found { range, at: reading.at, dateless, known: false };
        let is_poor = found.dateless || (at > 0 && found.is_bare(line));
        if self.is_full && is_poor {
            return None;
        }
        self.accept(reading);
        Some(found)
    }

    /// A date in one field and its time in the next, as csv has them: both together.
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
        let reading = SHAPES.whole(&whole, &self.context, self.day_first)?;
        Some((date.start..date.end + gap + length, self.accept(reading)))
    }

    /// A user's format may begin with anything, so every place that is not within a word is tried.
    fn find_user(&mut self, line: &[u8]) -> Option<(Range<usize>, Timestamp)> {
        let mut within = false;
        for (at, byte) in line.iter().enumerate() {
            let word = CLASS[usize::from(*byte)] == LEAD;
            let inside = within && word;
            if !inside
                && !byte.is_ascii_whitespace()
                && let Some(reading) = self.read_user(line.get(at..)?)
            {
                return Some((at..at + reading.0, reading.1));
            }
            within = word;
        }
        None
    }

    fn read_user(&mut self, rest: &[u8]) -> Option<(usize, Timestamp)> {
        if let Some(found) = self.memo.recall_in_line(rest) {
            return Some(found);
        }
        let reading = self.format.as_ref()?.read(rest, &self.context, true)?;
        self.memo.store(rest, &reading);
        Some((reading.end, self.accept(reading)))
    }
}
