//! A quick test whether a pattern may match a line: its literal texts must stand there in order,
//! and its beginning must match. Made once in a process for each pattern, because every pattern is
//! tried on each file of a run.

use std::collections::HashMap;
use std::sync::{Arc, LazyLock, Mutex, PoisonError};

use memchr::memmem::Finder;

use super::super::encoding::Encoding;
use super::super::scanner::groups::Groups;
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

/// Words of 64 bits, with a bit for each pair.
const WORDS: usize = 1 << 10;

/// The pairs of bytes that stand side by side in some lines: most formats have a text with a pair that no line
/// has, and are left out without a search in each line.
pub(super) struct BytePairs(Box<[u64; WORDS]>);

impl BytePairs {
    /// The pairs of all lines.
    pub(super) fn of(lines: &[&[u8]]) -> Self {
        let mut pairs = Box::new([0; WORDS]);
        for line in lines {
            for (word, bit) in places(line) {
                pairs[word] |= bit;
            }
        }
        Self(pairs)
    }

    /// Whether one of the lines may have `text`.
    pub(super) fn may_have(&self, text: &[u8]) -> bool {
        places(text).all(|(word, bit)| self.0[word] & bit != 0)
    }
}

/// The word of each pair of a text, and the bit in it.
fn places(text: &[u8]) -> impl Iterator<Item = (usize, u64)> {
    let after = text.get(1..).unwrap_or_default();
    text.iter().zip(after).map(|(first, second)| {
        (usize::from(*first) << 2 | usize::from(second >> 6), 1 << (second & 63))
    })
}

#[cfg(test)]
mod tests {
    use proptest::prelude::{any, prop_assert, proptest};

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

    proptest! {
        #[test]
        fn a_text_of_a_line_is_never_left_out(
            line in proptest::collection::vec(any::<u8>(), 0..40), at in 0..40_usize, length in 0..40_usize,
        ) {
            let pairs = BytePairs::of(&[b"ab", &line]);
            let rest = line.get(at..).unwrap_or_default();
            prop_assert!(pairs.may_have(rest.get(..length).unwrap_or(rest)));
            prop_assert!(pairs.may_have(b"ab") && BytePairs::of(&[&line, b"x"]).may_have(b"x"));
        }
    }

    #[test]
    fn a_text_that_no_line_has_is_left_out() {
        let pairs = BytePairs::of(&[b"abc", b"\xff\xfe"]);
        assert!(pairs.may_have(b"bc") && !pairs.may_have(b"bcb") && !pairs.may_have(b"c\xff"));
    }
}
