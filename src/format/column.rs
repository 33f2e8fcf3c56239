//! A column of a format: its name, what its text means, and where a line has it: a raw field and the cuts made
//! in it, written `times | after ' ' | first-word`.

use super::cut::Cut;

/// What a column's text means: its unit where it is a number.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ColumnKind {
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

/// Each kind by the name it has in a file; of a number with a unit that name is the unit.
const KINDS: &[(&str, ColumnKind)] = &[
    ("text", ColumnKind::Text),
    ("number", ColumnKind::Number),
    ("s", ColumnKind::Seconds),
    ("ms", ColumnKind::Milliseconds),
    ("us", ColumnKind::Microseconds),
    ("ns", ColumnKind::Nanoseconds),
    ("bytes", ColumnKind::Bytes),
    ("code", ColumnKind::Status),
    ("address", ColumnKind::Address),
    ("time", ColumnKind::Time),
];

/// Each unit that `unit` takes in a file, with the kind of its numbers.
const UNITS: &[(&str, ColumnKind)] = &[
    ("s", ColumnKind::Seconds),
    ("ms", ColumnKind::Milliseconds),
    ("us", ColumnKind::Microseconds),
    ("ns", ColumnKind::Nanoseconds),
    ("bytes", ColumnKind::Bytes),
];

impl ColumnKind {
    /// The unit in which numbers are delivered, as reports print it.
    #[must_use]
    pub const fn unit(self) -> Option<&'static str> {
        match self {
            Self::Seconds | Self::Milliseconds | Self::Microseconds | Self::Nanoseconds => {
                Some("s")
            }
            Self::Bytes => Some("bytes"),
            Self::Text | Self::Number | Self::Status | Self::Address | Self::Time => None,
        }
    }

    /// By how many places the point of a duration moves to the left where it is made seconds; `None`
    /// for other kinds.
    #[must_use]
    pub(crate) const fn places(self) -> Option<u8> {
        match self {
            Self::Seconds => Some(0),
            Self::Milliseconds => Some(3),
            Self::Microseconds => Some(6),
            Self::Nanoseconds => Some(9),
            _ => None,
        }
    }

    /// The kind as a format's file names it: `text`, `ms`, `code`.
    #[must_use]
    pub fn name(self) -> &'static str {
        KINDS.iter().find(|(_, kind)| *kind == self).map_or("text", |(name, _)| name)
    }

    /// Reads a kind from a file; a `duration` counts seconds.
    pub(super) fn named(name: &str) -> Result<Self, String> {
        let found = KINDS.iter().find(|(known, _)| *known == name).map(|(_, kind)| *kind);
        let found = found.or((name == "duration").then_some(Self::Seconds));
        found.ok_or_else(|| format!("{name:?} is no kind; kinds are duration, {}", list(KINDS)))
    }

    /// Reads a unit from a file.
    pub(super) fn of_unit(name: &str) -> Result<Self, String> {
        let found = UNITS.iter().find(|(known, _)| *known == name).map(|(_, kind)| *kind);
        found.ok_or_else(|| format!("{name:?} is no unit; units are {}", list(UNITS)))
    }
}

fn list(rows: &[(&str, ColumnKind)]) -> String {
    rows.iter().map(|(name, _)| *name).collect::<Vec<_>>().join(", ")
}

/// One column of a format.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Column {
    /// What `-k`, `-w` and `-m` take.
    pub name: String,
    /// What its text means.
    pub kind: ColumnKind,
    /// Where it is read: these are tried in order until one is there.
    pub(crate) from: Vec<Origin>,
}

impl Column {
    /// The raw fields the column may come from.
    pub(crate) fn fields(&self) -> impl Iterator<Item = &str> {
        self.from.iter().map(|origin| origin.field.as_str())
    }
}

/// A raw field, or a part of one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Origin {
    /// The group, path, key or label.
    pub(crate) field: String,
    /// The cuts, made one after the other; without cuts the text is the whole field.
    pub(crate) cuts: Vec<Cut>,
}

impl Origin {
    #[must_use]
    pub(crate) fn field(field: &str) -> Self {
        Self { field: field.to_owned(), cuts: Vec::new() }
    }

    /// The part of the raw field's `text` that is the column; `None` if a cut finds nothing.
    #[must_use]
    pub(crate) fn take<'a>(&self, text: &'a [u8]) -> Option<&'a [u8]> {
        self.cuts.iter().try_fold(text, |text, cut| cut.take(text))
    }

    /// Reads an origin as a format's file writes it: a field, then cuts after bars. Errors: there is no
    /// field, or a step is no cut; the text says what would be right.
    pub(super) fn parse(text: &str) -> Result<Self, String> {
        let mut steps = steps(text).into_iter();
        let field = steps.next().map(str::trim).filter(|field| !field.is_empty());
        let field = field.ok_or("a column begins with a field, as in \"request | path\"")?;
        let cuts = steps.map(|step| Cut::parse(step.trim())).collect::<Result<_, _>>()?;
        Ok(Self { field: field.to_owned(), cuts })
    }
}

/// The text between the bars that stand outside quotes.
fn steps(text: &str) -> Vec<&str> {
    let (mut steps, mut start, mut quote) = (Vec::new(), 0, None);
    for (at, c) in text.char_indices() {
        match (c, quote) {
            ('\'' | '"', None) => quote = Some(c),
            (c, Some(open)) if c == open => quote = None,
            ('|', None) => {
                steps.push(&text[start..at]);
                start = at + 1;
            }
            _ => {}
        }
    }
    steps.push(&text[start..]);
    steps
}

#[cfg(test)]
mod tests {
    use super::super::cut::Cut;
    use super::Origin;

    #[test]
    fn origins() {
        let one = Origin::parse("times | after '| ' | first-word").unwrap();
        assert_eq!(one.field, "times");
        assert_eq!(one.cuts, [Cut::After("| ".to_owned()), Cut::FirstWord]);
        assert_eq!(Origin::parse("date time").unwrap(), Origin::field("date time"));
        assert_eq!(one.take(b"a| b c"), Some(&b"b"[..]));
        for (text, expected) in [
            ("", "begins with a field"),
            ("a | frist-word", "\"first-word\""),
            ("a | after", "after 'TEXT'"),
            ("a | path 'x'", "takes no text"),
            ("a | after 'x", "quote"),
        ] {
            let error = Origin::parse(text).unwrap_err();
            assert!(error.contains(expected), "{text}: {error}");
        }
    }
}
