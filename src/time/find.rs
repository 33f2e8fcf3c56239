//! Where in a line the stamp stands.
//!
//! The leftmost stamp counts that starts the line or follows a blank, a bracket, a quote or `=`; at
//! that place the source's format, else the longest shape that fits. Only when there is none, a
//! stamp that follows `,`, `;`, `|` or `:` is taken. Most bytes are passed over by one look into a
//! table. Called through [`TimeParser::find`].

use std::ops::Range;

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

const fn classes() -> [u8; 256] {
    let mut classes = [0; 256];
    let mut byte = 0_u8;
    loop {
        classes[byte as usize] = match byte {
            b'0'..=b'9' | b'A'..=b'Z' | b'a'..=b'z' | b'@' => LEAD,
            b' ' | b'\t' | b'[' | b']' | b'(' | b')' | b'{' | b'}' | b'<' | b'>' | b'"' | b'\''
            | b'`' | b'=' => STRONG,
            b',' | b';' | b'|' | b':' => WEAK,
            _ => 0,
        };
        if byte == u8::MAX {
            return classes;
        }
        byte += 1;
    }
}

/// Whether a stamp may begin after the separator before `at`: a colon between digits parts an
/// address from its port, or the parts of a time.
fn is_weak_place(line: &[u8], at: usize) -> bool {
    let byte = |back: usize| at.checked_sub(back).and_then(|at| line.get(at));
    byte(1) != Some(&b':') || !byte(2).is_some_and(u8::is_ascii_digit)
}

/// A stamp in a line.
struct Found {
    range: Range<usize>,
    at: Timestamp,
    /// It is a time of day only.
    dateless: bool,
}

impl TimeParser {
    /// Finds the stamp of a line: where it stands and its instant.
    #[inline]
    pub fn find(&mut self, line: &[u8]) -> Option<(Range<usize>, Timestamp)> {
        if let Some(Kind::User(_)) = self.format.as_ref().map(|format| &format.0) {
            return self.find_user(line);
        }
        // The line's start counts as after a blank.
        let mut before = STRONG;
        let mut weak = false;
        for (at, byte) in line.iter().enumerate() {
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
                        return Some((found.range, found.at));
                    }
                } else {
                    weak |= is_weak_place(line, at);
                }
            }
            before = class;
        }
        if weak { self.find_weak(line, line.len(), true) } else { None }
    }

    /// The leftmost stamp at a weak place that begins before `limit`; times without date count only
    /// if asked for.
    fn find_weak(
        &mut self,
        line: &[u8],
        limit: usize,
        dateless: bool,
    ) -> Option<(Range<usize>, Timestamp)> {
        let mut before = 0;
        for (at, byte) in line.iter().enumerate().take(limit) {
            let class = CLASS[usize::from(*byte)];
            if class == LEAD
                && before == WEAK
                && is_weak_place(line, at)
                && let Some(found) = self.read_at(line, at)
                && (dateless || !found.dateless)
            {
                return Some((found.range, found.at));
            }
            before = class;
        }
        None
    }

    /// Reads the stamp that begins here, if one does.
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
            return Some(Found { range: at..at + end, at: stamp, dateless: self.memo.dateless });
        }
        let known = self
            .format
            .as_ref()
            .filter(|_| asked)
            .and_then(|format| format.read(rest, &self.context, true));
        let reading = match known {
            Some(reading) => {
                self.memo.store(rest, &reading);
                reading
            }
            None => SHAPES.longest(rows, rest, &self.context, self.day_first)?,
        };
        Some(Found {
            range: at..at + reading.end,
            at: self.accept(reading),
            dateless: reading.assumed.date,
        })
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
