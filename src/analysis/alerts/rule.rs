//! The conditions of `--fail-if` and `--warn-if`: `[any|all|no] [SECTION.]FIELD[COND] OP NUMBER`.

use super::literal::Literal;
use crate::analysis::row_condition::{RowCondition, beyond_shares, is_instant, share_of_number};
use crate::condition::{Operator, unquoted};
use crate::report::Severity;
use crate::time::{Timestamp, Zone, is_relative_limit};

/// The conditions on a report, and what their times are relative to.
#[derive(Debug, Clone, Default)]
pub struct AlertOptions {
    /// The conditions, in the order they were given.
    pub rules: Vec<AlertRule>,
    /// The instant that `-5m` is relative to.
    pub now: Timestamp,
}

/// One condition on a report.
#[derive(Debug, Clone, PartialEq)]
pub struct AlertRule {
    /// The condition as it was typed.
    pub text: String,
    /// Whether the run fails or warns when the condition holds.
    pub severity: Severity,
    pub(super) quantifier: Quantifier,
    /// The field, after its section if one is named.
    pub(super) reference: FieldReference,
    /// The rows that the condition is about; `None` for all.
    pub(super) rows: Option<RowFilter>,
    pub(super) comparison: FieldComparison,
}

impl AlertRule {
    /// Whether the condition compares with an instant relative to now, as in `time.last < -5m`.
    pub(crate) fn is_relative(&self) -> bool {
        let filter = match &self.rows {
            Some(RowFilter::Comparison(comparison)) => Some(comparison),
            Some(RowFilter::Membership { .. }) | None => None,
        };
        let mut comparisons = std::iter::once(&self.comparison).chain(filter);
        comparisons.any(|comparison| is_relative_limit(comparison.literal.text()))
    }
}

#[derive(Debug, Clone, PartialEq)]
pub(super) enum RowFilter {
    Comparison(FieldComparison),
    /// Rows whose field is, or is not, in a list. `text` is the whole condition; a [`RowCondition`]
    /// is read from it once the zone is known.
    Membership {
        field: String,
        text: String,
    },
}

impl RowFilter {
    /// Reads the condition between brackets. Errors: what is missing or not understood, and an example.
    fn parse(text: &str) -> Result<Self, String> {
        match RowCondition::parse("[COND]", text, &Zone::utc()) {
            Ok(condition) if condition.is_membership() => {
                let field = condition.field().to_owned();
                Ok(Self::Membership { field, text: text.to_owned() })
            }
            Err(error) if is_list(text) => Err(error.to_string()),
            _ => comparison(text).map(Self::Comparison),
        }
    }

    pub(super) fn field(&self) -> &str {
        match self {
            Self::Comparison(comparison) => &comparison.field,
            Self::Membership { field, .. } => field,
        }
    }
}

/// Whether ` in ` stands before any other operator.
fn is_list(text: &str) -> bool {
    let sign = text.find(['=', '<', '>', '!', '~']).unwrap_or(text.len());
    text.find(" in ").is_some_and(|word| word < sign)
}

/// How many rows must meet the comparison.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Quantifier {
    Any,
    All,
    No,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct FieldReference {
    /// The name as it was typed; with dots in it, it may begin with a section.
    pub(super) name: String,
}

#[derive(Debug, Clone, PartialEq)]
pub(super) struct FieldComparison {
    pub(super) field: String,
    pub(super) operator: Operator,
    pub(super) literal: Literal,
}

impl AlertRule {
    /// Reads a condition.
    ///
    /// # Errors
    /// What is missing or not understood, and an example.
    pub fn parse(text: &str, severity: Severity) -> Result<Self, String> {
        let (quantifier, rest) = quantifier(text.trim());
        let (name, rows, rest) = match rest.split_once('[') {
            Some((name, rest)) if !name.contains(['=', '<', '>', '!']) => {
                let (rows, rest) = bracketed(rest).ok_or_else(|| "[ has no ]".to_owned())?;
                (name, Some(RowFilter::parse(rows)?), rest)
            }
            _ => {
                let end = rest.find(['=', '<', '>', '!']).unwrap_or(rest.len());
                let (name, rest) = rest.split_at(end);
                (name, None, rest)
            }
        };
        let name = name.trim().to_owned();
        if name.is_empty() {
            return Err("it names no field; write it as 'peak > 50'".to_owned());
        }
        let comparison = comparison(&format!("{name}{rest}"))?;
        if !comparison.literal.is_ordered() {
            let text = comparison.literal.text();
            return Err(format!("'{text}' is no number and no time; write it as 'peak > 50'"));
        }
        let (text, reference) = (text.trim().to_owned(), FieldReference { name });
        Ok(Self { text, severity, quantifier, reference, rows, comparison })
    }

    /// What to write in place of a comparison that no row can meet; `columns` are the columns of `-k`. `no` with
    /// a share above 1 is allowed.
    pub(crate) fn impossible(&self, columns: &[String]) -> Option<String> {
        let filter = match &self.rows {
            Some(RowFilter::Comparison(filter)) => Some(filter),
            _ => None,
        };
        let comparisons = || filter.into_iter().chain([&self.comparison]);
        let time_hint = comparisons().find_map(|comparison| comparison.time_hint(columns));
        time_hint.or_else(|| {
            let needs_match = self.quantifier != Quantifier::No;
            comparisons().filter(|_| needs_match).find_map(|own| own.share_hint(columns))
        })
    }
}

