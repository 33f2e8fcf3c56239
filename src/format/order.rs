//! The order in which detection tries formats: each before the more general ones it names.

use std::collections::BTreeSet;

use super::Format;

/// Sorts formats so that each precedes those that its `before` names; by name where nothing is said.
/// Formats that name each other in a circle come last, by name.
pub(super) fn sorted<'a>(formats: impl Iterator<Item = &'a Format>) -> Vec<&'a Format> {
    let mut left: Vec<&Format> = formats.collect();
    left.sort_by(|a, b| a.name.cmp(&b.name));
    let mut sorted = Vec::with_capacity(left.len());
    while !left.is_empty() {
        let later: BTreeSet<&String> = left.iter().flat_map(|format| &format.before).collect();
        let free = left.iter().position(|format| !later.contains(&format.name));
        sorted.push(left.remove(free.unwrap_or(0)));
    }
    sorted
}

#[cfg(test)]
mod tests {
    use super::super::builtin;

    #[test]
    fn every_format_precedes_the_more_general_ones() {
        let formats = builtin();
        for (index, format) in formats.iter().enumerate() {
            for name in &format.before {
                let at = formats.iter().position(|other| other.name == *name);
                assert!(at.is_some_and(|at| at > index), "{} before {name}", format.name);
            }
        }
    }
}
