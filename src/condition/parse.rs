//! The parts of a condition as it is written.

use std::cmp::Ordering;

/// How a column is compared.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Operator {
    Equal,
    NotEqual,
    Less,
    AtMost,
    Greater,
    AtLeast,
    Matches,
    NotMatches,
    In,
    NotIn,
}

/// The signs of operators; a sign that starts with another stands before it.
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

/// Operators that are words, each with blanks around it.
const WORDS: &[(&[&str], Operator)] = &[(&["in"], Operator::In), (&["not", "in"], Operator::NotIn)];

/// Signs that are no operators here, a sign before each sign that begins it, and the operator to write.
const SIGNS: &[(&str, &str)] = &[
    ("!=~", "!~ "),
    ("!==", "!= "),
    ("===", "= "),
    ("=~", "~ "),
    ("~=", "~ "),
    ("<>", "!= "),
    ("=<", "<= "),
    ("=>", ">= "),
    ("!~*", "!~ (?i)"),
    ("~*", "~ (?i)"),
    ("=!", "!= "),
    ("> =", ">= "),
    ("< =", "<= "),
    ("= =", "= "),
    ("\u{2265}", ">= "),
    ("\u{2264}", "<= "),
    ("\u{2260}", "!= "),
];

/// Marks before a sign that are no part of an operator or a column, and whether they turn the operator
/// round.
const MARKS: [(&str, bool); 3] = [(":", false), (" !", true), (" not", true)];

impl Operator {
    /// The sign or words it is written as.
    pub(crate) fn sign(self) -> &'static str {
        let signs = OPERATORS.iter().rev().find(|(_, operator)| *operator == self);
        signs.map_or(if self == Self::In { "in" } else { "not in" }, |(sign, _)| sign)
    }

    /// The operator that holds where this one does not.
    pub(super) const fn opposite(self) -> Self {
        match self {
            Self::Equal => Self::NotEqual,
            Self::NotEqual => Self::Equal,
            Self::Less => Self::AtLeast,
            Self::AtMost => Self::Greater,
            Self::Greater => Self::AtMost,
            Self::AtLeast => Self::Less,
            Self::Matches => Self::NotMatches,
            Self::NotMatches => Self::Matches,
            Self::In => Self::NotIn,
            Self::NotIn => Self::In,
        }
    }

    /// The operator whose sign `text` begins with, and the text after the sign.
    pub(crate) fn strip(text: &str) -> Option<(Self, &str)> {
        OPERATORS.iter().find_map(|(sign, operator)| Some((*operator, text.strip_prefix(sign)?)))
    }

    /// Whether the operator compares by order or equality.
    pub(crate) const fn is_order(self) -> bool {
        !matches!(self, Self::Matches | Self::NotMatches | Self::In | Self::NotIn)
    }

    /// Whether a column in this order to the value meets the operator; false for the operators that
    /// do not order.
    pub(crate) fn admits(self, order: Ordering) -> bool {
        match self {
            Self::Equal => order.is_eq(),
            Self::NotEqual => order.is_ne(),
            Self::Less => order.is_lt(),
            Self::AtMost => order.is_le(),
            Self::Greater => order.is_gt(),
            Self::AtLeast => order.is_ge(),
            Self::Matches | Self::NotMatches | Self::In | Self::NotIn => false,
        }
    }
}

/// A condition's parts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct ConditionParts<'t> {
    pub(super) column: &'t str,
    pub(super) operator: Operator,
    /// Without the quotes.
    pub(super) value: &'t str,
    /// The quotes that stood around the value.
    pub(super) quote: Option<char>,
}

impl<'t> ConditionParts<'t> {
    /// Takes `COLUMN OP VALUE` apart.
    ///
    /// # Errors
    /// The text says which part is missing and what would be right.
    pub(super) fn parse(text: &'t str) -> Result<Self, String> {
        let error = |problem: &str| {
            format!(
                "{problem} in {text:?}: write COLUMN OP VALUE, such as 'status >= 500', with one of \
                 = == != < <= > >= ~ !~ in, not in"
            )
        };
        let Some((column, rest)) = take_column(text) else {
            let meant = pair(text).or_else(|| bare_status(text.trim()));
            let meant = meant.map(|written| format!("no operator; write {written}"));
            return Err(meant.unwrap_or_else(|| error("no operator")));
        };
        if column.is_empty() {
            return Err(nameless(rest).unwrap_or_else(|| error("no column")));
        }
        if let Some(problem) = sign_problem(column, rest) {
            return Err(problem);
        }
        let (operator, value) = take_operator(rest).ok_or_else(|| error("no operator"))?;
        if let Some(problem) = mark_problem(text, column, operator, value) {
            return Err(problem);
        }
        let value = value.trim();
        if value.is_empty() {
            return Err(error("no value (an empty one is written '')"));
        }
        if matches!(operator, Operator::In | Operator::NotIn) {
            return Ok(Self { column, operator, value, quote: None });
        }
        let inside = unquoted(value).map_err(|problem| error(&problem))?;
        let quote = value.chars().next().filter(|_| inside.len() < value.len());
        Ok(Self { column, operator, value: inside, quote })
    }
}

