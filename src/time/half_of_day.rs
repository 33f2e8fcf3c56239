//! AM and PM in other languages than English, as the Unicode CLDR has them.

use super::word_end::ends_field;

/// AM (`false`) and PM (`true`) in Chinese, Japanese and Korean, before the hour or behind the clock.
const CJK: [(&str, bool); 6] = [
    ("上午", false),
    ("下午", true),
    ("午前", false),
    ("午後", true),
    ("오전", false),
    ("오후", true),
];

/// AM and PM in Hungarian, before the hour or behind the clock.
const HUNGARIAN: [(&str, bool); 2] = [("de.", false), ("du.", true)];

/// AM and PM in Swedish and Vietnamese, which are also other words (`em` of Portuguese, the countries `SA` and `CH`):
/// they count only at the end of a field.
const AT_FIELD_END: [(&str, bool); 4] = [("fm", false), ("em", true), ("SA", false), ("CH", true)];

/// AM and PM in German, Greek, Czech, Turkish, Bulgarian, Arabic, Persian and Swedish, behind the clock.
const BEHIND: [(&str, bool); 18] = [
    ("vorm.", false),
    ("nachm.", true),
    ("π.μ.", false),
    ("μ.μ.", true),
    ("dop.", false),
    ("odp.", true),
    ("ÖÖ", false),
    ("ÖS", true),
    ("пр.об.", false),
    ("сл.об.", true),
    ("ص", false),
    ("م", true),
    ("ق.ظ.", false),
    ("ب.ظ.", true),
    ("ق.ظ", false),
    ("ب.ظ", true),
    ("f.m.", false),
    ("e.m.", true),
];

/// The words for AM and PM that may stand behind a clock.
pub(crate) fn half_words() -> impl Iterator<Item = &'static str> {
    CJK.iter().chain(&HUNGARIAN).chain(&BEHIND).map(|(word, _)| *word)
}

/// AM or PM (`true`) before the hour, and its end.
pub(super) fn before_hour(text: &[u8], at: usize) -> Option<(bool, usize)> {
    match text.get(at)? {
        b'd' => one_of(&HUNGARIAN, text, at),
        first if !first.is_ascii() => one_of(&CJK, text, at),
        _ => None,
    }
}

/// Whether the word for AM or PM is also another word, which it is behind an hour beyond 12.
pub(super) fn is_also_word(text: &[u8], at: usize) -> bool {
    one_of(&AT_FIELD_END, text, at).is_some()
}

/// Where a text ends without its last word and the blanks before it, if the word is AM or PM and also another word.
pub(super) fn before_other_word(text: &[u8]) -> Option<usize> {
    let front = AT_FIELD_END.iter().find_map(|(word, _)| text.strip_suffix(word.as_bytes()))?;
    Some(front.trim_ascii_end().len())
}

/// AM or PM (`true`) behind a clock, and its end, where a longer word may go on.
#[inline]
pub(super) fn behind_clock(text: &[u8], at: usize) -> Option<(bool, usize)> {
    let first = text.get(at)?;
    if first.is_ascii() && !matches!(first, b'v' | b'n' | b'd' | b'o' | b'f' | b'e' | b'S' | b'C') {
        return None;
    }
    // `م` also begins words.
    let is_whole = |(_, end): &(bool, usize)| text.get(*end).is_none_or(u8::is_ascii);
    let ends_field = |(_, end): &(bool, usize)| text.get(*end..).is_none_or(ends_field);
    one_of(&CJK, text, at)
        .or_else(|| one_of(&BEHIND, text, at).filter(is_whole))
        .or_else(|| one_of(&HUNGARIAN, text, at))
        .or_else(|| one_of(&AT_FIELD_END, text, at).filter(ends_field))
}

fn one_of(words: &[(&str, bool)], text: &[u8], at: usize) -> Option<(bool, usize)> {
    let rest = text.get(at..)?;
    let (word, afternoon) = words.iter().find(|(word, _)| rest.starts_with(word.as_bytes()))?;
    Some((*afternoon, at + word.len()))
}
