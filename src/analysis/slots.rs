//! Slots: the range cut into pieces wide enough for tests, aligned as buckets are.

use crate::aggregate::rates::RateTable;
use crate::time::{Bucketer, Timestamp, wider_buckets};

/// Slots at most.
const MAX_SLOTS: u64 = 1_500;
/// Slots that remain when they are widened for the sake of events in them.
const MIN_SLOTS: u64 = 60;
/// Mean events of a slot up to which slots are widened.
const MIN_EVENTS: u128 = 5;

#[derive(Debug, Clone)]
pub(crate) struct TimeSlots {
    /// Finds the slot of an instant.
    pub(crate) bucketer: Bucketer,
    /// Where each slot begins, and at the end where the range ends.
    pub(crate) edges: Vec<Timestamp>,
}

impl TimeSlots {
    /// The slots of a run: as many as 1,500, fewer where the mean is under five events a slot and
    /// more than 60 remain. `None` without events.
    pub(crate) fn new(table: &RateTable) -> Option<Self> {
        let (first, last) = (table.buckets().first()?, table.buckets().last()?);
        let end = table.bucketer().clone().next(last.start);
        let events: u128 = table.buckets().iter().map(|bucket| u128::from(bucket.count)).sum();
        let own = table.bucketer();
        let widths = std::iter::once(own.clone()).chain(wider_buckets(own));
        let mut widths = widths.map(|mut bucketer| {
            let (from, to) = (bucketer.floor(first.start), bucketer.floor(last.start));
            let slots = bucketer.steps(from, to).saturating_add(1);
            (bucketer, slots)
        });
        let (mut chosen, mut slots) = widths.find(|(_, slots)| *slots <= MAX_SLOTS)?;
        for (wider, fewer) in widths {
            let is_sparse = events < MIN_EVENTS * u128::from(slots);
            if !is_sparse || slots <= MIN_SLOTS || fewer <= MIN_SLOTS {
                break;
            }
            (chosen, slots) = (wider, fewer);
        }
        let mut edges = vec![chosen.floor(first.start)];
        while let Some(start) = edges.last().copied().filter(|start| *start < end) {
            let next = chosen.next(start);
            edges.push(if next > start { next } else { end });
        }
        Some(Self { bucketer: chosen, edges })
    }
}
