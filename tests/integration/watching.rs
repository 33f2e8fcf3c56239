//! Runs that go on: `--follow`, `--every`, `--last`. What needs minutes, a terminal or other programs is
//! in `tests/outside`.

use std::io::Write as _;
use std::process::Stdio;
use std::time::Duration;

use serde_json::Value;

use crate::program::{command, json};

fn total(report: &Value) -> Option<u64> {
    report["summary"]["total"].as_u64()
}

#[test]
fn the_latest_part_goes_on_by_the_time_of_arrival() {
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
