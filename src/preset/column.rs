//! What a column is called, what it means, and where a line has it.
//!
//! Data only; the extraction reads the raw fields. Used by the built-in formats.

use super::part::Part;

/// What a column's text means: its unit where it is a number.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// Any text.
    Text,
    /// A number without a unit.
    Number,
    /// A duration; a bare number counts seconds.
    Seconds,
    /// A duration; a bare number counts milliseconds.
    Milliseconds,
    /// A duration; a bare number counts microseconds.
    Microseconds,
    /// A duration; a bare number counts nanoseconds.
    Nanoseconds,
    /// A size; a bare number counts bytes.
    Bytes,
    /// An HTTP status.
    Status,
    /// An IP address or host name.
    Address,
    /// A stamp, in any shape the time module reads.
    Time,
}

impl Kind {
    /// The unit of a bare number, as reports print it.
    #[must_use]
    pub const fn unit(self) -> Option<&'static str> {
        match self {
            Self::Seconds => Some("seconds"),
            Self::Milliseconds => Some("milliseconds"),
            Self::Microseconds => Some("microseconds"),
            Self::Nanoseconds => Some("nanoseconds"),
            Self::Bytes => Some("bytes"),
            Self::Text | Self::Number | Self::Status | Self::Address | Self::Time => None,
        }
    }
}

/// One column of a format.
#[derive(Debug, Clone, Copy)]
pub struct Column {
    /// What `-k`, `-w` and `-m` take.
    pub name: &'static str,
    /// What its text means.
    pub kind: Kind,
    /// Where it is read, tried in order until one is there; empty: the raw field of its own name.
    pub from: &'static [Origin],
}

/// A raw field, or a part of one.
#[derive(Debug, Clone, Copy)]
pub struct Origin {
    /// The group, path, key or label.
    pub field: &'static str,
    /// Cuts made one after the other; empty: all of it.
    pub parts: &'static [Part],
}

impl Origin {
    /// What of the raw field's text is the column; nothing where a cut finds nothing.
    pub fn take<'a>(&self, text: &'a [u8]) -> Option<&'a [u8]> {
        self.parts.iter().try_fold(text, |text, part| part.take(text))
    }
}

impl Column {
    const fn new(name: &'static str, kind: Kind) -> Self {
        Self { name, kind, from: &[] }
    }

    /// The same column, read from these places.
    pub(super) const fn from(self, from: &'static [Origin]) -> Self {
        Self { from, ..self }
    }

    /// The raw fields the column may come from, its own name where none is given.
    pub fn fields(&self) -> impl Iterator<Item = &'static str> {
        let own = self.from.is_empty().then_some(self.name);
        own.into_iter().chain(self.from.iter().map(|origin| origin.field))
    }
}

/// All of a raw field.
pub(super) const fn raw(field: &'static str) -> Origin {
    Origin { field, parts: &[] }
}

/// A part of a raw field.
pub(super) const fn of(field: &'static str, parts: &'static [Part]) -> Origin {
    Origin { field, parts }
}

macro_rules! constructors {
    ($($name:ident $kind:ident)*) => {
        $(
            #[doc = concat!("A column of the kind ", stringify!($kind), ".")]
            pub(super) const fn $name(name: &'static str) -> Column {
                Column::new(name, Kind::$kind)
            }
        )*
    };
}

constructors! {
    text Text
    number Number
    seconds Seconds
    milliseconds Milliseconds
    microseconds Microseconds
    nanoseconds Nanoseconds
    bytes Bytes
    status Status
    address Address
    time Time
}
