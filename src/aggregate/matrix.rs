//! How often each text of a column, an *item*, comes with each value: `--across`.
//!
//! Values are numbered from 1 and items from 0, in the order in which they come, and pairs of
//! numbers are counted: half the instructions of counting pairs of texts. The number of a value
//! stands in its *state*, the bytes that [`Counts`] keeps beside the value.

use std::collections::HashMap;

use rapidhash::fast::RandomState;

use super::counts::{Counts, ENTRY_BYTES, HashSeed};
use super::keep::{number, number_or_next};
use crate::codec::{Decoded, Malformed, Reader, Writer};
use crate::event::{tuple_columns, write_tuple};

/// Bytes of memory of a pair, about: an entry has 17 bytes, and 7 to 14 in 16 entries are taken (39
/// to 19 bytes).
const PAIR: u64 = 32;

/// The counts of values by items.
#[derive(Debug, Clone)]
pub(crate) struct Matrix {
    /// The number of values that came with an item. They are numbered from 1.
    values: u32,
    items: Counts,
    /// How often each pair of a value and an item came; `None` once the pairs took too much memory.
    pairs: Option<HashMap<u64, u64, RandomState>>,
    /// Pairs that wait, with their weights. Empty after each [`Self::add_waiting`].
    waiting: Vec<(u64, u64)>,
}

/// A value and an item, by their numbers.
fn pair(value: u32, item: u32) -> u64 {
    u64::from(value) << 32 | u64::from(item)
}

impl Matrix {
    /// A matrix of no events.
    pub(crate) fn new(seed: HashSeed) -> Self {
        let (items, pairs) = (Counts::new(seed, 0), Some(HashMap::default()));
        Self { values: 0, items, pairs, waiting: Vec::new() }
    }

    /// Takes in an event that counts `weight` times, of the value with this state. [`Self::add_waiting`] ends a row of
    /// calls.
    #[inline]
    pub(super) fn add(&mut self, item: &[u8], weight: u64, state: &mut [u8]) {
        if self.pairs.is_some() {
            let value = number_or_next(state, &mut self.values);
            let item = self.items.add(item, weight);
            self.waiting.push((pair(value, self.items.number(item)), weight));
        }
    }

    /// Takes in the pairs that wait. Looked up in a row, they wait for memory together.
    pub(super) fn add_waiting(&mut self) {
        let mut waiting = std::mem::take(&mut self.waiting);
        waiting.drain(..).for_each(|(pair, weight)| self.add_pair(pair, weight));
        self.waiting = waiting;
    }

    #[inline]
    fn add_pair(&mut self, pair: u64, weight: u64) {
        if let Some(pairs) = &mut self.pairs {
            let count = pairs.entry(pair).or_insert(0);
            *count = count.saturating_add(weight);
        }
    }

    /// Gives a value of another matrix a number in this one. The result is its number there and its
    /// number here; `None` if it came with no item there. `ours` and `theirs` are the parts of its
    /// states with the numbers.
    pub(super) fn number_value(&mut self, ours: &mut [u8], theirs: &[u8]) -> Option<(u32, u32)> {
        let theirs = Some(number(theirs)).filter(|number| *number > 0)?;
        Some((theirs, number_or_next(ours, &mut self.values)))
    }

    /// Takes in the events of `theirs`; `numbers` are what [`Self::number_value`] gave.
    pub(super) fn merge(&mut self, theirs: &Self, numbers: &[(u32, u32)]) {
        let Some(pairs) = theirs.pairs.as_ref().filter(|_| self.pairs.is_some()) else {
            return self.forget();
        };
        let mut values = vec![0; theirs.values as usize + 1];
        for (theirs, ours) in numbers {
            if let Some(place) = values.get_mut(*theirs as usize) {
                *place = *ours;
            }
        }
        let mut items = vec![0; theirs.items.len()];
        for entry in theirs.items.entries() {
            let (item, count) = theirs.items.get(entry);
            let ours = self.items.add(item, count);
            if let Some(place) = items.get_mut(theirs.items.number(entry) as usize) {
                *place = self.items.number(ours);
            }
        }
        #[expect(clippy::iter_over_hash_type, reason = "sums do not depend on the order")]
        for (number, count) in pairs {
            if let Some((value, item)) = of_pair(*number, &values, &items) {
                self.add_pair(pair(*value, *item), *count);
            }
        }
    }

