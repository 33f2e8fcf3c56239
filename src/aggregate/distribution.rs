//! The numbers of one column: how many, their exact sum and sum of squares, the smallest and the
//! largest, and counts by cell for percentiles and histograms.
//!
//! All of it is integer, or a minimum or maximum, so the states of any split of the numbers in any
//! order merge to an equal state.

use serde::{Deserialize, Serialize};

use super::cell::{GridCell, Precision};
use super::exact_sum::ExactSum;
use super::histogram::CellHistogram;
use super::percentile::Percentile;
use crate::codec::{Decoded, Part, check};
use crate::number::{Exact, Number, Unit};

/// The state of one column of numbers.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(crate) struct Distribution {
    count: u64,
    sum: ExactSum,
    squares: ExactSum,
    minimum: f64,
    maximum: f64,
    cells: CellHistogram,
    /// By [`Unit::index`].
    units: [u64; Unit::ALL.len()],
    cut: u64,
}

impl Distribution {
    /// A distribution of no numbers. Only distributions of equal precision can be merged.
    pub(crate) const fn new(precision: Precision) -> Self {
        Self {
            count: 0,
            sum: ExactSum::new(),
            squares: ExactSum::new(),
            minimum: f64::INFINITY,
            maximum: f64::NEG_INFINITY,
            cells: CellHistogram::new(precision),
            units: [0; Unit::ALL.len()],
            cut: 0,
        }
    }

    /// Takes in `number`, `weight` times.
    #[inline]
    pub(crate) fn add(&mut self, number: &Number, weight: u64) {
        if weight == 0 {
            return;
        }
        let (decimal, value) = (number.decimal(), number.value());
        self.count = self.count.saturating_add(weight);
        self.sum.add(decimal, weight);
        self.squares.add_product(decimal, decimal, weight);
        self.minimum = self.minimum.min(value);
        self.maximum = self.maximum.max(value);
        self.cells.add(value, weight);
        let unit = &mut self.units[number.unit().index()];
        *unit = unit.saturating_add(weight);
        if number.is_cut() {
            self.cut = self.cut.saturating_add(weight);
        }
    }

    /// Takes in the numbers of `other`, of equal precision.
    pub(crate) fn merge(&mut self, other: Self) {
        // Named one by one, so that a field added later cannot be forgotten here.
        let Self { count, sum, squares, minimum, maximum, cells, units, cut } = other;
        self.count = self.count.saturating_add(count);
        self.sum.merge(&sum);
        self.squares.merge(&squares);
        self.minimum = self.minimum.min(minimum);
        self.maximum = self.maximum.max(maximum);
        self.cells.merge(&cells);
        for (own, other) in self.units.iter_mut().zip(units) {
            *own = own.saturating_add(other);
        }
        self.cut = self.cut.saturating_add(cut);
    }

    /// How many numbers, at most 2^64 - 1.
    pub(crate) const fn count(&self) -> u64 {
        self.count
    }

    /// Their sum: exact, rounded once to the nearest double.
    pub(crate) fn sum(&self) -> f64 {
        self.sum.total().to_f64()
    }

    /// Their arithmetic mean, rounded once, or `None` of no numbers.
    ///
    /// sum / n (NIST/SEMATECH e-Handbook of Statistical Methods, 1.3.5.1 "Measures of Location").
    pub(crate) fn mean(&self) -> Option<f64> {
        Some(self.sum.total().over(&Exact::whole(self.count))?.to_f64())
    }

    /// Their sample standard deviation, or `None` of fewer than two numbers.
    ///
    /// sqrt((n sum(x^2) - sum(x)^2) / (n (n - 1))), which is sqrt(sum((x - mean)^2) / (n - 1)) with
    /// nothing rounded before the division (NIST/SEMATECH e-Handbook, 1.3.5.6 "Measures of Scale").
    pub(crate) fn stdev(&self) -> Option<f64> {
        let (n, sum) = (Exact::whole(self.count), self.sum.total());
        let spread = n.times(&self.squares.total()).minus(&sum.times(&sum));
        let pairs = n.times(&Exact::whole(self.count.checked_sub(1)?));
        Some(spread.over(&pairs)?.sqrt())
    }

