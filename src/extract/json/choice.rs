//! Choices: a column of a format may be any of several keys, of which the first that a line has
//! counts. Once it is found, the other keys are not searched. `-P json -k status` takes a third of the
//! instructions of a walk.
//!
//! Tried for each line before the walk. A key is absent if its text stands nowhere in the line and no
//! backslash could hide it. The line ends as an object, so that no better key was cut off.

use memchr::memchr;

use super::super::texts::FieldTexts;
use super::direct::{DirectColumn, Nesting, Search};
use super::walk;
use crate::format::Cut;

/// With more choices, one walk is cheaper than a search for each.
const DIRECT: usize = 4;

/// After more searches that found nothing, the walk is as fast.
const MISSES: usize = 4;

/// The columns, by their indexes, of which the first is enough whose text leaves something after the cuts.
pub(in crate::extract) type KeyChoice = Vec<(usize, &'static [Cut])>;

#[derive(Debug)]
pub(super) struct KeyChoices(Vec<KeyChoice>);

impl KeyChoices {
    /// A search for `choices`: of each, the first column that a line has is enough.
    pub(super) fn new(choices: Vec<KeyChoice>) -> Self {
        Self(choices)
    }

    /// Finds the needed columns of the object that starts at `start` by a search for their keys; false if
    /// a search cannot decide.
    #[inline]
    pub(super) fn find_all<'a>(
        &self,
        columns: &[DirectColumn],
        line: &'a [u8],
        start: usize,
        fields: &mut FieldTexts<'a>,
    ) -> bool {
        if self.0.len() > DIRECT {
            return false;
        }
        let mut search = Searched { columns, line, outer: Nesting::new(start + 1), misses: 0 };
        self.0.iter().all(|choice| search.find_first(choice, fields))
    }
}

struct Searched<'c, 'a> {
    columns: &'c [DirectColumn],
    line: &'a [u8],
    outer: Nesting,
    misses: usize,
}

