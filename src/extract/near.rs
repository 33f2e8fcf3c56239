//! Search for the first of some bytes that is likely to be near: sixteen at a time.
//!
//! A search as in memchr is a call and looks first what the processor can; that only pays where the
//! hit is far.

use std::ops::Range;

use memchr::memchr;
use wide::u8x16;

/// Bytes after which a search that is made for far hits pays for its start.
const NEAR: usize = 32;

/// What is sought: one byte of several.
pub(super) trait Sought: Copy {
    /// All bits set in each byte that is sought, none in the others.
    fn marks(self, chunk: u8x16) -> u8x16;

    /// Whether this is sought.
    fn is(self, byte: u8) -> bool;
}

/// This byte.
#[derive(Debug, Clone, Copy)]
pub(super) struct Byte(pub(super) u8);

/// This byte and all below it.
#[derive(Debug, Clone, Copy)]
pub(super) struct UpTo(pub(super) u8);

/// The one or the other.
#[derive(Debug, Clone, Copy)]
pub(super) struct Or<A, B>(pub(super) A, pub(super) B);

impl Sought for Byte {
    #[inline]
    fn marks(self, chunk: u8x16) -> u8x16 {
        chunk.simd_eq(u8x16::splat(self.0))
    }

    #[inline]
    fn is(self, byte: u8) -> bool {
        byte == self.0
    }
}

impl Sought for UpTo {
    #[inline]
    fn marks(self, chunk: u8x16) -> u8x16 {
        chunk.min(u8x16::splat(self.0)).simd_eq(chunk)
    }

    #[inline]
    fn is(self, byte: u8) -> bool {
        byte <= self.0
    }
}

impl<A: Sought, B: Sought> Sought for Or<A, B> {
    #[inline]
    fn marks(self, chunk: u8x16) -> u8x16 {
        self.0.marks(chunk) | self.1.marks(chunk)
    }

    #[inline]
    fn is(self, byte: u8) -> bool {
        self.0.is(byte) || self.1.is(byte)
    }
}

/// The offset of the first byte that is sought.
#[inline]
pub(super) fn first(bytes: &[u8], sought: impl Sought) -> Option<usize> {
    let (chunks, tail) = bytes.as_chunks();
    for (index, chunk) in chunks.iter().enumerate() {
        if let Some(at) = first_of(*chunk, sought) {
            return Some(index * 16 + at);
        }
    }
    if tail.is_empty() {
        return None;
    }
    match bytes.last_chunk() {
        // In what was looked through already there is none.
        Some(chunk) => first_of(*chunk, sought).map(|at| bytes.len() - 16 + at),
        None => tail.iter().position(|byte| sought.is(*byte)),
    }
}

/// The same of so many bytes.
#[inline]
pub(super) fn first_of(chunk: [u8; 16], sought: impl Sought) -> Option<usize> {
    let marks = sought.marks(u8x16::new(chunk)).to_bitmask();
    (marks != 0).then(|| marks.trailing_zeros() as usize)
}

/// A bit for each of so many bytes that is sought.
#[inline]
pub(super) fn marks_of(chunk: &[u8; 32], sought: impl Sought) -> u32 {
    let (halves, _) = chunk.as_chunks::<16>();
    let marks = |half: &[u8; 16]| sought.marks(u8x16::new(*half)).to_bitmask();
    halves.iter().rev().fold(0, |all, half| all << 16 | marks(half))
}

/// The same; `far` seeks what is not near.
#[inline]
pub(super) fn first_or(
    bytes: &[u8],
    sought: impl Sought,
    far: impl Fn(&[u8]) -> Option<usize>,
) -> Option<usize> {
    let (near, rest) = bytes.split_at(bytes.len().min(NEAR));
    first(near, sought).or_else(|| far(rest).map(|at| near.len() + at))
}

/// The first place of `byte`, which is likely to be near but may be far.
#[inline]
pub(super) fn find(bytes: &[u8], byte: u8) -> Option<usize> {
    first_or(bytes, Byte(byte), |far| memchr(byte, far))
}

/// How often `counted` stands in that range of `text`; none where something of `unless` does, or where
/// the text ends soon after it.
#[inline]
pub(super) fn count_unless(
    text: &[u8],
    range: Range<usize>,
    counted: u8,
    unless: impl Sought,
) -> Option<u32> {
    let (mut at, mut count) = (range.start, 0);
    while at < range.end {
        let chunk = u8x16::new(*text.get(at..)?.first_chunk()?);
        let beyond = (at + 16).saturating_sub(range.end);
        let inside = u32::from(u16::MAX) >> beyond;
        if unless.marks(chunk).to_bitmask() & inside != 0 {
            return None;
        }
        count += (Byte(counted).marks(chunk).to_bitmask() & inside).count_ones();
        at += 16;
    }
    Some(count)
}

#[cfg(test)]
mod tests {
    use super::{Byte, Or, UpTo, count_unless, find, first};
    use proptest::prelude::{any, prop_assert_eq, proptest};

    proptest! {
        #[test]
        fn what_is_counted_is_there(
            text in proptest::collection::vec(0..4_u8, 0..80),
            start in 0..80_usize,
            length in 0..50_usize,
        ) {
            let start = start.min(text.len());
            let range = start..(start + length).min(text.len());
            let count = |byte: u8| text[range.clone()].iter().filter(|own| **own == byte).count();
            for (unless, counted) in [(7, 1), (0, 1), (1, 1)] {
                let found = count_unless(&text, range.clone(), counted, Byte(unless));
                let has_room = range.is_empty() || range.start + range.len().next_multiple_of(16) <= text.len();
                let expected = u32::try_from(count(counted)).unwrap();
                let expected = (has_room && count(unless) == 0).then_some(expected);
                if has_room || count(unless) == 0 {
                    prop_assert_eq!(found, expected);
                } else {
                    prop_assert_eq!(found, None);
                }
            }
        }

        #[test]
        fn the_first_hit_is_found(
            bytes in proptest::collection::vec(any::<u8>(), 0..80),
            few in proptest::collection::vec(0..4_u8, 0..80),
            byte in any::<u8>(),
            other in any::<u8>(),
        ) {
            for bytes in [&bytes, &few] {
                for byte in [byte, byte & 3] {
                    let place = |is: &dyn Fn(u8) -> bool| bytes.iter().position(|byte| is(*byte));
                    prop_assert_eq!(first(bytes, Byte(byte)), place(&|found| found == byte));
                    prop_assert_eq!(find(bytes, byte), place(&|found| found == byte));
                    prop_assert_eq!(first(bytes, UpTo(byte)), place(&|found| found <= byte));
                    let either = first(bytes, Or(Byte(byte), UpTo(other & 3)));
                    prop_assert_eq!(either, place(&|found| found == byte || found <= other & 3));
                }
            }
        }
    }
}
