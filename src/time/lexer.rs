//! The smallest parts of stamps: numbers, fractions, blanks, names of months, weekdays and zones.
//!
//! Most functions take the text and a position, and give what they read and the position behind it; `None` if
//! something else stands there.

use super::word_end::word_ends;
use super::{abbreviations, half_of_day, zone_phrases};
use chrono_tz::Tz;

/// A number of `least` to `most` digits, greedy; `most` is at most 9.
#[inline]
pub(super) fn number(text: &[u8], at: usize, least: usize, most: usize) -> Option<(i32, usize)> {
    let mut value = 0_i32;
    let mut end = at;
    while end - at < most {
        match text.get(end) {
            Some(&byte) if byte.is_ascii_digit() => {
                value = value * 10 + i32::from(byte - b'0');
                end += 1;
            }
            _ => break,
        }
    }
    (end - at >= least).then_some((value, end))
}

#[inline]
pub(super) fn two_digits(text: &[u8], at: usize) -> Option<i32> {
    let [tens, ones] = text.get(at..)?.first_chunk()?.map(|byte: u8| byte.wrapping_sub(b'0'));
    (tens < 10 && ones < 10).then(|| i32::from(tens) * 10 + i32::from(ones))
}

/// Powers of ten.
pub(super) const POWERS: [i32; 9] =
    [1, 10, 100, 1_000, 10_000, 100_000, 1_000_000, 10_000_000, 100_000_000];

/// Digits after a decimal point, as nanoseconds; digits beyond the ninth are dropped.
#[inline]
pub(super) fn decimals(text: &[u8], at: usize) -> Option<(i32, usize)> {
    // Most have three digits, or six.
    if let Some(thousandths) = three(text, at) {
        if !text.get(at + 3).is_some_and(u8::is_ascii_digit) {
            return Some((thousandths * 1_000_000, at + 3));
        }
        let more = three(text, at + 3);
        if let Some(more) = more.filter(|_| !text.get(at + 6).is_some_and(u8::is_ascii_digit)) {
            return Some((thousandths * 1_000_000 + more * 1_000, at + 6));
        }
    }
    let (mut nanos, mut end) = number(text, at, 1, 9)?;
    nanos *= POWERS[9 - (end - at)];
    while text.get(end).is_some_and(u8::is_ascii_digit) {
        end += 1;
    }
    Some((nanos, end))
}

/// How many digits the text begins with.
#[inline]
pub(super) fn digits(text: &[u8]) -> usize {
    text.iter().take_while(|byte| byte.is_ascii_digit()).count()
}

/// The number that up to 16 hexadecimal digits write; `None` if another byte is among them.
pub(super) fn hexadecimal(digits: &[u8]) -> Option<u64> {
    let digits = std::str::from_utf8(digits).ok().filter(|digits| !digits.starts_with('+'))?;
    u64::from_str_radix(digits, 16).ok()
}

#[inline]
fn three(text: &[u8], at: usize) -> Option<i32> {
    let digits = text.get(at..at + 3)?.first_chunk::<3>()?;
    let [a, b, c] = digits.map(|byte| i32::from(byte.wrapping_sub(b'0')));
    (a < 10 && b < 10 && c < 10).then_some(a * 100 + b * 10 + c)
}

/// The position after blanks (spaces and tabs), at least one.
#[inline]
pub(super) fn blanks(text: &[u8], at: usize) -> Option<usize> {
    let end = skip_blanks(text, at);
    (end > at).then_some(end)
}

/// The position after any blanks.
#[inline]
pub(super) fn skip_blanks(text: &[u8], at: usize) -> usize {
    let mut end = at;
    while matches!(text.get(end), Some(b' ' | b'\t')) {
        end += 1;
    }
    end
}

/// The position behind the letter of a level: I, W, E and F of glog, D and V of Android's logcat.
pub(super) fn level(text: &[u8], at: usize) -> Option<usize> {
    matches!(text.get(at)?, b'I' | b'W' | b'E' | b'F' | b'D' | b'V').then_some(at + 1)
}

/// The position behind a blank that does not break a line: U+00A0, or U+202F before the AM and PM of ICU.
pub(super) fn unbroken_blank(text: &[u8], at: usize) -> Option<usize> {
    let rest = text.get(at..)?;
    let blank =
        ["\u{a0}", "\u{202f}"].into_iter().find(|blank| rest.starts_with(blank.as_bytes()))?;
    Some(at + blank.len())
}

