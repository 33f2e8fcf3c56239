//! The lexical level of JSON: where a blank, string, scalar or nested value ends.
//!
//! Checks only what is needed to find the end. `None` means that the line ends or is not well formed
//! before that.

use super::super::quoted;

/// The first offset from `at` that is no blank.
#[inline]
pub(super) fn blanks(line: &[u8], mut at: usize) -> usize {
    while line.get(at).is_some_and(|byte| matches!(byte, b' ' | b'\t' | b'\n' | b'\r')) {
        at += 1;
    }
    at
}

/// The end of the word (number, `true`, `false`, `null`) that starts at `at`. A word at the end of the
/// line may be cut, so it has no end.
#[inline]
pub(super) fn word(line: &[u8], at: usize) -> Option<usize> {
    let rest = line.get(at..)?;
    let length = rest.iter().position(
        |byte| !matches!(byte, b'0'..=b'9' | b'a'..=b'z' | b'A'..=b'Z' | b'.' | b'-' | b'+'),
    )?;
    (length > 0).then_some(at + length)
}

/// The end of the value that starts at `at`.
#[inline]
pub(super) fn value(line: &[u8], at: usize) -> Option<usize> {
    match line.get(at)? {
        b'"' => Some(quoted::end(line, at + 1)?.quote + 1),
        b'{' | b'[' => nested(line, at + 1),
        _ => word(line, at),
    }
}

/// The end of the object or array whose first byte after the bracket is at `at`. Brackets outside
/// strings are counted, but not matched by kind.
pub(super) fn nested(line: &[u8], mut at: usize) -> Option<usize> {
    let mut depth = 1_usize;
    loop {
        match line.get(at)? {
            b'"' => at = quoted::end(line, at + 1)?.quote,
            b'{' | b'[' => depth += 1,
            b'}' | b']' => {
                depth -= 1;
                if depth == 0 {
                    return Some(at + 1);
                }
            }
            _ => {}
        }
        at += 1;
    }
}

/// Whether `word` is a number as RFC 8259, section 6, has it.
pub(super) fn is_number(word: &[u8]) -> bool {
    let digits = |text: &[u8]| text.iter().take_while(|byte| byte.is_ascii_digit()).count();
    let rest = word.strip_prefix(b"-").unwrap_or(word);
    let whole = digits(rest);
    if whole == 0 || (whole > 1 && rest[0] == b'0') {
        return false;
    }
    let mut rest = &rest[whole..];
    if let Some(fraction) = rest.strip_prefix(b".") {
        let length = digits(fraction);
        if length == 0 {
            return false;
        }
        rest = &fraction[length..];
    }
    if let Some(exponent) = rest.strip_prefix(b"e").or_else(|| rest.strip_prefix(b"E")) {
        let unsigned = exponent.strip_prefix(b"-").or_else(|| exponent.strip_prefix(b"+"));
        let exponent = unsigned.unwrap_or(exponent);
        let length = digits(exponent);
        return length > 0 && length == exponent.len();
    }
    rest.is_empty()
}
