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

/// By what a stamp is told to be closed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Closing {
    /// How many bytes behind it tell; 0 where more has to be read, or the text ends.
    pub(super) width: usize,
    /// Any digit may be the last of them.
    pub(super) is_digit: bool,
}

/// What followed the last stamp: where the same follows the next one, it need not be judged again.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Follower {
    bytes: u64,
    /// Ones for the bits by which it was judged; none where nothing was.
    mask: u64,
    closing: Closing,
}

impl Follower {
    /// By what the stamp that ends here is closed, if it is; see [`is_closed`].
    #[inline]
    pub(super) fn closing(&mut self, text: &[u8], end: usize) -> Option<Closing> {
        let bytes = behind(text, end);
        if self.mask != 0 && (bytes ^ self.bytes) & self.mask == 0 {
            return Some(self.closing);
        }
        self.judge(text, end, bytes)
    }

    fn judge(&mut self, text: &[u8], end: usize, bytes: u64) -> Option<Closing> {
        if !is_closed(text, end) {
            return None;
        }
        let closing = if end < text.len() { told_by(bytes) } else { Closing::default() };
        if closing.width > 0 {
            // What shares its upper half with a digit closes too.
            let lower = if closing.is_digit { 0x0f << 56 } else { 0 };
            self.mask = !lower >> (8 * (8 - closing.width));
            (self.bytes, self.closing) = (bytes, closing);
        }
        Some(closing)
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

/// By which of these bytes it is told that the stamp before them is closed, which it is.
fn told_by(bytes: u64) -> Closing {
    let bytes = bytes.to_le_bytes();
    let blanks = bytes.iter().take_while(|byte| CLASS[usize::from(**byte)] == BLANK).count();
    let width = match bytes.get(blanks..).unwrap_or_default() {
        _ if blanks == 0 => 1,
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
    };
    let is_digit = width == blanks + 1 && blanks > 0 && bytes[blanks].is_ascii_digit();
    Closing { width, is_digit }
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
    use proptest::prelude::{prop_assert, prop_assert_eq, proptest};

    use super::super::steps::area;
    use super::{Closing, Follower, is_closed, is_closed_by_blank, is_no_addition};

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
        /// What followed before changes nothing, and by the width told the same follows.
        #[test]
        fn what_is_remembered_is_what_is_judged(
            texts in vec("[ \t]{0,9}[]\",(+0-9:-]{0,2}[a-zA-Z0-9. \u{0}-]{0,4}", 1..20),
            digit in 0_u8..10,
        ) {
            let mut follower = Follower::default();
            let closing = |text: &str, follower: &mut Follower| {
                follower.closing(format!("11{text}").as_bytes(), 2)
            };
            for text in texts.iter().chain(&texts) {
                let told = closing(text, &mut follower);
                prop_assert_eq!(told.is_some(), is_closed(text.as_bytes(), 0), "{:?}", text);
                let Some(Closing { width, is_digit }) = told else { continue };
                if let Some(begun) = text.get(..width) {
                    let changed = match is_digit {
                        true => format!("{}{digit}", &begun[..width - 1]),
                        false => begun.to_owned(),
                    };
                    let other = format!("{changed}CET PM");
                    prop_assert!(width == 0 || is_closed(other.as_bytes(), 0), "{:?}", text);
                    prop_assert!(width == 0 || closing(&changed, &mut follower) == told, "{:?}", text);
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
