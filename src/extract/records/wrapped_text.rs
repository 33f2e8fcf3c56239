//! The text that a line of a wrapper holds, and the strings of a line of JSON.

use super::super::quoted;

pub(super) struct BlockLine<'l> {
    pub(super) index: usize,
    /// The offset of the line in the block.
    pub(super) begin: usize,
    /// The line without its newline.
    pub(super) bytes: &'l [u8],
}

pub(super) struct WrappedText {
    /// The texts of the service columns, joined by blanks.
    pub(super) service: Vec<u8>,
    /// Whether the text goes on in the next line of the service.
    pub(super) is_partial: bool,
    /// The wrapped text without the escapes of the wrapper.
    pub(super) text: Vec<u8>,
    /// The range of the wrapped text in the line, with the escapes of the wrapper.
    pub(super) start: usize,
    pub(super) end: usize,
}

/// Lines of one service that are joined into the first one.
pub(super) struct OpenParts {
    pub(super) service: Vec<u8>,
    /// The offset of the first line in the block.
    pub(super) begin: usize,
    /// The indexes of the lines.
    pub(super) lines: Vec<usize>,
    /// The first line up to the end of its wrapped text, then the wrapped texts of the other lines, with the
    /// escapes of the wrapper.
    joined: Vec<u8>,
    /// What follows the wrapped text in the first line.
    rest: Vec<u8>,
}

impl OpenParts {
    /// Begins with `line`.
    pub(super) fn new(wrapped: &WrappedText, line: &BlockLine<'_>) -> Self {
        let (before, rest) = line.bytes.split_at_checked(wrapped.end).unwrap_or((line.bytes, b""));
        Self {
            service: wrapped.service.clone(),
            begin: line.begin,
            lines: vec![line.index],
            joined: before.to_vec(),
            rest: rest.to_vec(),
        }
    }

    /// Adds the wrapped text of a line, after `between`.
    pub(super) fn add(&mut self, between: &[u8], wrapped: &WrappedText, line: &BlockLine<'_>) {
        let text = line.bytes.get(wrapped.start..wrapped.end).unwrap_or_default();
        self.lines.push(line.index);
        self.joined.extend_from_slice(between);
        self.joined.extend_from_slice(text);
    }

    /// The joined line.
    pub(super) fn whole(&self) -> Vec<u8> {
        [&self.joined[..], &self.rest].concat()
    }
}

/// A line without the bytes that end it.
pub(super) fn without_newline(line: &[u8]) -> &[u8] {
    let line = line.strip_suffix(b"\n").unwrap_or(line);
    line.strip_suffix(b"\r").unwrap_or(line)
}

/// Where the string of the key `key` of a JSON object begins and ends in `line`, without its quotes.
/// Keys of objects within the object are not looked at.
pub(super) fn member(line: &[u8], key: &[u8]) -> Option<(usize, usize)> {
    let value = value_at(line, key)?;
    let start = line.len() - line.get(value..)?.strip_prefix(b"\"")?.len();
    Some((start, quoted::end(line, start)?.quote))
}

/// The string at the path `path` of a JSON object, whose keys are separated by dots, or which is one key with dots.
pub(super) fn string_at<'l>(line: &'l [u8], path: &str) -> Option<&'l [u8]> {
    if let Some((start, end)) = member(line, path.as_bytes()) {
        return line.get(start..end);
    }
    let (outer, inner) = path.split_once('.')?;
    string_at(line.get(value_at(line, outer.as_bytes())?..)?, inner)
}

/// Where the value of the key `key` of the JSON object that `line` begins with begins.
fn value_at(line: &[u8], key: &[u8]) -> Option<usize> {
    let (mut at, mut depth) = (0, 0_usize);
    while let Some(byte) = line.get(at) {
        match byte {
            b'"' => {
                let end = quoted::end(line, at + 1)?.quote;
                let value = line.get(end + 1..)?.trim_ascii_start().strip_prefix(b":");
                if let Some(value) =
                    value.filter(|_| depth == 1 && line.get(at + 1..end) == Some(key))
                {
                    return Some(line.len() - value.trim_ascii_start().len());
                }
                at = end;
            }
            b'{' | b'[' => depth += 1,
            b'}' | b']' if depth <= 1 => return None,
            b'}' | b']' => depth -= 1,
            _ => {}
        }
        at += 1;
    }
    None
}
