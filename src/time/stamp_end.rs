//! Where a stamp in a line may end: not within a word, a longer number, or a stamp that goes on.

use super::fields::Fields;
use super::word_end::word_ends;
use super::{clock, half_of_day, lexer};

/// Whether the stamp of these fields may end at `end`. `clock_first` says that it begins with its clock.
pub(super) fn is_end(text: &[u8], end: usize, fields: &Fields, clock_first: bool) -> bool {
    let before_digit = text.get(end + 1).is_some_and(u8::is_ascii_digit);
    let is_dated = fields.month.is_some() || fields.ordinal.is_some();
    let ends = match text.get(end) {
        Some(byte) if byte.is_ascii_alphanumeric() || *byte == b'_' => false,
        Some(b',') => {
            !before_digit || clock_first && is_dated || is_before_field(text, end, fields)
        }
        Some(b':') if clock_first && !is_dated => {
            text.get(end + 1).is_none_or(u8::is_ascii_whitespace)
        }
        // The serial number of an auditd record: `1772719331.310:812`.
        Some(b':') => !before_digit || fields.epoch.is_some() && fields.fraction.1 > 0,
        Some(b'.' | b'-' | b'/' | b'+') => !before_digit,
        _ => true,
    };
    let is_date = fields.hour.is_none() && fields.epoch.is_none();
    ends && !(is_date && is_before_clock(text, end)) && !is_before_blurred_half(text, end, fields)
}

/// Whether AM or PM with other text glued to it follows a clock that may have it: the hour is then not known.
fn is_before_blurred_half(text: &[u8], end: usize, fields: &Fields) -> bool {
    let may_have_half = fields.hour.is_some_and(|hour| (1..=12).contains(&hour));
    let is_whole = fields.afternoon.is_some() || fields.offset.is_some();
    may_have_half && !is_whole && lexer::is_blurred_half(text, lexer::skip_blanks(text, end))
}

/// Where the stamp of a line ends that was read up to `end`: before a number of the message, as the ` -10` of
/// `20:01:00 -10 degrees`, that was read as an offset, or before a word that is the whole message, as the country
/// of `20:01:00 CH`, that was read as AM or PM.
#[inline]
pub(super) fn before_message(text: &[u8], end: usize, fields: &mut Fields) -> usize {
    if fields.afternoon.is_some()
        && end == text.len()
        && let Some(front) = half_of_day::before_other_word(text)
    {
        fields.afternoon = None;
        return front;
    }
    let number = fields.offset.and_then(|_| hours_apart(text.get(..end)?));
    match number {
        Some(blanks) if !is_before_label(text, end) => {
            fields.offset = None;
            blanks
        }
        _ => end,
    }
}

/// Where the zone ends that a text behind a clock begins with, a blank before it allowed; `None` if the text
/// begins with none.
pub(crate) fn zone_end(text: &[u8]) -> Option<usize> {
    let start = usize::from(text.first() == Some(&b' '));
    let is_word = text.get(start) == Some(&b'[') && !clock::is_zone_in_brackets(text, start);
    let is_of_message = start == 1 && (is_word || is_number(text, start));
    let end = clock::zone(text, start, &mut Fields::default());
    (end > start && !is_of_message).then_some(end)
}

/// Whether a text begins with AM or PM, in any way that a clock may have it.
pub(crate) fn is_half_of_day(text: &[u8]) -> bool {
    lexer::am_pm(text, 0).is_some()
}

/// Whether a number of the message begins at `at`, behind a stamp and blanks, that has the form of an offset.
pub(super) fn is_number(text: &[u8], at: usize) -> bool {
    let Some((_, digits)) = lexer::sign(text, at) else { return false };
    let hours = lexer::zone(text, at).filter(|(_, end)| *end == digits + 2);
    hours.is_some_and(|(_, end)| !is_before_label(text, end))
}

