//! Conditions that are well formed but hardly meant as they are typed: refused, with the condition
//! that was meant. A quoted value is never refused.

use super::habits;
use super::list::{in_quotes, read_block, split};
use super::order;
use super::parse::{ConditionParts, Operator, is_status_class};
use super::value::Value;
use super::{blocks, clocks};
use crate::number::Number;
use crate::time::Zone;

/// Words and signs between two conditions typed as one, and whether both conditions must hold.
const CONJUNCTIONS: [(&str, bool); 6] =
    [(" and ", true), (" or ", false), ("&&", true), ("||", false), (",", true), (";", true)];

/// What stands for any digit in other tools.
const WILDCARDS: [char; 7] = ['x', 'X', '*', '.', '?', '_', '%'];

/// Brackets around a list in other tools.
const BRACKETS: [(char, char); 3] = [('(', ')'), ('[', ']'), ('{', '}')];

/// Refuses a condition, typed for the option `flag`, that most likely is a typing mistake.
///
/// # Errors
/// The condition looks like a mistake; the text says what to write.
pub(super) fn check(flag: &str, parts: &ConditionParts<'_>) -> Result<(), String> {
    let ConditionParts { column, operator, value, quote } = *parts;
    if let Some(quote) = quote {
        // Quotes around `error' or level = 'warn` belong to two texts.
        return match value.contains(quote) {
            true => {
                let value = format!("{quote}{value}{quote}");
                refuse_two_conditions(flag, &ConditionParts { value: &value, ..*parts })
            }
            false => Ok(()),
        };
    }
    refuse_two_conditions(flag, parts)?;
    refuse_second_bound(parts)?;
    blocks::check(parts)?;
    refuse_list_marks(parts)?;
    refuse_wildcards(parts)?;
    refuse_status_class(parts)?;
    clocks::check(parts)?;
    refuse_clock(parts)?;
    refuse_day(parts)?;
    order::check(parts)?;
    if !matches!(operator, Operator::Equal | Operator::NotEqual) {
        return Ok(());
    }
    let sign = if operator == Operator::Equal { "=" } else { "!=" };
    let word = if operator == Operator::Equal { "in" } else { "not in" };
    if read_block(value).is_some() {
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

/// Refuses a status with wildcards, such as `5*` and `50x`.
fn refuse_wildcards(parts: &ConditionParts<'_>) -> Result<(), String> {
    let ConditionParts { column, operator, value, .. } = *parts;
    let is_regex = matches!(operator, Operator::Matches | Operator::NotMatches);
    let bare = if is_regex { value.trim_start_matches('^').trim_end_matches('$') } else { value };
    let digits = bare.trim_end_matches(WILDCARDS);
    let rest = &bare[digits.len()..];
    // `~ 5..` is a regular expression that finds statuses; `~ 5xx` finds none.
    let is_wild = if is_regex { rest.contains(['x', 'X']) } else { !rest.is_empty() };
    let is_number = digits.bytes().all(|byte| byte.is_ascii_digit());
    let (equal, matches) = match operator {
        Operator::Equal | Operator::Matches => ("=", "~"),
        Operator::NotEqual | Operator::NotMatches => ("!=", "!~"),
        _ => return Ok(()),
    };
    if !(is_wild && is_number && is_status(column)) {
        return Ok(());
    }
    match digits.len() {
        1 => Err(format!("{value} is no status; write status_class {equal} {digits}xx")),
        2 => Err(format!("{value} is no status; write {column} {matches} ^{digits}")),
        _ => Ok(()),
    }
}

/// Refuses a class of statuses where a status is meant.
fn refuse_status_class(parts: &ConditionParts<'_>) -> Result<(), String> {
    let ConditionParts { column, operator, value, .. } = *parts;
    let items = split(value);
    if column == "status_class" {
        return class_of_other_spelling(parts, &items);
    }
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

/// Refuses `5XX`, `5` and `500` as classes of statuses, which are written `5xx`.
fn class_of_other_spelling(parts: &ConditionParts<'_>, items: &[&str]) -> Result<(), String> {
    let ConditionParts { column, operator, value, .. } = *parts;
    if matches!(operator, Operator::Matches | Operator::NotMatches) {
        return Ok(());
    }
    let class = |item: &str| {
        let (first, rest) = item.split_at_checked(1)?;
        let is_rest = rest.len() <= 2 && rest.chars().all(|c| c == '0' || WILDCARDS.contains(&c));
        (("1"..="5").contains(&first) && is_rest).then(|| format!("{first}xx"))
    };
    let meant: Option<Vec<String>> = items.iter().map(|item| class(item.trim())).collect();
    let sign = operator.sign();
    match meant.map(|classes| classes.join(",")).filter(|meant| meant != value) {
        Some(meant) => Err(format!(
            "{value} is no class of statuses; write {column} {sign} {meant}, or {column} {sign} {} for the text",
            in_quotes(items)
        )),
        None => Ok(()),
    }
}

/// Refuses an instant of which only the time of day is given: it has no order among the times of several days.
fn refuse_clock(parts: &ConditionParts<'_>) -> Result<(), String> {
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

/// Refuses a day where an instant is meant: a date without a clock is its first instant.
fn refuse_day(parts: &ConditionParts<'_>) -> Result<(), String> {
    let ConditionParts { column, operator, value, .. } = *parts;
    let compares_whole = [Operator::Equal, Operator::NotEqual, Operator::In, Operator::NotIn];
    let is_day = |item: &&str| match Value::of_column("time", item.trim(), &Zone::utc()) {
        Value::Time(time) => time.is_day(),
        _ => false,
    };
    let has_day = || split(value).iter().any(is_day);
    match column == "time" && compares_whole.contains(&operator) && has_day() {
        true => Err(format!(
            "{value} is a day, and time an instant; write day {} {value}, or quote it for the first instant of \
             the day",
            operator.sign()
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
fn refuse_two_conditions(flag: &str, parts: &ConditionParts<'_>) -> Result<(), String> {
    let ConditionParts { column, operator, value, .. } = *parts;
    let is_regex = matches!(operator, Operator::Matches | Operator::NotMatches);
    let lower = value.to_ascii_lowercase();
    for (word, is_and) in CONJUNCTIONS {
        let Some(at) = lower.find(word) else { continue };
        let is_spaced = lower.contains(&format!(" {word} "));
        let Some(rest) = value.get(at + word.len()..) else { continue };
        let is_condition = match word {
            // A regular expression and a text may hold the signs; a condition after one is plain.
            "&&" | "||" if is_spaced => true,
            _ if is_regex => false,
            "," | ";" => is_plain(&value[..at]) && habits::parse(rest).is_ok(),
            _ => habits::parse(rest).is_ok(),
        };
        if !is_condition {
            continue;
        }
        let word = word.trim();
        return Err(match is_and {
            true => {
                format!("{word} joins nothing here; {}, or quote the text", conjunction(flag))
            }
            false => format!(
                "{word} joins nothing here; write {column} in A,B or {column} ~ 'A|B' for several \
                 values of a column, or quote the text"
            ),
        });
    }
    Ok(())
}

/// Refuses a second bound after the value, and a range in place of a value.
fn refuse_second_bound(parts: &ConditionParts<'_>) -> Result<(), String> {
    let ConditionParts { column, operator, value, .. } = *parts;
    let each = |low: &str, high: &str| {
        Err(format!(
            "one bound a condition; write {column} {low} and, as a second option, {column} {high}"
        ))
    };
    match operator {
        Operator::Less | Operator::AtMost | Operator::Greater | Operator::AtLeast => {
            let Some(at) = value.find(['<', '>']) else { return Ok(()) };
            each(&format!("{} {}", operator.sign(), value[..at].trim()), value[at..].trim())
        }
        Operator::Equal | Operator::In | Operator::NotEqual | Operator::NotIn => {
            let is_negated = matches!(operator, Operator::NotEqual | Operator::NotIn);
            if let Some((low, high)) = bracketed_range(value).filter(|_| !is_negated) {
                return match (low, high) {
                    (Some(low), Some(high)) => each(&low, &high),
                    (Some(bound), None) | (None, Some(bound)) => {
                        Err(format!("a range has no brackets; write {column} {bound}"))
                    }
                    (None, None) => Ok(()),
                };
            }
            let is_list = matches!(operator, Operator::In | Operator::NotIn);
            let items = if is_list { split(value) } else { vec![value] };
            match items.into_iter().find_map(|item| range(column, item)) {
                Some((low, high)) if is_negated => Err(format!(
                    "one bound a condition; write {column} < {low} in one run and {column} > {high} in another"
                )),
                Some((low, high)) => each(&format!(">= {low}"), &format!("<= {high}")),
                None => Ok(()),
            }
        }
        _ => Ok(()),
    }
}

/// The bounds of `500..599`, `500 to 599`, and `500-599` of a column of numbers.
fn range<'v>(column: &str, item: &'v str) -> Option<(&'v str, &'v str)> {
    let is_bound = |text: &str| !matches!(Value::read(text, &Zone::utc()), Value::Text(_));
    let is_status_like = |(low, high): &(&str, &str)| !is_status(column) || low.len() == high.len();
    let has_numbers = is_status(column) || order::has_numbers(column);
    let dashes = ["-", "\u{2013}"].into_iter().filter_map(|dash| item.split_once(dash));
    let dashed = dashes.filter(|_| has_numbers).find(is_status_like);
    let parted = ["..", " TO ", " to "].into_iter().find_map(|between| item.split_once(between));
    let (low, high) = parted.or(dashed)?;
    let (low, high) = (low.trim(), high.trim());
    // `3-1` is the result of a game.
    let number = |text: &str| Number::read(text.as_bytes()).map(|number| number.value());
    let ascends = number(low).zip(number(high)).is_none_or(|(low, high)| low <= high);
    (is_bound(low) && is_bound(high) && ascends).then_some((low, high))
}

/// The lower and the upper bound of a range of Lucene, `[500 TO 599]`, with their operators; `None` for a
/// side that is open (`*`).
fn bracketed_range(value: &str) -> Option<(Option<String>, Option<String>)> {
    let low_sign = match value.chars().next()? {
        '[' => ">=",
        '{' => ">",
        _ => return None,
    };
    let high_sign = match value.chars().next_back()? {
        ']' => "<=",
        '}' => "<",
        _ => return None,
    };
    let inside = value.get(1..value.len() - 1)?;
    let at = inside.to_ascii_lowercase().find(" to ")?;
    let (low, high) = (inside.get(..at)?.trim(), inside.get(at + 4..)?.trim());
    let is_bound =
        |text: &str| text == "*" || !matches!(Value::read(text, &Zone::utc()), Value::Text(_));
    let bound = |sign: &str, text: &str| (text != "*").then(|| format!("{sign} {text}"));
    (is_bound(low) && is_bound(high)).then(|| (bound(low_sign, low), bound(high_sign, high)))
}

/// What separates the items of a list in other tools.
const SEPARATORS: [char; 3] = ['|', ';', ' '];

/// Refuses brackets around a list, and items that no comma parts.
fn refuse_list_marks(parts: &ConditionParts<'_>) -> Result<(), String> {
    let ConditionParts { column, operator, value, .. } = *parts;
    let word = match operator {
        Operator::Equal | Operator::In => "in",
        Operator::NotEqual | Operator::NotIn => "not in",
        _ => return Ok(()),
    };
    let inside = BRACKETS
        .iter()
        .find_map(|(open, close)| value.strip_prefix(*open)?.strip_suffix(*close))
        .filter(|inside| !inside.contains(['(', ')', '[', ']']));
    let is_list = matches!(operator, Operator::In | Operator::NotIn);
    if let Some(inside) = inside {
        let items = words(inside, &[',', if inside.contains(',') { ',' } else { ' ' }]);
        if !items.is_empty() && (is_list || items.iter().all(|item| is_plain(item))) {
            // A block in quotes is a text.
            let bare = items.iter().map(|item| habits::quoted_block(item).unwrap_or(item));
            return Err(format!(
                "a list has no brackets; write {column} {word} {}",
                bare.collect::<Vec<_>>().join(",")
            ));
        }
    }
    let parts_item =
        |separator: &&char| split(value).iter().any(|item| item.trim().contains(**separator));
    let Some(separator) = SEPARATORS.iter().find(parts_item) else { return Ok(()) };
    let items = words(value, &[',', *separator]);
    // A text may be words in capitals, and a number may have groups of digits. Where commas part the items,
    // blanks do not.
    let is_text = *separator == ' '
        && (!is_list || value.contains(','))
        && (items.iter().any(|item| !item.starts_with(|c: char| c.is_ascii_digit()))
            || (order::number_meant(value).is_some() && !is_status(column)));
    if items.len() > 1 && !is_text && items.iter().all(|item| is_plain(item)) {
        let typed = if *separator == ' ' { "a blank".to_owned() } else { separator.to_string() };
        return Err(format!(
            "{typed} does not separate values; write {column} {word} {}, or quote it for the text",
            items.join(",")
        ));
    }
    Ok(())
}

/// The items between any of these separators, without `or`.
fn words<'v>(value: &'v str, separators: &[char]) -> Vec<&'v str> {
    let items = value.split(separators).map(str::trim);
    items.filter(|item| !item.is_empty() && !item.eq_ignore_ascii_case("or")).collect()
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
