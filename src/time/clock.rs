//! The time of day in a stamp, with everything that may belong to it, and what parts it from the date.
//!
//! Every row of the table reads its clock here, so that AM and PM, fractions and zones are read by each.

use chrono_tz::Tz;

use super::fields::Fields;
use super::{half_of_day, lexer};

/// The signs behind hour, minute and second in Chinese, Japanese and Korean.
const CJK_SIGNS: [&[&str]; 3] = [&["時", "时", "点", "시"], &["分", "분"], &["秒", "초"]];

/// Reads a time of day at `at`: `14:02`, `14:02:11`, and behind a year also `14.02.11`, `14-02-11`, `140211`;
/// with fraction, AM or PM, and zone. A time of day that goes on but cannot be read to its end is refused.
pub(super) fn clock(text: &[u8], at: usize, fields: &mut Fields) -> Option<usize> {
    let start = half_before(text, at, fields);
    let start = lexer::skip_blanks(text, start);
    let end = hour_to_second(text, start, fields)?;
    let end = am_pm(text, end, fields);
    Some(zone(text, end, fields))
}

fn half_before(text: &[u8], at: usize, fields: &mut Fields) -> usize {
    match half_of_day::before_hour(text, at) {
        Some((afternoon, end)) => {
            fields.afternoon = Some(afternoon);
            end
        }
        None => at,
    }
}

fn hour_to_second(text: &[u8], start: usize, fields: &mut Fields) -> Option<usize> {
    let digits = lexer::digits(text.get(start..)?);
    if digits == 6 && fields.year.is_some() {
        return parts(text, start, None, fields);
    }
    let separator = *text.get(start + digits)?;
    match separator {
        b':' if (1..=2).contains(&digits) => parts(text, start, Some(separator), fields),
        b'.' | b'-' if digits == 2 && fields.year.is_some() => {
            parts(text, start, Some(separator), fields)
        }
        _ if !separator.is_ascii() => cjk_parts(text, start, fields),
        _ => None,
    }
}

/// Reads hour, minute and second with one separator, or none, between them. Only `14:02` may lack the
/// second. After a date with a year, `14:2:1:606` is read too: hours, minutes, seconds and milliseconds
/// without leading zeros.
fn parts(text: &[u8], start: usize, separator: Option<u8>, fields: &mut Fields) -> Option<usize> {
    let gap = usize::from(separator.is_some());
    let (hour, hour_end) = lexer::number(text, start, if gap == 1 { 1 } else { 2 }, 2)?;
    let least = if fields.year.is_some() && has_four_parts(text, start) { 1 } else { 2 };
    let (minute, minute_end) = lexer::number(text, hour_end + gap, least, 2)?;
    let has_one_digit = minute_end - hour_end - gap == 1;
    (fields.hour, fields.minute) = (Some(hour), minute);
    (fields.clock_start, fields.clock_ends) = (start, [hour_end, minute_end, 0]);
    let has_second = separator.is_none_or(|separator| text.get(minute_end) == Some(&separator));
    let before_digit = text.get(minute_end + gap).is_none_or(u8::is_ascii_digit);
    if separator == Some(b':') && !(has_second && before_digit) {
        return (!has_one_digit).then_some(minute_end);
    }
    let (second, end) = lexer::number(text, minute_end + gap, least, 2).filter(|_| has_second)?;
    fields.second = second;
    fields.clock_ends[2] = end;
    // `10.20.30.40` is taken for an address. In `14.02.11.675872` the last part has more than the 3 digits of
    // a part of an address.
    let has_address = separator == Some(b'.')
        && text.get(end) == Some(&b'.')
        && lexer::digits(text.get(end + 1..).unwrap_or_default()) <= 3;
    Some(if has_address { end } else { fraction(text, end, fields) })
}

/// Whether four numbers with colons between them begin at `start`.
fn has_four_parts(text: &[u8], start: usize) -> bool {
    let rest = text.get(start..).unwrap_or_default();
    let mut numbers = rest.splitn(4, |byte| *byte == b':');
    let is_number = |part: &[u8]| matches!(part.len(), 1 | 2) && lexer::digits(part) == part.len();
    (0..3).all(|_| numbers.next().is_some_and(is_number))
        && numbers.next().is_some_and(|part| part.first().is_some_and(u8::is_ascii_digit))
}

