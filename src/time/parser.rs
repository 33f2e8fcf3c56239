//! The reader of stamps a worker holds.
//!
//! It tries the stamp read last, then the source's format, then the whole table in its fixed order,
//! at last dateparser. It finds stamps in lines by [`super::find`]. It does not detect a source's
//! format (see [`super::detect()`]). Called for every line.

use super::detect::Detected;
use super::fields::{Assumed, Context, Reading};
use super::format::Format;
use super::frame::Frame;
use super::last_resort;
use super::memo::Memo;
use super::shapes::SHAPES;
use super::timestamp::Timestamp;

/// Reads stamps. Clone one for each worker.
///
/// The instant of a text depends on the text, the format given and the context; the order of calls
/// changes nothing but the speed.
#[derive(Clone, Debug)]
pub struct TimeParser {
    pub(super) format: Option<Format>,
    pub(super) day_first: bool,
    /// The source's stamps say date and time.
    pub(super) is_full: bool,
    pub(super) context: Context,
    pub(super) memo: Memo,
    pub(super) frame: Frame,
    assumed: Assumed,
}

impl TimeParser {
    /// A reader for a source. Without a detected format every shape of the table is tried. A user's
    /// format is the only one that is then read.
    #[must_use]
    pub fn new(detected: Option<&Detected>, context: Context) -> Self {
        Self {
            format: detected.map(|detected| detected.format.clone()),
            day_first: detected.is_some_and(|detected| detected.day_first),
            is_full: detected.is_some_and(|detected| detected.format.is_full()),
            context,
            memo: Memo::default(),
            frame: Frame::default(),
            assumed: Assumed::default(),
        }
    }

    /// A reader for one format given by hand.
    #[must_use]
    pub fn with_format(format: Format, context: Context) -> Self {
        let mut parser = Self::new(None, context);
        parser.day_first =
            format.row().is_some_and(|row| row.order == super::format::DateOrder::DayFirst);
        parser.format = Some(format);
        parser
    }

    /// What the stamps read so far did not say themselves.
    #[must_use]
    pub const fn assumed(&self) -> Assumed {
        self.assumed
    }

    /// Reads a whole text as a stamp; blanks around it and one pair of brackets or quotes do not
    /// count.
    #[inline]
    pub fn parse(&mut self, text: &[u8]) -> Option<Timestamp> {
        if let Some(at) = self.memo.recall(text) {
            return Some(at);
        }
        self.parse_anew(text)
    }

    fn parse_anew(&mut self, text: &[u8]) -> Option<Timestamp> {
        if let Some(format) = &self.format {
            if let Some(reading) = format.read(text, &self.context, false) {
                self.memo.store(text, 0..0, &reading, false);
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
        let reading = SHAPES
            .whole(bare, &self.context, self.day_first)
            .or_else(|| last_resort::read(bare, &self.context))?;
        Some(self.accept(reading))
    }

    /// Notes what was assumed.
    #[inline]
    pub(super) fn accept(&mut self, reading: Reading) -> Timestamp {
        self.assumed = self.assumed.or(reading.assumed);
        reading.at
    }
}

/// A text without the blanks around it and one pair of brackets or quotes.
pub(super) fn unwrap(text: &[u8]) -> &[u8] {
    let text = text.trim_ascii();
    match text {
        [b'[', inside @ .., b']']
        | [b'(', inside @ .., b')']
        | [b'<', inside @ .., b'>']
        | [b'"', inside @ .., b'"']
        | [b'\'', inside @ .., b'\''] => inside.trim_ascii(),
        _ => text,
    }
}
