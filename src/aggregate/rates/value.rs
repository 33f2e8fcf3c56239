//! The times of one value: its state while events come in, and a view of the finished table.

use super::fold::Peak;
use super::packed_pairs::PairsOf;
use super::pair::Pair;
use crate::time::Timestamp;

/// Bytes of the state.
pub(crate) const STATE_BYTES: usize = 32;

/// A value's state: its first and last event, and its current bucket.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct State {
    pub(super) first: Timestamp,
    pub(super) last: Timestamp,
    /// The events in the current bucket, which are not yet among the pairs.
    pub(super) count: u64,
    pub(super) bucket: u32,
    /// The number of the value, from 1; 0 before its first event.
    pub(super) number: u32,
}

impl State {
    /// No current bucket, because the bucket of the value's last event is folded.
    pub(super) const NOWHERE: u32 = u32::MAX;

    pub(super) fn new(number: u32, bucket: u32, count: u64, at: Timestamp) -> Self {
        Self { first: at, last: at, count, bucket, number }
    }

    #[inline]
    pub(super) fn read(bytes: &[u8]) -> Option<Self> {
        let (first, rest) = bytes.split_first_chunk()?;
        let (last, rest) = rest.split_first_chunk()?;
        let (count, rest) = rest.split_first_chunk()?;
        let (bucket, rest) = rest.split_first_chunk()?;
        let (number, _) = rest.split_first_chunk()?;
        Some(Self {
            first: Timestamp(i64::from_le_bytes(*first)),
            last: Timestamp(i64::from_le_bytes(*last)),
            count: u64::from_le_bytes(*count),
            bucket: u32::from_le_bytes(*bucket),
            number: u32::from_le_bytes(*number),
        })
    }

    #[inline]
    pub(super) fn write(self, bytes: &mut [u8]) {
        if let Some(bytes) = bytes.first_chunk_mut::<STATE_BYTES>() {
            bytes[..8].copy_from_slice(&self.first.0.to_le_bytes());
            bytes[8..16].copy_from_slice(&self.last.0.to_le_bytes());
            bytes[16..24].copy_from_slice(&self.count.to_le_bytes());
            bytes[24..28].copy_from_slice(&self.bucket.to_le_bytes());
            bytes[28..].copy_from_slice(&self.number.to_le_bytes());
        }
    }

    pub(super) fn pair(self) -> Pair {
        Pair::new(self.number, self.bucket, self.count)
    }
}

/// When one value occurred.
#[derive(Debug, Clone, Copy)]
pub(crate) struct ValueRates<'a> {
    /// Its first event.
    pub(crate) first: Timestamp,
    /// Its last event.
    pub(crate) last: Timestamp,
    /// Its events by bucket, in the order of time; folded buckets are not among them.
    pub(crate) pairs: PairsOf<'a>,
    /// How many folded buckets had k events; k stands in place of the pair's bucket.
    pub(crate) folded: PairsOf<'a>,
    /// The folded bucket with the most events.
    pub(crate) folded_peak: Option<Peak>,
}

impl ValueRates<'_> {
    /// Numbers of events, and in how many buckets the value had each; unsorted, and a number may come
    /// twice.
    pub(crate) fn frequencies(&self) -> impl Iterator<Item = (u64, u64)> {
        frequencies(self.pairs, self.folded)
    }
}

/// Numbers of events, and how many of the buckets, open or folded, had each.
pub(super) fn frequencies<'a>(
    open: PairsOf<'a>,
    folded: PairsOf<'a>,
) -> impl Iterator<Item = (u64, u64)> + use<'a> {
    let open = open.iter().map(|pair| (pair.count, 1));
    open.chain(folded.iter().map(|pair| (u64::from(pair.bucket()), pair.count)))
}
