//! Columns of csv and tsv lines, named by a header line.
//!
//! csv is RFC 4180: a field in quotes may hold delimiters, doubled quotes and newlines, as
//! [`super::records`] hands out whole records. A record with text between a closing quote and the next
//! delimiter, or with a quote left open, is no match. tsv has no quotes. An empty line is no match. Where
//! two columns have one name, the first counts. A record with more or fewer fields than the header is
//! rejected, but for the line `sep=;`, which names the delimiter to a spreadsheet, and PowerShell's `#TYPE NAME`.

use memchr::{memchr, memchr_iter};

use super::byte_search::{self, Byte, Or};
use super::texts::FieldTexts;
use crate::error::{Error, Result};
use crate::format::Syntax;
use crate::tally::Rejection;

/// The length of a line `sep=;`.
const SEPARATOR_LINE: usize = 5;

/// What separates fields, and whether they may be quoted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::extract) struct Dialect {
    /// The byte between fields.
    pub(super) delimiter: u8,
    /// Whether a field may be in double quotes.
    pub(super) has_quotes: bool,
}

impl Dialect {
    /// Commas, and quotes.
    pub(super) const CSV: Self = Self { delimiter: b',', has_quotes: true };
    /// Tabs, no quotes.
    pub(super) const TSV: Self = Self { delimiter: b'\t', has_quotes: false };

    pub(super) fn of_syntax(syntax: &Syntax) -> Self {
        if *syntax == Syntax::Tsv { Self::TSV } else { Self::CSV }
    }

    /// Whether a line stands in front of the header: `sep=;`, or PowerShell's `#TYPE NAME`.
    pub(super) fn is_before_header(line: &[u8]) -> bool {
        let text = line.strip_prefix(b"\xef\xbb\xbf").unwrap_or(line);
        text.starts_with(b"#TYPE ") || Self::named_delimiter(line).is_some()
    }

    /// The delimiter that a line `sep=;` names.
    pub(super) fn named_delimiter(line: &[u8]) -> Option<u8> {
        let line = line.strip_prefix(b"\xef\xbb\xbf").unwrap_or(line);
        match line {
            [b's' | b'S', b'e' | b'E', b'p' | b'P', b'=', delimiter] => Some(*delimiter),
            _ => None,
        }
    }

    /// The delimiter that the first line of a csv file tells: a line `sep=;`, or a header with more fields between
    /// semicolons than between commas, as spreadsheets write where the comma is the decimal point.
    pub(super) fn told_delimiter(line: &[u8]) -> Option<u8> {
        let fields = |delimiter| Self { delimiter, ..Self::CSV }.count(line, 0).unwrap_or(0);
        let has_semicolons = memchr(b';', line).is_some() && fields(b';') > fields(b',');
        Self::named_delimiter(line).or(has_semicolons.then_some(b';'))
    }

    /// How many fields `line` has from `start` on; `None` if a quote is left open.
    fn count(self, line: &[u8], start: usize) -> Option<usize> {
        let (mut at, mut count) = (Some(start), 0);
        while let Some(start) = at {
            let quote = self.opening_quote(line, start);
            let plain = line.get(start..quote.unwrap_or(line.len()))?;
            count += memchr_iter(self.delimiter, plain).count() + 1;
            at = match quote {
                Some(quote) => self.quoted(line, quote + 1)?.1,
                None => None,
            };
        }
        Some(count)
    }

    /// The place of the first quote that begins a field; a field begins at `start`.
    fn opening_quote(self, line: &[u8], start: usize) -> Option<usize> {
        let rest = line.get(start..).filter(|_| self.has_quotes)?;
        let mut quotes = memchr_iter(b'"', rest).map(|quote| start + quote);
        quotes.find(|quote| *quote == start || line.get(quote - 1) == Some(&self.delimiter))
    }

