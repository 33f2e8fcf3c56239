//! The series of a run: events by slot, shares of hits, shares of slow events.

use std::ops::Range;

use super::Changes;
use super::season::SlotTime;
use super::series::{Likelihood, Series};
use crate::aggregate::Measure;
use crate::aggregate::rates::RateTable;
use crate::analysis::slots::TimeSlots;
use crate::time::{NANOS_PER_DAY, NANOS_PER_SECOND, Timestamp, Zone};

/// The slots of a run and what happened in its buckets.
pub(super) struct SlotTable<'a> {
    pub(super) table: &'a RateTable,
    pub(super) slots: TimeSlots,
    /// The slot of each bucket.
    pub(super) slot_of: Vec<usize>,
    /// The part of each slot that lies inside the range.
    pub(super) exposures: Vec<f64>,
}

impl<'a> SlotTable<'a> {
    /// Cuts the range of `table` into slots; `None` without events.
    pub(super) fn new(table: &'a RateTable) -> Option<Self> {
        let slots = TimeSlots::new(table)?;
        let edges = &slots.edges;
        let buckets = table.buckets();
        let slot_of = buckets
            .iter()
            .map(|bucket| edges.partition_point(|edge| *edge <= bucket.start).saturating_sub(1))
            .collect();
        let first = buckets.first()?.start;
        let end = table.bucketer().clone().next(buckets.last()?.start);
        let width = slots.bucketer.width().nanos();
        let exposures = edges.windows(2).map(|edge| {
            let (from, to) = (edge[0].max(first), edge[1].min(end));
            ratio(to.0 - from.0, width)
        });
        let exposures = exposures.collect();
        Some(Self { table, slots, slot_of, exposures })
    }

    /// Seconds of a whole slot.
    pub(super) fn seconds(&self) -> f64 {
        ratio(self.slots.bucketer.width().nanos(), NANOS_PER_SECOND)
    }

    /// Seconds of `slots` that lie inside the range.
    pub(super) fn seconds_inside(&self, slots: &Range<usize>) -> f64 {
        let inside = self.exposures.get(slots.clone()).unwrap_or_default();
        inside.iter().sum::<f64>() * self.seconds()
    }

    /// Events of all values in `slots`.
    pub(super) fn events_of(&self, slots: &Range<usize>) -> f64 {
        let buckets = self.slot_of.iter().zip(self.table.buckets());
        let inside = buckets.filter(|(slot, _)| slots.contains(slot));
        float(inside.fold(0, |sum, (_, bucket)| sum.saturating_add(bucket.count)))
    }

    /// Events by slot.
    pub(super) fn counts(&self) -> Series {
        let events = self.sums(|bucket| self.table.buckets().get(bucket).map_or(0, |b| b.count));
        Series { likelihood: Likelihood::Rate, events, exposures: self.exposures.clone() }
    }

    /// The share, by slot, of `hits` of each bucket among its `trials`.
    pub(super) fn shares(
        &self,
        hits: impl Fn(usize) -> u64,
        trials: impl Fn(usize) -> u64,
    ) -> Series {
        let (events, exposures) = (self.sums(hits), self.sums(trials));
        Series { likelihood: Likelihood::Share, events, exposures }
    }

    fn sums(&self, of_bucket: impl Fn(usize) -> u64) -> Vec<f64> {
        let mut sums = vec![0.0; self.exposures.len()];
        for (bucket, slot) in self.slot_of.iter().enumerate() {
            if let Some(sum) = sums.get_mut(*slot) {
                *sum += float(of_bucket(bucket));
            }
        }
        sums
    }

    /// The middle of each slot on the clock of `zone`, and the whole days that the range spans.
    pub(super) fn times(&self, zone: &Zone) -> (Vec<SlotTime>, usize) {
        let Some(first) = self.slots.edges.first().copied() else { return (Vec::new(), 0) };
        let times = self.slots.edges.windows(2).map(|edge| {
            let middle = Timestamp(edge[0].0.midpoint(edge[1].0));
            let local = middle.local(zone);
            let seconds = local.hour * 3_600 + local.minute * 60 + local.second;
            let day = (middle.0 - first.0) / NANOS_PER_DAY;
            SlotTime { day: usize::try_from(day).unwrap_or(0), hour: ratio(seconds, 3_600) }
        });
        let days = self.table.range_nanos() / i128::from(NANOS_PER_DAY);
        (times.collect(), usize::try_from(days).unwrap_or(0))
    }

    /// Exposure of `length` nanoseconds from `at`, with the season of its slot.
    pub(super) fn exposure(&self, found: &Changes, at: i64, length: i64) -> f64 {
        let slot = self.slots.edges.partition_point(|edge| edge.0 <= at).saturating_sub(1);
        let adjusted = found.series.exposures.get(slot).copied().unwrap_or(0.0);
        let inside = self.exposures.get(slot).copied().unwrap_or(0.0);
        let season = if inside > 0.0 { adjusted / inside } else { 0.0 };
        length as f64 / self.slots.bucketer.width().nanos() as f64 * season
    }

    /// What was measured in `slots` together.
    pub(super) fn measure(&self, measures: &[Measure], slots: &Range<usize>) -> Option<Measure> {
        let inside = self.slot_of.iter().zip(measures).filter(|(slot, _)| slots.contains(slot));
        inside.map(|(_, measure)| measure.clone()).reduce(|mut sum, measure| {
            sum.merge(measure);
            sum
        })
    }
}

/// A count as a double.
pub(super) fn float(count: u64) -> f64 {
    count as f64
}

/// A quotient of whole numbers.
fn ratio(number: i64, of: i64) -> f64 {
    number as f64 / of as f64
}
