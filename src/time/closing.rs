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

/// What may follow a stamp and be a part of it: the names of zones, of those of two parts the first
/// part, and the halves of the day.
#[rustfmt::skip]
const NAMES: &[&[u8]] = &[
    b"Z", b"z", b"UTC", b"GMT", b"utc", b"gmt", b"UT", b"WET", b"UCT", b"CET", b"MET", b"BST", b"WEST",
    b"CEST", b"MEST", b"EET", b"EEST", b"MSK", b"TRT", b"MSD", b"SAMT", b"NST", b"NDT", b"AST", b"EDT",
    b"CLT", b"AMT", b"VET", b"ADT", b"BRT", b"CLST", b"UYT", b"BRST", b"EST", b"CDT", b"PET", b"CST",
    b"MDT", b"MST", b"PDT", b"PST", b"AKDT", b"AKST", b"HDT", b"HST", b"WAT", b"CAT", b"SAST", b"EAT",
    b"IDT", b"IRST", b"GST", b"PKT", b"IST", b"NPT", b"ICT", b"WIB", b"HKT", b"SGT", b"PHT", b"AWST",
    b"MYT", b"JST", b"KST", b"WIT", b"ACST", b"AEST", b"CHST", b"ACDT", b"AEDT", b"NZST", b"NZDT",
    b"Africa", b"America", b"Antarctica", b"Arctic", b"Asia", b"Atlantic", b"Australia", b"Brazil",
    b"Canada", b"Chile", b"Etc", b"Europe", b"Indian", b"Mexico", b"Pacific", b"US",
    b"am", b"pm", b"aM", b"pM", b"Am", b"Pm", b"AM", b"PM", b"a.", b"p.", b"A.", b"P.",
];

/// For each letter that one of them begins with, those that may stand second: a bit each.
const SECOND: [u64; 128] = {
    let mut seconds = [0; 128];
    let mut at = 0;
    while at < NAMES.len() {
        if let [first, second, ..] = NAMES[at] {
            seconds[*first as usize] |= 1 << (*second & 63);
        }
        at += 1;
    }
    seconds
};

/// What follows a stamp that is closed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Closing {
    /// The text's end, or what is not looked at.
    End,
    /// A byte that closes whatever follows it.
    Byte,
    /// A blank, and what is no part of the stamp.
    Blank,
}

/// What followed stamps behind a blank: where the same follows again, it need not be judged.
#[derive(Clone, Debug)]
pub(super) struct Follower {
    /// Each at its [`place`].
    known: [Known; PLACES],
}

/// Bytes behind a stamp, the blank first, by which it is told that it is closed.
#[derive(Clone, Copy, Debug)]
struct Known {
    bytes: u64,
    /// Ones for the bits by which it is told.
    mask: u64,
}

const PLACES: usize = 128;

/// Where the bytes behind a stamp are kept, by the two that follow the blank: one place for digits that
/// stand before the same, others for most words, behind another blank too.
#[inline(always)]
const fn place(bytes: u64) -> usize {
    (bytes >> 12 & 0x77) as usize
}

