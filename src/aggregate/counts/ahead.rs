//! Memory asked for before it is needed, so that many waits take the time of one.

/// Has the line of the cache brought in that `place` begins in; the processor goes on meanwhile.
#[cfg(target_arch = "x86_64")]
#[inline]
pub(super) fn ask<T: Copy>(place: &T) {
    safe_arch::prefetch_t0(place);
}

/// Reads `place`: where nothing can be asked for without `unsafe`, reading many places with nothing
/// between does nearly the same.
#[cfg(not(target_arch = "x86_64"))]
#[inline]
pub(super) fn ask<T: Copy>(place: &T) {
    std::hint::black_box(*place);
}
