//! The pairs of a finished table, each in 8 bytes: whose they are is told by where they stand, and few
//! buckets have four billion events.

use super::pairs::Pair;

/// Events of a value in one bucket: the bucket in the upper half, and how many in the lower.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Compact(u64);

/// Events too many for the lower half: they are counted among the large ones.
const MANY: u64 = u32::MAX as u64;

impl Compact {
    /// The pair; its events are appended to `large` if they are too many.
    #[inline]
    pub(super) fn new(pair: Pair, large: &mut Vec<Pair>) -> Self {
        if pair.count >= MANY {
            large.push(pair);
        }
        Self(u64::from(pair.bucket()) << 32 | pair.count.min(MANY))
    }

    /// The bucket's number.
    #[inline]
    pub(super) const fn bucket(self) -> u32 {
        (self.0 >> 32) as u32
    }

    /// Its events; the greatest number where they are many.
    #[inline]
    #[expect(clippy::cast_possible_truncation, reason = "the lower half")]
    pub(super) const fn few(self) -> u32 {
        self.0 as u32
    }

    /// Both together, of the same value and bucket.
    pub(super) fn join(self, other: Self, value: u32, large: &mut Vec<Pair>) -> Self {
        let [one, two] = [self, other].map(|pair| u64::from(pair.few()));
        if one + two < MANY {
            return Self(self.0 + two);
        }
        for few in [one, two].into_iter().filter(|few| *few < MANY) {
            large.push(Pair::new(value, self.bucket(), few));
        }
        Self(self.0 | MANY)
    }

    /// All of these pairs, and those of many events.
    pub(super) fn all(pairs: Vec<Pair>) -> (Vec<Self>, Vec<Pair>) {
        let mut large = Vec::new();
        let new = |pair| Self::new(pair, &mut large);
        let mut all: Vec<Self> = pairs.into_iter().map(new).collect();
        // They may stand where the pairs stood, which took twice the room.
        all.shrink_to_fit();
        (all, large)
    }
}

/// The pairs of one value, in the order of time; of folded buckets by their events.
#[derive(Debug, Clone, Copy)]
pub struct PairsOf<'a> {
    value: u32,
    /// The greatest lower half.
    most: u32,
    pairs: &'a [Compact],
    /// Those of many events, of all values, in order.
    large: &'a [Pair],
}

impl<'a> PairsOf<'a> {
    /// Those of a value; `most` is the greatest of [`Compact::few`].
    pub(super) const fn new(
        value: u32,
        most: u32,
        pairs: &'a [Compact],
        large: &'a [Pair],
    ) -> Self {
        Self { value, most, pairs, large }
    }

    /// How many.
    pub const fn len(self) -> usize {
        self.pairs.len()
    }

    /// Whether there are none.
    pub const fn is_empty(self) -> bool {
        self.pairs.is_empty()
    }

    /// The one at a place.
    pub fn get(self, at: usize) -> Option<Pair> {
        self.pairs.get(at).map(|pair| self.pair(*pair))
    }

    /// The last.
    pub fn last(self) -> Option<Pair> {
        self.pairs.last().map(|pair| self.pair(*pair))
    }

    /// The most events of one.
    pub fn most(self) -> u64 {
        match u64::from(self.most) {
            MANY => self.iter().map(|pair| pair.count).max().unwrap_or(0),
            few => few,
        }
    }

    /// One by one.
    #[inline]
    pub fn iter(self) -> impl Iterator<Item = Pair> + use<'a> {
        self.pairs.iter().map(move |pair| self.pair(*pair))
    }

    #[inline]
    fn pair(self, pair: Compact) -> Pair {
        let found = Pair::new(self.value, pair.bucket(), pair.few().into());
        if pair.few() == u32::MAX { self.large(found) } else { found }
    }

    /// The same with its events.
    #[cold]
    fn large(self, pair: Pair) -> Pair {
        let place = self.large.binary_search_by_key(&pair.key(), |large| large.key());
        place.ok().and_then(|place| self.large.get(place)).copied().unwrap_or(pair)
    }
}
