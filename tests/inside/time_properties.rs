//! Stamps rendered from random instants and read back, and bytes that mean nothing.

use crate::time::table::{RowReader, TIME_FORMATS};
use crate::time::{
    Context, Reference, StampFormat, TimeParser, Timestamp, UserFormat, Zone, detect, parse_limit,
};
use chrono::{DateTime, FixedOffset, NaiveDateTime};
use proptest::prelude::{
    Just, Strategy, any, prop, prop_assert, prop_assert_eq, prop_oneof, proptest,
};

const SECOND: i64 = 1_000_000_000;
/// 2026-03-06T00:00:00Z.
const NOW: i64 = 1_772_755_200;

fn context(zone: &str) -> Context {
    let reference = Reference::Moment(Timestamp(NOW * SECOND));
    Context::new(Zone::parse(zone).unwrap(), reference)
}

/// A way to write the optional parts of a layout: seconds, fraction, half of day, zone, gap.
#[derive(Clone, Debug)]
struct Variant {
    seconds: bool,
    fraction: &'static str,
    digits: u32,
    half: bool,
    zone: &'static str,
    gap: &'static str,
}

fn variant() -> impl Strategy<Value = Variant> {
    let fraction = prop_oneof![
        Just(("", 0)),
        Just(("%.3f", 3)),
        Just((",%3f", 3)),
        Just((":%3f", 3)),
        Just(("%.6f", 6)),
        Just((",%9f", 9)),
    ];
    let zone = prop_oneof![
        Just(""),
        Just("Z"),
        Just(" UTC"),
        Just("%:z"),
        Just("%z"),
        Just(" %z"),
        Just(" GMT%z"),
    ];
    let gap = prop::sample::select(vec![
        " ", "T", ", ", "_", ":", " at ", "-", " - ", ",", "; ", " @ ", "--", " Thu ", " (Thu) ",
        "] [", "\",\"", " time=", " Time: ",
    ]);
    (any::<bool>(), fraction, any::<bool>(), zone, gap).prop_map(
        |(seconds, (fraction, digits), half, zone, gap)| Variant {
            seconds,
            fraction,
            digits,
            half,
            zone,
            gap,
        },
    )
}

/// Seconds before the reference: in the same minute, some hours or most of a year ago, about the end
/// of what a stamp without year may mean, and about the changes of two clocks.
fn back() -> impl Strategy<Value = i64> {
    /// 2025-10-26T01:00:00Z in Berlin, 2026-02-15T02:00:00Z in Casablanca.
    const CHANGES: [i64; 2] = [11_314_800, 1_634_400];
    let about = |at: i64| at - 100_000..at + 100_000;
    prop_oneof![
        0_i64..3,
        0_i64..100_000,
        0_i64..31_000_000,
        -100_000_i64..0,
        about(CHANGES[0]),
        about(CHANGES[1]),
    ]
}

