//! The counts of a sliding window (`--last`), in panes of time of which the oldest are dropped.
//!
//! Aggregates of panes merge, so the counts of the last 15 minutes are the merged panes of these
//! minutes. A window is a whole number of panes, and the last pane is not over yet.

use std::collections::BTreeMap;

use super::Bounds;
use super::counting::Sink;
use crate::aggregate::{Aggregates, HashSeed, Keep};
use crate::event::{ComparedKind, Event};
use crate::time::Timestamp;

/// The most panes of a window: its length is exact to one part in this many.
const MAX_PANES: i64 = 3600;
/// The narrowest pane, in nanoseconds.
const NARROWEST: i64 = 1_000_000_000;

/// The width of a pane in nanoseconds and the number of panes of a window of `last` nanoseconds.
fn panes(last: i64, bucket: Option<i64>) -> (i64, i64) {
    let unit = bucket.unwrap_or(NARROWEST).max(1);
    let units = (last / unit).max(1);
    let width = unit.saturating_mul((units + MAX_PANES - 1) / MAX_PANES);
    (width, (last.saturating_add(width - 1) / width).max(1))
}

/// The least and the most nanoseconds that a window of `last` nanoseconds covers: whole panes of
/// whole buckets, of which the last is not over.
pub(crate) fn window_span(last: i64, bucket: Option<i64>) -> (i64, i64) {
    let (width, count) = panes(last, bucket);
    (width.saturating_mul(count - 1), width.saturating_mul(count))
}

struct Pane {
    /// The counts that events are added to.
    open: Aggregates,
    /// Counts that became approximate when memory ran short. Events cannot be added to them.
    closed: Option<Aggregates>,
}

impl Pane {
    fn parts(&self) -> impl Iterator<Item = &Aggregates> {
        std::iter::once(&self.open).chain(&self.closed)
    }
}

/// The counts of the latest stretch of time.
pub(super) struct SlidingWindow {
    seed: HashSeed,
    keep: Keep,
    bounds: Bounds,
    /// The length of a pane in nanoseconds.
    width: i64,
    /// How many panes a window has.
    panes_per_window: i64,
    /// The panes by their number since 1970.
    panes: BTreeMap<i64, Pane>,
    /// The time given to events that carry none.
    now: Timestamp,
}

impl SlidingWindow {
    /// A window of `last` nanoseconds, in panes of whole buckets of `bucket` nanoseconds.
    pub(super) fn new(keep: &Keep, bounds: Bounds, last: i64, bucket: Option<i64>) -> Self {
        let (width, panes_per_window) = panes(last, bucket);
        let (seed, keep, panes) = (HashSeed::random(), keep.clone(), BTreeMap::new());
        Self { seed, keep, bounds, width, panes_per_window, panes, now: Timestamp::default() }
    }

    /// Sets the time given to events that carry none.
    pub(super) fn set_now(&mut self, now: Timestamp) {
        self.now = now;
    }

    /// Drops the panes before the window that ends with `latest`.
    pub(super) fn advance(&mut self, latest: Timestamp) {
        let oldest = latest.0.div_euclid(self.width).saturating_sub(self.panes_per_window - 1);
        if self.panes.first_key_value().is_some_and(|(pane, _)| *pane < oldest) {
            self.panes = self.panes.split_off(&oldest);
        }
    }

    /// Moves events after the latest plausible time into its pane, so that they leave the window in
    /// time and implausible stamps make no panes.
    pub(super) fn drop_future(&mut self, latest_plausible: Timestamp) {
        let newest = latest_plausible.0.div_euclid(self.width);
        if self.panes.last_key_value().is_none_or(|(pane, _)| *pane <= newest) {
            return;
        }
        let most = self.most_values();
        let beyond = self.panes.split_off(&newest.saturating_add(1));
        let pane = self.pane(newest);
        for Pane { open, closed } in beyond.into_values() {
            drop(pane.open.absorb(open, most));
            match (&mut pane.closed, closed) {
                (Some(own), Some(other)) => drop(own.absorb(other, most)),
                (own @ None, other) => *own = other,
                (Some(_), None) => {}
            }
        }
    }

    fn most_values(&self) -> usize {
        usize::try_from(self.bounds.max_values).unwrap_or(usize::MAX)
    }

    fn number(&self, at: Option<Timestamp>) -> i64 {
        at.unwrap_or(self.now).0.div_euclid(self.width)
    }

    fn pane(&mut self, number: i64) -> &mut Pane {
        let (seed, keep) = (self.seed, &self.keep);
        let fresh = || Pane { open: Aggregates::new(seed, keep), closed: None };
        self.panes.entry(number).or_insert_with(fresh)
    }

    /// The counts of the whole window.
    pub(super) fn snapshot(&self) -> Aggregates {
        self.snapshot_from(i64::MIN)
    }

    /// The counts of the window that ends with the latest event, whatever our clock says.
    pub(super) fn snapshot_of_latest(&self) -> Aggregates {
        let newest = self.panes.last_key_value().map_or(0, |(pane, _)| *pane);
        self.snapshot_from(newest.saturating_sub(self.panes_per_window - 1))
    }

    fn snapshot_from(&self, oldest: i64) -> Aggregates {
        let most = self.most_values();
        let mut sum = Aggregates::new(self.seed, &self.keep);
        for part in self.panes.range(oldest..).flat_map(|(_, pane)| pane.parts()) {
            drop(sum.absorb(part.clone(), most));
        }
        sum
    }

    /// Shrinks each pane if all panes together are near the bounds.
    pub(super) fn enforce_limits(&mut self) {
        let parts = || self.panes.values().flat_map(Pane::parts);
        let memory: u64 = parts().map(Aggregates::memory).sum();
        let values: u64 = parts().map(|part| part.counts.len() as u64).sum();
        let is_full = values > self.bounds.max_values.saturating_mul(2);
        if memory <= self.bounds.budget() / 2 && !is_full {
            return;
        }
        let (seed, most) = (self.seed, self.most_values());
        for Pane { open, closed } in self.panes.values_mut() {
            let full = std::mem::replace(open, Aggregates::new(seed, &self.keep));
            let closed = closed.get_or_insert_with(|| Aggregates::new(seed, &self.keep));
            drop(closed.absorb(full, most));
            closed.reduce(closed.counts.len().div_ceil(2));
        }
    }
}

impl Sink for SlidingWindow {
    fn update(&mut self, events: &[Event<'_>], compared: &[ComparedKind]) {
        let mut from = 0;
        while let Some(first) = events.get(from) {
            let number = self.number(first.at);
            let rest = &events[from..];
            let same = rest.iter().take_while(|event| self.number(event.at) == number).count();
            let to = from + same.max(1);
            self.pane(number).open.update(&events[from..to], compared);
            from = to;
        }
    }
}
