//! Whether a stamp that the cache has read ends where it seems to.
//!
//! The plain parser reads on behind a clock: AM or PM, a zone, an offset. The cache compares only the
//! bytes of earlier stamps, so it asks here whether something follows that the plain parser would read.

use super::super::abbreviations::ABBREVIATIONS;
use super::super::zone_phrases::PHRASES;
use super::super::{clock, lexer, stamp_end};

/// The first two bytes of words that may extend a stamp and are no zone abbreviation: areas of the zone
/// database, AM and PM in any case, with points, and in other languages.
const BEGINNINGS: &[&[u8; 2]] = &[
    b"Af", b"Am", b"An", b"Ar", b"As", b"At", b"Au", b"Br", b"Ca", b"Ch", b"Et", b"Eu", b"In",
    b"Me", b"Pa", b"US", b"am", b"pm", b"aM", b"pM", b"Pm", b"AM", b"PM", b"a.", b"p.", b"A.",
    b"P.", b"vo", b"na", b"do", b"od", b"de", b"du", b"fm", b"em", b"f.", b"e.", b"SA", b"CH",
];

/// For each first byte the second bytes of words that may extend a stamp: bit `byte & 63` of each.
const SECOND_BYTES: [u64; 128] = {
    let mut seconds = [0; 128];
    let mut at = 0;
    while at < BEGINNINGS.len() {
        let [first, second] = *BEGINNINGS[at];
        seconds[first as usize] |= 1 << (second & 63);
        at += 1;
    }
    at = 0;
    while at < ABBREVIATIONS.len() {
        if let [first, second, ..] = ABBREVIATIONS[at].0.as_bytes() {
            seconds[*first as usize] |= 1 << (*second & 63);
        }
        at += 1;
    }
    at = 0;
    while at < PHRASES.len() {
        if let [first, second, ..] = PHRASES[at].0.as_bytes() {
            seconds[*first as usize] |= 1 << (*second & 63);
        }
        at += 1;
    }
    seconds
};

/// Whether the stamp that ends at `end` is whole: nothing that follows would be read as a part of it.
/// `false` also where only the plain parser can tell.
#[inline]
pub(super) fn is_end(text: &[u8], end: usize) -> bool {
    match text.get(end) {
        None | Some(b']' | b')' | b'}' | b'>' | b'"' | b'\'' | b';' | b'|') => true,
        Some(b' ' | b'\t') => is_end_before_blank(text, end),
        Some(_) => false,
    }
}

#[inline]
fn is_end_before_blank(text: &[u8], end: usize) -> bool {
    let next = lexer::skip_blanks(text, end);
    match text.get(next..).unwrap_or_default() {
        [] => true,
        // A remark on the zone.
        [b'(', ..] => false,
        [b'[', ..] => !clock::is_zone_in_brackets(text, next),
        // AM and PM of other languages, or U+2212 before an offset.
        [0x80..=0xff, ..] => !extends(text, next) || stamp_end::is_number(text, next),
        [b'+' | b'-', rest @ ..] => {
            rest.first().is_none_or(|byte| *byte == b' ') || stamp_end::is_number(text, next)
        }
        [first, rest @ ..] => !may_extend(*first, rest.first()) || !extends(text, next),
    }
}

/// Whether a word with these first two bytes may be a zone, AM or PM.
#[inline]
fn may_extend(first: u8, second: Option<&u8>) -> bool {
    let second = second.map_or(0, |second| second & 63);
    let is_zulu = matches!(first, b'Z' | b'z');
    let known =
        SECOND_BYTES.get(usize::from(first)).is_some_and(|seconds| seconds >> second & 1 == 1);
    is_zulu || known
}

/// Whether the word that begins at `at` is a zone, AM or PM, or AM or PM with other text glued to it.
fn extends(text: &[u8], at: usize) -> bool {
    lexer::zone(text, at).is_some()
        || lexer::area(text, at).is_some()
        || lexer::am_pm(text, at).is_some()
        || lexer::is_blurred_half(text, at)
}

#[cfg(test)]
mod tests {
    use chrono_tz::TZ_VARIANTS;
    use proptest::prelude::{prop_assert_eq, proptest};

    use super::{extends, is_end};

    /// Words of two to `longest` capital letters.
    fn capitals(longest: u32) -> impl Iterator<Item = Vec<u8>> {
        (2..=longest).flat_map(|length| {
            (0..26_usize.pow(length)).map(move |number| {
                let letter = |at| b"ABCDEFGHIJKLMNOPQRSTUVWXYZ"[number / 26_usize.pow(at) % 26];
                (0..length).map(letter).collect()
            })
        })
    }

    #[test]
    fn every_zone_name_with_an_area_extends_a_stamp() {
        for zone in TZ_VARIANTS.iter().map(|zone| zone.name()) {
            let text = format!(" {zone}");
            assert_eq!(is_end(text.as_bytes(), 0), !extends(text.as_bytes(), 1), "{zone}");
        }
    }

    #[test]
    fn capital_words_end_a_stamp_unless_they_extend_it() {
        for word in capitals(4) {
            for word in [word.to_ascii_lowercase(), word] {
                let text = [b" ", &*word].concat();
                assert_eq!(is_end(&text, 0), !extends(&text, 1), "{}", text.escape_ascii());
            }
        }
    }

    proptest! {
        #[test]
        fn words_end_a_stamp_unless_they_extend_it(word in "[a-zA-Z][a-zA-Z.]{0,3}[a-zA-Z./ ]{0,2}") {
            let text = format!(" {word}");
            prop_assert_eq!(is_end(text.as_bytes(), 0), !extends(text.as_bytes(), 1), "{}", text);
        }
    }
}
