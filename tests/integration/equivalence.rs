//! The same bytes give the same report: by file, by pipe, compressed, with any number of threads
//! and any size of blocks.

use std::process::Stdio;

use crate::effort::is_full;
use crate::program::{command, feed, fixture, json, run, run_on};

const VIEWS: [&[&str]; 17] = [
    &["-f", "1"],
    &["-p", r#""\S+ (?P<value>[^ ?]+)"#],
    &["-N", "-p", r" (?P<value>[0-9.]+)$"],
    &["-P", "combined"],
    &["-p", r#"^(?P<client>\S+) .*" (?P<status>\d+) "#, "-k", "client,status"],
    &["-x", "GET", "-f", "1,6", "--outlier-rule", "mad"],
    &["-f", "1", "--weight", "10", "--max-line", "150"],
    &["-t", "-f", "1", "--window", "5s,1m", "--sort", "peak", "--outlier-on", "peak"],
    &["-t", "-b", "7s", "--tz", "Asia/Kathmandu", "-x", "GET"],
    &["-t", "-p", r"^(?P<value>\S+) .*\[(?P<time>[^\]]+).*?(?P<n>\d+)$", "--weight", "n"],
    &["-f", "1", "-s", "14:03", "-e", "2026-03-05 14:03:10", "--no-seek"],
    &["-P", "combined", "-k", "path", "-t"],
    &[
        "-P",
        "nginx-times",
        "-k",
        "path",
        "--changes",
        "-m",
        "request_time",
        "--ratio",
        "status >= 400",
    ],
    &[
        "-P",
        "nginx-times",
        "--limits",
        "--try",
        "token:3/1s",
        "--try",
        "fail2ban:maxretry=3,findtime=10s",
    ],
    &["-P", "nginx-times", "--compare", "status,request_time"],
    &["-P", "nginx-times", "--rollup", "--distinct", "path", "--idle", "5s", "--heat"],
    &["-P", "nginx-times", "-k", "template", "--merge-templates", "--across", "status"],
];

/// The report without the names of the sources.
fn report(args: &[&str], file: &str, by: By) -> String {
    let path = fixture(file);
    let mut args = args.to_vec();
    args.extend(["-O", "json"]);
    let mut command = command(&args);
    let output = match by {
        By::Name => command.arg(&path).output().unwrap(),
        By::Redirection => {
            command.stdin(Stdio::from(std::fs::File::open(&path).unwrap())).output().unwrap()
        }
        By::Pipe => {
            let mut child = command.stdin(Stdio::piped()).spawn().unwrap();
            feed(&mut child, &std::fs::read(&path).unwrap());
            child.wait_with_output().unwrap()
        }
    };
    assert!(output.status.success(), "{args:?} {file}");
    let mut report = json(&output);
    let sections = report.as_object_mut().unwrap();
    sections.remove("sources").unwrap();
    if let Some(rejects) = sections.get_mut("unmatched") {
        for reject in rejects.as_array_mut().unwrap() {
            reject.as_object_mut().unwrap().remove("source").unwrap();
        }
    }
    report.to_string()
}

#[derive(Debug, Clone, Copy)]
enum By {
    Name,
    Redirection,
    Pipe,
}

#[test]
fn any_way_in_gives_one_report() {
    // The short run takes each seventh way: 7 divides neither the files nor the ways of reading.
    let step = if is_full() { 1 } else { 7 };
    let mut ways = 0..;
    for view in VIEWS {
        let expected = report(&[view, &["-j", "1"]].concat(), "access.log", By::Name);
        for file in
            ["access.log", "access.log.gz", "access.log.zst", "access.log.bz2", "access.log.xz"]
        {
            for by in [By::Name, By::Redirection, By::Pipe] {
                for tuning in [
                    ["-j1", "--block-size=1"],
                    ["-j2", "--block-size=97"],
                    ["-j8", "--block-size=1MiB"],
                ] {
                    if ways.next().unwrap_or(0) % step != 0 {
                        continue;
                    }
                    let found = report(&[view, &tuning].concat(), file, by);
                    assert_eq!(found, expected, "{view:?} {file} {by:?} {tuning:?}");
                }
            }
        }
    }
}

#[test]
fn hostile_bytes_any_way_in() {
    let cut = ["-p", "(?P<value>.*)", "--max-line", "5"];
    for view in [&[][..], &["-p", r"(?P<value>\S+)"], &["--max-line", "5"], &cut] {
        let expected = report(&[view, &["-j", "1"]].concat(), "bytes.txt", By::Name);
        for tuning in
            [["-j1", "--block-size=1"], ["-j2", "--block-size=13"], ["-j8", "--block-size=1MiB"]]
        {
            for by in [By::Name, By::Redirection, By::Pipe] {
                let found = report(&[view, &tuning].concat(), "bytes.txt", by);
                assert_eq!(found, expected, "{view:?} {by:?} {tuning:?}");
            }
        }
    }
}

#[test]
fn split_into_compressed_files() {
    let text = std::fs::read(fixture("access.log")).unwrap();
    let newline = text.iter().position(|byte| *byte == b'\n').unwrap() + 1;
    let folder = tempfile::tempdir().unwrap();
    let (first, rest) = (folder.path().join("first"), folder.path().join("rest"));
    std::fs::write(&first, &text[..newline]).unwrap();
    std::fs::write(&rest, &text[newline..]).unwrap();
    let gzipped = fixture("access.log.gz");
    let names = [&first, &rest, &gzipped].map(|path| path.to_str().unwrap().to_owned());
    let [first, rest, gzipped] = names.each_ref().map(String::as_str);
    let values = |files: &[&str]| {
        let report = json(&run(&[&["-f", "1", "-O", "json"], files].concat()));
        (report["values"].clone(), report["summary"].clone(), report["input"]["bytes"].clone())
    };
    let twice = values(&[gzipped, gzipped]);
    assert_eq!(values(&[first, rest, gzipped]), twice);
    assert_eq!(values(&[gzipped, rest, first]), twice);
}

/// `(?m)` says nothing of one line, and keeps the pattern from being scanned.
#[test]
fn patterns_scanned_or_not() {
    for (pattern, file) in [
        (r#"^(?P<client>\S+) \S+ \S+ \[[^\]]+\] "\S+ (?P<value>\S+)"#, "access.log"),
        (r#"^[^"]*"(?:[^"\\]|\\.)*" (?P<value>\d{3}) (?:(?P<n>\d+)|-)"#, "access.log"),
        (r"^(?P<value>\S+)", "bytes.txt"),
        (r"^[^ ]* ?(?P<value>[^ ]*)", "bytes.txt"),
    ] {
        let values = |pattern: &str| {
            let path = fixture(file);
            let report = json(&run(&["-O", "json", "-p", pattern, path.to_str().unwrap()]));
            (report["values"].clone(), report["summary"].clone(), report["unmatched"].clone())
        };
        let scanned = values(pattern);
        assert_ne!(scanned.0.as_array().unwrap().len(), 0, "{pattern}");
        assert_eq!(scanned, values(&pattern.replacen('^', "(?m)^", 1)), "{pattern}");
    }
}

/// Every process has a hash of its own, and nothing is to be seen of it.
#[test]
fn hash_seed_does_not_show() {
    // Two values of the same text, and more values of the same count than are kept.
    let same_text = "a b,c\na,b c\n".repeat(3);
    let many: String = (0..2000).map(|number| format!("{number}\n")).collect();
    let cases: [(&[&str], &str); 2] = [
        (&["-p", r"^(?P<one>[^,]+),(?P<two>.+)$", "-k", "one,two"], &same_text),
        (&["-j", "1", "--max-values", "100", "-n", "0"], &many),
    ];
    for (args, input) in cases {
        let report = || {
            let mut command = command(&[args, &["-O", "json"]].concat());
            let mut child = command.stdin(Stdio::piped()).stdout(Stdio::piped()).spawn().unwrap();
            feed(&mut child, input.as_bytes());
            json(&child.wait_with_output().unwrap())["values"].to_string()
        };
        let first = report();
        assert!(first.len() > 100, "{first}");
        (0..8).for_each(|_| assert_eq!(report(), first));
    }
}

/// Rows that cannot be among the first are passed by: with many rows, most of which are equal but for
/// their values, the first ones are those of the whole list.
#[test]
fn the_first_rows_are_those_of_all() {
    let lines = (0..6_000_u64).flat_map(|row| {
        let value = row * 7_919 % 6_007;
        (0..=value % 4).map(move |_| format!("v{value}\n"))
    });
    let log: String = lines.collect();
    let rows = |args: &[&str]| {
        let report = json(&run_on(&[args, &["-O", "json"]].concat(), log.as_bytes()));
        report["values"].as_array().unwrap().clone()
    };
    for order in [&["--sort", "count"][..], &["--sort", "count", "-r"], &["--sort", "value"]] {
        let all = rows(&[order, &["-n", "0"]].concat());
        assert_eq!(all.len(), 6_000, "{order:?}");
        for top in [1, 3, 700, 2_000] {
            let first = rows(&[order, &["-n", &top.to_string()]].concat());
            assert_eq!(first, all[..top], "{order:?} {top}");
        }
    }
}
