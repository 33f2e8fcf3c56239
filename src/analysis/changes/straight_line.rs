//! Whether a rate rises or falls along a straight line, or from one level to another: weighted least squares.

use std::ops::Range;

use super::series::Series;

/// Whether a straight line over both sides has no larger sum of squares than a level for each side. Rates are
/// weighted by their exposures.
pub(super) fn fits(series: &Series, before: &Range<usize>, after: &Range<usize>) -> bool {
    let sums = |slots: &Range<usize>| {
        let mut sums = LineSums::default();
        let exposures = series.exposures.get(slots.clone()).unwrap_or_default();
        let events = series.events.get(slots.clone()).unwrap_or_default();
        for ((events, exposure), slot) in events.iter().zip(exposures).zip(slots.clone()) {
            #[expect(clippy::cast_precision_loss, reason = "a series has at most 1,500 slots")]
            let distance = slot as f64 - after.start as f64;
            sums.add(distance, *events, *exposure);
        }
        sums
    };
    let (old, new) = (sums(before), sums(after));
    old.plus(&new).of_line() <= old.of_level() + new.of_level()
}

/// Weighted sums over slots, of which least squares are made.
#[derive(Debug, Default)]
struct LineSums {
    weights: f64,
    places: f64,
    rates: f64,
    squared_places: f64,
    squared_rates: f64,
    products: f64,
}

impl LineSums {
    fn add(&mut self, place: f64, events: f64, exposure: f64) {
        if exposure > 0.0 {
            self.weights += exposure;
            self.places += exposure * place;
            self.rates += events;
            self.squared_places += exposure * place * place;
            self.squared_rates += events * events / exposure;
            self.products += events * place;
        }
    }

    fn plus(&self, other: &Self) -> Self {
        Self {
            weights: self.weights + other.weights,
            places: self.places + other.places,
            rates: self.rates + other.rates,
            squared_places: self.squared_places + other.squared_places,
            squared_rates: self.squared_rates + other.squared_rates,
            products: self.products + other.products,
        }
    }

    /// The sum of squares about the mean.
    fn of_level(&self) -> f64 {
        self.squared_rates - self.rates * self.rates / self.weights
    }

    /// The sum of squares about the line of least squares.
    fn of_line(&self) -> f64 {
        let slope = self.products - self.places * self.rates / self.weights;
        let spread = self.squared_places - self.places * self.places / self.weights;
        self.of_level() - slope * slope / spread
    }
}
