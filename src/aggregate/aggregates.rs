//! The aggregates of a run while events come in.

use super::cell::Precision;
use super::compared::Compared;
use super::contrast::Contrast;
use super::counts::{Counts, HashSeed};
use super::distinct_texts::DistinctTexts;
use super::examples::Examples;
use super::hits::Hits;
use super::keep::{Keep, StateLayout};
use super::matrix::Matrix;
use super::numbers::Numbers;
use super::rates::Rates;
use super::totals::{Approximation, Totals};
use crate::event::{ComparedKind, Event};
use crate::time::{BucketWidth, Timestamp};

/// The least bytes that the folded buckets of one value take: a peak, and how many buckets had k
/// events. Folding is skipped if the buckets of the values take no more than this for each value.
const FOLDED: u64 = 40;

/// The aggregates of a run while events come in.
#[derive(Debug, Clone)]
pub(crate) struct Aggregates {
    /// How often each value occurred.
    pub(crate) counts: Counts,
    /// When each value occurred, if times are read.
    pub(super) rates: Option<Rates>,
    /// The numbers measured, if a number is measured.
    pub(super) numbers: Option<Numbers>,
    /// The compared columns. Their number is known from the first event that has them; `None` until
    /// then.
    pub(super) compared: Option<Compared>,
    /// The hits, if they are counted.
    pub(super) hits: Option<Hits>,
    /// The texts of a column by value, if they are counted: the place of the column, and the texts.
    pub(super) distinct: Option<(usize, DistinctTexts)>,
    /// A line of each value, if they are kept.
    pub(super) examples: Option<Examples>,
    /// The texts of a column with each value, if they are counted: the place of the column, and the counts.
    pub(super) matrix: Option<(usize, Matrix)>,
    /// Contrast of selected events with all events, and the place of the first contrasted column;
    /// `None` unless columns are contrasted.
    pub(super) contrast: Option<(usize, Contrast)>,
    pub(super) layout: StateLayout,
    pub(super) precision: Precision,
    /// What is known of dropped values; `None` while no value was dropped.
    pub(super) approximation: Option<Approximation>,
}

impl Aggregates {
    /// Aggregates of no events. Only aggregates made with equal arguments can be merged.
    pub(crate) fn new(seed: HashSeed, keep: &Keep) -> Self {
        let layout = StateLayout::new(keep);
        Self {
            counts: Counts::new(seed, layout.bytes()),
            rates: keep.buckets.clone().map(Rates::new),
            numbers: keep
                .numbers
                .map(|precision| Numbers::new(precision, keep.measures, keep.range)),
            compared: None,
            hits: keep.hits.then(Hits::default),
            distinct: keep.distinct.map(|place| (place, DistinctTexts::new())),
            examples: keep.examples.then(Examples::default),
            matrix: keep.across.map(|place| (place, Matrix::new(seed))),
            contrast: (!keep.contrasted.is_empty())
                .then(|| (keep.first_contrasted, Contrast::new(seed, &keep.contrasted))),
            layout,
            precision: keep.numbers.unwrap_or(Precision::DEFAULT),
            approximation: None,
        }
    }

    /// As [`Self::new`], with the memory of `counts`, a table that was emptied after use.
    #[must_use]
    pub(crate) fn reusing(counts: Counts, keep: &Keep) -> Self {
        let fresh = Self::new(counts.seed(), keep);
        let is_alike = counts.is_empty() && counts.state_bytes() == fresh.counts.state_bytes();
        if is_alike { Self { counts, ..fresh } } else { fresh }
    }

