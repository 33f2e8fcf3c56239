//! What is kept of the numbers of one value, as for `-k path -m request_time`: how many, their sum,
//! their ends, and counts by cell for the percentiles. There can be millions, so each is small.
//!
//! All of it is integer, or a minimum or maximum, so the states of any split of the numbers in any
//! order merge to the same. How values are found is not known here. Called by the owner of a value
//! ([`super::Counts`]), of a bucket of time, or of a group in a comparison.

mod state;

use super::cell::{Cell, CellKey, Precision, key};
use super::distribution::Cells;
use super::exact_sum::ExactSum;
use super::percentile::Percentile;
use super::sparse_counts::SparseCounts;
use crate::number::{Decimal, Exact, Number};

/// The scale of the small sum: 10^-9.
const SCALE: i16 = 9;
/// What one number may add to the small sum: 2^30 of them, of any weight, still fit it, and then
/// it moves to the large one.
const MOST: u128 = 1 << 96;

/// The state of one value's numbers.
#[derive(Debug, Clone)]
pub struct Measure {
    count: u64,
    minimum: f64,
    maximum: f64,
    /// In 10^-9, low and high half.
    small: [u64; 2],
    /// What does not fit the small sum: finer than 10^-9, or very large.
    large: Option<Box<ExactSum>>,
    cells: SparseCounts,
    precision: Precision,
}

impl Measure {
    /// Nothing yet. Only measures of the same precision can be merged.
    pub const fn new(precision: Precision) -> Self {
        Self {
            count: 0,
            minimum: f64::INFINITY,
            maximum: f64::NEG_INFINITY,
            small: [0; 2],
            large: None,
            cells: SparseCounts::new(),
            precision,
        }
    }

    /// Takes in `number`, `weight` times.
    #[inline]
    pub fn add(&mut self, number: &Number, weight: u64) {
        if weight == 0 {
            return;
        }
        let value = number.value();
        self.count = self.count.saturating_add(weight);
        self.minimum = self.minimum.min(value);
        self.maximum = self.maximum.max(value);
        match scaled(number.decimal(), weight) {
            Some(scaled) => self.add_small(scaled),
            None => self.large.get_or_insert_default().add(number.decimal(), weight),
        }
        self.cells.add(key(value, self.precision), weight, self.precision);
    }

    /// Takes in all that `other`, of the same precision, took in.
    pub fn merge(&mut self, other: Self) {
        // Taken apart, so that a part added later cannot be forgotten here.
        let Self { count, minimum, maximum, small, large, cells, precision: _ } = other;
        self.count = self.count.saturating_add(count);
        self.minimum = self.minimum.min(minimum);
        self.maximum = self.maximum.max(maximum);
        self.add_small(wide(small));
        if let Some(large) = large {
            self.large.get_or_insert_default().merge(&large);
        }
        cells.iter().for_each(|(key, count)| self.cells.add(key, count, self.precision));
    }

    /// Adds to the small sum; where that would overflow it is emptied into the large one.
    #[inline]
    fn add_small(&mut self, number: i128) {
        let sum = wide(self.small).checked_add(number);
        let sum = sum.unwrap_or_else(|| self.spill(number));
        #[expect(clippy::cast_possible_truncation, reason = "the halves are what is wanted")]
        let halves = [sum.cast_unsigned() as u64, (sum.cast_unsigned() >> 64) as u64];
        self.small = halves;
    }

    #[cold]
    fn spill(&mut self, number: i128) -> i128 {
        let large = self.large.get_or_insert_default();
        large.add_digits(wide(self.small), -i32::from(SCALE));
        number
    }

    /// How many numbers; stays at the largest 64 bits hold.
    pub const fn count(&self) -> u64 {
        self.count
    }

    /// Their sum: exact, rounded once to the nearest double.
    pub fn sum(&self) -> f64 {
        self.total().to_f64()
    }

    /// Their arithmetic mean, rounded once; none without numbers.
    ///
    /// sum / n (NIST/SEMATECH e-Handbook of Statistical Methods, 1.3.5.1 "Measures of Location").
    pub fn mean(&self) -> Option<f64> {
        Some(self.total().over(&Exact::whole(self.count))?.to_f64())
    }

    fn total(&self) -> Exact {
        let small = wide(self.small);
        let high = if small < 0 { -1 } else { 0 };
        let small = Exact::from_halves(high, small.cast_unsigned(), -i32::from(SCALE));
        self.large.as_ref().map_or_else(|| small.clone(), |large| small.plus(&large.total()))
    }

    /// The smallest number; none without numbers.
    pub fn minimum(&self) -> Option<f64> {
        (self.count > 0).then_some(self.minimum)
    }

    /// The largest number; none without numbers.
    pub fn maximum(&self) -> Option<f64> {
        (self.count > 0).then_some(self.maximum)
    }

    /// A percentile as [`Cells::percentile`] has it; none where the numbers are too few to tell it
    /// ([`Percentile::is_told_by`]).
    pub fn percentile(&self, percentile: Percentile) -> Option<f64> {
        let [value] = self.percentiles([percentile]);
        value
    }

    /// Several percentiles, each as [`Measure::percentile`].
    pub fn percentiles<const N: usize>(&self, percentiles: [Percentile; N]) -> [Option<f64>; N] {
        percentiles.map(|percentile| {
            let rank = percentile.rank(self.count);
            let told = percentile.is_told_by(self.count);
            told.then(|| self.at_rank(rank)).flatten()
        })
    }

