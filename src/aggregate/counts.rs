//! How often each value occurs: an index table over a vector of entries, the values' bytes one
//! after the other in an arena. No allocation per value, growth moves no key, and the entries'
//! numbers are dense (so that later state can be kept beside them).

use std::hash::{BuildHasher, RandomState};

use hashbrown::HashTable;
use rapidhash::v3::{RapidSecrets, rapidhash_v3_seeded};

/// The secret of the hash: other in every process, because values are hostile input and a known
/// hash can be flooded with collisions.
#[derive(Debug, Clone, Copy)]
pub struct HashSeed(RapidSecrets);

impl HashSeed {
    /// A seed drawn from the system's randomness.
    pub fn random() -> Self {
        Self(RapidSecrets::seed(RandomState::new().hash_one(0_u8)))
    }

    /// 32 bits of the hash of `value`: enough to place and tell apart 2^32 entries.
    #[inline]
    fn hash(&self, value: &[u8]) -> u32 {
        let hash = rapidhash_v3_seeded(value, &self.0);
        #[expect(clippy::cast_possible_truncation, reason = "the upper half, shifted down")]
        let upper = (hash >> 32) as u32;
        upper
    }
}

/// The 64 bits the table wants, spread from the 32 that are kept (Knuth's multiplicative hashing,
/// The Art of Computer Programming 3, 6.4, with 2^64 over the golden ratio).
#[inline]
fn spread(hash: u32) -> u64 {
    u64::from(hash).wrapping_mul(0x9E37_79B9_7F4A_7C15).rotate_left(32) | u64::from(hash) << 32
}

#[derive(Debug, Clone, Copy)]
struct Entry {
    offset: u64,
    length: u32,
    hash: u32,
    count: u64,
}

/// Values and their counts.
#[derive(Debug)]
pub struct Counts {
    seed: HashSeed,
    index: HashTable<u32>,
    entries: Vec<Entry>,
    arena: Vec<u8>,
}

impl Counts {
    /// No values yet.
    pub fn new(seed: HashSeed) -> Self {
        Self { seed, index: HashTable::new(), entries: Vec::new(), arena: Vec::new() }
    }

    /// Adds `weight` occurrences of `value`. A count stays at 2^64 - 1 once it gets there.
    #[inline]
    pub fn add(&mut self, value: &[u8], weight: u64) {
        self.add_hashed(self.seed.hash(value), value, weight);
    }

    #[inline]
    fn add_hashed(&mut self, hash: u32, value: &[u8], weight: u64) {
        let (entries, arena) = (&self.entries, &self.arena);
        let found = self.index.find(spread(hash), |id| {
            let entry = &entries[*id as usize];
            entry.hash == hash && bytes(arena, entry) == value
        });
        match found {
            Some(id) => {
                let count = &mut self.entries[*id as usize].count;
                *count = count.saturating_add(weight);
            }
            None => self.insert(hash, value, weight),
        }
    }

    #[cold]
    #[inline(never)]
    fn insert(&mut self, hash: u32, value: &[u8], count: u64) {
        // 2^32 values take more memory than --max-memory lets pass; the last id is then shared.
        let id = u32::try_from(self.entries.len()).unwrap_or(u32::MAX);
        let length = u32::try_from(value.len()).unwrap_or(u32::MAX);
        let offset = self.arena.len() as u64;
        self.arena.extend_from_slice(value);
        self.entries.push(Entry { offset, length, hash, count });
        let entries = &self.entries;
        self.index.insert_unique(spread(hash), id, |id| spread(entries[*id as usize].hash));
    }

    /// Adds all that `other`, made with the same seed, has counted.
    pub fn merge(&mut self, mut other: Self) {
        if other.len() > self.len() {
            std::mem::swap(self, &mut other);
        }
        for entry in &other.entries {
            self.add_hashed(entry.hash, bytes(&other.arena, entry), entry.count);
        }
    }

    /// Distinct values.
    pub fn len(&self) -> usize {
        self.entries.len()
    }

    /// Whether nothing was counted.
    pub fn is_empty(&self) -> bool {
        self.entries.is_empty()
    }

    /// The value with number `id` and its count; ids run from 0 to `len() - 1`, in no order that
    /// means anything.
    ///
    /// # Panics
    /// Where there is no such value.
    pub fn get(&self, id: usize) -> (&[u8], u64) {
        let entry = &self.entries[id];
        (bytes(&self.arena, entry), entry.count)
    }

    /// The count of each value, by id.
    pub fn counts(&self) -> impl ExactSizeIterator<Item = u64> {
        self.entries.iter().map(|entry| entry.count)
    }

    /// Bytes of memory held, room for growth included.
    pub fn memory(&self) -> u64 {
        let entries = self.entries.capacity() * size_of::<Entry>();
        (entries + self.arena.capacity() + self.index.allocation_size()) as u64
    }
}

#[inline]
fn bytes<'a>(arena: &'a [u8], entry: &Entry) -> &'a [u8] {
    #[expect(clippy::cast_possible_truncation, reason = "an offset into memory; 64-bit only")]
    let start = entry.offset as usize;
    &arena[start..start + entry.length as usize]
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use proptest::prelude::{Just, Strategy, any, prop_oneof, proptest};

    use super::{Counts, HashSeed};

    fn observed(counts: &Counts) -> BTreeMap<Vec<u8>, u64> {
        (0..counts.len()).map(|id| counts.get(id)).map(|(value, n)| (value.to_vec(), n)).collect()
    }

    fn value() -> impl Strategy<Value = Vec<u8>> {
        prop_oneof![
            proptest::collection::vec(any::<u8>(), 0..3),
            Just(Vec::new()),
            Just(vec![b'x'; 100]),
        ]
    }

    proptest! {
        #[test]
        fn any_grouping_of_any_split_merges_to_the_same_counts(
            events in proptest::collection::vec((value(), 0..5_u64, 0..4_usize), 0..200),
            left_first in any::<bool>(),
        ) {
            let seed = HashSeed::random();
            let mut expected = BTreeMap::new();
            let mut parts: Vec<Counts> = (0..4).map(|_| Counts::new(seed)).collect();
            for (value, weight, part) in &events {
                *expected.entry(value.clone()).or_insert(0) += weight;
                parts[*part].add(value, *weight);
            }
            let mut parts = parts.into_iter();
            let (mut a, mut b) = (parts.next().unwrap(), parts.next().unwrap());
            let (c, d) = (parts.next().unwrap(), parts.next().unwrap());
            let merged = if left_first {
                a.merge(b);
                a.merge(c);
                a.merge(d);
                a
            } else {
                b.merge(d);
                b.merge(c);
                b.merge(a);
                b
            };
            assert_eq!(observed(&merged), expected);
        }
    }

    #[test]
    fn counts_stay_at_their_largest() {
        let mut counts = Counts::new(HashSeed::random());
        counts.add(b"a", u64::MAX);
        counts.add(b"a", 2);
        assert_eq!(counts.get(0), (&b"a"[..], u64::MAX));
    }
}
