//! The changes of a run's series, with their instants.

use std::ops::RangeInclusive;

use super::series::Likelihood;
use super::slot_series::{SlotTable, float};
use super::{Change, ChangeKind, find};
use crate::aggregate::rates::RateTable;
use crate::aggregate::{Measure, NumberTotals, Percentile, Totals};
use crate::time::{Timestamp, Zone};

/// Slots that are needed to look for changes.
const MIN_SLOTS: usize = 20;
/// Events that are needed to look for changes.
const MIN_EVENTS: f64 = 50.0;
/// Slots around a boundary in which the instant of the change is sought.
const NEAR_SLOTS: usize = 2;
/// Buckets that are looked at for an instant; wider steps are taken where there are more.
const MAX_NEAR: i64 = 200_000;

/// A change and when it happened.
pub(in crate::analysis) struct DatedChange {
    pub(super) series: &'static str,
    pub(super) change: Change,
    /// The first bucket of the new rate.
    pub(super) at: Timestamp,
    /// The first and the last bucket that may be that bucket; `None` for a spike.
    pub(super) between: Option<(Timestamp, Timestamp)>,
    /// When the new rate ends, where it does.
    pub(super) until: Option<Timestamp>,
    /// Rates a second, or shares.
    pub(super) rates: (f64, f64),
    /// Median and 99th percentile of what was measured, before and after.
    pub(super) measured: [[Option<f64>; 2]; 2],
}

/// All changes of a run, in the order of time.
pub(in crate::analysis) struct RunChanges<'a> {
    pub(super) slots: SlotTable<'a>,
    pub(super) all: Vec<DatedChange>,
}

/// Looks for changes in every series of the run by a factor of `least_factor` or more. Hours of the day are
/// hours of `zone`. Without `numbers`, no series of measured numbers is looked at. `None` without times.
/// Errors: why there is too little to look at.
pub(in crate::analysis) fn run_changes<'a>(
    totals: &'a Totals,
    numbers: Option<&NumberTotals>,
    zone: &Zone,
    least_factor: f64,
) -> Option<Result<RunChanges<'a>, String>> {
    let table = totals.rates.as_ref()?;
    let slots = SlotTable::new(table)?;
    let counts = slots.counts();
    let events: f64 = counts.events.iter().sum();
    if counts.len() < MIN_SLOTS || events < MIN_EVENTS {
        return Some(Err(format!(
            "--changes needs {MIN_SLOTS} slots and {MIN_EVENTS} events; there are {} and {events}",
            counts.len()
        )));
    }
    let (slot_times, days) = slots.times(zone);
    let measures = numbers.map(NumberTotals::buckets).unwrap_or_default();
    let mut all = Vec::new();
    let found = find(counts, Some((&slot_times, days)), least_factor);
    let count = |at: usize| table.buckets().get(at).map_or(0, |bucket| bucket.count);
    let everything = |at: usize| (float(count(at)), 0.0);
    all.extend(
        found.all.iter().map(|one| dated(&slots, "count", one, &found, everything, measures)),
    );
    for ShareSeries { name, hits, trials } in share_series(totals, numbers, table) {
        let hits = |at: usize| hits.get(at).copied().unwrap_or(0);
        let of = |at: usize| trials.get(at).copied().unwrap_or(0);
        let found = find(slots.shares(hits, of), None, least_factor);
        let events = |at: usize| (float(hits(at)), float(of(at)));
        all.extend(found.all.iter().map(|one| dated(&slots, name, one, &found, events, measures)));
    }
    all.sort_by_key(|change| (change.at, change.series));
    Some(Ok(RunChanges { slots, all }))
}

/// A share of the events, by the rank of the bucket.
struct ShareSeries {
    name: &'static str,
    /// The events of the share.
    hits: Vec<u64>,
    /// The events they are a share of.
    trials: Vec<u64>,
}

/// The series of shares: of hits where they are counted, of slow events where numbers are measured.
fn share_series(
    totals: &Totals,
    numbers: Option<&NumberTotals>,
    table: &RateTable,
) -> Vec<ShareSeries> {
    let hits = totals.hits.iter().map(|hits| ShareSeries {
        name: "ratio",
        hits: hits.buckets.clone(),
        trials: table.buckets().iter().map(|bucket| bucket.count).collect(),
    });
    let measures = numbers.map(NumberTotals::buckets).unwrap_or_default();
    let slow = numbers.map(slow_events).unwrap_or_default();
    let slow = slow.into_iter().map(|(name, hits)| {
        let trials = measures.iter().map(Measure::count).collect();
        ShareSeries { name, hits, trials }
    });
    hits.chain(slow).collect()
}

/// Of each bucket the numbers above the median of all (series `typical`) and above the 95th
/// percentile (`tail`).
fn slow_events(numbers: &NumberTotals) -> Vec<(&'static str, Vec<u64>)> {
    let all = numbers.distribution.cells();
    let thresholds = [("typical", Percentile::P50), ("tail", Percentile::whole(95))];
    let series = thresholds.into_iter().filter_map(|(name, percentile)| {
        let threshold = all.percentile(percentile)?;
        let above = numbers.buckets().iter().map(|measure| above(measure, threshold));
        Some((name, above.collect()))
    });
    series.collect()
}

/// How many numbers of a measure lie in cells above `threshold`.
fn above(measure: &Measure, threshold: f64) -> u64 {
    let cells = measure.cells();
    let above = cells.as_slice().iter().filter(|cell| cells.value(cell) > threshold);
    above.fold(0, |sum, cell| sum.saturating_add(cell.count))
}