/// Where the blanks begin before the offset at the end of a stamp, if the offset is hours alone: ` -10`.
pub(super) fn hours_apart(stamp: &[u8]) -> Option<usize> {
    let (front, digits) = stamp.split_at_checked(stamp.len().checked_sub(2)?)?;
    let signs: [&[u8]; 3] = [b"+", b"-", "\u{2212}".as_bytes()];
    let front = signs.iter().find_map(|sign| front.strip_suffix(*sign))?;
    let end = front.trim_ascii_end().len();
    (lexer::digits(digits) == 2 && end < front.len()).then_some(end)
}

/// The levels behind an offset of hours alone.
const LEVELS: [&[u8]; 16] = [
    b"TRACE",
    b"DEBUG",
    b"INFO",
    b"NOTICE",
    b"WARN",
    b"WARNING",
    b"ERROR",
    b"ERR",
    b"CRITICAL",
    b"CRIT",
    b"FATAL",
    b"SEVERE",
    b"PANIC",
    b"ALERT",
    b"EMERG",
    b"LOG",
];

/// Whether a blank and a bracket or a level follow, as the process that PostgreSQL writes behind a zone whose
/// name is `-03`.
fn is_before_label(text: &[u8], end: usize) -> bool {
    let Some([b' ', rest @ ..]) = text.get(end..) else { return false };
    let letters = rest.iter().take(9).take_while(|byte| byte.is_ascii_uppercase()).count();
    let is_level = || rest.get(..letters).is_some_and(|word| LEVELS.contains(&word));
    rest.first() == Some(&b'[') || is_level() && word_ends(rest, letters)
}

/// Whether the comma at `end` and the digits behind it begin the next field of a csv line, not a fraction.
fn is_before_field(text: &[u8], end: usize, fields: &Fields) -> bool {
    let has_zone = fields.offset.is_some() || fields.named.is_some();
    if fields.hour.is_none() || has_zone || fields.afternoon.is_some() || fields.fraction.1 > 0 {
        return true;
    }
    let digits = lexer::digits(text.get(end + 1..).unwrap_or_default());
    let is_field = digits != 3 && text.get(end + 1 + digits) == Some(&b',') && fields.nanos == 0;
    is_field || looks_like_clock(text, end + 1)
}

/// Whether a clock follows the date that ends at `end`, even a clock that cannot be read. Numbers after a
/// separator of fields are fields.
fn is_before_clock(text: &[u8], end: usize) -> bool {
    clock::gap(text, end).is_some_and(|start| {
        let is_field = text.get(end) == text.get(start + 2) && text.get(end) == Some(&b';');
        looks_like_clock(text, start) && !is_field
    })
}

/// The colon of texts in Chinese and Japanese, U+FF1A.
const WIDE_COLON: &[u8] = "：".as_bytes();

/// Whether hours and minutes that begin at `start` and end at `end` are a duration: `10h30m`, or with seconds `3h02m11s`
/// and `36h02m11s`, which no clock shows. `10h30m11s` may be either.
fn is_duration(text: &[u8], start: usize, end: usize) -> bool {
    let Some([b'm', rest @ ..]) = text.get(end..) else { return false };
    let is_of_day = lexer::two_digits(text, start).is_some_and(|hour| hour < 24);
    !(is_of_day && lexer::digits(rest) == 2)
}

/// Whether `14:0`, `14.02.1`, `14-02-1`, `14;02;1`, `14_02_1`, `14h02` or `14：02` begins at `at`.
pub(super) fn looks_like_clock(text: &[u8], at: usize) -> bool {
    let digits = |at: usize| lexer::digits(text.get(at..).unwrap_or_default());
    let hour = digits(at);
    let Some(&separator) = text.get(at + hour).filter(|_| (1..=2).contains(&hour)) else {
        return false;
    };
    let minute = digits(at + hour + 1);
    let after_minute = at + hour + 1 + minute;
    match separator {
        b':' => minute > 0,
        b'.' | b'-' | b';' | b'_' if hour == 2 && minute == 2 => {
            text.get(after_minute) == Some(&separator) && digits(after_minute + 1) > 0
        }
        b'h' | b'H' => hour == 2 && minute == 2 && !is_duration(text, at, after_minute),
        _ => text.get(at + hour..).is_some_and(|rest| rest.starts_with(WIDE_COLON)),
    }
}
