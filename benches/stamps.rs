//! What a timestamp costs, format by format: in a column and in a line, sorted and shuffled.
//!
//!     cargo bench --bench stamps              # every format
//!     cargo bench --bench stamps -- '/clf$'   # one
//!
//! The stamps of each row of the table are written by chrono. Sorted, 50 lines share a second, as in
//! a busy log; shuffled, they lie anywhere in 30 days.

use std::fmt::Write as _;
use std::hint::black_box;
use std::time::Duration;

use chrono::DateTime;
use criterion::{BatchSize, Criterion, Throughput};
use streamstats::time::{
    Context, Reference, RowReader, TIME_FORMATS, TimeFormat, TimeParser, Timestamp, Zone, detect,
    detect_in_lines,
};

/// Stamps of a measurement: their lines fit the second cache, for the search is measured, not memory.
const STAMPS: u32 = 4_000;

/// Lines that share a second when sorted.
const A_SECOND: u32 = 50;

/// 2026-03-05T14:02:11Z.
const FIRST: i64 = 1_772_719_331;

/// What a shuffled log spans, in seconds.
const SPAN: i64 = 30 * 86_400;

/// Steps of so many seconds lie everywhere in it.
const GOLDEN: i64 = 1_601_891;

/// Where the stamps stand.
#[derive(Clone, Copy)]
enum Place {
    Column,
    LineStart,
    BeforeNumber,
    BeforeLevel,
    InLine,
}

const PLACES: [(&str, Place); 5] = [
    ("column", Place::Column),
    ("line start", Place::LineStart),
    ("before a number", Place::BeforeNumber),
    ("before a level", Place::BeforeLevel),
    ("in line", Place::InLine),
];

fn main() {
    let mut criterion = Criterion::default()
        .sample_size(10)
        .warm_up_time(Duration::from_millis(50))
        .measurement_time(Duration::from_millis(150))
        .without_plots()
        .configure_from_args();
    for shuffled in [false, true] {
        for (place_name, place) in PLACES {
            let order = if shuffled { "shuffled" } else { "sorted" };
            let mut group = criterion.benchmark_group(format!("{place_name}, {order}"));
            group.throughput(Throughput::Elements(u64::from(STAMPS)));
            for row in TIME_FORMATS {
                if !matches!(place, Place::Column) && !row.in_lines {
                    continue;
                }
                let texts = texts(row, place, shuffled);
                let Some(parser) = parser(&texts, place) else { continue };
                // Every pass begins with the first stamp remembered, and no other.
                group.bench_function(row.name, |bencher| {
                    let pass = |parser: &mut TimeParser| read(parser, &texts, place);
                    bencher.iter_batched_ref(|| parser.clone(), pass, BatchSize::PerIteration);
                });
            }
            group.finish();
        }
    }
    criterion.final_summary();
}

/// The stamps as columns, or the lines that hold them.
fn texts(row: &TimeFormat, place: Place, shuffled: bool) -> Vec<String> {
    let instants = (0..STAMPS).map(|at| match shuffled {
        false => (FIRST + i64::from(at / A_SECOND), at % A_SECOND * 20_000_000),
        true => (FIRST + i64::from(at) * GOLDEN % SPAN, at % 1_000 * 1_000_000),
    });
    instants
        .map(|(seconds, nanos)| {
            let (stamp, millis) = (stamp(row, seconds, nanos), nanos / 1_000_000);
            match place {
                Place::Column => stamp,
                Place::LineStart => format!("{stamp} web-1 app[512]: took 12 ms"),
                Place::BeforeNumber => {
                    format!("{stamp} {} [Note] took 12 ms in all", 10 + millis % 83)
                }
                Place::BeforeLevel => {
                    let level = if millis % 9 == 0 { "WARN" } else { "INFO" };
                    format!("{stamp} {level} app[512]: took 12 ms")
                }
                Place::InLine => {
                    format!("10.20.{}.7 - - [{stamp}] \"GET /a\" 200 512", millis % 251)
                }
            }
        })
        .collect()
}

