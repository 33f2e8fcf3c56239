//! The stage between lines and extraction: which lines are one record, in formats whose records have
//! columns in several lines.
//!
//! A source with records of several lines is read in order, and its blocks are cut between records
//! ([`RecordRule::whole`]). A worker walks over the records of a block ([`Records`]).
//! [`RecordRule::length`] looks at no byte before a record: records are equal wherever blocks end.

mod begins;
mod documents;
mod partial;
mod quoted;
mod wrapped_text;

use std::sync::Arc;

use crate::format::{Format, Syntax};
use crate::source::{CONTINUED_LINE, Line, Lines};
use begins::BeginPatterns;
use documents::WrappedDocuments;

#[derive(Debug, Clone)]
pub(crate) enum RecordRule {
    /// A record goes on while a field in quotes is open.
    Quoted {
        /// The byte between fields.
        delimiter: u8,
    },
    /// A record begins with a line that one of these patterns matches.
    Begins(BeginPatterns),
    /// Each line of a wrapper is a record, except that the lines of one JSON document are one
    /// record.
    Documents(Arc<WrappedDocuments>),
}

impl RecordRule {
    /// The rule of a format. `None` if each line is a record. `delimiter` separates the fields of
    /// csv.
    pub(super) fn of_format(format: &Format, delimiter: u8) -> Option<Self> {
        if format.syntax == Syntax::Csv {
            return Some(Self::Quoted { delimiter });
        }
        (!format.begins.is_empty()).then(|| Self::Begins(BeginPatterns::new(&format.begins)))
    }

    /// The length of the first record of `bytes`, with its newline. `None` if the record may go on
    /// after `bytes`; with `is_end` nothing comes after `bytes`. A record of far more than `most` bytes
    /// is cut: in csv its first line alone is the record; of [`Self::Begins`], the record ends with
    /// the last line within `most` bytes.
    fn length(&self, bytes: &[u8], is_end: bool, most: usize) -> Option<usize> {
        match self {
            Self::Quoted { delimiter } => quoted::length(*delimiter, bytes, is_end, most),
            Self::Begins(first) => first.length(bytes, is_end, most),
            Self::Documents(_) => match memchr::memchr(b'\n', bytes) {
                Some(newline) => Some(newline + 1),
                None => is_end.then_some(bytes.len()),
            },
        }
    }

    /// Whether each line of `bytes` is a record.
    pub(super) fn is_by_line(&self, bytes: &[u8]) -> bool {
        matches!(self, Self::Quoted { .. }) && memchr::memchr(b'"', bytes).is_none()
    }

    /// The length of the whole records that `bytes` begin with.
    pub(crate) fn whole(&self, bytes: &[u8], most: usize) -> usize {
        if let Self::Documents(documents) = self {
            return documents.whole(bytes, most);
        }
        let mut at = 0;
        while at < bytes.len() {
            if let Self::Quoted { .. } = self
                && memchr::memchr(b'"', &bytes[at..]).is_none()
            {
                return memchr::memrchr(b'\n', bytes).map_or(at, |newline| newline + 1);
            }
            match self.length(&bytes[at..], false, most) {
                Some(length) => at += length,
                None => break,
            }
        }
        at
    }

    /// The lines of the wrapper `format`, with each document joined into one line. `None` if there
    /// is no document.
    pub(super) fn lines_with_joined_documents(
        format: &Format,
        lines: &[&[u8]],
    ) -> Option<Vec<Vec<u8>>> {
        format.wraps.as_ref()?;
        lines.iter().find(|line| WrappedDocuments::may_begin(line))?;
        let documents = Self::of_wrapper(format)?;
        let joined = documents.with_joined_documents(&lines.join(&b'\n'), usize::MAX)?;
        let lines = Lines::new(&joined, usize::MAX).map(|line| line.bytes);
        Some(lines.filter(|line| *line != CONTINUED_LINE).map(<[u8]>::to_vec).collect())
    }

    /// The rule of JSON documents of several lines inside the wrapper `format`. `None` if `format`
    /// wraps no lines.
    pub(super) fn of_wrapper(format: &Format) -> Option<Self> {
        WrappedDocuments::of_wrapper(format).map(|documents| Self::Documents(Arc::new(documents)))
    }

    /// `bytes`, which hold whole records, with each document of several lines joined into its first
    /// line. `None` if there is no document. A document of more than `most` bytes stays as it is.
    pub(crate) fn with_joined_documents(&self, bytes: &[u8], most: usize) -> Option<Vec<u8>> {
        match self {
            Self::Documents(documents) => documents.join(bytes, most),
            Self::Quoted { .. } | Self::Begins(_) => None,
        }
    }

