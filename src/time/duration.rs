//! Durations as people type them: `500ms`, `1h30m`, `2 days`, `90`.
//!
//! Lengths of time only; no calendar months or years, which have no fixed length.

use super::units::NANOS_PER_SECOND;

/// Why a text is no duration. Its message says what would be right.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("'{text}' is no duration: {reason}; write 500ms, 1s, 5m, 1h30m, 1d or a number of seconds")]
pub struct DurationError {
    text: String,
    reason: &'static str,
}

impl DurationError {
    pub(super) fn new(text: &str, reason: &'static str) -> Self {
        Self { text: text.to_owned(), reason }
    }
}

/// Nanoseconds of a unit's name, singular or plural, as `m`, `min`, `minutes`.
fn unit(name: &str) -> Option<i64> {
    Some(match name.to_ascii_lowercase().as_str() {
        "ns" | "nanosecond" | "nanoseconds" => 1,
        "us" | "µs" | "μs" | "microsecond" | "microseconds" => 1_000,
        "ms" | "msec" | "msecs" | "millisecond" | "milliseconds" => 1_000_000,
        "" | "s" | "sec" | "secs" | "second" | "seconds" => NANOS_PER_SECOND,
        "m" | "min" | "mins" | "minute" | "minutes" => 60 * NANOS_PER_SECOND,
        "h" | "hr" | "hrs" | "hour" | "hours" => 3_600 * NANOS_PER_SECOND,
        "d" | "day" | "days" => 86_400 * NANOS_PER_SECOND,
        "w" | "week" | "weeks" => 604_800 * NANOS_PER_SECOND,
        _ => return None,
    })
}

/// Whether a unit is a month, as which other tools read `M`, a quarter or a year.
fn is_of_calendar(name: &str) -> bool {
    let units = ["mo", "mon", "month", "months", "quarter", "quarters", "y", "yr", "year", "years"];
    name == "M" || units.iter().any(|unit| name.eq_ignore_ascii_case(unit))
}

/// Reads a duration, in nanoseconds: one or more of number and unit, blanks allowed between them; a
/// bare number counts seconds. A number may have a fraction (`1.5h`).
///
/// # Errors
/// When nothing is given, a unit is unknown, a part lacks its number, or the sum does not fit.
pub fn parse_duration(text: &str) -> Result<i64, DurationError> {
    let fail = |reason| DurationError::new(text, reason);
    let mut rest = text.trim();
    if rest.is_empty() {
        return Err(fail("it is empty"));
    }
    let mut total = 0_i64;
    let mut parts = 0;
    while !rest.is_empty() {
        let digits = rest.find(|c: char| !c.is_ascii_digit() && c != '.').unwrap_or(rest.len());
        let (number, after) = rest.split_at(digits);
        let after = after.trim_start();
        let letters = after.find(|c: char| !c.is_alphabetic()).unwrap_or(after.len());
        let (name, after) = after.split_at(letters);
        if number.is_empty() {
            return Err(fail("each part needs a number"));
        }
        if name.is_empty() && (parts > 0 || !after.is_empty()) {
            return Err(fail("each part needs a unit"));
        }
        if is_of_calendar(name) {
            return Err(fail("months and years differ in length, and a minute is m"));
        }
        let unit = unit(name).ok_or_else(|| fail("the unit is not one of ns us ms s m h d w"))?;
        let part = scaled(number, unit).ok_or_else(|| fail("the number cannot be read"))?;
        total = total.checked_add(part).ok_or_else(|| fail("it is too long"))?;
        parts += 1;
        rest = after.trim_start();
    }
    Ok(total)
}

/// A decimal number times a unit, exact to the nanosecond (rounded down).
fn scaled(number: &str, unit: i64) -> Option<i64> {
    let (whole, fraction) = number.split_once('.').unwrap_or((number, ""));
    if whole.is_empty() && fraction.is_empty() {
        return None;
    }
    let whole: i64 = if whole.is_empty() { 0 } else { whole.parse().ok()? };
    let mut total = i128::from(whole) * i128::from(unit);
    if !fraction.is_empty() {
        let digits = fraction.get(..fraction.len().min(15))?;
        let scale = 10_i128.checked_pow(u32::try_from(digits.len()).ok()?)?;
        total += digits.parse::<i128>().ok()? * i128::from(unit) / scale;
    }
    i64::try_from(total).ok()
}

/// A duration in the shortest exact text that [`parse_duration`] reads, as `1h30m`.
#[must_use]
pub fn format_duration(nanos: i64) -> String {
    if nanos == 0 {
        return "0s".to_owned();
    }
    let mut text = String::new();
    let mut rest = nanos.unsigned_abs();
    if nanos < 0 {
        text.push('-');
    }
    for (name, size) in [
        ("d", 86_400_000_000_000),
        ("h", 3_600_000_000_000),
        ("m", 60_000_000_000),
        ("s", 1_000_000_000),
        ("ms", 1_000_000),
        ("us", 1_000),
        ("ns", 1),
    ] {
        if rest >= size {
            text += &format!("{}{name}", rest / size);
            rest %= size;
        }
    }
    text
}

#[cfg(test)]
mod tests {
    use super::{NANOS_PER_SECOND, format_duration, parse_duration};

    #[test]
    fn durations_read() {
        for (text, nanos) in [
            ("1s", NANOS_PER_SECOND),
            ("500ms", NANOS_PER_SECOND / 2),
            ("5m", 300 * NANOS_PER_SECOND),
            ("1h30m", 5_400 * NANOS_PER_SECOND),
            ("1d", 86_400 * NANOS_PER_SECOND),
            ("90", 90 * NANOS_PER_SECOND),
            ("1.5h", 5_400 * NANOS_PER_SECOND),
            ("30 min", 1_800 * NANOS_PER_SECOND),
            ("2 days", 172_800 * NANOS_PER_SECOND),
            (".5", NANOS_PER_SECOND / 2),
        ] {
            assert_eq!(Ok(nanos), parse_duration(text), "{text}");
            assert_eq!(Ok(nanos), parse_duration(&format_duration(nanos)), "{text}");
        }
        for text in ["", "s", "1x", "1h30", "-1s", "99999999999d", "1..5s", "1h m"] {
            assert!(parse_duration(text).is_err(), "{text}");
        }
    }
}
