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

mod fields;
mod header;
#[cfg(test)]
mod tests;

use memchr::memchr;

use super::detect::looks_right;
use super::texts::FieldTexts;
use crate::tally::Rejection;
use fields::{W3cField, W3cFields};
pub(crate) use header::Header;
use header::date_of;

/// The field that is `date` and `time` and a blank between them.
const DATE_TIME: &[u8] = b"date time";

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
    /// Sets the column of the stamp: the date and the time of `line`, or the time of the line with the date of the
    /// header.
    fn set_stamp<'a>(
        &self,
        line: &'a [u8],
        date: Option<W3cField>,
        time: Option<W3cField>,
        texts: &mut FieldTexts<'a>,
    ) {
        let Some((stamp, time)) = self.date_time.zip(time) else { return };
        match (stamp.date, date) {
            (Some(_), Some(date)) if date.end + 1 == time.start => {
                texts.set(stamp.column, line.get(date.start..time.end));
            }
            (Some(_), Some(date)) => time.set_dated(line, date.text(line), stamp.column, texts),
            (Some(_), None) => {}
            (None, _) => {
                if let Some(date) = &self.date {
                    time.set_dated(line, date, stamp.column, texts);
                }
            }
        }
    }

    /// Checks that a record has as many fields as its header names: `read` of them, and then `rest`. Tabs at the
    /// end of a line separate nothing.
    fn check_count(&self, read: usize, rest: W3cFields<'_>) -> Result<(), Rejection> {
        let Some(named) = self.named else { return Ok(()) };
        let (mut found, mut filled) = (read, read);
        for field in rest {
            found += 1;
            filled = if field.end > field.start { found } else { filled };
        }
        if found < named || filled > named {
            return Err(Rejection::fields(filled, named));
        }
        Ok(())
    }

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
        if let Some(kind) = self.header_line(layout, line) {
            return kind;
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
        layout.set_stamp(line, date, time, texts);
        layout.check_count(read, fields)?;
        Ok(LineKind::Record)
    }

    /// What a line is that is no record; `None` for a line that may be a record. A header is followed. Errors: as
    /// [`Self::split`].
    fn header_line(
        &self,
        layout: &mut HeaderLayout,
        line: &[u8],
    ) -> Option<Result<LineKind, Rejection>> {
        if line.first() == Some(&b'#') {
            if let Some(header) = Header::parse(line) {
                self.follow(&header, layout);
            } else if let Some(date) = date_of(line) {
                layout.date = Some(date.to_vec());
            }
            return Some(Ok(LineKind::Header));
        }
        if !layout.has_header {
            return Some(Err(Rejection::NoMatch));
        }
        // The Windows firewall writes a blank line behind its header.
        line.is_empty().then(|| {
            let is_in_header = layout.named.is_some() && !layout.has_record;
            if is_in_header { Ok(LineKind::Header) } else { Err(Rejection::NoMatch) }
        })
    }
}