    /// The names in the header line of a source, without a byte order mark before them. `None` if the
    /// line is empty or a quote in it is left open.
    pub(super) fn header(self, line: &[u8]) -> Option<Vec<String>> {
        let line = line.strip_prefix(b"\xef\xbb\xbf").unwrap_or(line);
        let mut names = Vec::new();
        let mut at = (!line.is_empty()).then_some(0);
        while let Some(start) = at {
            let (field, next) = self.field(line, start)?;
            let mut name = Vec::new();
            field.append_to(line, &mut name);
            // Blanks after the commas of a header are no part of the names.
            names.push(String::from_utf8_lossy(&name).trim().to_owned());
            at = next;
        }
        (!names.is_empty()).then_some(names)
    }

    /// The field that starts at `start`, and the start of the next field, if there is one. `None` if a
    /// quote is left open.
    #[inline]
    fn field(self, line: &[u8], start: usize) -> Option<(DelimitedField, Option<usize>)> {
        let rest = line.get(start..)?;
        if self.has_quotes && rest.first() == Some(&b'"') {
            return self.quoted(line, start + 1);
        }
        let length = byte_search::find(rest, Byte(self.delimiter));
        let end = length.map_or(line.len(), |length| start + length);
        let field = DelimitedField { start, end, has_doubled: false };
        Some((field, length.map(|_| end + 1)))
    }

    /// The quoted field whose first byte after the quote is at `start`.
    fn quoted(self, line: &[u8], start: usize) -> Option<(DelimitedField, Option<usize>)> {
        let mut quotes = memchr_iter(b'"', line.get(start..)?).map(|quote| start + quote);
        let mut has_doubled = false;
        while let Some(end) = quotes.next() {
            let field = DelimitedField { start, end, has_doubled };
            match line.get(end + 1) {
                None => return Some((field, None)),
                Some(b'"') => {
                    has_doubled = true;
                    quotes.next();
                }
                Some(next) => return (*next == self.delimiter).then_some((field, Some(end + 2))),
            }
        }
        None
    }
}

/// The place of a field, without its quotes.
#[derive(Debug, Clone, Copy)]
struct DelimitedField {
    start: usize,
    end: usize,
    has_doubled: bool,
}

impl DelimitedField {
    /// Appends the text, with each doubled quote made one.
    fn append_to(self, line: &[u8], out: &mut Vec<u8>) {
        let mut text = line.get(self.start..self.end).unwrap_or_default();
        if self.has_doubled {
            while let Some(quote) = memchr(b'"', text) {
                out.extend_from_slice(&text[..=quote]);
                text = text.get(quote + 2..).unwrap_or_default();
            }
        }
        out.extend_from_slice(text);
    }
}

/// Finds the wanted columns of lines below one header; shared by all workers.
#[derive(Debug)]
pub(super) struct DelimitedSplitter {
    dialect: Dialect,
    columns: usize,
    /// The index of the field and the index of the column, for each wanted column, in the order of the
    /// fields.
    wanted: Vec<(usize, usize)>,
    /// How many fields each record has, if that is known.
    expected: Option<usize>,
}

impl DelimitedSplitter {
    /// A splitter for the fields `wanted`, in their order, of lines below the names `header`. Errors: a
    /// column that the header does not have.
    pub(super) fn new(dialect: Dialect, header: &[String], wanted: &[String]) -> Result<Self> {
        let mut places = Vec::new();
        for (column, name) in wanted.iter().enumerate() {
            let index = header.iter().position(|known| known == name).ok_or_else(|| {
                Error::Usage(format!("no column {name}: the header has {}", header.join(", ")))
            })?;
            places.push((index, column));
        }
        places.sort_unstable();
        Ok(Self { dialect, columns: wanted.len(), wanted: places, expected: None })
    }

    /// This splitter, for records of `count` fields each.
    pub(super) fn of_fields(self, count: usize) -> Self {
        Self { expected: Some(count), ..self }
    }