    /// Drops the counts; from then on they are unknown.
    pub(super) fn forget(&mut self) {
        // Cleared counts would keep their memory.
        self.items = Counts::new(self.items.seed(), 0);
        self.pairs = None;
    }

    /// How often `item` came with the value with this state.
    pub(super) fn count(&self, state: &[u8], item: &[u8]) -> u64 {
        let item = self.items.find_entry(item).map(|entry| self.items.number(entry));
        let pair = item.map(|item| pair(number(state), item));
        pair.and_then(|pair| self.pairs.as_ref()?.get(&pair)).copied().unwrap_or(0)
    }

    /// The items and how often each came; `None` once they are unknown.
    pub(crate) fn items(&self) -> Option<Vec<(&[u8], u64)>> {
        self.pairs.as_ref().map(|_| self.items.entries().map(|item| self.items.get(item)).collect())
    }

    /// Bytes of memory held.
    pub(super) fn memory(&self) -> u64 {
        self.items.memory() + self.pairs.as_ref().map_or(0, |pairs| pairs.len() as u64 * PAIR)
    }

    /// Writes the matrix: each pair as a tuple of its texts, ascending. `part` takes from a state
    /// of `counts` the bytes that hold the value's number.
    pub(super) fn write(
        &self,
        counts: &Counts,
        part: impl for<'s> Fn(&'s [u8]) -> &'s [u8],
        out: &mut Writer,
    ) {
        out.flag(self.pairs.is_some());
        let Some(pairs) = &self.pairs else { return };
        let mut values = vec![&[][..]; self.values as usize + 1];
        for entry in counts.entries() {
            if let Some(place) = values.get_mut(number(part(counts.state(entry))) as usize) {
                *place = counts.get(entry).0;
            }
        }
        let mut items = vec![&[][..]; self.items.len()];
        for entry in self.items.entries() {
            if let Some(place) = items.get_mut(self.items.number(entry) as usize) {
                *place = self.items.get(entry).0;
            }
        }
        let tuple = |(pair, count): (&u64, &u64)| {
            let (value, item) = of_pair(*pair, &values, &items)?;
            let mut tuple = Vec::new();
            write_tuple([*value, *item].into_iter(), &mut tuple);
            Some((tuple, *count))
        };
        let mut tuples: Vec<(Vec<u8>, u64)> = pairs.iter().filter_map(tuple).collect();
        tuples.sort_unstable();
        let tuples = tuples.iter().map(|(tuple, count)| (tuple.as_slice(), *count));
        out.ascending(tuples, Writer::u64);
    }

    /// Reads what [`Self::write`] wrote of these `counts`; `part` finds the number's part of a state.
    pub(super) fn read(
        input: &mut Reader<'_>,
        seed: HashSeed,
        counts: &mut Counts,
        part: impl for<'s> Fn(&'s mut [u8]) -> &'s mut [u8],
    ) -> Decoded<Self> {
        let mut read = Self::new(seed);
        if !input.flag()? {
            read.forget();
            return Ok(read);
        }
        let mut whole = Vec::new();
        input.ascending(|input, tuple| {
            input.charge(PAIR)?;
            let (count, items) = (input.u64()?, read.items.len());
            let mut columns = tuple_columns(tuple, 2);
            let (value, item) = columns.next().zip(columns.next()).unwrap_or_default();
            // A tuple that is not as `write_tuple` writes it is refused.
            write_tuple([value, item].into_iter(), &mut whole);
            let entry = counts.find_entry(value).filter(|_| whole == tuple);
            let entry = entry.ok_or(Malformed::Wrong("pair of a value"))?;
            read.add(item, count, part(counts.state_mut(entry)));
            read.add_waiting();
            input.charge((read.items.len() - items) as u64 * ENTRY_BYTES)
        })?;
        Ok(read)
    }
}

