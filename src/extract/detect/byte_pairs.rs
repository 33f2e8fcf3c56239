//! The pairs of bytes that stand side by side in some lines: most formats have a text with a pair that no line
//! has, and are left out without a search in each line.

/// Words of 64 bits, with a bit for each pair.
const WORDS: usize = 1 << 10;

/// A set of pairs of bytes.
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

    use super::BytePairs;

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
