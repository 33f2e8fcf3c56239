//! Spikes: single slots that stand out of their neighbours, taken out before steps are sought.
//!
//! Hampel's filter: F. R. Hampel, "The influence curve and its role in robust estimation", Journal
//! of the American Statistical Association 69, 1974.

use std::ops::Range;

use super::series::{Likelihood, Series};
use crate::analysis::dispersion::MAD_TO_SIGMA;
use crate::analysis::quantile::median;

/// Neighbours on each side that a slot is compared with.
const NEIGHBOURS: usize = 5;
/// Deviations from the neighbours' median that make a spike.
const DEVIATIONS: f64 = 6.0;

/// Neighbouring slots that all are spikes.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Spike {
    pub(super) slots: Range<usize>,
    /// The neighbours' median rate at the first slot.
    pub(super) usual: f64,
    /// The rate of the slots.
    pub(super) rate: f64,
}

/// Finds the spikes of `series` and puts the neighbours' median rate in their place.
pub(super) fn take_out(series: &mut Series) -> Vec<Spike> {
    let (events, exposure) = series.sums(0..series.len());
    let overall = if exposure > 0.0 { events / exposure } else { 0.0 };
    let found: Vec<(usize, f64)> = (0..series.len())
        .filter_map(|slot| Some((slot, usual_rate(series, slot, overall)?)))
        .collect();
    let mut spikes: Vec<Spike> = Vec::new();
    for (slot, usual) in &found {
        match spikes.last_mut() {
            Some(spike) if spike.slots.end == *slot => spike.slots.end += 1,
            _ => spikes.push(Spike { slots: *slot..slot + 1, usual: *usual, rate: 0.0 }),
        }
    }
    for spike in &mut spikes {
        let (events, exposure) = series.sums(spike.slots.clone());
        spike.rate = events / exposure;
    }
    for (slot, usual) in found {
        series.events[slot] = usual * series.exposures[slot];
    }
    spikes
}

/// The neighbours' median rate, where `slot` is a spike among them; `overall` is the series' rate.
fn usual_rate(series: &Series, slot: usize, overall: f64) -> Option<f64> {
    let neighbours = (slot.saturating_sub(NEIGHBOURS)..=slot + NEIGHBOURS).filter(|at| *at != slot);
    let mut rates: Vec<f64> = neighbours.filter_map(|at| series.rate(at)).collect();
    let usual = median(&mut rates)?;
    let mut deviations: Vec<f64> = rates.iter().map(|rate| (rate - usual).abs()).collect();
    let spread = MAD_TO_SIGMA * median(&mut deviations)?;
    let exposure = *series.exposures.get(slot)?;
    let least = match series.likelihood {
        Likelihood::Rate => usual.max(1.0).sqrt(),
        // Few trials give neighbours without a hit, and one hit more or less is noise.
        Likelihood::Share => {
            let share = usual.max(overall);
            (share * (1.0 - share) / exposure).sqrt().max(1.0 / exposure)
        }
    };
    let rate = series.rate(slot)?;
    ((rate - usual).abs() > DEVIATIONS * spread.max(least)).then_some(usual)
}