/// A text for the instant (in nanoseconds) by a row, and the row's precision in nanoseconds; 0 is a month.
fn render(layout: &str, variant: &Variant, offset: i32, nanos: i64) -> (String, i64) {
    let clock = if variant.seconds { "%H:%M:%S%?f%?p%?z" } else { "%H:%M%?p%?z" };
    let mut strftime = layout.replace("%+", clock);
    let half = strftime.contains("%?p") && variant.half;
    if half {
        strftime = strftime.replace("%H", "%I");
    }
    strftime = strftime.replace("%?_z", if variant.zone.is_empty() { "" } else { " %?z" });
    if strftime.matches("%?z").count() == 2 {
        // Some rows take a zone at one of two places.
        strftime = strftime.replacen("%?z", "", 1);
    }
    let is_zoned = strftime.contains("%?z") && variant.zone.contains('z');
    let has_minutes = strftime.contains("%?M") && variant.half;
    let shown = if is_zoned || has_minutes { offset } else { 0 };
    let minutes = if has_minutes { format!("{:+04}", offset / 60) } else { String::new() };
    let point = if variant.half { "." } else { "" };
    let strftime = strftime
        .replace("%?f", variant.fraction)
        .replace("%?p", if half { " %p" } else { "" })
        // AM and PM are words, a letter after them would make another.
        .replace("%p%?z", if variant.zone == "Z" { "%p %?z" } else { "%p%?z" })
        .replace("%?z", variant.zone)
        .replace("%?Z", "")
        .replace("%?M", &minutes)
        .replace("%?L", "W")
        .replace("%Y-%W", "%G-W%V-%u")
        .replace("%?.", point)
        .replace("%?,", if variant.half { "," } else { "" })
        .replace("%0", "%")
        .replace("%_", if variant.half { " " } else { "" })
        // A letter behind a month name would make another word.
        .replace("%b%~", if variant.gap == "T" { "%b " } else { "%b%~" })
        .replace("%~", variant.gap)
        .replace("%^", if variant.half { ", " } else { " Thu " })
        .replace("%Z", "UTC")
        .replace("%年", "年")
        .replace("%月", "월")
        .replace("%日", "日")
        .replace("%M:%S.%f", "%M:%S%.9f");
    let local =
        DateTime::from_timestamp_nanos(nanos).with_timezone(&FixedOffset::east_opt(shown).unwrap());
    let text = local.format(&strftime).to_string();
    let unit = if strftime.contains("%.9f") || strftime.contains("%9f") {
        1
    } else if strftime.contains("3f") || strftime.contains("6f") {
        10_i64.pow(9 - variant.digits)
    } else if strftime.contains("%S") {
        SECOND
    } else if strftime.contains("%M") {
        60 * SECOND
    } else if strftime.contains("%I%p") {
        3_600 * SECOND
    } else if ["%d", "%j", "%u"].iter().any(|day| strftime.contains(day)) {
        86_400 * SECOND
    } else {
        0
    };
    (text, unit)
}

/// What may follow a stamp; some of it belongs to it.
const CLOSINGS: &[&str] = &[
    "",
    " CET",
    " 2026",
    " x",
    " PM",
    " WARN x",
    " WARNING x",
    "  INFO x",
    "  WARN x",
    " 7 WAT",
    " 1234",
    " CES x",
    " [+0200] x",
    "[+0200] x",
    "[-12] x",
    " [-12] x",
    " [UTC+2] x",
    " [Europe/Paris] x",
    " (Europe/Paris) x",
    " [worker-1] x",
    " 下午 x",
    " nachm. x",
    " nach x",
    " μ.μ. x",
    " -10 dBm",
    " +02 INFO x",
    " +02 [main] x",
    ".5",
    "1",
    "] x",
    " (x",
    " +0100 ( CET) x",
    " +0100",
    ", 5",
    "\" x",
    "\"5",
    "; x",
    "|5",
    "|",
    " web-1 app[512]: took 12 ms and more than that",
    " CET and more than what is compared",
    " Zone, but none, and more than what is compared",
    " INFO and more than what is compared",
    " WARN and more than what is compared",
    " 12 [Note] and more than what is compared",
    " 7 [Note] and more than what is compared",
    "    512  2026 I of more than what is compared",
    "   1",
    " a",
    " +",
    " +\u{0}",
    " \u{e9} and more than what is compared, of ASCII and not",
    "] \u{e9}\u{e9} and more than what is compared, of ASCII and not",
    "  ",
];

/// What may stand before a stamp: addresses, some of which end as stamps begin.
const BEGINNINGS: [&str; 14] = [
    "",
    "[",
    "203.0.113.7 - - [",
    "10.0.0.1/24 - - [",
    "203.0.113.255.1/2 ",
    "198.51.100.77 (a, \"",
    "2.2.2.2 1 [",
    "a ",
    "2001:db8::7 - - [",
    "2001:db8:14:02::11 ",
    "fe80:2026:03:05::1 - [",
    "abcd:12:30:15::e (",
    "2001:dec::5 ",
    "1dec:14:02::f ",
];

fn closing() -> impl Strategy<Value = &'static str> {
    prop::sample::select(CLOSINGS)
}

