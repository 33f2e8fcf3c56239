//! Columns of the W3C extended log format (IIS, CloudFront): a `#Fields:` line names them.
//!
//! A `#Fields:` line holds until the next, anywhere in a file; other lines that start with `#` are
//! headers too. Tabs separate fields if the line has a tab, otherwise runs of blanks; a field in quotes
//! may hold blanks and doubled quotes. `-` is a value like any other.
//!
//! The names of a line's fields depend on lines before it, which another worker may have read. The
//! feeder therefore finds the last [`Header`] of each block with [`Header::find_last`] and gives a
//! worker the header in force at the start of its block; the worker's [`HeaderLayout`] follows the headers
//! within the block.

use memchr::{memchr, memmem};

use super::texts::FieldTexts;
use crate::tally::Rejection;

const FIELDS: &[u8] = b"#Fields:";

/// The field that is `date` and `time` and the byte between them.
const DATE_TIME: &[u8] = b"date time";

/// The names that a `#Fields:` line gives.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Header {
    names: Vec<Vec<u8>>,
}

impl Header {
    /// Reads a `#Fields:` line; `None` if it is another line, or names nothing.
    pub(super) fn parse(line: &[u8]) -> Option<Self> {
        let names = line.strip_prefix(FIELDS)?.split(|byte| byte.is_ascii_whitespace());
        let names: Vec<_> = names.filter(|name| !name.is_empty()).map(<[u8]>::to_vec).collect();
        (!names.is_empty()).then_some(Self { names })
    }

    /// The last `#Fields:` line of a block that starts at the start of a line.
    pub fn find_last(block: &[u8]) -> Option<Self> {
        let hits = memmem::find_iter(block, FIELDS);
        let starts_line = |at: &usize| at.checked_sub(1).is_none_or(|at| block[at] == b'\n');
        let line = |at: usize| {
            let rest = &block[at..];
            &rest[..memchr(b'\n', rest).unwrap_or(rest.len())]
        };
        hits.filter(starts_line).filter_map(|at| Self::parse(line(at))).last()
    }
}

/// The two kinds of lines.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum LineKind {
    /// A line of the format itself, which counts as header.
    Header,
    /// A record; the wanted fields that it has were found.
    Record,
}

/// The positions of the wanted fields under the header in force; each worker has its own.
#[derive(Debug, Clone, Default)]
pub(super) struct HeaderLayout {
    has_header: bool,
    /// Index and column of each wanted field, in the order of the fields.
    wanted: Vec<(usize, usize)>,
    /// The index of the field `time` and the column of [`DATE_TIME`], if the field `date` precedes it.
    date_time: Option<(usize, usize)>,
}

/// Finds the wanted columns of lines; shared by all workers.
#[derive(Debug)]
pub(super) struct W3cSplitter {
    wanted: Vec<Vec<u8>>,
}

impl W3cSplitter {
    /// A splitter for these fields, in their order.
    pub(super) fn new(wanted: &[String]) -> Self {
        Self { wanted: wanted.iter().map(|name| name.as_bytes().to_vec()).collect() }
    }

    /// The layout under `header`, or before any header.
    pub(super) fn layout(&self, header: Option<&Header>) -> HeaderLayout {
        let mut layout = HeaderLayout::default();
        if let Some(header) = header {
            self.follow(header, &mut layout);
        }
        layout
    }

    fn follow(&self, header: &Header, layout: &mut HeaderLayout) {
        layout.has_header = true;
        layout.wanted.clear();
        for (column, name) in self.wanted.iter().enumerate() {
            let index = header.names.iter().position(|known| known == name);
            layout.wanted.extend(index.map(|index| (index, column)));
        }
        layout.wanted.sort_unstable();
        let index = |name: &[u8]| header.names.iter().position(|known| known == name);
        layout.date_time = match (index(b"date"), index(b"time")) {
            (Some(date), Some(time)) if time == date + 1 => {
                let column = self.wanted.iter().position(|name| name == DATE_TIME);
                column.map(|column| (time, column))
            }
            _ => None,
        };
    }

    /// Finds the wanted columns of `line`, or follows it where it is a header.
    ///
    /// # Errors
    /// The line is empty, or no header says what its fields are.
    pub(super) fn split<'a>(
        &self,
        layout: &mut HeaderLayout,
        line: &'a [u8],
        texts: &mut FieldTexts<'a>,
    ) -> Result<LineKind, Rejection> {
        texts.reset(self.wanted.len());
        if line.first() == Some(&b'#') {
            if let Some(header) = Header::parse(line) {
                self.follow(&header, layout);
            }
            return Ok(LineKind::Header);
        }
        if line.is_empty() || !layout.has_header {
            return Err(Rejection::NoMatch);
        }
        let last = [layout.wanted.last(), layout.date_time.as_ref()];
        let count = last.into_iter().flatten().map(|(index, _)| index + 1).max().unwrap_or(0);
        let mut wanted = layout.wanted.iter().peekable();
        let fields = W3cFields { line, at: 0, by_tabs: memchr(b'\t', line).is_some() };
        let mut before = None;
        for (index, field) in fields.take(count).enumerate() {
            while let Some((_, column)) = wanted.next_if(|(wanted, _)| *wanted == index) {
                field.set(line, *column, texts);
            }
            match (layout.date_time, before) {
                (Some((time, column)), Some(W3cField { start, end, .. }))
                    if time == index && field.start == end + 1 =>
                {
                    texts.set(column, line.get(start..field.end));
                }
                _ => {}
            }
            before = Some(field);
        }
        Ok(LineKind::Record)
    }
}

