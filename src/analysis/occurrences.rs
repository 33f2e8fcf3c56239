//! The events of each value, bucket by bucket, from which limits are found and on which limiters
//! are replayed.

use rayon::iter::ParallelIterator;
use rayon::slice::ParallelSlice;

use crate::aggregate::rates::RateTable;
use crate::aggregate::{CountEntry, Totals};

/// The events of a value in one bucket.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Occurrence {
    /// The start of the bucket, in nanoseconds since 1970.
    pub(super) start: i64,
    /// How many buckets after the first of the range this one begins, empty ones counted; 0 for the
    /// first.
    pub(super) position: u64,
    /// How many events.
    pub(super) count: u64,
}

/// Whether the buckets of every value are known: none were folded, dropped or approximated.
pub(super) fn are_known(totals: &Totals, table: &RateTable) -> bool {
    let is_open =
        |entry| table.value(totals.counts.state(entry)).is_none_or(|value| value.folded.is_empty());
    totals.approximation.is_none() && table.knows_values() && totals.counts.entries().all(is_open)
}

/// Values that one thread takes at a time.
const TOGETHER: usize = 1024;

/// Sums up the events, in the order of time, of each value: a sum for each of `kinds`, which begins as `new` and to
/// which `add` adds the values whose count passes `is_wanted`. `join` adds the sum of later values to that of
/// earlier ones. Most values have few events: an analysis of frequent values skips their buckets.
pub(super) fn sum_values<K: Sync, T: Send>(
    totals: &Totals,
    table: &RateTable,
    kinds: &[K],
    is_wanted: impl Fn(&K, u64) -> bool + Send + Sync,
    new: impl Fn(&K) -> T + Send + Sync,
    add: impl Fn(&K, &mut T, CountEntry, &[Occurrence]) + Send + Sync,
    join: impl Fn(&mut T, T) + Send + Sync,
) -> Vec<T> {
    let start = || kinds.iter().map(&new).collect::<Vec<T>>();
    let sum = |entries: &[CountEntry]| {
        let (mut sums, mut occurrences) = (start(), Vec::new());
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
                Some(Occurrence { start, position, count: pair.count })
            });
            occurrences.clear();
            occurrences.extend(known);
            let sums = kinds.iter().zip(&mut sums).filter(|(kind, _)| is_wanted(kind, count));
            sums.for_each(|(kind, sum)| add(kind, sum, *entry, &occurrences));
        }
        sums
    };
    let join = |mut ours: Vec<T>, theirs: Vec<T>| {
        ours.iter_mut().zip(theirs).for_each(|(own, other)| join(own, other));
        ours
    };
    let entries: Vec<CountEntry> = totals.counts.entries().collect();
    entries.par_chunks(TOGETHER).map(sum).reduce(start, join)
}
