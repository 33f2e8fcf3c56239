//! Memory read before it is needed, so that the waits for many places pass together.

/// Reads `place`, for nothing but to have it in the cache. Reads of many places in a row do not wait for
/// each other.
#[inline]
pub(super) fn read<T: Copy>(place: &T) {
    std::hint::black_box(*place);
}
