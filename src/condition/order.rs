//! Values that have no order among numbers or times: refused after `<`, `<=`, `>` and `>=`, with the
//! value that was meant. Compared as texts, 9 would come after 10.

use super::parse::{ConditionParts, Operator};
use super::value::{Value, is_time};
use crate::number::Number;
use crate::time::{Zone, is_relative_limit};

/// Columns and fields of rows that hold numbers.
const NUMBERS: [&str; 8] =
    ["bytes", "status", "request_time", "count", "share", "score", "peak", "mean_rate"];

/// Columns of the time that hold numbers.
const CLOCK_NUMBERS: [&str; 2] = ["hour", "weekday"];

/// Whether a column or a field of this name holds numbers.
pub(super) fn has_numbers(column: &str) -> bool {
    NUMBERS.contains(&column) || CLOCK_NUMBERS.contains(&column)
}

/// Refuses a value without quotes that begins like a number or is compared with numbers or times, and
/// that is neither number, address, time nor version.
pub(super) fn check(parts: &ConditionParts<'_>) -> Result<(), String> {
    let ConditionParts { column, operator, value, .. } = *parts;
    let orders = [Operator::Less, Operator::AtMost, Operator::Greater, Operator::AtLeast];
    let digits = value.trim_start_matches(['+', '-', '.', '$']);
    let is_number_like = digits.starts_with(|c: char| c.is_ascii_digit());
    let is_known = is_time(column) || NUMBERS.contains(&column);
    let is_ordered = is_known || is_number_like && !is_version(value);
    let read = Value::read(value, &Zone::utc());
    let is_order = orders.contains(&operator);
    let sign = operator.sign();
    let is_bare = digits.bytes().all(|byte| byte.is_ascii_digit() || byte == b'.');
    if is_order && column == "time" && is_relative_limit(value) && !is_bare {
        return Err(format!(
            "{value} is relative to now; write -s {value} or -e {value}, or a time with its date"
        ));
    }
    // A number that is written otherwise equals no text of a column of numbers; statuses are a list, and
    // a value with commas is a list.
    let is_equality = matches!(operator, Operator::Equal | Operator::NotEqual)
        && NUMBERS.contains(&column)
        && column != "status"
        && !value.contains(',')
        && number_meant(value).is_some();
    if !matches!(read, Value::Text(_)) || !(is_order && is_ordered || is_equality) {
        return Ok(());
    }
    if is_clock(value) {
        // Texts of one shape, such as those of the column `minute`, are ordered as their clocks.
        return match is_time(column) {
            true => Err(format!(
                "{value} is of no day; put a date before it: {column} {sign} '2026-03-05 {value}'"
            )),
            false => Ok(()),
        };
    }
    let meant = number_meant(value).map_or_else(
        || match is_time(column) {
            true => "write a time with its date, such as '2026-03-05 14:02'".to_owned(),
            false => "write a number, such as 5000, 5kB or 500ms".to_owned(),
        },
        |number| format!("write {column} {sign} {number}"),
    );
    Err(format!("{value} is no number and no time; {meant}, or quote it for the text"))
}

/// Whether a text is a time of day, such as 14:02 or 14:02:11.
fn is_clock(text: &str) -> bool {
    let is_part = |part: &str| part.len() == 2 && part.bytes().all(|b| b.is_ascii_digit());
    text.contains(':') && text.split(':').all(is_part)
}

/// Whether a text is a version, such as 1.2.3.
fn is_version(text: &str) -> bool {
    let is_part = |part: &str| !part.is_empty() && part.bytes().all(|b| b.is_ascii_digit());
    text.split('.').count() > 2 && text.split('.').all(is_part) && thousands(text, &['.']).is_none()
}

/// The number of a text whose groups of three digits are parted by any of `separators`.
fn thousands(text: &str, separators: &[char]) -> Option<String> {
    let groups: Vec<&str> = text.split(separators).collect();
    let is_number = |text: &str| Number::read(text.as_bytes()).is_some();
    match &groups[..] {
        [first, rest @ ..]
            if is_number(first)
                && *first != "0"
                && rest.iter().all(|group| group.len() == 3 && is_number(group)) =>
        {
            Some(groups.concat())
        }
        _ => None,
    }
}

/// Letters for powers of ten after a number. A small `m` is minutes.
const POWERS: [([char; 2], u8); 4] =
    [(['k', 'K'], 3), (['M', 'M'], 6), (['g', 'G'], 9), (['t', 'T'], 12)];

/// The number meant by a text with separators of thousands (`1,000`), a decimal comma (`0,5`), a letter for
/// thousands (`5k`), a unit in other letters (`1Mb`) or a remark (`500 # x`).
pub(super) fn number_meant(text: &str) -> Option<String> {
    let is_number = |text: &str| Number::read(text.as_bytes()).is_some();
    if let Some(number) = thousands(text, &[',', '_', '\'', ' ']) {
        return Some(number);
    }
    // One dot parts a fraction.
    if text.matches('.').count() > 1
        && let Some(number) = thousands(text, &['.'])
    {
        return Some(number);
    }
    if let Some((whole, fraction)) = text.split_once(',')
        && is_number(&format!("{whole}.{fraction}"))
    {
        return Some(format!("{whole}.{fraction}"));
    }
    let power = |(letters, power): &([char; 2], u8)| {
        let number = text.strip_suffix(*letters).filter(|number| is_number(number))?;
        Some(format!("{number}e{power}"))
    };
    if let Some(number) = POWERS.iter().find_map(power) {
        return Some(number);
    }
    // A unit in other letters: 1Mb is megabits to some, and 10Sec is no suffix.
    let spelled = [text.to_ascii_uppercase(), text.to_ascii_lowercase()];
    if let Some(number) = spelled.into_iter().find(|spelled| spelled != text && is_number(spelled))
    {
        return Some(number);
    }
    let (first, _) = text.split_once(' ')?;
    is_number(first).then(|| first.to_owned())
}
