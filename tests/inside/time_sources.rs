//! Sources as a whole: changes of the clock, the turn of the year, day and month, user formats,
//! limits.

use crate::time::{
    BucketWidth, Bucketer, Context, Detected, Limit, Reference, StampFormat, TimeParser, Timestamp,
    UserFormat, Zone, detect, detect_in_lines, parse_limit,
};

fn at(text: &str) -> Timestamp {
    let at = chrono::DateTime::parse_from_rfc3339(text).unwrap();
    Timestamp(at.timestamp_nanos_opt().unwrap())
}

fn context(zone: &str, now: &str) -> Context {
    Context::new(Zone::parse(zone).unwrap(), Reference::Moment(at(now)))
}

#[test]
fn berlin_through_both_changes() {
    let context = context("Europe/Berlin", "2026-12-01T00:00:00Z");
    let mut parser = TimeParser::new(None, context);
    for (text, instant) in [
        ("2026-03-29 01:59:59", "2026-03-29T00:59:59Z"),
        ("2026-03-29 02:30:00", "2026-03-29T01:30:00Z"),
        ("2026-03-29 03:00:00", "2026-03-29T01:00:00Z"),
        ("2026-10-25 02:30:00", "2026-10-25T00:30:00Z"),
        ("2026-10-25 02:30:00 CET", "2026-10-25T01:30:00Z"),
        ("2026-10-25 03:00:00", "2026-10-25T02:00:00Z"),
        ("Oct 25 02:30:00", "2026-10-25T00:30:00Z"),
    ] {
        assert_eq!(Some(at(instant)), parser.parse(text.as_bytes()), "{text}");
    }
    assert!(parser.assumed().zone && parser.assumed().year && !parser.assumed().date);
}

#[test]
fn syslog_over_new_year() {
    let lines: Vec<String> = ["Dec 28", "Dec 31", "Jan  1", "Jan  3"]
        .iter()
        .map(|day| format!("{day} 12:00:00 web1 sshd[1]: x"))
        .collect();
    let bytes: Vec<&[u8]> = lines.iter().map(String::as_bytes).collect();
    let years = |context: &Context| -> Vec<String> {
        let detected = detect_in_lines(&bytes, context).unwrap();
        assert_eq!("syslog", detected.format.name());
        let mut parser = TimeParser::new(Some(&detected), context.clone());
        let find = |line: &&[u8]| parser.find(line).unwrap().1.to_string();
        bytes.iter().rev().map(find).collect()
    };
    assert_eq!(
        [
            "2026-01-03T12:00:00Z",
            "2026-01-01T12:00:00Z",
            "2025-12-31T12:00:00Z",
            "2025-12-28T12:00:00Z"
        ],
        years(&context("UTC", "2026-01-03T15:00:00Z")).as_slice()
    );
    assert_eq!(
        [
            "2025-01-03T12:00:00Z",
            "2025-01-01T12:00:00Z",
            "2025-12-31T12:00:00Z",
            "2025-12-28T12:00:00Z"
        ],
        years(&Context::new(Zone::utc(), Reference::Year(2025))).as_slice()
    );
    let mut parser = TimeParser::new(None, Context::new(Zone::utc(), Reference::Year(2025)));
    assert_eq!(Some(at("2024-02-29T00:00:00Z")), parser.parse(b"Feb 29 00:00:00"));
}

