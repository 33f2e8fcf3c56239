//! Event -> state. Nothing here knows where lines come from or how a report looks.
//!
//! Every state obeys the same laws, which the property tests check: an empty sibling is the
//! identity of `merge`, `merge` is associative and commutative in what can be observed, and
//! updating with all events equals merging the states of any split of them. State is integer, so
//! the laws hold exactly and the report does not depend on threads or blocks.

mod counts;
pub mod rates;

pub use counts::{Counts, HashSeed, Record};

use crate::event::Event;
use crate::time::Bucketer;
use rates::{RateTable, Rates};

/// All that is kept of the events of a run, while they come in.
#[derive(Debug)]
pub struct Aggregates {
    /// How often each value occurred.
    pub counts: Counts,
    /// When each value occurred, where times are read.
    rates: Option<Rates>,
}

/// What all events came to.
#[derive(Debug)]
pub struct Totals {
    /// How often each value occurred.
    pub counts: Counts,
    /// When each value occurred, where times were read.
    pub rates: Option<RateTable>,
}

impl Aggregates {
    /// Nothing yet; with a `bucketer`, rates are kept. Only states made with the same arguments can
    /// be merged.
    pub fn new(seed: HashSeed, bucketer: Option<Bucketer>) -> Self {
        let state_bytes = if bucketer.is_some() { rates::STATE_BYTES } else { 0 };
        Self { counts: Counts::new(seed, state_bytes), rates: bucketer.map(Rates::new) }
    }

    /// Takes in some events.
    pub fn update(&mut self, events: &[Event<'_>]) {
        match &mut self.rates {
            None => self.counts.add_all(events, |_, _| ()),
            Some(rates) => self.counts.add_all(events, |event, state| rates.note(event, state)),
        }
    }

    /// Takes in all that `other` took in.
    pub fn merge(&mut self, mut other: Self) {
        if other.counts.len() > self.counts.len() {
            std::mem::swap(self, &mut other);
        }
        match (&mut self.rates, other.rates) {
            (Some(ours), Some(theirs)) => ours.merge(theirs, &mut self.counts, &other.counts),
            _ => self.counts.merge(&other.counts, |_, _| ()),
        }
    }

    /// Ends the taking in.
    pub fn finish(self) -> Totals {
        let rates = self.rates.map(|rates| rates.finish(&self.counts));
        Totals { counts: self.counts, rates }
    }

    /// Bytes of memory held, room for growth included.
    pub fn memory(&self) -> u64 {
        self.counts.memory() + self.rates.as_ref().map_or(0, Rates::memory)
    }
}