/// AM (`false`) or PM (`true`) in any case, `a.m.` and `a. m.` too, or in another language. The beginning of a
/// longer word is neither.
pub(super) fn am_pm(text: &[u8], at: usize) -> Option<(bool, usize)> {
    let afternoon = match text.get(at)? | 0x20 {
        b'a' => false,
        b'p' => true,
        _ => {
            let half = half_of_day::behind_clock(text, at);
            return half.filter(|(_, end)| word_ends(text, *end));
        }
    };
    let end = match text.get(at + 1..)? {
        [b'm' | b'M', ..] => at + 2,
        [b'.', rest @ ..] => {
            let gap = match rest {
                [b' ', ..] => 1,
                _ => unbroken_blank(text, at + 2).map_or(0, |end| end - at - 2),
            };
            let letter = at + 2 + gap;
            match text.get(letter..)? {
                [b'm' | b'M', b'.', ..] => letter + 2,
                _ => return None,
            }
        }
        _ => return None,
    };
    word_ends(text, end).then_some((afternoon, end))
}

/// Whether AM or PM in capitals begins at `at` and other text is glued to it: `PMx`. Capitals that go on are another
/// word (`AMQP`).
pub(super) fn is_blurred_half(text: &[u8], at: usize) -> bool {
    matches!(text.get(at..), Some([b'A' | b'P', b'M', b'a'..=b'z', ..]))
}

/// An English month name, full or of three letters (`Sept` too), any case, a point after it allowed.
#[inline]
pub(super) fn month(text: &[u8], at: usize) -> Option<(i32, usize)> {
    let (number, rest): (i32, &[u8]) = match &lower3(text, at)? {
        b"jan" => (1, b"uary"),
        b"feb" => (2, b"ruary"),
        b"mar" => (3, b"ch"),
        b"apr" => (4, b"il"),
        b"may" => (5, b""),
        b"jun" => (6, b"e"),
        b"jul" => (7, b"y"),
        b"aug" => (8, b"ust"),
        b"sep" => (9, b"tember"),
        b"oct" => (10, b"ober"),
        b"nov" => (11, b"ember"),
        b"dec" => (12, b"ember"),
        _ => return None,
    };
    if number == 9
        && matches!(text.get(at + 3), Some(b't' | b'T'))
        && let Some(end) = name_end(text, at + 4, b"")
    {
        return Some((number, end));
    }
    Some((number, name_end(text, at + 3, rest)?))
}

/// An English weekday name, full or of three letters, any case.
#[inline]
pub(super) fn weekday(text: &[u8], at: usize) -> Option<usize> {
    let rest: &[u8] = match &lower3(text, at)? {
        b"mon" | b"fri" | b"sun" => b"day",
        b"tue" => b"sday",
        b"wed" => b"nesday",
        b"thu" => b"rsday",
        b"sat" => b"urday",
        _ => return None,
    };
    name_end(text, at + 3, rest)
}

#[inline]
fn lower3(text: &[u8], at: usize) -> Option<[u8; 3]> {
    match text.get(at..)? {
        [a, b, c, ..] => Some([a | 0x20, b | 0x20, c | 0x20]),
        _ => None,
    }
}

/// The end of a name of which three letters are read: here, or after the rest of the full name.
#[inline]
fn name_end(text: &[u8], at: usize, rest: &[u8]) -> Option<usize> {
    if !text.get(at).is_some_and(u8::is_ascii_alphabetic) {
        return Some(at + usize::from(text.get(at) == Some(&b'.')));
    }
    if rest.is_empty() {
        return None;
    }
    let end = at + rest.len();
    let full = text.get(at..end)?.eq_ignore_ascii_case(rest);
    (full && !text.get(end).is_some_and(u8::is_ascii_alphabetic)).then_some(end)
}

/// A zone: `Z`, `+01`, `+0100`, `+01:00`, a known abbreviation, or `UTC+1`; with a remark in
/// parentheses after it (`+0100 (CET)`). Gives seconds; an offset beyond -12 or +14 hours is no zone.
pub(super) fn zone(text: &[u8], at: usize) -> Option<(i32, usize)> {
    let (offset, end) = match text.get(at)? {
        b'+' | b'-' | 0xe2 => offset(text, at, 2)?,
        b'Z' | b'z' if word_ends(text, at + 1) => (0, at + 1),
        byte if byte.is_ascii_alphabetic() => zone_name(text, at)?,
        _ => return None,
    };
    Some((offset, remark(text, end)))
}

/// The name of a zone in parentheses, `(EST)`.
pub(super) fn zone_in_parentheses(text: &[u8], at: usize) -> Option<(i32, usize)> {
    let start = (text.get(at) == Some(&b'(')).then_some(at + 1)?;
    let (offset, end) = zone(text, start)?;
    (text.get(end) == Some(&b')')).then_some((offset, end + 1))
}

/// The position after the name of a zone that is not known, if a blank and a year of four digits follow it.
pub(super) fn unknown_zone(text: &[u8], at: usize) -> Option<usize> {
    let start = blanks(text, at)?;
    let letters = text.get(start..)?.iter().take_while(|byte| byte.is_ascii_uppercase()).count();
    let end = start + letters;
    let (_, year_end) = number(text, blanks(text, end)?, 4, 4)?;
    ((2..=5).contains(&letters) && word_ends(text, year_end)).then_some(end)
}

