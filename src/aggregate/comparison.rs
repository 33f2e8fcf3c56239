//! The columns of `--compare`: the distribution of each numeric column, exact sums of the products of
//! each pair, how often its numbers came together; and for two text columns how often their texts came
//! together.
//!
//! All of it is integer, or a minimum or maximum, so any split of the rows in any order merges to an
//! equal state. The figures are made in [`crate::analysis`].

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::cell::Precision;
use super::distribution::Distribution;
use super::exact_sum::ExactSum;
use super::joint_counts::JointCounts;
use crate::codec::{Decoded, Part, Reader, Writer};
use crate::number::Number;

/// Numeric columns, compared each with each.
#[derive(Debug, Clone)]
pub(crate) struct Comparison {
    columns: Vec<ComparedColumn>,
    /// (0, 1), (0, 2), ..., (1, 2), ...
    pairs: Vec<PairSums>,
}

#[derive(Debug, Clone, Serialize, Deserialize)]
pub(crate) struct ComparedColumn {
    pub(crate) distribution: Distribution,
    /// Rows that had no number there.
    pub(crate) missing: u64,
}

impl Comparison {
    /// A comparison of no rows, of `columns` columns. Only comparisons made with equal arguments can be
    /// merged.
    pub(crate) fn new(columns: usize, precision: Precision) -> Self {
        let pairs = columns * columns.saturating_sub(1) / 2;
        let column = ComparedColumn { distribution: Distribution::new(precision), missing: 0 };
        Self { columns: vec![column; columns], pairs: vec![PairSums::default(); pairs] }
    }

    /// Takes in a row: the number of each column, `None` if it is missing.
    pub(crate) fn add(&mut self, row: &[Option<Number>]) {
        for (column, number) in self.columns.iter_mut().zip(row) {
            match number {
                Some(number) => column.distribution.add(number, 1),
                None => column.missing = column.missing.saturating_add(1),
            }
        }
        for ((x, y), pair) in column_pairs(self.columns.len()).zip(&mut self.pairs) {
            if let (Some(Some(x)), Some(Some(y))) = (row.get(x), row.get(y)) {
                pair.add(x, y);
            }
        }
    }

    /// Takes in the rows of `other`, made with equal arguments.
    pub(crate) fn merge(&mut self, other: Self) {
        // Named one by one, so that a field added later cannot be forgotten here.
        let Self { columns, pairs } = other;
        for (own, other) in self.columns.iter_mut().zip(columns) {
            own.distribution.merge(other.distribution);
            own.missing = own.missing.saturating_add(other.missing);
        }
        for (own, other) in self.pairs.iter_mut().zip(&pairs) {
            own.merge(other);
        }
    }

    /// The comparison of the columns at these places alone, which ascend.
    pub(super) fn only(&self, columns: &[usize]) -> Self {
        let pairs = column_pairs(self.columns.len()).zip(&self.pairs);
        let pairs = pairs.filter(|((x, y), _)| columns.contains(x) && columns.contains(y));
        Self {
            pairs: pairs.map(|(_, pair)| pair.clone()).collect(),
            columns: columns.iter().filter_map(|at| self.columns.get(*at).cloned()).collect(),
        }
    }

    /// The columns, in the order they were named.
    pub(crate) fn columns(&self) -> &[ComparedColumn] {
        &self.columns
    }

    /// Each pair of columns, by their places, and its sums.
    pub(crate) fn pairs(&self) -> impl Iterator<Item = (usize, usize, &PairSums)> {
        column_pairs(self.columns.len()).zip(&self.pairs).map(|((x, y), sums)| (x, y, sums))
    }

    /// Bytes of memory held on the heap.
    pub(crate) fn memory(&self) -> u64 {
        let columns = self.columns.iter().map(ComparedColumn::memory);
        columns.chain(self.pairs.iter().map(PairSums::memory)).sum()
    }

    pub(super) fn write(&self, out: &mut Writer) {
        // Named one by one, so that a field added later cannot be forgotten here.
        let Self { columns, pairs } = self;
        columns.iter().for_each(|column| out.put(column));
        pairs.iter().for_each(|pair| out.put(pair));
    }

    /// Reads what [`Self::write`] wrote.
    pub(super) fn read(
        input: &mut Reader<'_>,
        columns: usize,
        precision: Precision,
    ) -> Decoded<Self> {
        let mut read = Self::new(columns, precision);
        for column in &mut read.columns {
            *column = input.part()?;
            column.distribution.check(precision)?;
        }
        for pair in &mut read.pairs {
            *pair = input.part()?;
        }
        Ok(read)
    }
}

