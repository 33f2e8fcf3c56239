//! How often each value occurs: an open-addressing table of 8-byte slots over an arena of records.
//!
//! A slot holds 32 bits of the value's hash and the place of its record; a record holds the count,
//! the length and the bytes of one value, and between them some bytes of *state* in which another
//! aggregate keeps what it knows of the value. So a lookup touches two places in memory, growth moves
//! no record and reads none, and there is no allocation per value. With more values than the
//! caches hold a lookup is nothing but waiting for those two places; [`Counts::add_all`] asks for
//! the places of many values before it needs the first.

mod equal;
mod sift;
#[cfg(test)]
mod tests;

pub(super) use sift::Incoming;

use std::hash::{BuildHasher, RandomState};

use rapidhash::v3::{RapidSecrets, rapidhash_v3_seeded};

use crate::event::Event;
use equal::same;

/// The secret of the hash: other in every process, because values are hostile input and a known
/// hash can be flooded with collisions.
#[derive(Debug, Clone, Copy)]
pub struct HashSeed(RapidSecrets);

impl HashSeed {
    /// A seed drawn from the system's randomness.
    pub fn random() -> Self {
        Self(RapidSecrets::seed(RandomState::new().hash_one(0_u8)))
    }

    /// 32 bits of the hash of `value`.
    #[inline]
    fn hash(&self, value: &[u8]) -> u32 {
        let hash = rapidhash_v3_seeded(value, &self.0);
        (hash >> 32) as u32
    }
}

/// Bytes of a record before the state: the count, then the length of the value.
const HEADER: usize = 12;
/// Records start at multiples of this, so that 32 bits address 32 GiB of them.
const ALIGNMENT: usize = 8;
/// Slots of the smallest table.
const LEAST_SLOTS: usize = 64;
/// Values whose places are asked for together: enough to keep the memory busy, few enough to stay
/// in the first cache.
const TOGETHER: usize = 32;

/// The place of a value in a [`Counts`]; good for that one until it is changed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Record(u32);

impl Record {
    fn start(self) -> usize {
        self.0 as usize * ALIGNMENT
    }
}

/// A slot: the hash in the upper half and the record in the lower, which is never the largest number.
type Slot = u64;

/// A free slot. Not 0: the system would hand out pages that are 0 when they are first read, and stop
/// the other threads to take them back when they are first written.
const FREE: Slot = Slot::MAX;

#[inline]
fn slot(hash: u32, record: Record) -> Slot {
    u64::from(hash) << 32 | u64::from(record.0)
}

#[inline]
fn slot_record(slot: Slot) -> Record {
    #[expect(clippy::cast_possible_truncation, reason = "the lower half")]
    let record = slot as u32;
    Record(record)
}

#[inline]
fn slot_hash(slot: Slot) -> u32 {
    (slot >> 32) as u32
}

/// Values and their counts.
#[derive(Debug, Clone)]
pub struct Counts {
    seed: HashSeed,
    /// A power of two of them, at most two thirds taken; a value stands in the first free slot from
    /// its hash on.
    slots: Vec<Slot>,
    arena: Vec<u8>,
    len: usize,
    /// Bytes of state each record has.
    state_bytes: usize,
}

impl Counts {
    /// No values yet; each will have `state_bytes` bytes of state, all zero at first.
    pub fn new(seed: HashSeed, state_bytes: usize) -> Self {
        Self { seed, slots: vec![FREE; LEAST_SLOTS], arena: Vec::new(), len: 0, state_bytes }
    }

    /// Adds `weight` occurrences of `value`. A count stays at 2^64 - 1 once it gets there.
    #[inline]
    pub fn add(&mut self, value: &[u8], weight: u64) -> Record {
        let hash = self.seed.hash(value);
        self.add_hashed(self.first(hash), hash, value, weight)
    }

