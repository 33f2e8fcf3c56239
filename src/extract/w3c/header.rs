//! The lines that name the fields, and the line that dates the lines after it.

use memchr::{memchr, memchr_iter};

use crate::extract::detect::begins_with_time;

/// What the line that names the fields begins with, in W3C logs and in Zeek's.
const FIELDS: [&[u8]; 2] = [b"#Fields:", b"#fields\t"];

/// What the line with the date of the lines after it begins with.
const DATE: &[u8] = b"#Date:";

/// The names that a `#Fields:` line gives.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Header {
    pub(super) names: Vec<Vec<u8>>,
    /// Whether commas separate the fields.
    pub(super) by_commas: bool,
    /// The date that a line `#Date:` gives.
    pub(super) date: Option<Vec<u8>>,
    /// Whether the source is a log of Zeek, whose unset fields are `-`.
    pub(super) is_zeek: bool,
    /// Whether no line has named the fields, so that there may be more.
    pub(super) is_assumed: bool,
    /// Whether a record stands behind the first line of the source that names fields.
    pub(super) has_record: bool,
}

impl Header {
    /// Reads a `#Fields:` line; `None` if it is another line, or names nothing.
    pub(in crate::extract) fn parse(line: &[u8]) -> Option<Self> {
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
    pub(in crate::extract) fn assumed(names: &str) -> Option<Self> {
        let header = Self::parse(format!("#Fields: {names}").as_bytes())?;
        let is_zeek = header.names.first().is_some_and(|name| name == b"ts");
        Some(Self { is_zeek, is_assumed: true, ..header })
    }

    /// The names, if the first of them has a known shape.
    pub(super) fn shaped_names(&self) -> Vec<String> {
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
pub(super) fn date_of(line: &[u8]) -> Option<&[u8]> {
    let text = line.strip_prefix(DATE)?.trim_ascii();
    text.split(|byte| matches!(byte, b' ' | b'T')).next().filter(|date| !date.is_empty())
}
