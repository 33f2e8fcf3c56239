//! Steps over bytes that are no part of lines that are taken apart: a byte order mark, NUL bytes at
//! the beginning of a line (left by copytruncate under a writer that does not append), and the
//! colours of a terminal (SGR, ECMA-48 8.3.117, with the erasures that grep and compilers write
//! beside them).

use std::borrow::Cow;

use memchr::{memchr2_iter, memrchr};

/// The byte order mark of UTF-8.
const MARK: &[u8] = b"\xef\xbb\xbf";
const ESCAPE: u8 = 0x1b;
/// Bytes of a line that are read for the sake of a few that are no colours.
const MOST_COLOURS: usize = 64 << 10;

#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) struct SteppedOver {
    /// A byte order mark at the beginning of a source.
    pub(crate) mark: bool,
    /// NUL bytes at the beginning of a line.
    pub(crate) nuls: bool,
    pub(crate) colours: bool,
    /// The text was UTF-16, and is transcoded.
    pub(crate) utf16: bool,
}

impl SteppedOver {
    /// What was stepped over in `self` or in `other`.
    pub(crate) fn or(self, other: Self) -> Self {
        Self {
            mark: self.mark | other.mark,
            nuls: self.nuls | other.nuls,
            colours: self.colours | other.colours,
            utf16: self.utf16 | other.utf16,
        }
    }
}

/// The lines of a block without all that is stepped over. `is_first` says that the block begins a
/// source.
pub(crate) fn clean(bytes: &[u8], is_first: bool) -> (Cow<'_, [u8]>, SteppedOver) {
    let mut stepped = SteppedOver::default();
    let mut bytes = bytes;
    let nuls = if is_first { leading_nuls(bytes) } else { 0 };
    if let Some(rest) = bytes[nuls..].strip_prefix(MARK).filter(|_| is_first) {
        (bytes, stepped.mark, stepped.nuls) = (rest, true, nuls > 0);
    }
    if !has_any(bytes) {
        return (Cow::Borrowed(bytes), stepped);
    }
    let mut cleaned: Vec<u8> = Vec::new();
    // Up to where bytes are copied or stepped over.
    let mut done = 0;
    for at in memchr2_iter(ESCAPE, 0, bytes) {
        if at < done {
            continue;
        }
        let rest = &bytes[at..];
        let length = match rest.first() {
            Some(0) => {
                let kept = bytes[done..at].last().or(cleaned.last());
                let starts_line = kept.is_none_or(|before| *before == b'\n');
                stepped.nuls |= starts_line;
                match starts_line {
                    true => rest.iter().take_while(|byte| **byte == 0).count(),
                    false => 0,
                }
            }
            _ => {
                let length = colour(rest);
                stepped.colours |= length > 0;
                length
            }
        };
        if length > 0 {
            cleaned.extend_from_slice(&bytes[done..at]);
            done = at + length;
        }
    }
    if done == 0 {
        return (Cow::Borrowed(bytes), stepped);
    }
    cleaned.extend_from_slice(&bytes[done..]);
    (Cow::Owned(cleaned), stepped)
}

/// Whether a line that goes on has more than `max_line` bytes already without what is stepped over, with two to spare: the
/// reader of lines must see that the line is cut, also where its last byte looks like the CR of a newline.
///
/// A line of hardly anything but colours is long too, so that it is not held.
pub(super) fn is_long(line: &[u8], max_line: usize) -> bool {
    let limit = max_line.saturating_add(2);
    if line.len() < limit {
        return false;
    }
    let (cleaned, _) = clean(line, true);
    let open = memrchr(ESCAPE, &cleaned).map_or(0, |escape| {
        let is_open = cleaned[escape + 1..].iter().all(|byte| b"[;:0123456789".contains(byte));
        if is_open { cleaned.len() - escape } else { 0 }
    });
    cleaned.len() - open >= limit || line.len() > limit.saturating_mul(8).max(MOST_COLOURS)
}

/// How many NUL bytes a line begins with.
pub(super) fn leading_nuls(line: &[u8]) -> usize {
    line.iter().take_while(|byte| **byte == 0).count()
}

/// Whether there is an escape or a NUL. The least of each chunk is a loop over vectors, which runs half the
/// instructions of a search for two bytes.
fn has_any(bytes: &[u8]) -> bool {
    let least = |least: u8, byte: &u8| least.min(*byte).min(*byte ^ ESCAPE);
    bytes.chunks(512).any(|chunk| chunk.iter().fold(u8::MAX, least) == 0)
}

/// The length of the colour that `bytes` begin with; 0 if they begin with none.
fn colour(bytes: &[u8]) -> usize {
    let Some(rest) = bytes.strip_prefix(b"\x1b[") else { return 0 };
    let is_parameter = |byte: &&u8| matches!(**byte, b'0'..=b'9' | b';' | b':');
    let parameters = rest.iter().take_while(is_parameter).count();
    match rest.get(parameters) {
        Some(b'm' | b'K') => 2 + parameters + 1,
        _ => 0,
    }
}

#[cfg(test)]
mod tests {
    use super::{clean, is_long};

    #[test]
    fn colours_do_not_make_a_line_long() {
        for (line, expected) in [
            (&b"abcde"[..], false),
            (b"abcdef", true),
            (b"\0\0abcde", false),
            (b"\x1b[31mabcde\x1b[0m", false),
            (b"abcde\x1b[0", false),
            (b"abcde\x1b", false),
            (b"abcde\x1b]", true),
            (b"\xef\xbb\xbfabcde", false),
        ] {
            assert_eq!(is_long(line, 4), expected, "{line:?}");
        }
        assert!(is_long(&b"\x1b[0m".repeat(20_000), 4));
    }

    #[test]
    fn what_is_stepped_over_and_what_stays() {
        let cases: [(&[u8], &[u8]); 10] = [
            (b"plain\n", b"plain\n"),
            (b"\xef\xbb\xbfa\n\xef\xbb\xbfb\n", b"a\n\xef\xbb\xbfb\n"),
            (b"\0\0a\0b\n\0c\n", b"a\0b\nc\n"),
            (b"\0\xef\xbb\xbf\0a\n", b"a\n"),
            (b"\x1b[31mERROR\x1b[0m a\n", b"ERROR a\n"),
            (b"\x1b[01;38:5:9m\x1b[Ka\x1b[m\n", b"a\n"),
            (b"\x1b[31m\0\0a\n", b"a\n"),
            (b"\x1b]0;title\x07 \x1b[2J \x1b\n", b"\x1b]0;title\x07 \x1b[2J \x1b\n"),
            (b"a\x1b[3", b"a\x1b[3"),
            (b"\0", b""),
        ];
        for (bytes, expected) in cases {
            assert_eq!(clean(bytes, true).0, expected, "{bytes:?}");
        }
        assert_eq!(clean(b"\xef\xbb\xbfa\n", false).0, b"\xef\xbb\xbfa\n".as_slice());
    }
}
