//! A condition with a cache of its answers for short texts: a status or a method comes again and again, and
//! looking up its answer takes fewer instructions than comparing it.

use crate::bytes::load8;
use crate::condition::Condition;

/// Bytes of the longest text that is remembered.
const LONGEST: usize = 7;
/// Texts that are remembered at most, a power of two.
const SLOTS: usize = 1 << SLOT_BITS;
const SLOT_BITS: u32 = 6;

/// A condition, and its answers. Each worker has its own copy.
#[derive(Debug, Clone)]
pub(super) struct RememberedCondition {
    condition: Condition,
    /// A text is remembered in the slot of its hash, where it takes the place of another.
    answers: Box<[Answer; SLOTS]>,
}

/// A text and whether it meets the condition.
#[derive(Debug, Clone, Copy)]
struct Answer {
    /// The bytes of the text, and its length in the highest byte.
    text: u64,
    holds: bool,
}

impl RememberedCondition {
    /// `condition`, with no answer yet.
    pub(super) fn new(condition: Condition) -> Self {
        // No text has this length.
        let free = Answer { text: u64::MAX, holds: false };
        Self { condition, answers: Box::new([free; SLOTS]) }
    }

    /// As [`Condition::holds`].
    #[inline]
    pub(super) fn holds(&mut self, column: &[u8]) -> bool {
        let Some(bytes) = load8(column).filter(|_| column.len() <= LONGEST) else {
            return self.condition.holds(column);
        };
        let text = bytes | (column.len() as u64) << 56;
        // The highest bits of the product with 2^64 over the golden ratio (Knuth, TAOCP 3, 6.4).
        let hash = text.wrapping_mul(0x9e37_79b9_7f4a_7c15) >> (u64::BITS - SLOT_BITS);
        // The remainder is the hash; it spares a check of the bounds.
        let answer = &mut self.answers[hash as usize % SLOTS];
        if answer.text != text {
            *answer = Answer { text, holds: self.condition.holds(column) };
        }
        answer.holds
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::{prop_assert_eq, proptest};

    use super::{Condition, RememberedCondition};
    use crate::time::Zone;

    proptest! {
        #[test]
        fn answers_are_those_of_the_condition(
            texts in proptest::collection::vec("[0-9]{0,3}|[45]0[0-9]\0?|[a0.]{6,9}", 0..300),
        ) {
            for condition in ["status >= 450", "status = ''", "status ~ ^.0+$", "status != a"] {
                let plain = Condition::parse("-w", condition, &Zone::utc()).unwrap();
                let mut remembered = RememberedCondition::new(plain.clone());
                for text in texts.iter().chain(&texts) {
                    let text = text.as_bytes();
                    prop_assert_eq!(remembered.holds(text), plain.holds(text), "{}", condition);
                }
            }
        }
    }
}
