//! The lines of a block: the only place that knows what ends a line.

use memchr::{Memchr, memchr_iter};

/// One line without its newline.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Line<'a> {
    /// The bytes before LF or CR LF, at most as many as a line may have.
    pub(crate) bytes: &'a [u8],
    /// Whether the line was longer and is cut.
    pub(crate) cut: bool,
}

/// Iterates over the lines of a block.
///
/// LF and CR LF end a line. A last line without a newline is a line; a CR at its end is part of it,
/// because no LF follows. Empty lines are lines.
#[derive(Debug, Clone)]
pub(crate) struct Lines<'a> {
    block: &'a [u8],
    max_line: usize,
    /// Where the next line begins.
    start: usize,
    newlines: Memchr<'a>,
}

impl<'a> Lines<'a> {
    /// The lines of `block`, each cut to `max_line` bytes.
    pub(crate) fn new(block: &'a [u8], max_line: usize) -> Self {
        Self { block, max_line, start: 0, newlines: memchr_iter(b'\n', block) }
    }
}

impl<'a> Iterator for Lines<'a> {
    type Item = Line<'a>;

    #[inline(always)]
    fn next(&mut self) -> Option<Line<'a>> {
        let rest = self.block.get(self.start..).filter(|rest| !rest.is_empty())?;
        let line = match self.newlines.next() {
            Some(end) => {
                let line = self.block.get(self.start..end)?;
                self.start = end + 1;
                line.strip_suffix(b"\r").unwrap_or(line)
            }
            None => {
                self.start = self.block.len();
                rest
            }
        };
        match line.get(..self.max_line) {
            Some(kept) if kept.len() < line.len() => Some(Line { bytes: kept, cut: true }),
            _ => Some(Line { bytes: line, cut: false }),
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::{prop_assert_eq, proptest};

    use super::Lines;

    proptest! {
        #[test]
        fn lines_are_what_newlines_part(
            before in proptest::collection::vec(0..13_u8, 0..300),
            after in proptest::collection::vec(9..14_u8, 0..300),
        ) {
            let block = [before, after].concat();
            let mut expected: Vec<&[u8]> = block.split(|byte| *byte == b'\n').collect();
            let last = expected.pop().filter(|last| !last.is_empty());
            let whole = expected.iter().map(|line| line.strip_suffix(b"\r").unwrap_or(line));
            let expected: Vec<&[u8]> = whole.chain(last).collect();
            let lines: Vec<&[u8]> = Lines::new(&block, usize::MAX).map(|line| line.bytes).collect();
            prop_assert_eq!(lines, expected);
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