#[test]
fn order_of_day_and_month() {
    let context = context("UTC", "2026-06-01T00:00:00Z");
    for (stamps, name, ambiguous, first) in [
        (
            &["05/03/2026 10:00:00", "06/03/2026 10:00:00"][..],
            "us-slashed",
            true,
            "2026-05-03T10:00:00Z",
        ),
        (
            &["05/03/2026 10:00:00", "25/03/2026 10:00:00"],
            "eu-slashed",
            false,
            "2026-03-05T10:00:00Z",
        ),
        (
            &["03/05/2026 10:00:00", "03/25/2026 10:00:00"],
            "us-slashed",
            false,
            "2026-03-05T10:00:00Z",
        ),
        (&["03/03/2026 10:00:00"], "us-slashed", false, "2026-03-03T10:00:00Z"),
        (&["26/03/05 10:00:00"], "spark", false, "2026-03-05T10:00:00Z"),
        (&["12/03/05 10:00:00"], "spark", false, "2012-03-05T10:00:00Z"),
        (&["12/03/10 10:00:00"], "spark", true, "2012-03-10T10:00:00Z"),
        (&["2026-03-05 10:00:00"], "iso-space", false, "2026-03-05T10:00:00Z"),
    ] {
        let bytes: Vec<&[u8]> = stamps.iter().map(|stamp| stamp.as_bytes()).collect();
        let detected = detect(&bytes, &context).unwrap();
        assert_eq!(name, detected.format.name(), "{stamps:?}");
        assert_eq!(ambiguous, detected.ambiguous, "{stamps:?}");
        let mut parser = TimeParser::new(Some(&detected), context.clone());
        assert_eq!(Some(at(first)), parser.parse(bytes[0]), "{stamps:?}");
        if name == "eu-slashed" {
            // The source's order holds for its other shapes too.
            assert_eq!(Some(at("2026-03-05T00:00:00Z")), parser.parse(b"05/03/2026"));
        }
    }
}

#[test]
fn two_formats_and_a_stack_trace() {
    let context = context("UTC", "2026-06-01T00:00:00Z");
    let lines: [&[u8]; 6] = [
        b"2026-03-05 14:02:11,655 ERROR [main] boom",
        b"java.lang.IllegalStateException: boom",
        b"    at com.example.App.run(App.java:12)",
        b"05/Mar/2026:14:02:12 +0000 other",
        b"2026-03-05 14:02:13,000 INFO [main] ok",
        b"Caused by: x at 10:00",
    ];
    let detected = detect_in_lines(&lines, &context).unwrap();
    assert_eq!("iso-space", detected.format.name());
    let mut parser = TimeParser::new(Some(&detected), context);
    let found: Vec<_> =
        lines.iter().map(|line| parser.find(line).map(|hit| hit.1.to_string())).collect();
    assert_eq!(Some("2026-03-05T14:02:11.655Z"), found[0].as_deref());
    assert_eq!(Some("2026-03-05T14:02:12Z"), found[3].as_deref());
    assert!(found[1].is_none() && found[2].is_none() && found[5].is_none());
}

#[test]
fn user_formats() {
    let context = context("Europe/Berlin", "2026-06-01T00:00:00Z");
    for (format, text, instant) in [
        ("%Y-%m-%d %H:%M:%S", "2026-03-05 14:02:11", "2026-03-05T13:02:11Z"),
        ("%d.%m.%y %H.%M.%S", "05.03.26 14.02.11", "2026-03-05T13:02:11Z"),
        ("%H:%M:%S,%3f %d/%m/%Y", "14:02:11,655 05/03/2026", "2026-03-05T13:02:11.655Z"),
        ("%s.%f", "1772719331.655", "2026-03-05T14:02:11.655Z"),
        ("%s", "12", "1970-01-01T00:00:12Z"),
        ("<%F %T%.f %z>", "<2026-03-05 14:02:11.1 +0000>", "2026-03-05T14:02:11.1Z"),
        ("%G-W%V-%u %H:%M", "2026-W10-4 14:02", "2026-03-05T13:02:00Z"),
        ("%d %b %H:%M", "05 Mar 14:02", "2026-03-05T13:02:00Z"),
        ("%b %d %Y %I%p", "Mar 05 2026 02PM", "2026-03-05T13:00:00Z"),
    ] {
        let user = Detected::user(UserFormat::from_strftime(format).unwrap());
        let mut parser = TimeParser::new(Some(&user), context.clone());
        assert_eq!(Some(at(instant)), parser.parse(text.as_bytes()), "{format}");
        assert_eq!(None, parser.parse(b"05/Mar/2026:14:02:11 +0000"), "{format}");
        let line = format!("GET / {text} x");
        let found = parser.find(line.as_bytes());
        assert_eq!(Some((6..6 + text.len(), at(instant))), found, "{line}");
    }
    for (format, named) in [
        ("%Y-%Q", "'%Q'"),
        ("%G %Y-%E", "'%E'"),
        ("%Y %", "'%'"),
        ("abc", "neither"),
        ("", "neither"),
    ] {
        let error = UserFormat::from_strftime(format).unwrap_err().to_string();
        assert!(error.contains(named), "{format}: {error}");
    }
}

