//! Columns of logfmt lines: `level=info msg="started in \"2\" s" cached took=5ms`.
//!
//! Any number of blanks separates pairs; a value in quotes may hold blanks and backslash escapes; a
//! key without `=` is `true`; `key=` is empty. If a key occurs twice, the first counts. A line does not
//! match if it has no pair, or if a quote is left open before all wanted keys are found. Words among
//! the pairs, for example a time before them, are skipped. A comma or semicolon behind a value is dropped,
//! and `a=1,b=2` is two pairs. Python's `repr` writes single quotes: they hold a value if a closing one ends
//! the word, and are characters of the value otherwise. In single quotes a backslash escapes a quote and a backslash
//! alone, so that `'C:\temp'` is a path.

use super::byte_search::{self, AtMost, Byte, Or};
use super::quoted;
use super::quoted::decode;
use super::texts::FieldTexts;
use crate::tally::Rejection;

/// The text of a key without a value.
const TRUE: &[u8] = b"true";

/// Finds the wanted columns of lines of logfmt; shared by all workers.
#[derive(Debug)]
pub(super) struct LogfmtSplitter {
    keys: Vec<Vec<u8>>,
}

impl LogfmtSplitter {
    /// A splitter for these keys, one a field, in their order.
    pub(super) fn new(keys: &[String]) -> Self {
        Self { keys: keys.iter().map(|key| key.as_bytes().to_vec()).collect() }
    }

    /// Finds the wanted columns of `line`. Errors: the line has no pair, or a quote in it is left open.
    pub(super) fn split<'a>(
        &self,
        line: &'a [u8],
        fields: &mut FieldTexts<'a>,
    ) -> Result<(), Rejection> {
        let has_pair = match self.split_plain(line, fields) {
            Some(has_pair) => has_pair,
            None => self.split_any(line, fields)?,
        };
        if has_pair { Ok(()) } else { Err(Rejection::NoMatch) }
    }

    /// Finds the wanted columns of a line without quotes and separators up to the last wanted pair, and gives
    /// whether it has a pair. `None` if there is one of them.
    ///
    /// A fifth of the instructions of [`Self::split_any`]: a third of `-P logfmt -k path -m duration`.
    #[inline]
    fn split_plain<'a>(&self, line: &'a [u8], fields: &mut FieldTexts<'a>) -> Option<bool> {
        fields.reset(self.keys.len());
        let mut missing = self.keys.len();
        let (mut has_pair, mut is_plain) = (false, true);
        let (mut start, mut equals) = (0, None);
        let mut end_word = |end: usize, equals: Option<usize>| {
            let word = std::mem::replace(&mut start, end + 1);
            if word == end {
                return true;
            }
            let key = line.get(word..equals.unwrap_or(end)).unwrap_or_default();
            has_pair |= equals.is_some() && !key.is_empty();
            for (column, _) in self.keys.iter().enumerate().filter(|(_, own)| *own == key) {
                if !fields.is_found(column) {
                    let value = equals.map_or(Some(TRUE), |equals| line.get(equals + 1..end));
                    fields.set(column, value);
                    missing -= 1;
                }
            }
            missing > 0 || !has_pair
        };
        let ends = Or(AtMost(b' '), Or(Byte(b'='), Or(Byte(b'"'), Or(Byte(b','), Byte(b';')))));
        let wants_rest = byte_search::each(line, ends, |at| match line.get(at) {
            Some(b'=') => {
                equals = equals.or(Some(at));
                is_plain = line.get(at + 1) != Some(&b'\'');
                is_plain
            }
            Some(b'"' | b',' | b';') => {
                is_plain = false;
                false
            }
            _ => end_word(at, equals.take()),
        });
        if wants_rest {
            end_word(line.len(), equals);
        }
        is_plain.then_some(has_pair)
    }

    /// As [`Self::split_plain`], of any line. Errors: a quote is left open.
    fn split_any<'a>(
        &self,
        line: &'a [u8],
        fields: &mut FieldTexts<'a>,
    ) -> Result<bool, Rejection> {
        fields.reset(self.keys.len());
        let mut missing = self.keys.len();
        let mut has_pair = false;
        let mut at = 0;
        while let Some(pair) = KeyValue::at(line, at)? {
            has_pair |= pair.has_value && !pair.key.is_empty();
            for (column, key) in self.keys.iter().enumerate() {
                if key == pair.key && !fields.is_found(column) {
                    pair.set(line, column, fields);
                    missing = missing.saturating_sub(1);
                }
            }
            if missing == 0 && has_pair {
                break;
            }
            at = pair.end;
        }
        Ok(has_pair)
    }
}

