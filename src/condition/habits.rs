//! Conditions in the syntax of other tools (SQL, Lucene, jq), and what to write for each.

use super::clocks;
use super::list::{read_block, split};
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

/// Characters of operators.
const SIGNS: [char; 5] = ['=', '<', '>', '~', '!'];

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
    ("in", Meaning::Sign("in")),
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
    ("not", Meaning::Sign("!=")),
];

/// Takes `COLUMN OP VALUE` apart.
///
/// # Errors
/// As [`ConditionParts::parse`], and the syntax of another tool; the text says what to write.
pub(super) fn parse(text: &str) -> Result<ConditionParts<'_>, String> {
    let trimmed = text.trim();
    if let Some(problem) = negated(trimmed) {
        return Err(problem);
    }
    let parts = ConditionParts::parse(text);
    // A column that is no word may have the words `is` and `eq` in its name; `a contains b=c` has an
    // operator behind the word.
    match word(trimmed).filter(|word| parts.is_err() || !word.is_common) {
        Some(word) => Err(word.problem),
        None => parts,
    }
}

/// A condition with a word of another tool.
struct ForeignWord {
    /// Whether names of columns have the word too.
    is_common: bool,
    /// The message.
    problem: String,
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

/// Words before a word of [`WORDS`], and whether they turn its meaning round.
const FRONTS: [(&str, bool); 5] =
    [("is not ", true), ("does not ", true), ("not ", true), ("is ", false), ("", false)];

/// The word of another tool between column and value.
fn word(text: &str) -> Option<ForeignWord> {
    let (column, rest) = split_column(text)?;
    if take_word(rest).is_some() || column.contains(SIGNS) {
        return None;
    }
    let (typed, is_negated, meaning, value) = FRONTS.iter().find_map(|(front, is_negated)| {
        let after = if front.is_empty() { rest } else { without_word(rest, front.trim())? };
        let (words, meaning, value) = WORDS.iter().find_map(|(words, meaning)| {
            let value = without_word(after, words)?;
            let is_whole = !value.is_empty() || matches!(meaning, Meaning::Advice(_));
            // Behind `is` the word `not` is a part of it.
            let is_apart = *words != "not" || front.is_empty();
            (is_whole && is_apart).then_some((words, meaning, value))
        })?;
        Some((format!("{front}{words}"), *is_negated, meaning, value))
    })?;
    // A column may have several words: `time is up = 5`.
    let is_sign = |word: &str| Operator::strip(word).is_some();
    if value.split_whitespace().take(2).any(is_sign) {
        return None;
    }
    let tilde = if is_negated { "!~" } else { "~" };
    let text = unquoted(value).unwrap_or(value);
    let meant = match meaning {
        Meaning::Advice(advice) => (*advice).to_owned(),
        Meaning::Sign(sign) => {
            let written = format!("{column} {sign} {value}");
            let operator = ConditionParts::parse(&written).ok()?.operator;
            let operator = if is_negated { operator.opposite() } else { operator };
            format!("write {column} {} {value}", operator.sign())
        }
        Meaning::Part(begin, end) => {
            format!("write {column} {tilde} {begin}{}{end}", regex::escape(text))
        }
        Meaning::Like(is_folded) => {
            let fold = if *is_folded { "(?i)" } else { "" };
            format!("write {column} {tilde} {fold}{}", of_wildcards(text, ['%', '*'], ['_', '?']))
        }
        Meaning::Between => {
            let (low, high) = bounds(value)?;
            match is_negated {
                true => {
                    format!("write {column} < {low} in one run and {column} > {high} in another")
                }
                false => {
                    format!("write {column} >= {low} and, as a second option, {column} <= {high}")
                }
            }
        }
    };
    let problem = format!("{typed} is no operator; {meant}");
    let is_common = match meaning {
        Meaning::Sign(sign) => *sign != "in",
        Meaning::Advice(_) => true,
        _ => false,
    };
    Some(ForeignWord { is_common, problem })
}

/// What to write for a condition that compares whole texts and that no text equals: such as `path = /api/*`,
/// or `path != /api/*` if `excludes` is set, and for blocks of addresses in quotes, or for a clock in place
/// of an hour. `None` for a condition of another kind.
pub(crate) fn instead_of_whole_text(condition: &str, excludes: bool) -> Option<String> {
    let ConditionParts { column, operator, value, quote } =
        ConditionParts::parse(condition).ok()?;
    let is_quoted = quote.is_some();
    if let Some(advice) = clocks::advice(condition) {
        return Some(advice);
    }
    if matches!(operator, Operator::In | Operator::NotIn) {
        let items: Option<Vec<&str>> = split(value).into_iter().map(quoted_block).collect();
        return items.map(|items| {
            let (word, blocks) = (operator.sign(), items.join(","));
            format!("a block in quotes is a text; write {column} {word} {blocks}")
        });
    }
    let (sign, word) = match operator {
        Operator::Equal if !excludes => ("~", "in"),
        Operator::NotEqual if excludes => ("!~", "not in"),
        _ => return None,
    };
    // The classes of statuses are made by the program, in one spelling.
    let is_made = column == "status_class";
    let has = |marks: &[char]| value.contains(marks);
    let meant = match value {
        _ if !is_quoted && has(&['*', '%']) => {
            format!("{column} {sign} {}", of_wildcards(value, ['*', '%'], ['?', '?']))
        }
        _ if !is_quoted && has(&['|']) => format!("{column} {word} {}", value.replace('|', ",")),
        _ if !(excludes || is_quoted || is_made) && value.contains(char::is_alphabetic) => {
            format!("{column} ~ (?i){} for a part of it in any case", regex::escape(value))
        }
        _ => return None,
    };
    Some(format!("{} compares the whole text; write {meant}", operator.sign()))
}

/// The block of addresses in quotes.
pub(super) fn quoted_block(item: &str) -> Option<&str> {
    let item = item.trim();
    let inside = unquoted(item).ok()?;
    (inside.len() < item.len() && read_block(inside).is_some()).then_some(inside)
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
