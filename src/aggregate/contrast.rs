//! Contrast: a selection of the events against all events, over several columns. For each text of a
//! column it counts the selected events and all events; of a column of numbers it keeps a
//! [`Measure`] of the selected events and one of the other events.
//!
//! `explain` and `inspect` are made of it; `diff` and `columns` take only the counts of all events.
//! The figures are made in [`crate::analysis`]. All of it is integer, or a minimum or maximum: any
//! split of the events in any order merges to an equal state.

use super::cell::Precision;
use super::counts::{Counts, ENTRY_BYTES, HashSeed};
use super::keep::{COUNT_BYTES, ContrastKind, raise_state_count, state_count};
use super::measures::Measure;
use crate::codec::{Decoded, Part, Reader, Writer};
use crate::event::Event;
use crate::number::Number;

/// A column with more texts than this is dropped.
pub(crate) const MAX_ITEMS: usize = 1_000_000;

/// Bytes of memory of an item besides its text: its entry, and the count of the selected events.
const ITEM: u64 = ENTRY_BYTES + COUNT_BYTES as u64;

/// The counts of several columns.
#[derive(Debug, Clone)]
pub(crate) struct Contrast {
    /// The selected events, by weight.
    selected: u64,
    /// All events, by weight.
    all: u64,
    columns: Vec<ColumnCounts>,
}

#[derive(Debug, Clone)]
enum ColumnCounts {
    /// How many events have each text; the 8 bytes of state beside a text count those that are
    /// selected. `None` if the column has too many texts.
    Texts(Option<Counts>),
    Numbers(Box<NumberSides>),
}

#[derive(Debug, Clone)]
pub(crate) struct NumberSides {
    /// The numbers of the selected events.
    pub(crate) selected: Measure,
    /// The numbers of the other events.
    pub(crate) others: Measure,
}

pub(crate) enum ContrastedColumn<'a> {
    /// The texts, in no particular order.
    Texts(Vec<ContrastItem<'a>>),
    Numbers(&'a NumberSides),
    /// Nothing: there were more texts than [`MAX_ITEMS`].
    Dropped,
}

/// A text of a column.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct ContrastItem<'a> {
    pub(crate) text: &'a [u8],
    /// The selected events that have it, by weight.
    pub(crate) selected: u64,
    /// All events that have it, by weight.
    pub(crate) all: u64,
}

impl Contrast {
    /// A contrast of no events. Only contrasts over equal columns can be merged.
    pub(crate) fn new(seed: HashSeed, columns: &[ContrastKind]) -> Self {
        let column = |kind: &ContrastKind| match kind {
            ContrastKind::Texts => ColumnCounts::Texts(Some(Counts::new(seed, COUNT_BYTES))),
            ContrastKind::Numbers => ColumnCounts::Numbers(Box::new(NumberSides {
                selected: Measure::new(Precision::DEFAULT),
                others: Measure::new(Precision::DEFAULT),
            })),
        };
        Self { selected: 0, all: 0, columns: columns.iter().map(column).collect() }
    }

    /// Takes in an event; `texts` are its columns, and [`Event::selected`] tells its side.
    pub(crate) fn add(&mut self, event: &Event<'_>, texts: &[Option<&[u8]>]) {
        let selected = if event.selected { event.weight } else { 0 };
        self.all = self.all.saturating_add(event.weight);
        self.selected = self.selected.saturating_add(selected);
        for (column, text) in self.columns.iter_mut().zip(texts) {
            if let Some(text) = text {
                column.add(text, event);
            }
        }
    }

    /// Takes in the events of `other`.
    pub(crate) fn merge(&mut self, other: &Self) {
        self.all = self.all.saturating_add(other.all);
        self.selected = self.selected.saturating_add(other.selected);
        for (ours, theirs) in self.columns.iter_mut().zip(&other.columns) {
            ours.merge(theirs);
        }
    }

    /// The selected events, by weight.
    pub(crate) const fn selected(&self) -> u64 {
        self.selected
    }

    /// All events, by weight.
    pub(crate) const fn all(&self) -> u64 {
        self.all
    }

    /// The columns, in the order they were asked for.
    pub(crate) fn columns(&self) -> impl Iterator<Item = ContrastedColumn<'_>> {
        self.columns.iter().map(ColumnCounts::view)
    }

    pub(crate) fn column(&self, place: usize) -> Option<ContrastedColumn<'_>> {
        self.columns.get(place).map(ColumnCounts::view)
    }

    /// Bytes of memory held.
    pub(crate) fn memory(&self) -> u64 {
        let column = |column: &ColumnCounts| match column {
            ColumnCounts::Texts(counts) => counts.as_ref().map_or(0, Counts::memory),
            ColumnCounts::Numbers(sides) => sides.selected.memory() + sides.others.memory(),
        };
        self.columns.iter().map(column).sum()
    }

    pub(super) fn write(&self, out: &mut Writer) {
        out.put(&(self.selected, self.all));
        for column in self.columns() {
            match column {
                ContrastedColumn::Texts(items) => {
                    out.flag(true);
                    write_items(items, out);
                }
                ContrastedColumn::Numbers(sides) => {
                    out.put(&sides.selected);
                    out.put(&sides.others);
                }
                ContrastedColumn::Dropped => out.flag(false),
            }
        }
    }

    /// Reads what [`Self::write`] wrote of these columns.
    pub(super) fn read(
        input: &mut Reader<'_>,
        seed: HashSeed,
        columns: &[ContrastKind],
    ) -> Decoded<Self> {
        let mut read = Self::new(seed, columns);
        (read.selected, read.all) = input.take()?;
        for column in &mut read.columns {
            match column {
                ColumnCounts::Texts(counts) => match input.flag()? {
                    true => read_items(input, counts)?,
                    false => *counts = None,
                },
                ColumnCounts::Numbers(sides) => {
                    (sides.selected, sides.others) = (input.part()?, input.part()?);
                    sides.selected.check(Precision::DEFAULT)?;
                    sides.others.check(Precision::DEFAULT)?;
                }
            }
        }
        Ok(read)
    }
}

