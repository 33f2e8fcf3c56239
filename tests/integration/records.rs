//! Records over several lines: one account and one report, wherever blocks are cut.

use std::io::Write;
use std::process::Stdio;

use flate2::Compression;
use flate2::write::GzEncoder;

use crate::effort::is_full;
use crate::program::{command, feed, json, root, run_on};

/// A log with records over several lines, and how it is read.
struct Log {
    args: &'static [&'static str],
    text: String,
    /// Lines that count, and lines that belong to the record before them.
    matched: u64,
    continued: u64,
}

const TRACES: &str = "\tat shop.Boot.run(Boot.java:3)
2026-04-07 08:15:42,310 WARN  [main] shop.Cart - slow
2026-04-07 08:15:43,310 ERROR [main] shop.Cart - torn
java.lang.IllegalStateException: torn until 2031-01-01 00:00:00
\tat shop.Cart.add(Cart.java:8)
Caused by: java.io.IOException: x
\t... 12 more

2026-04-07 08:15:44,310 INFO  [main] shop.Cart - \u{e4}
}
no record
";

/// Records of JSON: of lines, and of a value over several lines.
fn json_records() -> Vec<serde_json::Value> {
    let record = |number: u32| {
        let time = format!("2026-04-07T08:15:{:02}Z", number % 60);
        let odd = [r#"a}{"b"#, "],[", "\\\"", "\n"][number as usize % 4];
        serde_json::json!({
            "time": time, "level": "info", "message": format!("m{}", number % 3), "odd": odd,
            "items": [{ "id": number }, [], {}],
        })
    };
    (0..40).map(record).collect()
}

fn json_logs() -> Vec<Log> {
    let records = json_records();
    let lines: Vec<String> = records.iter().map(serde_json::Value::to_string).collect();
    let pretty = |value: &serde_json::Value| serde_json::to_string_pretty(value).unwrap();
    let auto: &[&str] = &["-P", "auto", "-t"];
    let log =
        |text: String, lines: u64| Log { args: auto, text, matched: 40, continued: lines - 40 };
    let several = |between: &str| {
        let text: Vec<String> = lines.chunks(2).map(|pair| pair.join(between) + "\n").collect();
        Log { args: auto, text: text.concat(), matched: 20, continued: 0 }
    };
    let holder = serde_json::json!({ "Records": records });
    let (whole, array) = (pretty(&holder), pretty(&serde_json::json!(records)));
    let (of_whole, of_array) = (whole.lines().count() as u64, array.lines().count() as u64);
    let each: Vec<String> = records.iter().map(pretty).collect();
    let each = each.join("\n") + "\n";
    let of_each = each.lines().count() as u64;
    let two =
        [&lines[..20], &lines[20..]].map(|lines| format!("{{\"Records\":[{}]}}", lines.join(",")));
    vec![
        log(lines.join("\n"), 40),
        log(holder.to_string(), 40),
        log(format!("[{}]\n", lines.join(", ")), 40),
        log(format!("[\n{}\n]\n", lines.join(",\n")), 42),
        log(two.join("\n"), 40),
        log(whole, of_whole),
        log(array, of_array),
        log(each, of_each),
        several(""),
        several(" "),
        several(","),
    ]
}

fn logs() -> Vec<Log> {
    let mut logs = json_logs();
    logs.extend(text_logs());
    logs.extend(table_logs());
    logs
}

/// Tables with quoted newlines, and records that begin with a line.
fn table_logs() -> Vec<Log> {
    let rows = "2026-04-07T08:15:42Z,north,\"one\ntwo, \"\"x\"\"\",4\n2026-04-07T08:15:43Z,south,a\"b,5\n\
        2026-04-07T08:15:44Z,south,plain,5,6\n2026-04-07T08:15:44Z,south\n\
        \"2026-04-07T08:15:45Z\",east,\"\r\n\n\",7\n";
    let csv = format!("time,shop,note,\"amount, EUR\"\n{}", rows.repeat(9));
    let slow = "# Time: 2026-04-07T08:15:42.310442Z\n# User@Host: erin[erin] @ h [203.0.113.7]  Id: 1\n\
        # Query_time: 1.52  Lock_time: 0.0 Rows_sent: 1  Rows_examined: 81200\nuse shop;\n\
        SET timestamp=1775549740;\nSELECT *\n\nFROM carts;\n# User@Host: judy[judy] @ localhost []\n\
        # Query_time: 0.5  Lock_time: 0.0 Rows_sent: 1  Rows_examined: 8\n\
        SET timestamp=1775549743;\nSELECT 1;\n";
    let server = "/usr/sbin/mysqld, Version: 8.0.36 (a). started with:\nTcp port: 3306\nTime Id\n";
    let postgres = "2026-04-07 08:15:42.310 UTC,\"erin\",\"shop\",812,\"203.0.113.7:4000\",6.32c,3,\"SELECT\",\
        2026-04-07 08:15:00 UTC,5/12,0,LOG,00000,\"duration: 152.310 ms  statement: SELECT *\n\n\
        WHERE at > '2025-01-01 00:00:00'\",,,,,,,,,\"psql\",\"client backend\",,0\n";
    vec![
        Log {
            args: &["-P", "auto", "-t", "-k", "shop"],
            text: csv.clone(),
            matched: 27,
            continued: 27,
        },
        Log {
            args: &["-P", "csv", "-k", "note,\"amount, EUR\""],
            text: csv,
            matched: 27,
            continued: 27,
        },
        Log {
            args: &["-t"],
            text: server.to_owned() + &slow.repeat(9),
            matched: 18,
            continued: 2 + 9 * 10,
        },
        Log {
            args: &["-P", "mysql-slow", "-t", "-k", "client", "-m", "query_time"],
            text: slow.repeat(9),
            matched: 18,
            continued: 90,
        },
        Log {
            args: &["-P", "auto", "-t", "-k", "client"],
            text: postgres.repeat(9),
            matched: 9,
            continued: 18,
        },
    ]
}

fn text_logs() -> Vec<Log> {
    vec![
        Log { args: &["-P", "log4j"], text: TRACES.repeat(7), matched: 21, continued: 56 },
        Log { args: &["-t"], text: TRACES.repeat(7), matched: 21, continued: 56 },
        Log {
            args: &["-P", "auto", "-t", "-g", "torn"],
            text: TRACES.repeat(7),
            matched: 7,
            continued: 56,
        },
    ]
}

#[derive(Debug, Clone, Copy, PartialEq)]
enum By {
    File,
    Pipe,
    Gzip,
}

/// The report without the names of the sources and without what depends on compression.
fn report(log: &Log, by: By, tuning: &[&str]) -> serde_json::Value {
    let args = [log.args, tuning, &["-q", "-O", "json"]].concat();
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("log");
    let mut command = command(&args);
    let output = match by {
        By::Pipe => {
            let mut child = command.stdin(Stdio::piped()).spawn().unwrap();
            feed(&mut child, log.text.as_bytes());
            child.wait_with_output().unwrap()
        }
        By::File => {
            std::fs::write(&path, &log.text).unwrap();
            command.arg(&path).output().unwrap()
        }
        By::Gzip => {
            let mut gzip =
                GzEncoder::new(std::fs::File::create(&path).unwrap(), Compression::fast());
            gzip.write_all(log.text.as_bytes()).unwrap();
            gzip.finish().unwrap();
            command.arg(&path).output().unwrap()
        }
    };
    assert!(output.status.success(), "{args:?}: {}", String::from_utf8_lossy(&output.stderr));
    let mut report = json(&output);
    let sections = report.as_object_mut().unwrap();
    sections.remove("sources").unwrap();
    for reject in
        sections.get_mut("unmatched").into_iter().flat_map(|rows| rows.as_array_mut().unwrap())
    {
        reject.as_object_mut().unwrap().remove("source").unwrap();
    }
    report
}

/// Whether each line is in one count.
fn is_whole(input: &serde_json::Value) -> bool {
    let count = |name: &str| input[name].as_u64().unwrap_or(0);
    let parts = [
        "matched",
        "unmatched",
        "untimed",
        "out_of_range",
        "filtered",
        "header",
        "late",
        "continued",
    ];
    parts.map(count).iter().sum::<u64>() == count("lines")
}

#[test]
fn one_report_wherever_blocks_are_cut() {
    let step = if is_full() { 1 } else { 3 };
    let mut ways = 0..;
    for log in logs() {
        let expected = report(&log, By::File, &["-j1"]);
        let input = &expected["input"];
        assert_eq!(input["matched"], log.matched, "{:?}: {input}", log.args);
        assert_eq!(
            input["continued"].as_u64().unwrap_or(0),
            log.continued,
            "{:?}: {input}",
            log.args
        );
        assert_eq!(input["bytes"], log.text.len() as u64, "{:?}: {input}", log.args);
        assert!(is_whole(input), "{:?}: {input}", log.args);
        for by in [By::File, By::Pipe, By::Gzip] {
            for tuning in [
                ["-j1", "--block-size=1"],
                ["-j3", "--block-size=7"],
                ["-j2", "--block-size=64"],
                ["-j1", "--block-size=97"],
                ["-j3", "--block-size=1009"],
                ["-j2", "--block-size=1MiB"],
            ] {
                if ways.next().unwrap_or(0) % step == 0 {
                    let found = report(&log, by, &tuning);
                    assert_eq!(found, expected, "{:?} {by:?} {tuning:?}", log.args);
                }
            }
        }
    }
}

#[test]
fn records_of_json_are_those_of_one_a_line() {
    let mut logs = json_logs().into_iter();
    let values = |log: &Log| report(log, By::File, &["-j1"])["values"].clone();
    let expected = values(&logs.next().unwrap());
    for log in logs {
        assert_eq!(values(&log), expected, "{}", log.text);
    }
}

#[test]
fn a_line_of_json_counts_whole_or_not_at_all() {
    let input = |text: &str, args: &[&str]| {
        let output = run_on(
            &[&["-P", "json", "-k", "a", "-q", "-O", "json"], args].concat(),
            text.as_bytes(),
        );
        let report = json(&output);
        let counts = ["matched", "unmatched", "filtered"].map(|name| report["input"][name].clone());
        (counts.map(|count| count.as_u64().unwrap()), report["summary"]["total"].as_u64().unwrap())
    };
    let good = "{\"a\":1}\n";
    for line in [
        "{\"a\":1}{\"b\":2}",
        "{\"a\":1} x",
        "{\"a\":1}{\"a\":",
        "{\"a\":1,\"c\":{\"d\":2}",
        "{\"a\":1,",
    ] {
        assert_eq!(input(&format!("{good}{line}\n{good}"), &[]), ([2, 1, 0], 2), "{line}");
    }
    let pair = "{\"a\":1}{\"a\":2}\n";
    assert_eq!(input(&format!("{good}{pair}"), &[]), ([2, 0, 0], 3));
    assert_eq!(input(&format!("{good}{pair}"), &["-w", "a = 2"]), ([1, 0, 1], 1));
    assert_eq!(input(&format!("{good}{pair}"), &["-x", "2"]), ([1, 0, 1], 1));
    // Cut at every byte, a record is read whole or not at all.
    let record = r#"{"a":"xyz","b":{"c":[1,{"d":"}{"}]},"e":2}"#;
    for end in 1..record.len() {
        let ([matched, ..], _) = input(&format!("{good}{}\n", &record[..end]), &[]);
        assert_eq!(matched, 1, "{}", &record[..end]);
    }
}

#[test]
fn every_format_with_the_rule_leaves_traces_to_their_records() {
    let trace = "Traceback (most recent call last):\n  File \"a=b.py\", line 3, in run\n    work(x=1)\n\
        shop.TornError: x\n\n\tat a.B.c(D.java:9)\nCaused by: a.b.TornException: 12:00:01\n\t... 3 more\n\
        SELECT *\nFROM carts\n\tWHERE at > '2025-01-01 00:00:00'\n}\n";
    let mut checked = 0;
    for file in std::fs::read_dir(root().join("formats")).unwrap() {
        let path = file.unwrap().path();
        let name = path.file_stem().unwrap().to_str().unwrap();
        let format: toml::Table = std::fs::read_to_string(&path).unwrap().parse().unwrap();
        let is_trace = |rule: &toml::Value| rule.as_str() == Some("trace");
        let rules = format.get("continued");
        if !rules.is_some_and(|rules| match rules.as_array() {
            Some(rules) => rules.iter().any(is_trace),
            None => is_trace(rules),
        }) {
            continue;
        }
        checked += 1;
        let samples = format["sample"].as_array().unwrap();
        let lines = samples.iter().map(|sample| sample["line"].as_str().unwrap());
        let lines: Vec<&str> = lines.filter(|line| !line.contains('\n')).collect();
        let text: String = lines.iter().map(|line| format!("{line}\n{trace}")).collect();
        let column = format.get("value").map_or("message", |value| value.as_str().unwrap());
        let output = run_on(&["-P", name, "-k", column, "-q", "-O", "json"], text.as_bytes());
        let input = &json(&output)["input"];
        let continued = (lines.len() * trace.lines().count()) as u64;
        assert_eq!(input["continued"], continued, "{name}: {input}");
        assert_eq!(input["lines"], continued + lines.len() as u64, "{name}");
    }
    assert!(checked > 70, "{checked}");
}
