//! The slots of the table: 32 bytes each.

use rayon::iter::{IndexedParallelIterator, ParallelIterator};
use rayon::slice::{ParallelSlice, ParallelSliceMut};

use super::key::{self, KEY_BYTES, Key};

/// A value and its count, or room for one.
#[derive(Debug, Clone, Copy)]
pub(super) struct Slot {
    key: [u8; KEY_BYTES],
    pub(super) count: u64,
    pub(super) hash: u32,
    /// The number of its state, from 0.
    pub(super) number: u32,
}

impl Slot {
    /// A free slot. It is not made of zeros: the system maps zeroed memory to one page until it is written,
    /// and then stops all threads to map another.
    const FREE: Self =
        Self { key: [0xff; KEY_BYTES], count: u64::MAX, hash: u32::MAX, number: u32::MAX };

    pub(super) fn new(key: Key, count: u64, hash: u32, number: usize) -> Self {
        // --max-memory drops values before there are 2^32 of them.
        let number = u32::try_from(number).unwrap_or(u32::MAX);
        Self { key: key.bytes(), count, hash, number }
    }

    #[inline]
    pub(super) fn key(&self) -> Key {
        Key::read(&self.key)
    }

    pub(super) fn set_key(&mut self, key: Key) {
        self.key = key.bytes();
    }

    #[inline]
    pub(super) fn is_free(&self) -> bool {
        self.key().is_none()
    }

    /// The value of a slot that is taken.
    #[inline]
    pub(super) fn value<'a>(&'a self, arena: &'a [u8]) -> &'a [u8] {
        key::value(&self.key, arena)
    }

    /// The slot with its value `offset` bytes later in the arena, if the value stands there.
    pub(super) fn moved(mut self, offset: usize) -> Self {
        if let Some((place, length)) = self.key().place() {
            self.set_key(Key::long(place + offset, length));
        }
        self
    }

    /// Whether it holds the value of `other`; the arena has the long values of both.
    pub(super) fn is_of(&self, other: &Self, arena: &[u8]) -> bool {
        let may_equal = || self.hash == other.hash && other.key().is_long();
        self.key == other.key || (may_equal() && self.value(arena) == other.value(arena))
    }

    /// The range of its state among all, if each has `bytes` bytes.
    #[inline]
    pub(super) fn state(&self, bytes: usize) -> std::ops::Range<usize> {
        let start = self.number as usize * bytes;
        start..start + bytes
    }
}

/// Slots that one thread goes through at a time.
pub(super) const PART: usize = 1 << 16;

/// Slots, a power of two of them. A value stands in the first slot from its hash on that was free.
#[derive(Debug, Clone)]
pub(super) struct HashSlots(Vec<Slot>);

impl HashSlots {
    /// Free slots, `count` of them, a power of two.
    pub(super) fn new(count: usize) -> Self {
        Self(vec![Slot::FREE; count])
    }

    #[inline]
    pub(super) fn len(&self) -> usize {
        self.0.len()
    }

    #[inline]
    pub(super) fn get(&self, at: usize) -> &Slot {
        &self.0[at]
    }

    #[inline]
    pub(super) fn get_mut(&mut self, at: usize) -> &mut Slot {
        &mut self.0[at]
    }

    /// Whether there is a slot at `at` and it holds the value of `key`, which is no long value.
    #[inline]
    pub(super) fn holds(&self, at: usize, key: Key) -> bool {
        self.0.get(at).is_some_and(|slot| slot.key() == key)
    }

    /// The first slot of a hash.
    #[inline]
    pub(super) fn first(&self, hash: u32) -> usize {
        hash as usize & (self.0.len() - 1)
    }

    /// The slot after `at`; after the last comes the first.
    #[inline]
    pub(super) fn next(&self, at: usize) -> usize {
        (at + 1) & (self.0.len() - 1)
    }

    /// The first slot, from the first of `hash` on, that has this hash or is free.
    #[inline]
    pub(super) fn likely(&self, hash: u32) -> &Slot {
        let mut at = self.first(hash);
        loop {
            let slot = self.get(at);
            if slot.hash == hash || slot.is_free() {
                return slot;
            }
            at = self.next(at);
        }
    }

    /// The places of the taken slots in the order of the hash, and the slots.
    pub(super) fn taken(&self) -> impl Iterator<Item = (usize, &Slot)> {
        self.0.iter().enumerate().filter(|(_, slot)| !slot.is_free())
    }

    /// The places of the taken slots, in parts for several threads.
    pub(super) fn parts(&self) -> impl ParallelIterator<Item = impl Iterator<Item = usize>> {
        self.0.par_chunks(PART).enumerate().map(|(part, slots)| {
            let places = slots.iter().zip(part * PART..);
            places.filter_map(|(slot, at)| (!slot.is_free()).then_some(at))
        })
    }

