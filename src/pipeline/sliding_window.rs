//! The latest part of what came: panes of time, the oldest of which are let go as time goes on.
//!
//! What is kept of a pane merges with that of the others, so the last 15 minutes of anything that is
//! aggregated are the panes of those minutes merged. A window is a whole number of panes, the one
//! that is not over among them.

use std::collections::BTreeMap;

use super::Bounds;
use super::counting::Sink;
use crate::aggregate::{Aggregates, HashSeed, Keep};
use crate::event::Event;
use crate::number::Number;
use crate::time::Timestamp;

/// SlidingWindow of a window, at most: a window is exact to one in so many parts.
const MOST_PANES: i64 = 1024;
/// The narrowest pane, in nanoseconds.
const NARROWEST: i64 = 1_000_000_000;

/// What came in one pane of time.
#[derive(Debug)]
struct Pane {
    /// What events are taken in by.
    open: Aggregates,
    /// What of it became approximate, where memory was short; it takes in whole parts only.
    closed: Option<Aggregates>,
}

impl Pane {
    fn parts(&self) -> impl Iterator<Item = &Aggregates> {
        std::iter::once(&self.open).chain(&self.closed)
    }
}

/// What came in the latest part of time.
#[derive(Debug)]
pub(super) struct SlidingWindow {
    seed: HashSeed,
    keep: Keep,
    bounds: Bounds,
    /// Nanoseconds of a pane.
    width: i64,
    /// SlidingWindow of the window.
    many: i64,
    /// By their number since 1970.
    all: BTreeMap<i64, Pane>,
    /// When events without a time came.
    arrival: Timestamp,
}

impl SlidingWindow {
    /// A window of `last` nanoseconds, in panes of whole buckets of `bucket` nanoseconds.
    pub(super) fn new(keep: &Keep, bounds: Bounds, last: i64, bucket: Option<i64>) -> Self {
        let unit = bucket.unwrap_or(NARROWEST).max(1);
        let units = (last / unit).max(1);
        let width = unit.saturating_mul((units + MOST_PANES - 1) / MOST_PANES);
        let many = (last.saturating_add(width - 1) / width).max(1);
        let (seed, keep, all) = (HashSeed::random(), keep.clone(), BTreeMap::new());
        Self { seed, keep, bounds, width, many, all, arrival: Timestamp::default() }
    }

    /// Says what time it is: that of events without one.
    pub(super) fn set_now(&mut self, now: Timestamp) {
        self.arrival = now;
    }

    /// Lets go what lies before the window that ends with `latest`.
    pub(super) fn advance(&mut self, latest: Timestamp) {
        let oldest = latest.0.div_euclid(self.width).saturating_sub(self.many - 1);
        if self.all.first_key_value().is_some_and(|(pane, _)| *pane < oldest) {
            self.all = self.all.split_off(&oldest);
        }
    }

    /// Puts what lies after `latest_plausible`, the latest that is believed, into the pane of that: it goes when
    /// time has come so far, and stamps of the future are no more panes.
    pub(super) fn drop_future(&mut self, latest_plausible: Timestamp) {
        let newest = latest_plausible.0.div_euclid(self.width);
        if self.all.last_key_value().is_none_or(|(pane, _)| *pane <= newest) {
            return;
        }
        let most = self.most_values();
        let beyond = self.all.split_off(&newest.saturating_add(1));
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
        at.unwrap_or(self.arrival).0.div_euclid(self.width)
    }

    fn pane(&mut self, number: i64) -> &mut Pane {
        let (seed, keep) = (self.seed, &self.keep);
        let fresh = || Pane { open: Aggregates::new(seed, keep), closed: None };
        self.all.entry(number).or_insert_with(fresh)
    }

    /// All that is in the window.
    pub(super) fn snapshot(&self) -> Aggregates {
        let most = self.most_values();
        let mut sum = Aggregates::new(self.seed, &self.keep);
        for part in self.all.values().flat_map(Pane::parts) {
            drop(sum.absorb(part.clone(), most));
        }
        sum
    }

    /// Makes each pane smaller where all of them take too much.
    pub(super) fn enforce_limits(&mut self) {
        let parts = || self.all.values().flat_map(Pane::parts);
        let memory: u64 = parts().map(Aggregates::memory).sum();
        let values: u64 = parts().map(|part| part.counts.len() as u64).sum();
        let is_full = values > self.bounds.max_values.saturating_mul(2);
        if memory <= self.bounds.max_memory / 2 && !is_full {
            return;
        }
        let (seed, most) = (self.seed, self.most_values());
        for Pane { open, closed } in self.all.values_mut() {
            let full = std::mem::replace(open, Aggregates::new(seed, &self.keep));
            let closed = closed.get_or_insert_with(|| Aggregates::new(seed, &self.keep));
            drop(closed.absorb(full, most));
            closed.reduce(closed.counts.len().div_ceil(2));
        }
    }
}

impl Sink for SlidingWindow {
    fn update(&mut self, events: &[Event<'_>], numbers: &[Option<Number>]) {
        let mut from = 0;
        while let Some(first) = events.get(from) {
            let number = self.number(first.at);
            let rest = &events[from..];
            let same = rest.iter().take_while(|event| self.number(event.at) == number).count();
            let to = from + same.max(1);
            let measured = numbers.get(from..to).unwrap_or_default();
            self.pane(number).open.update(&events[from..to], measured);
            from = to;
        }
    }

    fn at(&mut self, at: Option<Timestamp>) -> Option<&mut Aggregates> {
        let number = self.number(at);
        Some(&mut self.pane(number).open)
    }
}