    /// Finds the wanted columns of `line`, which is not the header. Errors: the line is empty, has more or
    /// fewer fields than the header, or leaves a quote open.
    pub(super) fn split<'a>(
        &self,
        line: &'a [u8],
        fields: &mut FieldTexts<'a>,
    ) -> std::result::Result<(), Rejection> {
        fields.reset(self.columns);
        if line.is_empty() {
            return Err(Rejection::NoMatch);
        }
        let may_be_before = line.first() == Some(&b'#') || line.len() == SEPARATOR_LINE;
        if may_be_before && Dialect::is_before_header(line) {
            return Err(Rejection::Header);
        }
        let found = match self.split_plain(line, fields) {
            Some(found) => found,
            None => self.split_quoted(line, fields).ok_or(Rejection::NoMatch)?,
        };
        match self.expected {
            Some(expected) if found != expected => Err(Rejection::fields(found, expected)),
            _ => Ok(()),
        }
    }

    /// Finds the wanted columns of a line without quotes, and gives the number of its fields, or of the
    /// fields up to the last wanted one if each record may have another number. `None` if there is a quote.
    ///
    /// Half the instructions of [`Self::split_quoted`]: 15 % of `-P csv -k path -m seconds`.
    #[inline]
    fn split_plain<'a>(&self, line: &'a [u8], fields: &mut FieldTexts<'a>) -> Option<usize> {
        let Dialect { delimiter, has_quotes } = self.dialect;
        let quote = if has_quotes { b'"' } else { delimiter };
        let mut wanted = &self.wanted[..];
        let (mut index, mut start, mut is_plain) = (0, 0, true);
        let mut end_field = |end: usize| {
            while let [(place, column), rest @ ..] = wanted
                && *place == index
            {
                fields.set(*column, line.get(start..end));
                wanted = rest;
            }
            (index, start) = (index + 1, end + 1);
            !wanted.is_empty() || self.expected.is_some()
        };
        let wants_rest = byte_search::each(line, Or(Byte(delimiter), Byte(quote)), |at| {
            is_plain = line.get(at) == Some(&delimiter);
            is_plain && end_field(at)
        });
        if wants_rest {
            end_field(line.len());
        }
        is_plain.then_some(index)
    }

    /// As [`Self::split_plain`], of any line. `None` if a quote is left open.
    fn split_quoted<'a>(&self, line: &'a [u8], fields: &mut FieldTexts<'a>) -> Option<usize> {
        fields.reset(self.columns);
        let mut wanted = self.wanted.iter().peekable();
        let mut at = Some(0);
        let mut index = 0;
        while let (Some(start), Some(_)) = (at, wanted.peek()) {
            let (field, next) = self.dialect.field(line, start)?;
            while let Some((_, column)) = wanted.next_if(|(place, _)| *place == index) {
                match field.has_doubled {
                    true => fields.set_written(*column, |out| field.append_to(line, out)),
                    false => fields.set(*column, line.get(field.start..field.end)),
                }
            }
            at = next;
            index += 1;
        }
        let rest = match at.filter(|_| self.expected.is_some()) {
            Some(start) => self.dialect.count(line, start)?,
            None => 0,
        };
        Some(index + rest)
    }
}

#[cfg(test)]
mod tests {
    use super::{DelimitedSplitter, Dialect, FieldTexts};
    use proptest::prelude::{prop_assert, prop_assert_eq, proptest};

    fn fields(dialect: Dialect, count: usize, line: &str) -> Option<Vec<Option<String>>> {
        let names: Vec<String> = (0..count).map(|index| index.to_string()).collect();
        let reader = DelimitedSplitter::new(dialect, &names, &names).unwrap();
        let arena = crate::event::Arena::new();
        let mut fields = FieldTexts::new(&arena);
        reader.split(line.as_bytes(), &mut fields).ok()?;
        let text = |column| fields.get(column).map(<[u8]>::to_vec);
        let texts =
            (0..count).map(|column| text(column).map(|text| String::from_utf8(text).unwrap()));
        Some(texts.collect())
    }

    #[test]
    fn headers_name_columns() {
        let header =
            Dialect::CSV.header(b"\xef\xbb\xbftime,\"client, ip\",\"a \"\"b\"\"\",").unwrap();
        assert_eq!(header, ["time", "client, ip", "a \"b\"", ""]);
        assert_eq!(Dialect::TSV.header(b"a\t\"b\"\tc d").unwrap(), ["a", "\"b\"", "c d"]);
        assert_eq!(Dialect::CSV.header(b"a,\"b"), None);
        assert_eq!(Dialect::CSV.header(b""), None);
        let error =
            DelimitedSplitter::new(Dialect::CSV, &header, &["Time".to_owned()]).unwrap_err();
        assert_eq!(error.to_string(), "no column Time: the header has time, client, ip, a \"b\", ");
    }

