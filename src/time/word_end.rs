//! Whether a word, or a field of a csv line, ends at a place of a text.

/// Whether a field of a csv line ends before this text: at its separator without a blank behind it, a quote, a
/// closing bracket, or the end of the text.
pub(super) fn ends_field(rest: &[u8]) -> bool {
    match rest {
        [] => true,
        [b',' | b';', rest @ ..] => !rest.first().is_some_and(u8::is_ascii_whitespace),
        [b'"' | b'\'' | b')' | b']', ..] => word_ends(rest, 1),
        _ => false,
    }
}

/// Whether a word that ends here is not part of a longer one.
#[inline]
pub(super) fn word_ends(text: &[u8], at: usize) -> bool {
    !text.get(at).is_some_and(|byte| byte.is_ascii_alphanumeric() || *byte == b'_')
}
