//! Did a rate change between two sides? A quasi-Poisson test that allows for bursts.
//!
//! The statistic is G-squared of two Poisson rates (T. Dunning, "Accurate methods for the
//! statistics of surprise and coincidence", Computational Linguistics 19, 1993), divided by a
//! dispersion. It equals the analysis of deviance of a Poisson regression with the exposure as
//! offset and Pearson's dispersion.

use statrs::distribution::{ChiSquared, ContinuousCDF, FisherSnedecor};

/// The 97.5 % point of the standard normal distribution.
pub(crate) const NORMAL_975: f64 = 1.959_964;

/// Events and exposures of one value on the two sides.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Sides {
    /// Events before and after.
    pub(super) events: [f64; 2],
    /// Seconds, or all events, before and after.
    pub(super) exposures: [f64; 2],
}

impl Sides {
    /// Events by exposure.
    pub(super) fn rates(self) -> [f64; 2] {
        let [before, after] = self.events;
        [before / self.exposures[0], after / self.exposures[1]]
    }

    /// Whether both sides have events. A side without events has no exposure, no rate and no shares.
    pub(super) fn are_known(self) -> bool {
        self.events.iter().all(|events| *events > 0.0)
    }

    /// G-squared: twice the gain in log likelihood of two rates over one. 0 ln 0 is 0.
    pub(super) fn deviance(self) -> f64 {
        let [before, after] = self.events;
        let rate = (before + after) / (self.exposures[0] + self.exposures[1]);
        let part = |events: f64, exposure: f64| {
            if events > 0.0 { events * (events / (rate * exposure)).ln() } else { 0.0 }
        };
        let sum = part(before, self.exposures[0]) + part(after, self.exposures[1]);
        (2.0 * sum).max(0.0)
    }

    /// Rate after over rate before; `None` where a side has no events.
    pub(super) fn factor(self) -> Option<f64> {
        let [before, after] = self.rates();
        self.are_known().then(|| after / before)
    }

    /// The limits between which the factor lies at 95 %, given a dispersion. Half an event is added
    /// to both sides where one has none.
    pub(super) fn factor_limits(self, dispersion: f64) -> Option<(f64, f64)> {
        let [mut before, mut after] = self.events;
        if before + after <= 0.0 {
            return None;
        }
        if before <= 0.0 || after <= 0.0 {
            before += 0.5;
            after += 0.5;
        }
        let factor = (after / self.exposures[1]) / (before / self.exposures[0]);
        let spread = NORMAL_975 * (dispersion * (1.0 / before + 1.0 / after)).sqrt();
        Some((factor * (-spread).exp(), factor * spread.exp()))
    }
}

/// Pearson's statistic of the model with one rate a side: the sum over slots of (x - mu)^2 / mu.
///
/// Takes, for each side, the slots with events as (events, exposure) and the side's rate. Slots
/// without events add mu, which the side's sum of events supplies.
pub(super) fn pearson(slots: [&[(f64, f64)]; 2], sides: Sides) -> f64 {
    let rates = sides.rates();
    let mut sum = 0.0;
    for ((slots, rate), events) in slots.iter().zip(rates).zip(sides.events) {
        if events > 0.0 {
            let squares = slots.iter().map(|(count, exposure)| count * count / (rate * exposure));
            sum += squares.sum::<f64>() - events;
        }
    }
    sum
}

/// Probability of a larger F with 1 and `freedom` degrees of freedom.
pub(super) fn f_tail(statistic: f64, freedom: f64) -> Option<f64> {
    Some(FisherSnedecor::new(1.0, freedom).ok()?.sf(statistic))
}

/// Probability of a larger chi-square with one degree of freedom.
pub(super) fn chi_square_tail(statistic: f64) -> Option<f64> {
    Some(ChiSquared::new(1.0).ok()?.sf(statistic))
}

/// The q-value of each p-value: the least false discovery rate at which it counts as a discovery.
///
/// Y. Benjamini and Y. Hochberg, "Controlling the false discovery rate: a practical and powerful
/// approach to multiple testing", Journal of the Royal Statistical Society B 57, 1995.
pub(super) fn q_values(p_values: &[f64]) -> Vec<f64> {
    let mut order: Vec<usize> = (0..p_values.len()).collect();
    order.sort_by(|one, other| p_values[*one].total_cmp(&p_values[*other]));
    let mut q_values = vec![1.0; p_values.len()];
    let mut least: f64 = 1.0;
    for (rank, place) in order.iter().enumerate().rev() {
        least = least.min(p_values[*place] * p_values.len() as f64 / (rank + 1) as f64);
        q_values[*place] = least;
    }
    q_values
}

#[cfg(test)]
mod tests {
    use super::{Sides, chi_square_tail, f_tail, pearson, q_values};

    fn close(one: f64, other: f64) {
        assert!((one - other).abs() <= 1e-10 * other.abs().max(1.0), "{one} {other}");
    }

    /// statsmodels 0.15: GLM(x, [1, side], Poisson, offset=log(e)).fit(scale="X2") of the slots
    /// 3 5 2 8 | 9 12 7 10 with exposures 1 1 1 0.5 | 1 1 1 1, and scipy's f.sf.
    #[test]
    fn equals_the_analysis_of_deviance() {
        let before = [(3.0, 1.0), (5.0, 1.0), (2.0, 1.0), (8.0, 0.5)];
        let after = [(9.0, 1.0), (12.0, 1.0), (7.0, 1.0), (10.0, 1.0)];
        let sides = Sides { events: [18.0, 38.0], exposures: [3.5, 4.0] };
        close(sides.deviance(), 4.8818420509192535);
        let x2 = pearson([&before, &after], sides);
        close(x2, 15.646198830409357);
        close(f_tail(sides.deviance() / (x2 / 6.0), 6.0).unwrap(), 0.22025842910303803);
        close(chi_square_tail(3.2).unwrap(), 0.07363827012030258);
    }

    /// `scipy.stats.false_discovery_control`.
    #[test]
    fn q_values_equal_scipy() {
        let found = q_values(&[0.01, 0.04, 0.03, 0.2, 0.005, 0.9]);
        let expected = [0.03, 0.06, 0.06, 0.24, 0.03, 0.9];
        assert!(found.iter().zip(expected).all(|(one, other)| (one - other).abs() < 1e-12));
        assert!(q_values(&[]).is_empty());
    }
}
