//! The pairs of a finished table in 8 bytes each, a quarter of the memory of `-t`: the place of a pair
//! gives its value, and few buckets have four billion events.

use super::pair::Pair;

/// The pairs of all values, by value, then by bucket.
#[derive(Debug, Clone)]
pub(super) struct PackedPairs {
    pairs: Vec<PackedPair>,
    /// The pairs of too many events for a [`PackedPair`], sorted.
    large: Vec<Pair>,
    /// Where the pairs of each value begin, by its number; one more at the end.
    begins: Vec<usize>,
    /// The greatest [`PackedPair::few`] of each value, by its number.
    most: Vec<u32>,
}

impl PackedPairs {
    /// Packs sorted pairs, each once, of values up to `values`.
    pub(super) fn new(pairs: Vec<Pair>, values: u32) -> Self {
        let mut begins = vec![0; values as usize + 2];
        for pair in &pairs {
            if let Some(count) = begins.get_mut(pair.value() as usize + 1) {
                *count += 1;
            }
        }
        let mut sum = 0;
        for begin in &mut begins {
            sum += *begin;
            *begin = sum;
        }
        let mut large = Vec::new();
        let new = |pair| PackedPair::new(pair, &mut large);
        let mut packed: Vec<PackedPair> = pairs.into_iter().map(new).collect();
        // The packed pairs may have been collected in place, in twice the room.
        packed.shrink_to_fit();
        let most = begins.windows(2).map(|range| {
            let pairs = packed.get(range[0]..range[1]).unwrap_or_default();
            pairs.iter().map(|pair| pair.few()).max().unwrap_or(0)
        });
        Self { most: most.collect(), pairs: packed, large, begins }
    }

    /// The pairs of the value with this number.
    #[inline]
    pub(super) fn of(&self, value: u32) -> Option<PairsOf<'_>> {
        let place = value as usize;
        let pairs = self.pairs.get(*self.begins.get(place)?..*self.begins.get(place + 1)?)?;
        Some(PairsOf { value, most: *self.most.get(place)?, pairs, large: &self.large })
    }

    /// One more than the greatest number of a value.
    pub(super) fn end(&self) -> u32 {
        u32::try_from(self.most.len()).unwrap_or(u32::MAX)
    }
}

/// The events of a value in one bucket: the bucket in the upper half, their number in the lower.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
struct PackedPair(u64);

/// The lower half of a pair of this many events or more, which stands among the large pairs.
const MANY: u64 = u32::MAX as u64;

impl PackedPair {
    /// Packs a pair; one of too many events is also appended to `large`.
    #[inline]
    fn new(pair: Pair, large: &mut Vec<Pair>) -> Self {
        if pair.count >= MANY {
            large.push(pair);
        }
        Self(u64::from(pair.bucket()) << 32 | pair.count.min(MANY))
    }

    #[inline]
    const fn bucket(self) -> u32 {
        (self.0 >> 32) as u32
    }

    /// The number of events, or [`MANY`].
    #[inline]
    #[expect(clippy::cast_possible_truncation, reason = "the lower half")]
    const fn few(self) -> u32 {
        self.0 as u32
    }
}

/// The pairs of one value, in the order of time; pairs of folded buckets by their number of events.
#[derive(Debug, Clone, Copy)]
pub(crate) struct PairsOf<'a> {
    value: u32,
    /// The greatest [`PackedPair::few`].
    most: u32,
    pairs: &'a [PackedPair],
    /// The pairs of too many events for a packed one, of all values, sorted.
    large: &'a [Pair],
}

impl<'a> PairsOf<'a> {
    /// The number of pairs.
    #[cfg(test)]
    pub(crate) const fn len(self) -> usize {
        self.pairs.len()
    }

    /// Whether the value has no pairs.
    pub(crate) const fn is_empty(self) -> bool {
        self.pairs.is_empty()
    }

    pub(crate) fn get(self, at: usize) -> Option<Pair> {
        self.pairs.get(at).map(|pair| self.pair(*pair))
    }

    #[cfg(test)]
    pub(crate) fn last(self) -> Option<Pair> {
        self.pairs.last().map(|pair| self.pair(*pair))
    }

    /// The most events of a pair.
    pub(crate) fn most(self) -> u64 {
        match u64::from(self.most) {
            MANY => self.iter().map(|pair| pair.count).max().unwrap_or(0),
            few => few,
        }
    }

    #[inline]
    pub(crate) fn iter(self) -> impl Iterator<Item = Pair> + use<'a> {
        self.pairs.iter().map(move |pair| self.pair(*pair))
    }

    #[inline]
    fn pair(self, pair: PackedPair) -> Pair {
        let found = Pair::new(self.value, pair.bucket(), pair.few().into());
        if pair.few() == u32::MAX { self.large(found) } else { found }
    }

    /// The large pair of equal value and bucket.
    #[cold]
    fn large(self, pair: Pair) -> Pair {
        let place = self.large.binary_search_by_key(&pair.key(), |large| large.key());
        place.ok().and_then(|place| self.large.get(place)).copied().unwrap_or(pair)
    }
}
