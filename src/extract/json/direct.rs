//! A column found by a search for its key, without reading what stands before it.
//!
//! The hit is a key of the object if, between the start of the object and the hit, there is no
//! backslash, an even number of quotes, and as many opening as closing braces outside strings, and if a
//! colon follows. Without backslashes each quote opens or closes a string, so the hit is a whole string,
//! the braces outside strings are known, and a string before a colon is a key. Any other line is left
//! to the walk.

use memchr::{memchr, memchr_iter, memchr3_iter, memmem};

use super::path::{JsonPath, PathStep};
use super::scan;
use crate::extract::byte_search::{self, Byte, Or};

/// With more brackets before a key, the walk is as fast.
const MAX_BRACKETS: usize = 12;

/// The bytes that decide, besides quotes, whether a place is in the outermost object.
const BRACKETS: Or<Byte, Or<Byte, Byte>> = Or(Byte(b'\\'), Or(Byte(b'{'), Byte(b'}')));

/// The answer of a search for a column.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Search {
    /// The value starts here.
    At(usize),
    /// The object does not have the column, unless a backslash in the line hides its key.
    Missing,
    /// Only the walk can decide.
    Unsure,
}

#[derive(Debug)]
pub(super) struct DirectColumn {
    literal: KeyFinder,
    /// The keys of the path; empty if the column has no path, or a path with indexes.
    path: Vec<KeyFinder>,
    /// Whether there is no path beside the literal key.
    is_only_literal: bool,
}

impl DirectColumn {
    pub(super) fn new(path: &JsonPath) -> Self {
        let key = |step: &PathStep| match step {
            PathStep::Key(key) => Some(KeyFinder::new(key)),
            PathStep::Index(_) => None,
        };
        let keys = path.steps().and_then(|steps| steps.iter().map(key).collect());
        Self {
            literal: KeyFinder::new(path.literal()),
            path: keys.unwrap_or_default(),
            is_only_literal: path.steps().is_none(),
        }
    }

    /// Searches the object that `outer` is in for the column.
    #[inline]
    pub(super) fn find(&self, line: &[u8], outer: &mut Nesting) -> Search {
        match self.literal.next(line, outer.start) {
            // The path is not searched if its text stands elsewhere in the line.
            Some(hit) => match self.literal.member(line, outer, hit) {
                Search::Missing if !self.path.is_empty() => Search::Unsure,
                search => search,
            },
            None => match self.path.split_first() {
                None if self.is_only_literal => Search::Missing,
                None => Search::Unsure,
                Some((first, inner)) => first.descend(inner, line, outer),
            },
        }
    }

    /// Whether the line may have the literal key, in any spelling and at any depth.
    pub(super) fn may_be_literal(&self, line: &[u8]) -> bool {
        self.literal.next(line, 0).is_some() || memchr(b'\\', line).is_some()
    }
}

#[derive(Debug)]
struct KeyFinder {
    /// Finds the key with its quotes.
    finder: memmem::Finder<'static>,
    /// Whether the key is written as it is, without escapes.
    is_plain: bool,
}

impl KeyFinder {
    fn new(key: &[u8]) -> Self {
        let quoted = [b"\"", key, b"\""].concat();
        let is_plain = key.iter().all(|byte| !matches!(byte, b'"' | b'\\' | 0..0x20));
        let finder = memmem::Finder::new(&quoted).into_owned();
        Self { finder, is_plain }
    }

    /// The first offset from `at` on of the quoted key.
    #[inline]
    fn next(&self, line: &[u8], at: usize) -> Option<usize> {
        Some(at + self.finder.find(line.get(at..)?)?)
    }

    /// Searches the object that `nesting` is in for the value of this key; `hit` is the first offset of the
    /// quoted key in it.
    #[inline]
    fn member(&self, line: &[u8], nesting: &mut Nesting, mut hit: usize) -> Search {
        if !self.is_plain {
            return Search::Unsure;
        }
        loop {
            let Some(is_member) = nesting.is_outermost_at(line, hit) else { return Search::Unsure };
            let colon = scan::blanks(line, hit + self.finder.needle().len());
            if is_member && line.get(colon) == Some(&b':') {
                return Search::At(scan::blanks(line, colon + 1));
            }
            match self.next(line, hit + 1) {
                Some(next) => hit = next,
                None => return Search::Missing,
            }
        }
    }

