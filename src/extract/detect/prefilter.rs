//! A quick test whether a pattern may match a line: its literal texts must stand there in order,
//! and its beginning must match. Made once in a process for each pattern, because every pattern is
//! tried on each file of a run.

use std::collections::HashMap;
use std::sync::{Arc, LazyLock, Mutex, PoisonError};

use memchr::memmem::Finder;

use super::super::encoding::Encoding;
use super::super::scanner::groups::Groups;
use super::byte_pairs::BytePairs;
use super::pattern_pieces::{beginning, literals};

/// The literals of a pattern in their order, and its beginning.
pub(super) struct PatternPrefilter {
    literals: Vec<Finder<'static>>,
    /// The longest of the literals, which the fewest lines have.
    longest: Option<Finder<'static>>,
    beginning: Groups,
}

impl PatternPrefilter {
    pub(super) fn of(pattern: &str) -> Arc<Self> {
        static KNOWN: LazyLock<Mutex<HashMap<String, Arc<PatternPrefilter>>>> =
            LazyLock::new(Mutex::default);
        let mut known = KNOWN.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(known) = known.get(pattern) {
            return Arc::clone(known);
        }
        let literals = literals(pattern);
        let literals: Vec<_> = literals.iter().map(|text| Finder::new(text).into_owned()).collect();
        let longest = literals.iter().max_by_key(|text| text.needle().len()).cloned();
        let beginning = Groups::of(beginning(pattern), &[""; 0]);
        let prefilter = Arc::new(Self { literals, longest, beginning });
        known.insert(pattern.to_owned(), Arc::clone(&prefilter));
        prefilter
    }

    /// Whether the pattern may match one of `lines`. `byte_pairs` has at least all pairs of
    /// neighbouring bytes in `lines`.
    pub(super) fn may_match(&self, lines: &[&[u8]], byte_pairs: &BytePairs) -> bool {
        if !self.literals.iter().all(|text| byte_pairs.may_have(text.needle())) {
            return false;
        }
        let mut beginning = self.beginning.finder();
        lines.iter().filter(|line| self.has_literals(line)).any(|line| {
            // What is cut from a pattern need not be a pattern; then only the literals decide.
            !beginning.is_pattern() || beginning.find(line, Encoding::Bytes)
        })
    }

    fn has_literals(&self, line: &[u8]) -> bool {
        if self.longest.as_ref().is_some_and(|text| text.find(line).is_none()) {
            return false;
        }
        let mut literals = self.literals.iter();
        let rest = literals
            .try_fold(line, |rest, text| rest.get(text.find(rest)? + text.needle().len()..));
        rest.is_some()
    }
}

#[cfg(test)]
mod tests {
    use super::{BytePairs, PatternPrefilter};

    #[test]
    fn a_line_without_the_texts_or_the_beginning_does_not_match() {
        let prefilter = PatternPrefilter::of("^[0-9]+ [a-z]+ - x");
        for (line, expected) in [
            ("1 a - x", true),
            ("1 A - x", true),
            ("a a - x", false),
            ("1 a", false),
            ("1 a x - ", false),
        ] {
            let lines = [line.as_bytes()];
            let byte_pairs = BytePairs::of(&lines);
            assert_eq!(prefilter.may_match(&lines, &byte_pairs), expected, "{line}");
        }
        assert!(!PatternPrefilter::of("^a").may_match(&[], &BytePairs::of(&[])));
    }
}
