//! Conditions as `-w/--where` and other options take them: `COLUMN OP VALUE`.
//!
//! `subject` is the value that `inspect` looks at.
//! A value is a number, an address, a time or a text (`value`); a column's text is compared as that
//! kind of value. `in` and `not in` take a list of values and of address blocks (`list`). `~` and
//! `!~` search for a regular expression, by characters where the column is UTF-8, else by bytes.
//! Lines without the column are rejected by the caller. `misfit` says why a condition cannot mean what was typed.
//!
//! ```
//! use streamstats::condition::Condition;
//! use streamstats::time::Zone;
//!
//! let failed = Condition::parse("-w", "status >= 500", &Zone::utc())?;
//! assert_eq!(failed.column(), "status");
//! assert!(failed.holds(b"503") && !failed.holds(b"200"));
//! let inside = Condition::parse("-w", "client in 192.0.2.0/24", &Zone::utc())?;
//! assert!(inside.holds(b"192.0.2.7"));
//! # Ok::<(), streamstats::error::Error>(())
//! ```

mod blocks;
mod clocks;
mod habits;
mod hints;
mod list;
mod misfit;
mod order;
mod parse;
mod plain_number;
mod subject;
mod value;

use regex::bytes::{Regex, RegexBuilder};

use crate::error::{Error, Result};
use crate::time::Zone;
pub(crate) use habits::instead_of_whole_text;
pub(crate) use list::block_around;
pub(crate) use parse::{Operator, unquoted};
pub(crate) use subject::Subject;
pub(crate) use value::address;

use list::List;
use parse::ConditionParts;
use value::Value;

/// One condition. Clone it for each worker, as its regex keeps scratch memory.
#[derive(Debug, Clone)]
pub struct Condition {
    column: String,
    test: Test,
}

#[derive(Debug, Clone)]
enum Test {
    /// The column is ordered before, at or after the value.
    Order { operator: Operator, value: Value },
    /// The column is in a list, or is not if `is_negated`.
    Membership { list: List, is_negated: bool },
    /// The column matches, or does not if `is_negated`.
    Match { text: Regex, bytes: Regex, is_negated: bool },
}

/// What is wrong with the value of `COLUMN:VALUE`, beside that it has no operator.
fn pair_problem(flag: &str, text: &str) -> Option<String> {
    let written = parse::pair(text)?;
    let parts = ConditionParts::parse(&written).ok()?;
    hints::check(flag, &parts).err()
}

impl Condition {
    /// Reads `COLUMN OP VALUE`, typed for the option `flag`. OP is one of `= == != < <= > >= ~ !~ in`
    /// and `not in`; blanks around it are dropped. COLUMN and VALUE may be quoted with `'` or `"`;
    /// COLUMN may hold dots, dashes and brackets. Times without a zone are in `zone`.
    ///
    /// # Errors
    /// A missing part, an open quote, a regex that does not compile, or a value that another operator
    /// or column was meant for; the message begins with `flag` and shows what would be right.
    pub fn parse(flag: &str, text: &str, zone: &Zone) -> Result<Self> {
        let problem = |problem: String| Error::Usage(format!("{flag}: {problem}"));
        let parts = habits::parse(text)
            .map_err(|error| problem(pair_problem(flag, text).unwrap_or(error)))?;
        hints::check(flag, &parts).map_err(problem)?;
        let ConditionParts { column, operator, value, .. } = parts;
        let test = match operator {
            Operator::Matches | Operator::NotMatches => {
                let regex = Regex::new(value).map_err(|error| Error::pattern(flag, &error))?;
                let bytes = RegexBuilder::new(value).unicode(false).build();
                let bytes = bytes.unwrap_or_else(|_| regex.clone());
                Test::Match { text: regex, bytes, is_negated: operator == Operator::NotMatches }
            }
            Operator::In | Operator::NotIn => {
                let list = List::parse(value, zone).map_err(problem)?;
                Test::Membership { list, is_negated: operator == Operator::NotIn }
            }
            operator => Test::Order { operator, value: Value::of_column(column, value, zone) },
        };
        Ok(Self { column: column.to_owned(), test })
    }

    /// The column it is about.
    pub fn column(&self) -> &str {
        &self.column
    }

    /// Whether it compares with a text that is no number, address or time.
    pub(crate) const fn has_text(&self) -> bool {
        matches!(self.test, Test::Order { value: Value::Text(_), .. })
    }

    /// Its operator and the number that it compares with, if it compares with one.
    pub(crate) fn bound(&self) -> Option<(Operator, f64)> {
        match &self.test {
            Test::Order { operator, value: Value::Number { value, .. } } => {
                Some((*operator, *value))
            }
            _ => None,
        }
    }

    /// Whether its operator is `in` or `not in`.
    pub(crate) const fn is_membership(&self) -> bool {
        matches!(self.test, Test::Membership { .. })
    }

    /// Whether the column's text meets the condition.
    pub fn holds(&self, column: &[u8]) -> bool {
        match &self.test {
            Test::Order { operator, value } => match value.compare(column) {
                Some(order) => operator.admits(order),
                // A text that is no number is neither more, less nor equal to a number.
                None => *operator == Operator::NotEqual,
            },
            Test::Membership { list, is_negated } => list.contains(column) != *is_negated,
            Test::Match { text, bytes, is_negated } => {
                let is_text = column.is_ascii() || std::str::from_utf8(column).is_ok();
                let regex = if is_text { text } else { bytes };
                regex.is_match(column) != *is_negated
            }
        }
    }
}