/// The entries of `values` and `items` at the numbers of a pair; the inverse of [`pair`].
fn of_pair<'k, V, I>(pair: u64, values: &'k [V], items: &'k [I]) -> Option<(&'k V, &'k I)> {
    let value = usize::try_from(pair >> 32).ok()?;
    let item = usize::try_from(pair & u64::from(u32::MAX)).ok()?;
    Some((values.get(value)?, items.get(item)?))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::{any, prop_assert_eq, proptest};

    use super::super::counts::Counts;
    use super::{HashSeed, Matrix};
    use crate::codec::{Reader, Writer};

    const STATE_BYTES: usize = 4;

    /// A matrix, and the values it is of.
    struct Part {
        counts: Counts,
        matrix: Matrix,
    }

    impl Part {
        fn new() -> Self {
            let seed = HashSeed::random();
            Self { counts: Counts::new(seed, STATE_BYTES), matrix: Matrix::new(seed) }
        }

        fn add(&mut self, value: &[u8], item: &[u8], weight: u64) {
            let entry = self.counts.add(value, weight);
            self.matrix.add(item, weight, self.counts.state_mut(entry));
            self.matrix.add_waiting();
        }

        fn merge(&mut self, other: &Self) {
            let mut numbers = Vec::new();
            self.counts.merge(&other.counts, |state, incoming| {
                numbers.extend(self.matrix.number_value(state, incoming.state));
            });
            self.matrix.merge(&other.matrix, &numbers);
        }

        fn written(&self) -> Vec<u8> {
            Writer::written(|out| self.matrix.write(&self.counts, |state| state, out))
        }

        fn count(&self, value: &[u8], item: &[u8]) -> u64 {
            let entry = self.counts.find_entry(value).unwrap();
            self.matrix.count(self.counts.state(entry), item)
        }
    }

    proptest! {
        #[test]
        fn any_split_merges_to_the_whole_and_reads_back(
            events in proptest::collection::vec(
                (proptest::collection::vec(0..3_u8, 0..3), 0..4_u8, 0..3_u64, any::<bool>()),
                0..60,
            ),
        ) {
            let (mut whole, mut parts) = (Part::new(), [Part::new(), Part::new()]);
            for (value, item, weight, part) in &events {
                whole.add(value, &[*item], *weight);
                parts[usize::from(*part)].add(value, &[*item], *weight);
            }
            let [mut left, mut right] = parts;
            left.merge(&right);
            let bytes = left.written();
            prop_assert_eq!(&bytes, &whole.written());
            let (seed, mut input) = (HashSeed::random(), Reader::new(&bytes, 1 << 20));
            left.counts.each_state(|state| state.fill(0));
            left.matrix = Matrix::read(&mut input, seed, &mut left.counts, |state| state).unwrap();
            prop_assert_eq!(left.written(), bytes);
            for (value, item, ..) in &events {
                let own = events.iter().filter(|event| event.0 == *value && event.1 == *item);
                let count = own.map(|event| event.2).sum::<u64>();
                prop_assert_eq!(whole.count(value, &[*item]), count);
                prop_assert_eq!(left.count(value, &[*item]), count);
            }
            let total: u64 = whole.matrix.items().unwrap().iter().map(|(_, total)| total).sum();
            prop_assert_eq!(total, events.iter().map(|event| event.2).sum::<u64>());
            right.matrix.forget();
            whole.merge(&right);
            prop_assert_eq!(whole.matrix.items(), None);
        }
    }

    #[test]
    fn a_matrix_that_forgot_takes_no_memory() {
        let (mut part, empty) = (Part::new(), Part::new());
        for number in 0..10_000_u32 {
            part.add(b"a", &number.to_le_bytes(), 1);
        }
        part.matrix.forget();
        assert_eq!(part.matrix.memory(), empty.matrix.memory());
    }

    #[test]
    fn a_pair_of_no_value_is_refused() {
        let mut part = Part::new();
        part.add(b"a", b"x", 1);
        let (bytes, mut others) = (part.written(), Counts::new(HashSeed::random(), STATE_BYTES));
        let mut input = Reader::new(&bytes, 1 << 20);
        assert!(Matrix::read(&mut input, HashSeed::random(), &mut others, |state| state).is_err());
    }
}
