//! Runs that go on: `--follow`, `--every`, `--last`. What needs minutes, a terminal or other programs is
//! in `tests/outside`.

use std::fmt::Write as _;
use std::io::Write as _;
use std::process::Stdio;
use std::time::Duration;

use serde_json::Value;

use crate::program::{command, json, run, run_on, stderr, stdout};

/// A line a second from an hour before the year 2090 on, by a clock that is ahead of ours.
fn ahead(lines: usize) -> String {
    let mut text = String::new();
    for at in 0..lines {
        let (minute, second) = (at / 60 % 60, at % 60);
        writeln!(text, "2089-12-31T23:{minute:02}:{second:02}Z v{}", at % 7).unwrap();
    }
    text
}

/// A line a second.
fn seconds(count: u32) -> String {
    let line = |second: u32| {
        let (hour, minute) = (10 + second / 3600, second / 60 % 60);
        format!("[2026-03-01T{hour}:{minute:02}:{:02}Z] a\n", second % 60)
    };
    (0..count).map(line).collect()
}

fn total(report: &Value) -> Option<u64> {
    report["summary"]["total"].as_u64()
}

#[test]
fn last_part_by_time_of_arrival() {
    let mut child = command(&["--last", "1s", "-O", "json"]).stdin(Stdio::piped()).spawn().unwrap();
    let mut stdin = child.stdin.take().unwrap();
    for text in ["old\n", "new\n"] {
        stdin.write_all(text.as_bytes()).unwrap();
        stdin.flush().unwrap();
        if text == "old\n" {
            std::thread::sleep(Duration::from_millis(2300));
        }
    }
    drop(stdin);
    let report = json(&child.wait_with_output().unwrap());
    assert_eq!((total(&report), &report["values"][0]["value"]), (Some(1), &Value::from("new")));
}

#[test]
fn last_part_with_a_fast_clock() {
    // By a pattern: detection reads every format, and the window moves on with the clock meanwhile.
    let args = ["-p", r"^(?P<time>\S+) (?P<value>.*)$", "-t", "--last", "1m", "-O", "json"];
    let report = json(&run_on(&args, ahead(3000).as_bytes()));
    assert_eq!(total(&report), Some(60));
    assert_eq!(report["input"]["lines"], 3000);
    assert_eq!(report["input"]["late"], 0);
}

#[test]
fn last_part_of_few_lines_with_a_fast_clock() {
    let report = json(&run_on(&["-t", "--last", "3s", "-O", "json"], ahead(10).as_bytes()));
    assert_eq!((total(&report), &report["input"]["matched"]), (Some(3), &Value::from(10)));
}

#[test]
fn last_hour_is_of_3600_seconds_and_a_coarse_window_is_said() {
    let text = seconds(7237);
    let cases = [
        (&["--last", "1h"][..], 3600, ""),
        (&["--last", "600s"], 600, ""),
        (&["--last", "90s", "-b", "1m"], 60 + 37, "--last 1m30s is made of whole buckets"),
        (&["--last", "1h", "-b", "1m"], 59 * 60 + 37, "it covers 59m to 1h"),
    ];
    for (args, events, note) in cases {
        let output = run_on(&[args, &["-t", "-O", "json"]].concat(), text.as_bytes());
        assert_eq!(total(&json(&output)), Some(events), "{args:?}");
        let said = stderr(&output);
        assert!(said.contains(note) && said.contains("--last") != note.is_empty(), "{said}");
    }
}

#[test]
fn windows_merge_to_their_union() {
    let text = seconds(7200);
    let folder = tempfile::tempdir().unwrap();
    let states = [3000, 7200].map(|end| {
        let state = folder.path().join(format!("{end}"));
        let lines: String = text.lines().take(end).flat_map(|line| [line, "\n"]).collect();
        let save = ["-q", "-t", "--last", "1m", "--save-state", state.to_str().unwrap()];
        assert!(run_on(&save, lines.as_bytes()).status.success());
        state
    });
    let [one, two] = &states;
    let report =
        json(&run_on(&["merge", one.to_str().unwrap(), two.to_str().unwrap(), "-O", "json"], b""));
    assert_eq!(total(&report), Some(120));
    assert_eq!(report["time"]["first"], "2026-03-01T10:49:00Z");
    assert_eq!(report["time"]["longest_gap_seconds"], 4141.0);
}

#[test]
fn one_future_stamp_makes_nothing_late() {
    let text =
        "2026-03-01T10:00:00Z a\n2099-01-01T00:00:00Z a\n2026-03-01T10:00:01Z a\n".repeat(30);
    let args = ["-t", "--every", "1h", "-O", "json"];
    let report = json(&run_on(&args, text.as_bytes()));
    assert_eq!((total(&report), &report["input"]["late"]), (Some(90), &Value::from(0)));
}

#[test]
fn intervals_that_are_none() {
    for args in [["--every", "0s"], ["--every", "1ns"], ["--last", "0"]] {
        let output = run(&args);
        assert_eq!((output.status.code(), stdout(&output).as_str()), (Some(2), ""), "{args:?}");
        assert!(stderr(&output).contains(args[0]), "{args:?}: {}", stderr(&output));
    }
}

