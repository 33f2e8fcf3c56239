//! The events of one value in one bucket.

/// Events of one value in one bucket.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Pair {
    /// The value's number in the upper half, the bucket's in the lower.
    key: u64,
    /// The events.
    pub(crate) count: u64,
}

impl Pair {
    pub(super) fn new(value: u32, bucket: u32, count: u64) -> Self {
        Self { key: u64::from(value) << 32 | u64::from(bucket), count }
    }

    /// The key by which pairs are sorted: by value, then by bucket.
    pub(super) const fn key(self) -> u64 {
        self.key
    }

    /// The value's number.
    pub(super) fn value(self) -> u32 {
        (self.key >> 32) as u32
    }

    /// The bucket's number: in a finished table its rank in time.
    pub(crate) fn bucket(self) -> u32 {
        #[expect(clippy::cast_possible_truncation, reason = "the lower half")]
        let bucket = self.key as u32;
        bucket
    }
}

/// Joins neighbours of equal value and bucket.
pub(super) fn join(pairs: &mut Vec<Pair>) {
    pairs.dedup_by(|next, kept| {
        let are_equal = next.key == kept.key;
        if are_equal {
            kept.count = kept.count.saturating_add(next.count);
        }
        are_equal
    });
}

/// The pair under the new numbers of its value and its bucket.
#[inline]
pub(super) fn renumber(pair: Pair, values: &[u32], buckets: &[u32]) -> Pair {
    let new = |numbers: &[u32], old: u32| numbers.get(old as usize).copied().unwrap_or(u32::MAX);
    Pair::new(new(values, pair.value()), new(buckets, pair.bucket()), pair.count)
}
