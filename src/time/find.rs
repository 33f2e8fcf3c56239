//! Where in a line the stamp stands.
//!
//! The leftmost stamp counts that starts the line or follows a blank, a bracket or a quote; at that
//! place the source's format, else the longest shape that fits. Only when there is none, a stamp
//! that follows another separator is taken. Most bytes are passed over by one look into a
//! table. Called through [`TimeParser::find`].

use std::ops::Range;

use super::calendar;
use super::format::{Format, Kind};
use super::parser::TimeParser;
use super::shapes::SHAPES;
use super::timestamp::Timestamp;

/// A stamp may begin with this byte.
const LEAD: u8 = 1;
/// A stamp may follow this byte.
const STRONG: u8 = 2;
/// A stamp may follow this byte when no better one is found.
const WEAK: u8 = 4;

/// What follows is not the colour's, which is no part of the text.
const COLOUR: u8 = 8;
const BREAK: u8 = STRONG | COLOUR;

const ESCAPE: u8 = b'\x1b';

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
            ESCAPE => COLOUR,
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

/// The first place after a blank, a bracket, a quote or a colour from `at` on; the line's end where
/// there is none.
#[inline]
fn next_strong(line: &[u8], at: usize) -> usize {
    let rest = line.get(at..).unwrap_or_default();
    let Some(strong) = rest.iter().position(|byte| CLASS[usize::from(*byte)] & BREAK != 0) else {
        return line.len();
    };
    let after = at + strong + 1;
    if rest[strong] == ESCAPE { after_colour(line, after) } else { after }
}

/// Where the text goes on after the escape that begins a colour.
#[cold]
fn after_colour(line: &[u8], at: usize) -> usize {
    let colour = line.get(at..).unwrap_or_default().iter().position(u8::is_ascii_alphabetic);
    at + colour.map_or(0, |end| end + 1)
}

/// Whether a stamp may begin at a weak place from `at` up to `end`; a colour is no part of the text.
fn has_weak(line: &[u8], mut at: usize, end: usize) -> bool {
    let mut before = STRONG;
    while let Some(byte) = line.get(at).filter(|_| at < end) {
        let class = CLASS[usize::from(*byte)];
        if class == LEAD && before == WEAK {
            return true;
        }
        before = class;
        at += 1;
        if *byte == ESCAPE {
            at = after_colour(line, at);
            before = STRONG;
        }
    }
    false
}

