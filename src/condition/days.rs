//! Names of days in place of the numbers of the column `weekday`.

use super::list::split;
use super::parse::{ConditionParts, Operator};

/// The days in the order of their numbers, from 1.
const DAYS: [&str; 7] =
    ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"];

/// The fewest letters that name a day.
const LEAST_LETTERS: usize = 3;

/// Refuses names of days where a weekday is meant. A log's own column of names is compared with a quoted name.
pub(super) fn check(parts: &ConditionParts<'_>) -> Result<(), String> {
    let ConditionParts { column, operator, value, .. } = *parts;
    if !matches!(column, "weekday" | "day") {
        return Ok(());
    }
    let is_list = matches!(operator, Operator::In | Operator::NotIn);
    let items = if is_list { split(value) } else { vec![value] };
    let numbers: Option<Vec<String>> = items.iter().map(|item| number(item)).collect();
    let sign = match operator {
        Operator::Matches => "=",
        Operator::NotMatches => "!=",
        operator => operator.sign(),
    };
    match numbers {
        Some(numbers) => Err(format!(
            "weekday is 1 for Monday to 7 for Sunday; write weekday {sign} {}, or quote the name for the text",
            numbers.join(",")
        )),
        None => Ok(()),
    }
}

/// The number of a day by its name, of which three letters suffice.
fn number(name: &str) -> Option<String> {
    let name = name.trim().to_ascii_lowercase();
    let is_day = |day: &str| name.len() >= LEAST_LETTERS && day.starts_with(&name);
    let at = DAYS.iter().position(|day| is_day(day))?;
    Some((at + 1).to_string())
}
