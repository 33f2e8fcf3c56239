//! The name that a mistyped one is likely to mean.

/// The name among `names` most similar to `asked`, the first of equally similar ones: few edits apart,
/// or one a prefix of the other. `None` if no name is similar.
pub(crate) fn closest<'a>(asked: &str, names: impl Iterator<Item = &'a str>) -> Option<&'a str> {
    let asked = asked.to_lowercase();
    // Every third letter may be wrong.
    let bound = asked.chars().count().div_ceil(3).min(3);
    let edits = |name: &str| {
        let edits = distance(&asked, name);
        let begins = !asked.is_empty() && name.starts_with(&asked);
        let is_begun = name.len() > 2 && asked.starts_with(name);
        (edits <= bound || begins || is_begun).then_some(edits)
    };
    names
        .filter_map(|name| Some((edits(&name.to_lowercase())?, name)))
        .min_by_key(|(edits, _)| *edits)
        .map(|(_, name)| name)
}

/// Edits between two texts: a letter put in, left out, replaced, or two neighbours exchanged
/// (optimal string alignment).
fn distance(a: &str, b: &str) -> usize {
    let (a, b): (Vec<char>, Vec<char>) = (a.chars().collect(), b.chars().collect());
    let mut before = vec![0; b.len() + 1];
    let mut last: Vec<usize> = (0..=b.len()).collect();
    for (i, x) in a.iter().enumerate() {
        let mut row = vec![i + 1];
        for (j, y) in b.iter().enumerate() {
            let mut least = (last[j] + usize::from(x != y)).min(last[j + 1] + 1).min(row[j] + 1);
            if i > 0 && j > 0 && *x == b[j - 1] && a[i - 1] == *y {
                least = least.min(before[j - 1] + 1);
            }
            row.push(least);
        }
        before = std::mem::replace(&mut last, row);
    }
    last[b.len()]
}

#[cfg(test)]
mod tests {
    use super::distance;

    #[test]
    fn edits() {
        assert_eq!(distance("abcd", "acbd"), 1);
        assert_eq!(distance("", "ab"), 2);
    }
}