    /// For a file that grows: whether a pause in writing ends the last record.
    pub(crate) fn ends_with_a_pause(&self) -> bool {
        matches!(self, Self::Begins(_) | Self::Documents(_))
    }

    /// The records of `lines`, as far as they are there.
    pub(super) fn group(&self, lines: &[&[u8]]) -> Vec<Vec<u8>> {
        let text = lines.join(&b'\n');
        let text = self.with_joined_documents(&text, usize::MAX).unwrap_or(text);
        Records::new(&text, self, usize::MAX).map(|record| record.bytes.to_vec()).collect()
    }
}

/// Iterates over the records of a block, which begins and ends with whole records.
#[derive(Debug, Clone)]
pub(crate) struct Records<'a> {
    rest: &'a [u8],
    rule: &'a RecordRule,
    max_line: usize,
    /// How many lines are left of a record of csv that is longer than `max_line`.
    continued: usize,
}

impl<'a> Records<'a> {
    /// The records of `block`, each cut to `max_line` bytes. A longer record of csv gives its first line, which is
    /// unmatched, and [`CONTINUED_LINE`] for each of the others.
    pub(crate) fn new(block: &'a [u8], rule: &'a RecordRule, max_line: usize) -> Self {
        Self { rest: block, rule, max_line, continued: 0 }
    }
}

impl<'a> Iterator for Records<'a> {
    type Item = Line<'a>;

    fn next(&mut self) -> Option<Line<'a>> {
        if self.continued > 0 {
            self.continued -= 1;
            return Some(Line { bytes: CONTINUED_LINE, cut: false });
        }
        if self.rest.is_empty() {
            return None;
        }
        let length = self.rule.length(self.rest, true, self.max_line).unwrap_or(self.rest.len());
        let (record, rest) = self.rest.split_at(length);
        self.rest = rest;
        let record = match record.strip_suffix(b"\n") {
            Some(record) => record.strip_suffix(b"\r").unwrap_or(record),
            None => record,
        };
        Some(match record.get(..self.max_line) {
            Some(kept) if kept.len() < record.len() => {
                let line = memchr::memchr(b'\n', record);
                let line = line.filter(|_| matches!(self.rule, RecordRule::Quoted { .. }));
                self.continued =
                    line.map_or(0, |line| memchr::memchr_iter(b'\n', &record[line..]).count());
                let kept = line.and_then(|line| kept.get(..line)).unwrap_or(kept);
                Line { bytes: kept, cut: true }
            }
            _ => Line { bytes: record, cut: false },
        })
    }
}

#[cfg(test)]
mod tests {
    use super::{BeginPatterns, RecordRule, Records};
    use proptest::prelude::{prop_assert, prop_assert_eq, proptest};

    fn slow() -> RecordRule {
        let patterns = ["^# Time: ", "^# User"].map(str::to_owned);
        RecordRule::Begins(BeginPatterns::new(&patterns))
    }

    fn records(rule: &RecordRule, text: &str, most: usize) -> Vec<String> {
        let records = Records::new(text.as_bytes(), rule, most);
        records.map(|record| String::from_utf8(record.bytes.to_vec()).unwrap()).collect()
    }

    #[test]
    fn fields_in_quotes_go_on() {
        let csv = RecordRule::Quoted { delimiter: b',' };
        let cases: [(&str, &[&str]); 8] = [
            ("a,b\nc\n", &["a,b", "c"]),
            ("a,\"b\nc\"\"\n\",d\ne", &["a,\"b\nc\"\"\n\",d", "e"]),
            ("\"a\r\nb\"\r\nc\r\n", &["\"a\r\nb\"", "c"]),
            // A quote inside a plain field is text, and a quoted field that is malformed ends its line.
            ("a\"b,c\nd\n", &["a\"b,c", "d"]),
            ("\"a\nb\"c\nd\n", &["\"a", "b\"c", "d"]),
            ("a,\"b\nc\n", &["a,\"b", "c"]),
            ("\"\"\n\"\"\"\n\"\n", &["\"\"", "\"\"\"\n\""]),
            ("\n\n", &["", ""]),
        ];
        for (text, expected) in cases {
            assert_eq!(records(&csv, text, 100), expected, "{text:?}");
        }
        assert_eq!(records(&csv, "\"a\nb\"\n", 3), ["\"a", "\u{1e}"]);
        assert_eq!(records(&csv, "\"a\nb\ncd\nefghij\"\n", 3), ["\"a", "b", "cd", "efg"]);
        assert_eq!(records(&csv, "\"abcd\ne\"\n", 3), ["\"ab", "e\""]);
        let semicolon = RecordRule::Quoted { delimiter: b';' };
        assert_eq!(records(&semicolon, "a,\"b;\"c\nd\"\n", 100), ["a,\"b;\"c\nd\""]);
    }

