//! Whether a rate moves along a smooth curve, or from one level to another: weighted least squares.
//!
//! The curve is a straight line, or a cubic, which follows most of a day's rise and fall.

use std::ops::Range;

use super::series::Series;

/// The powers of time whose weighted sum is a cubic; the first two make a line.
const POWERS: [i32; 4] = [0, 1, 2, 3];
/// Coefficients that a cubic has and two levels have not. A line has two, as many as two levels.
const FURTHER: f64 = 2.0;

/// Whether a line over both sides has no larger sum of squares than a level for each side; or a
/// cubic, whose sum of squares is raised by the criterion of Schwarz ("Estimating the dimension of
/// a model", Annals of Statistics 6, 1978) for its further coefficients. Rates are weighted by
/// their exposures.
pub(super) fn fits(series: &Series, before: &Range<usize>, after: &Range<usize>) -> bool {
    let levels = residual(&points(series, before), &POWERS[..1])
        + residual(&points(series, after), &POWERS[..1]);
    let both = points(series, &(before.start..after.end));
    let slots = both.len().max(1) as f64;
    let penalty = slots.powf(FURTHER / slots);
    residual(&both, &POWERS[..2]) <= levels || residual(&both, &POWERS) * penalty <= levels
}

/// The rate of a slot with exposure.
struct Point {
    /// From -1 at the first slot to 1 at the last.
    place: f64,
    rate: f64,
    /// The exposure.
    weight: f64,
}

fn points(series: &Series, slots: &Range<usize>) -> Vec<Point> {
    let place = |slot: usize| {
        let from_start = (slot - slots.start) as f64;
        2.0 * from_start / slots.len().saturating_sub(1).max(1) as f64 - 1.0
    };
    let point = |slot: usize| {
        let rate = series.rate(slot)?;
        Some(Point { place: place(slot), rate, weight: *series.exposures.get(slot)? })
    };
    slots.clone().filter_map(point).collect()
}

/// The weighted sum of squares that a polynomial of these powers leaves, by Gram and Schmidt's
/// orthogonal polynomials.
fn residual(points: &[Point], powers: &[i32]) -> f64 {
    let product = |one: &[f64], other: &[f64]| -> f64 {
        let pairs = points.iter().zip(one.iter().zip(other));
        pairs.map(|(point, (one, other))| point.weight * one * other).sum()
    };
    let take_out = |part: &[f64], from: &mut [f64]| {
        let factor = product(part, from) / product(part, part);
        if factor.is_finite() {
            from.iter_mut().zip(part).for_each(|(number, part)| *number -= factor * part);
        }
    };
    let mut rates: Vec<f64> = points.iter().map(|point| point.rate).collect();
    let mut polynomials: Vec<Vec<f64>> = Vec::new();
    for power in powers {
        let mut next: Vec<f64> = points.iter().map(|point| point.place.powi(*power)).collect();
        polynomials.iter().for_each(|polynomial| take_out(polynomial, &mut next));
        take_out(&next, &mut rates);
        polynomials.push(next);
    }
    product(&rates, &rates)
}
