//! Values taken over from another table, all of them or some; and values let go.

use super::{Counts, Key, Record, Slot, TOGETHER, Wanted, slots_for};

/// Slots of another table whose values tell how many of all will be new.
const TELLING: usize = 1 << 10;

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
    /// Adds all that `other` has counted, faster where it was made with the same seed. `note` is handed the state that
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
        let mut new = 0;
        let (mut slots, mut together) = (Vec::new(), Vec::new());
        let mut taken = other.slots.taken().peekable();
        let mut seen = TELLING;
        while let Some((at, _)) = taken.peek() {
            // As often as twice as many slots were looked at.
            if *at >= seen {
                self.reserve_for_merge(new, other.slots.len() / seen);
                seen *= 2;
            }
            slots.clear();
            slots.extend(taken.by_ref().take(TOGETHER).map(|(_, slot)| slot));
            together.clear();
            together.extend(slots.iter().map(|slot| self.wanted_of(other, slot)));
            // Slots come in the order they have here too; states do not.
            slots.iter().for_each(|slot| other.ask_for_state(slot));
            self.ask(&together);
            for (slot, wanted) in slots.iter().zip(&together) {
                new += usize::from(self.take_over(other, slot, wanted, &admits, &mut note));
            }
        }
    }

    /// Grows where it can be told that it will be: one part of `parts` of another table, which comes
    /// in the order of the hash, had `new` values that were not here.
    ///
    /// Were the table to grow only when it is full, all that came would be in one part of it,
    /// for the order is the same in both, and each new value would have to pass most of them.
    pub(super) fn reserve_for_merge(&mut self, new: usize, parts: usize) {
        let expected = self.len + new * (parts - 1);
        // A little more than where it would grow anyway: the guess may be some too many.
        while expected * 8 > self.slots.len() * 7 {
            self.slots.grow();
        }
    }

    /// To look a value of `other` up here.
    #[inline]
    fn wanted_of(&self, other: &Self, slot: &Slot) -> Wanted {
        let value = slot.value(&other.arena);
        let is_known = self.seed == other.seed;
        let hash = if is_known { slot.hash } else { self.seed.hash(value) };
        Wanted { key: Key::of(value), hash }
    }

    /// Takes over a value of `other`; says whether it is new here and kept.
    #[inline]
    fn take_over(
        &mut self,
        other: &Self,
        slot: &Slot,
        wanted: &Wanted,
        admits: impl Fn(u64) -> bool,
        mut note: impl FnMut(Option<&mut [u8]>, Incoming<'_>),
    ) -> bool {
        let (value, count) = (slot.value(&other.arena), slot.count);
        let found = self.find(wanted, value);
        let is_new = found.is_err();
        let state = other.state_of(slot);
        let ours = match found {
            Ok(at) => {
                self.increase(at, count);
                Some(at)
            }
            Err(free) => admits(count).then(|| self.insert(free, wanted, value, count)),
        };
        let ours = ours.map(|at| self.state_at(at));
        let is_kept = ours.is_some();
        note(ours, Incoming { value, count, state, is_new });
        is_new && is_kept
    }

    /// Puts the states in the order of [`Self::records`], for those who go through them.
    pub(in crate::aggregate) fn arrange(&mut self) {
        if self.state_bytes == 0 {
            return;
        }
        let mut states = Vec::with_capacity(self.states.len());
        for (number, slot) in (0..).zip(self.slots.taken_mut()) {
            states.extend_from_slice(&self.states[slot.state(self.state_bytes)]);
            slot.number = number;
        }
        self.states = states;
    }

    /// The values that `keep` says of their record, in a table whose records have `state_bytes` bytes
    /// of state; a state is taken over as far as it fits.
    #[must_use]
    pub fn retain(&self, state_bytes: usize, mut keep: impl FnMut(Record) -> bool) -> Self {
        let chosen: Vec<Record> = self.records().filter(|record| keep(*record)).collect();
        let mut kept = Self::with_slots(self.seed, state_bytes, slots_for(chosen.len()));
        for record in chosen {
            let slot = self.slots.get(record.slot());
            let (value, wanted) = (slot.value(&self.arena), kept.wanted_of(self, slot));
            if let Err(free) = kept.find(&wanted, value) {
                let at = kept.insert(free, &wanted, value, slot.count);
                let state = self.state_of(slot);
                let common = state.len().min(state_bytes);
                kept.state_at(at)[..common].copy_from_slice(&state[..common]);
            }
        }
        kept
    }
}
