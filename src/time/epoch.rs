//! Stamps that are bare counts: Unix epochs and TAI64 labels.
//!
//! Called by the table's rows that have no layout. A count carries its zone, so nothing is assumed.

use super::fields::Fields;
use super::format::Reader;
use super::steps;

/// Counts in a line are believed to be times only from 2001-09-09 (when seconds became ten digits)
/// up to 2100.
const BELIEVED: std::ops::Range<i64> = 1_000_000_000..4_102_444_800;

/// Reads the count at the beginning of the text; returns where it ends. In a line only the number
/// of digits that the present has is taken, and only a believable moment; a label is unmistakable.
pub(super) fn read(
    reader: Reader,
    text: &[u8],
    in_line: bool,
    fields: &mut Fields,
) -> Option<usize> {
    let end = match reader {
        Reader::Layout(_) => None,
        Reader::Seconds => decimal::<1>(text, if in_line { 10 } else { 9 }, 10, fields),
        Reader::Millis => decimal::<1_000>(text, if in_line { 13 } else { 12 }, 13, fields),
        Reader::Micros => decimal::<1_000_000>(text, if in_line { 16 } else { 15 }, 16, fields),
        Reader::Nanos => decimal::<1_000_000_000>(text, if in_line { 19 } else { 18 }, 19, fields),
        Reader::HexSeconds => hex_seconds(text, fields),
        Reader::Tai64 => tai64(text, fields),
    }?;
    let believed = !in_line || reader == Reader::Tai64 || BELIEVED.contains(&fields.epoch?);
    believed.then_some(end)
}

/// Decimal digits, at most 19, that count `1 / PER_SECOND` seconds; seconds and milliseconds may have
/// decimals.
#[inline]
fn decimal<const PER_SECOND: i64>(
    text: &[u8],
    least: usize,
    most: usize,
    fields: &mut Fields,
) -> Option<usize> {
    let (mut count, mut end) = (0_u64, 0);
    while let Some(byte) = text.get(end).filter(|byte| byte.is_ascii_digit()) {
        if end == most {
            return None;
        }
        count = count * 10 + u64::from(byte - b'0');
        end += 1;
    }
    if end < least {
        return None;
    }
    let count = i64::try_from(count).ok()?;
    fields.epoch = Some(count / PER_SECOND);
    let nanos = count % PER_SECOND * (1_000_000_000 / PER_SECOND);
    fields.nanos = i32::try_from(nanos).ok()?;
    if PER_SECOND > 1_000 || text.get(end) != Some(&b'.') {
        return Some(end);
    }
    let Some((decimals, after)) = steps::decimals(text, end + 1) else {
        return Some(end);
    };
    if PER_SECOND == 1 {
        fields.nanos = decimals;
        fields.fraction = (end, after);
    } else {
        fields.nanos += decimals / 1_000;
    }
    Some(after)
}

/// Eight hexadecimal digits of seconds, `0x` before them allowed. Without it a letter must be among
/// them, else they are a decimal number; and they must be believable.
fn hex_seconds(text: &[u8], fields: &mut Fields) -> Option<usize> {
    let (digits, marked) = match text.strip_prefix(b"0x") {
        Some(rest) => (rest, true),
        None => (text, false),
    };
    let (seconds, rest) = hex(digits, 8)?;
    let letters = digits.iter().take(8).any(|byte| !byte.is_ascii_digit());
    if !(marked || letters) || !BELIEVED.contains(&seconds) {
        return None;
    }
    fields.epoch = Some(seconds);
    Some(text.len() - rest.len())
}

/// A TAI64 or TAI64N label: `@`, 16 hexadecimal digits of seconds from 2^62, and 8 of nanoseconds.
///
/// From a label ten seconds are subtracted, the difference of TAI and UTC at the start of 1972,
/// whatever the date: daemontools, runit and their kin count Unix time on from there and know no
/// later leap seconds. A writer that does (s6 with a clock set to TAI) reads 27 seconds late since
/// 2017; the label does not tell the two apart.
fn tai64(text: &[u8], fields: &mut Fields) -> Option<usize> {
    const UNIX_EPOCH: i64 = (1 << 62) + 10;
    let digits = text.strip_prefix(b"@")?;
    let (label, rest) = hex(digits, 16)?;
    fields.epoch = Some(label.checked_sub(UNIX_EPOCH)?);
    let Some((nanos, rest)) = hex(rest, 8) else {
        return Some(text.len() - rest.len());
    };
    if !(0..1_000_000_000).contains(&nanos) {
        return None;
    }
    fields.nanos = i32::try_from(nanos).ok()?;
    Some(text.len() - rest.len())
}

fn hex(text: &[u8], digits: usize) -> Option<(i64, &[u8])> {
    let (number, rest) = text.split_at_checked(digits)?;
    if !number.iter().all(u8::is_ascii_hexdigit) {
        return None;
    }
    let number = std::str::from_utf8(number).ok()?;
    Some((i64::from_str_radix(number, 16).ok()?, rest))
}
