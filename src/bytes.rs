//! Short slices as integers, so that they are compared, hashed and computed with in registers.
//!
//! The first byte of a slice is the lowest byte of its integer; bytes the slice does not have are 0.
//! A slice shorter than the integer is read by two loads of a fixed width, one from each of its ends,
//! which may overlap: a loop over its bytes would cost a branch for each.

/// A slice of at most eight bytes as one integer, or `None` if it is longer.
#[inline]
pub(crate) fn load8(bytes: &[u8]) -> Option<u64> {
    if let Some(all) = bytes.first_chunk() {
        return (bytes.len() == 8).then(|| u64::from_le_bytes(*all));
    }
    if let (Some(first), Some(last)) = (bytes.first_chunk(), bytes.last_chunk()) {
        let last = u64::from(u32::from_le_bytes(*last)) << (8 * (bytes.len() - 4));
        return Some(u64::from(u32::from_le_bytes(*first)) | last);
    }
    if let (Some(first), Some(last)) = (bytes.first_chunk(), bytes.last_chunk()) {
        let last = u64::from(u16::from_le_bytes(*last)) << (8 * (bytes.len() - 2));
        return Some(u64::from(u16::from_le_bytes(*first)) | last);
    }
    Some(bytes.first().copied().map_or(0, u64::from))
}

/// A slice of at most sixteen bytes as two integers, the first eight bytes first, or `None` if it is
/// longer.
#[inline]
pub(crate) fn load16(bytes: &[u8]) -> Option<[u64; 2]> {
    let (Some(first), Some(last)) = (bytes.first_chunk(), bytes.last_chunk()) else {
        return Some([load8(bytes)?, 0]);
    };
    // The last eight bytes without the bytes that the first word has. Two shifts, since a shift by 64 bits
    // shifts nothing.
    let half = 4 * 16_usize.checked_sub(bytes.len())?;
    Some([u64::from_le_bytes(*first), u64::from_le_bytes(*last) >> half >> half])
}

/// The eight bytes from position `at` of `text` on.
#[inline]
pub(crate) fn load8_at(text: &[u8], at: usize) -> u64 {
    let rest = text.get(at..).unwrap_or_default();
    rest.first_chunk().map_or_else(|| load8(rest).unwrap_or(0), |all| u64::from_le_bytes(*all))
}

#[cfg(test)]
mod tests {
    use proptest::collection::vec;
    use proptest::prelude::{any, prop_assert_eq, proptest};

    use super::{load8, load8_at, load16};

    /// The integer of the first `width` bytes of a slice, byte by byte.
    fn plain(bytes: &[u8], width: usize) -> u128 {
        bytes.iter().take(width).rfold(0, |word, byte| word << 8 | u128::from(*byte))
    }

    proptest! {
        #[test]
        fn loads_agree_with_a_loop(bytes in vec(any::<u8>(), 0..20), at in 0..22_usize) {
            let eight = (bytes.len() <= 8).then(|| plain(&bytes, 8));
            prop_assert_eq!(load8(&bytes).map(u128::from), eight);
            let sixteen = (bytes.len() <= 16).then(|| plain(&bytes, 16));
            let joined = |[low, high]: [u64; 2]| u128::from(high) << 64 | u128::from(low);
            prop_assert_eq!(load16(&bytes).map(joined), sixteen);
            let rest = bytes.get(at..).unwrap_or_default();
            prop_assert_eq!(u128::from(load8_at(&bytes, at)), plain(rest, 8));
        }
    }
}
