//! The parts of a condition as it is written.

use std::cmp::Ordering;

use crate::error::{Error, Result};

/// How a column is compared.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Operator {
    Equal,
    NotEqual,
    Less,
    AtMost,
    Greater,
    AtLeast,
    Matches,
    NotMatches,
}

/// How operators are written; one that starts with another stands before it.
const OPERATORS: &[(&str, Operator)] = &[
    ("==", Operator::Equal),
    ("=", Operator::Equal),
    ("!=", Operator::NotEqual),
    ("!~", Operator::NotMatches),
    ("<=", Operator::AtMost),
    ("<", Operator::Less),
    (">=", Operator::AtLeast),
    (">", Operator::Greater),
    ("~", Operator::Matches),
];

/// Typed habits that are another operator here.
const HABITS: &[(&str, &str)] = &[("=~", "~"), ("<>", "!="), ("=<", "<="), ("=>", ">=")];

impl Operator {
    /// Whether a column that stands to the value so meets it. Never asked of `~` and `!~`.
    pub(super) fn admits(self, order: Ordering) -> bool {
        match self {
            Self::Equal => order.is_eq(),
            Self::NotEqual => order.is_ne(),
            Self::Less => order.is_lt(),
            Self::AtMost => order.is_le(),
            Self::Greater => order.is_gt(),
            Self::AtLeast => order.is_ge(),
            Self::Matches | Self::NotMatches => false,
        }
    }
}

/// A condition's parts.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Parts<'t> {
    pub(super) column: &'t str,
    pub(super) operator: Operator,
    /// Without the quotes.
    pub(super) value: &'t str,
}

impl<'t> Parts<'t> {
    pub(super) fn parse(text: &'t str) -> Result<Self> {
        let error = |problem: &str| {
            Error::Usage(format!(
                "-w/--where: {problem} in {text:?}: write COLUMN OP VALUE, such as \
                 'status >= 500', with one of = == != < <= > >= ~ !~"
            ))
        };
        let at = operator_at(text).ok_or_else(|| error("no operator"))?;
        let (column, rest) = (text[..at].trim(), &text[at..]);
        if column.is_empty() {
            return Err(error("no column"));
        }
        if let Some((typed, right)) = HABITS.iter().find(|(typed, _)| rest.starts_with(typed)) {
            return Err(error(&format!("{typed} is no operator (write {right})")));
        }
        let known = OPERATORS.iter().find(|(name, _)| rest.starts_with(name));
        let (name, operator) = known.ok_or_else(|| error("no operator"))?;
        let value = rest[name.len()..].trim();
        if value.is_empty() {
            return Err(error("no value (an empty one is written '')"));
        }
        Ok(Self { column, operator: *operator, value: unquoted(value).map_err(|e| error(&e))? })
    }
}

/// Where the first operator outside quoted keys (`a["x=y"]`) is.
fn operator_at(text: &str) -> Option<usize> {
    let mut at = 0;
    while let Some(rest) = text.get(at..).filter(|rest| !rest.is_empty()) {
        if let Some(length) = quoted_key(rest) {
            at += length;
        } else if OPERATORS.iter().any(|(name, _)| rest.starts_with(name)) {
            return Some(at);
        } else {
            at += rest.chars().next().map_or(1, char::len_utf8);
        }
    }
    None
}

/// The length of `["key"]` or `['key']` at the start of `text`.
fn quoted_key(text: &str) -> Option<usize> {
    let close = match text.get(..2)? {
        "[\"" => "\"]",
        "['" => "']",
        _ => return None,
    };
    text[2..].find(close).map(|end| end + 4)
}

/// A value without its quotes, if it has some.
fn unquoted(value: &str) -> std::result::Result<&str, String> {
    for quote in ['\'', '"'] {
        if let Some(rest) = value.strip_prefix(quote) {
            return rest.strip_suffix(quote).ok_or_else(|| format!("no closing {quote}"));
        }
    }
    Ok(value)
}
