//! One value of a report, typed.

use std::borrow::Cow;
use std::fmt;

use crate::time::{LocalTime, Timestamp, Zone};

/// One value of a report.
#[derive(Debug, Clone, PartialEq)]
pub enum Cell<'a> {
    /// Bytes as they came; not always UTF-8.
    Text(Cow<'a, [u8]>),
    /// A whole number.
    Count(u64),
    /// A number; infinities and NaN are printed as missing.
    Number(f64),
    /// A part of a whole, 0 to 1.
    Share(f64),
    /// Yes or no.
    Flag(bool),
    /// An instant.
    Time(Moment),
    /// Nothing to say: null in JSON, empty in csv.
    Missing,
}

/// An instant and how a zone's clock shows it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Moment {
    /// The instant.
    pub at: Timestamp,
    /// Calendar and clock.
    pub local: LocalTime,
    /// The zone is UTC itself.
    is_utc: bool,
}

impl Moment {
    /// `at` as clocks in `zone` show it.
    pub fn new(at: Timestamp, zone: &Zone) -> Self {
        Self { at, local: at.local(zone), is_utc: zone.is_utc() }
    }
}

impl fmt::Display for Moment {
    /// RFC 3339.
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { local, is_utc, .. } = self;
        if *is_utc { write!(out, "{local}Z") } else { write!(out, "{local}{}", local.zone()) }
    }
}

impl<'a> Cell<'a> {
    /// A text cell.
    pub fn text(text: impl Into<Cow<'a, str>>) -> Self {
        match text.into() {
            Cow::Borrowed(text) => Self::Text(Cow::Borrowed(text.as_bytes())),
            Cow::Owned(text) => Self::Text(Cow::Owned(text.into_bytes())),
        }
    }

    /// A number cell, missing without a number.
    pub fn number(number: Option<f64>) -> Self {
        number.map_or(Self::Missing, Self::Number)
    }

    /// A part of a whole; 0 of an empty whole.
    pub fn share(part: u128, whole: u128) -> Self {
        Self::Share(if whole == 0 { 0.0 } else { part as f64 / whole as f64 })
    }

    /// Seconds, of nanoseconds.
    pub fn seconds(nanos: i128) -> Self {
        Self::Number(nanos as f64 / 1e9)
    }

    /// A whole number, as a [`Cell::Number`] where it does not fit 64 bits.
    pub fn count(number: u128) -> Self {
        u64::try_from(number).map_or_else(|_| Self::Number(number as f64), Self::Count)
    }
}
