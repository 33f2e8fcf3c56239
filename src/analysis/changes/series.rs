//! A series of slots: what happened in each, and how much could have happened.

/// How the events of a slot relate to its exposure.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Likelihood {
    /// Events are counts, exposures are time: Poisson.
    Rate,
    /// Events are hits, exposures are trials: binomial.
    Share,
}

/// Slots of equal width in the order of time.
#[derive(Debug, Clone)]
pub(crate) struct Series {
    /// Poisson or binomial.
    pub(crate) likelihood: Likelihood,
    /// Events (or hits) of each slot.
    pub(crate) events: Vec<f64>,
    /// Exposure of each slot: its part inside the range, or its trials.
    pub(crate) exposures: Vec<f64>,
}

impl Series {
    /// How many slots there are.
    pub(crate) fn len(&self) -> usize {
        self.events.len()
    }

    /// Events divided by exposure of slot `index`; `None` without exposure.
    pub(crate) fn rate(&self, index: usize) -> Option<f64> {
        let (events, exposure) = (self.events.get(index)?, self.exposures.get(index)?);
        (*exposure > 0.0).then(|| events / exposure)
    }

    /// Sums of events and exposures over `slots`.
    pub(crate) fn sums(&self, slots: std::ops::Range<usize>) -> (f64, f64) {
        let sum = |all: &[f64]| all.get(slots.clone()).unwrap_or_default().iter().sum();
        (sum(&self.events), sum(&self.exposures))
    }
}

impl Likelihood {
    /// -2 log likelihood of `events` in `exposure` at their own rate, up to a constant of the data.
    pub(crate) fn cost(self, events: f64, exposure: f64) -> f64 {
        if exposure <= 0.0 {
            return 0.0;
        }
        let rate = events / exposure;
        match self {
            Self::Rate => -2.0 * times_ln(events, rate),
            Self::Share => {
                -2.0 * (times_ln(events, rate) + times_ln(exposure - events, 1.0 - rate))
            }
        }
    }

    /// Log likelihood of `events` in `exposure` at `rate`, up to a constant of the data.
    pub(crate) fn log_likelihood(self, events: f64, exposure: f64, rate: f64) -> f64 {
        match self {
            Self::Rate => times_ln(events, rate) - rate * exposure,
            Self::Share => times_ln(events, rate) + times_ln(exposure - events, 1.0 - rate),
        }
    }
}

/// `factor * ln(number)`, 0 where the factor is 0.
fn times_ln(factor: f64, number: f64) -> f64 {
    if factor <= 0.0 { 0.0 } else { factor * number.max(f64::MIN_POSITIVE).ln() }
}
