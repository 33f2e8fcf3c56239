//! The section `time`: from when to when, how fast, when fastest, the longest gap.

use std::collections::BTreeMap;

use super::context::{Built, SectionContext};
use super::options::TimeAnalysis;
use super::quantile::quantile_of;
use super::timeline;
use super::value_columns::per_second;
use crate::aggregate::rates::{Bucket, RateTable};
use crate::report::{Cell, Field, Moment, Remark};
use crate::time::{Timestamp, Zone, format_duration};

pub(super) fn build<'a>(context: &SectionContext<'a>) -> Option<Built<'a>> {
    let (table, options) = context.rates().zip(context.options.time.as_ref())?;
    Some(Built::Fields(fields(table, options, &context.options.zone).into()))
}

fn fields(table: &RateTable, options: &TimeAnalysis, zone: &Zone) -> Vec<Field<'static>> {
    let buckets = table.buckets();
    let first = buckets.first().map(|bucket| bucket.first);
    let last = buckets.iter().map(|bucket| bucket.last).max();
    let at =
        |at: Option<Timestamp>| at.map_or(Cell::Missing, |at| Cell::Time(Moment::new(at, zone)));
    let span = first.zip(last).map(|(first, last)| i128::from(last.0) - i128::from(first.0));
    let seconds = |nanos: Option<i128>| nanos.map_or(Cell::Missing, Cell::seconds);
    let peak = peak(buckets);
    let total: u128 = buckets.iter().map(|bucket| u128::from(bucket.count)).sum();
    let mean = first.map(|_| per_second(total, table));
    let gap = table.longest_gap();
    let whole = |number: Option<u64>| number.map_or(Cell::Missing, Cell::Count);
    let empty = first.map(|_| table.range() - buckets.len() as u64);
    let width = table.bucketer().width().nanos();
    let zone = Remark::Words(zone.to_string());
    let fields = [
        ("first", at(first), Some(zone)),
        ("last", at(last), None),
        ("span_seconds", seconds(span), None),
        (
            "bucket_seconds",
            Cell::seconds(width.into()),
            Some(Remark::Words(format_duration(width))),
        ),
        ("mean_rate", Cell::number(mean), None),
        ("peak", whole(peak.map(|bucket| bucket.count)), None),
        ("peak_at", at(peak.map(|bucket| bucket.start)), None),
        ("empty_buckets", whole(empty), None),
        ("longest_gap_seconds", seconds(gap.map(|gap| gap.nanos.into())), None),
        ("longest_gap_from", at(gap.map(|gap| gap.from)), None),
        ("timeline_seconds", Cell::seconds(timeline::bucketer(table).width().nanos().into()), None),
    ];
    let fields = fields.map(|(name, cell, remark)| Field { name: name.into(), cell, remark });
    let mut fields = Vec::from(fields);
    let totals = bucket_totals(table);
    fields.extend(options.percentiles.iter().map(|percentile| Field {
        name: format!("bucket_{percentile}").into(),
        cell: Cell::number(quantile_of(&totals, percentile.share())),
        remark: None,
    }));
    fields
}

/// How many buckets of the range, empty ones included, have each number of events; ascending.
fn bucket_totals(table: &RateTable) -> Vec<(u64, u64)> {
    let mut totals = BTreeMap::<u64, u64>::new();
    let empty = table.range().saturating_sub(table.buckets().len() as u64);
    totals.insert(0, empty);
    for bucket in table.buckets() {
        *totals.entry(bucket.count).or_default() += 1;
    }
    totals.into_iter().collect()
}

/// The bucket with the most events, the earliest of several.
fn peak(buckets: &[Bucket]) -> Option<&Bucket> {
    let most = |best: &'_ Bucket, bucket: &'_ Bucket| bucket.count > best.count;
    buckets.iter().reduce(|best, bucket| if most(best, bucket) { bucket } else { best })
}
