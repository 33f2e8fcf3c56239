//! The sections that say when: `time`, `timeline`, `frequencies`.

use super::TimeAnalysis;
use super::frequencies::frequencies;
use super::timeline::Timeline;
use super::value_columns::per_second;
use crate::aggregate::Measure;
use crate::aggregate::rates::{Bucket, RateTable};
use crate::report::{Body, Cell, Field, Moment, Remark, Section, Table};
use crate::time::{Timestamp, format_duration};

/// The sections, in the order they are printed.
/// `measures` are those of the buckets, where something is measured; `is_whole` says that no value was
/// let go.
pub(super) fn sections<'a>(
    table: &'a RateTable,
    options: &TimeAnalysis,
    measures: &[Measure],
    is_whole: bool,
) -> Vec<Section<'a>> {
    let timeline = Timeline::new(table, &options.zone, measures);
    let time = Body::Record(time(table, &timeline, options));
    let columns = timeline.columns().iter().map(|name| (*name).into()).collect();
    let timeline = Table { columns, rows: Box::new(timeline), left_out: None };
    vec![
        Section { name: "time", body: time },
        Section { name: "timeline", body: Body::Table(timeline) },
        Section { name: "frequencies", body: Body::Table(frequencies(table, is_whole)) },
    ]
}

fn time(table: &RateTable, timeline: &Timeline, options: &TimeAnalysis) -> Vec<Field<'static>> {
    let buckets = table.buckets();
    let first = buckets.first().map(|bucket| bucket.first);
    let last = buckets.iter().map(|bucket| bucket.last).max();
    let at = |at: Option<Timestamp>| {
        at.map_or(Cell::Missing, |at| Cell::Time(Moment::new(at, &options.zone)))
    };
    let span = first.zip(last).map(|(first, last)| seconds(last.0.into(), first.0.into()));
    let peak = peak(buckets);
    let total: u128 = buckets.iter().map(|bucket| u128::from(bucket.count)).sum();
    let mean = first.map(|_| per_second(total, table));
    let gap = table.longest_gap();
    let whole = |number: Option<u64>| number.map_or(Cell::Missing, Cell::Count);
    let empty = first.map(|_| table.range() - buckets.len() as u64);
    let width = table.bucketer().width().nanos();
    let zone = Remark::Words(options.zone.to_string());
    let fields = [
        ("first", at(first), Some(zone)),
        ("last", at(last), None),
        ("span_seconds", Cell::number(span), None),
        (
            "bucket_seconds",
            Cell::Number(seconds(width.into(), 0)),
            Some(Remark::Words(format_duration(width))),
        ),
        ("mean_rate", Cell::number(mean), None),
        ("peak", whole(peak.map(|bucket| bucket.count)), None),
        ("peak_at", at(peak.map(|bucket| bucket.start)), None),
        ("empty_buckets", whole(empty), None),
        ("longest_gap_seconds", Cell::number(gap.map(|gap| seconds(gap.nanos.into(), 0))), None),
        ("longest_gap_from", at(gap.map(|gap| gap.from)), None),
        ("timeline_seconds", Cell::Number(seconds(timeline.width.nanos().into(), 0)), None),
    ];
    fields.map(|(name, cell, remark)| Field { name: name.into(), cell, remark }).into()
}

/// The bucket with the most events, the earliest of several.
fn peak(buckets: &[Bucket]) -> Option<&Bucket> {
    let most = |best: &'_ Bucket, bucket: &'_ Bucket| bucket.count > best.count;
    buckets.iter().reduce(|best, bucket| if most(best, bucket) { bucket } else { best })
}

/// Seconds from one instant to another, both in nanoseconds.
#[expect(clippy::cast_precision_loss, reason = "seconds are doubles")]
fn seconds(to: i128, from: i128) -> f64 {
    (to - from) as f64 / 1e9
}
