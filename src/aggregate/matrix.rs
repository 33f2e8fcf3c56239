//! How often each text of a column, an *item*, comes with each value: `--across`.

use std::collections::BTreeMap;

use super::counts::{Counts, HashSeed};
use super::renames::{Renames, renamed_value};
use crate::codec::{Decoded, Reader, Writer};
use crate::event::{tuple_columns, write_tuple};

/// Bytes of memory of a cell besides its text: slots have 32 bytes, and at least 3 in 8 are taken.
const ENTRY: u64 = 86;

/// The counts of values by items.
#[derive(Debug, Clone)]
pub(crate) struct Matrix {
    /// How often each tuple of a value and an item came; `None` once the tuples took too much memory.
    cells: Option<Counts>,
    /// Room for a tuple while it is put together.
    draft: Vec<u8>,
}

impl Matrix {
    /// A matrix of no events.
    pub(crate) fn new(seed: HashSeed) -> Self {
        Self { cells: Some(Counts::new(seed, 0)), draft: Vec::new() }
    }

    /// Takes in an event of `value` that counts `weight` times.
    pub(crate) fn add(&mut self, value: &[u8], item: &[u8], weight: u64) {
        if let Some(cells) = &mut self.cells {
            write_tuple([value, item].into_iter(), &mut self.draft);
            cells.add(&self.draft, weight);
        }
    }

    /// Takes in the events of `other`.
    pub(crate) fn merge(&mut self, other: &Self) {
        match (&mut self.cells, &other.cells) {
            (Some(ours), Some(theirs)) => ours.merge(theirs, |_, _| ()),
            (cells, _) => *cells = None,
        }
    }

    /// As [`Self::merge`], with the values of `other` under the texts of `renames`.
    pub(super) fn merge_renamed(&mut self, other: &Self, renames: Option<&Renames>) {
        let (Some(renames), Some(cells)) = (renames, &other.cells) else {
            return self.merge(other);
        };
        for entry in cells.entries() {
            let (tuple, count) = cells.get(entry);
            let mut columns = tuple_columns(tuple, 2);
            if let (Some(value), Some(item)) = (columns.next(), columns.next()) {
                self.add(renamed_value(renames, value), item, count);
            }
        }
    }

    /// Drops the counts; from then on they are unknown.
    pub(super) fn forget(&mut self) {
        self.cells = None;
    }

    /// How often `item` came with `value`.
    pub(crate) fn count(&self, value: &[u8], item: &[u8]) -> u64 {
        let mut tuple = Vec::with_capacity(value.len() + item.len() + 5);
        write_tuple([value, item].into_iter(), &mut tuple);
        self.cells.as_ref().map_or(0, |cells| cells.count(&tuple))
    }

    /// The items and how often each came, in the order of their bytes; `None` once they are unknown.
    pub(crate) fn items(&self) -> Option<Vec<(&[u8], u64)>> {
        let cells = self.cells.as_ref()?;
        let mut totals: BTreeMap<&[u8], u64> = BTreeMap::new();
        for entry in cells.entries() {
            let (tuple, count) = cells.get(entry);
            let total = totals.entry(tuple_columns(tuple, 2).nth(1)?).or_insert(0);
            *total = total.saturating_add(count);
        }
        Some(totals.into_iter().collect())
    }

    /// Bytes of memory held.
    pub(super) fn memory(&self) -> u64 {
        self.cells.as_ref().map_or(0, Counts::memory)
    }

    /// Writes it, the tuples in the order of their bytes.
    pub(super) fn write(&self, out: &mut Writer) {
        out.flag(self.cells.is_some());
        let Some(cells) = &self.cells else { return };
        let mut tuples: Vec<(&[u8], u64)> = cells.entries().map(|entry| cells.get(entry)).collect();
        tuples.sort_unstable();
        out.ascending(tuples.into_iter(), Writer::u64);
    }

    /// Reads what [`Self::write`] wrote.
    pub(super) fn read(input: &mut Reader<'_>, seed: HashSeed) -> Decoded<Self> {
        let mut read = Self::new(seed);
        if !input.flag()? {
            read.forget();
            return Ok(read);
        }
        input.ascending(|input, tuple| {
            input.charge(ENTRY)?;
            let count = input.u64()?;
            if let Some(cells) = &mut read.cells {
                cells.add(tuple, count);
            }
            Ok(())
        })?;
        Ok(read)
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::{any, prop_assert_eq, proptest};

    use super::{HashSeed, Matrix};
    use crate::codec::{Reader, Writer};

    fn written(matrix: &Matrix) -> Vec<u8> {
        Writer::written(|out| matrix.write(out))
    }

    proptest! {
        #[test]
        fn any_split_merges_to_the_whole_and_reads_back(
            events in proptest::collection::vec(
                (proptest::collection::vec(0..3_u8, 0..3), 0..4_u8, 0..3_u64, any::<bool>()),
                0..60,
            ),
        ) {
            let fresh = || Matrix::new(HashSeed::random());
            let (mut whole, mut parts) = (fresh(), [fresh(), fresh()]);
            for (value, item, weight, part) in &events {
                whole.add(value, &[*item], *weight);
                parts[usize::from(*part)].add(value, &[*item], *weight);
            }
            let [mut left, right] = parts;
            left.merge(&right);
            let bytes = written(&left);
            prop_assert_eq!(&bytes, &written(&whole));
            let read = Matrix::read(&mut Reader::new(&bytes, 1 << 20), HashSeed::random()).unwrap();
            prop_assert_eq!(written(&read), bytes);
            for (value, item, ..) in &events {
                let own = events.iter().filter(|event| event.0 == *value && event.1 == *item);
                prop_assert_eq!(whole.count(value, &[*item]), own.map(|event| event.2).sum::<u64>());
            }
            let total: u64 = whole.items().unwrap().iter().map(|(_, total)| total).sum();
            prop_assert_eq!(total, events.iter().map(|event| event.2).sum::<u64>());
            left.forget();
            whole.merge(&left);
            prop_assert_eq!(whole.items(), None);
        }
    }
}
