//! The format of a source's stamps, and how sure its detection is.

use std::sync::Arc;

use super::dateparser_fallback;
use super::fields::{Context, Reading};
use super::format_index::{FORMAT_INDEX, RowSet};
use super::step::Step;
use super::table::{RowReader, TIME_FORMATS, TimeFormat};
use super::user_format::UserFormat;
use super::word_end::word_ends;

/// A format of stamps: a row of the table, a user's own, or whatever dateparser reads. Cloning is cheap.
#[derive(Clone, Debug)]
pub(crate) struct StampFormat(pub(super) FormatKind);

#[derive(Clone, Debug)]
pub(super) enum FormatKind {
    /// Index into [`TIME_FORMATS`].
    Row(usize),
    User(Arc<UserFormat>),
    Dateparser,
}

impl StampFormat {
    /// The row of the table with that name.
    #[must_use]
    #[cfg(test)]
    pub(crate) fn by_name(name: &str) -> Option<Self> {
        let index = TIME_FORMATS.iter().position(|row| row.name == name)?;
        Some(Self(FormatKind::Row(index)))
    }

    #[must_use]
    pub(crate) fn user(format: UserFormat) -> Self {
        Self(FormatKind::User(Arc::new(format)))
    }

    /// The name to print: the row's, the user's layout, or `dateparser`.
    #[must_use]
    pub(crate) fn name(&self) -> &str {
        match &self.0 {
            FormatKind::Row(index) => TIME_FORMATS.get(*index).map_or("", |row| row.name),
            FormatKind::User(format) => format.source(),
            FormatKind::Dateparser => "dateparser",
        }
    }

    /// The row of the table, if it is one.
    #[must_use]
    pub(crate) fn row(&self) -> Option<&'static TimeFormat> {
        match self.0 {
            FormatKind::Row(index) => TIME_FORMATS.get(index),
            _ => None,
        }
    }

    /// Whether its stamps have a date and a time of day, and are no counts.
    pub(super) fn is_full(&self) -> bool {
        let row = self.row().filter(|row| matches!(row.reader, RowReader::Layout(_)));
        row.is_some_and(|row| row.has_date() && row.has_time())
    }

    /// Whether its stamps have a date.
    pub(super) fn has_date(&self) -> bool {
        self.row().is_none_or(TimeFormat::has_date)
    }

    /// Whether this is a user's format, beside which no other is tried.
    pub(super) const fn is_strict(&self) -> bool {
        matches!(self.0, FormatKind::User(_))
    }

    /// Whether the end of a stamp depends only on what follows it, as the cache needs it.
    pub(super) fn is_cacheable(&self) -> bool {
        !matches!(&self.0, FormatKind::User(format) if format.ends_openly())
    }

    /// Reads a whole text; with `in_line` only its beginning, up to where a stamp may end.
    pub(super) fn read(&self, text: &[u8], context: &Context, in_line: bool) -> Option<Reading> {
        match &self.0 {
            FormatKind::Row(index) => FORMAT_INDEX.read(*index, text, context, in_line),
            FormatKind::User(format) => {
                let reading = format.read(text, context, in_line)?;
                let ends = reading.end == text.len() || (in_line && word_ends(text, reading.end));
                ends.then_some(reading)
            }
            FormatKind::Dateparser if in_line => None,
            FormatKind::Dateparser => dateparser_fallback::read(text, context),
        }
    }
}

impl TimeFormat {
    /// Whether its stamps have a year.
    #[must_use]
    #[cfg(test)]
    pub(crate) fn has_year(&self) -> bool {
        self.has(&[Step::Year, Step::Year2])
    }

    /// Whether its stamps have a date, with or without a year.
    #[must_use]
    pub(crate) fn has_date(&self) -> bool {
        self.has(&[Step::Month, Step::Month2, Step::MonthName, Step::Ordinal, Step::WeekDate])
    }

    /// Whether its stamps have a time of day.
    #[must_use]
    pub(crate) fn has_time(&self) -> bool {
        self.has(&[Step::Clock, Step::Hour, Step::Hour12])
    }

    /// Whether the layout has one of these steps; a count since the epoch has all of them.
    fn has(&self, wanted: &[Step]) -> bool {
        match FORMAT_INDEX.layout_of(self.name) {
            Some(layout) => layout.steps().iter().any(|step| wanted.contains(step)),
            None => true,
        }
    }
}

/// The format of a source and how sure it is.
#[derive(Clone, Debug)]
pub(crate) struct Detected {
    pub(crate) format: StampFormat,
    /// No stamp shows which number is the day and which the month (or year): another order reads as many
    /// of them and gives other, believable instants.
    pub(crate) ambiguous: bool,
    /// The rows that read all of the first stamps with day, month or year in another order.
    pub(super) other_orders: RowSet,
    /// The source writes the day before the month, where both are numbers.
    pub(crate) day_first: bool,
    /// The fewest bytes behind the hour among the first stamps, without the last of them, which may be cut.
    pub(super) shortest_tail: usize,
}

impl Detected {
    /// Whether other stamps may show the order of day and month.
    pub(super) const fn is_open(&self) -> bool {
        self.ambiguous || self.other_orders != 0
    }

    /// A user's format, which needs no detection.
    #[must_use]
    pub(crate) fn user(format: UserFormat) -> Self {
        Self {
            format: StampFormat::user(format),
            ambiguous: false,
            other_orders: 0,
            day_first: false,
            shortest_tail: 0,
        }
    }
}

/// A text without the blanks around it and one pair of brackets or quotes, or what .NET's JSON puts around a count:
/// `/Date(1772719331655)/`.
pub(super) fn unwrap(text: &[u8]) -> &[u8] {
    let text = text.trim_ascii();
    if let Some(inside) = text.strip_prefix(b"/Date(").and_then(|text| text.strip_suffix(b")/")) {
        // An offset behind the count says where the writer is; the count is in UTC.
        let end = inside.iter().position(|byte| b"+-".contains(byte)).unwrap_or(inside.len());
        return inside.get(..end).unwrap_or(inside);
    }
    match text {
        [b'[', inside @ .., b']']
        | [b'(', inside @ .., b')']
        | [b'<', inside @ .., b'>']
        | [b'"', inside @ .., b'"']
        | [b'\'', inside @ .., b'\''] => inside.trim_ascii(),
        _ => text,
    }
}
