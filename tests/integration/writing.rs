//! `--write`: a report goes to a file, whole or not at all.

use std::os::unix::fs::{MetadataExt, PermissionsExt};
use std::path::Path;

use crate::program::{fixture, run, run_on, stderr};

fn names(folder: &Path) -> Vec<String> {
    let entries = std::fs::read_dir(folder).unwrap();
    let mut names: Vec<String> =
        entries.map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect();
    names.sort();
    names
}

#[test]
fn the_file_has_the_report_and_stdout_nothing() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("report");
    let args = ["-f", "1", "-O", "csv"];
    let log = fixture("access.log");
    let log = log.to_str().unwrap();
    let printed = run(&[&args[..], &[log]].concat());
    for before in [None, Some("an earlier and longer report\n")] {
        if let Some(text) = before {
            std::fs::write(&path, text.repeat(1000)).unwrap();
            std::fs::set_permissions(&path, PermissionsExt::from_mode(0o640)).unwrap();
        }
        let written = run(&[&args[..], &["--write", path.to_str().unwrap(), log]].concat());
        assert_eq!((written.status.code(), written.stdout.len()), (Some(0), 0));
        assert_eq!(std::fs::read(&path).unwrap(), printed.stdout);
        assert_eq!(names(folder.path()), ["report"]);
    }
    assert_eq!(path.metadata().unwrap().mode() & 0o777, 0o640);
}

#[test]
fn an_input_is_not_replaced() {
    let folder = tempfile::tempdir().unwrap();
    let (log, link) = (folder.path().join("log"), folder.path().join("link"));
    std::fs::write(&log, "a\n").unwrap();
    std::os::unix::fs::symlink(&log, &link).unwrap();
    for target in [&log, &link] {
        let output = run(&["--write", target.to_str().unwrap(), log.to_str().unwrap()]);
        assert_eq!(output.status.code(), Some(2));
        assert!(stderr(&output).contains("is an input"), "{}", stderr(&output));
        assert_eq!(std::fs::read(&log).unwrap(), b"a\n");
    }
}

#[test]
fn a_file_that_cannot_be_written_is_an_error() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("no/report");
    let output = run_on(&["--write", path.to_str().unwrap()], b"a\n");
    assert_eq!((output.status.code(), output.stdout.len()), (Some(2), 0));
    assert!(stderr(&output).contains("no/report: No such file"), "{}", stderr(&output));
}

#[test]
fn each_report_of_a_run_that_goes_on_replaces_the_last() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("metrics.prom");
    let args = ["--every", "1s", "-O", "prometheus", "--write", path.to_str().unwrap()];
    let output = run_on(&args, b"a\nb\n");
    assert_eq!((output.status.code(), output.stdout.len()), (Some(0), 0), "{}", stderr(&output));
    let text = std::fs::read_to_string(&path).unwrap();
    assert_eq!(text.matches("streamstats_input_matched 2\n").count(), 1, "{text}");
    assert_eq!(names(folder.path()), ["metrics.prom"]);
}
