//! Conditions in the syntax of other tools (SQL, Lucene, jq), and what to write for each.

use super::parse::{ConditionParts, Operator, take_word, unquoted};

/// What a word between column and value means.
enum Meaning {
    /// The operator to write.
    Sign(&'static str),
    /// The text stands in the column's text; the regular expression has these ends.
    Part(&'static str, &'static str),
    /// A pattern of SQL follows, in any case if the flag is set.
    Like(bool),
    /// Two bounds follow.
    Between,
    /// Whether the column has a text; the advice.
    Advice(&'static str),
}

/// Words of other tools, each before the words that begin it.
const WORDS: &[(&str, Meaning)] = &[
    (
        "is not null",
        Meaning::Advice(
            "write nothing: -w counts only lines that have the column; != '' leaves out empty texts",
        ),
    ),
    (
        "is null",
        Meaning::Advice(
            "lines without the column are unmatched, and --section unmatched shows some; = '' finds empty texts",
        ),
    ),
    ("is not", Meaning::Sign("!=")),
    ("is", Meaning::Sign("=")),
    ("eq", Meaning::Sign("=")),
    ("equals", Meaning::Sign("=")),
    ("ne", Meaning::Sign("!=")),
    ("neq", Meaning::Sign("!=")),
    ("lt", Meaning::Sign("<")),
    ("lte", Meaning::Sign("<=")),
    ("le", Meaning::Sign("<=")),
    ("gt", Meaning::Sign(">")),
    ("gte", Meaning::Sign(">=")),
    ("ge", Meaning::Sign(">=")),
    ("like", Meaning::Like(false)),
    ("ilike", Meaning::Like(true)),
    ("glob", Meaning::Like(false)),
    ("contains", Meaning::Part("", "")),
    ("contain", Meaning::Part("", "")),
    ("includes", Meaning::Part("", "")),
    ("has", Meaning::Part("", "")),
    ("starts with", Meaning::Part("^", "")),
    ("startswith", Meaning::Part("^", "")),
    ("starts_with", Meaning::Part("^", "")),
    ("begins with", Meaning::Part("^", "")),
    ("ends with", Meaning::Part("", "$")),
    ("endswith", Meaning::Part("", "$")),
    ("ends_with", Meaning::Part("", "$")),
    ("matches", Meaning::Sign("~")),
    ("match", Meaning::Sign("~")),
    ("rlike", Meaning::Sign("~")),
    ("regexp", Meaning::Sign("~")),
    ("regex", Meaning::Sign("~")),
    ("!in", Meaning::Sign("not in")),
    ("notin", Meaning::Sign("not in")),
    ("nin", Meaning::Sign("not in")),
    ("between", Meaning::Between),
];

/// Takes `COLUMN OP VALUE` apart.
///
/// # Errors
/// As [`ConditionParts::parse`], and the syntax of another tool; the text says what to write.
pub(super) fn parse(text: &str) -> Result<ConditionParts<'_>, String> {
    let trimmed = text.trim();
    match negated(trimmed).or_else(|| word(trimmed)) {
        Some(problem) => Err(problem),
        None => ConditionParts::parse(text),
    }
}

/// The condition under `not`, `!` or brackets.
fn negated(text: &str) -> Option<String> {
    let inside = |text: &str| {
        let inner = text.strip_prefix('(')?.strip_suffix(')')?;
        let is_whole =
            inner.find(')').is_none_or(|close| inner.find('(').is_some_and(|at| at < close));
        is_whole.then(|| inner.trim().to_owned())
    };
    if let Some(inner) = inside(text) {
        ConditionParts::parse(&inner).ok()?;
        return Some(format!("a condition has no brackets; write {inner}"));
    }
    let (typed, rest) = match text.strip_prefix('!') {
        Some(rest) => ("!", rest),
        None => {
            let (first, rest) = text.split_once([' ', '('])?;
            let rest =
                if text[first.len()..].starts_with('(') { &text[first.len()..] } else { rest };
            first.eq_ignore_ascii_case("not").then_some(("not", rest))?
        }
    };
    let inner = inside(rest.trim()).unwrap_or_else(|| rest.trim().to_owned());
    let ConditionParts { column, operator, value, .. } = ConditionParts::parse(&inner).ok()?;
    let sign = operator.opposite().sign();
    Some(format!("{typed} stands before no condition; write {column} {sign} {value}"))
}

/// The condition with a word of another tool between column and value.
fn word(text: &str) -> Option<String> {
    let (column, rest) = split_column(text)?;
    if take_word(rest).is_some() {
        return None;
    }
    let bare = without_word(rest, "not").or_else(|| without_word(rest, "does not"));
    let (is_negated, after) = bare.map_or((false, rest), |after| (true, after));
    let (typed, meaning, value) = WORDS.iter().find_map(|(words, meaning)| {
        let value = without_word(after, words)?;
        (!value.is_empty() || matches!(meaning, Meaning::Advice(_)))
            .then_some((words, meaning, value))
    })?;
    // A column may have several words: `time is up = 5`.
    let is_sign = |word: &str| Operator::begins(word);
    if value.split_whitespace().take(2).any(is_sign) {
        return None;
    }
    let tilde = if is_negated { "!~" } else { "~" };
    let text = unquoted(value).unwrap_or(value);
    let meant = match meaning {
        Meaning::Advice(advice) => return Some(format!("{typed} is no operator; {advice}")),
        Meaning::Sign(sign) if is_negated => {
            return Some(format!(
                "not {typed} is no operator; write the opposite of {column} {sign} {value}"
            ));
        }
        Meaning::Sign(sign) => format!("{column} {sign} {value}"),
        Meaning::Part(begin, end) => {
            format!("{column} {tilde} {begin}{}{end}", regex::escape(text))
        }
        Meaning::Like(is_folded) => {
            let fold = if *is_folded { "(?i)" } else { "" };
            format!("{column} {tilde} {fold}{}", of_wildcards(text, ['%', '*'], ['_', '?']))
        }
        Meaning::Between => {
            let (low, high) = bounds(value)?;
            format!("{column} >= {low} and, as a second option, {column} <= {high}")
        }
    };
    Some(format!("{typed} is no operator; write {meant}"))
}

/// What to write for a condition that compares whole texts, such as `path = /api/*`, and that no text met;
/// `None` for a condition of another kind.
pub(crate) fn instead_of_whole_text(condition: &str) -> Option<String> {
    let ConditionParts { column, operator, value, is_quoted } =
        ConditionParts::parse(condition).ok()?;
    let (sign, word) = match operator {
        Operator::Equal => ("~", "in"),
        Operator::NotEqual => ("!~", "not in"),
        _ => return None,
    };
    let has = |marks: &[char]| value.contains(marks);
    let meant = match value {
        _ if !is_quoted && has(&['*', '%']) => {
            format!("{column} {sign} {}", of_wildcards(value, ['*', '%'], ['?', '?']))
        }
        _ if !is_quoted && has(&['|']) => format!("{column} {word} {}", value.replace('|', ",")),
        _ if operator == Operator::Equal && value.contains(char::is_alphabetic) => {
            format!("{column} ~ (?i){} for a part of it in any case", regex::escape(value))
        }
        _ => return None,
    };
    Some(format!("{} compares the whole text; write {meant}", operator.sign()))
}

/// The column at the start of `text`, in quotes or up to the first blank, and what follows.
fn split_column(text: &str) -> Option<(&str, &str)> {
    let quote = text.chars().next().filter(|c| ['\'', '"'].contains(c));
    let (column, rest) = match quote {
        Some(quote) => text[1..].split_once(quote)?,
        None => text.split_once(char::is_whitespace)?,
    };
    Some((column, rest.trim_start()))
}

/// What follows `words` at the start of `text`; `None` unless the words stand there.
fn without_word<'t>(text: &'t str, words: &str) -> Option<&'t str> {
    words.split(' ').try_fold(text, |rest, word| {
        let rest = rest.trim_start();
        let end = rest.find(char::is_whitespace).unwrap_or(rest.len());
        let (first, rest) = rest.split_at(end);
        first.eq_ignore_ascii_case(word).then(|| rest.trim_start())
    })
}

/// The bounds of `A and B`.
fn bounds(text: &str) -> Option<(&str, &str)> {
    let at = text.to_ascii_lowercase().find(" and ")?;
    Some((text.get(..at)?.trim(), text.get(at + " and ".len()..)?.trim()))
}

/// The regular expression for a pattern whose wildcards stand for any text and for any character.
pub(super) fn of_wildcards(pattern: &str, any: [char; 2], one: [char; 2]) -> String {
    let mut regex = String::new();
    for c in pattern.chars() {
        match c {
            c if any.contains(&c) => regex += ".*",
            c if one.contains(&c) => regex.push('.'),
            c => regex += &regex::escape(c.encode_utf8(&mut [0; 4])),
        }
    }
    let anchored = format!("^{regex}$");
    let open = anchored.strip_prefix("^.*").unwrap_or(&anchored);
    open.strip_suffix(".*$").unwrap_or(open).to_owned()
}
