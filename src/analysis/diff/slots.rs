//! The two sides in slots of one width, for the dispersion of each value.

use super::rate_test::{Sides, pearson};
use crate::aggregate::rates::{RateTable, ValueRates};
use crate::aggregate::{Measure, Percentile};

/// Slots of the longer side.
const SLOTS: u64 = 30;

/// What events are divided by.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Basis {
    /// Seconds.
    Rate,
    /// All events.
    Share,
}

pub(super) struct SideSlots<'a> {
    table: &'a RateTable,
    /// Buckets of a slot.
    width: u64,
    /// Exposure of each slot.
    exposures: Vec<f64>,
}

impl<'a> SideSlots<'a> {
    /// The two sides in slots of a thirtieth of the longer one, rounded up to a bucket.
    pub(super) fn both(tables: [&'a RateTable; 2], basis: Basis) -> [Self; 2] {
        let longest = tables.iter().map(|table| table.range()).max().unwrap_or(0);
        let width = longest.div_ceil(SLOTS).max(1);
        tables.map(|table| Self { table, width, exposures: exposures(table, width, basis) })
    }

    /// How many slots the side has.
    pub(super) fn len(&self) -> usize {
        self.exposures.len()
    }

    /// Exposure of the whole side.
    pub(super) fn exposure(&self) -> f64 {
        self.exposures.iter().sum()
    }

    /// The slots in which a value has events: how many, and the slot's exposure.
    fn events(&self, rates: Option<ValueRates<'_>>) -> Vec<(f64, f64)> {
        let mut slots: Vec<(usize, f64)> = Vec::new();
        for pair in rates.iter().flat_map(|rates| rates.pairs.iter()) {
            let position = usize::try_from(pair.bucket())
                .ok()
                .and_then(|bucket| self.table.positions().get(bucket));
            let Some(position) = position else { continue };
            let slot = usize::try_from(position / self.width).unwrap_or(usize::MAX);
            let count = float(pair.count);
            match slots.last_mut() {
                Some((last, sum)) if *last == slot => *sum += count,
                _ => slots.push((slot, count)),
            }
        }
        let exposed = slots.into_iter().filter_map(|(slot, events)| {
            Some((events, *self.exposures.get(slot)?)).filter(|(_, exposure)| *exposure > 0.0)
        });
        exposed.collect()
    }
}

/// Pearson's statistic of a value over the slots of both sides.
pub(super) fn value_pearson(
    slots: &[SideSlots<'_>; 2],
    rates: [Option<ValueRates<'_>>; 2],
    sides: Sides,
) -> f64 {
    let [before, after] = rates;
    let events = [slots[0].events(before), slots[1].events(after)];
    pearson([&events[0], &events[1]], sides)
}

/// Seconds, or events of all values, of each slot of a side.
fn exposures(table: &RateTable, width: u64, basis: Basis) -> Vec<f64> {
    let slots = usize::try_from(table.range().div_ceil(width)).unwrap_or(0);
    match basis {
        Basis::Share => events(table, width, slots),
        Basis::Rate => {
            let bucket = table.bucketer().width().nanos() as f64 / 1e9;
            let mut left = table.range();
            let exposure = |_| {
                let own = left.min(width);
                left -= own;
                float(own) * bucket
            };
            (0..slots).map(exposure).collect()
        }
    }
}

/// Events of all values in each of `slots` slots of `width` buckets.
fn events(table: &RateTable, width: u64, slots: usize) -> Vec<f64> {
    let mut sums = vec![0.0; slots];
    for (bucket, position) in table.buckets().iter().zip(table.positions()) {
        let slot = usize::try_from(position / width).unwrap_or(usize::MAX);
        if let Some(sum) = sums.get_mut(slot) {
            *sum += float(bucket.count);
        }
    }
    sums
}

/// A count as a double.
pub(super) fn float(count: u64) -> f64 {
    count as f64
}

impl SideSlots<'_> {
    /// The median of the numbers of each slot that has numbers; `measures` are the measures of the buckets.
    pub(super) fn medians(&self, measures: &[Measure]) -> Vec<f64> {
        let mut slots: Vec<(u64, Measure)> = Vec::new();
        for (measure, position) in measures.iter().zip(self.table.positions()) {
            let slot = position / self.width;
            match slots.last_mut() {
                Some((last, sum)) if *last == slot => sum.merge(measure.clone()),
                _ => slots.push((slot, measure.clone())),
            }
        }
        let medians = slots.iter().map(|(_, numbers)| numbers.cells().percentile(Percentile::P50));
        medians.flatten().collect()
    }

    /// Events of all values and exposure of each slot.
    pub(super) fn totals(&self, table: &RateTable) -> Vec<(f64, f64)> {
        let sums = events(table, self.width, self.exposures.len());
        let slots = sums.into_iter().zip(self.exposures.iter().copied());
        slots.filter(|(_, exposure)| *exposure > 0.0).collect()
    }
}