#[test]
fn limits() {
    let now = at("2026-03-06T10:30:00Z");
    let first = at("2026-03-05T12:00:00Z");
    for (text, zone, instant) in [
        ("2026-03-05", "UTC", "2026-03-05T00:00:00Z"),
        ("2026-03-05", "Europe/Berlin", "2026-03-04T23:00:00Z"),
        ("2026-03-05 14:02", "Europe/Berlin", "2026-03-05T13:02:00Z"),
        ("2026-03-05T14:02:11Z", "Europe/Berlin", "2026-03-05T14:02:11Z"),
        ("05/Mar/2026:14:02:11 +0000", "UTC", "2026-03-05T14:02:11Z"),
        ("Mar 5", "UTC", "2026-03-05T00:00:00Z"),
        ("2026-03", "UTC", "2026-03-01T00:00:00Z"),
        ("14:02", "UTC", "2026-03-05T14:02:00Z"),
        ("12:00", "UTC", "2026-03-05T12:00:00Z"),
        ("11:59:59", "UTC", "2026-03-06T11:59:59Z"),
        ("2 PM", "UTC", "2026-03-05T14:00:00Z"),
        ("13:00", "Europe/Berlin", "2026-03-05T12:00:00Z"),
        ("1772719331", "UTC", "2026-03-05T14:02:11Z"),
        ("-1h", "UTC", "2026-03-06T09:30:00Z"),
        ("-1h30m", "UTC", "2026-03-06T09:00:00Z"),
        ("2h ago", "UTC", "2026-03-06T08:30:00Z"),
        ("30 min ago", "UTC", "2026-03-06T10:00:00Z"),
        ("1 day ago", "UTC", "2026-03-05T10:30:00Z"),
        ("now", "UTC", "2026-03-06T10:30:00Z"),
        ("today", "Europe/Berlin", "2026-03-05T23:00:00Z"),
        ("Yesterday", "UTC", "2026-03-05T00:00:00Z"),
        ("yesterday 14:02", "UTC", "2026-03-05T14:02:00Z"),
    ] {
        let zone = Zone::parse(zone).unwrap();
        let limit = parse_limit(text, now, &zone, Some(first));
        assert_eq!(Ok(Limit::At(at(instant))), limit, "{text}");
    }
    let open = parse_limit("14:02", now, &Zone::utc(), None).unwrap();
    assert!(matches!(open, Limit::TimeOfDay { .. }));
    for text in ["", "soon", "2026-02-30", "25:00", "1h", "ago", "-"] {
        let limit = parse_limit(text, now, &Zone::utc(), None);
        assert!(limit.is_err(), "{text}");
    }
}

#[test]
fn dates_before_1900_have_the_zones_own_offset() {
    let mut parser = TimeParser::new(None, context("Europe/Berlin", "2026-12-01T00:00:00Z"));
    for (text, instant) in [
        // Berlin kept its local mean time, 53 minutes and 28 seconds, until 1893-04-01.
        ("1880-05-05 12:00:00", "1880-05-05T11:06:32Z"),
        ("1700-01-01 00:00:00", "1699-12-31T23:06:32Z"),
        ("1893-03-31 12:00:00", "1893-03-31T11:06:32Z"),
        ("1893-04-02 12:00:00", "1893-04-02T11:00:00Z"),
        ("1899-12-31 12:00:00", "1899-12-31T11:00:00Z"),
    ] {
        assert_eq!(Some(at(instant)), parser.parse(text.as_bytes()), "{text}");
    }
}