/// `change`, one of those in `found`, with its instants and figures. `events` gives the events of a bucket and,
/// for a share, its trials; `measures` are the measured numbers by bucket.
fn dated(
    slots: &SlotTable<'_>,
    series: &'static str,
    change: &Change,
    found: &super::Changes,
    events: impl Fn(usize) -> (f64, f64),
    measures: &[Measure],
) -> DatedChange {
    let edges = &slots.slots.edges;
    let edge = |slot: usize| edges.get(slot).copied().unwrap_or_default();
    let start = edge(change.after.start);
    let (at, between) = match change.kind {
        ChangeKind::Spike => (start, None),
        ChangeKind::Step | ChangeKind::Drift => {
            let near = near(slots, change.after.start, found, events);
            let rates = (change.rate_before, change.rate_after);
            let buckets: Vec<Near> = near.iter().map(|(_, near)| *near).collect();
            let instant = onset(&buckets, found.series.likelihood, rates, found.dispersion);
            let at = |index: usize| near.get(index).map_or(start, |(at, _)| *at);
            match instant {
                Some((best, low)) => (at(best), Some((at(*low.start()), at(*low.end())))),
                None => (start, None),
            }
        }
    };
    let ends_inside = change.after.end < slots.exposures.len() || change.kind == ChangeKind::Spike;
    let until = ends_inside.then(|| edge(change.after.end));
    let unit = match found.series.likelihood {
        Likelihood::Rate => slots.seconds(),
        Likelihood::Share => 1.0,
    };
    let figures = |of: &std::ops::Range<usize>| {
        let measure = slots.measure(measures, of);
        let percentile = |percentile| measure.as_ref().and_then(|all| all.percentile(percentile));
        [percentile(Percentile::P50), percentile(Percentile::P99)]
    };
    DatedChange {
        series,
        at,
        between,
        until,
        rates: (change.rate_before / unit, change.rate_after / unit),
        measured: [figures(&change.before), figures(&change.after)],
        change: change.clone(),
    }
}

/// The buckets from two slots before the boundary in front of `slot` to two slots after it, empty
/// ones included; more than [`MAX_NEAR`] are joined to longer steps. `events` gives the events of
/// a bucket and, for a share, its trials.
fn near(
    slots: &SlotTable<'_>,
    slot: usize,
    found: &super::Changes,
    events: impl Fn(usize) -> (f64, f64),
) -> Vec<(Timestamp, Near)> {
    let edges = &slots.slots.edges;
    let from = slot.saturating_sub(NEAR_SLOTS);
    let to = (slot + NEAR_SLOTS).min(edges.len().saturating_sub(1));
    let (Some(begin), Some(end)) = (edges.get(from), edges.get(to)) else { return Vec::new() };
    let step = slots.table.bucketer().width().nanos().max((end.0 - begin.0) / MAX_NEAR).max(1);
    let buckets = slots.table.buckets();
    let mut next = buckets.partition_point(|bucket| bucket.start < *begin);
    let mut all = Vec::new();
    let mut at = begin.0;
    while at < end.0 {
        let (mut sum, mut trials) = (0.0, 0.0);
        while buckets.get(next).is_some_and(|bucket| bucket.start.0 < at.saturating_add(step)) {
            let (hits, of) = events(next);
            sum += hits;
            trials += of;
            next += 1;
        }
        let exposure = match found.series.likelihood {
            Likelihood::Rate => slots.exposure(found, at, step),
            Likelihood::Share => trials,
        };
        all.push((Timestamp(at), Near { events: sum, exposure }));
        at = at.saturating_add(step);
    }
    all
}

/// The 95 % point of chi-square with one degree of freedom. Twice the log likelihood falls by at
/// most this within the range of [`onset`], as within a profile likelihood interval of 95 %.
const CHI_SQUARE_95: f64 = 3.84;

/// A bucket, or several that were joined, near a step.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Near {
    /// Events, or hits.
    pub(crate) events: f64,
    /// Exposure, or trials.
    pub(crate) exposure: f64,
}

/// The bucket at which the rate becomes `after`, and the buckets that may be it.
///
/// `near` are the buckets around the step. The bucket is the one that maximises the likelihood with
/// both rates fixed (the earliest of several). The range goes from the first to the last bucket
/// whose log likelihood is at most 3.84 / 2 times `dispersion` below that maximum. `None` without
/// buckets.
pub(crate) fn onset(
    near: &[Near],
    likelihood: Likelihood,
    (before, after): (f64, f64),
    dispersion: f64,
) -> Option<(usize, RangeInclusive<usize>)> {
    let gain = |bucket: &Near| {
        let at = |rate| likelihood.log_likelihood(bucket.events, bucket.exposure, rate);
        at(before) - at(after)
    };
    // The likelihood of a step at bucket i, less that of a step at the first bucket.
    let steps: Vec<f64> = near
        .iter()
        .scan(0.0, |sum, bucket| {
            let here = *sum;
            *sum += gain(bucket);
            Some(here)
        })
        .collect();
    let best =
        (0..steps.len()).reduce(|best, at| if steps[at] > steps[best] { at } else { best })?;
    let least = steps[best] - CHI_SQUARE_95 * dispersion / 2.0;
    let low = steps.iter().position(|step| *step >= least).unwrap_or(best);
    let high = steps.iter().rposition(|step| *step >= least).unwrap_or(best);
    Some((best, low..=high))
}
