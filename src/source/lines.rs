//! The lines of a block: the only place that knows what ends a line.

use memchr::memchr;

/// One line without its newline.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Line<'a> {
    /// The bytes before LF or CR LF, at most as many as a line may have.
    pub bytes: &'a [u8],
    /// Whether the line was longer and is cut.
    pub cut: bool,
}

/// Iterates over the lines of a block.
///
/// LF and CR LF end a line. A last line without a newline is a line; a CR at its end is part of it,
/// because no LF follows. Empty lines are lines.
#[derive(Debug, Clone)]
pub struct Lines<'a> {
    rest: &'a [u8],
    max_line: usize,
}

impl<'a> Lines<'a> {
    /// The lines of `block`, each cut to `max_line` bytes.
    pub fn new(block: &'a [u8], max_line: usize) -> Self {
        Self { rest: block, max_line }
    }
}

impl<'a> Iterator for Lines<'a> {
    type Item = Line<'a>;

    #[inline]
    fn next(&mut self) -> Option<Line<'a>> {
        let line = if let Some(end) = memchr(b'\n', self.rest) {
            let line = &self.rest[..end];
            self.rest = &self.rest[end + 1..];
            line.strip_suffix(b"\r").unwrap_or(line)
        } else if self.rest.is_empty() {
            return None;
        } else {
            std::mem::take(&mut self.rest)
        };
        match line.get(..self.max_line) {
            Some(kept) if kept.len() < line.len() => Some(Line { bytes: kept, cut: true }),
            _ => Some(Line { bytes: line, cut: false }),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Lines;

    #[test]
    fn newlines_empty_lines_and_long_lines() {
        let cases: [(&[u8], &[&str]); 7] = [
            (b"", &[]),
            (b"\n", &[""]),
            (b"a\n\nb", &["a", "", "b"]),
            (b"a\r\nb\r\n", &["a", "b"]),
            (b"a\r\r\nb\r", &["a\r", "b\r"]),
            (b"abcd\n", &["abcd"]),
            (b"abcde\nabcd\r\n", &["abcd!", "abcd"]),
        ];
        for (block, expected) in cases {
            let lines: Vec<String> = Lines::new(block, 4)
                .map(|line| {
                    let text = String::from_utf8_lossy(line.bytes).into_owned();
                    if line.cut { text + "!" } else { text }
                })
                .collect();
            assert_eq!(lines, expected, "{block:?}");
        }
    }
}
