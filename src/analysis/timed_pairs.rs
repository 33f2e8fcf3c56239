//! The events of each value, bucket by bucket, from which limits are found and on which limiters
//! are replayed.

use rayon::iter::ParallelIterator;
use rayon::slice::ParallelSlice;

use crate::aggregate::rates::RateTable;
use crate::aggregate::{CountEntry, Totals};

/// The events of a value in one bucket.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct TimedPair {
    /// The start of the bucket, in nanoseconds since 1970.
    pub(super) start: i64,
    /// How many buckets after the first of the range this one begins, empty ones counted; 0 for the
    /// first.
    pub(super) position: u64,
    /// How many events.
    pub(super) count: u64,
}

/// Whether the buckets of every value are known: none were folded, dropped or approximated.
pub(super) fn are_pairs_known(totals: &Totals, table: &RateTable) -> bool {
    let is_open =
        |entry| table.value(totals.counts.state(entry)).is_none_or(|value| value.folded.is_empty());
    totals.approximation.is_none() && table.knows_values() && totals.counts.entries().all(is_open)
}

/// Values that one thread takes at a time.
const TOGETHER: usize = 1024;

/// Goes through the values once for all `kinds` (windows or limiters) and gives a result for each.
/// A result begins as `new`; `add` adds a value, with its events in the order of time, if its count
/// passes `is_wanted`; `join` appends the result of later entries. The buckets of values that no
/// kind wants are not read.
pub(super) fn fold_values<K: Sync, T: Send>(
    totals: &Totals,
    table: &RateTable,
    kinds: &[K],
    is_wanted: impl Fn(&K, u64) -> bool + Send + Sync,
    new: impl Fn(&K) -> T + Send + Sync,
    add: impl Fn(&K, &mut T, CountEntry, &[TimedPair]) + Send + Sync,
    join: impl Fn(&mut T, T) + Send + Sync,
) -> Vec<T> {
    let start = || kinds.iter().map(&new).collect::<Vec<T>>();
    let fold = |entries: &[CountEntry]| {
        let (mut results, mut pairs) = (start(), Vec::new());
        for entry in entries {
            let count = totals.counts.get(*entry).1;
            let Some(value) = table.value(totals.counts.state(*entry)) else { continue };
            if !kinds.iter().any(|kind| is_wanted(kind, count)) {
                continue;
            }
            let known = value.pairs.iter().filter_map(|pair| {
                let bucket = usize::try_from(pair.bucket()).ok()?;
                let (start, position) =
                    (table.buckets().get(bucket)?.start.0, *table.positions().get(bucket)?);
                Some(TimedPair { start, position, count: pair.count })
            });
            pairs.clear();
            pairs.extend(known);
            let wanting = kinds.iter().zip(&mut results).filter(|(kind, _)| is_wanted(kind, count));
            wanting.for_each(|(kind, result)| add(kind, result, *entry, &pairs));
        }
        results
    };
    let join = |mut ours: Vec<T>, theirs: Vec<T>| {
        ours.iter_mut().zip(theirs).for_each(|(own, other)| join(own, other));
        ours
    };
    let entries: Vec<CountEntry> = totals.counts.entries().collect();
    entries.par_chunks(TOGETHER).map(fold).reduce(start, join)
}