    fn at_rank(&self, rank: u64) -> Option<f64> {
        if rank == 1 || rank == self.count {
            return if rank == 1 { self.minimum() } else { self.maximum() };
        }
        let mut below = 0_u64;
        let (key, _) = self.cells.iter().find(|(_, count)| {
            below = below.saturating_add(*count);
            below >= rank
        })?;
        Some(self.cell((key, 0)).value().max(self.minimum).min(self.maximum))
    }

    fn cell(&self, (key, count): (CellKey, u64)) -> Cell {
        Cell::new(key, self.precision, count)
    }

    /// The cells with numbers in them.
    pub fn cells(&self) -> Cells {
        let cells = self.cells.iter().map(|cell| self.cell(cell)).collect();
        Cells::new(cells, self.minimum, self.maximum)
    }

    /// Bytes of memory held on the heap.
    pub fn memory(&self) -> u64 {
        let large = self.large.as_ref();
        let large = large.map_or(0, |large| size_of::<ExactSum>() as u64 + large.memory());
        self.cells.memory() + large
    }
}

const fn wide(halves: [u64; 2]) -> i128 {
    ((halves[1] as i128) << 64) | halves[0] as i128
}

/// `number` x `weight` in 10^-9; none where it is finer or too large. This depends on the number
/// alone, so that what goes to which sum has no order.
#[inline]
fn scaled(number: Decimal, weight: u64) -> Option<i128> {
    let power = u32::try_from(i32::from(number.exponent()) + i32::from(SCALE)).ok()?;
    let scaled = number.digits().checked_mul(10_i128.checked_pow(power)?)?;
    let scaled = if weight == 1 { scaled } else { scaled.checked_mul(i128::from(weight))? };
    (scaled.unsigned_abs() < MOST).then_some(scaled)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::{Strategy, any, prop_oneof, proptest};

    use super::Measure;
    use crate::aggregate::{Distribution, Percentile, Precision};
    use crate::number::Number;

    fn number(text: &str) -> Number {
        Number::read(text.as_bytes()).unwrap()
    }

    fn observed(measure: &Measure) -> String {
        let percentiles = [Percentile::P50, Percentile::P90, Percentile::P99];
        let shown = percentiles.map(|percentile| measure.percentile(percentile));
        let ends = (measure.minimum(), measure.maximum(), measure.mean());
        format!("{} {} {ends:?} {shown:?} {:?}", measure.count(), measure.sum(), measure.cells())
    }

    fn text() -> impl Strategy<Value = String> {
        prop_oneof![
            "0\\.[0-9]{1,3}",
            "-?[0-9]{1,9}",
            "-?[0-9]{1,3}e-?[0-9]{1,2}",
            any::<u32>().prop_map(|size| format!("{}", f64::from(size) / 3.0)),
        ]
    }

    proptest! {
        #[test]
        fn any_split_merges_to_the_same(
            numbers in proptest::collection::vec((text(), 0..3_usize, any::<bool>()), 0..60),
        ) {
            let mut whole = Measure::new(Precision::DEFAULT);
            let mut all = Distribution::new(Precision::DEFAULT);
            let mut parts: Vec<_> = (0..3).map(|_| Measure::new(Precision::DEFAULT)).collect();
            for (text, part, heavy) in &numbers {
                let weight = if *heavy { u64::from(u32::MAX) } else { 1 };
                whole.add(&number(text), weight);
                all.add(&number(text), weight);
                parts[*part].add(&number(text), weight);
            }
            let [mut a, b, c] = parts.try_into().unwrap();
            let mut right = c;
            right.merge(b);
            a.merge(right);
            assert_eq!(observed(&a), observed(&whole));
            assert_eq!((whole.sum(), whole.mean()), (all.sum(), all.mean()));
        }
    }

    #[test]
    fn a_large_sum_moves_on_and_stays_exact() {
        let mut measure = Measure::new(Precision::DEFAULT);
        let step = number("79000000000000000000");
        assert!(super::scaled(step.decimal(), 1).is_some());
        measure.small = [u64::MAX, i64::MAX as u64];
        measure.add(&step, 1);
        assert!(measure.large.is_some());
        let expected = 2_f64.powi(127) / 1e9;
        assert!((measure.sum() / expected - 1.0).abs() < 1e-9);
    }

    #[test]
    fn few_numbers_are_small_and_tell_few_percentiles() {
        let mut measure = Measure::new(Precision::DEFAULT);
        for _ in 0..12 {
            measure.add(&number("0.152"), 1);
        }
        let told = measure.percentiles([Percentile::P50, Percentile::P90, Percentile::P99]);
        assert_eq!(told, [Some(0.152), Some(0.152), None]);
        assert_eq!((measure.memory(), size_of::<Measure>()), (8, 80));
    }

    #[test]
    fn percentiles_are_those_of_the_cells() {
        let mut measure = Measure::new(Precision::DEFAULT);
        for index in 0..3000 {
            measure.add(&number(&format!("{}", index * 7)), 1);
        }
        assert_eq!(measure.cells().count(), 3000);
        assert_eq!(measure.percentile(Percentile::P50), Some(10_490.0));
        let cells = measure.cells();
        for percentile in [Percentile::P50, Percentile::P90, Percentile::P99] {
            assert_eq!(measure.percentile(percentile), cells.percentile(percentile));
        }
    }
}
