//! The numbers of one value, as for `-k path -m request_time`: how many, their sum, the smallest and
//! the largest, and counts by cell for the percentiles. There can be millions of values, so a measure
//! is small.
//!
//! All of it is integer, or a minimum or maximum, so the states of any split of the numbers in any
//! order merge to an equal state.

use serde::{Deserialize, Serialize};

use super::cell::Precision;
use super::counts::prefetch;
use super::distribution::{Cells, are_ends};
use super::exact_sum::ExactSum;
use super::histogram::CellHistogram;
use super::percentile::Percentile;
use crate::codec::{Decoded, Part, check};
use crate::number::{Decimal, Exact, Number};

/// The scale of the small sum: 10^-9.
const SCALE: i16 = 9;
/// Powers of ten from 10^0 on.
const POWERS: [i64; 19] = {
    let mut powers = [1; 19];
    let mut index = 1;
    while index < powers.len() {
        powers[index] = powers[index - 1] * 10;
        index += 1;
    }
    powers
};
/// The most that one number adds to the small sum, of 127 bits.
const MOST: u128 = 1 << 96;

/// The state of one value's numbers.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(try_from = "StoredMeasure", into = "StoredMeasure")]
pub(crate) struct Measure {
    count: u64,
    minimum: f64,
    maximum: f64,
    /// A sum in units of 10^-9: the low and the high half.
    small: [u64; 2],
    /// The sum of what the small sum cannot hold: numbers finer than 10^-9, and very large ones.
    large: Option<Box<ExactSum>>,
    cells: CellHistogram,
}

/// A measure as it is written. Both sums are written as one, because the order of the numbers
/// decides when the small sum overflows.
#[derive(Serialize, Deserialize)]
struct StoredMeasure {
    count: u64,
    minimum: f64,
    maximum: f64,
    sum: ExactSum,
    cells: CellHistogram,
}

impl From<Measure> for StoredMeasure {
    fn from(measure: Measure) -> Self {
        let Measure { count, minimum, maximum, small, large, cells } = measure;
        let mut sum = large.map_or_else(ExactSum::new, |large| *large);
        sum.add_digits(wide(small), -i32::from(SCALE));
        if let Some(rest) = sum.take(-i32::from(SCALE)).filter(|rest| *rest != 0) {
            sum.add_digits(rest, -i32::from(SCALE));
        }
        Self { count, minimum, maximum, sum, cells }
    }
}

impl TryFrom<StoredMeasure> for Measure {
    type Error = &'static str;

    fn try_from(stored: StoredMeasure) -> Result<Self, Self::Error> {
        let StoredMeasure { count, minimum, maximum, mut sum, cells } = stored;
        let small = sum.take(-i32::from(SCALE)).unwrap_or(0);
        let large = (!sum.is_empty()).then(|| Box::new(sum));
        let counted = cells.counts().iter().fold(0, |sum: u64, cell| sum.saturating_add(cell.1));
        if counted != count || !are_ends(&cells, [minimum, maximum]) {
            return Err("count or ends of numbers");
        }
        Ok(Self { count, minimum, maximum, small: halves(small), large, cells })
    }
}

impl Measure {
    /// A measure of no numbers. Only measures of equal precision can be merged.
    pub(crate) const fn new(precision: Precision) -> Self {
        Self {
            count: 0,
            minimum: f64::INFINITY,
            maximum: f64::NEG_INFINITY,
            small: [0; 2],
            large: None,
            cells: CellHistogram::new(precision),
        }
    }

    /// Takes in `number`, `weight` times.
    #[inline]
    pub(crate) fn add(&mut self, number: &Number, weight: u64) {
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
        self.cells.add(value, weight);
    }

    /// Takes in the numbers of `other`, of equal precision.
    pub(crate) fn merge(&mut self, other: Self) {
        // Named one by one, so that a field added later cannot be forgotten here.
        let Self { count, minimum, maximum, small, large, cells } = other;
        self.count = self.count.saturating_add(count);
        self.minimum = self.minimum.min(minimum);
        self.maximum = self.maximum.max(maximum);
        self.add_small(wide(small));
        if let Some(large) = large {
            self.large.get_or_insert_default().merge(&large);
        }
        self.cells.merge(&cells);
    }

    /// Adds to the small sum; before it overflows it is moved to the large sum.
    #[inline]
    fn add_small(&mut self, number: i128) {
        let sum = wide(self.small).checked_add(number);
        self.small = halves(sum.unwrap_or_else(|| self.spill(number)));
    }

    #[cold]
    fn spill(&mut self, number: i128) -> i128 {
        let large = self.large.get_or_insert_default();
        large.add_digits(wide(self.small), -i32::from(SCALE));
        number
    }

    /// Reads ahead the lines of the cache in which the measure lies.
    #[inline]
    pub(super) fn read_self_ahead(&self) {
        prefetch(&self.count);
        prefetch(&self.small);
        self.cells.read_self_ahead();
    }

    /// Reads ahead what [`Self::add`] changes outside the measure.
    #[inline]
    pub(super) fn read_ahead(&self) {
        self.cells.read_ahead();
    }

    /// How many numbers, at most 2^64 - 1.
    pub(crate) const fn count(&self) -> u64 {
        self.count
    }

    /// Their sum: exact, rounded once to the nearest double.
    pub(crate) fn sum(&self) -> f64 {
        self.total().to_f64()
    }

