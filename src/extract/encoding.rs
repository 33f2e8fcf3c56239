//! The encoding in which patterns are matched against a line.

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Encoding {
    /// UTF-8 whose characters are all one byte.
    Ascii,
    /// UTF-8 with longer characters.
    Text,
    /// No UTF-8: patterns match byte by byte.
    Bytes,
    /// Not looked at: most scanners find one answer in any encoding.
    Unknown,
}

impl Encoding {
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

    /// Whether `line`, whose encoding this is, is UTF-8.
    #[inline]
    pub(super) fn is_text(self, line: &[u8]) -> bool {
        match self {
            Self::Ascii | Self::Text => true,
            Self::Bytes => false,
            Self::Unknown => std::str::from_utf8(line).is_ok(),
        }
    }

    /// Whether `line`, whose encoding this is, is UTF-8 with characters of several bytes.
    #[inline]
    pub(super) fn is_wide_text(self, line: &[u8]) -> bool {
        match self {
            Self::Text => true,
            Self::Ascii | Self::Bytes => false,
            Self::Unknown => Self::of(line) == Self::Text,
        }
    }
}