#[test]
fn limits_without_a_year_wait_for_the_log() {
    let now = at("2026-03-06T10:30:00Z");
    for text in ["Mar 5 14:00", "5 Mar", "03-05 14:00:00", "Mar  5 02:00:00 PM"] {
        let limit = parse_limit(text, now, &Zone::utc(), None).unwrap();
        let Limit::Yearless(date) = limit else { panic!("{text}") };
        let year = |year| date.resolve(&Context::new(Zone::utc(), Reference::Year(year))).unwrap();
        assert!(year(2024).to_string().starts_with("2024-03-05T"), "{text}");
        assert!(year(1999).to_string().starts_with("1999-03-05T"), "{text}");
    }
}

#[test]
fn a_day_of_berlin_has_23_or_25_hours() {
    let zone = Zone::parse("Europe/Berlin").unwrap();
    let width: BucketWidth = "1h".parse().unwrap();
    let mut buckets = Bucketer::new(width, zone);
    for (from, to, hours) in [
        ("2026-03-28T23:00:00Z", "2026-03-29T22:00:00Z", 23),
        ("2026-10-24T22:00:00Z", "2026-10-25T23:00:00Z", 25),
    ] {
        let mut start = buckets.floor(at(from));
        let mut count = 0;
        while start < at(to) {
            start = buckets.next(start);
            count += 1;
        }
        assert_eq!((hours, at(to)), (count, start));
    }
}

#[test]
fn epochs_in_lines_up_to_2040() {
    let context = context("UTC", "2026-03-06T00:00:00Z");
    let mut parser = TimeParser::with_format(StampFormat::by_name("epoch").unwrap(), context);
    let mut is_found = |count: &str| parser.find(format!("{count}.250 x").as_bytes()).is_some();
    for (count, believed) in [
        ("2208988798", true),
        ("2208988799", true),
        ("2208988800", false),
        ("2299999999", false),
        ("1000000001", true),
        ("1000000000", true),
        ("0999999999", false),
        ("2208988799", true),
    ] {
        assert_eq!(is_found(count), believed, "{count}");
    }
}

#[test]
fn stamp_beside_an_address() {
    let context = context("UTC", "2026-03-06T00:00:00Z");
    let fresh = TimeParser::with_format(StampFormat::by_name("syslog").unwrap(), context);
    let mut parser = fresh.clone();
    let apart = "203.0.113.7 - - [Mar 05 14:02:11] \"GET /\" 200 512 13";
    let touching = "203.0.113.7Mar 05 14:02:11] \"GET /\" 200 512 13 and more";
    let alone = "Mar 05 14:02:11 web-1 app[512]: took 12 ms";
    for line in [apart, touching, apart, apart, touching, alone, alone, touching] {
        let line = line.as_bytes();
        assert_eq!(parser.find(line), fresh.clone().find(line), "{}", line.escape_ascii());
    }
}

#[test]
fn epoch_in_a_user_format() {
    let context = context("UTC", "2026-03-06T00:00:00Z");
    let format = UserFormat::from_strftime("%Y%m%d%H%M%S %s").unwrap();
    let fresh = TimeParser::with_format(StampFormat::user(format), context);
    let mut parser = fresh.clone();
    for clock in ["140211", "140215", "140216", "150211"] {
        let text = format!("20260305{clock} 1772719331");
        let told = Some(at("2026-03-05T14:02:11Z"));
        assert_eq!(parser.parse(text.as_bytes()), told, "{text}");
        assert_eq!(fresh.clone().parse(text.as_bytes()), told, "{text}");
    }
}
