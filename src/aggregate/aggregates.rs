//! The aggregates of a run while events come in.

use super::approximate::Approximation;
use super::cell::Precision;
use super::compared::Compared;
use super::counts::{Counts, HashSeed};
use super::keep::Keep;
use super::numbers::{self, Numbers};
use super::rates::{self, Rates};
use super::totals::{Totals, split_mut};
use crate::event::Event;
use crate::time::Timestamp;

/// The aggregates of a run while events come in.
#[derive(Debug, Clone)]
pub struct Aggregates {
    /// How often each value occurred.
    pub counts: Counts,
    /// When each value occurred, if times are read.
    pub(super) rates: Option<Rates>,
    /// The numbers measured, if a number is measured.
    pub(super) numbers: Option<Numbers>,
    /// The columns compared; made with the first line of them, which tells how many they are.
    pub(super) compared: Option<Compared>,
    pub(super) precision: Precision,
    /// What is known of dropped values; `None` while no value was dropped.
    pub(super) approximation: Option<Approximation>,
}

impl Aggregates {
    /// Aggregates of no events. Only aggregates made with equal arguments can be merged.
    pub fn new(seed: HashSeed, keep: &Keep) -> Self {
        let times = if keep.buckets.is_some() { rates::STATE_BYTES } else { 0 };
        let numbers = if keep.measures { numbers::STATE_BYTES } else { 0 };
        Self {
            counts: Counts::new(seed, times + numbers),
            rates: keep.buckets.clone().map(Rates::new),
            numbers: keep
                .numbers
                .map(|precision| Numbers::new(precision, keep.measures, keep.range)),
            compared: None,
            precision: keep.numbers.unwrap_or(Precision::DEFAULT),
            approximation: None,
        }
    }

    /// As [`Self::new`], with the memory of `counts`, a table that was emptied after use.
    #[must_use]
    pub fn reusing(counts: Counts, keep: &Keep) -> Self {
        let fresh = Self::new(counts.seed(), keep);
        let is_alike = counts.is_empty() && counts.state_bytes() == fresh.counts.state_bytes();
        if is_alike { Self { counts, ..fresh } } else { fresh }
    }

    /// Takes in the compared columns of an event; `is_number` tells which of them are numbers.
    pub fn compare(&mut self, event: &Event<'_>, is_number: &[bool]) {
        let precision = self.precision;
        let fresh = || Compared::new(is_number, precision);
        let column = |place: usize| event.columns.get(place).copied().flatten();
        self.compared.get_or_insert_with(fresh).add(event.line, column);
    }

    /// Takes in events.
    pub fn update(&mut self, events: &[Event<'_>]) {
        match (&mut self.rates, &mut self.numbers) {
            (None, None) => self.counts.add_all(events),
            (Some(rates), None) => self.counts.add_each(events, |event, state| {
                rates.add(event, state);
            }),
            // With -N the number itself is the value, and no value is looked up.
            (None, Some(all)) if !all.is_by_value() => {
                for event in events {
                    if let Some(number) = &event.number {
                        all.add(number, event.weight, &mut [], None);
                    }
                }
            }
            (rates, Some(all)) => {
                self.counts.add_each(events, |event, state| {
                    let (times, measures) = split_mut(rates.is_some(), state);
                    let bucket = rates.as_mut().and_then(|rates| rates.add(event, times));
                    if let Some(number) = &event.number {
                        all.add(number, event.weight, measures, bucket);
                    }
                });
            }
        }
    }

    /// Takes in the events of `other`.
    pub fn merge(&mut self, other: Self) {
        drop(self.merge_above(other, 0));
    }

    /// Ends the taking in: values and times are put in order.
    pub fn finish(mut self) -> Totals {
        self.counts.arrange();
        let finished = self.rates.take().map(|rates| rates.finish(&mut self.counts));
        let (rates, ranks) = finished.unzip();
        let ranks = ranks.unwrap_or_default();
        let numbers = self.numbers.take().map(|numbers| numbers.finish(&ranks));
        let Self { counts, compared, approximation, .. } = self;
        Totals { counts, rates, numbers, compared, approximation }
    }

    /// Folds the buckets that closed `lateness` nanoseconds before the latest event, or before `cap` if
    /// `cap` is earlier. Gives the horizon: events before it are late from now on. `None` if no bucket is
    /// folded, because no times are read or times run back by more than `lateness`.
    pub fn fold(&mut self, lateness: u64, cap: Timestamp) -> Option<Timestamp> {
        let rates = self.rates.as_mut().filter(|rates| rates.disorder() <= lateness)?;
        let latest = rates.latest()?.min(cap);
        let horizon = Timestamp(latest.0.saturating_sub_unsigned(lateness));
        rates.fold(&mut self.counts, horizon);
        rates.horizon()
    }

    /// Folds the buckets that end at `horizon` or before. Events before it are late from now on.
    pub fn fold_until(&mut self, horizon: Timestamp) {
        if let Some(rates) = &mut self.rates {
            rates.fold(&mut self.counts, horizon);
        }
    }

    /// The end of the folded buckets, if some are folded. Events before it are late.
    pub fn horizon(&self) -> Option<Timestamp> {
        self.rates.as_ref()?.horizon()
    }

    /// Joins equal pairs of value and bucket, which merged parts brought.
    pub fn join_pairs(&mut self) {
        if let Some(rates) = &mut self.rates {
            rates.join_pairs();
        }
    }

    /// Drops the rates of each value. Counts, and the events of all values by bucket, stay.
    pub fn forget_rates(&mut self) {
        if let Some(rates) = &mut self.rates {
            rates.forget();
        }
    }

    /// Drops the numbers of each bucket.
    pub fn forget_bucket_measures(&mut self) {
        if let Some(numbers) = &mut self.numbers {
            numbers.forget_buckets();
        }
    }

    /// The time of the latest event.
    pub fn latest(&self) -> Option<Timestamp> {
        self.rates.as_ref()?.latest()
    }

    /// Bytes that [`Self::forget_rates`] would free.
    pub fn rates_size(&self) -> u64 {
        self.rates.as_ref().map_or(0, Rates::values_memory)
    }

    /// Bytes that [`Self::forget_bucket_measures`] would free.
    pub fn bucket_measures_size(&self) -> u64 {
        self.numbers.as_ref().map_or(0, Numbers::buckets_memory)
    }

    /// Bytes of the values, their counts and their numbers.
    pub fn values_size(&self) -> u64 {
        self.counts.size() + self.numbers.as_ref().map_or(0, Numbers::values_memory)
    }

    /// Bytes needed, without the memory reserved for growth.
    pub fn size(&self) -> u64 {
        self.counts.size() + self.memory() - self.counts.memory()
    }

    /// Bytes of memory held, with the memory reserved for growth.
    pub fn memory(&self) -> u64 {
        let rates = self.rates.as_ref().map_or(0, Rates::memory);
        let compared = self.compared.as_ref().map_or(0, Compared::memory);
        let numbers = self.numbers.as_ref().map_or(0, Numbers::memory);
        self.counts.memory() + rates + numbers + compared
    }
}