/// Whether bytes begin and end with such as a stamp may follow, have none of a colour and no place
/// where one may begin.
fn is_clear(bytes: &[u8]) -> bool {
    let class = |byte: Option<&u8>| byte.map_or(0, |byte| CLASS[usize::from(*byte)]);
    let is_place = |two: &[u8]| class(two.first()) == STRONG && class(two.get(1)) == LEAD;
    class(bytes.first()) == STRONG
        && class(bytes.last()) == STRONG
        && !bytes.contains(&ESCAPE)
        && !bytes.windows(2).any(is_place)
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
        if let Some(last) = self.memo.recall_last(line) {
            return Some(last);
        }
        self.find_day(line)
    }

    /// As [`Self::find`], if the stamp is not the last one or has another clock.
    #[inline(never)]
    fn find_day(&mut self, line: &[u8]) -> Option<(Range<usize>, Timestamp)> {
        if let Some(last) = self.memo.recall_clock_in_line(line) {
            return Some(last);
        }
        let before = self.frame.before(line);
        if let Some(before) = before.clone()
            && let Some((end, stamp)) = self.memo.recall_day(line, before.clone(), true)
        {
            return Some((before.end..end, stamp));
        }
        self.find_anew(line, before)
    }

    /// As [`Self::find`], if nothing is recalled at the place told, behind the bytes of `before`.
    fn find_anew(
        &mut self,
        line: &[u8],
        before: Option<Range<usize>>,
    ) -> Option<(Range<usize>, Timestamp)> {
        if let Some(Kind::User(_)) = self.format.as_ref().map(|format| &format.0) {
            return self.find_user(line);
        }
        let known = before.and_then(|before| self.read_known(line, before));
        let found = known.or_else(|| self.find_place(line))?;
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
    fn find_place(&mut self, line: &[u8]) -> Option<Found> {
        // The line's start counts as after a blank.
        let start = if line.starts_with(BYTE_ORDER_MARK) { BYTE_ORDER_MARK.len() } else { 0 };
        let mut at = start;
        while let Some(byte) = line.get(at) {
            if CLASS[usize::from(*byte)] == LEAD
                && let Some(found) = self.read_at(line, at)
            {
                // A time may be the rest of a stamp that begins at a weak place.
                let is_rest = found.dateless && has_weak(line, start, at);
                if is_rest && let Some(fuller) = self.find_weak(line, at, false) {
                    return Some(fuller);
                }
                if found.known && !is_rest && self.is_in_lines() {
                    self.frame.store(line, at, is_clear);
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
    fn read_at(&mut self, line: &[u8], at: usize) -> Option<Found> {
        if let Some((end, stamp)) = self.memo.recall_in_line(line, at) {
            let dateless = self.memo.dateless;
            return Some(Found { range: at..end, at: stamp, dateless, known: true });
        }
        let rest = line.get(at..)?;
        let (rows, asked) = SHAPES.candidates_in_line(rest, self.row());
        if asked && let Some(found) = self.read_anew(line, at..at) {
            return Some(found);
        }
        if rows == 0 {
            return None;
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

    /// As [`Self::read_at`], behind the bytes of `before`, if the stamp is of the source's format.
    fn read_known(&mut self, line: &[u8], before: Range<usize>) -> Option<Found> {
        let (_, asked) = SHAPES.candidates_in_line(line.get(before.end..)?, self.row());
        if asked { self.read_anew(line, before) } else { None }
    }

    /// The row of the table that is the source's format.
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

    /// Reads a stamp of the source's format, behind the bytes of `before`.
    fn read_anew(&mut self, line: &[u8], before: Range<usize>) -> Option<Found> {
        let start = before.end;
        let reading = self.format.as_ref()?.read(line.get(start..)?, &self.context, true)?;
        self.memo.store(line, before, &reading, true);
        let (range, dateless) = (start..start + reading.end, reading.assumed.date);
        Some(Found { range, at: self.accept(reading), dateless, known: true })
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
                && let Some((end, stamp)) = self.read_user(line, at)
            {
                return Some((at..end, stamp));
            }
            within = word;
        }
        None
    }

    fn read_user(&mut self, line: &[u8], at: usize) -> Option<(usize, Timestamp)> {
        if let Some(found) = self.memo.recall_in_line(line, at) {
            return Some(found);
        }
        let format = self.format.as_ref()?;
        let reading = format.read(line.get(at..)?, &self.context, true)?;
        if format.ends_alike() {
            self.memo.store(line, at..at, &reading, true);
        }
        Some((at + reading.end, self.accept(reading)))
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::{prop_assert_eq, proptest};

    use super::{CLASS, ESCAPE, LEAD, STRONG, WEAK, has_weak, is_clear, next_strong};

    /// The strong places of a line, each with whether a weak one stands before it; and whether one
    /// stands in the line. Byte by byte.
    fn plain(line: &[u8]) -> (Vec<(usize, bool)>, bool) {
        let (mut before, mut weak, mut at, mut places) = (STRONG, false, 0, Vec::new());
        while let Some(byte) = line.get(at) {
            let class = CLASS[usize::from(*byte)];
            if class == LEAD && before == STRONG {
                places.push((at, weak));
            }
            weak |= class == LEAD && before == WEAK;
            before = class;
            at += 1;
            if *byte == ESCAPE {
                at += line[at..].iter().position(u8::is_ascii_alphabetic).map_or(0, |end| end + 1);
                before = STRONG;
            }
        }
        (places, weak)
    }

    proptest! {
        #[test]
        fn places_are_those_met_byte_by_byte(line in "[a1 ;=\\[.\u{1b}-]{0,24}") {
            let line = line.as_bytes();
            let (mut places, mut at) = (Vec::new(), 0);
            while at < line.len() {
                if CLASS[usize::from(line[at])] == LEAD {
                    places.push((at, has_weak(line, 0, at)));
                }
                at = next_strong(line, at);
            }
            let (expected, weak) = plain(line);
            if is_clear(line) {
                let inside = expected.iter().filter(|(at, _)| *at > 0).count();
                prop_assert_eq!((inside, line.contains(&ESCAPE)), (0, false));
            }
            prop_assert_eq!((places, has_weak(line, 0, line.len())), (expected, weak));
        }
    }
}
