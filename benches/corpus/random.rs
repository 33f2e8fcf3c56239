//! Random numbers that are the same on every machine: a small generator, and ranks
//! that follow Zipf's law. Integers only, so no rounding of a platform gets in.

/// `SplitMix64` (Steele, Lea, Flood: "Fast Splittable Pseudorandom Number Generators",
/// OOPSLA 2014): a counter stepped by the golden ratio and mixed.
pub(crate) struct Random(u64);

impl Random {
    /// A generator whose whole sequence follows from `seed`.
    pub(crate) fn new(seed: u64) -> Self {
        Self(seed)
    }

    /// The next 64 random bits.
    pub(crate) fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        mix(self.0)
    }

    /// A number from 0 to `limit - 1`, by the high half of a product (the bias, at most
    /// `limit` in 2^64, does not matter here).
    pub(crate) fn below(&mut self, limit: u64) -> u64 {
        let product = u128::from(self.next()) * u128::from(limit);
        u64::try_from(product >> 64).unwrap_or_default()
    }

    /// Whether an event happens that happens `part` times in `whole`.
    pub(crate) fn chance(&mut self, part: u64, whole: u64) -> bool {
        self.below(whole) < part
    }

    /// An index into a list of `len` items.
    pub(crate) fn index(&mut self, len: usize) -> usize {
        usize::try_from(self.below(len as u64)).unwrap_or_default()
    }

    /// Puts the items into a random order (Fisher and Yates).
    pub(crate) fn shuffle<T>(&mut self, items: &mut [T]) {
        for last in (1..items.len()).rev() {
            let other = self.index(last + 1);
            items.swap(last, other);
        }
    }
}

/// The output function of `SplitMix64`, one to one over 64 bits.
pub(crate) fn mix(mut bits: u64) -> u64 {
    bits = (bits ^ (bits >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    bits = (bits ^ (bits >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    bits ^ (bits >> 31)
}

/// Ranks 0, 1, 2, ... that occur in proportion to 1, 1/2, 1/3, ... (Zipf's law with
/// exponent 1), by the inverse of the cumulative weights.
///
/// A guide table (Chen and Asau, 1974) says where the search for a number begins, which
/// leaves about two comparisons a draw.
pub(crate) struct Zipf {
    cumulative: Vec<u64>,
    guide: Vec<usize>,
    shift: u32,
}

impl Zipf {
    /// Over `ranks` ranks, at least one.
    pub(crate) fn new(ranks: usize) -> Self {
        let mut total = 0;
        let mut cumulative = Vec::with_capacity(ranks.max(1));
        for rank in 1..=ranks.max(1) as u64 {
            total += (1_u64 << 48) / rank;
            cumulative.push(total);
        }

        let mut shift = 0;
        while (total >> shift) > cumulative.len() as u64 {
            shift += 1;
        }
        let mut guide = Vec::new();
        let mut rank = 0;
        for slot in 0..=(total >> shift) {
            while cumulative.get(rank).is_some_and(|&end| end <= slot << shift) {
                rank += 1;
            }
            guide.push(rank);
        }
        Self { cumulative, guide, shift }
    }

    /// A rank at random.
    pub(crate) fn sample(&self, random: &mut Random) -> usize {
        let total = self.cumulative.last().copied().unwrap_or(1);
        let point = random.below(total);
        let slot = usize::try_from(point >> self.shift).unwrap_or_default();
        let mut rank = self.guide[slot];
        while self.cumulative[rank] <= point {
            rank += 1;
        }
        rank
    }
}