    #[test]
    fn columns_come_in_the_order_asked_for() {
        let names = ["a", "b", "c"].map(str::to_owned);
        let wanted = ["c", "a"].map(str::to_owned);
        let reader = DelimitedSplitter::new(Dialect::CSV, &names, &wanted).unwrap();
        let arena = crate::event::Arena::new();
        let mut fields = FieldTexts::new(&arena);
        // What follows the last wanted field is not looked at.
        let line = b"1,\"x,y\",\"3 \"\"\",\"open";
        reader.split(line, &mut fields).unwrap();
        assert_eq!(fields.get(0), Some(&b"3 \""[..]));
        assert_eq!(fields.get(1), Some(&b"1"[..]));
        reader.split(b"1,2", &mut fields).unwrap();
        assert_eq!((fields.is_found(0), fields.is_found(1)), (false, true));
    }

    #[test]
    fn lines_that_are_no_csv_are_no_match() {
        for line in ["", "\"open", "a,\"open", "a,\"b\"c,d", "\"a\"\""] {
            assert_eq!(fields(Dialect::CSV, 3, line), None, "{line}");
        }
        let lenient = fields(Dialect::CSV, 3, "a\"b\",,\"\"").unwrap();
        assert_eq!(lenient, ["a\"b\"", "", ""].map(|text| Some(text.to_owned())));
        assert_eq!(fields(Dialect::TSV, 2, "\"a\t").unwrap()[0].as_deref(), Some("\"a"));
    }

    proptest! {
        #[test]
        fn what_is_written_by_the_rules_reads_back(texts in proptest::collection::vec("[a,\" \u{e4}]{0,6}", 2..6)) {
            let quote = |text: &String| format!("\"{}\"", text.replace('"', "\"\""));
            let line = texts.iter().map(quote).collect::<Vec<_>>().join(",");
            let found: Vec<String> =
                fields(Dialect::CSV, texts.len(), &line).unwrap().into_iter().flatten().collect();
            prop_assert_eq!(found, texts);
        }

        #[test]
        fn fields_are_counted_as_they_are_taken(line in "[a,\"]{0,16}") {
            let (mut at, mut count) = (Some(0), 0);
            while let Some((_, next)) = at.and_then(|start| Dialect::CSV.field(line.as_bytes(), start)) {
                (at, count) = (next, count + 1);
            }
            prop_assert_eq!(Dialect::CSV.count(line.as_bytes(), 0), at.is_none().then_some(count));
        }

        #[test]
        fn plain_lines_are_split_as_quoted_ones(
            line in "[a,;]{0,70}",
            wanted in proptest::collection::vec(0..8_usize, 0..4),
            is_counted in proptest::bool::ANY,
        ) {
            let names: Vec<String> = (0..8).map(|index| index.to_string()).collect();
            let wanted: Vec<String> = wanted.iter().map(usize::to_string).collect();
            let reader = DelimitedSplitter::new(Dialect::CSV, &names, &wanted).unwrap();
            let reader = if is_counted { reader.of_fields(8) } else { reader };
            let arena = crate::event::Arena::new();
            let (mut plain, mut quoted) = (FieldTexts::new(&arena), FieldTexts::new(&arena));
            plain.reset(wanted.len());
            let found = reader.split_plain(line.as_bytes(), &mut plain);
            let expected = reader.split_quoted(line.as_bytes(), &mut quoted);
            prop_assert!(found == expected || !is_counted);
            prop_assert_eq!(plain.all(), quoted.all());
        }

        #[test]
        fn any_line_is_taken(line in "[a,\"\t]{0,12}") {
            fields(Dialect::CSV, 4, &line);
            let split: Vec<&str> = line.split('\t').collect();
            if !line.is_empty() {
                let found = fields(Dialect::TSV, split.len(), &line).unwrap();
                prop_assert_eq!(found.into_iter().flatten().collect::<Vec<_>>(), split);
            }
        }
    }
}
