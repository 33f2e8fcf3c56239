//! The section `frequencies`: how often a value occurs in a bucket, as a distribution over all
//! values and all buckets they occur in.

use std::collections::BTreeMap;

use crate::aggregate::rates::RateTable;
use crate::report::{Cell, Table};

/// Frequencies below this are counted in a plain array.
const SMALL: usize = 4096;

/// One row a frequency `k` that occurs; none where values were let go, for theirs are not known.
pub(super) fn frequencies(table: &RateTable, is_whole: bool) -> Table<'static> {
    let mut buckets = Tally::new();
    let mut peaks = Tally::new();
    for (pairs, folded) in table.values().filter(|_| is_whole) {
        let open = pairs.iter().map(|pair| (pair.count, 1));
        let closed = folded.iter().map(|pair| (u64::from(pair.bucket()), pair.count));
        let mut peak = None;
        for (k, times) in open.chain(closed) {
            buckets.add(k, times);
            peak = peak.max(Some(k));
        }
        if let Some(peak) = peak {
            peaks.add(peak, 1);
        }
    }
    let peaks: Vec<(u64, u64)> = peaks.rows().collect();
    let mut reaching: u64 = peaks.iter().map(|(_, values)| values).sum();
    let mut peaks = peaks.into_iter().peekable();
    let events = |(k, buckets): (u64, u64)| u128::from(k) * u128::from(buckets);
    let total: u128 = buckets.rows().map(events).sum();
    let mut sum = 0;
    let rows = buckets.rows().map(|(k, count)| {
        // Values whose peak is lower than k do not reach it.
        while let Some((_, values)) = peaks.next_if(|(peak, _)| *peak < k) {
            reaching -= values;
        }
        sum += events((k, count));
        let cells = [k, count, reaching].map(Cell::Count);
        cells.into_iter().chain([Cell::Share(share(sum, total))]).collect()
    });
    let rows: Vec<Vec<Cell<'static>>> = rows.collect();
    let columns = ["per_bucket", "buckets", "values", "share"];
    Table { columns: columns.map(Into::into).into(), rows: Box::new(rows), left_out: None }
}

/// Events of weight 0 only are all of nothing.
#[expect(clippy::cast_precision_loss, reason = "a share is a double")]
fn share(part: u128, total: u128) -> f64 {
    if total == 0 { 1.0 } else { part as f64 / total as f64 }
}

/// How often each number occurs.
struct Tally {
    small: Vec<u64>,
    large: BTreeMap<u64, u64>,
}

impl Tally {
    fn new() -> Self {
        Self { small: vec![0; SMALL], large: BTreeMap::new() }
    }

    fn add(&mut self, number: u64, times: u64) {
        let small = usize::try_from(number).ok().and_then(|number| self.small.get_mut(number));
        *small.unwrap_or_else(|| self.large.entry(number).or_insert(0)) += times;
    }

    /// The numbers that occur and how often, ascending.
    fn rows(&self) -> impl Iterator<Item = (u64, u64)> {
        let small = (0..).zip(self.small.iter().copied()).filter(|(_, count)| *count > 0);
        small.chain(self.large.iter().map(|(number, count)| (*number, *count)))
    }
}