/// One pair, or a key without a value.
struct KeyValue<'l> {
    key: &'l [u8],
    has_value: bool,
    is_escaped: bool,
    /// The value without its quotes.
    value: (usize, usize),
    /// The offset at which the search for the next pair starts.
    end: usize,
}

impl<'l> KeyValue<'l> {
    /// The first pair from `at` on, or `None` at the end of the line.
    #[inline]
    fn at(line: &'l [u8], at: usize) -> Result<Option<Self>, Rejection> {
        let rest = line.get(at..).unwrap_or_default();
        let Some(blanks) = rest.iter().position(|byte| *byte > b' ') else { return Ok(None) };
        let start = at + blanks;
        // Separators behind a quoted value.
        let separators = line[start..].iter().take_while(|byte| is_separator(**byte)).count();
        let start = start + separators;
        let key_end = start + key_length(&line[start..]);
        let key = &line[start..key_end];
        if line.get(key_end) != Some(&b'=') {
            let value = (key_end, key_end);
            return Ok(Some(Self {
                key,
                has_value: false,
                is_escaped: false,
                value,
                end: key_end,
            }));
        }
        let open = key_end + 1;
        if line.get(open) == Some(&b'"') {
            let string = quoted::end(line, open + 1).ok_or(Rejection::NoMatch)?;
            let (value, is_escaped) = ((open + 1, string.quote), string.is_escaped);
            return Ok(Some(Self {
                key,
                has_value: true,
                is_escaped,
                value,
                end: string.quote + 1,
            }));
        }
        if let Some(quote) = single_quote(line, open) {
            let value = (open + 1, quote);
            let is_escaped = line[open..quote].contains(&b'\\');
            return Ok(Some(Self { key, has_value: true, is_escaped, value, end: quote + 1 }));
        }
        let end = open + value_length(&line[open..]);
        Ok(Some(Self { key, has_value: true, is_escaped: false, value: (open, end), end }))
    }

    fn set(&self, line: &'l [u8], column: usize, fields: &mut FieldTexts<'l>) {
        let (start, end) = self.value;
        if !self.has_value {
            fields.set(column, Some(TRUE));
        } else if self.is_escaped {
            let is_single = line[..start].ends_with(b"'");
            let decode = if is_single { decode_single } else { decode };
            fields.set_written(column, |out| decode(&line[start..end], out));
        } else {
            fields.set(column, line.get(start..end));
        }
    }
}

/// The offset of the single quote that closes the value at `open` and ends its word; `None` if no single
/// quote opens the value, or none closes it.
fn single_quote(line: &[u8], open: usize) -> Option<usize> {
    let inside = line.get(open..)?.strip_prefix(b"'")?;
    let mut is_escaped = false;
    let length = inside.iter().position(|byte| {
        let closes = *byte == b'\'' && !is_escaped;
        is_escaped = *byte == b'\\' && !is_escaped;
        closes
    })?;
    let ends = inside.get(length + 1).is_none_or(|byte| *byte <= b' ' || is_separator(*byte));
    // In `q=' n=5 r='` each quote is a value of its own.
    let is_alone = inside[..length].starts_with(b" ") && inside[..length].ends_with(b"=");
    (ends && !is_alone).then_some(open + 1 + length)
}

/// Appends a text in single quotes to `out`: `\'` is a quote and `\\` a backslash.
fn decode_single(text: &[u8], out: &mut Vec<u8>) {
    let mut is_escaped = false;
    for (at, byte) in text.iter().enumerate() {
        is_escaped =
            *byte == b'\\' && !is_escaped && matches!(text.get(at + 1), Some(b'\'' | b'\\'));
        if !is_escaped {
            out.push(*byte);
        }
    }
}

