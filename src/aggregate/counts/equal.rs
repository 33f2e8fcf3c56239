//! Whether two values are equal, without a call where they are short.

/// Whether two values are equal. Those of 4 to 32 bytes, as most are, are compared by their two ends
/// at fixed widths.
#[inline]
pub(super) fn same(left: &[u8], right: &[u8]) -> bool {
    fn ends<const N: usize>(left: &[u8], right: &[u8]) -> bool {
        left.first_chunk::<N>() == right.first_chunk::<N>()
            && left.last_chunk::<N>() == right.last_chunk::<N>()
    }
    left.len() == right.len()
        && match right.len() {
            4..=7 => ends::<4>(left, right),
            8..=16 => ends::<8>(left, right),
            17..=32 => ends::<16>(left, right),
            _ => left == right,
        }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::{any, prop_assert, proptest};

    use super::same;

    proptest! {
        #[test]
        fn values_are_the_same_where_all_their_bytes_are(
            left in proptest::collection::vec(any::<u8>(), 0..70),
            at in 0..70_usize,
            longer in any::<bool>(),
        ) {
            let mut right = left.clone();
            prop_assert!(same(&left, &right));
            if let Some(byte) = right.get_mut(at) {
                *byte ^= 1;
            } else if longer || right.pop().is_none() {
                right.push(0);
            }
            prop_assert!(!same(&left, &right));
        }
    }
}