    /// Takes in events, whose first columns are compared as `compared` says.
    pub(crate) fn update(&mut self, events: &[Event<'_>], compared: &[ComparedKind]) {
        for event in events.iter().filter(|_| !compared.is_empty()) {
            let fresh = || Compared::new(compared, self.precision);
            let column = |place: usize| event.columns.get(place).copied().flatten();
            self.compared.get_or_insert_with(fresh).add(column);
        }
        let has_more = self.hits.is_some()
            || self.distinct.is_some()
            || self.examples.is_some()
            || self.matrix.is_some();
        match (&mut self.rates, &mut self.numbers) {
            _ if has_more => self.update_all_parts(events),
            (None, None) => self.counts.add_all(events),
            (Some(rates), None) => self.counts.add_each(events, |event, state| {
                rates.add(event, state);
            }),
            // With -N the number itself is the value, and no value is looked up.
            (None, Some(all)) if !all.is_by_value() => {
                for event in events {
                    if let Some(number) = event.number {
                        all.add(number, event.weight, &mut [], None);
                    }
                }
            }
            (_, Some(_)) => self.update_all_parts(events),
        }
        if let Some((first, contrast)) = &mut self.contrast {
            for event in events {
                contrast.add(event, event.columns.get(*first..).unwrap_or_default());
            }
        }
    }

    /// Counts events, and takes them in by every part that is kept.
    fn update_all_parts(&mut self, events: &[Event<'_>]) {
        let Self { counts, rates, numbers, hits, distinct, examples, matrix, layout, .. } = self;
        counts.add_each(events, |event, state| {
            let bucket =
                rates.as_mut().and_then(|rates| rates.add(event, layout.times.of_mut(state)));
            if let (Some(all), Some(number)) = (numbers.as_mut(), event.number) {
                all.add(number, event.weight, layout.measure.of_mut(state), bucket);
            }
            if let Some(hits) = hits {
                hits.add(event, layout.hits.of_mut(state), bucket);
            }
            if let Some((place, texts)) = distinct
                && let Some(Some(text)) = event.columns.get(*place)
            {
                texts.add(event.value, text, layout.texts.of_mut(state));
            }
            if let Some(examples) = examples {
                examples.add(event, layout.example.of_mut(state));
            }
            if let Some((place, matrix)) = matrix
                && let Some(Some(item)) = event.columns.get(*place)
            {
                matrix.add(item, event.weight, layout.across.of_mut(state));
            }
        });
        numbers.iter_mut().for_each(Numbers::add_waiting);
        distinct.iter_mut().for_each(|(_, texts)| texts.add_waiting());
        matrix.iter_mut().for_each(|(_, matrix)| matrix.add_waiting());
    }

    /// Takes in the events of `other`.
    pub(crate) fn merge(&mut self, other: Self) {
        drop(self.merge_above(other, 0));
    }

    /// Ends the counting: arranges the states of the values, sorts the times, and decides the kinds
    /// of compared columns.
    pub(crate) fn finish(mut self) -> Totals {
        self.counts.arrange();
        let finished = self.rates.take().map(|rates| rates.finish(&mut self.counts));
        let (rates, ranks) = finished.unzip();
        let ranks = ranks.unwrap_or_default();
        let numbers = self.numbers.take().map(|numbers| numbers.finish(&ranks));
        let Self { counts, compared, hits, distinct, examples, matrix, .. } = self;
        let Self { contrast, layout, .. } = self;
        let totals = Totals {
            counts,
            rates,
            numbers,
            compared,
            hits: hits.map(|hits| hits.finish(&ranks)),
            texts: distinct.map(|(_, texts)| texts.finish()),
            examples,
            matrix: matrix.map(|(_, matrix)| matrix),
            contrast: contrast.map(|(_, contrast)| contrast),
            layout,
            approximation: self.approximation,
            as_counted: None,
        };
        totals.with_decided_kinds()
    }

    /// Folds the buckets that closed `lateness` nanoseconds before the latest event, or before `cap` if
    /// `cap` is earlier. Gives the horizon: events before it are late from now on. `None` if no bucket is
    /// folded, because no times are read, times run back by more than `lateness`, or folding frees nothing.
    pub(crate) fn fold(&mut self, lateness: u64, cap: Timestamp) -> Option<Timestamp> {
        let rates = self.rates.as_mut().filter(|rates| rates.disorder() <= lateness)?;
        if rates.values_memory() <= self.counts.len() as u64 * FOLDED {
            return None;
        }
        let latest = rates.latest()?.min(cap);
        let horizon = Timestamp(latest.0.saturating_sub_unsigned(lateness));
        rates.fold(&mut self.counts, horizon);
        rates.horizon()
    }

    /// Folds the buckets that end at `horizon` or before. Events before it are late from now on.
    pub(crate) fn fold_until(&mut self, horizon: Timestamp) {
        if let Some(rates) = &mut self.rates {
            rates.fold(&mut self.counts, horizon);
        }
    }

    /// The end of the folded buckets, if some are folded. Events before it are late.
    pub(crate) fn horizon(&self) -> Option<Timestamp> {
        self.rates.as_ref()?.horizon()
    }

    /// Joins equal pairs of value and bucket, which merged parts brought.
    pub(crate) fn join_pairs(&mut self) {
        if let Some(rates) = &mut self.rates {
            rates.join_pairs();
        }
    }

    /// The width of the buckets, if times are read.
    pub(crate) fn bucket_width(&self) -> Option<BucketWidth> {
        self.rates.as_ref().map(Rates::width)
    }

    /// The time of the latest event.
    pub(crate) fn latest(&self) -> Option<Timestamp> {
        self.rates.as_ref()?.latest()
    }
}
