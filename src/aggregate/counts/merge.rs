//! Merging: values taken over from another table, all or some; and values dropped.

use super::{CountEntry, Counts, HashSlots, Key, Slot, TOGETHER, Wanted, slots_for};

/// After this many slots of the other table the number of new values is estimated first.
const FIRST_ESTIMATE: usize = 1 << 10;

/// A value of another table while that is merged.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Incoming<'a> {
    pub(crate) value: &'a [u8],
    /// Its count in the other table.
    pub(crate) count: u64,
    /// Its state in the other table.
    pub(crate) state: &'a [u8],
    /// Whether it is new in this table.
    pub(crate) is_new: bool,
}

impl Counts {
    /// Adds the counts of `other`; faster if both were made with an equal seed. `note` is handed the state
    /// of each value in this table, and the value in `other`.
    pub(crate) fn merge(&mut self, other: &Self, mut note: impl FnMut(&mut [u8], Incoming<'_>)) {
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

    /// Adds the counts of values that are in this table, and of new values for whose count `admits` is
    /// true. `note` is handed the state of each value in this table, `None` for values not admitted.
    pub(crate) fn merge_some(
        &mut self,
        other: &Self,
        admits: impl Fn(u64) -> bool,
        mut note: impl FnMut(Option<&mut [u8]>, Incoming<'_>),
    ) {
        let mut new = 0;
        let (mut slots, mut together) = (Vec::new(), Vec::new());
        let mut taken = other.slots.taken().peekable();
        let mut seen = FIRST_ESTIMATE;
        while let Some((at, _)) = taken.peek() {
            // Re-estimate each time the number of slots seen doubles.
            if *at >= seen {
                self.reserve_for_merge(new, other.slots.len() / seen);
                seen *= 2;
            }
            slots.clear();
            slots.extend(taken.by_ref().take(TOGETHER).map(|(_, slot)| slot));
            together.clear();
            together.extend(slots.iter().map(|slot| self.wanted_of(other, slot)));
            // The slots of the other table are read in their order; its states are not.
            slots.iter().for_each(|slot| other.read_state_ahead(slot));
            self.read_ahead(&together);
            for (slot, wanted) in slots.iter().zip(&together) {
                new += usize::from(self.take_over(other, slot, wanted, &admits, &mut note));
            }
        }
    }

    /// Grows to the size that is expected when the other table is merged, of whose `parts` equal
    /// parts, in the order of the hash, the first had `new` values that are new in this table.
    ///
    /// Values arrive in the order of the hash, which is the order of this table too. Were it to
    /// grow only when it is full, the new values would fill one end of it, and each would pass most
    /// of the others.
    pub(super) fn reserve_for_merge(&mut self, new: usize, parts: usize) {
        let expected = self.len + new * (parts - 1);
        // At 7 in 8, above the 3 in 4 at which it grows anyway: the estimate may be too large.
        while expected * 8 > self.slots.len() * 7 {
            self.slots.grow();
        }
    }

    /// The key and the hash of a value of `other` in this table.
    #[inline]
    fn wanted_of(&self, other: &Self, slot: &Slot) -> Wanted {
        let value = slot.value(&other.arena);
        let is_known = self.seed == other.seed;
        let hash = if is_known { slot.hash } else { self.seed.hash(value) };
        Wanted { key: Key::of(value), hash }
    }

    /// Takes over a value of `other`. True if the value is new in this table and kept.
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

    /// Puts the states in the order of [`Self::entries`], in which analyses go through them.
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

    /// Drops all values, and keeps as much memory as they needed.
    pub(crate) fn clear(&mut self) {
        let enough = slots_for(self.len);
        if self.slots.len() > enough * 2 {
            self.slots = HashSlots::new(enough);
        } else {
            self.slots.clear();
        }
        for bytes in [&mut self.arena, &mut self.states] {
            let enough = bytes.len() * 2;
            bytes.clear();
            bytes.shrink_to(enough);
        }
        self.len = 0;
    }

    /// Keeps the values for whose entry `keep` is true, with `state_bytes` bytes of state each. A state is
    /// copied as far as it fits. The memory of the other values is free before new memory is taken.
    pub(crate) fn retain(&mut self, state_bytes: usize, mut keep: impl FnMut(CountEntry) -> bool) {
        let taken = self.slots.taken();
        let mut kept: Vec<Slot> =
            taken.filter(|(at, _)| keep(CountEntry::of(*at))).map(|(_, slot)| *slot).collect();
        drop(std::mem::replace(&mut self.slots, HashSlots::new(1)));
        self.close_up_arena(&mut kept);
        self.close_up_states(&mut kept, state_bytes);
        self.slots = HashSlots::new(slots_for(kept.len()));
        self.len = kept.len();
        kept.into_iter().for_each(|slot| self.slots.put(slot));
    }

    /// Moves the long values of `kept` to the beginning of the arena.
    fn close_up_arena(&mut self, kept: &mut [Slot]) {
        kept.sort_unstable_by_key(|slot| slot.key().place());
        let mut end = 0;
        for slot in kept {
            let Some((place, length)) = slot.key().place() else { continue };
            self.arena.copy_within(place..place + length, end);
            slot.set_key(Key::long(end, length));
            end += length;
        }
        self.arena.truncate(end);
        self.arena.shrink_to(end * 2);
    }

    /// Moves the states of `kept` together in their order, with `state_bytes` bytes each.
    fn close_up_states(&mut self, kept: &mut [Slot], state_bytes: usize) {
        kept.sort_unstable_by_key(|slot| slot.number);
        let mut states = Vec::with_capacity(kept.len() * state_bytes);
        for (number, slot) in (0..).zip(kept) {
            let state = self.state_of(slot);
            let common = state.len().min(state_bytes);
            states.extend_from_slice(&state[..common]);
            states.resize(states.len() + state_bytes - common, 0);
            slot.number = number;
        }
        (self.states, self.state_bytes) = (states, state_bytes);
    }
}
