//! Values that have no order among numbers or times: refused after `<`, `<=`, `>` and `>=`, with the
//! value that was meant. Compared as texts, 9 would come after 10.

use super::parse::{ConditionParts, Operator};
use super::value::{Value, is_time};
use crate::number::Number;
use crate::time::Zone;

/// Columns and fields of rows that hold numbers.
const NUMBERS: [&str; 8] =
    ["bytes", "status", "request_time", "count", "share", "score", "peak", "mean_rate"];

/// Refuses a value without quotes that begins like a number or is compared with numbers or times, and
/// that is neither number, address, time nor version.
pub(super) fn check(parts: &ConditionParts<'_>) -> Result<(), String> {
    let ConditionParts { column, operator, value, .. } = *parts;
    let orders = [Operator::Less, Operator::AtMost, Operator::Greater, Operator::AtLeast];
    let digits = value.trim_start_matches(['+', '-', '.', '$']);
    let is_number_like = digits.starts_with(|c: char| c.is_ascii_digit());
    let is_known = is_time(column) || NUMBERS.contains(&column);
    let is_ordered = is_known || is_number_like && !is_version(value);
    let is_text = || matches!(Value::read(value, &Zone::utc()), Value::Text(_));
    if !(orders.contains(&operator) && is_ordered && is_text()) {
        return Ok(());
    }
    let sign = operator.sign();
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
    text.split('.').count() > 2 && text.split('.').all(is_part)
}

/// The number meant by a text with separators of thousands (`1,000`), a decimal comma (`0,5`), a letter for
/// thousands (`5k`) or a remark (`500 # x`).
fn number_meant(text: &str) -> Option<String> {
    let is_number = |text: &str| Number::read(text.as_bytes()).is_some();
    let groups: Vec<&str> = text.split([',', '_', '\'', ' ']).collect();
    let is_group = |group: &&str| group.len() == 3 && is_number(group);
    if let [first, rest @ ..] = &groups[..]
        && is_number(first)
        && rest.iter().all(is_group)
    {
        return Some(groups.concat());
    }
    if let Some((whole, fraction)) = text.split_once(',')
        && is_number(&format!("{whole}.{fraction}"))
    {
        return Some(format!("{whole}.{fraction}"));
    }
    if let Some(thousands) = text.strip_suffix(['k', 'K']).filter(|number| is_number(number)) {
        return Some(format!("{thousands}e3"));
    }
    let (first, _) = text.split_once(' ')?;
    is_number(first).then(|| first.to_owned())
}
