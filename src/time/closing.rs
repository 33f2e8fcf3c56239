//! Whether a stamp found in a line ends where it seems to, told by what follows it.
//!
//! A stamp that is recalled must not be the beginning of a longer one. What follows is judged by its
//! first bytes; only a word that may be a zone or a half of the day is read. Called by the memo.

use super::steps;

/// Nothing that follows such a byte belongs to the stamp before it.
const CLOSES: u8 = 1;
/// A blank.
const BLANK: u8 = 2;

const CLASS: [u8; 256] = {
    let mut classes = [0; 256];
    let closing = b"])}>\"';|";
    let mut at = 0;
    while at < closing.len() {
        classes[closing[at] as usize] = CLOSES;
        at += 1;
    }
    classes[b' ' as usize] = BLANK;
    classes[b'\t' as usize] = BLANK;
    classes
};

/// For each letter that a name of a zone or a half of the day begins with, those that may stand second:
/// a bit each. Names of two parts (`Europe/Berlin`) included.
const SECOND: [u64; 128] = {
    let mut seconds = [0; 128];
    let mut at = 0;
    while at < BEGINNINGS.len() {
        let [first, second] = BEGINNINGS[at];
        seconds[first as usize] |= 1 << (second & 63);
        at += 1;
    }
    seconds
};

/// The first two letters of each name.
#[rustfmt::skip]
const BEGINNINGS: &[[u8; 2]] = &[
    // Abbreviations.
    *b"UT", *b"GM", *b"ut", *b"gm", *b"UC", *b"WE", *b"CE", *b"ME", *b"BS", *b"EE", *b"MS", *b"TR",
    *b"SA", *b"NS", *b"ND", *b"AS", *b"ED", *b"CL", *b"AM", *b"VE", *b"AD", *b"BR", *b"UY", *b"ES",
    *b"CD", *b"PE", *b"CS", *b"MD", *b"PD", *b"PS", *b"AK", *b"HD", *b"HS", *b"WA", *b"CA", *b"EA",
    *b"ID", *b"IR", *b"GS", *b"PK", *b"IS", *b"NP", *b"IC", *b"WI", *b"HK", *b"SG", *b"PH", *b"AW",
    *b"MY", *b"JS", *b"KS", *b"AC", *b"AE", *b"CH", *b"NZ",
    // Names of two parts.
    *b"Af", *b"Am", *b"An", *b"Ar", *b"As", *b"At", *b"Au", *b"Br", *b"Ca", *b"Ch", *b"Et", *b"Eu",
    *b"In", *b"Me", *b"Pa", *b"US",
    // Halves of the day; a point may be the second.
    *b"am", *b"pm", *b"aM", *b"pM", *b"Am", *b"Pm", *b"AM", *b"PM", *b"a.", *b"p.", *b"A.", *b"P.",
];

/// What followed the last stamp: where the same follows the next one, it need not be judged again.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Follower {
    bytes: u32,
    /// Ones for the bytes by which it was judged; none where nothing was.
    mask: u32,
}

impl Follower {
    /// Whether the stamp that ends here is closed; see [`is_closed`].
    #[inline]
    pub(super) fn closes(&mut self, text: &[u8], end: usize) -> bool {
        self.is_same(text, end) || self.judge(text, end)
    }

    /// By how many bytes a stamp that is closed was told to be; 0 where by more than bytes.
    #[inline]
    pub(super) fn width(&self, text: &[u8], end: usize) -> usize {
        if self.is_same(text, end) { self.mask.count_ones() as usize / 8 } else { 0 }
    }

    /// Whether the same follows as was judged to close.
    #[inline]
    fn is_same(&self, text: &[u8], end: usize) -> bool {
        let bytes = text.get(end..).and_then(<[u8]>::first_chunk).map(|at| u32::from_le_bytes(*at));
        self.mask != 0 && bytes.is_some_and(|bytes| (bytes ^ self.bytes) & self.mask == 0)
    }