    /// Their arithmetic mean, rounded once, or `None` of no numbers.
    ///
    /// sum / n (NIST/SEMATECH e-Handbook of Statistical Methods, 1.3.5.1 "Measures of Location").
    pub(crate) fn mean(&self) -> Option<f64> {
        Some(self.total().over(&Exact::whole(self.count))?.to_f64())
    }

    fn total(&self) -> Exact {
        let small = Exact::new(wide(self.small), -i32::from(SCALE));
        match &self.large {
            Some(large) => small.plus(&large.total()),
            None => small,
        }
    }

    /// The smallest number, or `None` of no numbers.
    pub(crate) fn minimum(&self) -> Option<f64> {
        (self.count > 0).then_some(self.minimum)
    }

    /// The largest number, or `None` of no numbers.
    pub(crate) fn maximum(&self) -> Option<f64> {
        (self.count > 0).then_some(self.maximum)
    }

    /// A percentile as [`Cells::percentile`] gives it, or `None` if there are too few numbers for it
    /// ([`Percentile::is_supported_by`]).
    pub(crate) fn percentile(&self, percentile: Percentile) -> Option<f64> {
        let [value] = self.percentiles([percentile]);
        value
    }

    /// Several percentiles, each as [`Measure::percentile`] gives it.
    pub(crate) fn percentiles<const N: usize>(
        &self,
        percentiles: [Percentile; N],
    ) -> [Option<f64>; N] {
        let counts = self.cells.counts();
        percentiles.map(|percentile| {
            let rank = percentile.rank(self.count);
            if !percentile.is_supported_by(self.count) {
                return None;
            }
            if rank == 1 || rank == self.count {
                return if rank == 1 { self.minimum() } else { self.maximum() };
            }
            let mut below = 0_u64;
            let cell = counts.iter().find(|(_, count)| {
                below = below.saturating_add(*count);
                below >= rank
            })?;
            Some(self.cells.cell(*cell).value().max(self.minimum).min(self.maximum))
        })
    }

    /// The cells with numbers in them.
    pub(crate) fn cells(&self) -> Cells {
        Cells::new(self.cells.cells(), self.minimum, self.maximum)
    }

    /// Fails unless it was made with that precision.
    pub(super) fn check(&self, precision: Precision) -> Decoded<()> {
        check(self.cells.precision() == precision, "precision")
    }
}

impl Part for Measure {
    fn memory(&self) -> u64 {
        let large = self.large.as_ref();
        let large = large.map_or(0, |large| size_of::<ExactSum>() as u64 + large.memory());
        self.cells.memory() + large
    }
}

const fn wide(halves: [u64; 2]) -> i128 {
    ((halves[1] as i128) << 64) | halves[0] as i128
}

#[expect(clippy::cast_possible_truncation, reason = "the two halves")]
const fn halves(sum: i128) -> [u64; 2] {
    [sum.cast_unsigned() as u64, (sum.cast_unsigned() >> 64) as u64]
}

/// `number` x `weight` in units of 10^-9, or `None` if it is finer or too large. Whether a number
/// goes to the large sum depends on the number alone, and not on the numbers before it.
#[inline]
fn scaled(number: Decimal, weight: u64) -> Option<i128> {
    let power = usize::try_from(i32::from(number.exponent()) + i32::from(SCALE)).ok()?;
    let scaled = match (i64::try_from(number.digits()), POWERS.get(power)) {
        // The product of two numbers of 64 bits fits 128 bits.
        (Ok(digits), Some(factor)) => i128::from(digits) * i128::from(*factor),
        _ => number.digits().checked_mul(10_i128.checked_pow(u32::try_from(power).ok()?)?)?,
    };
    let scaled = if weight == 1 { scaled } else { scaled.checked_mul(i128::from(weight))? };
    (scaled.unsigned_abs() < MOST).then_some(scaled)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::{Strategy, any, prop_oneof, proptest};

    use super::{Measure, SCALE};
    use crate::aggregate::{Distribution, Percentile, Precision};
    use crate::codec::{Part, Reader, Writer};
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
    fn when_the_small_sum_overflowed_does_not_show() {
        let large = i128::MAX - 5;
        let mut overflowed = Measure::new(Precision::DEFAULT);
        overflowed.add(&number("7"), 1);
        let mut never = overflowed.clone();
        overflowed.add_small(large);
        assert!(overflowed.large.is_some());
        never.large.get_or_insert_default().add_digits(large, -i32::from(SCALE));
        assert_eq!(Writer::record(&overflowed), Writer::record(&never));
        let bytes = Writer::record(&overflowed);
        let read: Measure = Reader::new(&bytes, 1 << 20).part().unwrap();
        assert_eq!(
            (Writer::record(&read), read.sum().to_bits()),
            (bytes, overflowed.sum().to_bits())
        );
        // A sum that the small one can hold again is small again.
        overflowed.add_small(-large);
        let mut small = Measure::new(Precision::DEFAULT);
        small.add(&number("7"), 1);
        assert_eq!(Writer::record(&overflowed), Writer::record(&small));
        let bytes = Writer::record(&overflowed);
        let read: Measure = Reader::new(&bytes, 1 << 20).part().unwrap();
        assert!(read.large.is_none());
    }

    #[test]
    fn few_numbers_are_small_and_tell_few_percentiles() {
        let mut measure = Measure::new(Precision::DEFAULT);
        for _ in 0..12 {
            measure.add(&number("0.152"), 1);
        }
        let told = measure.percentiles([Percentile::P50, Percentile::P90, Percentile::P99]);
        assert_eq!(told, [Some(0.152), Some(0.152), None]);
        assert_eq!((measure.memory(), size_of::<Measure>()), (16, 88));
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
