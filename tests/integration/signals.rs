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

#[test]
fn a_quiet_pipe_does_not_hold_the_report_back() {
    for (name, status) in [("INT", 130), ("TERM", 143)] {
        let mut child = command(&["-O", "json"]).stdin(Stdio::piped()).spawn().unwrap();
        let mut stdin = child.stdin.take().unwrap();
        stdin.write_all(b"a\nb\na\nunfinished").unwrap();
        stdin.flush().unwrap();
        std::thread::sleep(Duration::from_millis(500));
        signal(&child, name);
        let sent = Instant::now();
        let output = child.wait_with_output().unwrap();
        assert!(sent.elapsed() < Duration::from_secs(5), "{name}");
        drop(stdin);
        assert_eq!(output.status.code(), Some(status), "{name}");
        let report = json(&output);
        assert_eq!(report["input"]["interrupted"], true, "{name}");
        assert_eq!(report["summary"]["total"], 3, "{name}");
    }
}
