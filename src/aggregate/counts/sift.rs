//! Values taken over from another table, all of them or some; and values let go.

use super::{Counts, FREE, LEAST_SLOTS, Record, TOGETHER, slots_for};

/// A value of another table, and what it is to this one.
#[derive(Debug, Clone, Copy)]
pub struct Incoming<'a> {
    /// The value.
    pub value: &'a [u8],
    /// Its count there.
    pub count: u64,
    /// Its state there.
    pub state: &'a [u8],
    /// It was not here before.
    pub is_new: bool,
}

impl Counts {
    /// Adds all that `other`, made with the same seed, has counted. `note` is handed the state that
    /// each of its values has here, and what it was there.
    pub fn merge(&mut self, other: &Self, mut note: impl FnMut(&mut [u8], Incoming<'_>)) {
        self.merge_some(
            other,
            |_| true,
            |state, incoming| {
                if let Some(state) = state {
                    note(state, incoming);
                }
            },
        );
    }

    /// The same of values that are here already, and of those others that `admits` says of their
    /// count; the rest is handed to `note` without a state.
    pub fn merge_some(
        &mut self,
        other: &Self,
        admits: impl Fn(u64) -> bool,
        mut note: impl FnMut(Option<&mut [u8]>, Incoming<'_>),
    ) {
        let mut together = Vec::with_capacity(TOGETHER);
        let mut hashes = Vec::with_capacity(TOGETHER);
        let mut places = [0_usize; TOGETHER];
        let mut records = other.records().peekable();
        while records.peek().is_some() {
            together.clear();
            together.extend(records.by_ref().take(TOGETHER));
            hashes.clear();
            hashes.extend(together.iter().map(|record| self.seed.hash(other.value(*record))));
            let slots = self.slots.len();
            self.touch(&hashes, &mut places);
            for ((record, hash), at) in together.iter().zip(&hashes).zip(&places) {
                let (value, count) = other.get(*record);
                let at = if self.slots.len() == slots { *at } else { self.first(*hash) };
                let found = self.find(at, *hash, value);
                let is_new = found.is_err();
                let incoming = Incoming { value, count, state: other.state(*record), is_new };
                let ours = match found {
                    Ok(ours) => {
                        self.increase(ours, count);
                        Some(ours)
                    }
                    Err(free) => admits(count).then(|| self.insert(free, *hash, value, count)),
                };
                note(ours.map(|ours| self.state_mut(ours)), incoming);
            }
        }
    }

    /// The values that `keep` says of their record, in a table whose records have `state_bytes` bytes
    /// of state; a state is taken over as far as it fits.
    #[must_use]
    pub fn retain(&self, state_bytes: usize, mut keep: impl FnMut(Record) -> bool) -> Self {
        let mut kept = Self { state_bytes, ..Self::new(self.seed, state_bytes) };
        kept.slots = vec![FREE; slots_for(self.len).max(LEAST_SLOTS)];
        for record in self.records().filter(|record| keep(*record)) {
            let (value, count) = self.get(record);
            let hash = self.seed.hash(value);
            if let Err(free) = kept.find(kept.first(hash), hash, value) {
                let new = kept.insert(free, hash, value, count);
                let state = self.state(record);
                let common = state.len().min(state_bytes);
                kept.state_mut(new)[..common].copy_from_slice(&state[..common]);
            }
        }
        kept
    }
}
