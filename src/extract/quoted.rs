//! Where a string in double quotes with backslash escapes ends, as JSON and logfmt write it.
//!
//! What is in it is read by [`super::escapes`], and only if it is wanted.

use memchr::memchr2;

use super::near::{self, Byte, Or};

/// Where a string ends.
#[derive(Debug, Clone, Copy)]
pub(super) struct StringEnd {
    /// The offset of the closing quote.
    pub(super) quote: usize,
    /// Whether there are escapes in it.
    pub(super) is_escaped: bool,
}

/// The end of the string whose first byte after the quote is at `at`; none where it does not end.
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
    let sought = Or(Byte(b'"'), Byte(b'\\'));
    near::first_or(text, sought, |far| memchr2(b'"', b'\\', far))
}