/// The range of a field, without its quotes.
#[derive(Debug, Clone, Copy)]
struct W3cField {
    start: usize,
    end: usize,
    has_doubled: bool,
}

impl W3cField {
    fn set<'a>(&self, line: &'a [u8], column: usize, texts: &mut FieldTexts<'a>) {
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
#[derive(Debug)]
struct W3cFields<'l> {
    line: &'l [u8],
    at: usize,
    by_tabs: bool,
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
                None | Some(b' ' | b'\t') => return Some(W3cField { start, end: at, has_doubled }),
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
        let blanks = match self.by_tabs {
            true => 0,
            false => rest.iter().position(|byte| *byte != b' ')?,
        };
        let start = self.at + blanks;
        let quoted =
            if self.line.get(start) == Some(&b'"') { self.quoted(start + 1) } else { None };
        if let Some(field) = quoted {
            self.at = field.end + 2;
            return Some(field);
        }
        let rest = &self.line[start..];
        let length = memchr(if self.by_tabs { b'\t' } else { b' ' }, rest);
        let end = length.map_or(self.line.len(), |length| start + length);
        self.at = end + 1;
        Some(W3cField { start, end, has_doubled: false })
    }
}

#[cfg(test)]
mod tests {
    use super::{FieldTexts, Header, LineKind, W3cSplitter};
    use proptest::prelude::{any, prop_assert_eq, proptest};

    /// The columns of each line of a text, `-` for absent, `#` for headers, `!` for rejects.
    fn read(wanted: &[&str], header: Option<&Header>, text: &str) -> Vec<String> {
        let wanted: Vec<String> = wanted.iter().map(|name| (*name).to_owned()).collect();
        let reader = W3cSplitter::new(&wanted);
        let mut layout = reader.layout(header);
        let arena = crate::event::Arena::new();
        let mut texts = FieldTexts::new(&arena);
        let mut read = |line| match reader.split(&mut layout, str::as_bytes(line), &mut texts) {
            Err(_) => "!".to_owned(),
            Ok(LineKind::Header) => "#".to_owned(),
            Ok(LineKind::Record) => {
                let text = |column| texts.get(column).unwrap_or(b"absent");
                let texts: Vec<_> = (0..wanted.len()).map(text).collect();
                String::from_utf8(texts.join(&b'|')).unwrap()
            }
        };
        text.lines().map(&mut read).collect()
    }

    const LOG: &str = "\
#Software: example
10.0.0.1 GET
#Fields: c-ip cs-method cs(User-Agent) sc-status
203.0.113.7 GET curl/8.5.0 200
203.0.113.7  GET   \"a \"\"b\"\" c\" 200
203.0.113.7 GET \"open 200
203.0.113.7 GET
203.0.113.7\tGET\ta b\t200

#Date: 2026-03-05
#Fields: sc-status c-ip
404 198.51.100.4
";

    #[test]
    fn columns_follow_the_header_in_force() {
        let expected = [
            "#",
            "!",
            "#",
            "200|curl/8.5.0|203.0.113.7",
            "200|a \"b\" c|203.0.113.7",
            "200|\"open|203.0.113.7",
            "absent|absent|203.0.113.7",
            "200|a b|203.0.113.7",
            "!",
            "#",
            "#",
            "404|absent|198.51.100.4",
        ];
        assert_eq!(read(&["sc-status", "cs(User-Agent)", "c-ip"], None, LOG), expected);
    }

    #[test]
    fn headers_are_found_and_others_are_not() {
        assert_eq!(Header::find_last(LOG.as_bytes()).unwrap().names, [&b"sc-status"[..], b"c-ip"]);
        for block in ["", "a #Fields: b\n", "#Fields:\n", "#Field: a", "#Fields: "] {
            assert_eq!(Header::find_last(block.as_bytes()), None, "{block}");
        }
        let last = Header::find_last(b"#Fields: a\n#Fields:\r\n").unwrap();
        assert_eq!(last.names, [b"a"]);
    }

    proptest! {
        #[test]
        fn blocks_with_the_header_in_force_read_as_the_whole(
            lines in proptest::collection::vec("(#Fields: [abc ]{0,5}|[abc\" ]{0,8}|#x)", 0..12),
            cut in any::<proptest::sample::Index>(),
        ) {
            let cut = cut.index(lines.len() + 1);
            let (first, second) = (lines[..cut].join("\n"), lines[cut..].join("\n"));
            let wanted = ["b", "a"];
            let header = Header::find_last(first.as_bytes());
            let mut parts = read(&wanted, None, &first);
            parts.extend(read(&wanted, header.as_ref(), &second));
            // `str::lines` drops an empty last line, so empty lines are left out on both sides.
            let whole = read(&wanted, None, &lines.join("\n"));
            let full = |texts: Vec<String>| texts.into_iter().filter(|t| t != "!").collect::<Vec<_>>();
            prop_assert_eq!(full(parts), full(whole));
        }
    }
}
