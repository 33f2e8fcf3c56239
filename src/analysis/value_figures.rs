//! The figures of one value, each missing where it is not known.

use std::cell::OnceCell;

use super::outliers::Verdict;
use super::quantile::quantile_of;
use super::rate_facts::RateFacts;
use super::ratio::{ratio, wilson_low};
use super::value_columns::{AllValues, Datum, ValueFacts, per_second};
use crate::aggregate::{CountEntry, Measure, Percentile};

impl<'a> ValueFacts<'a> {
    /// Of the value at `entry`.
    pub(super) fn new(all: &'a AllValues<'a>, entry: CountEntry) -> Self {
        let (_, count) = all.totals.counts.get(entry);
        Self { all, entry, count, rates: OnceCell::new(), cells: OnceCell::new() }
    }

    pub(super) fn share(&self) -> Datum {
        let total = self.all.total;
        let share = if total == 0 { 0.0 } else { self.count as f64 / total as f64 };
        Datum::Share(share)
    }

    /// How much larger the true count can be.
    pub(super) fn error(&self) -> u64 {
        self.all.totals.error(self.entry)
    }

    /// The fences of the outlier rule over all values, and this value's number that is held against
    /// them; `None` if the rule finds no fences or the value has no number.
    pub(super) fn judged(&self) -> Option<(&Verdict, f64)> {
        let verdict = self.all.verdict.as_ref()?;
        Some((verdict, self.all.judged.judged(self).judged_number()?))
    }

    /// Whether the value stands out; `None` when that is not known.
    pub(super) fn outlier(&self) -> Option<bool> {
        let stands_out =
            || self.judged().is_some_and(|(verdict, number)| verdict.stands_out(number));
        self.all.is_exact.then(stands_out)
    }

    pub(super) fn score(&self) -> Option<f64> {
        self.judged().map(|(verdict, number)| verdict.score(number))
    }

    /// When the value occurred.
    pub(super) fn rates(&self) -> Option<&RateFacts<'a>> {
        let find = || {
            let totals = self.all.totals;
            let table = totals.rates.as_ref()?;
            Some(RateFacts { value: table.value(totals.counts.state(self.entry))?, table })
        };
        self.rates.get_or_init(find).as_ref()
    }

    /// What was measured on the value.
    pub(super) fn measure(&self) -> Option<&'a Measure> {
        self.all.totals.measure(self.entry)
    }

    /// How many different texts it has, and the standard error of an estimate.
    pub(super) fn texts(&self) -> Option<(f64, Option<f64>)> {
        self.all.totals.distinct(self.entry)
    }

    /// The hits; `None` if some may have been missed.
    pub(super) fn hits(&self) -> Option<u64> {
        self.all.totals.hits(self.entry).filter(|_| self.error() == 0)
    }

    pub(super) fn ratio(&self) -> Datum {
        let ratio = self.hits().and_then(|hits| ratio(hits, self.count));
        ratio.map_or(Datum::Missing, Datum::Share)
    }

    pub(super) fn ratio_low(&self) -> Datum {
        let hits = self.hits().filter(|_| !self.all.is_weighted);
        let low = hits.and_then(|hits| wilson_low(hits, self.count));
        low.map_or(Datum::Missing, Datum::Share)
    }

    /// How many different texts; missing if some may have been missed.
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a count")]
    pub(super) fn distinct(&self) -> Datum {
        let texts = self.texts().filter(|_| self.error() == 0);
        texts.map_or(Datum::Missing, |(texts, _)| Datum::Whole(texts.round() as u64))
    }

    /// A figure of the value's measure; missing if the count of measured numbers overflowed.
    pub(super) fn number(&self, get: impl Fn(&Measure) -> Option<f64>) -> Datum {
        let measure =
            self.measure().filter(|measure| measure.count() < u64::MAX && self.error() == 0);
        measure.and_then(get).map_or(Datum::Missing, Datum::Number)
    }

    /// How many numbers; missing where some may have been missed.
    pub(super) fn measured(&self) -> Datum {
        match self.error() {
            0 => Datum::Whole(self.measure().map_or(0, Measure::count)),
            _ => Datum::Missing,
        }
    }

    /// A percentile of what was measured; missing where the sample is too small to carry it.
    pub(super) fn percentile(&self, percentile: Percentile) -> Datum {
        self.number(|measure| {
            let is_supported = percentile.is_supported_by(measure.count());
            let cells = || self.cells.get_or_init(|| measure.cells());
            is_supported.then(cells).and_then(|cells| cells.percentile(percentile))
        })
    }

    /// The rates; `None` when occurrences may have been missed.
    pub(super) fn exact(&self) -> Option<&RateFacts<'a>> {
        self.rates().filter(|_| self.error() == 0)
    }

    /// The rates; `None` when the events of the value in each bucket are not known.
    pub(super) fn known(&self) -> Option<&RateFacts<'a>> {
        self.exact().filter(|rates| rates.table.knows_values())
    }

    /// Its rates; `None` unless every bucket it occurred in is known.
    pub(super) fn unfolded(&self) -> Option<&RateFacts<'a>> {
        self.known().filter(|rates| rates.value.folded.is_empty())
    }

    pub(super) fn whole(&self, get: impl Fn(&RateFacts<'_>) -> u64) -> Datum {
        self.known().map_or(Datum::Missing, |rates| Datum::Whole(get(rates)))
    }

    /// Events a second over the whole range of the log.
    pub(super) fn mean_rate(&self) -> Datum {
        let rate = |rates: &RateFacts<'_>| per_second(self.count.into(), rates.table);
        self.rates().map_or(Datum::Missing, |rates| Datum::Number(rate(rates)))
    }

    /// The points of the value's sparkline; `None` when its events in each bucket are not known.
    pub(super) fn sparkline(&self, parts: usize) -> Option<Vec<u64>> {
        let rates = self.rates().filter(|rates| rates.table.knows_values());
        rates.map(|rates| rates.sparkline(parts))
    }

    pub(super) fn rate_quantile(&self, p: f64) -> Datum {
        let Some(rates) = self.known() else { return Datum::Missing };
        let mut frequencies: Vec<(u64, u64)> = rates.value.frequencies().collect();
        frequencies.sort_unstable();
        quantile_of(&frequencies, p).map_or(Datum::Missing, Datum::Number)
    }
}