    /// The smallest number, or `None` of no numbers.
    pub(crate) fn minimum(&self) -> Option<f64> {
        (self.count > 0).then_some(self.minimum)
    }

    /// The largest number, or `None` of no numbers.
    pub(crate) fn maximum(&self) -> Option<f64> {
        (self.count > 0).then_some(self.maximum)
    }

    /// How many numbers had more digits than are kept ([`Number::is_cut`]). Sum, mean and stdev are
    /// the figures of the cut numbers.
    pub(crate) const fn cut(&self) -> u64 {
        self.cut
    }

    /// How many numbers came with `unit`.
    pub(crate) const fn with_unit(&self, unit: Unit) -> u64 {
        self.units[unit.index()]
    }

    /// The unit of all numbers, or `None` if their units differ.
    #[cfg(test)]
    pub(crate) fn unit(&self) -> Option<Unit> {
        let mut seen = Unit::ALL.into_iter().filter(|unit| self.with_unit(*unit) > 0);
        let unit = seen.next().unwrap_or_default();
        seen.next().is_none().then_some(unit)
    }

    /// The largest error of a percentile, relative to the true number: 10^-precision, or 10^-3 if there
    /// are numbers far from 1, of which no finer cells are kept.
    pub(crate) fn error(&self) -> f64 {
        self.cells.kept_precision().error()
    }

    /// The smallest power of ten that the numbers were written with: -3 if there are thousandths.
    pub(crate) fn finest(&self) -> Option<i32> {
        self.sum.finest()
    }

    /// The cells with numbers in them, which give percentiles.
    pub(crate) fn cells(&self) -> Cells {
        Cells { cells: self.cells.cells(), minimum: self.minimum, maximum: self.maximum }
    }

    /// Fails unless the counts agree and minimum and maximum lie in the outermost cells.
    pub(super) fn check(&self, precision: Precision) -> Decoded<()> {
        check(self.cells.precision() == precision, "precision")?;
        let cells = self.cells();
        let units = self.units.iter().fold(0, |sum: u64, count| sum.saturating_add(*count));
        let counts = [cells.count(), units];
        check(counts == [self.count; 2] && self.cut <= self.count, "count of numbers")?;
        check(are_ends(&self.cells, [self.minimum, self.maximum]), "ends")
    }
}

impl Part for Distribution {
    fn memory(&self) -> u64 {
        self.sum.memory() + self.squares.memory() + self.cells.memory()
    }
}

/// Whether these can be the smallest and the largest number of a histogram.
pub(super) fn are_ends(cells: &CellHistogram, ends: [f64; 2]) -> bool {
    let counts = cells.counts();
    match (counts.first(), counts.last()) {
        (Some((first, _)), Some((last, _))) => {
            ends.iter().all(|end| end.is_finite())
                && ends[0] <= ends[1]
                && ends.map(|end| cells.key(end)) == [*first, *last]
        }
        _ => ends == [f64::INFINITY, f64::NEG_INFINITY],
    }
}

/// The cells of a distribution, ascending.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Cells {
    cells: Vec<GridCell>,
    minimum: f64,
    maximum: f64,
}

impl Cells {
    pub(super) const fn new(cells: Vec<GridCell>, minimum: f64, maximum: f64) -> Self {
        Self { cells, minimum, maximum }
    }

    pub(crate) fn as_slice(&self) -> &[GridCell] {
        &self.cells
    }

    /// How many numbers are in them.
    pub(crate) fn count(&self) -> u64 {
        self.cells.iter().fold(0, |count, cell| count.saturating_add(cell.count))
    }

    /// The number shown for one of these cells: [`GridCell::value`], but not beyond the smallest and the
    /// largest number.
    pub(crate) fn value(&self, cell: &GridCell) -> f64 {
        cell.value().max(self.minimum).min(self.maximum)
    }