/// The column, and what follows it from the operator on. A quoted column may hold operators, as may a
/// quoted key in brackets (`a["x=y"]`).
fn take_column(text: &str) -> Option<(&str, &str)> {
    let trimmed = text.trim_start();
    let quote = trimmed.chars().next().filter(|c| ['\'', '"'].contains(c));
    if let Some((column, rest)) = quote.and_then(|quote| trimmed[1..].split_once(quote))
        && take_operator(rest.trim_start()).is_some()
    {
        return Some((column, rest.trim_start()));
    }
    let mut at = 0;
    let mut follows_blank = true;
    while let Some(rest) = text.get(at..).filter(|rest| !rest.is_empty()) {
        if let Some(length) = quoted_key(rest) {
            at += length;
            continue;
        }
        let is_sign = Operator::strip(rest).is_some() || foreign_sign(rest).is_some();
        if is_sign || follows_blank && take_word(rest).is_some() {
            return Some((text[..at].trim(), rest));
        }
        let c = rest.chars().next()?;
        follows_blank = c.is_whitespace();
        at += c.len_utf8();
    }
    None
}

/// The operator at the start of `text`, and what follows it.
fn take_operator(text: &str) -> Option<(Operator, &str)> {
    let sign = OPERATORS.iter().find(|(sign, _)| text.starts_with(sign));
    let sign = sign.map(|(sign, operator)| (*operator, &text[sign.len()..]));
    sign.or_else(|| take_word(text))
}

/// The operator made of words at the start of `text`, and what follows it.
pub(super) fn take_word(text: &str) -> Option<(Operator, &str)> {
    WORDS.iter().find_map(|(words, operator)| {
        let rest = words.iter().try_fold(text, |rest, word| {
            let (first, rest) = rest.trim_start().split_once(char::is_whitespace)?;
            first.eq_ignore_ascii_case(word).then_some(rest)
        })?;
        Some((*operator, rest))
    })
}

/// The sign of [`SIGNS`] at the start of `text`, and what to write for it.
fn foreign_sign(text: &str) -> Option<&'static (&'static str, &'static str)> {
    SIGNS.iter().find(|(typed, _)| text.starts_with(typed))
}

/// What to write for a condition that begins with `in` or `not in`, which may be the name of its column.
fn nameless(text: &str) -> Option<String> {
    let (operator, rest) = take_word(text)?;
    let typed = text.get(..text.len() - rest.len()).unwrap_or_default().trim();
    let word = operator.sign();
    Some(match take_operator(rest.trim_start()) {
        Some(_) => format!(
            "{word} is an operator; a column of this name is quoted: '{typed}' {}",
            rest.trim()
        ),
        None => format!("no column before {word}; write COLUMN {word} {}", rest.trim()),
    })
}

/// What to write for `status:>=500`, `status := 500`, `status ! = 500` or `status not = 500`. The column may be
/// quoted.
fn mark_problem(text: &str, column: &str, operator: Operator, value: &str) -> Option<String> {
    let (mark, is_negated) = MARKS.iter().find(|(mark, _)| column.ends_with(mark))?;
    if text.trim_start().starts_with(['\'', '"']) || value.trim().is_empty() {
        return None;
    }
    let operator = if *is_negated { operator.opposite() } else { operator };
    let name = column.trim_end_matches(mark).trim_end();
    let sign = operator.sign();
    Some(format!(
        "{} stands before no operator; write {name} {sign} {}, or quote the column",
        mark.trim(),
        value.trim()
    ))
}

/// What is wrong with the sign at the start of `rest`, which follows `column`.
fn sign_problem(column: &str, rest: &str) -> Option<String> {
    let (typed, right) = foreign_sign(rest)?;
    let value = rest[typed.len()..].trim();
    let expression = match *typed {
        "~=" => format!(", or {column} ~ ={value} for an expression that begins with ="),
        sign if sign.starts_with('=') => {
            format!(", or {column} = '{}' for the text", rest[1..].trim())
        }
        _ => String::new(),
    };
    Some(format!("{typed} is no operator; write {column} {right}{value}{expression}"))
}

/// The condition for a column and a value with a colon between, such as `status:500`.
pub(super) fn pair(text: &str) -> Option<String> {
    let (column, value) = text.trim().split_once(':')?;
    let is_pair = !column.is_empty() && !value.is_empty() && !column.contains(char::is_whitespace);
    is_pair.then(|| format!("{column} = {}", value.trim()))
}

/// The condition that a status or a class of statuses on its own means.
fn bare_status(text: &str) -> Option<String> {
    let digits = text.bytes().filter(u8::is_ascii_digit).count();
    match (text.len(), digits) {
        (3, 3) => Some(format!("status = {text}")),
        (3, 1) if is_status_class(text) => {
            Some(format!("status_class = {}", text.to_ascii_lowercase()))
        }
        _ => None,
    }
}

/// Whether a text is a class of statuses such as `5xx`.
pub(super) fn is_status_class(value: &str) -> bool {
    matches!(value.as_bytes(), [b'1'..=b'5', b'x' | b'X', b'x' | b'X'])
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
///
/// # Errors
/// A quote that is not closed.
pub(crate) fn unquoted(value: &str) -> Result<&str, String> {
    for quote in ['\'', '"'] {
        if let Some(rest) = value.strip_prefix(quote) {
            return rest.strip_suffix(quote).ok_or_else(|| format!("no closing {quote}"));
        }
    }
    Ok(value)
}
