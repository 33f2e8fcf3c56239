//! The end of a string in double quotes with backslash escapes, as JSON and logfmt write it.
//!
//! [`super::escapes`] decodes the inside, and only if the string is wanted.

use super::byte_search::{self, Byte, Or};

/// The end of a string.
#[derive(Debug, Clone, Copy)]
pub(super) struct StringEnd {
    /// The offset of the closing quote.
    pub(super) quote: usize,
    /// Whether there are escapes in it.
    pub(super) is_escaped: bool,
}

/// The end of the string whose first byte after the quote is at `at`, or `None` if it does not end in
/// the line.
#[inline]
pub(super) fn end(line: &[u8], mut at: usize) -> Option<StringEnd> {
    let mut is_escaped = false;
    loop {
        at += quote_or_backslash(line.get(at..)?)?;
        if line.get(at) == Some(&b'"') {
            return Some(StringEnd { quote: at, is_escaped });
        }
        is_escaped = true;
        at += 2;
    }
}

/// The first quote or backslash.
#[inline]
fn quote_or_backslash(text: &[u8]) -> Option<usize> {
    byte_search::find(text, Or(Byte(b'"'), Byte(b'\\')))
}
