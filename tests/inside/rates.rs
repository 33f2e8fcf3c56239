//! Rates against a brute force: any events, in any order, split over any parts.

use std::collections::{BTreeMap, BTreeSet};

use crate::aggregate::{Aggregates, HashSeed, Keep, Totals};
use crate::analysis::{AnalysisOptions, AssumedZone, TimeAnalysis, Window, analyze};
use crate::event::Event;
use crate::outcome::Outcome;
use crate::report::{Cell, Report};
use crate::schema::Schema;
use crate::tally::Tally;
use crate::time::{Bucketer, Timestamp, Zone};
use proptest::prelude::{any, prop_assert_eq, proptest};

const SECOND: i64 = 1_000_000_000;
const VALUES: [&[u8]; 3] = [b"a", b"b", b"c"];

/// A value's number, an instant in quarters of a second, a weight.
type Seen = (usize, i64, u64);

/// What the parts of the events come to, merged.
fn totals(events: &[Seen], parts: usize, bucketer: &Bucketer) -> Totals {
    let seed = HashSeed::random();
    let keep = Keep { buckets: Some(bucketer.clone()), ..Keep::default() };
    let mut merged = Aggregates::new(seed, &keep);
    for part in 0..parts {
        let mut aggregates = Aggregates::new(seed, &keep);
        for (value, at, weight) in events.iter().skip(part).step_by(parts) {
            let at = Some(Timestamp(at * (SECOND / 4)));
            aggregates.update(&[Event::new(VALUES[*value], *weight, at)], &[]);
        }
        merged.merge(aggregates);
    }
    merged.finish()
}

fn options(windows: &[u64]) -> AnalysisOptions {
    let window = |buckets: &u64| Window {
        name: format!("peak_{buckets}"),
        nanos: buckets.cast_signed() * SECOND,
    };
    AnalysisOptions {
        sort: "value".to_owned(),
        time: Some(TimeAnalysis {
            assumed_zone: AssumedZone::Given,
            year_given: false,
            percentiles: Vec::new(),
            windows: windows.iter().map(window).collect(),
        }),
        ..AnalysisOptions::default()
    }
}

