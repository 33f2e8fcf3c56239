//! Overdispersion: how many times larger than Poisson's the variance of a series is.
//!
//! Logs come in bursts. A test that takes events for independent finds changes everywhere; every
//! test of this program divides its statistic by a dispersion.

use super::changes::series::{Likelihood, Series};
use super::quantile::median;

/// Blocks that must remain for a block length to be tried.
const MIN_BLOCKS: usize = 16;
/// Median absolute deviation to standard deviation of a normal distribution.
pub(crate) const MAD_TO_SIGMA: f64 = 1.4826;

/// The dispersion along `series`: at least 1, the largest over blocks of 1, 2, 4, ... slots.
///
/// Of each block length the squared median of the standardised differences between neighbouring
/// blocks. Medians ignore the few blocks that hold a step; long blocks see drift and
/// autocorrelation.
pub(crate) fn along(series: &Series) -> f64 {
    let mut largest: f64 = 1.0;
    let mut length = 1;
    while series.len() / length >= MIN_BLOCKS {
        largest = largest.max(of_blocks(series, length));
        length *= 2;
    }
    largest
}

fn of_blocks(series: &Series, length: usize) -> f64 {
    let sums = |slots: &[f64]| -> Vec<f64> {
        slots.chunks_exact(length).map(|block| block.iter().sum()).collect()
    };
    let (events, exposures) = (sums(&series.events), sums(&series.exposures));
    let mean = events.iter().sum::<f64>() / exposures.iter().sum::<f64>();
    let variance = match series.likelihood {
        Likelihood::Rate => mean,
        Likelihood::Share => mean * (1.0 - mean),
    };
    let rates: Vec<f64> = events.iter().zip(&exposures).map(|(sum, of)| sum / of).collect();
    let differences = rates.windows(2).zip(exposures.windows(2)).map(|(rates, exposures)| {
        let (before, after) = (rates[0], rates[1]);
        (after - before).abs() / (variance * (1.0 / exposures[0] + 1.0 / exposures[1])).sqrt()
    });
    let mut differences: Vec<f64> = differences.filter(|number| number.is_finite()).collect();
    let sigma = MAD_TO_SIGMA * median(&mut differences).unwrap_or(0.0);
    sigma * sigma
}
