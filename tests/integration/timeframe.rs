//! `-s` and `-e`: what is jumped over is no other than what would not have counted.

use std::fmt::Write;
use std::path::PathBuf;

use serde_json::Value;

use crate::program::{command, json, run, stderr};

/// A log of 4,000 lines, one each ten seconds from 2026-03-05T00:00:00Z, with a line torn out of
/// order at each of `torn`.
fn log(folder: &tempfile::TempDir, torn: &[usize]) -> PathBuf {
    let mut text = String::new();
    for index in 0..4_000_usize {
        let at = if torn.contains(&index) { index - 30 } else { index } * 10;
        let (hour, minute, second) = (at / 3600, at / 60 % 60, at % 60);
        writeln!(text, "2026-03-05T{hour:02}:{minute:02}:{second:02}Z value{}", index % 7).unwrap();
        if index % 200 == 0 {
            text.push_str("  a line without a time\n");
        }
    }
    let path = folder.path().join("log");
    std::fs::write(&path, text).unwrap();
    path
}

fn report(file: &str, args: &[&str]) -> Value {
    json(&run(&[args, &["-O", "json", "--block-size", "1KiB", file]].concat()))
}

#[test]
fn skipped_bytes_would_not_count() {
    let folder = tempfile::tempdir().unwrap();
    let path = log(&folder, &[]);
    let size = std::fs::metadata(&path).unwrap().len();
    let file = path.to_str().unwrap();
    let frames: [&[&str]; 6] = [
        &["-s", "03:00", "-e", "03:05"],
        &["-s", "2026-03-05T10:59:59Z"],
        &["-e", "2026-03-05 00:00:01"],
        &["-s", "2026-03-05T03:00:01Z", "-e", "2026-03-05T03:00:11Z"],
        &["-s", "2027-01-01"],
        &["-e", "2025-01-01"],
    ];
    for frame in frames {
        for threads in ["-j1", "-j8"] {
            let seek = report(file, &[frame, &[threads]].concat());
            let whole = report(file, &[frame, &[threads, "--no-seek"]].concat());
            for section in ["summary", "values", "time", "timeline", "frequencies"] {
                assert_eq!(seek[section], whole[section], "{frame:?} {section}");
            }
            let input = |report: &Value, name: &str| report["input"][name].as_u64().unwrap();
            let skipped = input(&seek, "skipped_bytes");
            assert!(skipped > size / 2, "{frame:?} {skipped}");
            assert_eq!(skipped + input(&seek, "bytes"), size, "{frame:?}");
            assert_eq!((input(&whole, "skipped_bytes"), input(&whole, "bytes")), (0, size));
            let accounted = ["matched", "untimed", "out_of_range"].map(|name| input(&seek, name));
            assert_eq!(accounted.iter().sum::<u64>(), input(&seek, "lines"));
        }
    }
}

#[test]
fn disorder_causes_a_full_read() {
    let folder = tempfile::tempdir().unwrap();
    let path = log(&folder, &[1080, 1082]);
    let file = path.to_str().unwrap();
    let met = ["-s", "2026-03-05T02:59:30Z", "-e", "2026-03-05T03:05:00Z"];
    let seek = report(file, &met);
    let whole = report(file, &[&met[..], &["--no-seek"]].concat());
    assert_eq!(seek["input"]["skipped_bytes"], 0);
    for section in ["input", "summary", "values", "time", "timeline", "unmatched"] {
        assert_eq!(seek[section], whole[section], "{section}");
    }
}

#[test]
fn lines_after_a_jump_have_no_number() {
    let folder = tempfile::tempdir().unwrap();
    let path = log(&folder, &[]);
    let file = path.to_str().unwrap();
    let late = report(file, &["-s", "2026-03-05T08:00:00Z"]);
    assert_eq!(late["unmatched"][0]["line"], Value::Null);
    let early = report(file, &["-e", "2026-03-05T02:00:00Z"]);
    assert_eq!(early["unmatched"][0]["line"], 2);
}

#[test]
fn time_of_day_is_dated_by_first_file() {
    let folder = tempfile::tempdir().unwrap();
    let write = |name: &str, text: &str| {
        let path = folder.path().join(name);
        std::fs::write(&path, text).unwrap();
        path.to_str().unwrap().to_owned()
    };
    let old = write("old", "2026-03-04T23:00:00Z a\n2026-03-05T00:30:00Z b\n");
    let new = write("new", "2026-03-05T00:40:00Z c\n2026-03-05T23:30:00Z d\n");
    for files in [[&old, &new], [&new, &old]] {
        let report = json(&run(&["-s", "00:35", "-e", "00:50", "-O", "json", files[0], files[1]]));
        assert_eq!(report["values"][0]["value"], "c");
        assert_eq!(report["input"]["matched"], 1);
    }
}

#[test]
fn alerts_relative_to_now_read_stamps_in_the_zone_of_the_machine() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("log");
    std::fs::write(&path, "2026-03-05 08:15:42 a\n").unwrap();
    let is_of_machine = |condition: &str| {
        let args = ["-t", "--fail-if", condition, path.to_str().unwrap()];
        let output = command(&args).env("TZ", "Europe/Berlin").output().unwrap();
        stderr(&output).contains("taken in this machine's, Europe/Berlin")
    };
    assert!(is_of_machine("time.last < -5m"));
    assert!(is_of_machine("timeline.count[start >= -5m] < 1"));
    assert!(!is_of_machine("time.last < 2026-03-05"));
}

#[test]
fn a_stamp_in_another_order_than_was_assumed_is_untimed_and_said() {
    let mut text = "05/06/2026 10:00:00 a\n07/05/2026 10:00:00 b\n".repeat(600);
    text.push_str("13/05/2026 10:00:00 c\n");
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("log");
    std::fs::write(&path, text).unwrap();
    for threads in ["1", "3"] {
        let args = ["-t", "-j", threads, "-O", "csv", "--columns", "value,count"];
        let output = run(&[&args, &["--block-size", "1KiB", path.to_str().unwrap()][..]].concat());
        assert_eq!(String::from_utf8_lossy(&output.stdout), "value,count\na,600\nb,600\n");
        let said = stderr(&output);
        assert!(
            said.contains("in another order than was assumed (month before day): 1;"),
            "{said}"
        );
        assert!(said.contains("1 of 1201 lines are not counted: 1 day and month"), "{said}");
    }
}
