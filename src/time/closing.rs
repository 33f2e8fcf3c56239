//! Whether a stamp found in a line ends where it seems to, told by what follows it.
//!
//! A stamp that is recalled must not be the beginning of a longer one. What follows is judged by its
//! first bytes; only a word that may be a zone or a half of the day is read. Words that follow a blank are
//! remembered: levels, hosts, numbers. Called by the memo.

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

/// What follows a stamp that is closed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Closing {
    /// The text's end.
    #[default]
    End,
    /// A byte that closes whatever follows it.
    Byte,
    /// A blank, and what is no part of the stamp.
    Blank,
}

/// What followed stamps behind a blank: where the same follows again, it need not be judged.
#[derive(Clone, Debug, Default)]
pub(super) struct Follower {
    /// By the last bits of the byte behind the blank, by which letters differ, and digits.
    known: [Known; 32],
}

/// The bytes behind a stamp, the blank first, by which it is told that it is closed.
#[derive(Clone, Copy, Debug)]
struct Known {
    bytes: u64,
    /// Ones where they are.
    mask: u64,
}

impl Default for Known {
    /// None: nothing is equal to it.
    fn default() -> Self {
        Self { bytes: 1, mask: 0 }
    }
}

impl Follower {
    /// By what the stamp that ends here is closed, if it is.
    #[inline]
    pub(super) fn closing(&mut self, text: &[u8], end: usize) -> Option<Closing> {
        let Some(byte) = text.get(end) else { return Some(Closing::End) };
        match CLASS[usize::from(*byte)] {
            CLOSES => Some(Closing::Byte),
            BLANK => {
                let bytes = behind(text, end);
                (self.knows(bytes) || self.judge(text, end, bytes)).then_some(Closing::Blank)
            }
            _ => None,
        }
    }

    /// Whether a blank and these bytes, eight in all, are known to close a stamp.
    #[inline(always)]
    pub(super) fn knows(&self, bytes: u64) -> bool {
        let known = &self.known[usize::from(bytes.to_le_bytes()[1] & 31)];
        bytes & known.mask == known.bytes
    }

    fn judge(&mut self, text: &[u8], end: usize, bytes: u64) -> bool {
        let is_closed = is_closed_by_blank(text, end);
        let width = told_by(bytes);
        if is_closed && width > 0 {
            let mask = u64::MAX >> (8 * (8 - width));
            let at = usize::from(bytes.to_le_bytes()[1] & 31);
            self.known[at] = Known { bytes: bytes & mask, mask };
        }
        is_closed
    }
}

/// The eight bytes behind a stamp; zeros behind the text's end.
#[inline]
fn behind(text: &[u8], end: usize) -> u64 {
    let rest = text.get(end..).unwrap_or_default();
    if let Some(eight) = rest.first_chunk() {
        return u64::from_le_bytes(*eight);
    }
    match text.last_chunk() {
        Some(eight) if !rest.is_empty() => u64::from_le_bytes(*eight) >> (8 * (8 - rest.len())),
        _ => rest.iter().rfold(0, |bytes, byte| bytes << 8 | u64::from(*byte)),
    }
}

/// By how many of these bytes, the first of which is a blank, it is told that the stamp before them is
/// closed, which it is; 0 where more has to be read.
fn told_by(bytes: u64) -> usize {
    let bytes = bytes.to_le_bytes();
    let blanks = bytes.iter().take_while(|byte| CLASS[usize::from(**byte)] == BLANK).count();
    match bytes.get(blanks..).unwrap_or_default() {
        [b'+' | b'-', b' ', ..] => blanks + 2,
        [b'+' | b'-', ..] | [] => 0,
        // A letter is judged with the second one; a word that begins as a zone's name to its end.
        [first, rest @ ..] if first.is_ascii_alphabetic() => {
            let letters = rest.iter().take_while(|byte| byte.is_ascii_alphabetic()).count();
            match rest.first() {
                Some(second) if !may_add(*first, Some(second)) => blanks + 2,
                _ if rest.get(letters) == Some(&b' ') => blanks + 1 + letters + 1,
                _ => 0,
            }
        }
        [_, ..] => blanks + 1,
    }
}

/// Whether nothing behind a blank could lengthen the stamp before it: no digit, fraction, zone or half of day.
#[inline]
fn is_closed_by_blank(text: &[u8], end: usize) -> bool {
    let next = steps::skip_blanks(text, end);
    match text.get(next..).unwrap_or_default() {
        // A remark on the zone.
        [b'(', ..] => false,
        // A sign may be that of an offset: only a longer reading can tell.
        [b'+' | b'-', rest @ ..] => rest.first().is_none_or(|byte| *byte == b' '),
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
    use proptest::collection::vec;
    use proptest::prelude::{any, prop_assert, prop_assert_eq, proptest};

    use super::super::steps::area;
    use super::{Follower, is_closed_by_blank, is_no_addition};

    /// As it is judged where nothing is remembered.
    fn is_closed(text: &[u8], end: usize) -> bool {
        Follower::default().closing(text, end).is_some()
    }

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
        /// What followed before changes nothing, and what is known closes whatever follows it.
        #[test]
        fn what_is_remembered_is_what_is_judged(
            texts in vec("[ \t]{0,9}[]\",(+0-9:-]{0,2}[a-zA-Z0-9. \u{0}-]{0,4}", 1..20),
            ends in vec(any::<[u8; 2]>(), 8),
        ) {
            let mut follower = Follower::default();
            for text in texts.iter().chain(&texts) {
                let closing = follower.closing(format!("11{text}").as_bytes(), 2);
                prop_assert_eq!(closing.is_some(), is_closed(text.as_bytes(), 0), "{:?}", text);
                for [first, second] in &ends {
                    for known in 2..8 {
                        let mut bytes = [0; 8];
                        let begun = text.len().min(known);
                        bytes[..begun].copy_from_slice(&text.as_bytes()[..begun]);
                        (bytes[known - 1], bytes[known.min(6) + 1]) = (*first, *second);
                        let is_known = follower.knows(u64::from_le_bytes(bytes));
                        prop_assert!(!is_known || is_closed(&bytes, 0), "{:?}", bytes);
                    }
                }
            }
        }

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