impl<'a> Searched<'_, 'a> {
    /// Finds the first column of `choice` that the line has.
    #[inline]
    fn find_first(
        &mut self,
        choice: &[(usize, &'static [Cut])],
        fields: &mut FieldTexts<'a>,
    ) -> bool {
        for (index, cuts) in choice {
            if !fields.is_found(*index) {
                let Some(column) = self.columns.get(*index) else { return false };
                match column.find(self.line, &mut self.outer) {
                    Search::At(at) if walk::value(self.line, at, *index, fields).is_some() => {}
                    Search::Missing if self.may_miss() => continue,
                    _ => return false,
                }
            }
            // A value that is null may be followed by another with its key.
            let Some(text) = fields.get(*index) else { return false };
            if cuts.iter().try_fold(text, |text, cut| cut.take(text)).is_some() {
                return true;
            }
        }
        false
    }

    /// Whether a key that was not found is absent, and a search for the next key pays.
    fn may_miss(&mut self) -> bool {
        self.misses += 1;
        match self.misses {
            1 => memchr(b'\\', self.line).is_none(),
            misses => misses <= MISSES,
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::collection::vec;
    use proptest::prelude::{Strategy, any, prop_assert, prop_assert_eq, prop_oneof, proptest};
    use serde_json::Value;

    use super::super::direct::tests::{PATHS, document, expected, key, write};
    use super::super::{FieldTexts, JsonPath, JsonSplitter};

    /// The columns whose path is no more than a key.
    const KEYS: [usize; 6] = [0, 1, 2, 3, 11, 12];

    fn choices(columns: impl Strategy<Value = usize>) -> impl Strategy<Value = Vec<Vec<usize>>> {
        vec(vec(columns, 1..6), 1..7)
    }

    fn paths() -> Vec<JsonPath> {
        PATHS.iter().map(|path| JsonPath::parse(path).unwrap()).collect()
    }

    /// The text of the first column found of each choice; `None` if the line does not match.
    fn read(choices: &[Vec<usize>], line: &[u8]) -> Option<Vec<Option<Vec<u8>>>> {
        let arena = crate::event::Arena::new();
        let mut fields = FieldTexts::new(&arena);
        let whole = |choice: &Vec<usize>| choice.iter().map(|column| (*column, &[][..])).collect();
        let splitter = JsonSplitter::with_choices(&paths(), choices.iter().map(whole).collect());
        splitter.split(line, &mut fields).ok()?;
        let text = |column: &usize| fields.get(*column).map(<[u8]>::to_vec);
        Some(choices.iter().map(|choice| choice.iter().find_map(text)).collect())
    }

    /// The text of a value as a column has it.
    fn shown(value: &Value) -> Vec<u8> {
        match value {
            Value::String(text) => text.clone().into_bytes(),
            value => serde_json::to_vec(value).unwrap(),
        }
    }

    /// The value as JSON reads it: blanks between tokens and the last digit of a number, which
    /// serde_json may read otherwise than it wrote it, make no difference.
    fn parsed(found: &[u8], value: &Value) -> Value {
        match value {
            Value::String(_) => Value::from(String::from_utf8(found.to_vec()).unwrap()),
            _ => serde_json::from_slice(found).unwrap(),
        }
    }

    #[test]
    fn the_first_that_is_there_counts() {
        // a, b and c by 0, 1 and 2.
        let cases: [(&str, &[usize], Option<&str>); 18] = [
            (r#"{"a":1,"b":2}"#, &[0, 1], Some("1")),
            (r#"{"b":2,"a":1}"#, &[0, 1], Some("1")),
            (r#"{"b":2,"x":1}"#, &[0, 1], Some("2")),
            (r#"{"b":2,"x":"a"}"#, &[0, 1], Some("2")),
            (r#"{"b":2,"x":{"a":1}}"#, &[0, 1], Some("2")),
            (r#"{"b":2,"\u0061":1}"#, &[0, 1], Some("1")),
            (r#"{"b":2,"x":"\"a\":1"}"#, &[0, 1], Some("2")),
            (r#"{"b":2,"a":null}"#, &[0, 1], Some("2")),
            (r#"{"b":2,"a":null,"a":3}"#, &[0, 1], Some("3")),
            (r#"{"b":2,"b":3}"#, &[0, 1], Some("2")),
            (r#"{"c":2} "#, &[0, 1, 2], Some("2")),
            // Of two values in a path, the one that leads on.
            (r#"{"b":2,"a":{"b":3}}"#, &[4, 1], Some("3")),
            (r#"{"b":2,"a":{"c":3}}"#, &[4, 1], Some("2")),
            (r#"{"b":2,"a":1,"a":{"b":3}}"#, &[4, 1], Some("3")),
            (r#"{"x":"a.b","b":2,"a":{"b":3}}"#, &[4, 1], Some("3")),
            // Cut, whether a better key may have been cut off or not.
            (r#"{"a":1,"b":"#, &[0, 1], None),
            (r#"{"a":1,"b":"#, &[0], None),
            (r#"{"b":2,"c":"#, &[0, 1], None),
        ];
        for (line, choice, expected) in cases {
            let found = read(&[choice.to_vec()], line.as_bytes());
            let text = found.map(|found| String::from_utf8(found[0].clone().unwrap()).unwrap());
            assert_eq!(text.as_deref(), expected, "{choice:?} in {line}");
        }
    }

    proptest! {
        #[test]
        fn every_choice_is_what_serde_json_finds_first(
            document in document(),
            spelling in 0_u8..4,
            choices in choices(0..PATHS.len()),
        ) {
            let text = write(&document, spelling);
            let Ok(document) = serde_json::from_str::<Value>(&text) else { return Ok(()) };
            let found = read(&choices, text.as_bytes()).unwrap();
            for (choice, found) in choices.iter().zip(found) {
                let value = choice.iter().find_map(|column| expected(&document, &paths()[*column]));
                let found = found.map(|found| parsed(&found, value.unwrap_or(&Value::Null)));
                prop_assert_eq!(found.as_ref(), value, "{:?} in {}", choice, text);
            }
        }

        #[test]
        fn of_keys_that_come_twice_the_first_with_a_value_counts(
            members in vec((key(), document(), prop_oneof![0..3_u8, 0..=255_u8]), 0..8),
            choices in choices(proptest::sample::select(&KEYS[..])),
        ) {
            let members: Vec<(String, Value)> = members
                .into_iter()
                .map(|(key, document, kind)| match kind {
                    0 => (key, Value::Null),
                    1 => (key, Value::from("a")),
                    2 => (key, Value::from(7)),
                    _ => (key, document),
                })
                .collect();
            let written = members.iter().map(|(key, value)| {
                format!("{}:{value}", serde_json::to_string(key).unwrap())
            });
            let text = format!("{{{}}}", written.collect::<Vec<_>>().join(","));
            let found = read(&choices, text.as_bytes()).unwrap();
            for (choice, found) in choices.iter().zip(found) {
                let value = choice.iter().find_map(|column| {
                    let paths = paths();
                    let is_it = |key: &str| key.as_bytes() == paths[*column].literal();
                    let mut of_key = members.iter().filter(|(key, _)| is_it(key));
                    of_key.find(|(_, value)| !value.is_null()).map(|(_, value)| value.clone())
                });
                prop_assert_eq!(found, value.as_ref().map(shown), "{:?} in {}", choice, text);
            }
        }

        #[test]
        fn a_choice_of_one_is_the_column_and_any_bytes_are_taken(
            line in vec(prop_oneof![
                9 => proptest::sample::select(&b"\"\"\"\\{}[]::,,ab1 "[..]),
                1 => any::<u8>(),
            ], 0..80),
            choices in choices(0..PATHS.len()),
        ) {
            let line = [b"{", &line[..]].concat();
            let found = read(&choices, &line);
            if serde_json::from_slice::<Value>(&line).is_ok() {
                prop_assert!(found.is_some());
            }
            for (column, path) in PATHS.iter().enumerate() {
                let single = super::super::tests::read(&[path], &line).ok();
                prop_assert_eq!(read(&[vec![column]], &line), single, "{}", path);
            }
        }
    }
}
