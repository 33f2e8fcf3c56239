//! Event -> state. Nothing here knows where lines come from or how a report looks.
//!
//! Every state obeys the same laws, which the property tests check: an empty sibling is the
//! identity of `merge`, `merge` is associative and commutative in what can be observed, and
//! updating with all events equals merging the states of any split of them. State is integer, so
//! the laws hold exactly and the report does not depend on threads or blocks.

mod counts;

pub use counts::{Counts, HashSeed, Record};

use crate::event::Event;

/// All that is kept of the events of a run.
#[derive(Debug)]
pub struct Aggregates {
    /// How often each value occurred.
    pub counts: Counts,
}

impl Aggregates {
    /// Nothing yet. Only states made with the same `seed` can be merged.
    pub fn new(seed: HashSeed) -> Self {
        Self { counts: Counts::new(seed) }
    }

    /// Takes in some events.
    pub fn update(&mut self, events: &[Event<'_>]) {
        self.counts.add_all(events);
    }

    /// Takes in all that `other` took in.
    pub fn merge(&mut self, other: Self) {
        // Taken apart, so that a state added later cannot be forgotten here.
        let Self { counts } = other;
        self.counts.merge(counts);
    }

    /// Bytes of memory held, room for growth included.
    pub fn memory(&self) -> u64 {
        self.counts.memory()
    }
}
