//! Conditions that are well formed but hardly meant as they are typed: refused, with the condition
//! that was meant. A quoted value is never refused.

use super::list::{AddressBlock, split};
use super::parse::{ConditionParts, Operator};
use crate::number::Number;

/// Words between two conditions typed as one.
const CONJUNCTIONS: [(&str, bool); 4] =
    [(" && ", true), (" || ", false), (" and ", true), (" or ", false)];

/// Refuses a condition that was hardly meant so.
///
/// # Errors
/// The text says what to write.
pub(super) fn check(parts: &ConditionParts<'_>) -> Result<(), String> {
    let ConditionParts { column, operator, value, is_quoted } = *parts;
    if is_quoted {
        return Ok(());
    }
    joined(parts)?;
    if !matches!(operator, Operator::Equal | Operator::NotEqual) {
        return Ok(());
    }
    let sign = if operator == Operator::Equal { "=" } else { "!=" };
    let word = if operator == Operator::Equal { "in" } else { "not in" };
    if is_status_class(value) && is_status(column) {
        return Err(format!(
            "{value} is no status; write status_class {sign} {}",
            value.to_ascii_lowercase()
        ));
    }
    if AddressBlock::read(value).is_some() {
        return Err(format!(
            "{value} is a block of addresses; write {column} {word} {value}, or quote it for the text"
        ));
    }
    let items = split(value);
    if items.len() > 1 && items.iter().all(|item| is_plain(item)) {
        return Err(format!(
            "{sign} compares with one value; write {column} {word} {value}, or quote it for the text"
        ));
    }
    Ok(())
}

/// Refuses two conditions in one.
fn joined(parts: &ConditionParts<'_>) -> Result<(), String> {
    let is_regex = matches!(parts.operator, Operator::Matches | Operator::NotMatches);
    let lower = parts.value.to_ascii_lowercase();
    for (word, is_and) in CONJUNCTIONS {
        let is_word = word.trim().starts_with(char::is_alphabetic);
        let Some(at) = lower.find(word).filter(|_| !(is_regex && is_word)) else { continue };
        let Some(rest) = parts.value.get(at + word.len()..) else { continue };
        if ConditionParts::parse(rest).is_err() {
            continue;
        }
        let (word, column) = (word.trim(), parts.column);
        return Err(match is_and {
            true => format!("{word} joins nothing here; write each condition as a -w of its own"),
            false => format!(
                "{word} joins nothing here; write {column} in A,B or {column} ~ 'A|B' for several \
                 values of a column"
            ),
        });
    }
    Ok(())
}

/// `4xx`, `5XX`.
fn is_status_class(value: &str) -> bool {
    matches!(value.as_bytes(), [b'1'..=b'5', b'x' | b'X', b'x' | b'X'])
}

/// Whether a column holds status codes, by its name.
fn is_status(column: &str) -> bool {
    let name = column.to_ascii_lowercase();
    name != "status_class" && (name.contains("status") || name.contains("code"))
}

/// Whether an item between commas is a number, an address or a word in capitals, as methods are.
fn is_plain(item: &str) -> bool {
    let item = item.trim();
    let is_name = !item.is_empty() && item.bytes().all(|byte| byte.is_ascii_uppercase());
    is_name
        || Number::read(item.as_bytes()).is_some()
        || super::value::address(item.as_bytes()).is_some()
}
