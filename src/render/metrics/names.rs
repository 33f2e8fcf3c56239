//! Names that a metrics system takes, made of names and values that a log holds.

use std::collections::{BTreeMap, HashSet};

/// `text` with `_` for each character that is no ASCII letter, digit, `_` or one of `also`.
pub(super) fn plain(text: &str, also: &[u8]) -> String {
    let is_plain = |byte: u8| byte.is_ascii_alphanumeric() || byte == b'_' || also.contains(&byte);
    let plain = text.chars().map(|character| match u8::try_from(character) {
        Ok(byte) if is_plain(byte) => character,
        _ => '_',
    });
    let plain: String = plain.collect();
    if plain.is_empty() { "_".to_owned() } else { plain }
}

/// Numbers that keep apart names which have become equal: the second `a_b` is copy 2.
#[derive(Debug, Default)]
pub(super) struct Copies(BTreeMap<String, u64>);

impl Copies {
    /// Which copy of `name` this is; `None` for the first.
    pub(super) fn next(&mut self, name: &str) -> Option<u64> {
        let count = self.0.entry(name.to_owned()).or_insert(0);
        *count += 1;
        Some(*count).filter(|count| *count > 1)
    }
}

/// [`plain`] of the heads of a table, no two alike: heads that become equal are numbered.
pub(super) fn plain_heads<'n>(heads: impl Iterator<Item = &'n str>, also: &[u8]) -> Vec<String> {
    let (mut copies, mut taken) = (Copies::default(), HashSet::new());
    let mut free = |head: &str| {
        let plain = plain(head, also);
        loop {
            let copy = copies.next(&plain);
            let name = copy.map_or_else(|| plain.clone(), |copy| format!("{plain}_{copy}"));
            if taken.insert(name.clone()) {
                return name;
            }
        }
    };
    heads.map(&mut free).collect()
}

#[cfg(test)]
mod tests {
    use super::{Copies, plain, plain_heads};

    #[test]
    fn heads_that_become_equal_are_numbered() {
        let heads = plain_heads(["a b", "a_b_2", "a-b", "a_b"].into_iter(), b"");
        assert_eq!(heads, ["a_b", "a_b_2", "a_b_3", "a_b_4"]);
    }

    #[test]
    fn other_characters_become_underscores() {
        assert_eq!(plain("p99.9", b""), "p99_9");
        assert_eq!(plain("a-b é\n", b"-"), "a-b___");
        assert_eq!(plain("", b""), "_");
    }

    #[test]
    fn equal_names_are_numbered() {
        let mut copies = Copies::default();
        let numbers = ["a", "b", "a", "a"].map(|name| copies.next(name));
        assert_eq!(numbers, [None, None, Some(2), Some(3)]);
    }
}
