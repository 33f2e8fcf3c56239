//! The key of a value in its slot: 16 bytes.

use crate::bytes::load16;

/// Bytes of a key.
pub(super) const KEY_BYTES: usize = 16;
/// The length of the longest value that its key holds whole.
const INLINE: usize = 15;
/// In the last byte of a key: the value is longer and stands in the arena.
const LONG: u64 = 0xff << 56;

/// A value of up to 15 bytes, padded with zeros, its length in the last byte; or the place of a longer
/// value in the first half and its length in the second.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Key {
    head: u64,
    tail: u64,
}

impl Key {
    /// The key of a free slot.
    pub(super) const NONE: Self = Self { head: u64::MAX, tail: u64::MAX };

    /// The key by which `value` is looked up, without the place of a long value.
    #[inline]
    pub(super) fn of(value: &[u8]) -> Self {
        match load16(value) {
            Some([head, tail]) if value.len() <= INLINE => {
                Self { head, tail: tail | (value.len() as u64) << 56 }
            }
            _ => Self::long(usize::MAX, value.len()),
        }
    }

    /// The key of a value of more than 15 bytes at `place` in the arena.
    pub(super) fn long(place: usize, length: usize) -> Self {
        Self { head: place as u64, tail: LONG | length as u64 }
    }

    /// The key of these bytes.
    #[inline]
    pub(super) fn read(bytes: &[u8; KEY_BYTES]) -> Self {
        let both = u128::from_le_bytes(*bytes);
        #[expect(clippy::cast_possible_truncation, reason = "the two halves")]
        let (head, tail) = (both as u64, (both >> 64) as u64);
        Self { head, tail }
    }

    #[inline]
    pub(super) fn bytes(self) -> [u8; KEY_BYTES] {
        (u128::from(self.tail) << 64 | u128::from(self.head)).to_le_bytes()
    }

    /// Whether the value stands in the arena.
    #[inline]
    pub(super) fn is_long(self) -> bool {
        self.tail >= LONG
    }

    /// The place of a long value in the arena, and its length.
    #[inline]
    pub(super) fn place(self) -> Option<(usize, usize)> {
        let whole = |word| usize::try_from(word).unwrap_or(usize::MAX);
        self.is_long().then(|| (whole(self.head), whole(self.tail ^ LONG)))
    }

    /// Whether two long values have equal length.
    #[inline]
    pub(super) fn has_equal_length(self, other: Self) -> bool {
        self.tail == other.tail
    }

    /// Whether it is [`Self::NONE`].
    #[inline]
    pub(super) fn is_none(self) -> bool {
        self.tail == u64::MAX
    }
}

/// The value whose key is `bytes`.
#[inline]
pub(super) fn value<'a>(bytes: &'a [u8; KEY_BYTES], arena: &'a [u8]) -> &'a [u8] {
    match Key::read(bytes).place() {
        Some((place, length)) => &arena[place..place + length],
        None => &bytes[..usize::from(bytes[INLINE])],
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::{any, prop_assert, prop_assert_eq, proptest};

    use super::{INLINE, Key, value as value_of};

    proptest! {
        #[test]
        fn a_key_is_its_value(
            value in proptest::collection::vec(any::<u8>(), 0..18),
            other in proptest::collection::vec(0..2_u8, 0..18),
            at in 0..17_usize,
        ) {
            let key = Key::of(&value);
            prop_assert_eq!(Key::read(&key.bytes()), key);
            prop_assert_eq!(key.is_long(), value.len() > INLINE);
            prop_assert!(key != Key::NONE);
            if key.is_long() {
                let arena = [&[0], &*value].concat();
                let placed = Key::long(1, value.len()).bytes();
                prop_assert_eq!(value_of(&placed, &arena), &value);
                return Ok(());
            }
            let bytes = key.bytes();
            prop_assert_eq!(value_of(&bytes, &[]), &value);
            prop_assert!(Key::of(&other) != key || other == value);
            let mut near = value.clone();
            if let Some(byte) = near.get_mut(at) {
                *byte ^= 1;
                prop_assert!(Key::of(&near) != key);
            }
            // Zeros at the end are bytes of the value.
            near.push(0);
            prop_assert!(Key::of(&near) != key);
        }
    }
}
