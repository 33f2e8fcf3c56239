//! The section `frequencies`: how often a value occurs in a bucket, as a distribution over all
//! values and all buckets they occur in.

use super::context::{Built, SectionContext};
use crate::aggregate::rates::{Frequencies, RateTable};
use crate::report::Cell;

pub(super) fn build<'a>(context: &SectionContext<'a>) -> Option<Built<'a>> {
    let table = context.rates()?;
    Some(Built::Rows(frequencies(table, context.has_all_values())))
}

/// One row for each frequency `k` that occurs. Without rows when values were dropped: their
/// frequencies are not known.
fn frequencies(table: &RateTable, is_whole: bool) -> Vec<Vec<Cell<'static>>> {
    let Frequencies { buckets, peaks } =
        if is_whole { table.frequencies() } else { Frequencies::default() };
    let peaks: Vec<(u64, u64)> = peaks.rows().collect();
    let mut reaching: u64 = peaks.iter().map(|(_, values)| values).sum();
    let mut peaks = peaks.into_iter().peekable();
    let events = |(k, buckets): (u64, u64)| u128::from(k) * u128::from(buckets);
    let total = buckets.rows().map(events).fold(0, u128::saturating_add);
    let mut sum = 0_u128;
    let rows = buckets.rows().map(|(k, count)| {
        // Values whose peak is lower than k do not reach it.
        while let Some((_, values)) = peaks.next_if(|(peak, _)| *peak < k) {
            reaching -= values;
        }
        sum = sum.saturating_add(events((k, count)));
        let cells = [k, count, reaching].map(Cell::Count);
        cells.into_iter().chain([Cell::Share(share(sum, total))]).collect()
    });
    rows.collect()
}

/// If all events have weight 0, the share is 1.
fn share(part: u128, total: u128) -> f64 {
    if total == 0 { 1.0 } else { part as f64 / total as f64 }
}
