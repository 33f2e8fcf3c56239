//! The encoding in which patterns are matched against a line.

/// The encoding of a line.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Encoding {
    /// UTF-8 whose characters are all one byte.
    Ascii,
    /// UTF-8 with longer characters.
    Text,
    /// No UTF-8: patterns match byte by byte.
    Bytes,
}

impl Encoding {
    /// The encoding of `line`.
    #[inline]
    pub(super) fn of(line: &[u8]) -> Self {
        if line.is_ascii() {
            Self::Ascii
        } else if std::str::from_utf8(line).is_ok() {
            Self::Text
        } else {
            Self::Bytes
        }
    }

    /// Whether the line is UTF-8.
    #[inline]
    pub(super) fn is_text(self) -> bool {
        self != Self::Bytes
    }
}
