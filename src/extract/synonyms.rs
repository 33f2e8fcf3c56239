//! Names that other tools have for columns, and the names of the columns here: for the error about a
//! column that a format does not have.

use crate::synonyms::{meanings, pairs};

/// The columns here that another tool calls `name`, the likeliest first; `duration_ms` is `duration`, too.
pub(super) fn columns(name: &str) -> impl Iterator<Item = &'static str> + use<> {
    let bare = UNITS.iter().find_map(|unit| name.strip_suffix(unit)).unwrap_or_default();
    meanings("columns", name).chain(meanings("columns", bare))
}

/// Ends of names that say a unit.
const UNITS: [&str; 7] = ["_ms", "_us", "_ns", "_s", "_sec", "_seconds", "_bytes"];

/// What to write for `name`, which is made of a column among `known` by further options: `-k COLUMN ...`.
pub(super) fn recipe(name: &str, known: &[&str]) -> Option<&'static str> {
    meanings("recipes", name).find(|recipe| {
        let column = recipe.split(' ').nth(1);
        column.is_some_and(|column| known.contains(&column))
    })
}

/// The one of `known` that `name` may mean: by meaning before spelling, and a path of JSON by its last
/// key.
pub(crate) fn nearest_column<'k>(name: &str, known: &[&'k str]) -> Option<&'k str> {
    let last = |path: &str| path.rsplit('.').next().map_or_else(String::new, str::to_lowercase);
    let wanted = last(name);
    let mut meanings: Vec<&str> = columns(&wanted).collect();
    meanings.push(&wanted);
    let by_meaning = meanings.iter().find_map(|meant| {
        let also = pairs("columns").filter(|(_, own)| own == meant).map(|(other, _)| other);
        let words: Vec<&str> = [*meant].into_iter().chain(also).collect();
        known.iter().copied().find(|path| words.contains(&last(path).as_str()))
    });
    by_meaning.or_else(|| crate::format::closest(name, known.iter().copied())).or_else(|| {
        let keys: Vec<String> = known.iter().map(|path| last(path)).collect();
        let key = crate::format::closest(&wanted, keys.iter().map(String::as_str))?;
        known.iter().copied().find(|path| last(path) == key)
    })
}
