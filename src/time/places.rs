//! The places of a line at which a stamp may begin.
//!
//! A stamp begins with a letter, a digit or `@`. Its place is strong if it starts the line or follows a
//! blank, a bracket or a quote; it is weak behind another separator.

/// A stamp may begin with this byte.
pub(super) const LEAD: u8 = 1;
/// A stamp may follow this byte.
pub(super) const STRONG: u8 = 2;
/// A stamp may follow this byte if none stands at a strong place.
pub(super) const WEAK: u8 = 4;
/// The escape sequence of a terminal colour begins with this byte.
const COLOUR: u8 = 8;

const ESCAPE: u8 = b'\x1b';

const CLASS: [u8; 256] = classes();

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

/// The class of a byte, as a set of bits.
#[inline]
pub(super) fn class(byte: u8) -> u8 {
    CLASS[usize::from(byte)]
}

/// Whether a digit and a colon stand before `at`, as between an address and its port.
pub(super) fn is_after_number(line: &[u8], at: usize) -> bool {
    let byte = |back: usize| at.checked_sub(back).and_then(|at| line.get(at));
    byte(1) == Some(&b':') && byte(2).is_some_and(u8::is_ascii_digit)
}

/// The first place behind a blank, a bracket, a quote or a colour from `at` on; else the line's end.
#[inline]
pub(super) fn next_strong(line: &[u8], at: usize) -> usize {
    let rest = line.get(at..).unwrap_or_default();
    let Some(strong) = rest.iter().position(|byte| class(*byte) & (STRONG | COLOUR) != 0) else {
        return line.len();
    };
    let after = at + strong + 1;
    if rest[strong] == ESCAPE { after_colour(line, after) } else { after }
}

/// Where the text goes on behind the colour whose escape byte stands before `at`.
#[cold]
fn after_colour(line: &[u8], at: usize) -> usize {
    let colour = line.get(at..).unwrap_or_default().iter().position(u8::is_ascii_alphabetic);
    at + colour.map_or(0, |end| end + 1)
}

/// Whether a weak place lies from `at` up to `end`.
pub(super) fn has_weak(line: &[u8], mut at: usize, end: usize) -> bool {
    let mut before = STRONG;
    while let Some(byte) = line.get(at).filter(|_| at < end) {
        let class = class(*byte);
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

/// Whether the text has no strong place and no colour, and begins and ends with bytes that a stamp may
/// follow.
pub(super) fn is_clear(bytes: &[u8]) -> bool {
    let class = |byte: Option<&u8>| byte.map_or(0, |byte| class(*byte));
    let is_place = |two: &[u8]| class(two.first()) == STRONG && class(two.get(1)) == LEAD;
    class(bytes.first()) == STRONG
        && class(bytes.last()) == STRONG
        && !bytes.contains(&ESCAPE)
        && !bytes.windows(2).any(is_place)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::{prop_assert_eq, proptest};

    use super::{ESCAPE, LEAD, STRONG, WEAK, class, has_weak, is_clear, next_strong};

    /// The strong places of a line, each with whether a weak one stands before it; and whether one
    /// stands in the line. Byte by byte.
    fn plain(line: &[u8]) -> (Vec<(usize, bool)>, bool) {
        let (mut before, mut weak, mut at, mut places) = (STRONG, false, 0, Vec::new());
        while let Some(byte) = line.get(at) {
            let class = class(*byte);
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
                if class(line[at]) == LEAD {
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
