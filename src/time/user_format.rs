//! The format given by `--time-format`: a strftime text.
//!
//! It becomes a layout if [`super::layout`] knows all its specifiers, else a list of chrono's items, collected
//! once.
//!
//! `%f` (also `%N`, `%L`) reads the digits of a fraction, as Python and GNU date have it, not a
//! number of nanoseconds; `%.f` reads a fraction with its point or comma, or none.

use chrono::Timelike;
use chrono::format::{Fixed, Item, Parsed, StrftimeItems, parse_and_remainder};

use super::fields::{Context, Fields, Reading};
use super::layout::{Layout, UnknownSpecifier, compile};
use super::step::Step;

/// A format of stamps made from a strftime text.
#[derive(Clone, Debug)]
pub struct UserFormat {
    source: String,
    reader: UserFormatReader,
}

#[derive(Clone, Debug)]
enum UserFormatReader {
    Fast(Layout),
    Chrono(Vec<Item<'static>>),
}

/// Why a text is no format.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum FormatError {
    /// A specifier strftime does not have; it is named.
    #[error(
        "'{0}' is no specifier of a time format; write for example '%Y-%m-%d %H:%M:%S%.f' or '%d/%b/%Y:%H:%M:%S %z' (%% for a percent sign)"
    )]
    Specifier(String),
    /// Nothing in it says a date or a time.
    #[error(
        "the time format '{0}' says neither a date nor a time; write for example '%Y-%m-%d %H:%M:%S'"
    )]
    Timeless(String),
}

impl UserFormat {
    /// Compiles a strftime text.
    ///
    /// # Errors
    /// When a specifier is unknown, or the format says no time at all.
    pub fn from_strftime(source: &str) -> Result<Self, FormatError> {
        let reader = match compile(source, false) {
            Ok(layout) if says_time(&layout) => UserFormatReader::Fast(layout),
            Ok(_) => return Err(FormatError::Timeless(source.to_owned())),
            Err(first) => {
                check(source, first)?;
                let items = StrftimeItems::new(source).parse_to_owned();
                UserFormatReader::Chrono(
                    items.map_err(|_| FormatError::Specifier(source.to_owned()))?,
                )
            }
        };
        Ok(Self { source: source.to_owned(), reader })
    }

    /// The text it was made from.
    #[must_use]
    pub(crate) fn source(&self) -> &str {
        &self.source
    }

    /// Whether chrono reads it, and takes what may follow at its end: all up to the next blank (`%Z`), all
    /// blanks, or minutes of an offset behind a blank (`%#z`).
    pub(super) fn ends_openly(&self) -> bool {
        let UserFormatReader::Chrono(items) = &self.reader else { return false };
        matches!(
            items.last(),
            Some(
                Item::Space(_)
                    | Item::OwnedSpace(_)
                    | Item::Fixed(Fixed::TimezoneName | Fixed::Internal(_))
            )
        )
    }

    /// Reads the beginning of a text, all of it unless `in_line`.
    pub(super) fn read(&self, text: &[u8], context: &Context, in_line: bool) -> Option<Reading> {
        let mut fields = Fields::default();
        let end = match &self.reader {
            UserFormatReader::Fast(layout) => layout.scan(text, &mut fields)?,
            UserFormatReader::Chrono(items) => read_items(items, text, in_line, &mut fields)?,
        };
        let (at, assumed) = fields.resolve(context)?;
        Some(Reading { at, end, fields, assumed })
    }
}

fn says_time(layout: &Layout) -> bool {
    layout.steps().iter().any(|step| {
        matches!(
            step,
            Step::Year
                | Step::Year2
                | Step::Month
                | Step::MonthName
                | Step::Ordinal
                | Step::Hour
                | Step::Hour12
                | Step::Epoch
        )
    })
}

/// Names the first specifier chrono does not know either.
fn check(source: &str, first: UnknownSpecifier) -> Result<(), FormatError> {
    let mut rest = source;
    let mut unknown = Some(first);
    while let Some(UnknownSpecifier(name)) = unknown {
        let error = |item| matches!(item, Item::Error);
        if name.len() < 2 || StrftimeItems::new(&name).any(error) {
            return Err(FormatError::Specifier(name));
        }
        rest = rest.split_once(&name).map_or("", |(_, after)| after);
        unknown = compile(rest, false).err();
    }
    Ok(())
}

/// Bytes of a line that chrono gets to see.
const WINDOW: usize = 256;

fn read_items(
    items: &[Item<'static>],
    text: &[u8],
    in_line: bool,
    fields: &mut Fields,
) -> Option<usize> {
    let window = if in_line { text.len().min(WINDOW) } else { text.len() };
    let bytes = text.get(..window)?;
    let string = match std::str::from_utf8(bytes) {
        Ok(string) => string,
        Err(error) => std::str::from_utf8(bytes.get(..error.valid_up_to())?).ok()?,
    };
    let mut parsed = Parsed::new();
    let rest = parse_and_remainder(&mut parsed, string, items.iter()).ok()?;
    let small = |part: Option<u32>| part.and_then(|part| i32::try_from(part).ok());
    fields.epoch = parsed.timestamp();
    fields.offset = parsed.offset();
    if let Ok(date) = parsed.to_naive_date() {
        fields.year = Some(chrono::Datelike::year(&date));
        fields.ordinal = small(Some(chrono::Datelike::ordinal(&date)));
    } else {
        fields.month = small(parsed.month());
        fields.day = small(parsed.day());
        fields.ordinal = small(parsed.ordinal());
    }
    if let Ok(time) = parsed.to_naive_time() {
        fields.hour = small(Some(time.hour()));
        fields.minute = small(Some(time.minute()))?;
        fields.second = small(Some(time.second()))?;
        fields.nanos = small(Some(time.nanosecond()))?;
    }
    Some(string.len() - rest.len())
}
