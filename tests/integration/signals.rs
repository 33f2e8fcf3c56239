//! SIGINT and SIGTERM print the report of what was read, also while a pipe is quiet.

use std::io::Write;
use std::process::{Child, Stdio};
use std::time::{Duration, Instant};

use crate::program::{command, json};

/// Sends a signal to a child the only safe way std has: through the shell's builtin.
fn signal(child: &Child, name: &str) {
    let kill = format!("kill -{name} {}", child.id());
    assert!(std::process::Command::new("sh").args(["-c", &kill]).status().unwrap().success());
}

/// Writes `input`, leaves the pipe open, signals `times` times, and gives the report.
fn stopped(
    input: &[u8],
    args: &[&str],
    name: &str,
    times: usize,
) -> (Option<i32>, serde_json::Value) {
    let mut child = command(args).stdin(Stdio::piped()).spawn().unwrap();
    let mut stdin = child.stdin.take().unwrap();
    stdin.write_all(input).unwrap();
    stdin.flush().unwrap();
    std::thread::sleep(Duration::from_millis(500));
    for _ in 0..times {
        signal(&child, name);
    }
    let sent = Instant::now();
    let output = child.wait_with_output().unwrap();
    assert!(sent.elapsed() < Duration::from_secs(5), "{name}");
    drop(stdin);
    (output.status.code(), json(&output))
}

#[test]
fn two_signals_at_once_are_one() {
    let (status, report) = stopped(b"a\nb\n", &["-O", "json"], "TERM", 2);
    assert_eq!((status, report["summary"]["total"].as_u64()), (Some(143), Some(2)));
}

#[test]
fn lines_after_a_cut_line_arrive() {
    let input = "x".repeat(3 << 20) + "\nnext\nnext\n";
    let (_, report) = stopped(input.as_bytes(), &["-O", "json", "--max-line", "100"], "INT", 1);
    assert_eq!(report["input"]["lines"], 3);
    assert_eq!(report["input"]["bytes"], input.len());
}

#[test]
fn report_from_a_quiet_pipe() {
    for (name, status) in [("INT", 130), ("TERM", 143)] {
        let (code, report) = stopped(b"a\nb\na\nunfinished", &["-O", "json"], name, 1);
        assert_eq!(code, Some(status), "{name}");
        assert_eq!(report["input"]["interrupted"], true, "{name}");
        assert_eq!(report["summary"]["total"], 3, "{name}");
    }
}

/// Whether the tests were started with SIGHUP ignored, as nohup does: the program then ignores SIGHUP too.
fn is_hup_ignored() -> bool {
    let kill = std::process::Command::new("sh").args(["-c", "kill -HUP $$"]).status();
    kill.unwrap().success()
}

#[test]
fn statuses_after_a_signal() {
    let cases: [(&[&str], &str, &str, i32); 7] = [
        (&[], "a\n", "HUP", 129),
        (&["--fail-if", "count > 0"], "a\n", "TERM", 143),
        (&["--every", "1h"], "a\n", "TERM", 0),
        (&["--every", "1h"], "a\n", "INT", 0),
        (&["--every", "1h", "-x", "."], "a\n", "TERM", 1),
        (&["--every", "1h", "--strict", "-p", "(?P<value>x)"], "a\n", "TERM", 2),
        (&["--every", "1h", "--fail-if", "count > 0"], "a\n", "INT", 3),
    ];
    for (args, input, name, expected) in cases {
        if name == "HUP" && is_hup_ignored() {
            continue;
        }
        let words = [&["-O", "json", "-q"], args].concat();
        let (status, report) = stopped(input.as_bytes(), &words, name, 1);
        assert_eq!(status, Some(expected), "{args:?} {name}");
        assert_eq!(report["input"]["lines"], 1, "{args:?} {name}");
    }
}
