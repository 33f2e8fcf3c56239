//! Where the parts of a value's state lie: times, measure, hits, texts, example, and at the end the error of an
//! approximate count ([`super::approximate`]).

use super::{Keep, distinct_texts, examples, hits, numbers, rates};

/// The bytes of each part of a value's state.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct StateLayout {
    times: usize,
    measure: usize,
    hits: usize,
    texts: usize,
    example: usize,
}

/// The parts of a value's state; a part that is not kept is empty.
#[derive(Debug)]
pub(super) struct Parts<S> {
    /// Of the rates.
    pub(super) times: S,
    /// Of the numbers.
    pub(super) measure: S,
    /// Of the hits.
    pub(super) hits: S,
    /// Of the distinct texts.
    pub(super) texts: S,
    /// Of the example.
    pub(super) example: S,
}

impl StateLayout {
    /// The layout of what a run keeps.
    pub(super) fn new(keep: &Keep) -> Self {
        let bytes = |is_kept: bool, bytes| if is_kept { bytes } else { 0 };
        Self {
            times: bytes(keep.buckets.is_some(), rates::STATE_BYTES),
            measure: bytes(keep.measures, numbers::STATE_BYTES),
            hits: bytes(keep.hits, hits::STATE_BYTES),
            texts: bytes(keep.distinct.is_some(), distinct_texts::STATE_BYTES),
            example: bytes(keep.examples, examples::STATE_BYTES),
        }
    }

    /// The bytes of all parts.
    pub(super) const fn bytes(self) -> usize {
        self.times + self.measure + self.hits + self.texts + self.example
    }

    /// The parts of a state.
    #[inline]
    pub(super) fn parts(self, state: &[u8]) -> Parts<&[u8]> {
        let (times, rest) = state.split_at(self.times.min(state.len()));
        let (measure, rest) = rest.split_at(self.measure.min(rest.len()));
        let (hits, rest) = rest.split_at(self.hits.min(rest.len()));
        let (texts, rest) = rest.split_at(self.texts.min(rest.len()));
        let (example, _) = rest.split_at(self.example.min(rest.len()));
        Parts { times, measure, hits, texts, example }
    }

    /// The parts of a state, to be changed.
    #[inline]
    pub(super) fn parts_mut(self, state: &mut [u8]) -> Parts<&mut [u8]> {
        let (times, rest) = state.split_at_mut(self.times.min(state.len()));
        let (measure, rest) = rest.split_at_mut(self.measure.min(rest.len()));
        let (hits, rest) = rest.split_at_mut(self.hits.min(rest.len()));
        let (texts, rest) = rest.split_at_mut(self.texts.min(rest.len()));
        let (example, _) = rest.split_at_mut(self.example.min(rest.len()));
        Parts { times, measure, hits, texts, example }
    }
}
