//! Stamps and their instants, as tables.

use crate::time::table::TIME_FORMATS;
use crate::time::{
    Context, Reference, StampFormat, TimeParser, Timestamp, Zone, detect, detect_in_lines,
};

fn at(text: &str) -> Timestamp {
    let at = chrono::DateTime::parse_from_rfc3339(text)
        .unwrap_or_else(|error| panic!("{text}: {error}"));
    Timestamp(at.timestamp_nanos_opt().unwrap())
}

fn context() -> Context {
    Context::new(Zone::utc(), Reference::Moment(at("2026-03-06T00:00:00Z")))
}

/// Text, instant, and the name of the format detected for it.
#[rustfmt::skip]
const STAMPS: &[(&str, &str, &str)] = &[
    ("2026-03-05T14:02:11Z", "2026-03-05T14:02:11Z", "iso-t"),
    ("2026-03-05t14:02:11z", "2026-03-05T14:02:11Z", "iso-t"),
    ("2026-03-05T14:02:11", "2026-03-05T14:02:11Z", "iso-t"),
    ("2026-03-05T14:02:11.1Z", "2026-03-05T14:02:11.1Z", "iso-t"),
    ("2026-03-05T14:02:11.655Z", "2026-03-05T14:02:11.655Z", "iso-t"),
    ("2026-03-05T14:02:11.655123456Z", "2026-03-05T14:02:11.655123456Z", "iso-t"),
    ("2026-03-05T14:02:11.6551234567891Z", "2026-03-05T14:02:11.655123456Z", "iso-t"),
    ("2026-03-05T14:02:11.655123+00:00", "2026-03-05T14:02:11.655123Z", "iso-t"),
    ("2026-03-05T14:02:11+0000", "2026-03-05T14:02:11Z", "iso-t"),
    ("2026-03-05T14:02:11-08", "2026-03-05T22:02:11Z", "iso-t"),
    ("2026-03-05T14:02:11,655+05:30", "2026-03-05T08:32:11.655Z", "iso-t"),
    ("2026-03-05T14:02", "2026-03-05T14:02:00Z", "iso-t"),
    ("2026-03-05T14:02Z", "2026-03-05T14:02:00Z", "iso-t"),
    ("2026-03-05T24:00:00Z", "2026-03-06T00:00:00Z", "iso-t"),
    ("2026-03-05 14:02:11", "2026-03-05T14:02:11Z", "iso-space"),
    ("2026-03-05\t14:02:11", "2026-03-05T14:02:11Z", "iso-space"),
    ("2026-03-05 14:02:11,655", "2026-03-05T14:02:11.655Z", "iso-space"),
    ("2026-03-05 14:02:11.655 UTC", "2026-03-05T14:02:11.655Z", "iso-space"),
    ("2026-03-05 14:02:11.655 CET", "2026-03-05T13:02:11.655Z", "iso-space"),
    ("2026-03-05 14:02:11 AEDT", "2026-03-05T03:02:11Z", "iso-space"),
    ("2026-03-05 14:02:11 -0330", "2026-03-05T17:32:11Z", "iso-space"),
    ("2026-03-05 14:02:11 UTC+2", "2026-03-05T12:02:11Z", "iso-space"),
    ("2026-3-5 4:02:11", "2026-03-05T04:02:11Z", "iso-space"),
    ("2026-03-05 14:02", "2026-03-05T14:02:00Z", "iso-space"),
    ("2026-03-05", "2026-03-05T00:00:00Z", "iso-date"),
    ("2026-03", "2026-03-01T00:00:00Z", "month"),
    ("2026-03-05-14:02:11", "2026-03-05T14:02:11Z", "iso-gap"),
    ("2026-064", "2026-03-05T00:00:00Z", "ordinal-date"),
    ("2026-064T14:02:11Z", "2026-03-05T14:02:11Z", "ordinal-t"),
    ("2024-366 14:02:11", "2024-12-31T14:02:11Z", "ordinal-space"),
    ("2026/03/05 14:02:11", "2026-03-05T14:02:11Z", "slashed"),
    ("2026/03/05 14:02:11.655123", "2026-03-05T14:02:11.655123Z", "slashed"),
    ("2026.03.05 14:02:11", "2026-03-05T14:02:11Z", "dotted"),
    ("20260305T140211Z", "2026-03-05T14:02:11Z", "compact-t"),
    ("20260305T140211.655+0100", "2026-03-05T13:02:11.655Z", "compact-t"),
    ("20260305 14:02:11", "2026-03-05T14:02:11Z", "compact-date"),
    ("20260305-14:02:11:655", "2026-03-05T14:02:11.655Z", "compact-date"),
    ("20260305140211", "2026-03-05T14:02:11Z", "compact"),
    ("20260305", "2026-03-05T00:00:00Z", "compact-day"),
    ("05/Mar/2026:14:02:11 +0000", "2026-03-05T14:02:11Z", "clf"),
    ("05/Mar/2026:14:02:11 -0800", "2026-03-05T22:02:11Z", "clf"),
    ("05/Mar/2026:14:02:11.655", "2026-03-05T14:02:11.655Z", "clf"),
    ("05/Mar/2026:14:02:11", "2026-03-05T14:02:11Z", "clf"),
    ("05/mar/2026:14:02:11 +0100", "2026-03-05T13:02:11Z", "clf"),
    ("05-Mar-2026 14:02:11.655", "2026-03-05T14:02:11.655Z", "tomcat"),
    ("5-Mar-2026::14:02:11", "2026-03-05T14:02:11Z", "rabbitmq"),
    ("Thu, 05 Mar 2026 14:02:11 +0000", "2026-03-05T14:02:11Z", "rfc2822"),
    ("Thu, 5 Mar 2026 14:02:11 +0100 (CET)", "2026-03-05T13:02:11Z", "rfc2822"),
    ("Thu, 05 Mar 2026 14:02:11 GMT", "2026-03-05T14:02:11Z", "rfc2822"),
    ("Thursday, 05-Mar-26 14:02:11 GMT", "2026-03-05T14:02:11Z", "rfc850"),
    ("05 Mar 2026 14:02:11.655", "2026-03-05T14:02:11.655Z", "day-month-year"),
    ("Thu Mar  5 14:02:11 2026", "2026-03-05T14:02:11Z", "asctime"),
    ("Thu Mar 05 14:02:11.123456 2026", "2026-03-05T14:02:11.123456Z", "asctime"),
    ("Thu Mar  5 14:02:11 CET 2026", "2026-03-05T13:02:11Z", "asctime"),
    ("Thu Mar 05 14:02:11 +0100 2026", "2026-03-05T13:02:11Z", "asctime"),
    ("Thu Mar  5 14:02:11", "2026-03-05T14:02:11Z", "asctime-no-year"),
    ("Mar  5 14:02:11 2026", "2026-03-05T14:02:11Z", "syslog-year-last"),
    ("Thu Mar 05 2026 14:02:11 GMT+0100 (Central European Time)", "2026-03-05T13:02:11Z", "weekday-year-last"),
    ("Mar  5 14:02:11", "2026-03-05T14:02:11Z", "syslog"),
    ("Mar 05 14:02:11", "2026-03-05T14:02:11Z", "syslog"),
    ("Mar  7 14:02:11", "2025-03-07T14:02:11Z", "syslog"),
    ("Mar  6 23:59:59", "2026-03-06T23:59:59Z", "syslog"),
    ("Feb 29 12:00:00", "2024-02-29T12:00:00Z", "syslog"),
    ("Mar  5 2026 14:02:11", "2026-03-05T14:02:11Z", "syslog-year"),
    ("PDT Apr 16 05:47:09", "2025-04-16T12:47:09Z", "zone-syslog"),
    ("I0305 14:02:11.655123", "2026-03-05T14:02:11.655123Z", "klog"),
    ("260305 14:02:11", "2026-03-05T14:02:11Z", "mysql"),
    ("260305  4:02:11", "2026-03-05T04:02:11Z", "mysql"),
    ("081109 203615", "2008-11-09T20:36:15Z", "hadoop"),
    ("26/03/05 14:02:11", "2026-03-05T14:02:11Z", "spark"),
    ("03/05/2026 2:02:11 PM", "2026-03-05T14:02:11Z", "us-slashed"),
    ("3/5/2026, 12:02:11 a.m.", "2026-03-05T00:02:11Z", "us-slashed"),
    ("03/05/2026 02:02:11:655 PM -0500", "2026-03-05T19:02:11.655Z", "us-slashed"),
    ("03/05/2026:14:02:11", "2026-03-05T14:02:11Z", "us-slashed"),
    ("25/02/2026 14:02:11", "2026-02-25T14:02:11Z", "eu-slashed"),
    ("05.03.2026 14:02:11", "2026-03-05T14:02:11Z", "eu-dotted"),
    ("03-05-2026 14:02:11", "2026-03-05T14:02:11Z", "us-dashed"),
    ("25-02-2026 14:02:11", "2026-02-25T14:02:11Z", "eu-dashed"),
    ("Mar 5, 2026 2:02:11 PM", "2026-03-05T14:02:11Z", "month-day-year"),
    ("March 5, 2026, 2:02 PM", "2026-03-05T14:02:00Z", "month-day-year"),
    ("Sept. 5, 2025 2:02:11 PM", "2025-09-05T14:02:11Z", "month-day-year"),
    ("Mar-05-26 14:02:11", "2026-03-05T14:02:11Z", "assp"),
    ("03-05 14:02:11.655", "2026-03-05T14:02:11.655Z", "logcat"),
    ("1772719331", "2026-03-05T14:02:11Z", "epoch"),
    ("999999999", "2001-09-09T01:46:39Z", "epoch"),
    ("1772719331.655", "2026-03-05T14:02:11.655Z", "epoch"),
    ("1772719331655", "2026-03-05T14:02:11.655Z", "epoch-ms"),
    ("1772719331655.123", "2026-03-05T14:02:11.655123Z", "epoch-ms"),
    ("1772719331655123", "2026-03-05T14:02:11.655123Z", "epoch-us"),
    ("1772719331655123456", "2026-03-05T14:02:11.655123456Z", "epoch-ns"),
    ("@4000000069a98ced270a81c0", "2026-03-05T14:02:11.655Z", "tai64n"),
    ("14:02:11.655123", "2026-03-06T14:02:11.655123Z", "time"),
    ("02:02:11 PM", "2026-03-06T14:02:11Z", "time"),
    ("02:11.655", "2026-03-06T00:02:11.655Z", "minutes-seconds"),
    ("2016-12-31T23:59:60Z", "2017-01-01T00:00:00Z", "iso-t"),
    ("31/Dec/2016:23:59:60 +0000", "2017-01-01T00:00:00Z", "clf"),
    ("[05/Mar/2026:14:02:11 +0000]", "2026-03-05T14:02:11Z", "clf"),
    (" 2026-03-05 14:02:11 ", "2026-03-05T14:02:11Z", "iso-space"),

];

