//! The lines of a block: the only place that knows what ends a line.

use memchr::memchr;
use wide::u8x16;

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
        let line = if let Some(end) = newline(self.rest) {
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

/// The offset of the first newline. Lines of logs have some hundred bytes: 64 bytes are looked at
/// together and inline. A call of memchr, which first chooses by what the processor can, takes as long as
/// the search.
#[inline]
fn newline(bytes: &[u8]) -> Option<usize> {
    let (blocks, tail) = bytes.as_chunks::<64>();
    for (index, block) in blocks.iter().enumerate() {
        let (chunks, _) = block.as_chunks::<16>();
        let [a, b, c, d] = chunks else { continue };
        let marks = [a, b, c, d].map(|chunk| u8x16::new(*chunk).simd_eq(u8x16::splat(b'\n')));
        if ((marks[0] | marks[1]) | (marks[2] | marks[3])).any() {
            let [a, b, c, d] = marks.map(|marks| u64::from(marks.to_bitmask()));
            let all = a | b << 16 | c << 32 | d << 48;
            return Some(index * 64 + all.trailing_zeros() as usize);
        }
    }
    memchr(b'\n', tail).map(|at| bytes.len() - tail.len() + at)
}

#[cfg(test)]
mod tests {
    use memchr::memchr;
    use proptest::prelude::{prop_assert_eq, proptest};

    use super::{Lines, newline};

    proptest! {
        #[test]
        fn the_newline_is_the_first(
            before in proptest::collection::vec(0..10_u8, 0..300),
            after in proptest::collection::vec(9..12_u8, 0..300),
        ) {
            let bytes = [before, after].concat();
            for start in 0..bytes.len() {
                prop_assert_eq!(newline(&bytes[start..]), memchr(b'\n', &bytes[start..]));
            }
        }
    }

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