impl FieldComparison {
    /// What to write for a time that is compared with a number; `columns` are the columns of `-k`.
    fn time_hint(&self, columns: &[String]) -> Option<String> {
        let Self { field, operator, literal } = self;
        if !is_instant(field, columns) || literal.is_time() {
            return None;
        }
        let (sign, text) = (operator.sign(), literal.text());
        let is_span = text.ends_with(char::is_alphabetic) && is_relative_limit(&format!("-{text}"));
        let meant = match is_span {
            true => format!("{field} {sign} -{text}, which is {text} before now"),
            false => {
                format!("{field} {sign} '2026-03-05 14:02', or -5m for five minutes before now")
            }
        };
        Some(format!("{field} is a time, and {text} is none; write {meant}"))
    }

    /// What to write for a share that no row has; `columns` are the columns of `-k`.
    fn share_hint(&self, columns: &[String]) -> Option<String> {
        let number = self.literal.number()?;
        match self.literal.text().strip_suffix('%').and_then(|percent| percent.trim().parse().ok())
        {
            Some(percent) => share_of_number(&self.field, self.operator, percent, columns),
            None => beyond_shares(&self.field, self.operator, number, columns),
        }
    }
}

/// The text before the first `]` that stands outside quotes, and the text after it.
fn bracketed(text: &str) -> Option<(&str, &str)> {
    let mut quote = None;
    for (at, c) in text.char_indices() {
        match (quote, c) {
            (None, '\'' | '"') => quote = Some(c),
            (Some(open), c) if c == open => quote = None,
            (None, ']') => return Some((&text[..at], &text[at + 1..])),
            _ => {}
        }
    }
    text.split_once(']')
}

fn quantifier(text: &str) -> (Quantifier, &str) {
    let words = [("any ", Quantifier::Any), ("all ", Quantifier::All), ("no ", Quantifier::No)];
    let found = words.iter().find_map(|(word, quantifier)| {
        text.strip_prefix(word).map(|rest| (*quantifier, rest.trim_start()))
    });
    found.unwrap_or((Quantifier::Any, text))
}

fn comparison(text: &str) -> Result<FieldComparison, String> {
    let at = text.find(['=', '<', '>', '!']);
    let (field, rest) = text.split_at(at.unwrap_or(text.len()));
    let found = Operator::strip(rest).filter(|(operator, _)| operator.is_order());
    let example = "write it as 'count > 100', with =, !=, <, <=, > or >=, between brackets also with \
                   in or not in";
    match found {
        Some((operator, literal)) if !field.trim().is_empty() && !literal.trim().is_empty() => {
            let literal = unquoted(literal.trim())?;
            let (field, literal) = (field.trim().to_owned(), Literal::new(literal));
            Ok(FieldComparison { field, operator, literal })
        }
        _ => Err(format!("'{}' is no comparison; {example}", text.trim())),
    }
}

#[cfg(test)]
mod tests {
    use super::{AlertRule, Operator, Quantifier, RowFilter};
    use crate::report::Severity;

    #[test]
    fn conditions_are_taken_apart() {
        let rule = |text: &str| AlertRule::parse(text, Severity::Fail).unwrap();
        let plain = rule("peak > 50");
        assert_eq!((plain.quantifier, plain.reference.name.as_str()), (Quantifier::Any, "peak"));
        let rows = rule("no values.ratio[count >= 100]>5%");
        assert_eq!(
            (rows.quantifier, rows.comparison.operator),
            (Quantifier::No, Operator::Greater)
        );
        assert_eq!(rows.reference.name, "values.ratio");
        assert_eq!(rows.rows.as_ref().map(RowFilter::field), Some("count"));
        let listed = rule("values.count[value not in 'a]b', 192.0.2.0/24] > 5");
        let text = "value not in 'a]b', 192.0.2.0/24".to_owned();
        let membership = RowFilter::Membership { field: "value".to_owned(), text };
        assert_eq!(
            (listed.rows, listed.comparison.field.as_str()),
            (Some(membership), "values.count")
        );
        assert_eq!(rule("all m_p99.9<=500ms").quantifier, Quantifier::All);
    }

    #[test]
    fn what_is_no_condition_says_why() {
        for (text, why) in [
            ("", "names no field"),
            ("> 5", "names no field"),
            ("peak", "is no comparison"),
            ("peak >", "is no comparison"),
            ("peak ~ 5", "is no comparison"),
            ("peak > many", "is no number"),
            ("peak[count > 5 > 7", "has no ]"),
            ("peak[count] > 7", "is no comparison"),
            ("peak[value in a,] > 7", "an item of the list is empty"),
            ("peak[value in (a,b)] > 7", "a list has no brackets"),
            ("peak[value ~ a] > 7", "is no comparison"),
        ] {
            let error = AlertRule::parse(text, Severity::Warn).unwrap_err();
            assert!(error.contains(why), "{text}: {error}");
        }
    }
}
