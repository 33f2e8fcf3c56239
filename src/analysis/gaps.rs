//! The section `gaps`: every silence of at least `--idle`, the longest first.

use super::context::{Built, SectionContext};
use crate::aggregate::rates::Bucket;
use crate::report::{Cell, Moment};
use crate::time::Timestamp;

/// The section `gaps`. `--idle` is not shorter than a bucket, so no silence lies within one.
pub(super) fn build<'a>(context: &SectionContext<'a>) -> Option<Built<'a>> {
    let table = context.rates()?;
    let time = |at: Timestamp| Cell::Time(Moment::new(at, &context.options.zone));
    let silences = silences(table.buckets(), context.options.idle?);
    let rows = silences.into_iter().map(|(from, to)| {
        vec![time(from), time(to), Cell::seconds(i128::from(to.0) - i128::from(from.0))]
    });
    Some(Built::Rows(rows.collect()))
}

/// The silences of at least `least` nanoseconds, the longest first, then by time.
fn silences(buckets: &[Bucket], least: i64) -> Vec<(Timestamp, Timestamp)> {
    let between = buckets.windows(2).map(|pair| (pair[0].last, pair[1].first));
    let length = |(from, to): &(Timestamp, Timestamp)| to.0.saturating_sub(from.0);
    let mut silences: Vec<_> = between.filter(|silence| length(silence) >= least).collect();
    silences.sort_by_key(|silence| std::cmp::Reverse(length(silence)));
    silences
}
