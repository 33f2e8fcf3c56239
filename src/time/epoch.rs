//! Stamps that are counts: Unix epochs and TAI64 labels.
//!
//! A count is in UTC, so nothing about it is assumed.

use super::fields::Fields;
use super::lexer;
use super::table::RowReader;

/// A count in a line is believed to be a time only from 2001-09-09 (when seconds became ten digits) to 2040.
const BELIEVED: std::ops::Range<i64> = 1_000_000_000..2_208_988_800;

/// Reads the count that the text begins with; returns where it ends. In a line only the number of digits
/// that the present has is taken, and only a believable instant; a TAI64 label is unmistakable.
pub(super) fn read(
    reader: RowReader,
    text: &[u8],
    in_line: bool,
    fields: &mut Fields,
) -> Option<usize> {
    let end = match reader {
        RowReader::Layout(_) => None,
        RowReader::Seconds => decimal(text, 1, 10, in_line, fields),
        RowReader::Millis => decimal(text, 1_000, 13, in_line, fields),
        RowReader::Micros => decimal(text, 1_000_000, 16, in_line, fields),
        RowReader::Nanos => decimal(text, 1_000_000_000, 19, in_line, fields),
        RowReader::Scientific => scientific(text, fields),
        RowReader::HexSeconds => hex_seconds(text, fields),
        RowReader::Tai64 => tai64(text, fields),
        RowReader::SecondsAndNanos => seconds_and_nanos(text, fields),
    }?;
    let believed = !in_line || reader == RowReader::Tai64 || BELIEVED.contains(&fields.epoch?);
    believed.then_some(end)
}

/// `most` decimal digits, outside lines also one less, that count `1 / per_second` seconds; seconds and
/// milliseconds may have decimals.
fn decimal(
    text: &[u8],
    per_second: i64,
    most: usize,
    in_line: bool,
    fields: &mut Fields,
) -> Option<usize> {
    let digits_end = lexer::digits(text);
    if digits_end != most && (in_line || digits_end + 1 != most) {
        return None;
    }
    let count: i64 = std::str::from_utf8(text.get(..digits_end)?).ok()?.parse().ok()?;
    fields.epoch = Some(count / per_second);
    fields.nanos = i32::try_from(count % per_second * (1_000_000_000 / per_second)).ok()?;
    let separator = text.get(digits_end).filter(|byte| matches!(byte, b'.' | b','));
    let decimals = separator.and_then(|_| lexer::decimals(text, digits_end + 1));
    let Some((decimals, end)) = decimals.filter(|_| per_second <= 1_000) else {
        return Some(digits_end);
    };
    if separator == Some(&b',') && !is_fraction_behind_comma(text, digits_end, end, in_line) {
        return Some(digits_end);
    }
    fields.nanos += if per_second == 1 { decimals } else { decimals / 1_000 };
    fields.fraction = (digits_end + 1, end);
    Some(end)
}

/// Whether the digits after a comma are the fraction of a count. They may also be a field of a csv line, for
/// example a status. A fraction has three, six or nine digits; in a line, a bracket and a blank follow it.
fn is_fraction_behind_comma(text: &[u8], comma: usize, end: usize, in_line: bool) -> bool {
    let is_closed = match text.get(end..) {
        Some([b']', b' ' | b'\t', ..]) => in_line,
        rest => !in_line && rest.is_none_or(<[u8]>::is_empty),
    };
    matches!(end - comma - 1, 3 | 6 | 9) && is_closed
}

/// Seconds as `1.772719331E9`: one digit, at least six decimals, exponent 9.
fn scientific(text: &[u8], fields: &mut Fields) -> Option<usize> {
    let [first @ b'1'..=b'9', b'.', rest @ ..] = text else { return None };
    let digits = lexer::digits(rest);
    let exponent = rest.get(digits..)?;
    let signed = exponent.get(1) == Some(&b'+');
    let (nine, end) = lexer::number(exponent, if signed { 2 } else { 1 }, 1, 2)?;
    if !(6..=18).contains(&digits) || !exponent.first()?.eq_ignore_ascii_case(&b'e') || nine != 9 {
        return None;
    }
    let (whole, fraction) = rest.get(..digits)?.split_at(digits.min(9));
    let (whole, _) = lexer::decimals(whole, 0)?;
    fields.epoch = Some(i64::from(first - b'0') * 1_000_000_000 + i64::from(whole));
    fields.nanos = lexer::decimals(fraction, 0).map_or(0, |(nanos, _)| nanos);
    Some(2 + digits + end)
}

/// Eight hexadecimal digits of seconds, `0x` before them allowed. Without it a letter must be among
/// them, else they are a decimal number; and they must be believable.
fn hex_seconds(text: &[u8], fields: &mut Fields) -> Option<usize> {
    let (digits, marked) = match text.strip_prefix(b"0x") {
        Some(rest) => (rest, true),
        None => (text, false),
    };
    let eight = digits.get(..8)?;
    let seconds = i64::try_from(lexer::hexadecimal(eight)?).ok()?;
    let letters = eight.iter().any(|byte| !byte.is_ascii_digit());
    if !(marked || letters) || !BELIEVED.contains(&seconds) {
        return None;
    }
    fields.epoch = Some(seconds);
    Some(text.len() - digits.len() + 8)
}

/// A whole JSON object of seconds since the epoch and nanoseconds, as log4j's JSON layout and the JSON of
/// protocol buffers' timestamps have it.
fn seconds_and_nanos(text: &[u8], fields: &mut Fields) -> Option<usize> {
    let members = text.strip_prefix(b"{")?.strip_suffix(b"}")?;
    for member in members.split(|byte| *byte == b',') {
        let (key, number) = member.split_at(member.iter().position(|byte| *byte == b':')?);
        let number = std::str::from_utf8(number.get(1..)?).ok()?.trim();
        match key.trim_ascii() {
            b"\"epochSecond\"" | b"\"seconds\"" => fields.epoch = Some(number.parse().ok()?),
            b"\"nanoOfSecond\"" | b"\"nanos\"" => {
                let nanos = number.parse().ok();
                fields.nanos = nanos.filter(|nanos| (0..1_000_000_000).contains(nanos))?;
            }
            _ => {}
        }
    }
    fields.epoch.map(|_| text.len())
}

/// A TAI64 or TAI64N label: `@`, 16 hexadecimal digits of seconds from 2^62, and 8 of nanoseconds
/// (<https://cr.yp.to/libtai/tai64.html>).
///
/// From a label ten seconds are subtracted, the difference of TAI and UTC at the start of 1972,
/// whatever the date: daemontools and runit count Unix time on from there and know no later leap
/// seconds. A writer that does (s6 with a clock set to TAI) reads 27 seconds late since 2017; the label
/// does not tell the two apart.
fn tai64(text: &[u8], fields: &mut Fields) -> Option<usize> {
    const UNIX_EPOCH: i64 = (1 << 62) + 10;
    let digits = text.strip_prefix(b"@")?;
    let label = lexer::hexadecimal(digits.get(..16)?)?;
    fields.epoch = Some(i64::try_from(label).ok()?.checked_sub(UNIX_EPOCH)?);
    let Some(nanos) = digits.get(16..24).and_then(lexer::hexadecimal) else { return Some(17) };
    fields.nanos = i32::try_from(nanos).ok().filter(|nanos| *nanos < 1_000_000_000)?;
    Some(25)
}
