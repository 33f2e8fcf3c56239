//! The fields of a record: apart by blanks, tabs or commas, perhaps in quotes.

use memchr::{memchr, memmem};

use crate::extract::texts::FieldTexts;

/// The range of a field, without its quotes.
#[derive(Debug, Clone, Copy)]
pub(super) struct W3cField {
    pub(super) start: usize,
    pub(super) end: usize,
    has_doubled: bool,
}

impl W3cField {
    pub(super) fn text<'a>(&self, line: &'a [u8]) -> &'a [u8] {
        line.get(self.start..self.end).unwrap_or_default()
    }

    /// Sets a column to `date` and this field, a time of day.
    pub(super) fn set_dated(
        &self,
        line: &[u8],
        date: &[u8],
        column: usize,
        texts: &mut FieldTexts<'_>,
    ) {
        texts.set_written(column, |out| {
            out.extend_from_slice(date);
            out.push(b' ');
            out.extend_from_slice(self.text(line));
        });
    }

    pub(super) fn set<'a>(&self, line: &'a [u8], column: usize, texts: &mut FieldTexts<'a>) {
        if !self.has_doubled {
            return texts.set(column, line.get(self.start..self.end));
        }
        texts.set_written(column, |out| {
            let mut text = &line[self.start..self.end];
            while let Some(at) = memmem::find(text, b"\"\"") {
                out.extend_from_slice(&text[..=at]);
                text = &text[at + 2..];
            }
            out.extend_from_slice(text);
        });
    }
}

/// The fields of a line.
#[derive(Clone, Copy)]
pub(super) struct W3cFields<'l> {
    pub(super) line: &'l [u8],
    /// Where the next field begins.
    pub(super) at: usize,
    pub(super) separator: u8,
}

impl W3cFields<'_> {
    /// The field in quotes whose first byte after the quote is at `start`. `None` if no quote before a
    /// separator closes it: then the quote belongs to a plain field.
    fn quoted(&self, start: usize) -> Option<W3cField> {
        let mut has_doubled = false;
        let mut at = start;
        loop {
            at += memchr(b'"', self.line.get(at..)?)?;
            match self.line.get(at + 1) {
                None | Some(b' ' | b'\t' | b',') => {
                    return Some(W3cField { start, end: at, has_doubled });
                }
                Some(b'"') => has_doubled = true,
                Some(_) => return None,
            }
            at += 2;
        }
    }
}

impl Iterator for W3cFields<'_> {
    type Item = W3cField;

    #[inline]
    fn next(&mut self) -> Option<W3cField> {
        let rest = self.line.get(self.at..)?;
        let blanks = match self.separator {
            b' ' => rest.iter().position(|byte| *byte != b' ')?,
            _ => 0,
        };
        let start = self.at + blanks;
        let quoted =
            if self.line.get(start) == Some(&b'"') { self.quoted(start + 1) } else { None };
        if let Some(field) = quoted {
            self.at = field.end + 2;
            return Some(field);
        }
        let rest = &self.line[start..];
        let length = memchr(self.separator, rest);
        let end = length.map_or(self.line.len(), |length| start + length);
        self.at = end + 1;
        Some(W3cField { start, end, has_doubled: false })
    }
}