    /// Searches for the value that this key and then the keys `inner` lead to. A backslash may hide the
    /// literal key of the column, so then the walk decides.
    fn descend(&self, inner: &[Self], line: &[u8], outer: &mut Nesting) -> Search {
        if memchr(b'\\', line).is_some() {
            return Search::Unsure;
        }
        let Some(hit) = self.next(line, outer.start) else { return Search::Missing };
        let Search::At(mut at) = self.member(line, outer, hit) else { return Search::Unsure };
        for key in inner {
            let hit = match line.get(at) {
                Some(b'{') => key.next(line, at + 1),
                _ => None,
            };
            // A later member with this key may have what this one lacks.
            let Some(hit) = hit else { return Search::Unsure };
            match key.member(line, &mut Nesting::new(at + 1), hit) {
                Search::At(value) => at = value,
                Search::Missing | Search::Unsure => return Search::Unsure,
            }
        }
        Search::At(at)
    }
}

/// Whether a place is in the outermost object, by the quotes and braces before it. Counts on from the
/// place asked for last if that lies before.
pub(super) struct Nesting {
    /// The first byte of the object after its bracket.
    start: usize,
    /// Quotes and braces before this offset are counted.
    at: usize,
    in_string: bool,
    depth: usize,
    brackets: usize,
}

impl Nesting {
    /// For the object whose first byte after the brace is at `start`.
    pub(super) fn new(start: usize) -> Self {
        Self { start, at: start, in_string: false, depth: 1, brackets: 0 }
    }

    /// Whether `place` is outside strings and inner objects. `None` if a backslash or too many braces
    /// precede it, or if the object ends before it.
    #[inline]
    fn is_outermost_at(&mut self, line: &[u8], place: usize) -> Option<bool> {
        if place < self.at {
            *self = Self::new(self.start);
        }
        let from = self.at;
        if let Some(quotes) = byte_search::count_unless(line, from..place, b'"', BRACKETS) {
            self.in_string ^= quotes % 2 == 1;
            self.at = place;
            return Some(self.depth == 1 && !self.in_string);
        }
        for bracket in memchr3_iter(b'{', b'}', b'\\', line.get(from..place)?) {
            self.pass(line, from + bracket)?;
        }
        self.count_quotes(line, place)?;
        Some(self.depth == 1 && !self.in_string)
    }

    /// Counts the brace or backslash at `at`.
    fn pass(&mut self, line: &[u8], at: usize) -> Option<()> {
        self.brackets += 1;
        if line.get(at) == Some(&b'\\') || self.brackets > MAX_BRACKETS {
            return None;
        }
        self.count_quotes(line, at)?;
        match line.get(at) {
            _ if self.in_string => {}
            Some(b'{') => self.depth += 1,
            _ => self.depth -= 1,
        }
        (self.depth > 0).then_some(())
    }

    #[inline]
    fn count_quotes(&mut self, line: &[u8], to: usize) -> Option<()> {
        let quotes = memchr_iter(b'"', line.get(self.at..to)?).count();
        self.in_string ^= quotes % 2 == 1;
        self.at = to;
        Some(())
    }
}

#[cfg(test)]
pub(super) mod tests {
    use proptest::collection::{btree_map, vec};
    use proptest::prelude::{
        Just, Strategy, any, prop_assert, prop_assert_eq, prop_oneof, proptest,
    };
    use serde_json::Value;

    use super::super::tests::read;
    use super::{JsonPath, PathStep};

    /// Keys that often meet: in paths, as values, with dots, blanks and escapes.
    pub(in super::super) fn key() -> impl Strategy<Value = String> {
        prop_oneof![
            4 => prop_oneof![Just("a"), Just("b"), Just("c")].prop_map(str::to_owned),
            1 => prop_oneof![Just("a.b"), Just("b[0]"), Just("a b"), Just("ä"), Just(","), Just("")]
                .prop_map(str::to_owned),
            1 => "[a\"\\\\\n{:,]{0,3}",
        ]
    }

    pub(in super::super) fn document() -> impl Strategy<Value = Value> {
        let leaf = prop_oneof![
            Just(Value::Null),
            any::<bool>().prop_map(Value::from),
            any::<i64>().prop_map(Value::from),
            any::<f64>().prop_map(Value::from),
            key().prop_map(Value::from),
            any::<String>().prop_map(Value::from),
            "[a-z \\\\\"{}]{20,60}".prop_map(Value::from),
        ];
        let value = leaf.prop_recursive(4, 40, 6, |inner| {
            prop_oneof![
                vec(inner.clone(), 0..4).prop_map(Value::from),
                btree_map(key(), inner, 0..5).prop_map(|members| members.into_iter().collect()),
            ]
        });
        btree_map(key(), value, 0..6).prop_map(|members| members.into_iter().collect())
    }

