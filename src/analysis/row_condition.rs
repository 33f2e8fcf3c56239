//! `--having 'FIELD OP VALUE'`: a condition on the rows of `values`.

use std::borrow::Cow;

use crate::condition::{Condition, Operator};
use crate::error::Result;
use crate::report::Cell;
use crate::time::Zone;

/// A condition on the cells of a field.
#[derive(Debug, Clone)]
pub struct RowCondition {
    condition: Condition,
    /// The condition on a share, where the value is a percentage: `5%` is 0.05 of a share.
    of_share: Option<Condition>,
}

impl RowCondition {
    /// Reads `FIELD OP VALUE`, typed for the option `flag`; times without a zone are in `zone`.
    ///
    /// # Errors
    /// As [`Condition::parse`].
    pub fn parse(flag: &str, text: &str, zone: &Zone) -> Result<Self> {
        let condition = Condition::parse(flag, text, zone)?;
        let of_share = without_percent(text).map(|text| Condition::parse(flag, &text, zone));
        Ok(Self { condition, of_share: of_share.transpose()? })
    }

    /// What to write for a figure that no row has; `columns` are the columns of `-k`.
    pub(crate) fn impossible(&self, columns: &[String]) -> Option<String> {
        let (operator, number) = self.condition.bound()?;
        if is_instant(self.field(), columns) {
            let name = self.field();
            return Some(format!(
                "{name} is a time; write one with its date, such as {name} {} '2026-03-05 14:02'",
                operator.sign()
            ));
        }
        match self.of_share {
            Some(_) => share_of_number(self.field(), operator, number, columns),
            None => beyond_shares(self.field(), operator, number, columns),
        }
    }

    /// The field the condition is on.
    pub fn field(&self) -> &str {
        self.condition.column()
    }

    /// Whether it compares with a text that is no number, address or time.
    pub(super) fn has_text(&self) -> bool {
        self.condition.has_text()
    }

    /// Whether its operator is `in` or `not in`.
    pub(super) fn is_membership(&self) -> bool {
        self.condition.is_membership()
    }

    /// Whether a cell of the field meets the condition. A missing cell meets none.
    pub(super) fn holds(&self, cell: &Cell<'_>) -> bool {
        let text: Cow<'_, [u8]> = match cell {
            Cell::Missing => return false,
            Cell::Text(text) => Cow::Borrowed(text),
            Cell::Count(number) => number.to_string().into_bytes().into(),
            Cell::Number(number) | Cell::Share(number) => number.to_string().into_bytes().into(),
            Cell::Flag(flag) => flag.to_string().into_bytes().into(),
            Cell::Time(moment) => moment.to_string().into_bytes().into(),
        };
        let of_share = self.of_share.as_ref().filter(|_| matches!(cell, Cell::Share(_)));
        of_share.unwrap_or(&self.condition).holds(&text)
    }
}

/// The fields of reports that are shares.
const SHARES: [&str; 6] =
    ["share", "ratio", "ratio_low", "top_share", "refused_share", "values_over_share"];

/// The fields of reports that are instants.
const INSTANTS: [&str; 10] = [
    "first",
    "last",
    "peak_at",
    "start",
    "end",
    "from",
    "to",
    "longest_gap_from",
    "first_refused",
    "last_refused",
];

/// Whether a field, with or without its section, is an instant. `columns` are the columns of `-k`, which may have
/// a field's name.
pub(super) fn is_instant(field: &str, columns: &[String]) -> bool {
    let name = field.rsplit('.').next().unwrap_or(field);
    INSTANTS.contains(&name) && columns.iter().all(|column| column != name)
}

/// What to write where a share has to be more than it can be; `None` for any other comparison. `columns` are the
/// columns of `-k`, which may have a field's name.
pub(super) fn beyond_shares(
    field: &str,
    operator: Operator,
    number: f64,
    columns: &[String],
) -> Option<String> {
    let name = field.rsplit('.').next().unwrap_or(field);
    let is_share = SHARES.contains(&name) && columns.iter().all(|column| column != name);
    let is_beyond = match operator {
        Operator::Greater => number >= 1.0,
        Operator::AtLeast | Operator::Equal => number > 1.0,
        _ => false,
    };
    (is_share && is_beyond)
        .then(|| format!("{name} is a share, at most 1; write {number}% in place of {number}"))
}