#[test]
fn stamps_mean_their_instants() {
    assert!(STAMPS.len() >= 60);
    let mut any = TimeParser::new(None, context());
    for (text, instant, name) in STAMPS {
        assert_eq!(Some(at(instant)), any.parse(text.as_bytes()), "{text}");
        let found = detect(&[text.as_bytes()], &context());
        let found = found.unwrap_or_else(|| panic!("{text}: nothing detected"));
        assert_eq!(*name, found.format.name(), "{text}");
        let mut parser = TimeParser::new(Some(&found), context());
        for _ in 0..2 {
            assert_eq!(Some(at(instant)), parser.parse(text.as_bytes()), "{text}");
        }
    }
}

#[test]
fn every_sample_reads_by_its_row() {
    for row in TIME_FORMATS {
        let format = StampFormat::by_name(row.name).unwrap();
        let mut parser = TimeParser::with_format(format, context());
        let read = parser.parse(row.sample.as_bytes());
        assert_eq!(Some(at(row.instant)), read, "{}", row.name);
        let found = detect(&[row.sample.as_bytes()], &context()).unwrap();
        assert_eq!(row.name, found.format.name(), "{}", row.sample);
        if row.in_lines {
            let line = format!("<13> [{}] GET /x", row.sample);
            let mut fresh = TimeParser::new(None, context());
            let (range, stamp) = fresh.find(line.as_bytes()).unwrap();
            assert_eq!(row.sample, line.get(range).unwrap());
            assert_eq!(at(row.instant), stamp);
        }
    }
}

