//! Columns of a line that is one JSON object, by path, without parsing what is not asked for.
//!
//! A [`JsonSplitter`] is compiled from the wanted paths. It first searches the line for the wanted keys
//! ([`direct`], a third of the instructions of `-k client`); if a search cannot be sure, it walks
//! through the object ([`walk`]) and skips what is not wanted ([`scan`]). Both find the same columns of
//! an object; neither checks the whole line.
//!
//! A column is the text of a string without its quotes, decoded only if it has escapes; a number,
//! `true` or `false` as written; an object or array as its JSON text. `null` is absent. If a key occurs
//! twice, the first with a value counts (RFC 8259 leaves the choice open; for the last, each line would
//! have to be read to its end).
//!
//! A column of a format may be any of several keys, of which the first that a line has counts. Once it
//! is found, the other keys are not searched, if the line ends with the bracket of the object.
//!
//! Checked: that the line starts as an object (blanks may lead), and that the part that was read is
//! well formed, and that the line ends with a brace, so that a line that is cut does not match. Whether
//! that brace ends the first object is known before ([`values()`]). If a column is missing, the line is
//! read to its end, and anything after the object makes the line not match. Not checked: the inside of
//! skipped strings (encoding, escapes, control characters), skipped numbers, which bracket closes
//! which and, if keys are found directly, anything before them but that its quotes are paired.

mod choice;
mod direct;
mod path;
mod scan;
mod tree;
mod values;
mod walk;

pub(super) use path::JsonPath;
pub(super) use values::{Values, are_single, values};

use super::texts::FieldTexts;
use crate::tally::Rejection;
pub(super) use choice::KeyChoice;
use choice::KeyChoices;
use direct::DirectColumn;
use tree::Tree;
use walk::Walk;

/// Finds the wanted columns of lines of JSON; shared by all workers.
#[derive(Debug)]
pub(super) struct JsonSplitter {
    tree: Tree,
    direct: Vec<DirectColumn>,
    choices: KeyChoices,
}

impl JsonSplitter {
    /// A splitter for `paths`, all of which are needed.
    #[cfg(test)]
    pub(super) fn new(paths: &[JsonPath]) -> Self {
        Self::with_choices(paths, (0..paths.len()).map(|column| vec![(column, &[][..])]).collect())
    }

    /// A splitter for `paths`. Of each of `choices` only the first path is needed whose text a line has after
    /// the cuts: the paths after it may be absent though the line has them. A path may be in several
    /// choices; a path in no choice is not searched.
    pub(super) fn with_choices(paths: &[JsonPath], choices: Vec<KeyChoice>) -> Self {
        let direct = paths.iter().map(DirectColumn::new).collect();
        Self { tree: Tree::new(paths), direct, choices: KeyChoices::new(choices) }
    }

