//! The reader of stamps.
//!
//! A text is looked up in the cache of earlier stamps, then read by the source's format, then by the first
//! row of the table that can, at last by dateparser. [`super::find`] adds the search in lines.

use super::cache::StampCache;
use super::dateparser_fallback;
use super::fields::{Assumed, Context, Reading};
use super::format::{Detected, StampFormat, unwrap};
use super::format_index::{FORMAT_INDEX, RowSet};
use super::table::DateOrder;
use super::timestamp::Timestamp;

/// Reads stamps. Clone one for each worker.
///
/// The instant of a text depends on the text, the format given and the context; the order of calls
/// changes nothing but the speed.
#[derive(Clone, Debug)]
pub(crate) struct TimeParser {
    pub(super) format: Option<StampFormat>,
    pub(super) day_first: bool,
    /// The source's stamps have a date and a time of day.
    pub(super) is_full: bool,
    /// The source's stamps have a date, or the format is not known.
    pub(super) has_date: bool,
    pub(super) context: Context,
    pub(super) cache: StampCache,
    /// The rows of other orders of day and month, if the first stamps left the order open.
    pub(super) other_orders: RowSet,
    /// The fewest bytes behind the hour of the source's first stamps; 0 if that is not known.
    shortest_tail: usize,
    /// The stamp read last can only be read in another order than the source's.
    pub(super) contradicts: bool,
    assumed: Assumed,
}

impl TimeParser {
    /// A reader for a source. Without a detected format every row of the table is tried; beside a user's
    /// format none is.
    #[must_use]
    pub(crate) fn new(detected: Option<&Detected>, context: Context) -> Self {
        Self {
            format: detected.map(|detected| detected.format.clone()),
            day_first: detected.is_some_and(|detected| detected.day_first),
            is_full: detected.is_some_and(|detected| detected.format.is_full()),
            has_date: detected.is_none_or(|detected| detected.format.has_date()),
            context,
            cache: StampCache::default(),
            other_orders: detected.map_or(0, |detected| detected.other_orders),
            shortest_tail: detected.map_or(0, |detected| detected.shortest_tail),
            contradicts: false,
            assumed: Assumed::default(),
        }
    }

    /// A reader for one format given by hand.
    #[must_use]
    pub(crate) fn with_format(format: StampFormat, context: Context) -> Self {
        let mut parser = Self::new(None, context);
        parser.day_first = format.row().is_some_and(|row| row.order == DateOrder::DayFirst);
        parser.has_date = format.has_date();
        parser.format = Some(format);
        parser
    }

    /// Which parts of the stamps read so far were assumed.
    #[must_use]
    pub(crate) const fn assumed(&self) -> Assumed {
        self.assumed
    }

    /// Reads a whole text as a stamp; blanks around it and one pair of brackets or quotes do not
    /// count.
    #[inline]
    pub(crate) fn parse(&mut self, text: &[u8]) -> Option<Timestamp> {
        match self.cache.read(text, 0, false) {
            Some((_, at)) => Some(at),
            None => self.parse_anew(text),
        }
    }

    fn parse_anew(&mut self, text: &[u8]) -> Option<Timestamp> {
        self.contradicts = false;
        if let Some(format) = &self.format {
            if let Some(reading) = format.read(text, &self.context, false) {
                self.cache.store(text, 0, &reading, &self.context, false);
                return Some(self.accept(reading));
            }
            if format.is_strict() {
                let bare = unwrap(text);
                let reading = format.read(bare, &self.context, false)?;
                return Some(self.accept(reading));
            }
        }
        let bare = unwrap(text);
        if bare.len() < text.len()
            && let Some(format) = &self.format
            && let Some(reading) = format.read(bare, &self.context, false)
        {
            return Some(self.accept(reading));
        }
        if self.is_of_other_order(bare, false) {
            return None;
        }
        let reading = FORMAT_INDEX
            .whole(bare, &self.context, self.day_first)
            .or_else(|| dateparser_fallback::read(bare, &self.context))?;
        Some(self.accept(reading))
    }

    /// Whether a stamp that the source's format does not read has day and month in another order.
    pub(super) fn is_of_other_order(&mut self, text: &[u8], in_line: bool) -> bool {
        let rows = self.other_orders;
        self.contradicts = rows != 0 && FORMAT_INDEX.is_read_by(rows, text, &self.context, in_line);
        self.contradicts
    }

    /// Whether the stamp that was not read last has day and month in another order than the stamps that left
    /// the order open.
    #[must_use]
    pub(crate) const fn contradicts(&self) -> bool {
        self.contradicts
    }

    /// Whether a stamp lacks bytes at its end that all of the source's first stamps have.
    pub(crate) fn is_torn(&self, stamp: &[u8]) -> bool {
        let read = |format: &StampFormat| format.read(unwrap(stamp), &self.context, false);
        self.shortest_tail > 0
            && self
                .format
                .as_ref()
                .and_then(read)
                .is_none_or(|reading| reading.tail() < self.shortest_tail)
    }

    /// Takes a reading and remembers what it assumed.
    #[inline]
    pub(super) fn accept(&mut self, reading: Reading) -> Timestamp {
        self.assumed = self.assumed.or(reading.assumed);
        reading.at
    }
}

/// Reads a whole text as a stamp of any shape, without a source's format, and says which of its parts
/// were assumed. Without a cache: for texts of conditions, not for the stamps of lines.
#[must_use]
pub(crate) fn read_stamp(text: &[u8], context: &Context) -> Option<(Timestamp, Assumed)> {
    let reading = FORMAT_INDEX.whole(unwrap(text), context, false)?;
    Some((reading.at, reading.assumed))
}