    /// Adds many events; the same as adding each. `note` is handed each event with the state of its
    /// value.
    #[inline]
    pub fn add_all(&mut self, events: &[Event<'_>], mut note: impl FnMut(&Event<'_>, &mut [u8])) {
        let mut hashes = [0_u32; TOGETHER];
        let mut places = [0_usize; TOGETHER];
        for events in events.chunks(TOGETHER) {
            let (hashes, places) = (&mut hashes[..events.len()], &mut places[..events.len()]);
            for (event, hash) in events.iter().zip(&mut *hashes) {
                *hash = self.seed.hash(event.value);
            }
            let slots = self.slots.len();
            self.touch(hashes, places);
            for ((event, hash), at) in events.iter().zip(&*hashes).zip(&*places) {
                // Values that are new meanwhile have moved none, but for a table that has grown.
                let at = if self.slots.len() == slots { *at } else { self.first(*hash) };
                let record = self.add_hashed(at, *hash, event.value, event.weight);
                note(event, self.state_mut(record));
            }
        }
    }

    /// Asks for the places of values before the first of them is needed, all slots and then all
    /// records: so many waits take the time of one. Gives of each hash the slot to look at first.
    #[inline]
    fn touch(&self, hashes: &[u32], places: &mut [usize]) {
        // Only read, with nothing between, so that all are on their way.
        let mut touched = hashes.iter().fold(0, |all, hash| all ^ self.slots[self.first(*hash)]);
        // A record is mostly in two lines of the cache: where it begins and where its value does.
        let value = HEADER + self.state_bytes;
        for (hash, at) in hashes.iter().zip(places) {
            *at = self.likely(self.first(*hash), *hash);
            // A place that is none reads nothing.
            let place = slot_record(self.slots[*at]).start();
            touched ^= u64::from(self.arena.get(place).copied().unwrap_or(0));
            touched ^= u64::from(self.arena.get(place + value).copied().unwrap_or(0));
        }
        std::hint::black_box(touched);
    }

    #[inline]
    fn add_hashed(&mut self, at: usize, hash: u32, value: &[u8], weight: u64) -> Record {
        match self.find(at, hash, value) {
            Ok(record) => {
                self.increase(record, weight);
                record
            }
            Err(free) => self.insert(free, hash, value, weight),
        }
    }

    /// Where the slots of a hash begin.
    #[inline]
    fn first(&self, hash: u32) -> usize {
        hash as usize & (self.slots.len() - 1)
    }

    /// The first slot from `at` on that is free or of a value with this hash.
    #[inline]
    fn likely(&self, mut at: usize, hash: u32) -> usize {
        while self.slots[at] != FREE && slot_hash(self.slots[at]) != hash {
            at = (at + 1) & (self.slots.len() - 1);
        }
        at
    }

    /// The record of `value`, or the slot where it is to be put; it is in none before `at`.
    #[inline]
    fn find(&self, mut at: usize, hash: u32, value: &[u8]) -> Result<Record, usize> {
        loop {
            at = self.likely(at, hash);
            let slot = self.slots[at];
            if slot == FREE {
                return Err(at);
            }
            let record = slot_record(slot);
            if same(self.value(record), value) {
                return Ok(record);
            }
            at = (at + 1) & (self.slots.len() - 1);
        }
    }

    #[inline]
    fn increase(&mut self, record: Record, weight: u64) {
        let start = record.start();
        let count = self.count(record).saturating_add(weight);
        self.arena[start..start + 8].copy_from_slice(&count.to_le_bytes());
    }

    #[cold]
    #[inline(never)]
    fn insert(&mut self, at: usize, hash: u32, value: &[u8], count: u64) -> Record {
        let start = self.arena.len().next_multiple_of(ALIGNMENT);
        // A line is at most 1 GiB and --max-memory ends a run before the arena has 32 GiB.
        let length = u32::try_from(value.len()).unwrap_or(u32::MAX);
        let record = Record(u32::try_from(start / ALIGNMENT).unwrap_or(u32::MAX - 1));
        self.arena.resize(start, 0);
        self.arena.extend_from_slice(&count.to_le_bytes());
        self.arena.extend_from_slice(&length.to_le_bytes());
        self.arena.resize(self.arena.len() + self.state_bytes, 0);
        self.arena.extend_from_slice(value);
        self.slots[at] = slot(hash, record);
        self.len += 1;
        if self.len * 3 > self.slots.len() * 2 {
            self.grow();
        }
        record
    }