    /// Finds the wanted columns of `line`. Errors: the line is no JSON object, or not one as far as it was
    /// read.
    pub(super) fn split<'a>(
        &self,
        line: &'a [u8],
        fields: &mut FieldTexts<'a>,
    ) -> Result<(), Rejection> {
        let columns = self.direct.len();
        fields.reset(columns);
        let start = scan::blanks(line, 0);
        // An object on a line of its own in an array has the comma of the array.
        let line = match line.trim_ascii_end() {
            [object @ .., b','] => object,
            _ => line,
        };
        if line.get(start) != Some(&b'{') || line.trim_ascii_end().last() != Some(&b'}') {
            return Err(Rejection::NoMatch);
        }
        if !self.choices.find_all(&self.direct, line, start, fields) {
            // The second half is for values found by path, as the literal key may still come.
            fields.resize(2 * columns);
            Walk::new(&self.tree, &self.direct, line, fields)
                .run(start)
                .ok_or(Rejection::NoMatch)?;
            for column in 0..columns {
                if !fields.is_found(column) {
                    fields.set(column, fields.get(columns + column));
                }
            }
            fields.resize(columns);
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::{FieldTexts, JsonPath, JsonSplitter, Rejection};

    /// The texts of the columns; an error where the line is no match.
    pub(super) fn read(paths: &[&str], line: &[u8]) -> Result<Vec<Option<Vec<u8>>>, Rejection> {
        let paths: Vec<JsonPath> =
            paths.iter().map(|path| JsonPath::parse(path).unwrap()).collect();
        let arena = crate::event::Arena::new();
        let mut fields = FieldTexts::new(&arena);
        JsonSplitter::new(&paths).split(line, &mut fields)?;
        Ok((0..paths.len()).map(|column| fields.get(column).map(<[u8]>::to_vec)).collect())
    }

    /// One column as text; `no match` and `absent` where it is that.
    fn column(path: &str, line: &str) -> String {
        match read(&[path], line.as_bytes()) {
            Err(_) => "no match".to_owned(),
            Ok(columns) => match &columns[0] {
                None => "absent".to_owned(),
                Some(text) => String::from_utf8(text.clone()).unwrap(),
            },
        }
    }

    #[test]
    fn columns_are_found() {
        let log = r#"{"level":"info","ts":-1.5e3,"ok":true,"none":null,"msg":"a \"b\" \u00e4",
            "request":{"host":"example.com","headers":{"x":["one","two"]}},
            "log.level":"warn","log":{"level":"debug"},"items":[{"id":7},{"id":8}],"e":{},"l":[ ]}"#;
        let cases = [
            ("level", "info"),
            ("ts", "-1.5e3"),
            ("ok", "true"),
            ("none", "absent"),
            ("msg", "a \"b\" ä"),
            ("request.host", "example.com"),
            ("request.headers.x[1]", "two"),
            ("request.headers.x[2]", "absent"),
            ("request.headers", r#"{"x":["one","two"]}"#),
            ("request.headers.x", r#"["one","two"]"#),
            ("log.level", "warn"),
            (r#"log["level"]"#, "debug"),
            ("items[0].id", "7"),
            ("items[1].id", "8"),
            ("items[1]", r#"{"id":8}"#),
            ("items.id", "absent"),
            ("e", "{}"),
            ("l", "[ ]"),
            ("e.x", "absent"),
            ("l[0]", "absent"),
            ("nothing", "absent"),
            ("info", "absent"),
        ];
        for (path, expected) in cases {
            assert_eq!(column(path, log), expected, "{path}");
        }
    }

    #[test]
    fn awkward_lines() {
        let cases = [
            // The key stands in another place than the outermost object.
            ("b", r#"{"a":{"b":1},"b":2}"#, "2"),
            ("b", r#"{"a":"b","b":2}"#, "2"),
            ("b", r#"{"a":"\"b\":1","b":2}"#, "2"),
            ("b", r#"{"a":"x\\","b":2}"#, "2"),
            ("b", r#"{"a":["b",{"b":1}],"b":2}"#, "2"),
            (r#"[","]"#, r#"{"a":",",":":1}"#, "absent"),
            (r#"[","]"#, r#"{"a,":"x,",":":1}"#, "absent"),
            (r#"[","]"#, r#"{"a,":"x,",",":1}"#, "1"),
            (r#"[""]"#, r#"{"a":"","":1}"#, "1"),
            ("b", r#"{"a":{"x":"}","b":1},"b":2}"#, "2"),
            ("b", r#"{"a":"{","c":{"b":1},"d":"}","b":2}"#, "2"),
            ("a.b", r#"{"a":{"c":{"b":1}},"d":{"b":2}}"#, "absent"),
            ("a.b", r#"{"a":{"c":{"b":1},"b":{"b":2}}}"#, r#"{"b":2}"#),
            ("a.b", r#"{"c":{"a":{"b":1}},"a":{"b":2}}"#, "2"),
            ("a.b", r#"{"a":[{"b":1}],"b":2}"#, "absent"),
            ("a.b", r#"{"a":{"b":1},"a.b":2}"#, "2"),
            // Escaped keys, and keys that need escapes.
            ("größe", r#"{"gr\u00f6\u00dfe":1}"#, "1"),
            (r"a\b", r#"{"a\\b":1}"#, "1"),
            // Of two, the first that has a value.
            ("a", r#"{"a":1,"a":2}"#, "1"),
            ("a", r#"{"a":null,"a":2}"#, "2"),
            ("a.b", r#"{"a":1,"a":{"b":2}}"#, "2"),
            ("a.b", r#"{"a":{"b":1},"a.b":2}"#, "2"),
            ("a.b", r#"{"a":{"b":1},"a.b":null}"#, "1"),
            ("a.b", r#"{"a.b":null,"a":{"b":1}}"#, "1"),
            // Blanks.
            ("a", " \t{ \"a\" : 1 } ", "1"),
            ("a.b[1]", "{\"a\":{\"b\" : [ 1 , 2 ] } }", "2"),
            ("b", "{\"a\":[ ] , \"b\":\t\"x\"}\r", "x"),
            // Escapes that JSON does not have, and surrogates.
            ("a", r#"{"a":"\x22\q"}"#, "\"\\q"),
            ("a", r#"{"a":"\ud83d\ude00\ud83d"}"#, "😀\u{fffd}"),
            // Not an object, or not well formed where it is read.
            ("a", "", "no match"),
            ("a", "[1]", "no match"),
            ("a", "\"a\"", "no match"),
            ("a", "2026-03-05 {\"a\":1}", "no match"),
            ("a", "{\"a\":x1}", "no match"),
            ("a", "{\"a\":01}", "no match"),
            ("a", "{\"a\":}", "no match"),
            ("b", "{\"a\":1", "no match"),
            ("b", "{\"a\":1}x", "no match"),
            ("b", "{\"a\":1 \"c\":2}", "no match"),
            ("b", "{a:1}", "no match"),
            ("b", "{}", "absent"),
            // A line that was cut when the next was written.
            ("status", r#"{"level":"in{"level":"info","status":200}"#, "no match"),
            // Cut before, in and after the column.
            ("a", r#"{"a""#, "no match"),
            ("a", r#"{"a":12"#, "no match"),
            ("a", r#"{"a":"x"#, "no match"),
            ("a", r#"{"a":"x\"#, "no match"),
            ("a", r#"{"a":{"b":1}"#, r#"{"b":1}"#),
            ("a", r#"{"a":{"b":1"#, "no match"),
            ("a", r#"{"a":"x""#, "no match"),
            ("a", r#"{"a":12,"b":"#, "no match"),
            ("a.c", r#"{"a":{"c":12,"b":"#, "no match"),
        ];
        for (path, line, expected) in cases {
            assert_eq!(column(path, line), expected, "{path} in {line}");
        }
    }

    #[test]
    fn columns_do_not_depend_on_each_other() {
        let line = br#"{"a":1,"b":{"c":2},"d":3,"b.c":4}"#;
        let all = ["d", "b.c", "a", "x", "b", "d.e", "b.d"];
        let texts = [Some("3"), Some("4"), Some("1"), None, Some(r#"{"c":2}"#), None, None];
        let found = read(&all, line).unwrap();
        for ((path, text), found) in all.iter().zip(texts).zip(found) {
            assert_eq!(found.as_deref(), text.map(str::as_bytes), "{path}");
        }
    }

    #[test]
    fn nesting_has_no_bound() {
        let deep =
            format!("{{\"a\":{}{},\"b\":1}}", "[{\"x\":".repeat(100_000), "}]".repeat(100_000));
        assert_eq!(column("b", &deep), "1");
        assert_eq!(column("c", &deep[..100_000]), "no match");
    }
}
