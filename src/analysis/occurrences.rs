//! The events of each value, bucket by bucket, from which limits and limiters are replayed.

use crate::aggregate::rates::RateTable;
use crate::aggregate::{CountEntry, Totals};

/// The events of a value in one bucket.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Occurrence {
    /// The start of the bucket, in nanoseconds since 1970.
    pub(super) start: i64,
    /// Buckets between the first of the range and this one.
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

/// Calls `take` with the events, in the order of time, of each value whose count passes `is_wanted`. Most
/// values have few events: an analysis of frequent values skips their buckets.
pub(super) fn each_value(
    totals: &Totals,
    table: &RateTable,
    is_wanted: impl Fn(u64) -> bool,
    mut take: impl FnMut(CountEntry, &[Occurrence]),
) {
    let mut occurrences = Vec::new();
    for entry in totals.counts.entries() {
        if !is_wanted(totals.counts.get(entry).1) {
            continue;
        }
        let Some(value) = table.value(totals.counts.state(entry)) else { continue };
        let known = value.pairs.iter().filter_map(|pair| {
            let bucket = usize::try_from(pair.bucket()).ok()?;
            let (start, position) =
                (table.buckets().get(bucket)?.start.0, *table.positions().get(bucket)?);
            Some(Occurrence { start, position, count: pair.count })
        });
        occurrences.clear();
        occurrences.extend(known);
        take(entry, &occurrences);
    }
}
