//! Merging the aggregates of two parts of the events.

use super::approximate::{read_error, write_error};
use super::counts::merge::Incoming;
use super::distinct_texts::DistinctTexts;
use super::examples::Examples;
use super::hits::Hits;
use super::keep::StateLayout;
use super::matrix::Matrix;
use super::numbers::Numbers;
use super::rates::{RateMerge, Rates};
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
        if renames.is_none() && self.swaps_with(&other) {
            std::mem::swap(self, &mut other);
        }
        self.widen_alike(&mut other);
        let errors = ErrorMerge::begin(self, &other);
        let is_exact = errors.is_none();
        match (&mut self.compared, other.compared) {
            (Some(ours), Some(theirs)) => ours.merge(theirs),
            (ours @ None, theirs) => *ours = theirs,
            (Some(_), None) => {}
        }
        if let (Some((_, ours)), Some((_, theirs))) = (&mut self.contrast, &other.contrast) {
            ours.merge(theirs);
        }
        let rates = self.rates.as_mut().zip(other.rates);
        let texts = self.distinct.as_mut().zip(other.distinct);
        let matrix = self.matrix.as_mut().zip(other.matrix);
        let mut values = ValueMerge {
            layout: self.layout,
            rates: rates.map(|(ours, theirs)| {
                let merge = ours.begin_merge(theirs);
                (ours, merge)
            }),
            numbers: self.numbers.as_mut().zip(other.numbers),
            hits: self.hits.as_mut().zip(other.hits),
            texts: texts.map(|((_, ours), (_, theirs))| (ours, theirs)),
            text_numbers: Vec::new(),
            matrix: matrix.map(|((_, ours), (_, theirs))| (ours, theirs)),
            matrix_numbers: Vec::new(),
            examples: self.examples.as_mut().zip(other.examples),
            approximation: self.approximation.as_mut(),
            errors,
        };
        let note = |ours: Option<&mut [u8]>, theirs: Incoming<'_>| values.add(ours, theirs);
        let admits = |count| count > least || is_exact;
        match renames {
            Some(renames) => self.counts.merge_renamed(&other.counts, renames, note),
            None if self.counts.state_bytes() == 0 => self.counts.merge_stateless(&other.counts),
            None => self.counts.merge_some(&other.counts, admits, note),
        }
        values.end(least);
        other.counts
    }

    /// Whether `other` takes in these aggregates: approximate counts take in exact counts, and more values take in
    /// fewer.
    fn swaps_with(&self, other: &Self) -> bool {
        match (&self.approximation, &other.approximation) {
            (None, Some(_)) => true,
            (Some(_), None) => false,
            _ => other.counts.len() > self.counts.len(),
        }
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

/// The aggregates of two parts while their values are merged: ours, and theirs.
struct ValueMerge<'m> {
    layout: StateLayout,
    rates: Option<(&'m mut Rates, RateMerge)>,
    numbers: Option<(&'m mut Numbers, Numbers)>,
    hits: Option<(&'m mut Hits, Hits)>,
    texts: Option<(&'m mut DistinctTexts, DistinctTexts)>,
    /// The numbers of each value in their texts and in ours.
    text_numbers: Vec<(u32, u32)>,
    matrix: Option<(&'m mut Matrix, Matrix)>,
    /// The numbers of each value in their matrix and in ours.
    matrix_numbers: Vec<(u32, u32)>,
    examples: Option<(&'m mut Examples, Examples)>,
    approximation: Option<&'m mut Approximation>,
    /// `None` if both parts are exact.
    errors: Option<ErrorMerge>,
}

impl ValueMerge<'_> {
    /// Adds the state of a value of theirs to `ours`, its state in our part; `None` for a value that is not kept.
    fn add(&mut self, ours: Option<&mut [u8]>, incoming: Incoming<'_>) {
        let Some(ours) = ours else {
            if let Some(approximation) = &mut self.approximation {
                approximation.lose(incoming.value, incoming.count);
            }
            return;
        };
        let (layout, state) = (self.layout, incoming.state);
        if let Some((own, merge)) = &mut self.rates {
            own.merge_value(merge, layout.times.of_mut(ours), layout.times.of(state));
        }
        if let Some((own, theirs)) = &mut self.numbers {
            own.merge_value(layout.measure.of_mut(ours), theirs, layout.measure.of(state));
        }
        if self.hits.is_some() {
            Hits::merge_value(layout.hits.of_mut(ours), layout.hits.of(state));
        }
        if let Some((own, _)) = &mut self.texts {
            let numbers = own.number_value(layout.texts.of_mut(ours), layout.texts.of(state));
            self.text_numbers.extend(numbers);
        }
        if let Some((own, _)) = &mut self.matrix {
            let numbers = own.number_value(layout.across.of_mut(ours), layout.across.of(state));
            self.matrix_numbers.extend(numbers);
        }
        if let Some((own, theirs)) = &mut self.examples {
            own.merge_value(layout.example.of_mut(ours), theirs, layout.example.of(state));
        }
        if let (Some(errors), Some(approximation)) = (&self.errors, &mut self.approximation) {
            errors.value(ours, incoming, approximation);
        }
    }

    /// Merges what belongs to no single value. `least` is the count above which new values were admitted.
    fn end(self, least: u64) {
        if let (Some(errors), Some(approximation)) = (self.errors, self.approximation) {
            let offset = errors.ours.saturating_add(errors.theirs);
            approximation.offset = offset.saturating_add(least);
        }
        let (texts, text_numbers) = (self.texts, self.text_numbers);
        let merge_texts = || {
            if let Some((ours, theirs)) = texts {
                ours.merge(theirs, &text_numbers);
            }
        };
        let buckets = match self.rates {
            // Both take long, and neither needs the other.
            Some((rates, merge)) => rayon::join(|| rates.end_merge(merge), merge_texts).0,
            None => {
                merge_texts();
                Vec::new()
            }
        };
        if let Some((ours, theirs)) = self.numbers {
            ours.merge(theirs, &buckets);
        }
        if let Some((ours, theirs)) = self.hits {
            ours.merge(&theirs, &buckets);
        }
        if let Some((ours, theirs)) = self.matrix {
            ours.merge(&theirs, &self.matrix_numbers);
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
