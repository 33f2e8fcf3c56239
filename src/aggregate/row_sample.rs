//! The rows a rank correlation is made of: all of them up to [`MOST_ROWS`], beyond that the
//! [`SAMPLE_ROWS`] whose hashes are the smallest.
//!
//! Which rows those are does not depend on their order nor on how they were split, because a hash
//! comes from the row's line. Lines that are equal share their fate, so where few lines differ the
//! sample is coarse. Called by the comparison.

use std::cmp::Ordering;

use crate::codec::{Reader, Result, Writer, check};

/// Rows up to which all are kept.
pub const MOST_ROWS: u64 = 1_000_000;
/// Rows kept of more.
pub const SAMPLE_ROWS: usize = 100_000;

/// Rows of numbers, some missing.
#[derive(Debug, Clone)]
pub struct RowSample {
    columns: usize,
    /// How many rows came.
    seen: u64,
    hashes: Vec<u64>,
    /// The numbers of one row after those of another, NaN for a missing one.
    numbers: Vec<f64>,
    /// The largest hash that can still be in the sample; none while all rows are kept.
    limit: Option<u64>,
    sizes: Sizes,
}

/// Smaller in tests.
#[derive(Debug, Clone, Copy)]
struct Sizes {
    most: u64,
    sample: usize,
}

impl RowSample {
    /// No rows yet, of `columns` columns.
    pub const fn new(columns: usize) -> Self {
        Self::with_sizes(columns, Sizes { most: MOST_ROWS, sample: SAMPLE_ROWS })
    }

    const fn with_sizes(columns: usize, sizes: Sizes) -> Self {
        Self { columns, seen: 0, hashes: Vec::new(), numbers: Vec::new(), limit: None, sizes }
    }

    /// Takes in a row: its line's hash, and a number for each column, NaN where it is missing.
    pub fn add(&mut self, hash: u64, row: impl Iterator<Item = f64>) {
        self.seen = self.seen.saturating_add(1);
        if self.limit.is_some_and(|limit| hash > limit) {
            return;
        }
        self.hashes.push(hash);
        self.numbers.extend(row.chain(std::iter::repeat(f64::NAN)).take(self.columns));
        // At once when they are too many to keep all; then each time they are twice the sample.
        let room = self.limit.map_or(0, |_| self.sizes.sample * 2);
        if self.is_sample() && self.hashes.len() > room {
            self.reduce();
        }
    }

    /// Takes in all rows `other` took in.
    pub fn merge(&mut self, other: Self) {
        self.seen = self.seen.saturating_add(other.seen);
        self.hashes.extend(other.hashes);
        self.numbers.extend(other.numbers);
        if self.is_sample() {
            self.reduce();
        }
    }

    /// Whether there were more rows than are kept.
    pub const fn is_sample(&self) -> bool {
        self.seen > self.sizes.most
    }

    /// The rows to compute from, in no order that means anything.
    pub fn rows(&self) -> impl Iterator<Item = &[f64]> {
        let order =
            if self.is_sample() { self.smallest() } else { (0..self.hashes.len()).collect() };
        order.into_iter().map(|at| self.row(at))
    }

    fn row(&self, at: usize) -> &[f64] {
        &self.numbers[at * self.columns..(at + 1) * self.columns]
    }

    /// The places of the rows of the sample.
    fn smallest(&self) -> Vec<usize> {
        let mut order: Vec<usize> = (0..self.hashes.len()).collect();
        if order.len() > self.sizes.sample {
            order.select_nth_unstable_by(self.sizes.sample - 1, |a, b| self.compare(*a, *b));
            order.truncate(self.sizes.sample);
        }
        order
    }

    /// By hash; equal hashes by their numbers, so that any two rows that differ have an order.
    fn compare(&self, a: usize, b: usize) -> Ordering {
        let bits = |at| self.row(at).iter().map(|number: &f64| number.to_bits());
        self.hashes[a].cmp(&self.hashes[b]).then_with(|| bits(a).cmp(bits(b)))
    }

    /// Keeps only the sample.
    fn reduce(&mut self) {
        let kept = self.smallest();
        let hashes: Vec<u64> = kept.iter().map(|at| self.hashes[*at]).collect();
        self.numbers = kept.iter().flat_map(|at| self.row(*at)).copied().collect();
        self.limit = hashes.iter().max().copied();
        self.hashes = hashes;
    }

    /// Writes them.
    pub(super) fn write(&self, out: &mut Writer) {
        let mut kept: Vec<usize> =
            if self.is_sample() { self.smallest() } else { (0..self.hashes.len()).collect() };
        kept.sort_unstable_by(|a, b| self.compare(*a, *b));
        out.u64(self.seen);
        out.length(kept.len());
        let mut before = 0;
        for at in kept {
            out.u64(self.hashes[at] - before);
            self.row(at).iter().for_each(|number| out.put(number));
            before = self.hashes[at];
        }
    }