/// An instant as the row writes it.
fn stamp(row: &TimeFormat, seconds: i64, nanos: u32) -> String {
    let mut text = String::new();
    let parts = i128::from(seconds) * 1_000_000_000 + i128::from(nanos);
    let written = match row.reader {
        RowReader::Layout(layout) => {
            let at = DateTime::from_timestamp(seconds, nanos).unwrap_or_default();
            let (fraction, half) = (fraction(row.sample), row.sample.ends_with("PM"));
            let zones = ["Z", " +0000", " GMT", " UTC"];
            let zone = zones.into_iter().find(|zone| row.sample.ends_with(zone));
            // The table's own specifiers, as its sample has them.
            let clock = format!("%H:%M:%S{fraction}{}", if half { " %p" } else { "" });
            let zone = zone.unwrap_or_default();
            let own = [
                ("%+", &*format!("{clock}{zone}")),
                ("%?f", fraction),
                ("%H", if half { "%I" } else { "%H" }),
                ("%?p", if half { " %p" } else { "" }),
                ("%?z", zone),
                ("%?Z", ""),
                ("%?L", "I"),
                ("%?.", ""),
                ("%?,", ""),
                ("%~", " "),
                ("%^", " "),
                ("%_", ""),
                ("%0", "%"),
                ("%Z", "UTC"),
                ("%年", "年"),
                ("%月", "月"),
                ("%日", "日"),
            ];
            let layout = own.iter().fold(layout.to_owned(), |all, (own, to)| all.replace(own, to));
            write!(text, "{}", at.format(&layout))
        }
        RowReader::Seconds => write!(text, "{seconds}.{:03}", nanos / 1_000_000),
        RowReader::Millis => write!(text, "{}", parts / 1_000_000),
        RowReader::Micros => write!(text, "{}", parts / 1_000),
        RowReader::Nanos => write!(text, "{parts}"),
        RowReader::Scientific => {
            write!(text, "{}.{:09}E9", seconds / 1_000_000_000, seconds % 1_000_000_000)
        }
        RowReader::HexSeconds => write!(text, "{seconds:#010x}"),
        RowReader::Tai64 => write!(text, "@{:016x}{nanos:08x}", (1_i64 << 62) + 10 + seconds),
    };
    written.map(|()| text).unwrap_or_default()
}

/// How a sample writes its fraction.
fn fraction(sample: &str) -> &'static str {
    let decimals = sample.rsplit_once(['.', ',']).map_or("", |(_, decimals)| decimals);
    let digits = decimals.bytes().take_while(u8::is_ascii_digit).count();
    match digits {
        3 if sample.contains(',') => ",%3f",
        3 => "%.3f",
        6 => "%.6f",
        9 => "%.9f",
        _ => "",
    }
}

/// The reader of a source that begins with these; none where it would read nothing.
fn parser(texts: &[String], place: Place) -> Option<TimeParser> {
    let context = Context::new(Zone::utc(), Reference::Moment(Timestamp(FIRST * 1_000_000_000)));
    let first: Vec<&[u8]> = texts.iter().take(1_000).map(String::as_bytes).collect();
    let detected = match place {
        Place::Column => detect(&first, &context),
        _ => detect_in_lines(&first, &context),
    };
    let mut parser = TimeParser::new(detected.as_ref(), context);
    (read(&mut parser, &texts[..1], place) != 0).then_some(parser)
}

/// The instants of all, in one number.
fn read(parser: &mut TimeParser, texts: &[String], place: Place) -> i64 {
    let texts = black_box(texts).iter().map(String::as_bytes);
    let instants = texts.map(|text| match place {
        Place::Column => parser.parse(text),
        _ => parser.find(text).map(|(_, at)| at),
    });
    instants.flatten().fold(0, |all, at| all ^ at.0)
}