impl Part for ComparedColumn {
    fn memory(&self) -> u64 {
        self.distribution.memory()
    }
}

/// Each pair of indexes below `columns`: (0, 1), (0, 2), ..., (1, 2), ...
pub(super) fn column_pairs(columns: usize) -> impl Iterator<Item = (usize, usize)> {
    (0..columns).flat_map(move |x| (x + 1..columns).map(move |y| (x, y)))
}

/// Sums over the rows in which both columns of a pair have a number.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
pub(crate) struct PairSums {
    /// How many rows.
    pub(crate) count: u64,
    pub(crate) x: ExactSum,
    pub(crate) y: ExactSum,
    /// Sum of x^2.
    pub(crate) xx: ExactSum,
    /// Sum of y^2.
    pub(crate) yy: ExactSum,
    /// Sum of x y.
    pub(crate) xy: ExactSum,
    /// How often each x came with each y.
    pub(crate) joint: JointCounts,
}

impl PairSums {
    fn add(&mut self, x: &Number, y: &Number) {
        self.joint.add(x.value(), y.value());
        let (x, y) = (x.decimal(), y.decimal());
        self.count = self.count.saturating_add(1);
        self.x.add(x, 1);
        self.y.add(y, 1);
        self.xx.add_product(x, x, 1);
        self.yy.add_product(y, y, 1);
        self.xy.add_product(x, y, 1);
    }

    fn merge(&mut self, other: &Self) {
        let Self { count, x, y, xx, yy, xy, joint } = other;
        self.count = self.count.saturating_add(*count);
        self.x.merge(x);
        self.y.merge(y);
        self.xx.merge(xx);
        self.yy.merge(yy);
        self.xy.merge(xy);
        self.joint.merge(joint);
    }
}

impl Part for PairSums {
    fn memory(&self) -> u64 {
        let sums = [&self.x, &self.y, &self.xx, &self.yy, &self.xy];
        sums.map(ExactSum::memory).iter().sum::<u64>() + self.joint.memory()
    }
}

/// One row of a contingency table: counts by the text of the second column.
pub(crate) type ContingencyRow = BTreeMap<Box<[u8]>, u64>;

/// How often the texts of two columns came together: a contingency table.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
#[serde(from = "ContingencyCounts", into = "ContingencyCounts")]
pub(crate) struct Contingency {
    /// By the text of the first column, then of the second.
    counts: ContingencyCounts,
    memory: u64,
}

type ContingencyCounts = BTreeMap<Box<[u8]>, ContingencyRow>;

impl From<Contingency> for ContingencyCounts {
    fn from(table: Contingency) -> Self {
        table.counts
    }
}

impl From<ContingencyCounts> for Contingency {
    fn from(counts: ContingencyCounts) -> Self {
        let mut table = Self::default();
        for (x, row) in counts {
            row.into_iter().for_each(|(y, count)| table.add(&x, &y, count));
        }
        table
    }
}

impl Part for Contingency {
    fn memory(&self) -> u64 {
        self.memory
    }
}

impl Contingency {
    /// Bytes of an entry of a B-tree besides its text: key, value and a share of unused room.
    const ENTRY: u64 = 48;

    /// Takes in a row, `weight` times.
    pub(crate) fn add(&mut self, x: &[u8], y: &[u8], weight: u64) {
        if weight == 0 {
            return;
        }
        if let Some(count) = self.counts.get_mut(x).and_then(|row| row.get_mut(y)) {
            *count = count.saturating_add(weight);
            return;
        }
        self.memory += Self::ENTRY + y.len() as u64;
        if !self.counts.contains_key(x) {
            self.memory += Self::ENTRY + x.len() as u64;
        }
        self.counts.entry(x.into()).or_default().insert(y.into(), weight);
    }

    /// Takes in the rows of `other`.
    pub(crate) fn merge(&mut self, other: &Self) {
        for (x, y, count) in other.cells() {
            self.add(x, y, count);
        }
    }

    /// The pairs of texts that came, by their bytes, and how often.
    pub(crate) fn cells(&self) -> impl Iterator<Item = (&[u8], &[u8], u64)> {
        self.counts.iter().flat_map(|(x, row)| row.iter().map(move |(y, n)| (&**x, &**y, *n)))
    }

    /// The rows of the table: a text of the first column, and its counts by the text of the second
    /// column.
    pub(crate) fn rows(&self) -> impl Iterator<Item = (&[u8], &ContingencyRow)> {
        self.counts.iter().map(|(x, row)| (&**x, row))
    }
}
