//! The end of a report: sections end with a blank line, the report does not.

use std::io::{self, Write};

/// Writes to another writer all but a blank line at the end.
pub(super) struct WithoutLastBlank<'w> {
    out: &'w mut dyn Write,
    /// The last byte written was a newline, or nothing was written.
    is_at_start: bool,
    /// A blank line that is written once more follows.
    is_held: bool,
}

impl<'w> WithoutLastBlank<'w> {
    pub(super) fn new(out: &'w mut dyn Write) -> Self {
        Self { out, is_at_start: false, is_held: false }
    }
}

impl Write for WithoutLastBlank<'_> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        if bytes.is_empty() {
            return Ok(0);
        }
        if std::mem::take(&mut self.is_held) {
            self.out.write_all(b"\n")?;
        }
        let is_blank = |text: &[u8]| match text {
            [.., b'\n', b'\n'] => true,
            [b'\n'] => self.is_at_start,
            _ => false,
        };
        let end = bytes.len() - usize::from(is_blank(bytes));
        self.is_held = end < bytes.len();
        self.is_at_start = bytes.ends_with(b"\n");
        self.out.write_all(bytes.get(..end).unwrap_or(bytes))?;
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        self.out.flush()
    }
}

#[cfg(test)]
mod tests {
    use std::io::Write;

    use super::WithoutLastBlank;

    #[test]
    fn only_the_last_blank_line_goes() {
        let cases: [(&[&str], &str); 5] = [
            (&["a\n", "\n"], "a\n"),
            (&["a", "\n", "\n", "b\n", "\n"], "a\n\nb\n"),
            (&["a\n\n", "b\n\n"], "a\n\nb\n"),
            (&["a\n"], "a\n"),
            (&[], ""),
        ];
        for (pieces, expected) in cases {
            let mut written = Vec::new();
            let mut out = WithoutLastBlank::new(&mut written);
            pieces.iter().for_each(|piece| out.write_all(piece.as_bytes()).unwrap());
            assert_eq!(String::from_utf8(written).unwrap(), expected);
        }
    }
}
