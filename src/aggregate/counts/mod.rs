//! How often each value occurs: an open-addressing table whose slots hold the values themselves.
//!
//! If there are more values than the caches hold, most of the time of a look-up is the wait for memory. A
//! look-up therefore reads one slot, and the slot is read ahead. A slot has 32 bytes: the count, 32 bits of
//! the hash, the number of the state, and a value of up to 15 bytes, for example an IPv4 address. A longer
//! value is kept in an arena, and is compared only if hash and length agree. With values in slots `-f 1`
//! takes 15 % less time than with a table of pointers to the values.
//!
//! The bytes that other aggregates keep of a value, its *state*, stand in an array by the order in which
//! values came: growth of the table moves no state, and the states of frequent values, mostly the first
//! ones, lie together. No value has an allocation of its own.

mod key;
pub(super) mod merge;
mod shared_merge;
mod slots;
#[cfg(test)]
mod tests;

pub(super) use slots::prefetch;

use std::hash::{BuildHasher, RandomState};

use rapidhash::v3::{RapidSecrets, rapidhash_v3_seeded};
use rayon::iter::ParallelIterator;

use crate::event::Event;
use key::Key;
use slots::{HashSlots, Slot};

/// Bytes of memory of an entry besides its text and its state: slots have 32 bytes, and at least 3
/// in 8 are taken.
pub(super) const ENTRY_BYTES: u64 = 86;

/// The secret of the hash, drawn anew in every process: values are hostile input, and a known hash can
/// be flooded with collisions.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct HashSeed(RapidSecrets);

impl HashSeed {
    /// A seed drawn from the system's randomness.
    pub(crate) fn random() -> Self {
        Self(RapidSecrets::seed(RandomState::new().hash_one(0_u8)))
    }

    /// 32 bits of the hash of `value`.
    #[inline]
    fn hash(&self, value: &[u8]) -> u32 {
        let hash = rapidhash_v3_seeded(value, &self.0);
        (hash >> 32) as u32
    }
}

/// Slots of the smallest table.
const MIN_SLOTS: usize = 64;
/// The slots of this many values are read ahead together: enough to keep the memory busy, few enough to
/// stay in the first cache.
const TOGETHER: usize = 64;

/// The place of a value in a [`Counts`], valid until the table is changed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct CountEntry(u32);

impl CountEntry {
    #[inline]
    fn of(slot: usize) -> Self {
        // A table of 2^32 slots would take 128 GiB; --max-memory drops values before that.
        Self(u32::try_from(slot).unwrap_or(u32::MAX))
    }

    #[inline]
    fn slot(self) -> usize {
        self.0 as usize
    }
}

/// Values and their counts.
#[derive(Debug, Clone)]
pub(crate) struct Counts {
    seed: HashSeed,
    /// At most three quarters of the slots are taken.
    slots: HashSlots,
    /// The values that are too long for a slot.
    arena: Vec<u8>,
    /// The states of all values: in the order in which values came, or, after `arrange`, in the
    /// order of the slots.
    states: Vec<u8>,
    len: usize,
    /// Bytes of state each value has.
    state_bytes: usize,
    /// The slot of the value that [`Self::add`] found last.
    last: usize,
}

/// A value to be looked up.
#[derive(Debug, Clone, Copy)]
struct Wanted {
    key: Key,
    hash: u32,
}

impl Wanted {
    const NONE: Self = Self { key: Key::NONE, hash: 0 };
}

impl Counts {
    /// A table of no values. Each value will have `state_bytes` bytes of state, all zero at first.
    pub(crate) fn new(seed: HashSeed, state_bytes: usize) -> Self {
        Self::with_slots(seed, state_bytes, MIN_SLOTS)
    }

    fn with_slots(seed: HashSeed, state_bytes: usize, count: usize) -> Self {
        let (slots, arena, states) = (HashSlots::new(count), Vec::new(), Vec::new());
        Self { seed, slots, arena, states, len: 0, state_bytes, last: 0 }
    }

    /// Adds `weight` to the count of `value`, at most 2^64 - 1. A short value that comes again at once is not hashed.
    #[inline]
    pub(crate) fn add(&mut self, value: &[u8], weight: u64) -> CountEntry {
        let key = Key::of(value);
        if !key.is_long() && self.slots.holds(self.last, key) {
            self.increase(self.last, weight);
        } else {
            let wanted = Wanted { key, hash: self.seed.hash(value) };
            self.last = self.add_wanted(&wanted, value, weight);
        }
        CountEntry::of(self.last)
    }

