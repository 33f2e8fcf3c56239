//! Conditions that are well formed but hardly meant as they are typed: refused, with the condition
//! that was meant. A quoted value is never refused.

use super::list::{AddressBlock, split};
use super::parse::{ConditionParts, Operator};
use crate::number::Number;

/// Words between two conditions typed as one.
const CONJUNCTIONS: [(&str, bool); 4] =
    [(" && ", true), (" || ", false), (" and ", true), (" or ", false)];

/// Refuses a condition, typed for the option `flag`, that most likely is a typing mistake.
///
/// # Errors
/// The condition looks like a mistake; the text says what to write.
pub(super) fn check(flag: &str, parts: &ConditionParts<'_>) -> Result<(), String> {
    let ConditionParts { column, operator, value, is_quoted } = *parts;
    if is_quoted {
        return Ok(());
    }
    joined(flag, parts)?;
    classes(parts)?;
    blocks(parts)?;
    clock(parts)?;
    if !matches!(operator, Operator::Equal | Operator::NotEqual) {
        return Ok(());
    }
    let sign = if operator == Operator::Equal { "=" } else { "!=" };
    let word = if operator == Operator::Equal { "in" } else { "not in" };
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

/// Refuses a class of statuses where a status is meant.
fn classes(parts: &ConditionParts<'_>) -> Result<(), String> {
    let ConditionParts { column, operator, value, .. } = *parts;
    let items = split(value);
    let Some(class) = items.iter().map(|item| item.trim()).find(|item| is_status_class(item))
    else {
        return Ok(());
    };
    let lower = value.to_ascii_lowercase();
    let are_classes = items.iter().all(|item| is_status_class(item.trim()));
    let hundred = |end: &str| format!("{}{end}", class.get(..1).unwrap_or_default());
    let meant = match operator {
        _ if !is_status(column) => return Ok(()),
        Operator::Matches | Operator::NotMatches => return Ok(()),
        Operator::Equal if items.len() == 1 => format!("status_class = {lower}"),
        Operator::NotEqual if items.len() == 1 => format!("status_class != {lower}"),
        Operator::Equal | Operator::In if are_classes => format!("status_class in {lower}"),
        Operator::NotEqual | Operator::NotIn if are_classes => {
            format!("status_class not in {lower}")
        }
        Operator::Less => format!("{column} < {}", hundred("00")),
        Operator::AtLeast => format!("{column} >= {}", hundred("00")),
        Operator::AtMost => format!("{column} <= {}", hundred("99")),
        Operator::Greater => format!("{column} > {}", hundred("99")),
        _ => format!("status_class = {}", class.to_ascii_lowercase()),
    };
    Err(format!("{class} is no status; write {meant}"))
}

/// Refuses a block of addresses whose length is none.
fn blocks(parts: &ConditionParts<'_>) -> Result<(), String> {
    let ConditionParts { operator, value, .. } = *parts;
    if matches!(operator, Operator::Matches | Operator::NotMatches) {
        return Ok(());
    }
    let is_wrong = |item: &&str| {
        let parts = item.split_once('/');
        let begins = parts.filter(|(begin, _)| super::value::address(begin.as_bytes()).is_some());
        let length = begins.map(|(_, length)| length).filter(|length| !length.is_empty());
        length.is_some_and(|length| length.bytes().all(|byte| byte.is_ascii_digit()))
            && AddressBlock::read(item).is_none()
    };
    match split(value).iter().map(|item| item.trim()).find(is_wrong) {
        Some(item) => Err(format!(
            "{item} is no block of addresses; its length is 0 to 32, or to 128 of IPv6; or quote it \
             for the text"
        )),
        None => Ok(()),
    }
}

/// Refuses an instant of which only the time of day is given: it has no order among the times of several days.
fn clock(parts: &ConditionParts<'_>) -> Result<(), String> {
    let ConditionParts { column, operator, value, .. } = *parts;
    let orders = [Operator::Less, Operator::AtMost, Operator::Greater, Operator::AtLeast];
    let is_clock = value.split(':').count() >= 2
        && value.split(':').all(|part| part.len() == 2 && part.bytes().all(|b| b.is_ascii_digit()));
    match column == "time" && is_clock && orders.contains(&operator) {
        true => Err(format!(
            "{value} is of no day; write -s {value} or -e {value}, put a date before it, or compare hour"
        )),
        false => Ok(()),
    }
}

/// What to write in place of two conditions joined by "and", for the option `flag`.
fn conjunction(flag: &str) -> String {
    match flag {
        "-w" | "-w/--where" | "--having" => {
            let option = flag.split('/').next().unwrap_or(flag);
            format!("write each condition as a {option} of its own")
        }
        _ => format!("{flag} has one condition; -w leaves out lines by others"),
    }
}

/// Refuses two conditions in one.
fn joined(flag: &str, parts: &ConditionParts<'_>) -> Result<(), String> {
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
            true => format!("{word} joins nothing here; {}", conjunction(flag)),
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