/// A count since the epoch, as a row without a layout has it.
fn counted(reader: RowReader, nanos: i64) -> String {
    let (seconds, below) = (nanos / SECOND, nanos % SECOND);
    match reader {
        RowReader::Layout(_) => String::new(),
        RowReader::Seconds => format!("{seconds}.{below:09}"),
        RowReader::Millis => (nanos / 1_000_000).to_string(),
        RowReader::Micros => (nanos / 1_000).to_string(),
        RowReader::Nanos => nanos.to_string(),
        RowReader::Scientific => {
            format!("{}.{:09}E9", seconds / 1_000_000_000, seconds % 1_000_000_000)
        }
        RowReader::HexSeconds => format!("0x{seconds:08x}"),
        RowReader::Tai64 => format!("@{:016x}{below:08x}", (1 << 62) + 10 + seconds),
        RowReader::SecondsAndNanos => {
            format!("{{\"epochSecond\":{seconds},\"nanoOfSecond\":{below}}}")
        }
    }
}

fn floor(nanos: i64, unit: i64) -> i64 {
    nanos.div_euclid(unit) * unit
}

proptest! {
    #[test]
    fn every_row_reads_what_it_writes(
        nanos in 0..2_000_000_000 * SECOND,
        back in 0..363 * 86_400 * SECOND,
        variant in variant(),
        offset in -47_i32..=55,
    ) {
        for row in TIME_FORMATS {
            // A layout with its year takes any instant, one without only the last year's (a day may come
            // after the reference, so a whole day less), and a
            // time of day only the reference's date.
            let nanos = match (row.has_year(), row.has_date()) {
                (true, _) => nanos,
                (_, true) => NOW * SECOND - back,
                _ => NOW * SECOND + nanos % (86_400 * SECOND),
            };
            let nanos = if row.name == "minutes-seconds" {
                NOW * SECOND + nanos % (3_600 * SECOND)
            } else {
                nanos
            };
            let seconds = nanos / SECOND;
            let (text, want) = match row.reader {
                RowReader::Layout(layout) => {
                    // Only where a date is said does an offset leave it alone.
                    let offset = if row.has_year() { offset * 900 } else { 0 };
                    let (text, unit) = render(layout, &variant, offset, nanos);
                    let want = if unit == 0 {
                        let at = DateTime::from_timestamp_nanos(nanos);
                        let first = at.format("%Y-%m-01 00:00:00").to_string();
                        let first = NaiveDateTime::parse_from_str(&first, "%Y-%m-%d %H:%M:%S");
                        first.unwrap().and_utc().timestamp() * SECOND
                    } else {
                        floor(nanos, unit)
                    };
                    (text, want)
                }
                // Earlier counts have fewer digits.
                count if seconds >= 1_000_000_000 || count == RowReader::Tai64 => {
                    let unit = match count {
                        RowReader::Millis => 1_000_000,
                        RowReader::Micros => 1_000,
                        RowReader::HexSeconds | RowReader::Scientific => SECOND,
                        _ => 1,
                    };
                    (counted(count, nanos), floor(nanos, unit))
                }
                _ => continue,
            };
            let format = StampFormat::by_name(row.name).unwrap();
            let mut parser = TimeParser::with_format(format.clone(), context("UTC"));
            prop_assert_eq!(Some(Timestamp(want)), parser.parse(text.as_bytes()), "{} {}", row.name, text);
            prop_assert_eq!(Some(Timestamp(want)), parser.parse(text.as_bytes()), "{} {}", row.name, text);
            let found = detect(&[text.as_bytes()], &context("UTC"));
            prop_assert!(found.is_some(), "{} {}", row.name, text);
            if row.in_lines {
                let line = format!("x [{text}] y");
                let mut parser = TimeParser::with_format(format, context("UTC"));
                let found = parser.find(line.as_bytes());
                prop_assert_eq!(Some((3..3 + text.len(), Timestamp(want))), found, "{} {}", row.name, line);
            }
        }
    }

    #[test]
    fn beside_a_strange_word_a_stamp_is_read_whole_or_not_at_all(
        back in 0..363 * 86_400 * SECOND,
        variant in variant(),
        before in prop::sample::select(vec!["", "[", "x ", "a1b2 ", "user=", "7f3a9c ", "(id 9x) ", "v2|", "\""]),
        after in prop::sample::select(vec![
            "x7", "a1", ":7x", ".7x", "-x9", "-7x", " x9f", "/a1", "/7a", "_1", " 7a", ",a1", ",7a", " a1b2c3", "+x1",
            "+7x", ".", ":", ",", "] a1", " PMx", " Zx", " UTCx1", " 3x:4", ":x", " (x1)", " +1x",
        ]),
    ) {
        for row in TIME_FORMATS.iter().filter(|row| row.in_lines && row.has_date()) {
            let RowReader::Layout(layout) = row.reader else { continue };
            let nanos = NOW * SECOND - back;
            let (text, unit) = render(layout, &variant, 0, nanos);
            // Between commas nine digits may be a field of their own.
            let may_be_field = variant.fraction == ",%9f" && after.starts_with(',');
            let whole = floor(nanos, if may_be_field { unit.max(SECOND) } else { unit });
            // `AMx7` is another word than AM.
            if text.ends_with('M') && after.starts_with(|c: char| c.is_alphanumeric() || c == '_') {
                continue;
            }
            let line = format!("{before}{text}{after}");
            let mut parser = TimeParser::with_format(StampFormat::by_name(row.name).unwrap(), context("UTC"));
            if let Some((_, at)) = parser.find(line.as_bytes()) {
                let is_whole = at.0 == whole || at.0 == floor(nanos, unit);
                prop_assert!(is_whole, "{} {} {}", row.name, line, at);
            }
        }
    }

    #[test]
    fn fast_layouts_read_as_chrono_does(nanos in -2_000_000_000 * SECOND..4_000_000_000 * SECOND, offset in -47_i32..=55) {
        let zone = FixedOffset::east_opt(offset * 900).unwrap();
        let at = DateTime::from_timestamp_nanos(nanos).with_timezone(&zone);
        for layout in [
            "%Y-%m-%dT%H:%M:%S%.f%:z", "%d/%b/%Y:%H:%M:%S %z", "%a, %d %b %Y %T %z", "%Y-%jT%H:%M:%S%.9f%z",
            "%A %e %B %Y %l:%M:%S%.3f %p %z", "%F %R %z", "%s%.6f", "%Y%m%d%H%M%S%z", "%c %z", "%v %X%.f %:z",
        ] {
            let text = at.format(layout).to_string();
            let want = if layout.starts_with("%s") {
                let (seconds, fraction) = text.split_at(text.len() - 7);
                let micros: i64 = fraction.trim_start_matches('.').parse().unwrap();
                if seconds.starts_with('-') { continue; }
                seconds.parse::<i64>().unwrap() * SECOND + micros * 1_000
            } else {
                DateTime::parse_from_str(&text, layout).unwrap().timestamp_nanos_opt().unwrap()
            };
            let format = StampFormat::user(UserFormat::from_strftime(layout).unwrap());
            let mut parser = TimeParser::with_format(format, context("UTC"));
            prop_assert_eq!(Some(Timestamp(want)), parser.parse(text.as_bytes()), "{} {}", layout, text);
        }
    }

    /// Neighbours change nothing: a parser that has read others reads as a fresh one.
    #[test]
    fn order_changes_nothing(
        picks in prop::collection::vec(
            (0_usize..TIME_FORMATS.len(), back(), 0..SECOND, variant(), 0_usize..TIME_FORMATS.len(), 0_u8..10, (closing(), closing(), 0..BEGINNINGS.len())),
            1..20,
        ),
        all in prop::option::of(variant()),
        primary in 0_usize..TIME_FORMATS.len(),
        zone in prop_oneof![Just("UTC"), Just("-03:30"), Just("Europe/Berlin"), Just("Africa/Casablanca")],
    ) {
        let row = &TIME_FORMATS[primary % TIME_FORMATS.len()];
        let fresh = TimeParser::with_format(StampFormat::by_name(row.name).unwrap(), context(zone));
        let mut old = fresh.clone();
        for (pick, second, nanos, variant, at, digit, (one, other, first)) in picks {
            // Mostly the texts of a log are written alike.
            let variant = all.as_ref().unwrap_or(&variant);
            for row in [row, &TIME_FORMATS[pick % TIME_FORMATS.len()]] {
                let at_nanos = (NOW - second) * SECOND + nanos;
                let text = match row.reader {
                    RowReader::Layout(layout) => render(layout, variant, 3_600, at_nanos).0,
                    count => counted(count, at_nanos),
                };
                // A stamp that has a digit changed may show a time or a date that does not exist.
                let mut bytes = text.clone().into_bytes();
                if let Some(byte) = bytes.get_mut(at).filter(|byte| byte.is_ascii_digit()) {
                    *byte = b'0' + digit;
                }
                let changed = String::from_utf8(bytes).unwrap();
                for text in [&text, &changed] {
                    prop_assert_eq!(fresh.clone().parse(text.as_bytes()), old.parse(text.as_bytes()), "{}", text);
                }
                prop_assert_eq!(fresh.clone().parse(text.as_bytes()), old.parse(text.as_bytes()), "{}", text);
                // Lines that begin alike, whose stamps are closed in one way and then in another. Each line is
                // read by a fresh parser once, and by the old one as often as it comes.
                for before in BEGINNINGS.iter().cycle().skip(first).take(5) {
                    let lines = [one, other, "] \"GET / 5:4\" 200 512 and more to fill the words"].map(|after| {
                        [&text, &changed].map(|text| {
                            let line = format!("{before}{text}{after}");
                            let found = fresh.clone().find(line.as_bytes());
                            (line, found)
                        })
                    });
                    let [one, other, long] = &lines;
                    for [text, changed] in [one, other, long, one] {
                        for (line, found) in [text, changed, text] {
                            prop_assert_eq!(found, &old.find(line.as_bytes()), "{}", line);
                        }
                    }
                }
            }
        }
    }

    /// The same of formats that the user gives.
    #[test]
    fn order_changes_nothing_in_a_user_format(
        picks in prop::collection::vec((back(), 0..SECOND, 0_usize..40, 0_u8..10), 1..30),
        (read, written) in prop::sample::select(vec![
            ("%Y-%m-%d %H:%M:%S%.f", "%Y-%m-%d %H:%M:%S%.3f"),
            ("%H:%M:%S %d/%m/%Y", "%H:%M:%S %d/%m/%Y"),
            ("%Y-%m-%d %H:%M:%S.%f", "%Y-%m-%d %H:%M:%S.%6f"),
            ("%d/%b/%Y:%T.%3f %z", "%d/%b/%Y:%T.%3f %z"),
            ("%A %e %B %Y, %H%M%S", "%A %e %B %Y, %H%M%S"),
            ("%Y-%m-%d.%f", "%Y-%m-%d.%9f"),
            ("%m/%d/%Y %I:%M:%S%.f %p", "%m/%d/%Y %I:%M:%S%.6f %p"),
            ("%F %S", "%F %S"),
            ("%Y%m%d%k:%M:%S", "%Y%m%d%-H:%M:%S"),
            ("x0%H:%M:%S", "x0%-H:%M:%S"),
            ("%Y-%m-%d %H:%M:%S ", "%Y-%m-%d %H:%M:%S "),
            ("%F %T x %H", "%F %T x %H"),
            ("%s", "%s"),
            ("%Y%m%d%H%M%S %s", "%Y%m%d%H%M%S 1772719331"),
            ("@%Y%m%d%H%M%S %s", "@%Y%m%d%H%M%S 1772719331"),
            ("%G-W%V-%u %H:%M:%S %Z", "%G-W%V-%u %H:%M:%S CET"),
            ("%G-W%V-%u %H:%M:%S %p", "%G-W%V-%u %I:%M:%S %p"),
            ("%G-W%V-%u %H:%M:%S %#z", "%G-W%V-%u %H:%M:%S +01"),
            ("%G-W%V-%u %H:%M:%S%n", "%G-W%V-%u %H:%M:%S"),
            ("%j %Y", "%j %Y"),
            ("%H:%M:%S%.f", "%H:%M:%S%.9f"),
        ]),
        zone in prop_oneof![Just("UTC"), Just("Europe/Berlin")],
    ) {
        let format = StampFormat::user(UserFormat::from_strftime(read).unwrap());
        let fresh = TimeParser::with_format(format, context(zone));
        let mut old = fresh.clone();
        for (second, nanos, at, digit) in picks {
            let stamp = DateTime::from_timestamp_nanos((NOW - second) * SECOND + nanos);
            let mut bytes = stamp.format(written).to_string().into_bytes();
            for changed in [false, true] {
                if let Some(byte) = bytes.get_mut(at).filter(|byte| changed && byte.is_ascii_digit()) {
                    *byte = b'0' + digit;
                }
                let text = String::from_utf8(bytes.clone()).unwrap();
                prop_assert_eq!(fresh.clone().parse(text.as_bytes()), old.parse(text.as_bytes()), "{}", text);
                for after in ["", "] x", " x", "5", ".5", " PM", "[x", "|5 x", " +0100 ( CET) x", " +0100 x", " 30 x", " 2026", " 7", " \u{e9}", " 30 and more than what is compared", "] and more than what is compared"] {
                    for before in ["a [", "", "10.20.30.40 - - ["] {
                        let line = format!("{before}{text}{after}");
                        prop_assert_eq!(fresh.clone().find(line.as_bytes()), old.find(line.as_bytes()), "{}", line);
                    }
                }
            }
        }
    }

    #[test]
    fn nothing_panics(bytes in prop::collection::vec(any::<u8>(), 0..80), text in "[0-9A-Za-z:/., +%@T-]{0,40}", format in "%?[%A-Za-z0-9 :.?~#-]{0,12}", row in 0_usize..TIME_FORMATS.len()) {
        let row = TIME_FORMATS[row % TIME_FORMATS.len()].name;
        for zone in ["UTC", "America/St_Johns"] {
            for mut parser in [
                TimeParser::new(None, context(zone)),
                TimeParser::with_format(StampFormat::by_name(row).unwrap(), context(zone)),
            ] {
                for input in [bytes.as_slice(), text.as_bytes()] {
                    let alone = parser.parse(input);
                    prop_assert_eq!(alone, parser.parse(input));
                    if let Some((range, _)) = parser.find(input) {
                        prop_assert!(range.start < range.end && range.end <= input.len());
                    }
                }
            }
        }
        let zone = Zone::parse("Europe/Berlin").unwrap();
        for now in [0, i64::MIN, i64::MAX] {
            let _ = parse_limit(&text, Timestamp(now), &zone, Some(Timestamp(now)));
        }
        let _ = Zone::parse(&text);
        if let Ok(format) = UserFormat::from_strftime(&format) {
            let mut parser = TimeParser::with_format(StampFormat::user(format), context("UTC"));
            let _ = (parser.parse(text.as_bytes()), parser.find(&bytes), parser.find(text.as_bytes()));
        }
    }

    #[test]
    fn samples_bent_a_little_do_not_panic(row in 0_usize..TIME_FORMATS.len(), at in 0_usize..40, byte: u8, cut in 0_usize..40) {
        let mut text = TIME_FORMATS[row % TIME_FORMATS.len()].sample.as_bytes().to_vec();
        let at = at % text.len();
        text[at] = byte;
        text.truncate(text.len() - cut % text.len());
        let mut parser = TimeParser::new(None, context("Europe/Berlin"));
        let _ = (parser.parse(&text), parser.find(&text), detect(&[&text], &context("UTC")));
    }
}