/// Reads `14時02分11秒`; blanks may follow each sign.
fn cjk_parts(text: &[u8], start: usize, fields: &mut Fields) -> Option<usize> {
    let part = |at: usize, signs: &[&str]| {
        let (value, end) = lexer::number(text, lexer::skip_blanks(text, at), 1, 2)?;
        let rest = text.get(end..)?;
        let sign = signs.iter().find(|sign| rest.starts_with(sign.as_bytes()))?;
        Some((value, end + sign.len()))
    };
    let [hour_signs, minute_signs, second_signs] = CJK_SIGNS;
    let (hour, end) = part(start, hour_signs)?;
    let (minute, end) = part(end, minute_signs)?;
    let (second, end) = part(end, second_signs).unwrap_or((0, end));
    (fields.hour, fields.minute, fields.second) = (Some(hour), minute, second);
    Some(end)
}

/// Reads a fraction, if one stands there: a point and digits; a comma and digits, unless these are a field
/// of a csv line; a colon and three digits, behind a year also fewer (milliseconds without their zeros).
pub(super) fn fraction(text: &[u8], at: usize, fields: &mut Fields) -> usize {
    let separator = text.get(at);
    let Some((nanos, end)) = lexer::decimals(text, at + 1) else { return at };
    let digits = end - at - 1;
    let is_fraction = match separator {
        Some(b'.') => true,
        Some(b',') => digits == 3 || text.get(end) != Some(&b','),
        Some(b':') => digits == 3 || digits < 3 && fields.year.is_some(),
        _ => false,
    };
    if !is_fraction {
        return at;
    }
    if separator == Some(&b':') && digits < 3 {
        // `:7` are 7 ms. The place is not noted: it is no decimal fraction.
        fields.nanos =
            lexer::number(text, at + 1, 1, 2).map_or(0, |(millis, _)| millis * 1_000_000);
    } else {
        fields.nanos = nanos;
        fields.fraction = (at + 1, end);
    }
    end
}

/// Reads AM or PM, if it stands there, blanks before it allowed.
pub(super) fn am_pm(text: &[u8], at: usize, fields: &mut Fields) -> usize {
    let start = lexer::unbroken_blank(text, at).unwrap_or_else(|| lexer::skip_blanks(text, at));
    let Some((afternoon, end)) = lexer::am_pm(text, start) else {
        return at;
    };
    let is_of_12 = fields.hour.is_none_or(|hour| (1..=12).contains(&hour));
    if !is_of_12 && half_of_day::is_also_word(text, start) {
        return at;
    }
    fields.afternoon = Some(afternoon);
    end
}

/// Reads a zone, if one stands there, blanks before it allowed: an offset, an abbreviation, or a name of the
/// zone database, also in parentheses; behind it, or glued to the clock, a zone in brackets, as Java's
/// `ZonedDateTime` has it (`+01:00[Europe/Paris]`). A zone in brackets behind a blank has a sign or a slash: one
/// word may be a thread.
pub(super) fn zone(text: &[u8], at: usize, fields: &mut Fields) -> usize {
    let end = bare_zone(text, at, fields);
    match text.get(end) {
        Some(b'[') => zone_in_brackets(text, end, fields),
        Some(b' ' | b'\t') if end == at => {
            let start = lexer::skip_blanks(text, at);
            if is_zone_in_brackets(text, start) {
                zone_in_brackets(text, start, fields)
            } else {
                end
            }
        }
        _ => end,
    }
}

/// Whether a zone in brackets with a sign or a slash begins at `at`: `[+0200]`, `[UTC+2]`, `[Europe/Paris]`.
#[inline]
pub(super) fn is_zone_in_brackets(text: &[u8], at: usize) -> bool {
    let Some([b'[', b'+' | b'-' | 0xe2 | b'A'..=b'Z', rest @ ..]) = text.get(at..) else {
        return false;
    };
    let mut name = rest.iter().take_while(|byte| **byte != b']' && **byte != b' ');
    name.any(|byte| b"+-/0123456789".contains(byte))
        && zone_in_brackets(text, at, &mut Fields::default()) > at
}

fn zone_in_brackets(text: &[u8], at: usize, fields: &mut Fields) -> usize {
    let mut inside = Fields::default();
    let end = bare_zone(text, at + 1, &mut inside);
    // Hours alone are a number of the message, such as that of a thread.
    let sign = lexer::sign(text, at + 1);
    let is_hours = sign.is_some_and(|(_, digits)| end == digits + 2);
    let begins = sign.is_some() || text.get(at + 1).is_some_and(u8::is_ascii_alphabetic);
    if end == at + 1 || is_hours || !begins || text.get(end) != Some(&b']') {
        return at;
    }
    if fields.offset.is_none() && fields.named.is_none() {
        (fields.offset, fields.named) = (inside.offset, inside.named);
    }
    end + 1
}

