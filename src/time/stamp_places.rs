//! The places of a line at which a stamp may begin.
//!
//! A stamp begins with a letter, a digit or `@`. Its place is strong if it starts the line or follows a
//! blank, a bracket, a quote or a terminal colour; it is weak behind another separator.

/// A stamp may begin with this byte.
const LEAD: u8 = 1;
/// A stamp may follow this byte.
const STRONG: u8 = 2;
/// A stamp may follow this byte, but it may also be a part of something else.
const WEAK: u8 = 4;
/// The escape sequence of a terminal colour begins with this byte.
const COLOUR: u8 = 8;
/// This byte counts for nothing between what stands before it and the capital of a month.
const POINT: u8 = 16;
/// A stamp may follow this byte if it is one of several, as in wget's `--2026-03-05 14:02:11--`.
const DASH: u8 = 32;
/// A later byte of a character in UTF-8. A stamp may follow it if the character is no letter.
const TAIL: u8 = 64;

const ESCAPE: u8 = b'\x1b';

const BYTE_ORDER_MARK: &[u8] = b"\xef\xbb\xbf";

const CLASS: [u8; 256] = classes();

const fn classes() -> [u8; 256] {
    let mut classes = [0; 256];
    let mut byte = 0_u8;
    loop {
        classes[byte as usize] = match byte {
            // From 0xc3 on: the first byte of a letter in UTF-8, as in a month name.
            b'0'..=b'9' | b'A'..=b'Z' | b'a'..=b'z' | b'@' | 0xc3..=0xed => LEAD,
            b' ' | b'\t' | b'[' | b']' | b'(' | b')' | b'{' | b'}' | b'<' | b'>' | b'"' | b'\''
            | b'`' => STRONG,
            ESCAPE => COLOUR,
            b'.' => POINT,
            b'-' => DASH,
            0x80..=0xbf => TAIL,
            b',' | b';' | b'|' | b':' | b'=' | b'*' | b'#' | b'~' => WEAK,
            _ => 0,
        };
        if byte == u8::MAX {
            return classes;
        }
        byte += 1;
    }
}

fn class(byte: u8) -> u8 {
    CLASS[usize::from(byte)]
}

/// Whether a word may go on or begin with this byte.
pub(super) fn is_lead(byte: u8) -> bool {
    class(byte) == LEAD
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct StampPlace {
    /// Where a stamp may begin.
    pub(super) at: usize,
    /// It starts the line or follows a blank, a bracket or a quote.
    pub(super) is_strong: bool,
    /// Only separators stand before the stamp.
    pub(super) is_first: bool,
}

/// The places of a line, from left to right.
pub(super) struct StampPlaces<'l> {
    line: &'l [u8],
    at: usize,
    before: u8,
    is_first: bool,
}

impl<'l> StampPlaces<'l> {
    /// Of a line. A byte order mark at its start is passed over.
    pub(super) fn of(line: &'l [u8]) -> Self {
        let at = if line.starts_with(BYTE_ORDER_MARK) { BYTE_ORDER_MARK.len() } else { 0 };
        Self { line, at, before: STRONG, is_first: true }
    }
}

impl Iterator for StampPlaces<'_> {
    type Item = StampPlace;

    fn next(&mut self) -> Option<StampPlace> {
        while let Some(byte) = self.line.get(self.at) {
            let (at, before) = (self.at, self.before);
            let class = match class(*byte) {
                // Cisco's mark of a clock that lost its time server, `.Mar  5 14:02:11`.
                POINT if self.line.get(at + 1).is_some_and(u8::is_ascii_uppercase) => before,
                DASH if is_pair(self.line, at) => WEAK,
                TAIL if is_behind_sign(self.line, at) => WEAK,
                POINT | DASH | TAIL => 0,
                class => class,
            };
            (self.at, self.before) = match class {
                COLOUR => (behind_colour(self.line, at + 1), STRONG),
                _ => (at + 1, class),
            };
            if class == LEAD && matches!(before, STRONG | WEAK) {
                let is_first = std::mem::take(&mut self.is_first);
                return Some(StampPlace { at, is_strong: before == STRONG, is_first });
            }
            self.is_first &= class != 0 && class != LEAD;
        }
        None
    }
}

/// Whether another dash stands beside the one at `at`.
fn is_pair(line: &[u8], at: usize) -> bool {
    let is_dash = |at: usize| line.get(at) == Some(&b'-');
    is_dash(at + 1) || at.checked_sub(1).is_some_and(is_dash)
}

/// Whether the byte at `at` ends a blank, a quote or a bracket that is not ASCII: a character of the blocks Latin-1
/// Supplement (U+0080 to U+00BF), General Punctuation, or CJK Symbols and Punctuation.
#[cold]
fn is_behind_sign(line: &[u8], at: usize) -> bool {
    let before = line.get(..at).unwrap_or_default();
    matches!(before, [.., 0xc2] | [.., 0xe2 | 0xe3, 0x80])
}

/// Where the text goes on behind the colour whose escape byte stands before `at`.
#[cold]
fn behind_colour(line: &[u8], at: usize) -> usize {
    let colour = line.get(at..).unwrap_or_default().iter().position(u8::is_ascii_alphabetic);
    at + colour.map_or(0, |end| end + 1)
}

/// Whether a digit and a colon stand before `at`, as between an address and its port.
pub(super) fn is_after_number(line: &[u8], at: usize) -> bool {
    let byte = |back: usize| at.checked_sub(back).and_then(|at| line.get(at));
    byte(1) == Some(&b':') && byte(2).is_some_and(u8::is_ascii_digit)
}

/// Whether the text has no place and no colour, and begins and ends with bytes that a stamp may follow.
pub(super) fn is_clear(text: &[u8]) -> bool {
    let is_strong = |byte: Option<&u8>| byte.is_some_and(|byte| class(*byte) == STRONG);
    is_strong(text.first())
        && is_strong(text.last())
        && text.iter().all(|byte| !matches!(class(*byte), LEAD | COLOUR))
}

#[cfg(test)]
mod tests {
    use super::{StampPlace, StampPlaces, is_clear};

    #[test]
    fn places_of_lines() {
        for (line, expected) in [
            ("a b", &[(0, true, true), (2, true, false)][..]),
            ("  [a,b", &[(3, true, true), (5, false, false)]),
            ("*a -b", &[(1, false, true)]),
            (".Ab c", &[(1, true, true), (4, true, false)]),
            ("1 .Ab x.Cd", &[(0, true, true), (3, true, false), (6, true, false)]),
            ("-a b", &[(3, true, false)]),
            ("\u{1b}[31ma\u{1b}[0mb", &[(5, true, true), (10, true, false)]),
            ("\u{feff}a", &[(3, true, true)]),
            ("--a--b -c-d", &[(2, false, true), (5, false, false)]),
            ("«a\u{a0}b éc", &[(2, false, false), (5, false, false), (7, true, false)]),
            ("x.y/z-5 é", &[(0, true, true), (8, true, false)]),
        ] {
            let places = StampPlaces::of(line.as_bytes());
            let places: Vec<_> = places
                .map(|StampPlace { at, is_strong, is_first }| (at, is_strong, is_first))
                .collect();
            assert_eq!(places, expected, "{line}");
        }
        for (text, clear) in [
            (" - - [", true),
            (" - a [", false),
            ("[", true),
            (" -", false),
            (" 1,2 ", false),
            ("", false),
        ] {
            assert_eq!(is_clear(text.as_bytes()), clear, "{text}");
        }
    }
}