#[test]
fn no_stamps_are_no_stamps() {
    let mut parser = TimeParser::new(None, context());
    for text in [
        "",
        " ",
        "-",
        "[]",
        "abc",
        "2026-02-30 10:00:00",
        "2026-13-01",
        "2026-03-05T25:00:00Z",
        "2026-03-05 14:60:00",
        "2026-03-05T14:02:11+9900",
        "2026-03-05 14:02:11 -2400",
        "10.0.0.1",
        "2026-000",
        "2025-366",
        "9999-12-31T00:00:00Z",
        "0000-01-01 00:00:00",
        "00/Jan/2026:00:00:00",
        "13:02:11 PM",
        "Foo 5 14:02:11",
        "12345678901234567890",
        "@40000000",
        "Feb 30 10:00:00",
    ] {
        assert_eq!(None, parser.parse(text.as_bytes()), "{text}");
    }
}

/// A line, the stamp found in it, and its instant; an empty stamp where none is to be found.
#[rustfmt::skip]
const LINES: &[(&str, &str, &str)] = &[
    (r#"203.0.113.7 - alice [05/Mar/2026:14:02:11 +0000] "GET / HTTP/1.1" 200 5123"#, "05/Mar/2026:14:02:11 +0000", "2026-03-05T14:02:11Z"),
    (r#"{"time":"2026-03-05T14:02:11+00:00","status":200}"#, "2026-03-05T14:02:11+00:00", "2026-03-05T14:02:11Z"),
    (r#"{"level":"info","ts":1772719331.655,"logger":"x"}"#, "1772719331.655", "2026-03-05T14:02:11.655Z"),
    ("Mar  5 14:02:11 lb1 haproxy[1438]: 203.0.113.7:52000 [05/Mar/2026:14:02:11.655] http-in", "Mar  5 14:02:11", "2026-03-05T14:02:11Z"),
    ("https 2026-03-05T14:02:11.186641Z app/my-alb/50dc6c495c0c9188 203.0.113.7:2817", "2026-03-05T14:02:11.186641Z", "2026-03-05T14:02:11.186641Z"),
    ("2026-03-05\t14:02:11\tFRA56-P1\t612", "2026-03-05\t14:02:11", "2026-03-05T14:02:11Z"),
    ("1772719331.655    152 192.0.2.9 TCP_MISS/200 1234 GET http://example.com/", "1772719331.655", "2026-03-05T14:02:11.655Z"),
    ("[pid: 12|app: 0|req: 1/1] 203.0.113.7 () {40 vars in 600 bytes} [Thu Mar  5 14:02:11 2026] GET /", "Thu Mar  5 14:02:11 2026", "2026-03-05T14:02:11Z"),
    ("time:05/Mar/2026:14:02:11 +0000\thost:203.0.113.7", "05/Mar/2026:14:02:11 +0000", "2026-03-05T14:02:11Z"),
    ("2026/03/05 14:02:11 [error] 3075#3075: *11552 open()", "2026/03/05 14:02:11", "2026-03-05T14:02:11Z"),
    ("[Thu Mar 05 14:02:11.123456 2026] [core:error] [pid 1234:tid 14012345]", "Thu Mar 05 14:02:11.123456 2026", "2026-03-05T14:02:11.123456Z"),
    ("<78>Mar  5 14:02:11 web1 CRON[1234]: x", "Mar  5 14:02:11", "2026-03-05T14:02:11Z"),
    ("<165>1 2026-03-05T14:02:11.003Z web1 app 1234", "2026-03-05T14:02:11.003Z", "2026-03-05T14:02:11.003Z"),
    ("2026-03-05 14:02:11,655 fail2ban.actions        [812]: NOTICE", "2026-03-05 14:02:11,655", "2026-03-05T14:02:11.655Z"),
    ("I0305 14:02:11.655123    1234 controller.go:116] synced", "I0305 14:02:11.655123", "2026-03-05T14:02:11.655123Z"),
    ("2 123456789010 eni-1235b8ca 203.0.113.7 10.0.0.5 52000 22 6 20 4249 1772719331 1772719391 ACCEPT OK", "1772719331", "2026-03-05T14:02:11Z"),
    (r#"14:02:11.655123 openat(AT_FDCWD, "/etc/hosts", O_RDONLY) = 3"#, "14:02:11.655123", "2026-03-06T14:02:11.655123Z"),
    ("2026-03-05 14:02:11.655 UTC [1234] LOG:  duration: 152.340 ms", "2026-03-05 14:02:11.655 UTC", "2026-03-05T14:02:11.655Z"),
    ("# Time: 2026-03-05T14:02:11.655123Z", "2026-03-05T14:02:11.655123Z", "2026-03-05T14:02:11.655123Z"),
    ("SET timestamp=1772719331;", "1772719331", "2026-03-05T14:02:11Z"),
    ("1234:M 05 Mar 2026 14:02:11.655 * Background saving", "05 Mar 2026 14:02:11.655", "2026-03-05T14:02:11.655Z"),
    ("05-Mar-2026 14:02:11.655 INFO [main] org.apache", "05-Mar-2026 14:02:11.655", "2026-03-05T14:02:11.655Z"),
    ("I, [2026-03-05T14:02:11.655123 #1234]  INFO -- : x", "2026-03-05T14:02:11.655123", "2026-03-05T14:02:11.655123Z"),
    ("=INFO REPORT==== 5-Mar-2026::14:02:11 ===", "5-Mar-2026::14:02:11", "2026-03-05T14:02:11Z"),
    ("a,b,2026-03-05 14:02:11,c", "2026-03-05 14:02:11", "2026-03-05T14:02:11Z"),
    ("26/03/05 14:02:11 INFO BlockManager: x", "26/03/05 14:02:11", "2026-03-05T14:02:11Z"),
    ("081109 203615 148 INFO dfs.DataNode", "081109 203615", "2008-11-09T20:36:15Z"),
    ("    at com.example.App.main(App.java:12)", "", ""),
    ("mac 10:20:30:40:50:60 ip 10.20.30.40 v 1.2.2026 id 17727193310", "", ""),
    ("port 203.0.113.7:1772719331 x1772719331 1772719331x 1772719331-22 17727193", "", ""),
    ("id 9772719331 9999999999999", "", ""),
];

#[test]
fn stamps_are_found_in_lines() {
    let mut old = TimeParser::new(None, context());
    for (line, stamp, instant) in LINES {
        let found = old.find(line.as_bytes());
        if stamp.is_empty() {
            assert_eq!(None, found, "{line}");
            continue;
        }
        let (range, read) = found.unwrap_or_else(|| panic!("{line}: none found"));
        assert_eq!(*stamp, line.get(range.clone()).unwrap(), "{line}");
        assert_eq!(at(instant), read, "{line}");
        let detected = detect_in_lines(&[line.as_bytes()], &context()).unwrap();
        let mut parser = TimeParser::new(Some(&detected), context());
        for _ in 0..2 {
            let again = parser.find(line.as_bytes());
            assert_eq!(Some((range.clone(), read)), again, "{line}");
        }
    }
}

#[test]
fn a_day_above_12_behind_a_hundred_stamps_shows_the_order() {
    let lines: Vec<String> =
        (1..=22).flat_map(|day| vec![format!("{day:02}/03/2026 08:15:42 x"); 20]).collect();
    let lines: Vec<&[u8]> = lines.iter().map(String::as_bytes).collect();
    let stamps: Vec<&[u8]> = lines.iter().map(|line| &line[..19]).collect();
    for detected in [detect_in_lines(&lines, &context()), detect(&stamps, &context())] {
        let detected = detected.unwrap();
        assert!(detected.day_first && !detected.ambiguous);
        let mut parser = TimeParser::new(Some(&detected), context());
        assert_eq!(Some(at("2026-03-05T08:15:42Z")), parser.parse(b"05/03/2026 08:15:42"));
    }
}
