//! What a format of stamps is: a row of the table, a user's own, or what dateparser reads.
//!
//! No rows here (see [`super::table`]) and no reading of steps. Called by detection, the parser and
//! the report, which prints a format's name.

use std::sync::Arc;

use super::fields::{Context, Fields, Reading};
use super::last_resort;
use super::layout::Step;
use super::shapes::SHAPES;
use super::steps;
use super::table::TIME_FORMATS;
use super::user_format::UserFormat;

/// One row of [`TIME_FORMATS`].
#[derive(Clone, Copy, Debug)]
pub struct TimeFormat {
    /// Name in kebab-case, unique.
    pub name: &'static str,
    /// How it is read.
    pub reader: Reader,
    /// Whether it is looked for inside lines; else it counts only as a whole text.
    pub in_lines: bool,
    /// The order of day and month, where the text leaves it open.
    pub order: DateOrder,
    /// An example.
    pub sample: &'static str,
    /// The example's instant in RFC 3339, in UTC and with 2026-03-06T00:00:00Z for reference.
    pub instant: &'static str,
}

/// How a row of the table is read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reader {
    /// By a strftime layout, with a few specifiers of our own: `%?S` seconds and fraction if there,
    /// `%?f` fraction if there, `%?p` AM or PM if there, `%?z` zone if there, `%?L` a glog level
    /// letter, `%~` whatever may stand between date and time.
    Layout(&'static str),
    /// Seconds since the epoch, decimals allowed.
    Seconds,
    /// Milliseconds since the epoch, decimals allowed.
    Millis,
    /// Microseconds since the epoch.
    Micros,
    /// Nanoseconds since the epoch.
    Nanos,
    /// Seconds since the epoch in eight hexadecimal digits.
    HexSeconds,
    /// A TAI64 or TAI64N label.
    Tai64,
}

/// Whether numbers could be read as day and month in either order.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DateOrder {
    /// They could not.
    Plain,
    /// This row takes the year first, another reading may exist.
    YearFirst,
    /// This row takes the month first; its sibling the day.
    MonthFirst,
    /// This row takes the day first; its sibling the month.
    DayFirst,
}

/// The format of a source's stamps. Cloning is cheap.
#[derive(Clone, Debug)]
pub struct Format(pub(super) Kind);

#[derive(Clone, Debug)]
pub(super) enum Kind {
    /// Index into [`TIME_FORMATS`].
    Row(usize),
    User(Arc<UserFormat>),
    Dateparser,
}

impl Format {
    /// The row of the table with that name.
    #[must_use]
    pub fn by_name(name: &str) -> Option<Self> {
        let index = TIME_FORMATS.iter().position(|row| row.name == name)?;
        Some(Self(Kind::Row(index)))
    }

    /// A user's format.
    #[must_use]
    pub fn user(format: UserFormat) -> Self {
        Self(Kind::User(Arc::new(format)))
    }

    /// The name to print: the row's, the user's layout, or `dateparser`.
    #[must_use]
    pub fn name(&self) -> &str {
        match &self.0 {
            Kind::Row(index) => TIME_FORMATS.get(*index).map_or("", |row| row.name),
            Kind::User(format) => format.source(),
            Kind::Dateparser => "dateparser",
        }
    }

    /// The row of the table, if it is one.
    #[must_use]
    pub fn row(&self) -> Option<&'static TimeFormat> {
        match self.0 {
            Kind::Row(index) => TIME_FORMATS.get(index),
            _ => None,
        }
    }

    /// Whether it says a date and a time of day, in words of its own rather than as a number.
    pub(super) fn is_full(&self) -> bool {
        let row = self.row().filter(|row| matches!(row.reader, Reader::Layout(_)));
        row.is_some_and(|row| row.has_date() && row.has_time())
    }

    /// Whether the text may only be read by this format (a user's), without falling back.
    pub(super) const fn is_strict(&self) -> bool {
        matches!(self.0, Kind::User(_))
    }

    /// Whether a stamp in a line ends where [`super::closing`] says.
    pub(super) fn ends_alike(&self) -> bool {
        !matches!(&self.0, Kind::User(format) if format.ends_openly())
    }

    /// Reads the beginning of a text: all of it, or in a line up to where a stamp may end.
    pub(super) fn read(&self, text: &[u8], context: &Context, in_line: bool) -> Option<Reading> {
        match &self.0 {
            Kind::Row(index) => SHAPES.read(*index, text, context, in_line),
            Kind::User(format) => {
                let reading = format.read(text, context, in_line)?;
                let ends =
                    reading.end == text.len() || (in_line && steps::word_ends(text, reading.end));
                ends.then_some(reading)
            }
            Kind::Dateparser if in_line => None,
            Kind::Dateparser => last_resort::read(text, context),
        }
    }
}

impl TimeFormat {
    /// The strftime layout, or a word for the formats that have none.
    #[must_use]
    pub const fn layout(&self) -> &'static str {
        match self.reader {
            Reader::Layout(layout) => layout,
            Reader::Seconds => "epoch seconds",
            Reader::Millis => "epoch milliseconds",
            Reader::Micros => "epoch microseconds",
            Reader::Nanos => "epoch nanoseconds",
            Reader::HexSeconds => "epoch seconds, hexadecimal",
            Reader::Tai64 => "TAI64N",
        }
    }

    /// Whether it says the year.
    #[must_use]
    pub fn has_year(&self) -> bool {
        self.has(&[Step::Year, Step::Year2])
    }

    /// Whether it says a date, with or without year.
    #[must_use]
    pub fn has_date(&self) -> bool {
        self.has(&[Step::Month, Step::MonthName, Step::Ordinal])
    }

    /// Whether it says a time of day.
    #[must_use]
    pub fn has_time(&self) -> bool {
        self.has(&[Step::Hour, Step::Hour12])
    }

    /// Whether it can carry a zone; in most formats that have one it may be missing.
    #[must_use]
    pub fn has_zone(&self) -> bool {
        self.has(&[Step::Offset, Step::MaybeZone, Step::ZoneWord])
    }

    /// Counts since the epoch have it all.
    fn has(&self, wanted: &[Step]) -> bool {
        match SHAPES.layout_of(self.name) {
            Some(layout) => layout.steps().iter().any(|step| wanted.contains(step)),
            None => true,
        }
    }
}

/// Reads a row's fields at the beginning of a text.
pub(super) fn scan(
    shape: &super::shapes::Shape,
    text: &[u8],
    in_line: bool,
    fields: &mut Fields,
) -> Option<usize> {
    match &shape.layout {
        Some(layout) => layout.scan(text, fields),
        None => super::epoch::read(shape.format.reader, text, in_line, fields),
    }
}
