//! Strings in double quotes with backslash escapes, as JSON and logfmt write them: their end, and their text.
//!
//! [`decode`] is called only for strings that are wanted and have a backslash; all others are used in
//! place. It knows the escapes of JSON, and `\xNN`, `\a`, `\v` and `\UNNNNNNNN`, which Go's quoting has and
//! which nginx writes into its JSON. An unknown escape stays as it is.

use memchr::memchr;

use super::byte_search;
use super::byte_search::{Byte, Or};

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

#[inline]
fn quote_or_backslash(text: &[u8]) -> Option<usize> {
    byte_search::find(text, Or(Byte(b'"'), Byte(b'\\')))
}

/// Appends `text`, the inside of a quoted string, to `out` with its escapes decoded.
///
/// Halves of a surrogate pair become the character they stand for, a lone half U+FFFD. `\xNN` is
/// one byte.
pub(super) fn decode(text: &[u8], out: &mut Vec<u8>) {
    let mut rest = text;
    while let Some(at) = memchr(b'\\', rest) {
        out.extend_from_slice(&rest[..at]);
        rest = &rest[at..];
        let used = escape(rest, out);
        rest = rest.get(used..).unwrap_or_default();
    }
    out.extend_from_slice(rest);
}

/// Decodes the escape at the start of `text` and gives its length.
fn escape(text: &[u8], out: &mut Vec<u8>) -> usize {
    let byte = match text.get(1) {
        Some(quote @ (b'"' | b'\'')) => *quote,
        Some(b'\\') => b'\\',
        Some(b'/') => b'/',
        Some(b'n') => b'\n',
        Some(b't') => b'\t',
        Some(b'r') => b'\r',
        Some(b'b') => 8,
        Some(b'f') => 12,
        Some(b'a') => 7,
        Some(b'v') => 11,
        Some(b'x') => match hex(text, 2, 2).and_then(|code| u8::try_from(code).ok()) {
            Some(byte) => {
                out.push(byte);
                return 4;
            }
            None => return verbatim(text, out),
        },
        Some(b'u') => return utf16(text, out),
        Some(b'U') => match hex(text, 2, 8) {
            Some(code) => {
                push_char(char::from_u32(code), out);
                return 10;
            }
            None => return verbatim(text, out),
        },
        _ => return verbatim(text, out),
    };
    out.push(byte);
    2
}

/// Decodes `\uNNNN`, or two of them that are halves of one character.
fn utf16(text: &[u8], out: &mut Vec<u8>) -> usize {
    let Some(first) = hex(text, 2, 4) else { return verbatim(text, out) };
    if (0xd800..0xdc00).contains(&first) && text.get(6..8) == Some(b"\\u") {
        let second = hex(text, 8, 4).filter(|code| (0xdc00..0xe000).contains(code));
        if let Some(second) = second {
            let code = 0x1_0000 + ((first - 0xd800) << 10) + (second - 0xdc00);
            push_char(char::from_u32(code), out);
            return 12;
        }
    }
    push_char(char::from_u32(first), out);
    6
}

/// Leaves an unknown escape as it is: only the backslash is passed, the rest is plain text.
fn verbatim(text: &[u8], out: &mut Vec<u8>) -> usize {
    out.extend_from_slice(&text[..text.len().min(1)]);
    1
}

fn push_char(character: Option<char>, out: &mut Vec<u8>) {
    let character = character.unwrap_or(char::REPLACEMENT_CHARACTER);
    out.extend_from_slice(character.encode_utf8(&mut [0; 4]).as_bytes());
}

/// Reads `digits` hexadecimal digits.
fn hex(text: &[u8], at: usize, digits: usize) -> Option<u32> {
    text.get(at..at + digits)?.iter().try_fold(0, |code: u32, byte| {
        let digit = char::from(*byte).to_digit(16)?;
        Some((code << 4) | digit)
    })
}

#[cfg(test)]
mod tests {
    use proptest::prelude::{any, prop_assert_eq, proptest};

    use super::decode;

    fn decoded(text: &[u8]) -> Vec<u8> {
        let mut out = Vec::new();
        decode(text, &mut out);
        out
    }

    #[test]
    fn escapes_decode_and_unknown_ones_stay() {
        let cases: [(&str, &[u8]); 15] = [
            ("", b""),
            (r"plain", b"plain"),
            (r#"a\"b\\c\/"#, b"a\"b\\c/"),
            (r"\n\t\r\b\f\a\v", b"\n\t\r\x08\x0c\x07\x0b"),
            (r"\u00e4\u4e2d", "ä中".as_bytes()),
            (r"\ud83d\ude00", "😀".as_bytes()),
            (r"\ud83d", "\u{fffd}".as_bytes()),
            (r"\ude00x", "\u{fffd}x".as_bytes()),
            (r"\ud83d\ud83d\ude00", "\u{fffd}😀".as_bytes()),
            (r"\ud83d\u0041", "\u{fffd}A".as_bytes()),
            (r"\x22\xff", b"\"\xff"),
            (r"\U0001f600", "😀".as_bytes()),
            (r"\Uffffffff", "\u{fffd}".as_bytes()),
            (r"\u12", br"\u12"),
            (r"C:\path\", br"C:\path\"),
        ];
        for (text, expected) in cases {
            assert_eq!(decoded(text.as_bytes()), expected, "{text}");
        }
    }

    proptest! {
        #[test]
        fn what_serde_json_writes_reads_back(text in any::<String>()) {
            let quoted = serde_json::to_string(&text).unwrap();
            prop_assert_eq!(decoded(&quoted.as_bytes()[1..quoted.len() - 1]), text.as_bytes());
        }

        #[test]
        fn any_bytes_decode(text in proptest::collection::vec(any::<u8>(), 0..64)) {
            decoded(&text);
        }
    }
}