    fn judge(&mut self, text: &[u8], end: usize) -> bool {
        let is_closed = is_closed(text, end);
        let after = text.get(end..).and_then(<[u8]>::first_chunk);
        if let Some(after) = after.filter(|_| is_closed) {
            self.bytes = u32::from_le_bytes(*after);
            self.mask = match *after {
                [first, ..] if CLASS[usize::from(first)] == CLOSES => 0xff,
                [_, first, second, _] if first != b' ' && first != b'\t' => {
                    if may_add(first, Some(&second)) { 0 } else { 0xff_ffff }
                }
                _ => 0,
            };
        }
        is_closed
    }
}

/// Whether nothing that follows could lengthen the stamp: no digit, fraction, zone or half of day.
#[inline]
fn is_closed(text: &[u8], end: usize) -> bool {
    let Some(byte) = text.get(end) else { return true };
    match CLASS[usize::from(*byte)] {
        CLOSES => true,
        BLANK => is_closed_by_blank(text, end),
        _ => false,
    }
}

#[inline]
fn is_closed_by_blank(text: &[u8], end: usize) -> bool {
    let next = steps::skip_blanks(text, end);
    match text.get(next..).unwrap_or_default() {
        // A remark on the zone.
        [b'(', ..] => false,
        // A digit may be a year, a sign an offset: only a longer reading can tell.
        [b'+' | b'-' | b'0'..=b'9', rest @ ..] => rest.first().is_none_or(|byte| *byte == b' '),
        [first, rest @ ..] => !may_add(*first, rest.first()) || is_no_addition(text, next),
        [] => true,
    }
}

/// Whether a word that begins so may be a zone or a half of the day.
#[inline]
fn may_add(first: u8, second: Option<&u8>) -> bool {
    let second = second.map_or(0, |second| second & 63);
    let is_zulu = first | 0x20 == b'z';
    first.is_ascii_alphabetic() && (is_zulu || SECOND[usize::from(first & 127)] >> second & 1 == 1)
}

/// Whether a word is no zone and no half of the day.
fn is_no_addition(text: &[u8], at: usize) -> bool {
    steps::zone(text, at).is_none()
        && steps::area(text, at).is_none()
        && steps::half(text, at).is_none()
}

#[cfg(test)]
mod tests {
    use chrono_tz::TZ_VARIANTS;
    use proptest::prelude::{prop_assert_eq, proptest};

    use super::super::steps::area;
    use super::{is_closed, is_closed_by_blank, is_no_addition};

    /// Names with digits are none here.
    fn is_area(name: &str) -> bool {
        area(name.as_bytes(), 0).is_some()
    }

    #[test]
    fn every_zone_of_two_parts_may_follow() {
        for zone in TZ_VARIANTS.iter().map(|zone| zone.name()).filter(|name| is_area(name)) {
            assert!(!is_closed_by_blank(format!(" {zone}").as_bytes(), 0), "{zone}");
        }
    }

    #[test]
    fn every_word_of_capitals_is_judged_as_it_reads() {
        let letters = || b'A'..=b'Z';
        for first in letters() {
            for second in letters() {
                for third in letters().chain([b' ']) {
                    for fourth in [b' ', b'T'] {
                        let text = [b' ', first, second, third, fourth];
                        let expected = is_no_addition(&text, 1);
                        assert_eq!(is_closed(&text, 0), expected, "{}", text.escape_ascii());
                    }
                }
            }
        }
    }

    proptest! {
        #[test]
        fn words_are_judged_as_they_read(word in "[a-zA-Z.]{1,4}[a-zA-Z./ ]{0,2}") {
            let text = format!(" {word}");
            if word.as_bytes()[0].is_ascii_alphabetic() {
                prop_assert_eq!(
                    is_closed(text.as_bytes(), 0),
                    is_no_addition(text.as_bytes(), 1),
                    "{}", text
                );
            }
        }
    }
}