    /// Adds events in batches. The result equals that of [`Self::add`] for each event.
    #[inline]
    pub(crate) fn add_all(&mut self, events: &[Event<'_>]) {
        self.each(events, |_, _, _| ());
    }

    /// Adds events and hands each, with the state of its value, to `note`.
    #[inline]
    pub(crate) fn add_each(
        &mut self,
        events: &[Event<'_>],
        mut note: impl FnMut(&Event<'_>, &mut [u8]),
    ) {
        self.each(events, |counts, event, at| note(event, counts.state_at(at)));
    }

    /// Adds events and hands each, with the slot of its value, to `note`.
    #[inline]
    fn each(&mut self, events: &[Event<'_>], mut note: impl FnMut(&mut Self, &Event<'_>, usize)) {
        if let [event] = events {
            let at = self.add_wanted(&self.wanted(event.value), event.value, event.weight);
            return note(self, event, at);
        }
        let (mut wanted, mut ahead) = ([Wanted::NONE; TOGETHER], [Wanted::NONE; TOGETHER]);
        let mut chunks = events.chunks(TOGETHER).peekable();
        self.look_ahead(chunks.peek().copied().unwrap_or_default(), &mut ahead);
        while let Some(events) = chunks.next() {
            std::mem::swap(&mut wanted, &mut ahead);
            self.look_ahead(chunks.peek().copied().unwrap_or_default(), &mut ahead);
            let wanted = &wanted[..events.len()];
            self.read_rest_ahead(wanted);
            for (event, wanted) in events.iter().zip(wanted) {
                let at = self.add_wanted(wanted, event.value, event.weight);
                note(self, event, at);
            }
        }
    }

    /// Computes the keys and hashes of the events' values, and reads their slots ahead.
    #[inline]
    fn look_ahead(&self, events: &[Event<'_>], wanted: &mut [Wanted; TOGETHER]) {
        for (event, wanted) in events.iter().zip(wanted) {
            *wanted = self.wanted(event.value);
            self.read_slot_ahead(wanted.hash);
        }
    }

    #[inline]
    fn wanted(&self, value: &[u8]) -> Wanted {
        Wanted { key: Key::of(value), hash: self.seed.hash(value) }
    }

    /// Reads ahead the slots of values, and then their states and arenas.
    #[inline]
    fn read_ahead(&self, together: &[Wanted]) {
        for wanted in together {
            self.read_slot_ahead(wanted.hash);
        }
        self.read_rest_ahead(together);
    }

    /// Reads ahead the two ends of the first slot of a hash: a slot may lie across two cache lines.
    #[inline]
    fn read_slot_ahead(&self, hash: u32) {
        let slot = self.slots.get(self.slots.first(hash));
        prefetch(slot);
        prefetch(&slot.number);
    }

    /// Reads ahead the arena bytes and states of values, whose slots were read ahead before.
    #[inline]
    fn read_rest_ahead(&self, together: &[Wanted]) {
        let has_states = !self.states.is_empty();
        for wanted in together.iter().filter(|wanted| has_states || wanted.key.is_long()) {
            // Mostly the slot of the value.
            let slot = self.slots.likely(wanted.hash);
            let long = slot.key().place().and_then(|(place, _)| self.arena.get(place));
            long.into_iter().for_each(prefetch);
            self.read_state_ahead(slot);
        }
    }

    /// Reads ahead the two ends of a state: a state may lie across two cache lines.
    #[inline]
    fn read_state_ahead(&self, slot: &Slot) {
        let state = slot.state(self.state_bytes);
        let ends = [state.start, state.end.saturating_sub(1)];
        ends.iter().filter_map(|end| self.states.get(*end)).for_each(prefetch);
    }

    /// Adds `weight` to the count of a value. Gives its slot.
    #[inline]
    fn add_wanted(&mut self, wanted: &Wanted, value: &[u8], weight: u64) -> usize {
        match self.find(wanted, value) {
            Ok(at) => {
                self.increase(at, weight);
                at
            }
            Err(free) => self.insert(free, wanted, value, weight),
        }
    }

    /// The slot of `value`, or as an error the free slot for it.
    #[inline]
    fn find(&self, wanted: &Wanted, value: &[u8]) -> Result<usize, usize> {
        let mut at = self.slots.first(wanted.hash);
        loop {
            let key = self.slots.get(at).key();
            let may_equal = || wanted.key.is_long() && key.has_equal_length(wanted.key);
            if key == wanted.key || (may_equal() && self.is_at(at, wanted.hash, value)) {
                return Ok(at);
            }
            if key.is_none() {
                return Err(at);
            }
            at = self.slots.next(at);
        }
    }

    /// Whether the slot `at` holds `value`. Both values are long, and of equal length.
    #[inline(never)]
    fn is_at(&self, at: usize, hash: u32, value: &[u8]) -> bool {
        let slot = self.slots.get(at);
        slot.hash == hash && slot.value(&self.arena) == value
    }

    #[inline]
    fn increase(&mut self, at: usize, weight: u64) {
        let count = &mut self.slots.get_mut(at).count;
        *count = count.saturating_add(weight);
    }

    /// Puts a new value into the free slot `at`. Gives its slot after growth.
    #[cold]
    #[inline(never)]
    fn insert(&mut self, at: usize, wanted: &Wanted, value: &[u8], count: u64) -> usize {
        let Wanted { mut key, hash } = *wanted;
        if key.is_long() {
            key = Key::long(self.arena.len(), value.len());
            self.arena.extend_from_slice(value);
        }
        *self.slots.get_mut(at) = Slot::new(key, count, hash, self.len);
        self.states.resize(self.states.len() + self.state_bytes, 0);
        self.len += 1;
        if self.len * 4 <= self.slots.len() * 3 {
            return at;
        }
        self.slots.grow();
        self.find(wanted, value).unwrap_or(at)
    }

    pub(crate) fn seed(&self) -> HashSeed {
        self.seed
    }

    /// The number of distinct values.
    pub(crate) fn len(&self) -> usize {
        self.len
    }

    /// Whether there are no values.
    pub(crate) fn is_empty(&self) -> bool {
        self.len == 0
    }

    /// The entries of all values, in the order of the slots.
    pub(crate) fn entries(&self) -> impl Iterator<Item = CountEntry> {
        self.slots.taken().map(|(at, _)| CountEntry::of(at))
    }

    /// The entries of all values, in parts for several threads.
    pub(crate) fn parts(&self) -> impl ParallelIterator<Item = impl Iterator<Item = CountEntry>> {
        self.slots.parts().map(|places| places.map(CountEntry::of))
    }

    /// The value at `entry` and its count.
    ///
    /// # Panics
    /// If `entry` is of another table.
    #[inline]
    pub(crate) fn get(&self, entry: CountEntry) -> (&[u8], u64) {
        let slot = self.slots.get(entry.slot());
        (slot.value(&self.arena), slot.count)
    }

    /// The entry of `value`, if it occurs.
    pub(super) fn find_entry(&self, value: &[u8]) -> Option<CountEntry> {
        self.find(&self.wanted(value), value).ok().map(CountEntry::of)
    }

    /// The number of the value at `entry` in the order in which values came, from 0.
    #[inline]
    pub(super) fn number(&self, entry: CountEntry) -> u32 {
        self.slots.get(entry.slot()).number
    }

    /// Reads ahead the slot of a value that is soon asked for.
    #[inline]
    pub(crate) fn read_entry_ahead(&self, entry: CountEntry) {
        prefetch(self.slots.get(entry.slot()));
    }

    /// The state of the value at `entry`.
    ///
    /// # Panics
    /// If `entry` is of another table.
    #[inline]
    pub(crate) fn state(&self, entry: CountEntry) -> &[u8] {
        self.state_of(self.slots.get(entry.slot()))
    }

    #[inline]
    fn state_of(&self, slot: &Slot) -> &[u8] {
        &self.states[slot.state(self.state_bytes)]
    }

    #[inline]
    pub(super) fn state_mut(&mut self, entry: CountEntry) -> &mut [u8] {
        self.state_at(entry.slot())
    }

    /// The state of the value in a slot.
    #[inline]
    fn state_at(&mut self, at: usize) -> &mut [u8] {
        let place = self.slots.get(at).state(self.state_bytes);
        &mut self.states[place]
    }

    /// Bytes of state each value has.
    pub(crate) fn state_bytes(&self) -> usize {
        self.state_bytes
    }

    /// Hands the state of every value to `change`, in the order of the states.
    pub(crate) fn each_state(&mut self, change: impl FnMut(&mut [u8])) {
        self.states.chunks_exact_mut(self.state_bytes.max(1)).for_each(change);
    }

    /// Bytes of memory held.
    pub(crate) fn memory(&self) -> u64 {
        self.memory_of(self.slots.len())
    }

    /// Bytes of memory held once `more` values have come: slots double all at once.
    pub(crate) fn memory_after(&self, more: usize) -> u64 {
        self.memory_of(self.slots.len().max(slots_for(self.len + more)))
    }

    /// Bytes that a table of exactly these values needs.
    pub(crate) fn size(&self) -> u64 {
        self.memory_of(slots_for(self.len))
    }

    fn memory_of(&self, slots: usize) -> u64 {
        (slots * size_of::<Slot>() + self.arena.len() + self.states.len()) as u64
    }
}

/// The number of slots of a table of `values` values.
fn slots_for(values: usize) -> usize {
    (values * 4).div_ceil(3).next_power_of_two().max(MIN_SLOTS)
}
