//! The order in which detection tries formats: each before the more general ones it names.

use std::collections::{BTreeMap, BTreeSet};

use super::Format;

/// Sorts formats so that each precedes the formats that its `before` names; by name where nothing is said.
/// Formats that name each other in a circle come last, by name.
///
/// Source: A. B. Kahn, Topological sorting of large networks, CACM 5 (1962).
pub(super) fn sorted<'a>(formats: impl Iterator<Item = &'a Format>) -> Vec<&'a Format> {
    let mut left: BTreeMap<&str, &Format> = formats.map(|format| (&*format.name, format)).collect();
    // How many formats on the left each format has to wait for.
    let mut waits: BTreeMap<&str, usize> = BTreeMap::new();
    for name in left.values().flat_map(|format| &format.before) {
        *waits.entry(name).or_default() += 1;
    }
    let is_free = |name: &&str| !waits.contains_key(name);
    let mut free: BTreeSet<&str> = left.keys().copied().filter(is_free).collect();
    let mut sorted = Vec::with_capacity(left.len());
    while let Some(name) = free.pop_first().or_else(|| left.keys().next().copied()) {
        let Some(format) = left.remove(name) else { continue };
        sorted.push(format);
        for next in &format.before {
            let Some(wait) = waits.get_mut(&**next) else { continue };
            *wait -= 1;
            if *wait == 0 {
                waits.remove(&**next);
                free.insert(next);
            }
        }
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
