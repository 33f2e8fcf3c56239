//! When a step happened: the bucket that fits best, and the buckets that fit about as well.

use std::ops::RangeInclusive;

use super::series::Likelihood;

/// The 95 % point of chi-square with one degree of freedom: the width of a profile likelihood.
const CHI_SQUARE_95: f64 = 3.84;

/// A bucket near a step.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Near {
    /// Events, or hits.
    pub(crate) events: f64,
    /// Exposure, or trials.
    pub(crate) exposure: f64,
}

/// The bucket at which the rate becomes `after`, and the buckets whose likelihood is near its.
///
/// `near` are the buckets around the step. The first of the new rate is the one that maximises the
/// likelihood with both rates fixed (the earliest of several); the interval holds each bucket whose
/// log likelihood is less than by half of 3.84 times `dispersion` smaller. `None` without buckets.
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
