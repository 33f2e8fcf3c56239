//! Columns of the W3C extended log format (IIS, CloudFront) and of Zeek: a line `#Fields:` or `#fields`
//! names them.
//!
//! A `#Fields:` line holds until the next, anywhere in a file; other lines that start with `#` are
//! headers too. Commas separate fields if they separate the names (Exchange), tabs if the line has a
//! tab, otherwise runs of blanks; a field in quotes may hold blanks and doubled quotes. `-` is a value
//! like any other. A line `#Date:` dates times without a date.
//!
//! The names of a line's fields depend on lines before it, which another worker may have read. The
//! feeder therefore finds the last [`Header`] of each block with [`Header::find_last`] and gives a
//! worker the header in force at the start of its block; the worker's [`HeaderLayout`] follows the headers
//! within the block.

use memchr::{memchr, memchr_iter, memmem};

use super::detect::{begins_with_time, looks_right};
use super::texts::FieldTexts;
use crate::tally::Rejection;

/// What the line that names the fields begins with, in W3C logs and in Zeek's.
const FIELDS: [&[u8]; 2] = [b"#Fields:", b"#fields\t"];

/// What the line with the date of the lines after it begins with.
const DATE: &[u8] = b"#Date:";

/// The field that is `date` and `time` and a blank between them.
const DATE_TIME: &[u8] = b"date time";

/// The names that a `#Fields:` line gives.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Header {
    names: Vec<Vec<u8>>,
    /// Whether commas separate the fields.
    by_commas: bool,
    /// The date that a line `#Date:` gives.
    date: Option<Vec<u8>>,
    /// Whether the source is a log of Zeek, whose unset fields are `-`.
    is_zeek: bool,
    /// Whether no line has named the fields, so that there may be more.
    is_assumed: bool,
    /// Whether a record stands behind the first line of the source that names fields.
    has_record: bool,
}

impl Header {
    /// Reads a `#Fields:` line; `None` if it is another line, or names nothing.
    pub(super) fn parse(line: &[u8]) -> Option<Self> {
        let text = FIELDS.iter().find_map(|beginning| line.strip_prefix(*beginning))?.trim_ascii();
        let by_commas = text.contains(&b',') && !text.contains(&b' ');
        let is_between = |byte: &u8| byte.is_ascii_whitespace() || (by_commas && *byte == b',');
        let names = text.split(is_between).filter(|name| !name.is_empty());
        let names: Vec<_> = names.map(<[u8]>::to_vec).collect();
        let is_zeek = !line.starts_with(b"#Fields");
        let (date, is_assumed, has_record) = (None, false, false);
        let header = Self { names, by_commas, date, is_zeek, is_assumed, has_record };
        (!header.names.is_empty()).then_some(header)
    }

    /// The fields of a format until a line names others.
    pub(super) fn assumed(names: &str) -> Option<Self> {
        let header = Self::parse(format!("#Fields: {names}").as_bytes())?;
        let is_zeek = header.names.first().is_some_and(|name| name == b"ts");
        Some(Self { is_zeek, is_assumed: true, ..header })
    }

    /// The names, if the first of them has a known shape.
    fn shaped_names(&self) -> Vec<String> {
        let names = self.names.iter().map(|name| String::from_utf8_lossy(name).into_owned());
        let names: Vec<String> = names.collect();
        if begins_with_time(&(names.join(" ") + " ")) { names } else { Vec::new() }
    }

    /// The last `#Fields:` line of a block that starts at the start of a line.
    pub(crate) fn find_last(block: &[u8]) -> Option<Self> {
        let starts_line = |at: &usize| at.checked_sub(1).is_none_or(|at| block[at] == b'\n');
        let line = |at: usize| {
            let rest = &block[at..];
            &rest[..memchr(b'\n', rest).unwrap_or(rest.len())]
        };
        let (mut last, mut date, mut first) = (None, None, None);
        for at in memchr_iter(b'#', block).filter(starts_line) {
            date = date_of(line(at)).or(date);
            last = Self::parse(line(at)).or(last);
            first = first.or(last.is_some().then_some(at));
        }
        let has_record = has_record(block.get(first?..)?);
        last.map(|header| Self { date: date.map(<[u8]>::to_vec), has_record, ..header })
    }

    /// The header in force behind `block`, if `before` is in force in front of it.
    pub(crate) fn behind(before: Option<&Self>, block: &[u8]) -> Option<Self> {
        let mut header = Self::find_last(block).or_else(|| before.cloned())?;
        header.has_record |= before.is_some_and(|before| before.has_record || has_record(block));
        Some(header)
    }
}

/// Whether a line of `block` is neither blank nor a header.
fn has_record(block: &[u8]) -> bool {
    let lines = block.split(|byte| *byte == b'\n');
    lines
        .map(|line| line.strip_suffix(b"\r").unwrap_or(line))
        .any(|line| !matches!(line, [] | [b'#', ..]))
}

/// The date that a line `#Date:` gives.
fn date_of(line: &[u8]) -> Option<&[u8]> {
    let text = line.strip_prefix(DATE)?.trim_ascii();
    text.split(|byte| matches!(byte, b' ' | b'T')).next().filter(|date| !date.is_empty())
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
    is_zeek: bool,
    /// How many fields a line has, where a header names them.
    named: Option<usize>,
    /// The names of the fields that have known shapes, where no header names them.
    assumed: Vec<String>,
    /// Whether a record stands behind the first line that names fields.
    has_record: bool,
    /// Index and column of each wanted field, in the order of the fields.
    wanted: Vec<(usize, usize)>,
    by_commas: bool,
    date_time: Option<StampFields>,
    /// The date in force, of a line `#Date:`.
    date: Option<Vec<u8>>,
}

