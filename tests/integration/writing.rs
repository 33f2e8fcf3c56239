//! `--write`: a report goes to a file, whole or not at all.

use std::os::unix::fs::{MetadataExt, PermissionsExt};
use std::os::unix::net::UnixListener;
use std::path::Path;
use std::process::Command;

use crate::program::{command, fixture, run, run_on, stderr};

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
    std::fs::write(folder.path().join("log"), "GET /a 200\n").unwrap();
    std::fs::write(folder.path().join("routes"), "/{id}\n").unwrap();
    std::os::unix::fs::symlink("log", folder.path().join("link")).unwrap();
    let run = |line: &str| {
        let words: Vec<&str> = line.split(' ').collect();
        let log = std::fs::File::open(folder.path().join("log")).unwrap();
        command(&words).current_dir(folder.path()).stdin(log).output().unwrap()
    };
    let saved = run("-q --save-state state log");
    assert_eq!(saved.status.code(), Some(0), "{}", stderr(&saved));
    let contents = || ["log", "state"].map(|name| std::fs::read(folder.path().join(name)).unwrap());
    let before = contents();
    let cases = [
        ("--write log log", "is an input"),
        ("--write link log", "is an input"),
        ("--write log link", "is an input"),
        ("--write log", "is an input"),
        ("--write log -", "is an input"),
        ("--write /dev/stdin", "is an input"),
        ("-p (?<path>/[a-z]) -k route --routes routes --write routes -", "is an input"),
        ("diff --write log log state", "is an input"),
        ("diff --write state state state", "is an input"),
        ("merge --write state state", "is an input"),
        ("inspect --write log a log", "is an input"),
        ("inspect --write log a -", "is an input"),
        ("explain --write log value=a log", "is an input"),
        ("columns --write log log", "is an input"),
        ("columns --write log", "is an input"),
        ("--save-state state --write state log", "is the file of --save-state"),
        ("merge --save-state new --write ./new state", "is the file of --save-state"),
        ("--checkpoint new --write new log", "is the file of --checkpoint"),
    ];
    for (line, problem) in cases {
        let output = run(line);
        assert_eq!((output.status.code(), output.stdout.len()), (Some(2), 0), "{line}");
        assert!(stderr(&output).contains(problem), "{line}: {}", stderr(&output));
        assert_eq!(contents(), before, "{line}");
    }
    assert_eq!(names(folder.path()), ["link", "log", "routes", "state"]);
    // Standard input is no input of this run.
    assert_eq!(run("-q --write log routes").status.code(), Some(0));
}

#[test]
fn a_pipe_a_folder_and_a_socket_are_refused_before_the_input_is_read() {
    let folder = tempfile::tempdir().unwrap();
    let [pipe, socket, ring] = ["pipe", "socket", "ring"].map(|name| folder.path().join(name));
    assert!(Command::new("mkfifo").arg(&pipe).status().unwrap().success());
    let _bound = UnixListener::bind(&socket).unwrap();
    std::os::unix::fs::symlink("ring", &ring).unwrap();
    let problem = "is no regular file";
    let cases = [
        (pipe.as_path(), problem),
        (socket.as_path(), problem),
        (folder.path(), problem),
        (ring.as_path(), "symbolic links"),
    ];
    for (path, problem) in cases {
        // Reading the input would say that it is missing.
        let output = run(&["--write", path.to_str().unwrap(), "missing"]);
        assert_eq!((output.status.code(), output.stdout.len()), (Some(2), 0));
        let said = stderr(&output);
        assert!(said.contains(problem) && !said.contains("missing"), "{said}");
    }
}

#[test]
fn devices_and_open_pipes_are_written_to() {
    let printed = run_on(&["-q"], b"a\n");
    for (path, expected) in [("/dev/null", &b""[..]), ("/dev/stdout", &printed.stdout)] {
        let written = run_on(&["-q", "--write", path], b"a\n");
        assert_eq!(written.status.code(), Some(0), "{}", stderr(&written));
        assert_eq!(written.stdout, expected, "{path}");
    }
}

#[test]
fn the_file_that_a_link_leads_to_is_created_with_the_mode_of_a_new_file() {
    let folder = tempfile::tempdir().unwrap();
    std::os::unix::fs::symlink("target", folder.path().join("near")).unwrap();
    std::os::unix::fs::symlink("near", folder.path().join("link")).unwrap();
    std::fs::write(folder.path().join("new"), "").unwrap();
    let path = folder.path().join("link");
    let output = run_on(&["-q", "--write", path.to_str().unwrap()], b"a\n");
    assert_eq!(output.status.code(), Some(0), "{}", stderr(&output));
    assert!(path.symlink_metadata().unwrap().is_symlink());
    let mode = |name: &str| folder.path().join(name).symlink_metadata().unwrap().mode();
    assert_eq!(mode("target"), mode("new"));
    assert_eq!(names(folder.path()), ["link", "near", "new", "target"]);
}

#[test]
fn a_preset_does_not_hold_the_file_of_a_report() {
    let folder = tempfile::tempdir().unwrap();
    let presets = folder.path().join("presets");
    let mut save = command(&["preset", "save", "errors", "-f", "1", "--write", "report"]);
    let output = save.env("STREAMSTATS_PRESETS", &presets).output().unwrap();
    assert_eq!(output.status.code(), Some(2));
    assert!(stderr(&output).contains("does not hold --write"), "{}", stderr(&output));
    assert!(!presets.exists());
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