impl Default for Follower {
    fn default() -> Self {
        // None: nothing is equal to it.
        Self { known: [Known { bytes: 1, mask: 0 }; PLACES] }
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

    /// Whether a blank and these bytes, eight in all, are known to close a stamp; zeros stand for those
    /// behind a text's end.
    #[inline(always)]
    pub(super) fn knows(&self, bytes: u64) -> bool {
        let known = &self.known[place(bytes)];
        bytes & known.mask == known.bytes
    }

    fn judge(&mut self, text: &[u8], end: usize, bytes: u64) -> bool {
        let is_closed = is_closed_by_blank(text, end);
        if is_closed && let Some(mask) = told_by(bytes) {
            self.known[place(bytes)] = Known { bytes: bytes & mask, mask };
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

/// By which bits of these bytes, the first of which is a blank, it is told that the stamp before them is
/// closed, which it is; nothing where more has to be read.
fn told_by(bytes: u64) -> Option<u64> {
    let bytes = bytes.to_le_bytes();
    let blanks = bytes.iter().take_while(|byte| CLASS[usize::from(**byte)] == BLANK).count();
    let more = match bytes.get(blanks..)? {
        [b'+' | b'-', b' ', ..] => 2,
        [b'+' | b'-', ..] | [] => return None,
        [first, rest @ ..] if first.is_ascii_alphabetic() => match rest.first() {
            Some(second) if !may_add(*first, Some(second)) => 2,
            _ => word_told_by(&bytes[blanks..])?,
        },
        [_, ..] => 1,
    };
    // What shares its upper half with a digit closes, too.
    let is_digit = bytes[blanks].is_ascii_digit();
    let lower = if is_digit { 0x0f << (8 * blanks) } else { 0 };
    Some(u64::MAX >> (8 * (8 - blanks - more)) & !lower)
}

/// The same of a word that begins as a name, which it is not: so many bytes that no name begins so, or all
/// of it and what ends it, be it no point and no sign of an offset or a name of two parts.
fn word_told_by(text: &[u8]) -> Option<usize> {
    let letters = text.iter().take_while(|byte| byte.is_ascii_alphabetic()).count();
    let is_begun = |length: &usize| NAMES.iter().any(|name| name.starts_with(&text[..*length]));
    let end = text.get(letters).filter(|end| !b"\0./_+-".contains(end));
    (2..=letters).find(|length| !is_begun(length)).or_else(|| end.map(|_| letters + 1))
}

/// Whether nothing behind a blank could lengthen the stamp before it: no offset, zone or half of the day.
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
    use super::{Closing, Follower, NAMES, behind, is_closed_by_blank, is_no_addition};

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

    /// Words of two capitals to so many.
    fn capitals(most: u32) -> impl Iterator<Item = Vec<u8>> {
        (2..=most).flat_map(|length| {
            (0..26_usize.pow(length)).map(move |number| {
                let letter = |at| b"ABCDEFGHIJKLMNOPQRSTUVWXYZ"[number / 26_usize.pow(at) % 26];
                (0..length).map(letter).collect()
            })
        })
    }

    #[test]
    fn every_word_that_is_a_zone_is_a_name() {
        let is_name = |word: &Vec<u8>| NAMES.contains(&word.as_slice());
        for word in capitals(4) {
            let is_addition = !is_no_addition(&word, 0);
            assert!(!is_addition || is_name(&word), "{}", word.escape_ascii());
            let lower = word.to_ascii_lowercase();
            assert!(is_no_addition(&lower, 0) || is_name(&lower), "{}", lower.escape_ascii());
        }
        for zone in TZ_VARIANTS.iter().map(|zone| zone.name()).filter(|name| is_area(name)) {
            assert!(NAMES.iter().any(|name| zone.as_bytes().starts_with(name)), "{zone}");
        }
    }

    #[test]
    fn every_word_of_capitals_is_judged_as_it_reads() {
        for word in capitals(3) {
            for end in [&b""[..], b" ", b"T"] {
                let text = [b" ", &*word, end].concat();
                let expected = is_no_addition(&text, 1);
                assert_eq!(is_closed(&text, 0), expected, "{}", text.escape_ascii());
            }
        }
    }

    #[test]
    fn what_lines_have_behind_stamps_is_known_when_it_comes_again() {
        let followers = [
            " INFO a", " WARN b", "  INFO c", " DEBUG", " WARNING", " Message", " Indexed",
            " web-1 d", " WARN: e", " 12 [", "  12 f", " [main]", " - - g", " \"h", " PHP: i",
            " x",
        ];
        for text in followers {
            let mut follower = Follower::default();
            assert!(!follower.knows(behind(text.as_bytes(), 0)), "{text}");
            assert_eq!(follower.closing(text.as_bytes(), 0), Some(Closing::Blank), "{text}");
            assert!(follower.knows(behind(text.as_bytes(), 0)), "{text}");
        }
    }

    #[test]
    fn levels_are_known_beside_each_other() {
        let levels =
            [" INFO x", " WARN x", " ERROR x", " DEBUG x", "  INFO x", "  WARN x", " 12 x"];
        let mut follower = Follower::default();
        for level in levels {
            follower.closing(level.as_bytes(), 0);
        }
        for level in levels {
            assert!(follower.knows(behind(level.as_bytes(), 0)), "{level}");
        }
    }

    #[test]
    fn a_name_is_not_known_by_its_beginning() {
        let zones = TZ_VARIANTS.iter().map(|zone| zone.name().as_bytes());
        let wholes = NAMES.iter().copied().chain(zones).chain([&b"A.M."[..], b"p.m."]);
        for whole in wholes.map(|name| format!(" {} 12345", name.escape_ascii())) {
            let expected = is_closed(whole.as_bytes(), 0);
            for begun in (2..whole.len()).filter_map(|length| whole.get(..length)) {
                for end in [" ", ":", "x", "\0"] {
                    let mut follower = Follower::default();
                    follower.closing(format!("{begun}{end}").as_bytes(), 0);
                    let told = follower.closing(whole.as_bytes(), 0).is_some();
                    assert_eq!(told, expected, "{whole:?} {begun}{end}");
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
