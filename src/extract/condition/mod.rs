//! `-w/--where 'COLUMN OP VALUE'`: which lines count, told from a column's text.
//!
//! Where the value is a number, it and the column compare as numbers: exactly where both are plain
//! (sign, fraction, exponent), and with units of time in seconds and of size in bytes; a column that
//! is no number is then neither more, less nor equal. Otherwise they compare as bytes. `~` and `!~` search for a regular expression,
//! as text where the column is UTF-8, else byte by byte (see [`super::pattern`]). A line without
//! the column is not a matter of conditions: the caller rejects it.

mod number;
mod parse;

use std::cmp::Ordering;

use regex::bytes::{Regex, RegexBuilder};

use super::pattern::compile_error;
use crate::error::Result;
use number::Number;
use parse::{Operator, Parts};

/// One condition. Clone it for each worker, as its regex keeps scratch memory.
#[derive(Debug, Clone)]
pub struct Condition {
    column: String,
    test: Test,
}

#[derive(Debug, Clone)]
enum Test {
    /// The column stands to the value in one of these orders.
    Order { operator: Operator, value: Vec<u8>, is_number: bool },
    /// The column matches, or does not if `is_negated`.
    Match { text: Regex, bytes: Regex, is_negated: bool },
}

impl Condition {
    /// Reads `COLUMN OP VALUE`. OP is one of `= == != < <= > >= ~ !~`; blanks around it are
    /// dropped; VALUE may be quoted with `'` or `"`. COLUMN may hold dots, dashes and brackets.
    ///
    /// # Errors
    /// No column, no or another operator, no value, an open quote, a regex that does not compile.
    pub fn parse(text: &str) -> Result<Self> {
        let Parts { column, operator, value } = Parts::parse(text)?;
        let test = match operator {
            Operator::Matches | Operator::NotMatches => {
                let flag = "-w/--where";
                let regex = Regex::new(value).map_err(|error| compile_error(flag, &error))?;
                let bytes = RegexBuilder::new(value).unicode(false).build();
                let bytes = bytes.unwrap_or_else(|_| regex.clone());
                Test::Match { text: regex, bytes, is_negated: operator == Operator::NotMatches }
            }
            operator => {
                let is_number = number::measured(value.as_bytes()).is_some();
                Test::Order { operator, value: value.as_bytes().to_vec(), is_number }
            }
        };
        Ok(Self { column: column.to_owned(), test })
    }

    /// The column it is about.
    pub fn column(&self) -> &str {
        &self.column
    }

    /// Whether the column's text meets it.
    pub fn holds(&self, column: &[u8]) -> bool {
        match &self.test {
            Test::Order { operator, value, is_number } => match order(column, value, *is_number) {
                Some(order) => operator.admits(order),
                // A text is neither more nor less than a number.
                None => *operator == Operator::NotEqual,
            },
            Test::Match { text, bytes, is_negated } => {
                let is_text = column.is_ascii() || std::str::from_utf8(column).is_ok();
                let regex = if is_text { text } else { bytes };
                regex.is_match(column) != *is_negated
            }
        }
    }
}

/// How `column` stands to `value`; none where one is a number and the other is not.
fn order(column: &[u8], value: &[u8], is_number: bool) -> Option<Ordering> {
    if !is_number {
        return Some(column.cmp(value));
    }
    if let (Some(left), Some(right)) = (Number::parse(column), Number::parse(value)) {
        return Some(left.compare(&right));
    }
    let measured = |text| number::measured(text).map(|number| number.value());
    measured(column)?.partial_cmp(&measured(value)?)
}

#[cfg(test)]
mod tests {
    use super::Condition;
    use proptest::prelude::{any, prop_assert_eq, proptest};

    fn holds(condition: &str, column: &[u8]) -> bool {
        Condition::parse(condition).unwrap().holds(column)
    }

