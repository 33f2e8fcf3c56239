//! Are the numbers of one side larger than the numbers of the other?

use statrs::distribution::{ContinuousCDF, Normal};

use super::slots::float;
use crate::aggregate::Measure;

/// The probability that a number of `after` is larger than one of `before`, half of the ties
/// counted: 0.5 where neither side is larger. `None` where a side has no numbers.
///
/// A. Vargha and H. D. Delaney, "A critique and improvement of the CL common language effect size
/// statistics of McGraw and Wong", Journal of Educational and Behavioral Statistics 25, 2000.
/// Numbers of one cell count as ties.
pub(super) fn superiority(before: &Measure, after: &Measure) -> Option<f64> {
    let (before, after) = (before.cells(), after.cells());
    let (ours, theirs) = (before.as_slice(), after.as_slice());
    let (n, m) = (float(before.count()), float(after.count()));
    if n <= 0.0 || m <= 0.0 {
        return None;
    }
    let (mut below, mut next, mut sum) = (0.0, 0, 0.0);
    for cell in theirs {
        while let Some(own) = ours.get(next).filter(|own| own.low < cell.low) {
            below += float(own.count);
            next += 1;
        }
        let ties = ours.get(next).filter(|own| own.low <= cell.low && own.high >= cell.high);
        let equal = ties.map_or(0.0, |own| float(own.count));
        sum += float(cell.count) * (below + equal / 2.0);
    }
    Some(sum / (n * m))
}

/// Probability of a larger difference of ranks by chance: the two-sided Mann-Whitney test with ties
/// and continuity (H. B. Mann and D. R. Whitney, "On a test of whether one of two random variables is
/// stochastically larger than the other", Annals of Mathematical Statistics 18, 1947). `None` where a
/// side is empty or all numbers are equal.
pub(super) fn mann_whitney(before: &[f64], after: &[f64]) -> Option<f64> {
    let mut all: Vec<(f64, bool)> = before.iter().map(|number| (*number, false)).collect();
    all.extend(after.iter().map(|number| (*number, true)));
    all.sort_by(|one, other| one.0.total_cmp(&other.0));
    let [n, m] = [before.len(), after.len()].map(|length| float(length as u64));
    let total = n + m;
    let (mut passed, mut ranks, mut ties) = (0.0, 0.0, 0.0);
    for run in all.chunk_by(|one, other| one.0.total_cmp(&other.0).is_eq()) {
        let length = float(run.len() as u64);
        let rank = passed + (length + 1.0) / 2.0;
        ranks += rank * float(run.iter().filter(|(_, is_after)| *is_after).count() as u64);
        ties += length.powi(3) - length;
        passed += length;
    }
    let u = ranks - m * (m + 1.0) / 2.0;
    let spread = (n * m / 12.0 * (total + 1.0 - ties / (total * (total - 1.0)))).sqrt();
    if n <= 0.0 || m <= 0.0 || spread.is_nan() || spread <= 0.0 {
        return None;
    }
    let z = (u.max(n * m - u) - n * m / 2.0 - 0.5) / spread;
    Some((2.0 * Normal::standard().sf(z)).min(1.0))
}

#[cfg(test)]
mod tests {
    use super::{mann_whitney, superiority};
    use crate::aggregate::{Measure, Precision};
    use crate::number::Number;

    fn measure(numbers: &[f64]) -> Measure {
        let mut measure = Measure::new(Precision::DEFAULT);
        for number in numbers {
            measure.add(&Number::read(number.to_string().as_bytes()).unwrap(), 1);
        }
        measure
    }

    const BEFORE: [f64; 7] = [1.0, 2.0, 2.0, 3.0, 5.0, 8.0, 8.0];
    const AFTER: [f64; 6] = [2.0, 4.0, 8.0, 9.0, 9.0, 30.0];

    /// scipy: `u = mannwhitneyu(after, before, method="asymptotic")`, `u.statistic / 42`, `u.pvalue`.
    #[test]
    fn equals_scipy() {
        let found = superiority(&measure(&BEFORE), &measure(&AFTER)).unwrap();
        assert!((found - SUPERIORITY).abs() < 1e-12, "{found}");
        let p = mann_whitney(&BEFORE, &AFTER).unwrap();
        assert!((p - P_VALUE).abs() < 1e-10, "{p}");
        assert_eq!(mann_whitney(&[1.0, 1.0], &[1.0]), None);
        assert_eq!(superiority(&measure(&[]), &measure(&AFTER)), None);
    }

    const SUPERIORITY: f64 = 0.7857142857142857;
    const P_VALUE: f64 = 0.0962020408864322;
}