#[test]
fn quiet_still_names_unfollowable_files() {
    let mut child = command(&["-q", "-F", "tests/fixtures"]).spawn().unwrap();
    std::thread::sleep(Duration::from_millis(500));
    let running = child.try_wait().unwrap();
    child.kill().unwrap();
    let said = stderr(&child.wait_with_output().unwrap());
    assert_eq!((running, said.contains("it is a directory")), (None, true), "{said}");
}

#[test]
fn unfinished_line_counts_once() {
    let folder = tempfile::tempdir().unwrap();
    let (log, kept) = (folder.path().join("app.log"), folder.path().join("counts"));
    std::fs::write(&log, "whole\nunfin").unwrap();
    let paths = [kept.to_str().unwrap(), log.to_str().unwrap()];
    let args = ["-qF", "--every", "100ms", "-O", "csv", "--checkpoint", paths[0], paths[1]];
    // What is ready first when it ends is left to chance.
    for turn in 0..6 {
        let mut child = command(&args).spawn().unwrap();
        std::thread::sleep(Duration::from_millis(300));
        let end = format!("kill -TERM {}", child.id());
        assert!(std::process::Command::new("sh").args(["-c", &end]).status().unwrap().success());
        assert!(child.wait().unwrap().success());
        let report = json(&run(&["merge", paths[0], "-O", "json"]));
        assert_eq!(total(&report), Some(1), "{turn}: {report}");
    }
}

#[test]
fn resumed_run_knows_the_csv_header() {
    let folder = tempfile::tempdir().unwrap();
    let (log, kept) = (folder.path().join("requests.csv"), folder.path().join("counts"));
    let paths = [kept.to_str().unwrap(), log.to_str().unwrap()];
    let args = ["-qF", "-P", "csv", "-k", "path", "--every", "100ms", "-O", "csv", "--checkpoint"];
    let mut text = "method,path\nGET,/a\nGET,/b\n".to_owned();
    for expected in [2, 4] {
        std::fs::write(&log, &text).unwrap();
        let mut child = command(&[&args[..], &paths[..]].concat()).spawn().unwrap();
        std::thread::sleep(Duration::from_millis(500));
        let end = format!("kill -TERM {}", child.id());
        assert!(std::process::Command::new("sh").args(["-c", &end]).status().unwrap().success());
        assert!(child.wait().unwrap().success());
        let report = json(&run(&["merge", paths[0], "-O", "json"]));
        assert_eq!(total(&report), Some(expected), "{report}");
        assert_eq!(report["input"]["unmatched"], 0);
        text.push_str("PUT,/a\nPUT,/c\n");
    }
}

/// Follows for a moment and ends with SIGTERM: status and standard error.
fn follow(folder: &std::path::Path, args: &[&str]) -> (Option<i32>, String) {
    let child = command(&[&["-qF", "--every", "100ms", "-O", "csv"], args].concat())
        .current_dir(folder)
        .spawn()
        .unwrap();
    std::thread::sleep(Duration::from_millis(500));
    let end = format!("kill -TERM {} 2>/dev/null", child.id());
    std::process::Command::new("sh").args(["-c", &end]).status().unwrap();
    let output = child.wait_with_output().unwrap();
    (output.status.code(), stderr(&output))
}

#[test]
fn a_checkpoint_is_of_one_way_to_count_and_of_one_run() {
    let folder = tempfile::tempdir().unwrap();
    let path = |name: &str| folder.path().join(name).display().to_string();
    std::fs::write(path("app.log"), "a 1\nb 2\n").unwrap();
    let count = ["--checkpoint", "counts", "-f", "1", "app.log"];
    assert_eq!(follow(folder.path(), &count), (Some(0), String::new()));
    let (status, said) = follow(folder.path(), &["--checkpoint", "counts", "-f", "2", "app.log"]);
    assert_eq!(status, Some(2));
    assert!(said.contains("--field was 1 and is 2 now"), "{said}");
    // The path in other words is the same file.
    assert_eq!(
        follow(folder.path(), &["--checkpoint", "counts", "-f", "1", "./app.log"]).0,
        Some(0)
    );
    assert_eq!(total(&json(&run(&["merge", &path("counts"), "-O", "json"]))), Some(2));
    let (status, said) =
        follow(folder.path(), &[&count[..], &["--save-state", "./counts"]].concat());
    assert_eq!(status, Some(2));
    assert!(said.contains("--save-state names the same file"), "{said}");
    let mut first =
        command(&[&["-qF"], &count[..]].concat()).current_dir(folder.path()).spawn().unwrap();
    std::thread::sleep(Duration::from_millis(300));
    let (status, said) = follow(folder.path(), &count);
    first.kill().unwrap();
    first.wait().unwrap();
    assert_eq!(status, Some(2));
    assert!(said.contains("another run"), "{said}");
    assert!(run(&["-q", "-f1", "--save-state", &path("state"), &path("app.log")]).status.success());
    let (status, said) = follow(folder.path(), &["--checkpoint", "state", "-f", "1", "app.log"]);
    assert_eq!(status, Some(2));
    assert!(said.contains("without --checkpoint"), "{said}");
}

#[test]
fn a_bucket_longer_than_the_window_is_refused() {
    let output = run_on(&["--last", "1m", "-b", "1h"], b"");
    assert_eq!(output.status.code(), Some(2));
    assert!(stderr(&output).contains("--last"), "{}", stderr(&output));
}