    #[test]
    fn conditions_hold() {
        let cases: [(&str, &[u8], bool); 44] = [
            ("status=200", b"200", true),
            ("status == 200", b"200", true),
            ("status = 200", b"200.0", true),
            ("status='200'", b"2e2", true),
            ("status = 200", b"201", false),
            ("status != 200", b"0200", false),
            ("status != 200", b"-", true),
            ("status >= 500", b"503", true),
            ("status>=500", b"60", false),
            ("status<500", b"-", false),
            ("took > 0.5", b".75", true),
            ("took > 0.5", b"0.50", false),
            ("took <= 0.5", b"+5e-1", true),
            ("took < 1e3", b"999.999", true),
            ("id = 9007199254740993", b"9007199254740992", false),
            (
                "id > 170141183460469231731687303715884105727",
                b"170141183460469231731687303715884105728",
                true,
            ),
            ("id = 0.1", b"0.1000000000000000000000000000000000000001", false),
            ("delta < 0", b"-0", false),
            ("delta = 0", b"-0.00", true),
            ("delta < -1", b"-1.5", true),
            ("delta > -10", b"-9", true),
            ("took = 0.5s", b"0.5s", true),
            ("took > 0.5s", b"0.10s", false),
            ("took > 100ms", b"0.168", true),
            ("bytes > 10kB", b"2011", false),
            ("bytes > 10kB", b"12 KiB", true),
            ("status >= 500", b"true", false),
            ("status != 500", b"-", true),
            ("time >= 2026-03-05T14", b"2026-03-05T14:02:11Z", true),
            ("method=GET", b"get", false),
            ("method <= 'GET'", b"GET", true),
            ("msg = \" a = b \"", b" a = b ", true),
            ("msg=it's", b"it's", true),
            ("user = ''", b"", true),
            ("user != ''", b"", false),
            ("path ~ ^/api/", b"/api/v1", true),
            ("path~'^/api/ '", b"/api/v1", false),
            ("path !~ \\.(css|js)$", b"/a.css", false),
            ("name ~ ^.$", "ä".as_bytes(), true),
            ("name ~ ^..$", b"\xe4\xf6", true),
            ("name ~ ^\\pL$", "ä".as_bytes(), true),
            ("items[0].id > 7", b"8", true),
            ("cs(User-Agent) ~ curl", b"curl/8.5.0", true),
            ("a[\"x>y\"] = 1", b"1", true),
        ];
        for (condition, column, expected) in cases {
            let text = String::from_utf8_lossy(column);
            assert_eq!(holds(condition, column), expected, "{condition} of {text}");
        }
    }

    #[test]
    fn columns_keep_their_names() {
        let cases = [
            ("a.b-c[0]=1", "a.b-c[0]"),
            (" @timestamp  >= x", "@timestamp"),
            ("a[\"x=y\"].b!=1", "a[\"x=y\"].b"),
            ("log level = x", "log level"),
            ("wow! = x", "wow!"),
            ("it's=1", "it's"),
        ];
        for (condition, column) in cases {
            assert_eq!(Condition::parse(condition).unwrap().column(), column);
        }
    }

    #[test]
    fn errors_say_what_is_right() {
        let cases = [
            ("", "COLUMN OP VALUE"),
            ("status", "no operator"),
            ("status is 200", "no operator"),
            ("= 200", "no column"),
            ("status =", "''"),
            ("path ~ ", "''"),
            ("status =~ 5..", "write ~"),
            ("status <> 5", "write !="),
            ("status => 5", "write >="),
            ("status =< 5", "write <="),
            ("path = 'a", "closing '"),
            ("path ~ (", "unclosed group"),
        ];
        for (condition, expected) in cases {
            let message = Condition::parse(condition).unwrap_err().to_string();
            assert!(message.starts_with("-w/--where: "), "{condition}: {message}");
            assert!(message.contains(expected), "{condition}: {message}");
        }
    }

    proptest! {
        #[test]
        fn whole_numbers_compare_as_i128(left in any::<i128>(), right in any::<i128>(), shift in 0..120) {
            for (left, right) in [(left, right), (left >> shift, right >> shift), (left, left)] {
                let column = left.to_string();
                let check = |operator: &str| holds(&format!("x{operator}{right}"), column.as_bytes());
                prop_assert_eq!(check("="), left == right);
                prop_assert_eq!(check("!="), left != right);
                prop_assert_eq!(check("<"), left < right);
                prop_assert_eq!(check("<="), left <= right);
                prop_assert_eq!(check(">"), left > right);
                prop_assert_eq!(check(">="), left >= right);
            }
        }

        #[test]
        fn any_condition_and_text_are_taken(
            condition in "[a=!<>~'\"0.e\\[\\] -]{0,10}",
            column in proptest::collection::vec(any::<u8>(), 0..12),
        ) {
            if let Ok(condition) = Condition::parse(&condition) {
                condition.holds(&column);
            }
        }
    }
}
