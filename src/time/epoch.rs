//! Stamps that are bare counts: Unix epochs and TAI64 labels.
//!
//! Called by the table's rows that have no layout. A count carries its zone, so nothing is assumed.

use super::clock::Clock;
use super::digits;
use super::fields::Fields;
use super::format::Reader;
use super::fraction::Digits;
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
    let end = digits::run(text);
    if end < least || end > most {
        return None;
    }
    let count = count(text, end)?;
    fields.epoch = Some(count / PER_SECOND);
    let nanos = count % PER_SECOND * (1_000_000_000 / PER_SECOND);
    fields.nanos = i32::try_from(nanos).ok()?;
    let start = end - PER_SECOND.ilog10() as usize;
    fields.digits = Digits::decimal(start, end);
    fields.count_end = start;
    if PER_SECOND > 1_000 || text.get(end) != Some(&b'.') {
        return Some(end);
    }
    let Some((decimals, after)) = steps::decimals(text, end + 1) else {
        return Some(end);
    };
    if PER_SECOND == 1 {
        fields.nanos = decimals;
        fields.digits = Digits::decimal(end + 1, after);
    } else {
        fields.digits = Digits::default();
        fields.nanos += decimals / 1_000;
    }
    Some(after)
}

/// The number in the first `end` digits of the text, 9 to 19 of them.
#[inline]
fn count(text: &[u8], end: usize) -> Option<i64> {
    const EIGHT: u64 = 100_000_000;
    let eight = |at: usize| Some(*text.get(at..at + 8)?.first_chunk()?);
    let first = u64::from(digits::last_digits(eight(0)?, 8)?);
    let rest = end.checked_sub(8)?;
    let (number, rest) = if rest > 8 {
        (first * EIGHT + u64::from(digits::last_digits(eight(8)?, 8)?), rest - 8)
    } else {
        (first, rest)
    };
    let last = u64::from(digits::last_digits(eight(end - 8)?, rest)?);
    let power = if rest == 8 { EIGHT } else { u64::try_from(*steps::POWERS.get(rest)?).ok()? };
    i64::try_from(number * power + last).ok()
}

/// The last eight digits of a count's seconds as its clock, and the instant in seconds from which they
/// count; nothing where some of such stamps would not be believed.
pub(super) fn clock_in(fields: &Fields, text: &[u8], epoch: i64) -> Option<(Clock, i64)> {
    const EIGHT: i64 = 100_000_000;
    let is_label = text.first() == Some(&b'@');
    let clock = Clock::of_count(fields.count_end, is_label)?;
    let from = epoch.checked_sub(clock.seconds(text)?)?;
    let is_believed = BELIEVED.contains(&from) && BELIEVED.contains(&(from + EIGHT - 1));
    (is_label || is_believed).then_some((clock, from))
}

/// Eight hexadecimal digits of seconds, `0x` before them allowed. Without it a letter must be among
/// them, else they are a decimal number; and they must be believable.
fn hex_seconds(text: &[u8], fields: &mut Fields) -> Option<usize> {
    let (digits, marked) = match text.strip_prefix(b"0x") {
        Some(rest) => (rest, true),
        None => (text, false),
    };
    let eight = *digits.first_chunk()?;
    let seconds = i64::from(digits::eight_hex(eight)?);
    let letters = eight.iter().any(|byte| !byte.is_ascii_digit());
    if !(marked || letters) || !BELIEVED.contains(&seconds) {
        return None;
    }
    fields.epoch = Some(seconds);
    Some(text.len() - digits.len() + 8)
}

/// A TAI64 or TAI64N label: `@`, 16 hexadecimal digits of seconds from 2^62, and 8 of nanoseconds.
///
/// From a label ten seconds are subtracted, the difference of TAI and UTC at the start of 1972,
/// whatever the date: daemontools, runit and their kin count Unix time on from there and know no
/// later leap seconds. A writer that does (s6 with a clock set to TAI) reads 27 seconds late since
/// 2017; the label does not tell the two apart.
fn tai64(text: &[u8], fields: &mut Fields) -> Option<usize> {
    const UNIX_EPOCH: i64 = (1 << 62) + 10;
    let [b'@', digits @ ..] = text else { return None };
    let (high, rest) = digits.split_first_chunk()?;
    let (low, rest) = rest.split_first_chunk()?;
    let label = u64::from(digits::eight_hex(*high)?) << 32 | u64::from(digits::eight_hex(*low)?);
    fields.epoch = Some(i64::try_from(label).ok()?.checked_sub(UNIX_EPOCH)?);
    fields.count_end = 17;
    let nanos = rest.first_chunk().and_then(|nanos| digits::eight_hex(*nanos));
    let Some(nanos) = nanos else { return Some(17) };
    if nanos >= 1_000_000_000 {
        return None;
    }
    fields.nanos = i32::try_from(nanos).ok()?;
    fields.digits = Digits { start: 17, end: 25, hexadecimal: true };
    Some(25)
}