fn bare_zone(text: &[u8], at: usize, fields: &mut Fields) -> usize {
    let start = lexer::skip_blanks(text, at);
    if let Some((offset, end)) =
        lexer::zone(text, start).or_else(|| lexer::zone_in_parentheses(text, start))
    {
        fields.offset = Some(offset);
        return end;
    }
    match lexer::area(text, start).or_else(|| area_in_parentheses(text, start)) {
        Some((zone, end)) => {
            fields.named = Some(zone);
            end
        }
        None => at,
    }
}

/// The name of a zone of the database in parentheses, `(Europe/Berlin)`.
fn area_in_parentheses(text: &[u8], at: usize) -> Option<(Tz, usize)> {
    let start = (text.get(at) == Some(&b'(')).then_some(at + 1)?;
    let (zone, end) = lexer::area(text, start)?;
    (text.get(end) == Some(&b')')).then_some((zone, end + 1))
}

/// The end of what may stand between a date and its clock: `T`, `_`, `:`, `-`, a comma or another
/// separator, blanks, `at` or what other languages have for it, a weekday, brackets and quotes, `time=`.
pub(super) fn gap(text: &[u8], at: usize) -> Option<usize> {
    match text.get(at..)? {
        [b'T' | b't' | b'_', ..] => Some(at + 1),
        [b':', b':', ..] | [b'-', b'-', ..] => Some(at + 2),
        [b':' | b'-', ..] => Some(at + 1),
        _ => loose_gap(
            text,
            at,
            &["at ", "t ", "time", "um ", "om ", "kl. ", "klo ", "alle ", "a las ", "às "],
        ),
    }
}

/// The end of what may stand between a clock and its date behind it.
pub(super) fn gap_before_date(text: &[u8], at: usize) -> Option<usize> {
    loose_gap(text, at, &["on ", "date"])
}

fn loose_gap(text: &[u8], at: usize, words: &[&str]) -> Option<usize> {
    let end = skip(text, at, b"])}\"'", 2);
    let end = separator(text, lexer::skip_blanks(text, end));
    let end = weekday(text, lexer::skip_blanks(text, end));
    let end = word(text, skip(text, end, b"\"'", 1), words).unwrap_or(end);
    let end = skip(text, lexer::skip_blanks(text, end), b"[({\"'", 2);
    (end > at).then_some(end)
}

/// The position behind at most `most` of these bytes.
fn skip(text: &[u8], at: usize, bytes: &[u8], most: usize) -> usize {
    let rest = text.get(at..).unwrap_or_default();
    at + rest.iter().take(most).take_while(|byte| bytes.contains(byte)).count()
}

fn separator(text: &[u8], at: usize) -> usize {
    match text.get(at..).unwrap_or_default() {
        [b',' | b';' | b'|' | b'@', ..] | [b'-', b' ', ..] => at + 1,
        _ => at,
    }
}

/// The position behind a weekday and the blanks behind it: `Tue`, `Tue,`, `(Tue)`, or any word that is not
/// ASCII (`木曜日`).
fn weekday(text: &[u8], at: usize) -> usize {
    let start = skip(text, at, b"(", 1);
    let foreign =
        text.get(start..).unwrap_or_default().iter().take(15).take_while(|byte| !byte.is_ascii());
    let foreign = start + foreign.count();
    if half_of_day::before_hour(text, start).is_some() {
        return at;
    }
    let end = match lexer::weekday(text, start) {
        Some(end) => end,
        None if foreign > start => foreign,
        None => return at,
    };
    let end = skip(text, end, b").,", 1);
    lexer::blanks(text, end).unwrap_or(at)
}

/// The position behind one of the words; behind `time` and `date` a quote, `=` or `:` and blanks follow.
fn word(text: &[u8], at: usize, words: &[&str]) -> Option<usize> {
    let is_here = |word: &&&str| {
        let here = text.get(at..at + word.len());
        here.is_some_and(|here| here.eq_ignore_ascii_case(word.as_bytes()))
    };
    let word = words.iter().find(is_here)?;
    let end = at + word.len();
    if word.ends_with(' ') {
        return Some(end);
    }
    let end = skip(text, end, b"\"'", 1);
    let value = skip(text, end, b"=:", 1);
    (value > end).then(|| lexer::skip_blanks(text, value))
}