/// Fields that are whole numbers, and the share of them, if a report has it.
const NUMBERS: [(&str, Option<&str>); 6] = [
    ("count", Some("share")),
    ("hits", Some("ratio")),
    ("peak", None),
    ("active", None),
    ("distinct", None),
    ("sessions", None),
];

/// What to write where a whole number is compared with a percentage; `None` for any other field. `columns` are
/// the columns of `-k`, which may have a field's name.
pub(super) fn share_of_number(
    field: &str,
    operator: Operator,
    percent: f64,
    columns: &[String],
) -> Option<String> {
    let name = field.rsplit('.').next().unwrap_or(field);
    let is_own = columns.iter().any(|column| column == name);
    let (_, share) = NUMBERS.iter().find(|(number, _)| *number == name && !is_own)?;
    let sign = operator.sign();
    let share = share.map_or_else(String::new, |share| format!("{share} {sign} {percent}%, or "));
    Some(format!(
        "{name} is a number, and {percent}% a share; write {share}{name} {sign} {percent}"
    ))
}

/// The condition with `5%` written as `0.05`; `None` where its value is no percentage.
fn without_percent(text: &str) -> Option<String> {
    let bare = text.trim_end().strip_suffix('%')?.trim_end();
    let is_number = |c: char| c.is_ascii_digit() || matches!(c, '.' | '-' | '+');
    let (before, number) = bare.split_at(bare.trim_end_matches(is_number).len());
    let percent: f64 = number.parse().ok()?;
    Some(format!("{before}{}", percent / 100.0))
}

#[cfg(test)]
mod tests {
    use super::RowCondition;
    use crate::report::{Cell, Moment};
    use crate::time::{Timestamp, Zone};

    #[test]
    fn a_share_is_at_most_1() {
        let problem = |text: &str| {
            let condition = RowCondition::parse("--having", text, &Zone::utc()).unwrap();
            condition.impossible(&["cpu_share".to_owned(), "top_share".to_owned()])
        };
        let expected = "ratio is a share, at most 1; write 5% in place of 5".to_owned();
        assert_eq!(problem("ratio > 5"), Some(expected));
        assert!(problem("share>=50").is_some_and(|text| text.contains("write 50%")));
        for text in [
            "ratio > 5%",
            "share <= 1.5",
            "ratio <= 100",
            "share != 2",
            "count > 5",
            "ratio > 0.05",
            "cpu_share > 5",
            "top_share > 5",
            "share_price = '5x'",
        ] {
            assert_eq!(problem(text), None, "{text}");
        }
    }

    #[test]
    fn cells_meet_conditions() {
        let time = Cell::Time(Moment::new(Timestamp(1_772_719_331_000_000_000), &Zone::utc()));
        let cases = [
            ("count >= 5", Cell::Count(5), true),
            ("count >= 5", Cell::Count(4), false),
            ("share > 5%", Cell::Share(0.051), true),
            ("share > 5%", Cell::Share(0.049), false),
            ("share > 0.05", Cell::Share(0.051), true),
            ("m_p99 > 500ms", Cell::Number(0.51), true),
            ("m_p99 > 5%", Cell::Number(4.0), false),
            ("m_p99 > 5", Cell::Missing, false),
            ("m_p99 != 5", Cell::Missing, false),
            ("outlier = true", Cell::Flag(true), true),
            ("value ~ ^/a", Cell::text("/a/b"), true),
            ("value in 1,2", Cell::text("2"), true),
            ("first >= 2026-03-05T14:00:00Z", time.clone(), true),
            ("first >= '2026-03-05 14:02:12'", time, false),
        ];
        for (text, cell, expected) in cases {
            let condition = RowCondition::parse("--having", text, &Zone::utc()).unwrap();
            assert_eq!(condition.holds(&cell), expected, "{text} of {cell:?}");
        }
    }
}
