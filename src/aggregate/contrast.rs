//! Contrast: a selection of the events against all events, over several columns. For each text of a
//! column it counts the selected events and all events.
//!
//! `inspect`, `explain` and `diff` are made of it; the figures are made in [`crate::analysis`]. All of it is
//! integer, so any split of the events in any order merges to an equal state.

use super::counts::{Counts, HashSeed};
use super::hits::{of_value, raise};
use crate::codec::{Decoded, Reader, Writer};
use crate::event::Event;

/// A column with more texts than this is dropped.
pub const MOST_ITEMS: usize = 1_000_000;

/// Bytes of memory of an item besides its text: slots have 32 bytes, and at least 3 in 8 are taken; and
/// the count of the selected events.
const ENTRY: u64 = 86 + 8;

/// The counts of several columns.
#[derive(Debug, Clone)]
pub struct Contrast {
    /// The selected events, by weight.
    selected: u64,
    /// All events, by weight.
    all: u64,
    columns: Vec<ContrastColumn>,
}

/// The counts of one column: how many events have each text, and in the state of the text how many of
/// them are selected. `None` if the column has too many texts.
#[derive(Debug, Clone)]
struct ContrastColumn(Option<Counts>);

/// A text of a column.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ContrastItem<'a> {
    /// The text.
    pub text: &'a [u8],
    /// The selected events that have it, by weight.
    pub selected: u64,
    /// All events that have it, by weight.
    pub all: u64,
}

impl Contrast {
    /// A contrast of no events over `columns` columns. Only contrasts over equal columns can be merged.
    pub fn new(seed: HashSeed, columns: usize) -> Self {
        let column = || ContrastColumn(Some(Counts::new(seed, 8)));
        Self {
            selected: 0,
            all: 0,
            columns: std::iter::repeat_with(column).take(columns).collect(),
        }
    }

    /// Takes in an event; `texts` are its columns, and [`Event::hit`] tells whether it is selected.
    pub fn add(&mut self, event: &Event<'_>, texts: &[Option<&[u8]>]) {
        let selected = if event.hit { event.weight } else { 0 };
        self.all = self.all.saturating_add(event.weight);
        self.selected = self.selected.saturating_add(selected);
        for (column, text) in self.columns.iter_mut().zip(texts) {
            if let Some(text) = text {
                column.add(text, event.weight, selected);
            }
        }
    }

    /// Takes in the events of `other`.
    pub fn merge(&mut self, other: &Self) {
        self.all = self.all.saturating_add(other.all);
        self.selected = self.selected.saturating_add(other.selected);
        for (ours, theirs) in self.columns.iter_mut().zip(&other.columns) {
            match (&mut ours.0, &theirs.0) {
                (Some(own), Some(theirs)) => {
                    own.merge(theirs, |state, incoming| raise(state, of_value(incoming.state)));
                    ours.drop_if_large();
                }
                _ => ours.0 = None,
            }
        }
    }

    /// The selected events, by weight.
    pub const fn selected(&self) -> u64 {
        self.selected
    }

    /// All events, by weight.
    pub const fn all(&self) -> u64 {
        self.all
    }

    /// The texts of each column, sorted by their bytes; `None` for a column with more than
    /// [`MOST_ITEMS`].
    pub fn columns(&self) -> impl Iterator<Item = Option<Vec<ContrastItem<'_>>>> {
        self.columns.iter().map(|column| column.0.as_ref().map(items))
    }

    /// Bytes of memory held.
    pub fn memory(&self) -> u64 {
        self.columns.iter().filter_map(|column| column.0.as_ref()).map(Counts::memory).sum()
    }

    /// Writes it.
    pub(super) fn write(&self, out: &mut Writer) {
        out.put(&(self.selected, self.all));
        for items in self.columns() {
            out.flag(items.is_some());
            let Some(items) = items else { continue };
            out.length(items.len());
            let mut before: &[u8] = &[];
            for ContrastItem { text, selected, all } in items {
                out.next(before, text);
                out.put(&(selected, all));
                before = text;
            }
        }
    }

    /// Reads what [`Self::write`] wrote of so many columns.
    pub(super) fn read(input: &mut Reader<'_>, seed: HashSeed, columns: usize) -> Decoded<Self> {
        let mut read = Self::new(seed, columns);
        (read.selected, read.all) = input.take()?;
        for column in &mut read.columns {
            if !input.flag()? {
                column.0 = None;
                continue;
            }
            let mut text = Vec::new();
            for index in 0..input.length()? {
                input.next(&mut text, index == 0)?;
                let (selected, all) = input.take()?;
                input.charge(ENTRY)?;
                column.add(&text, all, selected);
            }
        }
        Ok(read)
    }
}

impl ContrastColumn {
    #[inline]
    fn add(&mut self, text: &[u8], all: u64, selected: u64) {
        let Some(counts) = &mut self.0 else { return };
        let record = counts.add(text, all);
        if selected > 0 {
            raise(counts.state_mut(record), selected);
        }
        if counts.len() > MOST_ITEMS {
            self.drop_if_large();
        }
    }

    fn drop_if_large(&mut self) {
        if self.0.as_ref().is_some_and(|counts| counts.len() > MOST_ITEMS) {
            self.0 = None;
        }
    }
}

/// The texts of a column, sorted by their bytes.
fn items(counts: &Counts) -> Vec<ContrastItem<'_>> {
    let item = |record| {
        let (text, all) = counts.get(record);
        ContrastItem { text, selected: of_value(counts.state(record)), all }
    };
    let mut items: Vec<ContrastItem<'_>> = counts.records().map(item).collect();
    items.sort_unstable_by_key(|item| item.text);
    items
}

#[cfg(test)]
mod tests {
    use proptest::prelude::{any, prop_assert_eq, proptest};

    use super::{Contrast, HashSeed};
    use crate::codec::{Reader, Writer};
    use crate::event::Event;

    fn written(contrast: &Contrast) -> Vec<u8> {
        let mut out = Writer::new();
        contrast.write(&mut out);
        out.into_bytes()
    }

    proptest! {
        #[test]
        fn any_split_merges_to_the_whole_and_reads_back(
            events in proptest::collection::vec((0..5_u8, 0..30_u8, any::<bool>(), 0..3_u64, any::<bool>()), 0..60),
        ) {
            let fresh = || Contrast::new(HashSeed::random(), 2);
            let (mut whole, mut parts) = (fresh(), [fresh(), fresh()]);
            let mut selected = 0;
            for (one, other, hit, weight, part) in &events {
                let texts = [Some(std::slice::from_ref(one)), (*other < 20).then_some(std::slice::from_ref(other))];
                let event = Event { hit: *hit, ..Event::new(b"v", *weight, None) };
                whole.add(&event, &texts);
                parts[usize::from(*part)].add(&event, &texts);
                selected += if *hit { *weight } else { 0 };
            }
            let [mut left, right] = parts;
            left.merge(&right);
            prop_assert_eq!((left.selected(), left.all()), (selected, events.iter().map(|event| event.3).sum()));
            let bytes = written(&left);
            prop_assert_eq!(&bytes, &written(&whole));
            let read = Contrast::read(&mut Reader::new(&bytes, 1 << 20), HashSeed::random(), 2).unwrap();
            prop_assert_eq!(written(&read), bytes);
            let sums = whole.columns().map(|items| items.unwrap().iter().map(|item| item.all).sum::<u64>());
            prop_assert_eq!(sums.max(), Some(whole.all()));
        }
    }
}