impl ColumnCounts {
    #[inline]
    fn add(&mut self, text: &[u8], event: &Event<'_>) {
        match self {
            Self::Texts(counts) => {
                let selected = if event.selected { event.weight } else { 0 };
                add_item(counts, text, event.weight, selected);
            }
            Self::Numbers(sides) => {
                let side = if event.selected { &mut sides.selected } else { &mut sides.others };
                if let Some(number) = Number::read(text) {
                    side.add(&number, event.weight);
                }
            }
        }
    }

    fn merge(&mut self, other: &Self) {
        match (self, other) {
            (Self::Texts(ours), Self::Texts(theirs)) => {
                if let (Some(own), Some(theirs)) = (&mut *ours, theirs) {
                    own.merge(theirs, |state, incoming| {
                        raise_state_count(state, state_count(incoming.state));
                    });
                } else {
                    *ours = None;
                }
                drop_if_large(ours);
            }
            (Self::Numbers(ours), Self::Numbers(theirs)) => {
                ours.selected.merge(theirs.selected.clone());
                ours.others.merge(theirs.others.clone());
            }
            // Contrasts that are merged have columns of equal kinds.
            (Self::Texts(_), Self::Numbers(_)) | (Self::Numbers(_), Self::Texts(_)) => {}
        }
    }

    fn view(&self) -> ContrastedColumn<'_> {
        match self {
            Self::Texts(Some(counts)) => ContrastedColumn::Texts(items(counts)),
            Self::Texts(None) => ContrastedColumn::Dropped,
            Self::Numbers(sides) => ContrastedColumn::Numbers(sides),
        }
    }
}

#[inline]
fn add_item(items: &mut Option<Counts>, text: &[u8], all: u64, selected: u64) {
    let Some(counts) = items else { return };
    let entry = counts.add(text, all);
    if selected > 0 {
        raise_state_count(counts.state_mut(entry), selected);
    }
    if counts.len() > MAX_ITEMS {
        *items = None;
    }
}

fn drop_if_large(items: &mut Option<Counts>) {
    if items.as_ref().is_some_and(|counts| counts.len() > MAX_ITEMS) {
        *items = None;
    }
}

fn write_items(mut items: Vec<ContrastItem<'_>>, out: &mut Writer) {
    items.sort_unstable_by_key(|item| item.text);
    let items = items.into_iter().map(|item| (item.text, (item.selected, item.all)));
    out.ascending(items, |out, counts| out.put(&counts));
}

/// Reads what [`write_items`] wrote.
fn read_items(input: &mut Reader<'_>, items: &mut Option<Counts>) -> Decoded<()> {
    input.ascending(|input, text| {
        let (selected, all) = input.take()?;
        input.charge(ITEM)?;
        add_item(items, text, all, selected);
        Ok(())
    })
}

/// The texts of a column.
fn items(counts: &Counts) -> Vec<ContrastItem<'_>> {
    let item = |entry| {
        let (text, all) = counts.get(entry);
        ContrastItem { text, selected: state_count(counts.state(entry)), all }
    };
    counts.entries().map(item).collect()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::{any, prop_assert_eq, proptest};

    use super::{Contrast, ContrastKind, ContrastedColumn, HashSeed};
    use crate::codec::{Reader, Writer};
    use crate::event::Event;

    fn written(contrast: &Contrast) -> Vec<u8> {
        Writer::written(|out| contrast.write(out))
    }

    proptest! {
        #[test]
        fn any_split_merges_to_the_whole_and_reads_back(
            events in proptest::collection::vec((0..5_u8, 0..30_u8, any::<bool>(), 0..3_u64, any::<bool>()), 0..60),
        ) {
            let kinds = [ContrastKind::Texts, ContrastKind::Texts, ContrastKind::Numbers];
            let fresh = || Contrast::new(HashSeed::random(), &kinds);
            let (mut whole, mut parts) = (fresh(), [fresh(), fresh()]);
            let mut selected = 0;
            for (one, other, hit, weight, part) in &events {
                let number = other.to_string();
                let texts = [
                    Some(std::slice::from_ref(one)),
                    (*other < 20).then_some(std::slice::from_ref(other)),
                    Some(number.as_bytes()),
                ];
                let event = Event { selected: *hit, ..Event::new(b"v", *weight, None) };
                whole.add(&event, &texts);
                parts[usize::from(*part)].add(&event, &texts);
                selected += if *hit { *weight } else { 0 };
            }
            let [mut left, right] = parts;
            left.merge(&right);
            prop_assert_eq!((left.selected(), left.all()), (selected, events.iter().map(|event| event.3).sum()));
            let bytes = written(&left);
            prop_assert_eq!(&bytes, &written(&whole));
            let read = Contrast::read(&mut Reader::new(&bytes, 1 << 20), HashSeed::random(), &kinds).unwrap();
            prop_assert_eq!(written(&read), bytes);
            let sums = whole.columns().map(|column| match column {
                ContrastedColumn::Texts(items) => items.iter().map(|item| item.all).sum::<u64>(),
                ContrastedColumn::Numbers(sides) => sides.selected.count() + sides.others.count(),
                ContrastedColumn::Dropped => 0,
            });
            let sums: Vec<u64> = sums.collect();
            prop_assert_eq!([sums[0], sums[2]], [whole.all(); 2]);
        }
    }
}