/// Bytes up to a blank or `=`.
#[inline]
fn key_length(text: &[u8]) -> usize {
    byte_search::find(text, Or(AtMost(b' '), Byte(b'='))).unwrap_or(text.len())
}

/// Whether a byte may stand between pairs, beside blanks.
fn is_separator(byte: u8) -> bool {
    matches!(byte, b',' | b';')
}

/// Bytes up to a blank, or up to a comma or semicolon that ends the word or stands before another pair.
#[inline]
fn value_length(text: &[u8]) -> usize {
    let ends = Or(AtMost(b' '), Or(Byte(b','), Byte(b';')));
    match byte_search::find(text, ends) {
        Some(end) if text.get(end).is_some_and(|byte| is_separator(*byte)) => {
            length_with_separators(text, end)
        }
        end => end.unwrap_or(text.len()),
    }
}

/// As [`value_length`], for a text whose first separator is at `first`.
fn length_with_separators(text: &[u8], first: usize) -> usize {
    let word = byte_search::find(text, AtMost(b' ')).unwrap_or(text.len());
    let end = text[..word].iter().rposition(|byte| !is_separator(*byte)).map_or(0, |at| at + 1);
    // A value that has a `=` itself, as a query, is one value.
    let is_plain = !text[..first].contains(&b'=');
    if is_plain && first < end && begins_pair(&text[first + 1..end]) { first } else { end }
}

/// Whether a text begins with a key and `=`.
fn begins_pair(text: &[u8]) -> bool {
    let key = text.iter().take_while(|byte| {
        byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'.' | b'-' | b'@')
    });
    let key = key.count();
    text.first().is_some_and(|byte| byte.is_ascii_alphabetic() || *byte == b'_')
        && text.get(key) == Some(&b'=')
}

#[cfg(test)]
mod tests {
    use super::{FieldTexts, LogfmtSplitter};
    use proptest::prelude::{any, prop_assert_eq, proptest};

    fn column(key: &str, line: &[u8]) -> Option<Option<Vec<u8>>> {
        let arena = crate::event::Arena::new();
        let mut fields = FieldTexts::new(&arena);
        LogfmtSplitter::new(&[key.to_owned()]).split(line, &mut fields).ok()?;
        Some(fields.get(0).map(<[u8]>::to_vec))
    }

    #[test]
    fn columns_are_found() {
        let line = r#"2026-03-05T14:02:11Z level=info  msg="a \"b\" status=1" cached status=200 e= q="" b=5" status=3 ä=ö"#;
        let cases = [
            ("level", Some("info")),
            ("msg", Some("a \"b\" status=1")),
            ("cached", Some("true")),
            ("status", Some("200")),
            ("e", Some("")),
            ("q", Some("")),
            ("b", Some("5\"")),
            ("ä", Some("ö")),
            ("info", None),
            ("", None),
        ];
        for (key, expected) in cases {
            let found = column(key, line.as_bytes()).unwrap();
            assert_eq!(found.as_deref(), expected.map(str::as_bytes), "{key}");
        }
    }

    /// Checks key, line and the column that the key has there.
    fn columns_are(cases: &[(&str, &str, Option<&str>)]) {
        for (key, line, expected) in cases {
            let found = column(key, line.as_bytes()).unwrap();
            assert_eq!(found.as_deref(), expected.map(str::as_bytes), "{key} in {line}");
        }
    }

    #[test]
    fn lines_without_pairs_or_with_open_quotes_are_no_match() {
        for line in ["", " ", "started", "a \"b\"", "=x", "msg=\"cut", "msg=\"cut\\\""] {
            assert_eq!(column("a", line.as_bytes()), None, "{line}");
        }
        assert_eq!(column("a", b"a=1 msg=\"cut"), Some(Some(b"1".to_vec())));
        assert_eq!(column("a", b"a b=1"), Some(Some(b"true".to_vec())));
        assert_eq!(column("c", b"a=\"b\"c=d"), Some(Some(b"d".to_vec())));
    }

