//! What both sides know of a value besides its events: the share of its hits, and its numbers; and the
//! makeup of one side against the other.

use std::borrow::Cow;

use super::side::DiffSide;
use super::superiority::{mann_whitney, superiority};
use crate::aggregate::{
    Contrast, CountEntry, Measure, NumberSides, NumberTotals, Percentile, Totals,
};
use crate::analysis::context::Built;
use crate::analysis::contrast::makeup_columns;
use crate::analysis::makeup::{ColumnSides, ItemSides, SetSizes, makeup_rows};
use crate::analysis::options::AnalysisOptions;
use crate::analysis::ratio::ratio;
use crate::outcome::Outcome;
use crate::report::{Cell, Note};

/// Columns of `moves` where hits are counted.
const RATIOS: [&str; 2] = ["ratio_before", "ratio_after"];
/// Columns of `moves` where numbers are measured.
const NUMBERS: [&str; 5] =
    ["m_p50_before", "m_p50_after", "m_p99_before", "m_p99_after", "superiority"];
/// Columns of `sides` where hits are counted.
const SIDE_RATIOS: [&str; 2] = ["hits", "ratio"];
/// Columns of `sides` where numbers are measured.
const SIDE_NUMBERS: [&str; 3] = ["m_p50", "m_p90", "m_p99"];

/// Shares of hits and numbers of both sides.
#[derive(Debug, Clone, Copy)]
pub(super) struct SideValues<'a> {
    sides: [DiffSide<'a>; 2],
    has_hits: bool,
    numbers: Option<[&'a NumberTotals; 2]>,
}

impl<'a> SideValues<'a> {
    pub(super) fn new(sides: [DiffSide<'a>; 2]) -> Self {
        let totals = sides.map(|side| &side.outcome.totals);
        let has_hits = totals.iter().all(|totals| totals.hits.is_some());
        let numbers = match totals.map(Totals::numbers) {
            [Some(before), Some(after)] => Some([before, after]),
            _ => None,
        };
        Self { sides, has_hits, numbers }
    }

    pub(super) const fn has_numbers(&self) -> bool {
        self.numbers.is_some()
    }

    pub(super) fn columns(&self) -> impl Iterator<Item = &'static str> + use<> {
        let ratios = RATIOS.iter().take(if self.has_hits { 2 } else { 0 });
        let numbers = NUMBERS.iter().take(if self.has_numbers() { 5 } else { 0 });
        ratios.chain(numbers).copied()
    }

    pub(super) fn side_columns(&self) -> impl Iterator<Item = &'static str> + use<> {
        let ratios = SIDE_RATIOS.iter().take(if self.has_hits { 2 } else { 0 });
        let numbers = SIDE_NUMBERS.iter().take(if self.has_numbers() { 3 } else { 0 });
        ratios.chain(numbers).copied()
    }

    /// The cells of a value at these places.
    pub(super) fn of_value(&self, entries: [Option<CountEntry>; 2]) -> Vec<Cell<'static>> {
        let places = [0, 1].map(|at| (&self.sides[at].outcome.totals, entries[at]));
        let mut cells = Vec::new();
        if self.has_hits {
            cells.extend(
                places
                    .map(|(totals, entry)| {
                        let entry = entry?;
                        ratio(totals.hits(entry)?, totals.counts.get(entry).1)
                    })
                    .map(share),
            );
        }
        if self.has_numbers() {
            let measures = places.map(|(totals, entry)| totals.measure(entry?));
            cells.extend(number_cells(measures));
        }
        cells
    }

    /// The cells of all events together.
    pub(super) fn of_all(&self) -> Vec<Cell<'static>> {
        let mut cells = Vec::new();
        if self.has_hits {
            cells.extend(
                self.sides.map(|side| share(all_hits(side).and_then(|of| ratio(of.0, of.1)))),
            );
        }
        if let Some(numbers) = self.numbers {
            let all = numbers.map(|numbers| merged(numbers.buckets()));
            cells.extend(number_cells([all[0].as_ref(), all[1].as_ref()]));
        }
        cells
    }

    pub(super) fn of_sides(&self) -> [Vec<Cell<'static>>; 2] {
        [0, 1].map(|at| {
            let mut cells = Vec::new();
            if self.has_hits {
                let hits = all_hits(self.sides[at]);
                cells.push(hits.map_or(Cell::Missing, |(hits, _)| Cell::Count(hits)));
                cells.push(share(hits.and_then(|(hits, count)| ratio(hits, count))));
            }
            if let Some(numbers) = self.numbers {
                let all = numbers[at].distribution.cells();
                let percentiles = [Percentile::P50, Percentile::P90, Percentile::P99];
                cells
                    .extend(percentiles.map(|percentile| Cell::number(all.percentile(percentile))));
            }
            cells
        })
    }

    /// Probability that the medians of the slots of both sides differ as much as they do by chance; `None` where
    /// a side has no slots.
    pub(super) fn superiority_q(&self) -> Option<f64> {
        let tables = [self.sides[0].pairs()?, self.sides[1].pairs()?];
        let slots = super::slots::SideSlots::both(tables, super::Basis::Rate);
        let numbers = self.numbers?;
        let [before, after] = [0, 1].map(|at| slots[at].medians(numbers[at].buckets()));
        mann_whitney(&before, &after)
    }
}