    /// The slots in parts of `size` for several threads, each with the place of its first slot.
    pub(super) fn parts_mut(
        &mut self,
        size: usize,
    ) -> impl ParallelIterator<Item = (usize, &mut [Slot])> {
        self.0.par_chunks_mut(size).enumerate().map(move |(part, slots)| (part * size, slots))
    }

    /// The taken slots whose hash has its first slot among the `count` slots from `first` on, round the end.
    pub(super) fn of_hashes(&self, first: usize, count: usize) -> impl Iterator<Item = &Slot> {
        let mask = self.0.len() - 1;
        let slots = (0..).map(move |step| (step, self.get((first + step) & mask)));
        slots
            .take_while(move |(step, slot)| *step < count || !slot.is_free())
            .filter(move |(step, slot)| {
                let own = (slot.hash as usize).wrapping_sub(first) & mask;
                !slot.is_free() && own < count && own <= *step && step - own <= mask
            })
            .map(|(_, slot)| slot)
    }

    /// The taken slots in the order of the hash.
    pub(super) fn taken_mut(&mut self) -> impl Iterator<Item = &mut Slot> {
        self.0.iter_mut().filter(|slot| !slot.is_free())
    }

    /// Frees all slots.
    pub(super) fn clear(&mut self) {
        self.0.fill(Slot::FREE);
    }

    /// Doubles the slots in place, so that a large table is never in memory twice. Nothing but the
    /// slots is read: a slot holds the hash of its value.
    ///
    /// Slots are put anew one by one from the beginning. A slot whose hash stays in the lower half finds a
    /// free slot no later than its own; the upper half holds only slots put anew. The run of taken slots at
    /// the very beginning is put last: it may hold slots that wrapped around from the end, and slots put
    /// into the upper half may wrap around to it.
    pub(super) fn grow(&mut self) {
        let old = self.len();
        self.0.reserve_exact(old);
        self.0.resize(old * 2, Slot::FREE);
        let beginning: Vec<Slot> =
            self.0.iter().take_while(|slot| !slot.is_free()).copied().collect();
        self.0[..beginning.len()].fill(Slot::FREE);
        for at in beginning.len()..old {
            let slot = std::mem::replace(&mut self.0[at], Slot::FREE);
            if !slot.is_free() {
                self.put(slot);
            }
        }
        beginning.into_iter().for_each(|slot| self.put(slot));
    }

    /// Puts a slot into the first free place from its hash on.
    #[inline]
    pub(super) fn put(&mut self, slot: Slot) {
        let mut at = self.first(slot.hash);
        while !self.0[at].is_free() {
            at = self.next(at);
        }
        self.0[at] = slot;
    }
}

/// Asks for the cache line that `place` begins in; the processor goes on without waiting for memory.
/// Without it `-f 1` takes a third longer on 5,000,000 lines of 179,103 clients.
#[cfg(target_arch = "x86_64")]
#[inline]
pub(in crate::aggregate) fn prefetch<T: Copy>(place: &T) {
    safe_arch::prefetch_t0(place);
}

/// Reads `place`: other processors have no prefetch without `unsafe`. Reads of many places in a row wait for
/// memory together.
#[cfg(not(target_arch = "x86_64"))]
#[inline]
pub(in crate::aggregate) fn prefetch<T: Copy>(place: &T) {
    std::hint::black_box(*place);
}

#[cfg(test)]
mod tests {
    use proptest::prelude::{Strategy, any, prop_assert, prop_assert_eq, prop_oneof, proptest};

    use super::{HashSlots, Key, Slot};

    /// Any hash, or one whose slots are at the end.
    fn hash() -> impl Strategy<Value = u32> {
        prop_oneof![any::<u32>(), any::<u32>().prop_map(|hash| hash | 0x3c)]
    }

    proptest! {
        #[test]
        fn values_stay_within_reach_of_their_hash(
            hashes in proptest::collection::vec(hash(), 0..49),
        ) {
            let mut slots = HashSlots::new(64);
            for (number, hash) in hashes.iter().enumerate() {
                slots.put(Slot::new(Key::of(&number.to_le_bytes()), 1, *hash, number));
            }
            for _ in 0..3 {
                slots.grow();
                let mut found: Vec<(u32, u32)> = Vec::new();
                for (at, slot) in slots.taken() {
                    let mut before = slots.first(slot.hash);
                    while before != at {
                        prop_assert!(!slots.get(before).is_free());
                        before = slots.next(before);
                    }
                    found.push((slot.number, slot.hash));
                }
                found.sort_unstable();
                let expected: Vec<(u32, u32)> = (0..).zip(hashes.iter().copied()).collect();
                prop_assert_eq!(found, expected);
            }
        }
    }
}