    /// Reads rows of so many columns.
    pub(super) fn read(input: &mut Reader<'_>, columns: usize) -> Result<Self> {
        Self::new(columns).filled(input)
    }

    fn filled(self, input: &mut Reader<'_>) -> Result<Self> {
        let (columns, mut rows) = (self.columns, self);
        rows.seen = input.u64()?;
        let length = input.length()?;
        let kept = if rows.is_sample() { rows.sizes.sample as u64 } else { rows.seen };
        check(length as u64 == kept, "number of rows")?;
        let mut hash = 0_u64;
        for _ in 0..length {
            let next = hash.checked_add(input.u64()?);
            check(next.is_some(), "hash of a row")?;
            hash = next.unwrap_or(hash);
            rows.hashes.push(hash);
            for _ in 0..columns {
                let number = input.take::<f64>()?;
                let is_missing = number.to_bits() == f64::NAN.to_bits();
                check(number.is_finite() || is_missing, "number of a row")?;
                rows.numbers.push(number);
            }
            input.charge(8 + 8 * columns as u64)?;
        }
        rows.limit = rows.is_sample().then_some(hash);
        Ok(rows)
    }

    /// Bytes of memory held on the heap.
    pub fn memory(&self) -> u64 {
        let rows = self.hashes.capacity() * size_of::<u64>();
        (rows + self.numbers.capacity() * size_of::<f64>()) as u64
    }
}

#[cfg(test)]
#[expect(clippy::cast_precision_loss, reason = "small numbers")]
mod tests {
    use proptest::prelude::{any, prop_assert_eq, proptest};

    use super::{RowSample, Sizes};
    use crate::codec::{Reader, Writer};

    const SMALL: Sizes = Sizes { most: 20, sample: 7 };

    fn observed(sample: &RowSample) -> Vec<Vec<u64>> {
        let bits = |row: &[f64]| row.iter().map(|x| x.to_bits()).collect();
        let mut rows: Vec<Vec<u64>> = sample.rows().map(bits).collect();
        rows.sort();
        rows
    }

    proptest! {
        #[test]
        fn any_split_keeps_the_same_rows(
            rows in proptest::collection::vec((0..50_u64, any::<i8>(), 0..3_usize), 0..90),
            left_first in any::<bool>(),
        ) {
            let mut whole = RowSample::with_sizes(2, SMALL);
            let mut parts = [(); 3].map(|()| RowSample::with_sizes(2, SMALL));
            for (hash, number, part) in &rows {
                let row = [f64::from(*number), *hash as f64];
                whole.add(*hash, row.into_iter());
                parts[*part].add(*hash, row.into_iter());
            }
            let [mut a, mut b, c] = parts;
            let merged = if left_first {
                a.merge(b);
                a.merge(c);
                a
            } else {
                b.merge(c);
                b.merge(a);
                b
            };
            assert_eq!(observed(&merged), observed(&whole));
            assert_eq!(merged.is_sample(), rows.len() > 20);
            let mut expected: Vec<(u64, u64)> =
                rows.iter().map(|(hash, number, _)| (*hash, f64::from(*number).to_bits())).collect();
            expected.sort_unstable();
            expected.truncate(if rows.len() > 20 { 7 } else { 20 });
            let mut expected: Vec<Vec<u64>> =
                expected.into_iter().map(|(hash, number)| vec![number, (hash as f64).to_bits()]).collect();
            expected.sort();
            assert_eq!(observed(&whole), expected);
        }
    }

    #[test]
    fn short_rows_are_filled_up() {
        let mut sample = RowSample::new(3);
        sample.add(1, [5.0].into_iter());
        assert!(sample.rows().all(|row| row.len() == 3 && row[1].is_nan()));
        assert!(sample.memory() > 0);
    }

    fn written(rows: &RowSample) -> Vec<u8> {
        let mut out = Writer::new();
        rows.write(&mut out);
        out.into_bytes()
    }

    fn again(rows: &RowSample) -> RowSample {
        let bytes = written(rows);
        let read = RowSample::with_sizes(1, SMALL).filled(&mut Reader::new(&bytes, 1 << 20));
        read.unwrap()
    }

    proptest! {
        #[test]
        fn a_sample_that_was_read_goes_on_as_before(
            rows in proptest::collection::vec((0..50_u64, any::<i8>()), 0..60), parts in 1..5_usize,
        ) {
            let mut whole = RowSample::with_sizes(1, SMALL);
            rows.iter().for_each(|(hash, x)| whole.add(*hash, [f64::from(*x)].into_iter()));
            let mut merged = RowSample::with_sizes(1, SMALL);
            for part in 0..parts {
                let mut own = RowSample::with_sizes(1, SMALL);
                let rows = rows.iter().skip(part).step_by(parts);
                rows.for_each(|(hash, x)| own.add(*hash, [f64::from(*x)].into_iter()));
                merged.merge(again(&own));
                merged = again(&merged);
            }
            prop_assert_eq!(written(&merged), written(&whole));
        }
    }
}