fn share(share: Option<f64>) -> Cell<'static> {
    share.map_or(Cell::Missing, Cell::Share)
}

/// Hits and events of a side.
fn all_hits(side: DiffSide<'_>) -> Option<(u64, u64)> {
    let totals = &side.outcome.totals;
    let counts = totals.counts.entries().map(|entry| totals.counts.get(entry).1);
    Some((totals.hits.as_ref()?.all, counts.fold(0, u64::saturating_add)))
}

fn merged(measures: &[Measure]) -> Option<Measure> {
    measures.iter().cloned().reduce(|mut all, measure| {
        all.merge(measure);
        all
    })
}

/// Percentiles of both sides, and how far the numbers after are above the numbers before.
fn number_cells(measures: [Option<&Measure>; 2]) -> [Cell<'static>; 5] {
    let percentile = |at: usize, percentile: Percentile| {
        Cell::number(measures[at].and_then(|measure| measure.percentile(percentile)))
    };
    let both = measures[0].zip(measures[1]);
    let larger = both.and_then(|(before, after)| superiority(before, after));
    [
        percentile(0, Percentile::P50),
        percentile(1, Percentile::P50),
        percentile(0, Percentile::P99),
        percentile(1, Percentile::P99),
        share(larger),
    ]
}

/// The section `makeup`: all lines after against all lines before; `None` unless the columns of both
/// were counted.
pub(super) fn makeup<'a>(
    sides: [&'a Outcome; 2],
    options: &'a AnalysisOptions,
    notes: &mut Vec<Note>,
) -> Option<Built<'a>> {
    let contrast = options.contrast.as_ref()?;
    let [before, after] = sides.map(|side| side.totals.contrast.as_ref());
    let (before, after) = (before?, after?);
    let olds = makeup_columns(before, &contrast.columns, |text| notes.push(Note::new(text)));
    let news = makeup_columns(after, &contrast.columns, |_| ());
    let joined = olds.into_iter().filter_map(|(name, old)| {
        let (_, new) = news.iter().find(|(own, _)| *own == name)?;
        Some((name, both(&old, new)?))
    });
    let events = Contrast::all;
    let sizes = SetSizes { inside: events(after), outside: events(before) };
    Some(Built::Rows(makeup_rows(joined.collect(), sizes, contrast.items)))
}

/// A column of both sides. The lines of the side `after` are the selection.
fn both<'a>(before: &ColumnSides<'a>, after: &ColumnSides<'a>) -> Option<ColumnSides<'a>> {
    match (before, after) {
        (ColumnSides::Texts(before), ColumnSides::Texts(after)) => {
            let [before, after] = [before, after].map(|items| {
                let mut items = items.clone();
                items.sort_unstable_by_key(|item| item.text);
                items
            });
            let mut items: Vec<ItemSides<'a>> = Vec::with_capacity(after.len());
            let mut rest = before.iter().peekable();
            let count = |item: &ItemSides<'_>| item.inside.saturating_add(item.outside);
            for item in &after {
                while let Some(old) = rest.next_if(|old| old.text < item.text) {
                    items.push(ItemSides { text: old.text, inside: 0, outside: count(old) });
                }
                let old = rest.next_if(|old| old.text == item.text).map_or(0, count);
                items.push(ItemSides { text: item.text, inside: count(item), outside: old });
            }
            items.extend(rest.map(|old| ItemSides {
                text: old.text,
                inside: 0,
                outside: count(old),
            }));
            Some(ColumnSides::Texts(items))
        }
        (ColumnSides::Numbers(before), ColumnSides::Numbers(after)) => {
            let all = |sides: &NumberSides| {
                let mut all = sides.selected.clone();
                all.merge(sides.others.clone());
                all
            };
            let sides = NumberSides { selected: all(after), others: all(before) };
            Some(ColumnSides::Numbers(Cow::Owned(sides)))
        }
        _ => None,
    }
}