/// A zone by its name in the IANA database, `Europe/Berlin` or `MST7MDT`, or by a name of several words.
pub(super) fn area(text: &[u8], at: usize) -> Option<(Tz, usize)> {
    let rest = text.get(at..)?;
    // All names begin with a capital.
    rest.first().filter(|first| first.is_ascii_uppercase())?;
    let is_part = |byte: &u8| byte.is_ascii_alphanumeric() || b"/_+-".contains(byte);
    let length = rest.iter().take_while(|byte| is_part(byte)).count();
    let is_name =
        |name: &&[u8]| name.contains(&b'/') || name.get(3).is_some_and(u8::is_ascii_digit);
    let Some(name) = rest.get(..length).filter(is_name) else {
        let (zone, length) = zone_phrases::read(rest)?;
        return Some((zone, at + length));
    };
    let zone = std::str::from_utf8(name).ok()?.parse().ok()?;
    Some((zone, at + length))
}

/// Whether a sign at `at` is a minus (`-` or U+2212), and the position behind the sign.
pub(super) fn sign(text: &[u8], at: usize) -> Option<(bool, usize)> {
    match text.get(at..)? {
        [b'+', ..] => Some((false, at + 1)),
        [b'-', ..] => Some((true, at + 1)),
        [0xe2, 0x88, 0x92, ..] => Some((true, at + 3)),
        _ => None,
    }
}

/// `+01`, `+0100` or `+01:00`; with `least` 1 also `+1`.
fn offset(text: &[u8], at: usize, least: usize) -> Option<(i32, usize)> {
    let (negative, start) = sign(text, at)?;
    let (hours, end) = number(text, start, least, 2)?;
    let colon = usize::from(text.get(end) == Some(&b':'));
    let (minutes, end) = number(text, end + colon, 2, 2).unwrap_or((0, end));
    if text.get(end).is_some_and(u8::is_ascii_digit) || minutes > 59 || hours > 14 {
        return None;
    }
    let seconds = hours * 3600 + minutes * 60;
    let seconds = if negative { -seconds } else { seconds };
    (-43_200..=50_400).contains(&seconds).then_some((seconds, end))
}

/// An offset in three digits of minutes, as DB2 writes it: `+060`, `-330`. Gives seconds. Offsets are quarters
/// of an hour; another number belongs to the message.
pub(super) fn minutes(text: &[u8], at: usize) -> Option<(i32, usize)> {
    let (negative, start) = sign(text, at)?;
    let (minutes, end) = number(text, start, 3, 3)?;
    let seconds = if negative { -60 } else { 60 } * minutes;
    let is_offset =
        minutes % 15 == 0 && (-43_200..=50_400).contains(&seconds) && word_ends(text, end);
    is_offset.then_some((seconds, end))
}

fn zone_name(text: &[u8], at: usize) -> Option<(i32, usize)> {
    // A name begins with a capital, or is `utc` or `gmt`.
    text.get(at).filter(|first| first.is_ascii_uppercase() || matches!(first, b'u' | b'g'))?;
    let letters = text.get(at..)?.iter().take(6);
    let end = at + letters.take_while(|byte| byte.is_ascii_alphabetic()).count();
    if !word_ends(text, end) {
        return None;
    }
    let name = text.get(at..end)?;
    let seconds = abbreviations::offset_of(name)?;
    if name.eq_ignore_ascii_case(b"utc") || name.eq_ignore_ascii_case(b"gmt") {
        return Some(offset(text, end, 1).unwrap_or((seconds, end)));
    }
    Some((seconds, end))
}

/// The position after a remark such as ` (Central European Time)`, if there is one.
fn remark(text: &[u8], at: usize) -> usize {
    let Some([b' ', b'(', rest @ ..]) = text.get(at..) else {
        return at;
    };
    let inside = rest
        .iter()
        .take(40)
        .take_while(|byte| byte.is_ascii_alphabetic() || **byte == b' ')
        .count();
    match rest.get(inside) {
        Some(b')') if inside > 0 => at + inside + 3,
        _ => at,
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::{prop_assert_eq, proptest};

    use super::decimals;

    proptest! {
        #[test]
        fn decimals_are_nanoseconds(digits in "[0-9]{0,12}", after in "[./: a-c]{0,2}") {
            let first = digits.get(..digits.len().min(9)).unwrap();
            let nanos = format!("{first:0<9}").parse().unwrap();
            let expected = (!digits.is_empty()).then_some((nanos, digits.len() + 1));
            let text = format!(".{digits}{after}");
            prop_assert_eq!(decimals(text.as_bytes(), 1), expected, "{}", text);
        }
    }
}
