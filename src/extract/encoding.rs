//! What the bytes of a line are taken for by what matches patterns.

/// The encoding of a line, as far as patterns ask.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Encoding {
    /// UTF-8 of one byte each.
    Ascii,
    /// UTF-8.
    Text,
    /// Anything else: each byte is matched by itself.
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

    /// Whether it is UTF-8.
    #[inline]
    pub(super) fn is_text(self) -> bool {
        self != Self::Bytes
    }
}