impl HeaderLayout {
    /// Whether a line has most of the assumed fields, each of its shape.
    fn may_be_record(&self, fields: W3cFields<'_>) -> bool {
        let mut found = 0;
        let mut pairs = self.assumed.iter().zip(fields);
        let all = pairs.all(|(name, field)| {
            found += 1;
            let text = field.text(fields.line);
            text.is_empty() || looks_right(name, text)
        });
        all && found * 2 >= self.assumed.len()
    }
}

/// Where the parts of [`DATE_TIME`] stand.
#[derive(Debug, Clone, Copy)]
struct StampFields {
    column: usize,
    /// The index of the field `date`; without one, the date in force counts.
    date: Option<usize>,
    time: usize,
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
        layout.by_commas = header.by_commas;
        layout.date = header.date.clone().or(layout.date.take());
        layout.is_zeek = header.is_zeek;
        layout.has_record |= header.has_record;
        layout.named = (!header.is_assumed).then_some(header.names.len());
        layout.assumed = if header.is_assumed { header.shaped_names() } else { Vec::new() };
        layout.wanted.clear();
        for (column, name) in self.wanted.iter().enumerate() {
            let index = header.names.iter().position(|known| known == name);
            layout.wanted.extend(index.map(|index| (index, column)));
        }
        layout.wanted.sort_unstable();
        let index = |name: &[u8]| header.names.iter().position(|known| known == name);
        let column = self.wanted.iter().position(|name| name == DATE_TIME);
        layout.date_time = column.zip(index(b"time")).map(|(column, time)| StampFields {
            column,
            date: index(b"date"),
            time,
        });
    }

    /// Finds the wanted columns of `line`, or follows it where it is a header. Errors: the line is blank
    /// behind a record, has more or fewer fields than the header names, or no header says what its fields
    /// are.
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
            } else if let Some(date) = date_of(line) {
                layout.date = Some(date.to_vec());
            }
            return Ok(LineKind::Header);
        }
        if !layout.has_header {
            return Err(Rejection::NoMatch);
        }
        // The Windows firewall writes a blank line behind its header.
        if line.is_empty() {
            let is_in_header = layout.named.is_some() && !layout.has_record;
            return if is_in_header { Ok(LineKind::Header) } else { Err(Rejection::NoMatch) };
        }
        layout.has_record |= layout.named.is_some();
        let stamp = layout.date_time.map(|stamp| stamp.time.max(stamp.date.unwrap_or(0)));
        let last = layout.wanted.last().map(|(index, _)| *index).max(stamp);
        let count = last.map_or(0, |last| last + 1);
        let mut wanted = layout.wanted.iter().peekable();
        let separator = match memchr(b'\t', line) {
            _ if layout.by_commas => b',',
            Some(_) => b'\t',
            None => b' ',
        };
        let mut fields = W3cFields { line, at: 0, separator };
        if !layout.assumed.is_empty() && !layout.may_be_record(fields) {
            return Err(Rejection::NoMatch);
        }
        let (mut date, mut time, mut read) = (None, None, 0);
        for (index, field) in fields.by_ref().take(count).enumerate() {
            read = index + 1;
            let is_unset = layout.is_zeek && line.get(field.start..field.end) == Some(b"-");
            while let Some((_, column)) = wanted.next_if(|(wanted, _)| *wanted == index) {
                if !is_unset {
                    field.set(line, *column, texts);
                }
            }
            if let Some(stamp) = layout.date_time {
                date = if stamp.date == Some(index) { Some(field) } else { date };
                time = if stamp.time == index { Some(field) } else { time };
            }
        }
        if let Some((stamp, time)) = layout.date_time.zip(time) {
            match (stamp.date, date) {
                (Some(_), Some(date)) if date.end + 1 == time.start => {
                    texts.set(stamp.column, line.get(date.start..time.end));
                }
                (Some(_), Some(date)) => time.set_dated(line, date.text(line), stamp.column, texts),
                (Some(_), None) => {}
                (None, _) => {
                    if let Some(date) = &layout.date {
                        time.set_dated(line, date, stamp.column, texts);
                    }
                }
            }
        }
        if let Some(named) = layout.named {
            let (mut found, mut filled) = (read, read);
            for field in fields {
                found += 1;
                filled = if field.end > field.start { found } else { filled };
            }
            // Tabs at the end of a line separate nothing.
            if found < named || filled > named {
                return Err(Rejection::fields(filled, named));
            }
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
    fn text<'a>(&self, line: &'a [u8]) -> &'a [u8] {
        line.get(self.start..self.end).unwrap_or_default()
    }

    /// Sets a column to `date` and this field, a time of day.
    fn set_dated(&self, line: &[u8], date: &[u8], column: usize, texts: &mut FieldTexts<'_>) {
        texts.set_written(column, |out| {
            out.extend_from_slice(date);
            out.push(b' ');
            out.extend_from_slice(self.text(line));
        });
    }

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

#[derive(Clone, Copy)]
struct W3cFields<'l> {
    line: &'l [u8],
    at: usize,
    separator: u8,
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

#[cfg(test)]
mod tests;