    #[test]
    fn records_that_begin_with_a_line() {
        let text = "x\n# Time: 1\n# User\nq\n# User\nq\n\n# Time: 2\n";
        let expected = ["x", "# Time: 1\n# User\nq", "# User\nq\n", "# Time: 2"];
        assert_eq!(records(&slow(), text, 100), expected);
        assert_eq!(records(&slow(), "# User\nabc\nd\n", 11), ["# User\nabc", "d"]);
    }

    #[test]
    fn texts_that_docker_cut_are_joined_each_stream_by_its_own() {
        let rule = RecordRule::of_wrapper(crate::format::find("docker").unwrap()).unwrap();
        let line =
            |text: &str, stream: &str| format!("{{\"log\":\"{text}\",\"stream\":\"{stream}\"}}\n");
        let (part, other) = ("p".repeat(16_384), "q".repeat(16_384));
        let lines = [
            line(&part, "stdout"),
            line("short", "stderr"),
            line(&other, "stderr"),
            line(&part, "stdout"),
            line("end\\n", "stderr"),
            line("end\\n", "stdout"),
            line(&part, "stdout"),
        ];
        let expected = [
            line(&format!("{part}{part}end\\n"), "stdout"),
            line("short", "stderr"),
            line(&format!("{other}end\\n"), "stderr"),
            line(&part, "stdout"),
        ];
        let text = lines.concat();
        let most = 1 << 20;
        let joined = rule.with_joined_documents(text.as_bytes(), most).unwrap();
        let joined = String::from_utf8(joined).unwrap().replace("\u{1e}\n", "");
        assert!(joined == expected.concat(), "{} bytes", joined.len());
        // The last part is open at the end.
        assert_eq!(rule.whole(text.as_bytes(), most), text.len() - lines[6].len());
        assert_eq!(rule.whole(lines[0].as_bytes(), most), 0);
    }

    proptest! {
        #[test]
        fn blocks_may_be_cut_anywhere(
            text in "([a\",;\r\n]|# Time: 1\n|# User\n){0,40}",
            sizes in proptest::collection::vec(1_usize..9, 1..40),
            most in 1_usize..30,
        ) {
            for rule in [RecordRule::Quoted { delimiter: b',' }, slow()] {
                let expected = records(&rule, &text, most);
                let (mut found, mut held, mut at) = (Vec::new(), String::new(), 0);
                for size in sizes.iter().chain(std::iter::once(&text.len())) {
                    // Blocks end with a newline.
                    let end = text.get(at + size..).and_then(|rest| rest.find('\n'));
                    let end = end.map_or(text.len(), |newline| at + size + newline + 1);
                    held += &text[at.min(end)..end];
                    at = end;
                    let whole = rule.whole(held.as_bytes(), most);
                    prop_assert!(whole <= held.len());
                    found.extend(records(&rule, &held[..whole], most));
                    held.drain(..whole);
                }
                found.extend(records(&rule, &held, most));
                prop_assert_eq!(found, expected);
            }
        }

        #[test]
        fn partial_lines_are_joined_wherever_blocks_are_cut(
            lines in proptest::collection::vec("std(out|err) (P|F|P:x) (\\{|\\}|\"k\": |1|text |\\{\\}|)", 0..40),
            sizes in proptest::collection::vec(1_usize..6, 40),
            most in 40_usize..300,
        ) {
            let rule = RecordRule::of_wrapper(crate::format::find("cri").unwrap()).unwrap();
            let join = |text: &str| match rule.with_joined_documents(text.as_bytes(), most) {
                Some(joined) => String::from_utf8(joined).unwrap(),
                None => text.to_owned(),
            };
            let lines: Vec<String> =
                lines.iter().map(|line| format!("2026-04-07T08:15:42Z {line}\n")).collect();
            let (mut found, mut held, mut rest) = (String::new(), String::new(), &lines[..]);
            for size in sizes {
                let (block, left) = rest.split_at(size.min(rest.len()));
                rest = left;
                held += &block.concat();
                let whole = rule.whole(held.as_bytes(), most);
                found += &join(&held[..whole]);
                held.drain(..whole);
            }
            found += &join(&held);
            prop_assert_eq!(found, join(&lines.concat()));
        }
    }
}