    /// Writes the document in one of several equivalent spellings.
    pub(in super::super) fn write(document: &Value, spelling: u8) -> String {
        let text = match spelling & 1 {
            0 => serde_json::to_string(document).unwrap(),
            _ => serde_json::to_string_pretty(document).unwrap(),
        };
        match spelling & 2 {
            0 => text,
            // Characters that never stand outside strings.
            _ => text.replace('b', "\\u0062").replace('ä', "\\u00E4").replace("\\\\u0062", "\\\\b"),
        }
    }

    /// What serde_json finds: the literal key, else along the path; null is absent.
    pub(in super::super) fn expected<'v>(
        document: &'v Value,
        path: &JsonPath,
    ) -> Option<&'v Value> {
        let literal = std::str::from_utf8(path.literal()).unwrap();
        if let Some(value) = document.get(literal).filter(|value| !value.is_null()) {
            return Some(value);
        }
        let value = path.steps()?.iter().try_fold(document, |value, step| match step {
            PathStep::Key(key) => value.as_object()?.get(std::str::from_utf8(key).unwrap()),
            PathStep::Index(index) => value.as_array()?.get(*index),
        })?;
        (!value.is_null()).then_some(value)
    }

    pub(in super::super) const PATHS: [&str; 14] = [
        "a",
        "b",
        "c",
        "ä",
        "a.b",
        "b.a",
        "c.a.b",
        "a[0]",
        "b[0]",
        "a[1].b",
        "b[0][1]",
        "[\"a b\"]",
        "[\",\"]",
        "a[\"\"]",
    ];

    proptest! {
        #[test]
        fn every_column_is_what_serde_json_finds(
            document in document(),
            spelling in 0_u8..4,
            picks in vec(0..PATHS.len(), 1..9),
        ) {
            let text = write(&document, spelling);
            // The other spelling may have spoilt a key; then there is nothing to compare with.
            let Ok(document) = serde_json::from_str::<Value>(&text) else { return Ok(()) };
            let paths: Vec<&str> = picks.iter().map(|pick| PATHS[*pick]).collect();
            let found = read(&paths, text.as_bytes()).unwrap();
            for (path, found) in paths.iter().zip(found) {
                let value = expected(&document, &JsonPath::parse(path).unwrap());
                match (value, found) {
                    (None, found) => prop_assert_eq!(found, None, "{} in {}", path, text),
                    (Some(Value::String(value)), found) => {
                        prop_assert_eq!(found.as_deref(), Some(value.as_bytes()));
                    }
                    (Some(value), found) => {
                        let found = found.unwrap();
                        let again: Value = serde_json::from_slice(&found).unwrap();
                        prop_assert_eq!(&again, value, "{} in {}", path, text);
                        prop_assert!(text.contains(std::str::from_utf8(&found).unwrap()));
                    }
                }
            }
        }

        #[test]
        fn a_cut_line_gives_what_the_whole_gives_or_no_match(
            document in document(),
            cut in any::<proptest::sample::Index>(),
            picks in vec(0..PATHS.len(), 1..4),
        ) {
            let text = serde_json::to_string(&document).unwrap();
            let paths: Vec<&str> = picks.iter().map(|pick| PATHS[*pick]).collect();
            let whole = read(&paths, text.as_bytes()).unwrap();
            // What is found by path counts where the literal key was cut off.
            let has_literal = |path: &&&str| path.contains(['.', '[']) && document.get(path).is_some();
            if paths.iter().any(|path| has_literal(&path)) {
                return Ok(());
            }
            if let Ok(found) = read(&paths, &text.as_bytes()[..cut.index(text.len())]) {
                prop_assert_eq!(found, whole);
            }
        }

        #[test]
        fn any_bytes_are_taken(
            line in vec(prop_oneof![
                3 => prop_oneof![
                    Just(b'"'), Just(b'\\'), Just(b'{'), Just(b'}'), Just(b'['), Just(b']'),
                    Just(b':'), Just(b','), Just(b'a'), Just(b'b'), Just(b'1'), Just(b' '),
                ],
                1 => any::<u8>(),
            ], 0..80),
        ) {
            let line = [b"{", &line[..]].concat();
            for path in PATHS {
                let found = read(&[path], &line);
                // A line that serde_json takes is taken.
                if serde_json::from_slice::<Value>(&line).is_ok() {
                    prop_assert!(found.is_ok());
                }
            }
        }
    }
}