fn with_report<T>(totals: Totals, windows: &[u64], check: impl Fn(&Report<'_>) -> T) -> T {
    let options = options(windows);
    let (tally, schema) = (Tally::default(), Schema::default());
    let outcome = Outcome { totals, tally, schema, errors: Vec::new(), interrupted: false };
    check(&analyze(&outcome, &options))
}

/// The columns of a table's rows, as JSON would print them.
fn column(report: &Report<'_>, table: &str, name: &str) -> Vec<String> {
    let table = report.table(table).unwrap();
    let at = table.column(name).unwrap();
    (0..table.rows.len())
        .map(|index| {
            let mut row = Vec::new();
            table.rows.fill(index, &mut row);
            match &row[at] {
                Cell::Count(number) => number.to_string(),
                Cell::Number(number) => number.to_string(),
                Cell::Time(moment) => moment.to_string(),
                other => format!("{other:?}"),
            }
        })
        .collect()
}

fn field(report: &Report<'_>, name: &str) -> Cell<'static> {
    let fields = report.fields("time").unwrap();
    match &fields.iter().find(|field| field.name == name).unwrap().cell {
        Cell::Count(count) => Cell::Count(*count),
        Cell::Number(number) => Cell::Number(*number),
        Cell::Time(moment) => Cell::Time(*moment),
        _ => Cell::Missing,
    }
}

/// Most of `events` of one value in any window of `length` buckets of a second, by trying all.
fn brute_peak(events: &[Seen], value: usize, length: u64) -> (u64, i64) {
    let mut best = (0, i64::MIN);
    let own: Vec<&Seen> = events.iter().filter(|event| event.0 == value).collect();
    let starts: BTreeSet<i64> = own.iter().map(|event| event.1.div_euclid(4)).collect();
    for start in starts {
        let end = start + i64::try_from(length).unwrap();
        let inside = |at: i64| (start..end).contains(&at.div_euclid(4));
        let sum = own.iter().filter(|event| inside(event.1)).map(|event| event.2).sum();
        if best.1 == i64::MIN || sum > best.0 {
            best = (sum, start);
        }
    }
    best
}

proptest! {
    #[test]
    fn rates_equal_a_brute_force(
        events in proptest::collection::vec((0..3_usize, -200..200_i64, 0..4_u64), 1..120),
        parts in 1..5_usize,
        windows in proptest::collection::vec(1..150_u64, 1..4),
    ) {
        let windows: Vec<u64> = BTreeSet::from_iter(windows).into_iter().collect();
        let bucketer = Bucketer::new("1s".parse().unwrap(), Zone::utc());
        let totals = totals(&events, parts, &bucketer);
        let present: BTreeSet<usize> = events.iter().map(|event| event.0).collect();
        let mut pairs: BTreeMap<(usize, i64), u64> = BTreeMap::new();
        for (value, at, weight) in &events {
            *pairs.entry((*value, at.div_euclid(4))).or_insert(0) += weight;
        }
        with_report(totals, &windows, |report| {
            let expect = |get: &dyn Fn(usize) -> String| present.iter().map(|v| get(*v)).collect::<Vec<_>>();
            let peaks = expect(&|value| brute_peak(&events, value, 1).0.to_string());
            prop_assert_eq!(column(report, "values", "peak"), peaks);
            let peak_at = |value| Timestamp(brute_peak(&events, value, 1).1 * SECOND).to_string();
            prop_assert_eq!(column(report, "values", "peak_at"), expect(&peak_at));
            for window in &windows {
                let peaks = expect(&|value| brute_peak(&events, value, *window).0.to_string());
                prop_assert_eq!(column(report, "values", &format!("peak_{window}")), peaks);
            }
            let active = |value| pairs.keys().filter(|pair| pair.0 == value).count().to_string();
            prop_assert_eq!(column(report, "values", "active"), expect(&active));
            let own = |value| events.iter().filter(move |event| event.0 == value).map(|event| event.1);
            let first = |value| Timestamp(own(value).min().unwrap() * SECOND / 4).to_string();
            prop_assert_eq!(column(report, "values", "first"), expect(&first));
            let last = |value| Timestamp(own(value).max().unwrap() * SECOND / 4).to_string();
            prop_assert_eq!(column(report, "values", "last"), expect(&last));

            let mut frequencies: BTreeMap<u64, u64> = BTreeMap::new();
            for count in pairs.values() {
                *frequencies.entry(*count).or_insert(0) += 1;
            }
            let texts = |numbers: Vec<u64>| numbers.iter().map(u64::to_string).collect::<Vec<_>>();
            prop_assert_eq!(
                column(report, "frequencies", "per_bucket"), texts(frequencies.keys().copied().collect())
            );
            prop_assert_eq!(
                column(report, "frequencies", "buckets"), texts(frequencies.values().copied().collect())
            );
            let reach = |k: &u64| {
                present.iter().filter(|value| brute_peak(&events, **value, 1).0 >= *k).count() as u64
            };
            prop_assert_eq!(
                column(report, "frequencies", "values"), texts(frequencies.keys().map(reach).collect())
            );
            Ok(())
        })?;
    }

    #[test]
    fn timeline_counts_every_event_once(
        events in proptest::collection::vec((0..3_usize, -4000..4000_i64, 1..3_u64), 1..60),
        width in 0..5_usize,
    ) {
        let width = ["1s", "7s", "250ms", "1m", "7m"][width];
        let zone = Zone::parse("Asia/Kathmandu").unwrap();
        let bucketer = Bucketer::new(width.parse().unwrap(), zone);
        let totals = totals(&events, 2, &bucketer);
        let mut stamps: Vec<i64> = events.iter().map(|event| event.1).collect();
        stamps.sort_unstable();
        with_report(totals, &[], |report| {
            let counts = column(report, "timeline", "count");
            let sum: u64 = counts.iter().map(|count| count.parse::<u64>().unwrap()).sum();
            prop_assert_eq!(sum, events.iter().map(|event| event.2).sum::<u64>());
            let empty = counts.iter().filter(|count| *count == "0").count() as u64;
            prop_assert_eq!(field(report, "empty_buckets"), Cell::Count(empty));
            let widest = stamps.windows(2).map(|two| two[1] - two[0]).max().filter(|gap| *gap > 0);
            let gap = match widest {
                Some(quarters) => Cell::Number(quarters as f64 / 4.0),
                None => Cell::Missing,
            };
            prop_assert_eq!(field(report, "longest_gap_seconds"), gap);
            Ok(())
        })?;
    }

    #[test]
    fn stray_stamp_keeps_timeline_short(years in 1..200_i64, width in 0..5_usize, back in any::<bool>()) {
        let bucketer = Bucketer::new(["1ns", "1s", "7m", "1d", "3d"][width].parse().unwrap(), Zone::utc());
        let stray = if back { -years } else { years } * 31_557_600;
        let totals = totals(&[(0, 4, 1), (0, stray * 4, 1), (1, 9, 5)], 1, &bucketer);
        with_report(totals, &[], |report| {
            let counts = column(report, "timeline", "count");
            prop_assert_eq!(counts.len() <= 100_000, true);
            let sum: u64 = counts.iter().map(|count| count.parse::<u64>().unwrap()).sum();
            prop_assert_eq!(sum, 7);
            Ok(())
        })?;
    }
}
