//! Merging the aggregates of two parts of the events.

use super::approximate::{read_error, write_error};
use super::counts::merge::Incoming;
use super::hits::Hits;
use super::renamed::Renames;
use super::{Aggregates, Approximation, Counts};

impl Aggregates {
    /// Takes in the events of `other`; if counts are approximate, new values only with a count above
    /// `least`. Gives back the table of `other`.
    pub(super) fn merge_above(&mut self, other: Self, least: u64) -> Counts {
        self.merge_renamed(other, least, None)
    }

    /// As [`Self::merge_above`], with the values of `other` under the texts of `renames`.
    pub(super) fn merge_renamed(
        &mut self,
        mut other: Self,
        least: u64,
        renames: Option<&Renames>,
    ) -> Counts {
        let swaps = match (&self.approximation, &other.approximation) {
            _ if renames.is_some() => false,
            (None, Some(_)) => true,
            (Some(_), None) => false,
            _ => other.counts.len() > self.counts.len(),
        };
        if swaps {
            std::mem::swap(self, &mut other);
        }
        self.widen_alike(&mut other);
        let error_merge = ErrorMerge::begin(self, &other);
        let Self { counts: their_counts, rates: their_rates, compared, .. } = other;
        let mut their_numbers = other.numbers;
        match (&mut self.compared, compared) {
            (Some(ours), Some(theirs)) => ours.merge(theirs),
            (ours @ None, theirs) => *ours = theirs,
            (Some(_), None) => {}
        }
        if let (Some((_, ours)), Some((_, theirs))) = (&mut self.contrast, &other.contrast) {
            ours.merge(theirs);
        }
        let (mut text_numbers, mut matrix_numbers) = (Vec::new(), Vec::new());
        let layout = self.layout;
        let mut rate_merge =
            self.rates.as_mut().zip(their_rates).map(|(ours, theirs)| ours.begin_merge(theirs));
        let (rates, numbers, texts) = (&mut self.rates, &mut self.numbers, &mut self.distinct);
        let has_hits = self.hits.is_some();
        let matrix = &mut self.matrix;
        let (examples, their_examples) = (&mut self.examples, other.examples);
        let mut approximation = self.approximation.as_mut();
        let admits = |count| count > least || error_merge.is_none();
        let mut note = |ours: Option<&mut [u8]>, incoming: Incoming<'_>| {
            let Some(ours) = ours else {
                if let Some(approximation) = &mut approximation {
                    approximation.lose(incoming.value, incoming.count);
                }
                return;
            };
            let state = incoming.state;
            if let (Some(rates), Some(merge)) = (rates.as_mut(), &mut rate_merge) {
                rates.merge_value(merge, layout.times.of_mut(ours), layout.times.of(state));
            }
            if let (Some(own), Some(theirs)) = (numbers.as_mut(), &mut their_numbers) {
                own.merge_value(layout.measure.of_mut(ours), theirs, layout.measure.of(state));
            }
            if has_hits {
                Hits::merge_value(layout.hits.of_mut(ours), layout.hits.of(state));
            }
            if let Some((_, own)) = texts.as_mut() {
                text_numbers
                    .extend(own.number_value(layout.texts.of_mut(ours), layout.texts.of(state)));
            }
            if let Some((_, own)) = matrix.as_mut() {
                matrix_numbers
                    .extend(own.number_value(layout.across.of_mut(ours), layout.across.of(state)));
            }
            if let (Some(own), Some(theirs)) = (examples.as_mut(), &their_examples) {
                own.merge_value(layout.example.of_mut(ours), theirs, layout.example.of(state));
            }
            if let (Some(merge), Some(approximation)) = (&error_merge, &mut approximation) {
                merge.value(ours, incoming, approximation);
            }
        };
        match renames {
            Some(renames) => self.counts.merge_renamed(&their_counts, renames, &mut note),
            None if self.counts.state_bytes() == 0 => self.counts.merge_stateless(&their_counts),
            None => self.counts.merge_some(&their_counts, admits, note),
        }
        if let (Some(merge), Some(approximation)) = (error_merge, &mut self.approximation) {
            let offset = merge.ours.saturating_add(merge.theirs);
            approximation.offset = offset.saturating_add(least);
        }
        let (distinct, their_distinct) = (&mut self.distinct, other.distinct);
        let merge_texts = || {
            if let (Some((_, ours)), Some((_, theirs))) = (distinct, their_distinct) {
                ours.merge(theirs, &text_numbers);
            }
        };
        let buckets = match self.rates.as_mut().zip(rate_merge) {
            // Both take long, and neither needs the other.
            Some((rates, merge)) => rayon::join(|| rates.end_merge(merge), merge_texts).0,
            None => {
                merge_texts();
                Vec::new()
            }
        };
        if let (Some(ours), Some(theirs)) = (&mut self.numbers, their_numbers) {
            ours.merge(theirs, &buckets);
        }
        if let (Some(ours), Some(theirs)) = (&mut self.hits, other.hits) {
            ours.merge(&theirs, &buckets);
        }
        if let (Some((_, ours)), Some((_, theirs))) = (&mut self.matrix, &other.matrix) {
            ours.merge(theirs, &matrix_numbers);
        }
        their_counts
    }

    /// Widens the narrower buckets of the two.
    fn widen_alike(&mut self, other: &mut Self) {
        while let Some((own, others)) = self.bucket_width().zip(other.bucket_width())
            && own != others
        {
            let narrower = if own < others { &mut *self } else { &mut *other };
            if !narrower.widen() {
                break;
            }
        }
    }
}

/// The offsets of two parts while they are merged, of which at least one is approximate.
struct ErrorMerge {
    ours: u64,
    theirs: u64,
    /// Whether both parts are approximate.
    both: bool,
}

impl ErrorMerge {
    /// Prepares `ours` for the values of `theirs`; `None` if both are exact.
    fn begin(ours: &mut Aggregates, theirs: &Aggregates) -> Option<Self> {
        let own = ours.approximation.as_mut()?;
        let mut joined = Self { ours: own.offset, theirs: 0, both: false };
        let Some(other) = &theirs.approximation else { return Some(joined) };
        own.lost = own.lost.saturating_add(other.lost);
        own.distinct.merge(&other.distinct);
        (joined.theirs, joined.both) = (other.offset, true);
        // A value that theirs does not have may have been dropped there with a count up to their offset.
        // For values that theirs has, `value` takes the offset back.
        ours.counts.each_state(|state| {
            let error = read_error(state).saturating_add(joined.theirs);
            write_error(state, error);
        });
        Some(joined)
    }

    /// Sets the error of a value of `theirs`.
    fn value(&self, state: &mut [u8], incoming: Incoming<'_>, known: &mut Approximation) {
        let theirs = if self.both { read_error(incoming.state) } else { 0 };
        let ours = if incoming.is_new {
            known.distinct.add(incoming.value);
            self.ours
        } else {
            read_error(state).saturating_sub(self.theirs)
        };
        write_error(state, ours.saturating_add(theirs));
    }
}
