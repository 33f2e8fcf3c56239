//! What text shows of a table that is wider than the screen.

use crate::program::{fixture, run, stderr, stdout};

/// What stands over each column of `values` in text, sorted by it; the mark and the value have no head
/// of their own.
const HEADS: [(&str, &str); 31] = [
    ("value", "value"),
    ("count", "count"),
    ("share", "share"),
    ("outlier", "*"),
    ("score", "score"),
    ("error", "error"),
    ("hits", "hits"),
    ("ratio", "ratio"),
    ("ratio_low", "at least"),
    ("distinct", "distinct"),
    ("distinct_error", "distinct error"),
    ("first", "first"),
    ("last", "last"),
    ("mean_rate", "mean/s"),
    ("peak", "peak/s"),
    ("peak_at", " at "),
    ("active", "active"),
    ("rate_p50", "p50/s"),
    ("rate_p99", "p99/s"),
    ("sessions", "sessions"),
    ("longest_gap_seconds", "longest gap"),
    ("m_count", "measured"),
    ("m_sum", "sum s"),
    ("m_mean", "mean s"),
    ("m_min", "min s"),
    ("m_max", "max s"),
    ("m_p50", "p50 s"),
    ("m_p90", "p90 s"),
    ("m_p99", "p99 s"),
    ("peak_10s", "peak/10s"),
    ("peak_1m", "peak/1m"),
];

const EVERYTHING: [&str; 21] = [
    "-P",
    "nginx-times",
    "-t",
    "-k",
    "path",
    "-m",
    "request_time",
    "--ratio",
    "status >= 500",
    "--distinct",
    "client",
    "--idle",
    "5s",
    "--window",
    "10s,1m",
    "-n",
    "4",
    "--width",
    "80",
    "--section",
    "values",
];

#[test]
fn the_column_sorted_by_is_shown_at_80_columns() {
    let log = fixture("access.log");
    // The message about an unknown column names those that there are.
    let refused = run(&[&EVERYTHING[..], &["--sort", "none", log.to_str().unwrap()]].concat());
    let refused = stderr(&refused);
    let (_, columns) = refused.trim_end().split_once("; there are ").unwrap();
    let (columns, _hint) = columns.split_once("; ").unwrap();
    for column in columns.split(", ") {
        assert!(HEADS.iter().any(|(name, _)| *name == column), "{column} has no head");
    }
    for (name, head) in HEADS {
        let output = run(&[&EVERYTHING[..], &["--sort", name, log.to_str().unwrap()]].concat());
        let text = stdout(&output);
        let shown = if name == "outlier" { text.as_str() } else { text.lines().next().unwrap() };
        assert!(format!("{shown} ").contains(head), "--sort {name}:\n{text}");
        assert!(text.lines().all(|line| line.chars().count() <= 80), "--sort {name}:\n{text}");
    }
}

#[test]
fn the_example_sorted_by_is_shown_at_80_columns() {
    let log = fixture("syslog.log");
    let args = [
        "-P",
        "syslog",
        "-k",
        "template",
        "--sort",
        "example",
        "--width",
        "80",
        "--section",
        "values",
    ];
    let text = stdout(&run(&[&args[..], &[log.to_str().unwrap()]].concat()));
    assert!(text.lines().next().unwrap().contains("example"), "{text}");
    assert!(text.lines().all(|line| line.chars().count() <= 80), "{text}");
}

#[test]
fn eight_rows_with_times_fit_40_lines() {
    let log = fixture("access.log");
    for width in ["80", "120", "200"] {
        for bucket in ["1s", "10s", "1m"] {
            let args = ["-P", "nginx-times", "-t", "-n", "8", "-b", bucket, "--width", width];
            let text = stdout(&run(&[&args[..], &[log.to_str().unwrap()]].concat()));
            // The prompt of the shell takes a line.
            assert!(text.lines().count() < 40, "{text}");
            assert!(text.lines().any(|line| line.starts_with("203.0.113.7")), "{text}");
        }
    }
}
