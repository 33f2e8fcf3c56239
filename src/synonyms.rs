//! Words of other tools, and what they are called here: `synonyms.txt` has a part for each kind of word.
//! A word is named in an error, or taken with a note.

/// The words of the part `part` in the order of the table, each with its meaning here.
pub(crate) fn pairs(part: &str) -> impl Iterator<Item = (&'static str, &'static str)> + use<> {
    let mut parts = include_str!("synonyms.txt").split("\n[");
    let own = parts.find_map(|text| text.strip_prefix(part)?.strip_prefix("]\n"));
    let rows = own.unwrap_or_default().lines().filter_map(|line| line.split_once(" = "));
    rows.flat_map(|(words, meaning)| words.split(' ').map(move |word| (word, meaning)))
}

/// The meanings of `word`, the likeliest first. A single letter is an option of its own in either case.
pub(crate) fn meanings(part: &str, word: &str) -> impl Iterator<Item = &'static str> + use<> {
    let word = word.to_owned();
    let is_own = move |other: &str| match word.len() {
        1 => other == word,
        _ => other.eq_ignore_ascii_case(&word),
    };
    pairs(part).filter(move |(other, _)| is_own(other)).map(|(_, meaning)| meaning)
}