    #[test]
    fn single_quotes_hold_a_value_if_one_ends_the_word() {
        let cases = [
            ("event", "event='cart is open' id=7", Some("cart is open")),
            ("id", "event='cart is open' id=7", Some("7")),
            ("id", "event='a=b c' id='x\\ny'", Some("x\\ny")),
            ("path", r"path='C:\temp\new folder' id=7", Some(r"C:\temp\new folder")),
            ("user", r"user='DOM\bob'", Some(r"DOM\bob")),
            ("path", r"path='\\a\\\\b\\'", Some(r"\a\\b\")),
            ("q", "q=' n=5 r='", Some("'")),
            ("n", "q=' n=5 r='", Some("5")),
            ("r", "q=' n=5 r='", Some("'")),
            ("q", "q=' n' n=5", Some(" n")),
            ("e", r"e='it\'s' id=7", Some("it's")),
            ("e", "e='', id=7", Some("")),
            ("e", "e='tis id=7", Some("'tis")),
            ("e", "e='a'b c' id=7", Some("'a'b")),
            ("id", "e=O'Neil's id=7", Some("7")),
            ("e", "e='", Some("'")),
        ];
        columns_are(&cases);
    }

    #[test]
    fn commas_and_semicolons_separate_pairs() {
        let cases = [
            ("a", "rip=203.0.113.7, a=1, b=2", Some("1")),
            ("rip", "rip=203.0.113.7, a=1, b=2", Some("203.0.113.7")),
            ("b", "a=1; b=2;", Some("2")),
            ("a", "a=1,b=2,c=3", Some("1")),
            ("b", "a=1,b=2,c=3", Some("2")),
            ("c", "a=1;b=2;c=3;", Some("3")),
            ("b", "a=\"x, y\",b=\"z\",c=3", Some("z")),
            ("c", "a=\"x, y\",b=\"z\", c=3", Some("3")),
            ("path", "path=/q?a=1,b=2 c=3", Some("/q?a=1,b=2")),
            ("list", "list=a,b,c d=1", Some("a,b,c")),
            ("list", "list=1,2,3=x d=1", Some("1,2,3=x")),
            ("a", "a=, b=1", Some("")),
            ("time", "time=14:02:11,310 b=1", Some("14:02:11,310")),
        ];
        columns_are(&cases);
    }

    proptest! {
        #[test]
        fn pairs_read_back(
            values in proptest::collection::vec(any::<String>(), 1..6),
            blanks in 1_usize..4,
        ) {
            let mut line = String::new();
            for (index, value) in values.iter().enumerate() {
                // serde_json quotes as logfmt writers do.
                let is_bare = value.bytes().all(|byte| byte > b' ' && !matches!(byte, b',' | b';'))
                    && !value.starts_with(['"', '\'']);
                let text = match is_bare {
                    true => value.clone(),
                    false => serde_json::to_string(value).unwrap(),
                };
                line.push_str(&format!("k{index}={text}{}", " ".repeat(blanks)));
            }
            let keys: Vec<String> = (0..values.len()).rev().map(|index| format!("k{index}")).collect();
            let arena = crate::event::Arena::new();
            let mut fields = FieldTexts::new(&arena);
            LogfmtSplitter::new(&keys).split(line.as_bytes(), &mut fields).unwrap();
            for (column, value) in values.iter().rev().enumerate() {
                prop_assert_eq!(fields.get(column), Some(value.as_bytes()));
            }
        }

        #[test]
        fn plain_lines_are_split_as_any_other(
            line in "[ab= '\t]{0,80}[\",;]?[a=]?",
            keys in proptest::collection::vec("[ab]{0,2}", 0..4),
        ) {
            let arena = crate::event::Arena::new();
            let (mut plain, mut any) = (FieldTexts::new(&arena), FieldTexts::new(&arena));
            let splitter = LogfmtSplitter::new(&keys);
            if let Some(has_pair) = splitter.split_plain(line.as_bytes(), &mut plain) {
                prop_assert_eq!(splitter.split_any(line.as_bytes(), &mut any), Ok(has_pair));
                prop_assert_eq!(plain.all(), any.all());
            }
        }

        #[test]
        fn any_bytes_are_taken(line in "[a= \"'\\\\\t\u{e4}]{0,40}", key in "a?") {
            column(&key, line.as_bytes());
        }
    }
}
