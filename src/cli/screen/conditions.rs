//! Conditions made from a text on the screen: on the column it is the text of, on the line, on the
//! row.

use crate::extract::Condition;
use crate::time::Zone;

use super::change::LineChange;
use super::facts::{RowTexts, ValueSource};

/// Characters of a value that stands without quotes.
const PLAIN: &str = "-_./:@%+";

/// `COLUMN OP VALUE` for `-w` and `--having`, quoted where that is needed.
pub(super) fn condition(column: &str, operator: &str, text: &str) -> String {
    let is_plain = |c: char| c.is_alphanumeric() || PLAIN.contains(c);
    let column = match column.chars().all(is_plain) {
        true => column.to_owned(),
        false if column.contains('"') => format!("'{column}'"),
        false => format!("\"{column}\""),
    };
    let bare = format!("{column} {operator} {text}");
    let is_read = !text.is_empty()
        && text.chars().all(is_plain)
        && Condition::parse("-w", &bare, &Zone::utc()).is_ok();
    if is_read { bare } else { format!("{column} {operator} \"{text}\"") }
}

/// A regular expression for this text alone.
pub(super) fn literal(text: &str) -> String {
    regex::escape(text)
}

/// The condition on rows whose value contains `typed`, in any case. An escape that stands for a
/// control character on the screen also finds the character.
pub(super) fn contains(typed: &str) -> String {
    let mut pattern = String::new();
    let mut rest = typed;
    while let Some(at) = rest.find('\\') {
        pattern += &literal(&rest[..at]);
        rest = &rest[at..];
        let Some(length) = escape_length(rest) else { break };
        let escape = &rest[..length];
        pattern += &format!("(?:{}|{escape})", literal(escape));
        rest = &rest[length..];
    }
    pattern += &literal(rest);
    // Quotes of the condition keep blanks and quotes at the ends of the text.
    format!("value ~ \"(?i){pattern}\"")
}

/// The length of `\x1b`, `\u{202e}`, `\t`, `\n` or `\r` at the start of `text`.
fn escape_length(text: &str) -> Option<usize> {
    let rest = text.strip_prefix('\\')?;
    let is_hex = |digits: &str| !digits.is_empty() && digits.bytes().all(|b| b.is_ascii_hexdigit());
    if let Some(digits) = rest.strip_prefix('x').and_then(|rest| rest.get(..2)) {
        return is_hex(digits).then_some(4);
    }
    if let Some((digits, _)) = rest.strip_prefix("u{").and_then(|rest| rest.split_once('}')) {
        let is_character = |digits| u32::from_str_radix(digits, 16).ok().and_then(char::from_u32);
        let is_read = is_hex(digits) && is_character(digits).is_some();
        return is_read.then_some(4 + digits.len());
    }
    rest.starts_with(['t', 'n', 'r']).then_some(2)
}

/// The conditions on rows that hold for the row of these texts alone. Errors: the row has a text that no
/// command line can hold; the error says which.
pub(super) fn of_row(source: &ValueSource, texts: &RowTexts) -> Result<Vec<String>, String> {
    let columns: Vec<&str> = match source {
        ValueSource::Columns(names) if names.len() > 1 => {
            names.iter().map(String::as_str).collect()
        }
        _ => vec!["value"],
    };
    columns
        .into_iter()
        .zip(texts)
        .map(|(column, text)| Ok(condition(column, "=", typed(text)?)))
        .collect()
}

/// The filters that a row can give, each with its label: only this, not this. Errors: the value has no
/// column, or a text that no command line can hold; the error says which.
pub(super) fn filters(
    source: &ValueSource,
    texts: &RowTexts,
) -> Result<Vec<(String, Vec<LineChange>)>, String> {
    let labelled = |text: String, name| (text.clone(), vec![LineChange::Add(name, text)]);
    match source {
        ValueSource::Nameless => {
            Err("the value has no name of its own; k chooses a column that has one".to_owned())
        }
        ValueSource::Line => {
            let text = typed(texts.first().unwrap_or(&None))?;
            let pattern = format!("^{}$", literal(text));
            let only = vec![LineChange::Add("grep", pattern.clone())];
            let not = vec![LineChange::Add("exclude", pattern)];
            Ok(vec![(format!("only {text}"), only), (format!("not {text}"), not)])
        }
        ValueSource::Columns(names) => {
            let mut filters = Vec::new();
            let pairs = names.iter().zip(texts);
            let pairs = pairs.map(|(name, text)| Ok((name.as_str(), typed(text)?)));
            let pairs = pairs.collect::<Result<Vec<_>, String>>()?;
            if pairs.len() > 1 {
                let all = pairs.iter().map(|(name, text)| condition(name, "=", text));
                let all: Vec<String> = all.collect();
                let adds = all.iter().map(|text| LineChange::Add("where", text.clone())).collect();
                filters.push((all.join(" and "), adds));
            }
            for operator in ["=", "!="] {
                for (name, text) in &pairs {
                    filters.push(labelled(condition(name, operator, text), "where"));
                }
            }
            Ok(filters)
        }
    }
}

/// A text that can be typed.
fn typed(text: &Option<String>) -> Result<&str, String> {
    let is_typed = |text: &&String| !text.contains(['\0', '\n', '\r']);
    text.as_ref().filter(is_typed).map(String::as_str).ok_or_else(|| {
        "the value cannot be typed: it is no UTF-8, or holds a line break or a NUL".to_owned()
    })
}

#[cfg(test)]
mod tests {
    use crate::analysis::RowCondition;
    use crate::extract::Condition;
    use crate::time::Zone;

    use super::{condition, contains};

    #[test]
    fn a_condition_holds_for_its_text() {
        let texts = [
            "203.0.113.7",
            "/a?b=1&c='2'",
            "",
            " x ",
            "10.0.0.0/8",
            "5xx",
            "a && b = c",
            "\"",
            "1,2",
        ];
        for column in ["status", "a b", "it's"] {
            for text in texts {
                let written = condition(column, "=", text);
                let read = Condition::parse("-w", &written, &Zone::utc()).unwrap();
                assert_eq!(read.column(), column, "{written}");
                assert!(read.holds(text.as_bytes()), "{written}");
            }
        }
        assert_eq!(condition("status", "!=", "200"), "status != 200");
    }

    #[test]
    fn a_search_finds_what_came_and_what_is_seen() {
        let cases = [
            ("get", "GET \x1b[2J", true),
            ("\\x1B", "GET \x1b[2J", true),
            ("\\x1b", "\\x1b", true),
            ("a\\u{202e}", "a\u{202e}", true),
            ("post", "GET", false),
            ("a.c", "abc", false),
            ("'", "it's", true),
            ("\\", "a\\b", true),
        ];
        for (typed, value, expected) in cases {
            let written = contains(typed);
            RowCondition::parse("--having", &written, &Zone::utc()).unwrap();
            let read = Condition::parse("--having", &written, &Zone::utc()).unwrap();
            assert_eq!(read.holds(value.as_bytes()), expected, "{written}");
        }
    }
}
