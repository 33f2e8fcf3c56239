//! What a figure is compared with: a number, a time, yes or no, or a text.

use std::cmp::Ordering;

use crate::number::Number;
use crate::report::Cell;
use crate::time::{Limit, Timestamp, Zone, parse_limit};

/// The right side of a comparison.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Literal {
    text: String,
    number: Option<f64>,
}

impl Literal {
    /// Numbers as logs write them: `500ms` is 0.5, `1MB` 1,000,000, and `5%` 0.05.
    pub(super) fn new(text: &str) -> Self {
        let number = match text.strip_suffix('%') {
            Some(percent) => read(percent).map(|number| number / 100.0),
            None => read(text),
        };
        Self { text: text.to_owned(), number }
    }

    pub(super) fn text(&self) -> &str {
        &self.text
    }

    /// The number, if it is one.
    pub(super) fn number(&self) -> Option<f64> {
        self.number
    }

    /// Whether figures can be larger and smaller, or are yes and no.
    pub(super) fn is_ordered(&self) -> bool {
        let is_flag = matches!(self.text.as_str(), "true" | "false");
        is_flag || self.number.is_some() || self.is_time()
    }

    /// Whether an instant can be compared with it.
    pub(super) fn is_time(&self) -> bool {
        parse_limit(&self.text, Timestamp::default(), &Zone::utc(), None).is_ok()
    }

    /// The instant: `-5m` is relative to `now`, a time of day to `first`, the log's first stamp.
    pub(super) fn instant(
        &self,
        now: Timestamp,
        zone: &Zone,
        first: Timestamp,
    ) -> Option<Timestamp> {
        match parse_limit(&self.text, now, zone, Some(first)).ok()? {
            Limit::At(at) => Some(at),
            Limit::Yearless(_) | Limit::TimeOfDay { .. } => None,
        }
    }

    /// How the cell compares with the literal, whose instant is `instant`; `None` when the cell is
    /// missing or of another kind.
    pub(super) fn order(&self, cell: &Cell<'_>, instant: Option<Timestamp>) -> Option<Ordering> {
        match cell {
            Cell::Time(moment) => Some(moment.at.cmp(&instant?)),
            Cell::Flag(flag) => match self.text.as_str() {
                "true" => Some(flag.cmp(&true)),
                "false" => Some(flag.cmp(&false)),
                _ => None,
            },
            Cell::Text(bytes) => {
                let numbers = read(&String::from_utf8_lossy(bytes)).zip(self.number);
                let order = numbers.map(|(own, other)| own.total_cmp(&other));
                order.or_else(|| Some(bytes.as_ref().cmp(self.text.as_bytes())))
            }
            number => Some(figure(number)?.total_cmp(&self.number?)),
        }
    }
}

fn read(text: &str) -> Option<f64> {
    Number::read(text.trim().as_bytes()).map(|number| number.value())
}

/// A cell as a number; instants in seconds since 1970.
pub(super) fn figure(cell: &Cell<'_>) -> Option<f64> {
    match cell {
        Cell::Count(count) => Some(*count as f64),
        Cell::Number(number) | Cell::Share(number) if number.is_finite() => Some(*number),
        Cell::Time(moment) => Some(moment.at.0 as f64 / 1e9),
        Cell::Flag(flag) => Some(f64::from(u8::from(*flag))),
        Cell::Number(_) | Cell::Share(_) | Cell::Text(_) | Cell::Missing => None,
    }
}