    /// Doubles the slots. The hash is in the slot, so no record is read.
    fn grow(&mut self) {
        let mask = self.slots.len() * 2 - 1;
        let old = std::mem::replace(&mut self.slots, vec![FREE; mask + 1]);
        for slot in old.into_iter().filter(|slot| *slot != FREE) {
            let mut at = slot_hash(slot) as usize & mask;
            while self.slots[at] != FREE {
                at = (at + 1) & mask;
            }
            self.slots[at] = slot;
        }
    }

    /// Forgets all values; the room they took is kept.
    pub fn clear(&mut self) {
        self.slots.fill(FREE);
        self.arena.clear();
        self.len = 0;
    }

    /// The secret of the hash.
    pub fn seed(&self) -> HashSeed {
        self.seed
    }

    /// Distinct values.
    pub fn len(&self) -> usize {
        self.len
    }

    /// Whether nothing was counted.
    pub fn is_empty(&self) -> bool {
        self.len == 0
    }

    /// The places of all values, in no order that means anything.
    pub fn records(&self) -> impl Iterator<Item = Record> {
        let mut next = 0;
        std::iter::from_fn(move || {
            let start = usize::next_multiple_of(next, ALIGNMENT);
            let record = Record(u32::try_from(start / ALIGNMENT).ok()?);
            let header = self.arena.get(start..start + HEADER)?;
            next = start + HEADER + self.state_bytes + length(header);
            Some(record)
        })
    }

    /// The value at `record` and its count.
    ///
    /// # Panics
    /// Where `record` comes from elsewhere.
    #[inline]
    pub fn get(&self, record: Record) -> (&[u8], u64) {
        (self.value(record), self.count(record))
    }

    #[inline]
    fn value(&self, record: Record) -> &[u8] {
        let (header, rest) = self.arena[record.start()..].split_at(HEADER);
        &rest[self.state_bytes..self.state_bytes + length(header)]
    }

    /// The state of the value at `record`.
    ///
    /// # Panics
    /// Where `record` comes from elsewhere.
    #[inline]
    pub fn state(&self, record: Record) -> &[u8] {
        let start = record.start() + HEADER;
        &self.arena[start..start + self.state_bytes]
    }

    #[inline]
    pub(super) fn state_mut(&mut self, record: Record) -> &mut [u8] {
        let start = record.start() + HEADER;
        &mut self.arena[start..start + self.state_bytes]
    }

    /// Bytes of state each value has.
    pub fn state_bytes(&self) -> usize {
        self.state_bytes
    }

    /// Hands the state of every value to `change`.
    pub fn each_state(&mut self, mut change: impl FnMut(&mut [u8])) {
        let records: Vec<Record> = self.records().collect();
        records.into_iter().for_each(|record| change(self.state_mut(record)));
    }

    #[inline]
    fn count(&self, record: Record) -> u64 {
        let bytes = self.arena[record.start()..].first_chunk();
        bytes.map_or(0, |bytes| u64::from_le_bytes(*bytes))
    }

    /// Bytes of memory held; what is reserved for growth is not touched before it is used.
    pub fn memory(&self) -> u64 {
        (self.slots.len() * size_of::<Slot>() + self.arena.len()) as u64
    }

    /// Bytes that these values need, however they came to be here.
    pub fn size(&self) -> u64 {
        (slots_for(self.len) * size_of::<Slot>() + self.arena.len()) as u64
    }
}

/// How many slots so many values have.
fn slots_for(values: usize) -> usize {
    (values * 3 / 2 + 1).next_power_of_two().max(LEAST_SLOTS)
}

/// The length of the value behind a record's header.
#[inline]
fn length(header: &[u8]) -> usize {
    header.last_chunk().map_or(0, |bytes| u32::from_le_bytes(*bytes) as usize)
}
