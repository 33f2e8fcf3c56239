//! When a series changed: steps, drifts and spikes.
//!
//! The season is divided out, spikes are taken out, the rest is cut into segments of constant rate
//! by a likelihood that allows for the series' own dispersion, and each boundary is judged: is it
//! large enough, and did the rate jump there or drift?

pub(super) mod dated;
mod season;
pub(super) mod sections;
mod segments;
pub(super) mod series;
mod slot_series;
mod smooth_curve;
mod spikes;

#[cfg(test)]
mod tests;

use std::ops::Range;

use super::dispersion;
use season::SlotTime;
use segments::sides;
use series::Series;

/// Penalty of a boundary, in units of dispersion times the logarithm of the slots.
const PENALTY: f64 = 3.0;
/// The part of a change that lies near its boundary, from which on it is a step.
const STEP_PART: f64 = 0.5;
/// The part of the shorter segment that is near a boundary.
const NEAR_PART: usize = 5;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum ChangeKind {
    /// The rate is another from one slot to the next.
    Step,
    /// The rate moves over many slots.
    Drift,
    /// A few slots stand out, then all is as before.
    Spike,
}

/// A change, in slots.
#[derive(Debug, Clone, PartialEq)]
pub(in crate::analysis) struct Change {
    pub(crate) kind: ChangeKind,
    /// The slots compared with; empty for a spike.
    pub(crate) before: Range<usize>,
    /// The slots of the new rate, or of the spike.
    pub(crate) after: Range<usize>,
    /// Events by exposure before, or the neighbours' median of a spike.
    pub(crate) rate_before: f64,
    /// Events by exposure after.
    pub(crate) rate_after: f64,
    /// Gain of -2 log likelihood by the change, over the dispersion.
    pub(crate) strength: f64,
}

/// The changes of a series and what is needed to date them.
#[derive(Debug)]
pub(crate) struct Changes {
    /// In the order of time.
    pub(crate) all: Vec<Change>,
    /// The series without season and spikes.
    pub(crate) series: Series,
    /// The dispersion along the series.
    pub(crate) dispersion: f64,
}

/// The changes of `series` by a factor of `least_factor` or more.
///
/// `times` are the middles of the slots and `days` the whole days they span, where a season is to
/// be taken out.
pub(crate) fn find(
    mut series: Series,
    season: Option<(&[SlotTime], usize)>,
    least_factor: f64,
) -> Changes {
    let factors = season.and_then(|(times, days)| season::factors(&series.events, times, days));
    for (exposure, factor) in series.exposures.iter_mut().zip(factors.into_iter().flatten()) {
        *exposure *= factor;
    }
    let spikes = spikes::take_out(&mut series);
    let dispersion = dispersion::along(&series);
    let penalty = PENALTY * dispersion * (series.len().max(2) as f64).ln();
    let mut boundaries = segments::boundaries(&series, penalty);
    segments::drop_small(&series, &mut boundaries, least_factor);
    let steps = (0..boundaries.len()).map(|index| step(&series, &boundaries, index, dispersion));
    let spikes = spikes.into_iter().map(|spike| {
        let (_, exposure) = series.sums(spike.slots.clone());
        let events = spike.rate * exposure;
        let usual = series.likelihood.log_likelihood(events, exposure, spike.usual);
        let own = series.likelihood.log_likelihood(events, exposure, spike.rate);
        Change {
            kind: ChangeKind::Spike,
            before: spike.slots.start..spike.slots.start,
            after: spike.slots,
            rate_before: spike.usual,
            rate_after: spike.rate,
            strength: 2.0 * (own - usual) / dispersion,
        }
    });
    let mut all: Vec<Change> = steps.chain(spikes).collect();
    all.sort_by_key(|change| change.after.start);
    Changes { all, series, dispersion }
}

fn step(series: &Series, boundaries: &[usize], index: usize, dispersion: f64) -> Change {
    let (before, after) = sides(series, boundaries, index);
    let (old, new) = (series.sums(before.clone()), series.sums(after.clone()));
    let cost = |(events, exposure): (f64, f64)| series.likelihood.cost(events, exposure);
    let gain = cost((old.0 + new.0, old.1 + new.1)) - cost(old) - cost(new);
    Change {
        kind: kind(series, &before, &after),
        rate_before: old.0 / old.1,
        rate_after: new.0 / new.1,
        strength: gain / dispersion,
        before,
        after,
    }
}

/// A step if at least half of the change lies near the boundary, by logarithms, and two levels fit both sides
/// better than one smooth curve.
fn kind(series: &Series, before: &Range<usize>, after: &Range<usize>) -> ChangeKind {
    let near = (before.len().min(after.len()) / NEAR_PART).max(segments::MIN_SLOTS);
    let rate = |slots: Range<usize>| {
        let (events, exposure) = series.sums(slots);
        (events + 0.5) / exposure
    };
    let whole = (rate(after.clone()) / rate(before.clone())).ln();
    let near_after = after.start..(after.start + near).min(after.end);
    let near_before = before.end.saturating_sub(near).max(before.start)..before.end;
    let local = (rate(near_after) / rate(near_before)).ln();
    let is_gradual = local / whole < STEP_PART || smooth_curve::fits(series, before, after);
    if is_gradual { ChangeKind::Drift } else { ChangeKind::Step }
}
