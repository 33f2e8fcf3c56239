//! Search for the first of some bytes, eight at a time in a register ("SIMD within a register").
//!
//! For hits that are near: a vector search as in memchr starts later and only pays beyond some 30
//! bytes. The formulas are those of Warren, Hacker's Delight, 6-1.

use memchr::memchr;

const ONES: u64 = 0x0101_0101_0101_0101;
const HIGH_BITS: u64 = 0x8080_8080_8080_8080;
/// Bytes after which vector search pays for its start.
pub(super) const NEAR: usize = 32;

/// The offset of the first byte that `is_hit` accepts; `marks` must set the high bit of the lowest
/// such byte of a word, and none below it.
#[inline]
pub(super) fn position(
    bytes: &[u8],
    marks: impl Fn(u64) -> u64,
    is_hit: impl Fn(u8) -> bool,
) -> Option<usize> {
    let (words, tail) = bytes.as_chunks::<8>();
    for (index, word) in words.iter().enumerate() {
        let found = marks(u64::from_le_bytes(*word));
        if found != 0 {
            return Some(index * 8 + found.trailing_zeros() as usize / 8);
        }
    }
    let length = tail.iter().position(|byte| is_hit(*byte))?;
    Some(words.len() * 8 + length)
}

/// The first place of `byte`, which is likely to be near but may be far.
#[inline]
pub(super) fn find(bytes: &[u8], byte: u8) -> Option<usize> {
    let (near, far) = bytes.split_at(bytes.len().min(NEAR));
    position(near, |word| equal(word, byte), |other| other == byte)
        .or_else(|| memchr(byte, far).map(|length| near.len() + length))
}

/// Marks the bytes that are `byte`. Bytes above the lowest marked one may be marked wrongly.
#[inline]
pub(super) const fn equal(word: u64, byte: u8) -> u64 {
    below(word ^ (ONES * byte as u64), 1)
}

/// Marks the bytes that are less than `bound`, at most 128. Bytes above the lowest marked one may be
/// marked wrongly.
#[inline]
pub(super) const fn below(word: u64, bound: u8) -> u64 {
    word.wrapping_sub(ONES * bound as u64) & !word & HIGH_BITS
}

#[cfg(test)]
mod tests {
    use super::{below, equal, find, position};
    use proptest::prelude::{any, prop_assert_eq, proptest};

    proptest! {
        #[test]
        fn the_first_hit_is_found(
            bytes in proptest::collection::vec(any::<u8>(), 0..80),
            byte in any::<u8>(),
            bound in 0..=128_u8,
        ) {
            let found = position(&bytes, |word| equal(word, byte), |other| other == byte);
            prop_assert_eq!(found, bytes.iter().position(|other| *other == byte));
            prop_assert_eq!(find(&bytes, byte), found);
            let found = position(&bytes, |word| below(word, bound), |other| other < bound);
            prop_assert_eq!(found, bytes.iter().position(|other| *other < bound));
        }
    }
}