    /// The percentile by nearest rank ([`Percentile::rank`]), or `None` of no numbers.
    ///
    /// Rank 1 is the true minimum and rank n the true maximum; between them it is the number shown for
    /// the cell of the rank, off by at most [`Distribution::error`] (NIST/SEMATECH e-Handbook, 7.2.6.2
    /// "Percentiles", with cells for the order statistics).
    pub(crate) fn percentile(&self, percentile: Percentile) -> Option<f64> {
        let count = self.count();
        let rank = percentile.rank(count);
        if rank == 1 {
            return (count > 0).then_some(self.minimum);
        }
        if rank == count {
            return Some(self.maximum);
        }
        let mut below = 0_u64;
        let cell = self.cells.iter().find(|cell| {
            below = below.saturating_add(cell.count);
            below >= rank
        })?;
        Some(self.value(cell))
    }
}

#[cfg(test)]
mod tests {
    use super::Distribution;
    use crate::aggregate::{Percentile, Precision};
    use crate::number::{Number, Unit};

    fn of(texts: &[&str]) -> Distribution {
        let mut distribution = Distribution::new(Precision::DEFAULT);
        for text in texts {
            distribution.add(&Number::read(text.as_bytes()).unwrap(), 1);
        }
        distribution
    }

    #[test]
    fn figures_beyond_the_doubles_on_the_way_are_figures_all_the_same() {
        let large = of(&["1e300", "-1e300"]);
        assert_eq!((large.sum(), large.mean()), (0.0, Some(0.0)));
        let stdev = large.stdev().unwrap();
        assert!((stdev / (2_f64.sqrt() * 1e300) - 1.0).abs() < 1e-15);
        let small = of(&["1e-300", "3e-300"]);
        assert_eq!(small.mean(), Some(2e-300));
        assert!((small.stdev().unwrap() / (2_f64.sqrt() * 1e-300) - 1.0).abs() < 1e-15);
        // 10^16 + 0.1 is no double; its distance from the mean is.
        assert_eq!(
            of(&["10000000000000000.1", "10000000000000000.3"]).stdev().map(digits),
            Some(141_421_356)
        );
    }

    /// The first nine decimals.
    #[expect(clippy::cast_possible_truncation, reason = "small")]
    fn digits(number: f64) -> i64 {
        (number * 1e9) as i64
    }

    #[test]
    fn a_weight_is_that_many_numbers() {
        let mut weighted = of(&[]);
        for (text, weight) in [("0.5", 3), ("7", 1), ("9", 0)] {
            weighted.add(&Number::read(text.as_bytes()).unwrap(), weight);
        }
        let each = of(&["0.5", "0.5", "7", "0.5"]);
        let figures = |state: &Distribution| (state.count(), state.mean(), state.stdev());
        assert_eq!(figures(&weighted), figures(&each));
        assert_eq!((weighted.cells(), weighted.maximum()), (each.cells(), Some(7.0)));
    }

    #[test]
    fn the_unit_is_what_all_share() {
        assert_eq!(of(&[]).unit(), Some(Unit::Bare));
        assert_eq!(of(&["1ms", "2 s"]).unit(), Some(Unit::Seconds));
        let mixed = of(&["1ms", "2"]);
        assert_eq!((mixed.unit(), mixed.with_unit(Unit::Bare)), (None, 1));
    }

    #[test]
    fn what_was_written_short_comes_out_as_written() {
        let texts: Vec<String> = (1..=999).map(|thousandth| format!("{thousandth}ms")).collect();
        let cells = of(&texts.iter().map(String::as_str).collect::<Vec<_>>()).cells();
        for (text, value) in [("50", 0.5), ("90", 0.9), ("99", 0.99), ("99.9", 0.999)] {
            assert_eq!(cells.percentile(Percentile::read(text).unwrap()), Some(value));
        }
    }
}
