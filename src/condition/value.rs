//! The value of a condition, and how a column's text compares with it.

use std::cmp::Ordering;
use std::net::IpAddr;

use super::plain_number::{PlainNumber, billionths};
use crate::number::Number;
use crate::time::{Context, Reference, Timestamp, Zone, read_stamp};

/// Digits in a row that a time without a clock has: the digits of a year.
const YEAR_DIGITS: usize = 4;

/// The year of stamps without one while they are compared with each other: it has a 29 February.
const LEAP_YEAR: i32 = 2000;

/// Columns and fields of rows that hold instants.
const TIMES: [&str; 7] = ["time", "bucket", "first", "last", "start", "end", "peak_at"];

/// The value of a condition.
#[derive(Debug, Clone)]
pub(super) enum Value {
    /// A number: compared exactly where both texts are plain decimals, else as doubles, times in
    /// seconds and sizes in bytes.
    Number { text: Vec<u8>, value: f64, billionths: Option<u64> },
    /// An address: IPv4 before IPv6, each in the order of its numbers.
    Address(IpAddr),
    /// An instant.
    Time(TimeValue),
    /// Any other text, compared by bytes.
    Text(Vec<u8>),
}

impl Value {
    /// Reads a value; a time without a zone is in `zone`.
    pub(super) fn read(text: &str, zone: &Zone) -> Self {
        if let Some(number) = Number::read(text.as_bytes()) {
            let (text, value) = (text.as_bytes().to_vec(), number.value());
            return Self::Number { billionths: billionths(&text), text, value };
        }
        if let Some(address) = address(text.as_bytes()) {
            return Self::Address(address);
        }
        match TimeValue::read(text, zone) {
            Some(time) => Self::Time(time),
            None => Self::Text(text.as_bytes().to_vec()),
        }
    }

    /// Reads a value that the column `column` is compared with: a count of seconds since 1970 is a time
    /// where the column holds times.
    pub(super) fn of_column(column: &str, text: &str, zone: &Zone) -> Self {
        let is_epoch = is_time(column) && text.bytes().all(|byte| byte.is_ascii_digit());
        match is_epoch.then(|| TimeValue::read(text, zone)).flatten() {
            Some(time) => Self::Time(time),
            None => Self::read(text, zone),
        }
    }

    /// The order of `column` relative to the value; `None` where the column is not of its kind.
    pub(super) fn compare(&self, column: &[u8]) -> Option<Ordering> {
        match self {
            Self::Number { text, value, billionths: own } => {
                if let (Some(left), Some(right)) = (billionths(column), own) {
                    return Some(left.cmp(right));
                }
                if let (Some(left), Some(right)) =
                    (PlainNumber::parse(column), PlainNumber::parse(text))
                {
                    return Some(left.compare(&right));
                }
                Number::read(column)?.value().partial_cmp(value)
            }
            Self::Address(value) => Some(address(column)?.cmp(value)),
            Self::Time(value) => value.compare(column),
            Self::Text(value) => Some(column.cmp(value)),
        }
    }
}

/// Whether a column or a field of this name holds instants.
pub(super) fn is_time(column: &str) -> bool {
    TIMES.contains(&column)
}

/// Reads an address; an IPv4 address written as IPv6 (`::ffff:192.0.2.1`) is IPv4.
pub(crate) fn address(text: &[u8]) -> Option<IpAddr> {
    let text = std::str::from_utf8(text).ok()?.trim();
    let bare = text.strip_prefix('[').and_then(|text| text.strip_suffix(']')).unwrap_or(text);
    bare.parse().ok().map(|address: IpAddr| address.to_canonical())
}

/// The instant of a condition, and the reader and zone for the stamps that are compared with it.
#[derive(Debug, Clone)]
pub(super) struct TimeValue {
    text: Vec<u8>,
    at: Timestamp,
    zone: Zone,
    context: Context,
    has_year: bool,
}

impl TimeValue {
    /// Whether it is a date without a clock.
    pub(super) fn is_day(&self) -> bool {
        // The clock of a stamp has a colon, and seconds since 1970 have no other characters than digits.
        let has = |characters: &[u8]| self.text.iter().any(|byte| characters.contains(byte));
        !has(b":T") && has(b"-/. ")
    }

    fn read(text: &str, zone: &Zone) -> Option<Self> {
        let is_digit = |c: char| c.is_ascii_digit();
        let mut runs = text.split(|c| !is_digit(c)).map(str::len);
        if !text.contains(':') && !runs.any(|length| length >= YEAR_DIGITS) {
            return None;
        }
        let context = Context::new(zone.clone(), Reference::Year(LEAP_YEAR));
        // `2026-03-05T14` is 14:00.
        let hour = text.rsplit_once('T').map(|(_, hour)| hour);
        let is_hour = hour.is_some_and(|hour| hour.len() == 2 && hour.chars().all(is_digit));
        let whole = if is_hour { format!("{text}:00") } else { text.to_owned() };
        let (at, assumed) = read_stamp(whole.as_bytes(), &context)?;
        let (text, zone) = (text.as_bytes().to_vec(), zone.clone());
        (!assumed.date).then_some(Self { text, at, zone, context, has_year: !assumed.year })
    }

    fn compare(&self, column: &[u8]) -> Option<Ordering> {
        let (at, assumed) = read_stamp(column, &self.context)?;
        if assumed.date {
            return None;
        }
        Some(match (self.has_year, !assumed.year) {
            (true, true) | (false, false) => at.cmp(&self.at),
            (true, false) => self.nearest(column, self.at)?.cmp(&self.at),
            (false, true) => at.cmp(&self.nearest(&self.text, at)?),
        })
    }

    /// `text`, a stamp without a year, in the year that brings it nearest to `to`.
    fn nearest(&self, text: &[u8], to: Timestamp) -> Option<Timestamp> {
        let year = i32::try_from(to.local(&self.zone).year).ok()?;
        let years = (-1..=1).filter_map(|offset| {
            let reference = Reference::Year(year.checked_add(offset)?);
            Some(read_stamp(text, &Context::new(self.zone.clone(), reference))?.0)
        });
        years.min_by_key(|at| at.0.abs_diff(to.0))
    }
}
