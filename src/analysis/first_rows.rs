//! The first rows of an order, gathered of a part of all rows.

use std::cmp::Ordering;
use std::sync::atomic::AtomicU64;
use std::sync::atomic::Ordering::Relaxed;

use crate::aggregate::CountEntry;

/// A value and the number by which it is ordered; see `ReportColumn::key`.
pub(super) type Row = (u64, CountEntry);

/// The rows of a part that may be among the first of all rows.
#[derive(Default)]
pub(super) struct FirstRows {
    pub(super) rows: Vec<Row>,
    /// Rows that meet the conditions, and the sum of their counts.
    pub(super) kept: (usize, u128),
}

impl FirstRows {
    /// Takes in a row that meets the conditions, and its count. For the first `top` of millions of rows no
    /// list of all rows is kept: a row whose key is above `last`, the key of the last row that some part
    /// keeps, is not among the first.
    pub(super) fn add(
        &mut self,
        row: Row,
        count: u64,
        top: usize,
        last: &AtomicU64,
        order: impl Fn(&Row, &Row) -> Ordering,
    ) {
        self.kept = (self.kept.0 + 1, self.kept.1 + u128::from(count));
        if row.0 <= last.load(Relaxed) {
            self.rows.push(row);
        }
        if self.rows.len() >= top.saturating_mul(2).max(ENOUGH) {
            keep_first(&mut self.rows, top, order);
            if let Some(key) = self.rows.iter().map(|(key, _)| *key).max() {
                last.fetch_min(key, Relaxed);
            }
        }
    }

    /// Takes in the rows of another part.
    pub(super) fn join(mut self, other: Self) -> Self {
        self.rows.extend(other.rows);
        let kept = (self.kept.0 + other.kept.0, self.kept.1 + other.kept.1);
        Self { kept, ..self }
    }
}

/// The least number of rows that are gathered before the first `top` of them are chosen.
const ENOUGH: usize = 1 << 10;

/// Keeps the first `most` of `rows`, in any order.
pub(super) fn keep_first<T>(rows: &mut Vec<T>, most: usize, order: impl FnMut(&T, &T) -> Ordering) {
    if most > 0 && most < rows.len() {
        rows.select_nth_unstable_by(most - 1, order);
    }
    rows.truncate(most);
}
