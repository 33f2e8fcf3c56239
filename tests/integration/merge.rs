//! `--save-state` and `merge` from the outside: what is counted in pieces is reported as one run.

use std::path::Path;
use std::process::Command;

use crate::program::{command, feed, fixture, json, run, run_on, stderr, stdout};

const VIEWS: [&[&str]; 10] = [
    &["-f", "1"],
    &["-t", "-f", "1", "--window", "5s,1m"],
    &["-t", "-f", "1", "-m", "10", "-b", "7s", "--tz", "Asia/Kathmandu"],
    &["-P", "combined", "-k", "client,status", "-w", "status >= 400", "-t"],
    &["-P", "auto", "-k", "path", "-x", "GET", "-t"],
    &["-P", "combined", "-k", "hour,route", "--across", "status", "--ratio", "status >= 400"],
    &[
        "-f",
        "1,7",
        "--replace",
        r"\.\d+",
        ".N",
        "--replace",
        "(N).*(.)$",
        "-$2-$1",
        "-t",
        "--across",
        "minute",
    ],
    &["-N", "-f", "10", "--range", "0..5000", "--bins", "7"],
    &["-P", "combined", "--compare", "bytes,status,method"],
    &["-p", r"^(?P<value>\S+) .*(?P<n>\d+)$", "--weight", "n", "--max-line", "150"],
];

/// The fixture cut into that many pieces of uneven length.
fn pieces(count: usize) -> Vec<Vec<u8>> {
    let text = std::fs::read(fixture("access.log")).unwrap();
    let lines: Vec<&[u8]> = text.split_inclusive(|byte| *byte == b'\n').collect();
    let mut pieces = vec![Vec::new(); count];
    for (index, line) in lines.iter().enumerate() {
        pieces[(index * index / 700) % count].extend_from_slice(line);
    }
    pieces
}

/// A report in JSON without what the names of the sources show in.
fn told(output: &std::process::Output) -> String {
    assert!(output.status.success(), "{}", stderr(output));
    let mut report = json(output);
    let sections = report.as_object_mut().unwrap();
    sections.remove("sources");
    sections.remove("unmatched");
    report["input"].as_object_mut().unwrap().remove("sources");
    report.to_string()
}

fn save(args: &[&str], input: &[u8], file: &Path) {
    let output = run_on(&[args, &["-q", "--save-state", file.to_str().unwrap()]].concat(), input);
    assert!(output.status.success(), "{args:?} {}", stderr(&output));
}

fn line(args: &[&str], input: &[u8]) -> Vec<u8> {
    let output = run_on(&[args, &["--save-state", "-"]].concat(), input);
    assert!(output.status.success() && stderr(&output).is_empty(), "{}", stderr(&output));
    assert_eq!(output.stdout.iter().filter(|byte| **byte == b'\n').count(), 1);
    output.stdout
}

#[test]
fn pieces_merge_to_one_report() {
    let folder = tempfile::tempdir().unwrap();
    let whole = std::fs::read(fixture("access.log")).unwrap();
    for view in VIEWS {
        let expected = run_on(&[view, &["-O", "json"]].concat(), &whole);
        let mut files = Vec::new();
        for (number, piece) in pieces(5).iter().chain([&Vec::new()]).enumerate() {
            let file = folder.path().join(number.to_string());
            save(view, piece, &file);
            files.push(file.to_str().unwrap().to_owned());
        }
        let files: Vec<&str> = files.iter().map(String::as_str).collect();
        let merged = run(&[&["merge", "-O", "json"], &files[..]].concat());
        assert_eq!(told(&merged), told(&expected), "{view:?}");
        // What all came through standard input is one source: down to the byte.
        if !view.contains(&"--weight") {
            assert_eq!(stdout(&merged), stdout(&expected), "{view:?}");
        }
        // A tree of merges, in another order, gives the same bytes.
        let [flat, left, right, top] = ["flat", "left", "right", "top"].map(|name| {
            let file = folder.path().join(name);
            drop(std::fs::remove_file(&file));
            file.to_str().unwrap().to_owned()
        });
        let to = |target: &str, parts: &[&str]| {
            let output = run(&[&["merge", "-q", "--save-state", target], parts].concat());
            assert!(output.status.success(), "{}", stderr(&output));
        };
        to(&flat, &files);
        to(&left, &[files[4], files[1]]);
        to(&right, &[files[5], files[3], files[0], files[2]]);
        to(&top, &[&right, &left]);
        assert!(std::fs::read(&flat).unwrap() == std::fs::read(&top).unwrap(), "{view:?}");
    }
}

#[test]
fn states_through_pipes() {
    let view = ["-t", "-f", "1"];
    let whole = std::fs::read(fixture("access.log")).unwrap();
    let mut lines = b"\n".to_vec();
    for piece in pieces(7) {
        lines.extend(line(&view, &piece));
        lines.extend(b"\r\n");
    }
    lines.extend(line(&view, b""));
    let flags: [&[&str]; 5] = [
        &["-o", "--outlier-on", "peak"],
        &["--sort", "peak", "-n", "3"],
        &["-O", "csv", "-r"],
        &["-O", "markdown", "-n0"],
        &["--section", "timeline", "-O", "tsv"],
    ];
    for flags in flags {
        let expected = run_on(&[&view[..], flags].concat(), &whole);
        for merge in [&["merge"][..], &["merge", "-"]] {
            let merged = run_on(&[merge, flags].concat(), &lines);
            assert_eq!(stdout(&merged), stdout(&expected), "{flags:?}");
        }
    }
    // A second stage takes lines and hands one on; where it gets none it hands none on.
    let again = run_on(&["merge", "--save-state", "-"], &lines);
    assert_eq!(stdout(&run_on(&["merge"], &again.stdout)), stdout(&run_on(&view, &whole)));
    let nothing = run_on(&["merge", "--save-state", "-"], b"\n");
    assert_eq!((nothing.status.code(), nothing.stdout.len()), (Some(0), 0));
}

#[test]
fn answers_merge_with_empty_logs_and_keep_their_status() {
    let folder = tempfile::tempdir().unwrap();
    let whole = std::fs::read(fixture("access.log")).unwrap();
    let questions: [(&[&str], i32); 4] = [
        (&["inspect", "203.0.113.7", "-P", "combined"], 0),
        (&["inspect", "192.0.2.0/24", "-P", "combined", "--tz", "Asia/Kathmandu"], 0),
        (&["explain", "status >= 500", "-P", "combined"], 0),
        (&["explain", "status >= 900", "-P", "combined"], 1),
    ];
    for (question, status) in questions {
        let expected = run_on(&[question, &["-O", "json"]].concat(), &whole);
        let mut files = Vec::new();
        for (number, piece) in pieces(6).iter().chain([&Vec::new()]).enumerate() {
            let file = folder.path().join(number.to_string());
            save(question, piece, &file);
            files.push(file.to_str().unwrap().to_owned());
        }
        let files: Vec<&str> = files.iter().map(String::as_str).collect();
        let merged = run(&[&["merge", "-O", "json"], &files[..]].concat());
        // Lines are numbered within their source.
        let without_lines = |output: &std::process::Output| {
            let mut report = json(output);
            report.as_object_mut().unwrap().remove("subject_lines");
            report.to_string()
        };
        assert_eq!(without_lines(&merged), without_lines(&expected), "{question:?}");
        let statuses = [merged.status.code(), expected.status.code()];
        assert_eq!(statuses, [Some(status), Some(status)], "{question:?}");
    }
}

#[test]
fn a_state_is_no_log() {
    let folder = tempfile::tempdir().unwrap();
    let state = folder.path().join("state");
    save(&["-t", "-P", "combined"], &pieces(1)[0], &state);
    let state = state.to_str().unwrap();
    let log = fixture("access.log");
    let log = log.to_str().unwrap();
    let text = folder.path().join("text");
    let saved = run(&["-f", "1", "--save-state", "-", log]);
    std::fs::write(&text, &saved.stdout).unwrap();
    let text = text.to_str().unwrap();
    let cases: [(&[&str], &str); 12] = [
        (&["diff", state, log], "is a saved state and the other side is a log"),
        (&["diff", log, state, "-P", "combined"], "is a saved state and the other side is a log"),
        (&["diff", log, "-"], "- is a saved state and the other side is a log"),
        (&["diff", "-P", "combined", "--at", "14:03", log, state], NO_LINES),
        (&["diff", "-P", "combined", "--at", "14:03", state], NO_LINES),
        (&["diff", "--before", "14:02..14:03", "--after", "14:03..14:04", state], NO_LINES),
        (&["inspect", "203.0.113.7", state], NO_LINES),
        (&["explain", "status >= 500", state], NO_LINES),
        (&["columns", "-"], NO_LINES),
        (&[state], NO_LINES),
        (&["-f", "1", text, log], NO_LINES),
        (&["-P", "combined", "-t", "-"], NO_LINES),
    ];
    let bytes = std::fs::read(state).unwrap();
    for (args, why) in cases {
        let output = if args.contains(&"-") { run_on(args, &bytes) } else { run(args) };
        assert_eq!(output.status.code(), Some(2), "{args:?}");
        assert!(stderr(&output).contains(why), "{args:?} {}", stderr(&output));
    }
}

/// The message for a state in the place of a log.
const NO_LINES: &str =
    "is a saved state, which has counts and no lines; read it: streamstats merge FILE";

/// One writer may fill the pipe of each side, the second after the first.
#[test]
fn one_writer_may_fill_both_pipes_of_diff() {
    let folder = tempfile::tempdir().unwrap();
    let [log, first, second] = ["log", "first", "second"]
        .map(|name| folder.path().join(name).to_str().unwrap().to_owned());
    // More than a pipe holds.
    std::fs::write(&log, std::fs::read(fixture("access.log")).unwrap().repeat(40)).unwrap();
    assert!(Command::new("mkfifo").args([&first, &second]).status().unwrap().success());
    let script = r#"cat "$0" >"$1"; cat "$0" >"$2""#;
    let mut writer =
        Command::new("sh").args(["-c", script, &log, &first, &second]).spawn().unwrap();
    let options = ["diff", "-q", "-P", "combined", "-O", "json", "--section", "moves"];
    let by_pipes = run(&[&options[..], &[&first, &second]].concat());
    assert!(writer.wait().unwrap().success());
    let by_files = run(&[&options[..], &[&log, &log]].concat());
    assert_eq!(stdout(&by_pipes), stdout(&by_files));
}

/// States and logs that come from pipes are compared like files.
#[test]
fn both_sides_of_diff_may_be_pipes() {
    let folder = tempfile::tempdir().unwrap();
    let path = |name: &str| folder.path().join(name).to_str().unwrap().to_owned();
    let half = pieces(2);
    let pipes = [path("first"), path("second")];
    assert!(Command::new("mkfifo").args(&pipes).status().unwrap().success());
    let [logs, states] =
        ["log", "state"].map(|kind| [0, 1].map(|side| path(&format!("{kind}{side}"))));
    for side in [0, 1] {
        std::fs::write(&logs[side], &half[side]).unwrap();
        save(&["-t", "-P", "combined"], &half[side], Path::new(&states[side]));
    }
    let options: [&[&str]; 2] = [&["-t", "-P", "combined"], &[]];
    for (files, options) in [logs, states].iter().zip(options) {
        let diff = |sides: &[String; 2]| {
            let sides = [&sides[0], &sides[1]].map(String::as_str);
            [&["diff", "-O", "json"], options, &sides[..]].concat().join(" ")
        };
        let expected = run(&diff(files).split(' ').collect::<Vec<_>>());
        let writers = [0, 1].map(|side| {
            let (bytes, pipe) = (std::fs::read(&files[side]).unwrap(), pipes[side].clone());
            std::thread::spawn(move || std::fs::write(pipe, bytes).unwrap())
        });
        let piped = run(&diff(&pipes).split(' ').collect::<Vec<_>>());
        for writer in writers {
            writer.join().unwrap();
        }
        assert_eq!(stdout(&piped), stdout(&expected), "{}", stderr(&piped));
        assert_eq!(piped.status.code(), Some(0));
        // A state has no lines, which a makeup needs.
        assert_eq!(stdout(&piped).contains("makeup"), !options.is_empty());
    }
}

#[test]
fn differing_states_are_refused() {
    let base = ["-P", "combined", "-t", "-m", "bytes"];
    let cases: [(&[&str], &str); 7] = [
        (
            &["-P", "combined", "-t", "-m", "bytes", "-b", "1m"],
            "--bucket differs: 1m; in -:1 it is: not given",
        ),
        (
            &["-P", "common", "-t", "-m", "bytes"],
            "--preset differs: common; in -:1 it is: combined",
        ),
        (&["-P", "combined", "-m", "bytes"], "--time differs: not given; in -:1 it is: given"),
        (&["-P", "combined", "-t"], "--measure differs: not given"),
        (
            &["-P", "combined", "-t", "-m", "bytes", "-x", "GET", "-x", "a"],
            "--exclude differs: GET, a",
        ),
        (&["-P", "combined", "-t", "-m", "bytes", "--max-line", "1kB"], "--max-line differs: 1kB"),
        (&["-P", "combined", "-t", "-m", "bytes", "--tz", "+01:00"], "--tz differs: +01:00"),
    ];
    let [piece] = &pieces(1)[..] else { panic!("one") };
    let first = line(&base, piece);
    for (other, message) in cases {
        let output = run_on(&["merge"], &[first.clone(), line(other, piece)].concat());
        assert_eq!((output.status.code(), output.stdout.len()), (Some(2), 0), "{other:?}");
        let begin = format!("streamstats: -:2: {message}");
        assert!(stderr(&output).starts_with(&begin), "{}", stderr(&output));
    }
    // What shows rows, what speeds up and what bounds may differ.
    for other in [
        &["-n3", "--sort", "peak", "-j1"][..],
        &["--no-seek"],
        &["--max-values", "999", "--max-memory", "5MB"],
    ] {
        let lines = [first.clone(), line(&[&base[..], other].concat(), piece)].concat();
        assert!(run_on(&["merge"], &lines).status.success(), "{other:?}");
    }
}

#[test]
fn merge_takes_the_largest_bound() {
    let small = line(&["--max-values", "2"], b"a\nb\nb\nb\n");
    let other = line(&["--max-values", "2"], b"b\nc\n");
    let large = line(&["--max-values", "3"], b"b\nc\n");
    let approximate = json(&run_on(&["merge", "-Ojson"], &[small.clone(), other].concat()));
    assert_eq!(approximate["input"]["exact"], false);
    assert_eq!(
        (&approximate["summary"]["count"], &approximate["summary"]["total"]),
        (&3.into(), &6.into())
    );
    assert_eq!(
        (&approximate["values"][0]["value"], &approximate["values"][0]["count"]),
        (&"b".into(), &4.into())
    );
    let exact = json(&run_on(&["merge", "-Ojson"], &[small, large].concat()));
    assert_eq!((&exact["input"]["exact"], &exact["summary"]["count"]), (&true.into(), &3.into()));
}

#[test]
fn approximate_states_merge() {
    let flood = |from: u32| {
        let lines = (from..from + 3000).map(|number| format!("v{number}\noften\n"));
        lines.collect::<String>().into_bytes()
    };
    let states: Vec<Vec<u8>> =
        [0, 1000, 9000].map(|from| line(&["--max-values", "100"], &flood(from))).into();
    let merged = |order: [usize; 3]| {
        let lines = order.map(|index| states[index].clone()).concat();
        json(&run_on(&["merge", "-Ojson"], &lines))
    };
    for order in [[0, 1, 2], [2, 0, 1], [1, 2, 0]] {
        let report = merged(order);
        assert_eq!(report["summary"]["total"], 18_000);
        assert_eq!(report["values"][0]["value"], "often");
        let (count, error) = (&report["values"][0]["count"], &report["values"][0]["error"]);
        let count = count.as_u64().unwrap();
        assert!(count <= 9000 && 9000 <= count + error.as_u64().unwrap());
        let distinct = report["summary"]["count"].as_f64().unwrap();
        assert!(
            (distinct - 7001.0).abs() < 4.0 * report["summary"]["count_error"].as_f64().unwrap()
        );
    }
}

#[test]
fn no_state_says_what_it_is() {
    let folder = tempfile::tempdir().unwrap();
    let file = |name: &str, bytes: &[u8]| {
        let path = folder.path().join(name);
        std::fs::write(&path, bytes).unwrap();
        path.to_str().unwrap().to_owned()
    };
    let good = folder.path().join("good");
    save(&["-f1"], b"a\nb\n", &good);
    let bytes = std::fs::read(&good).unwrap();
    let changed = |at: usize, byte: u8| {
        let mut bytes = bytes.clone();
        bytes[at] = byte;
        bytes
    };
    let text = line(&["-f1"], b"a\n");
    let cases = [
        (file("log", b"203.0.113.9 - - x\n"), "log: no state"),
        (file("binary", b"\x7fELF...."), "binary: no state"),
        (file("empty", b""), "empty: no state; the file is empty"),
        (file("newer", &changed(8, 2)), "newer: a state of format 2, made by a newer streamstats"),
        (file("short", &bytes[..bytes.len() - 1]), "short: the state is cut short"),
        (file("head", &bytes[..5]), "head: the state is cut short"),
        (file("harmed", &changed(40, 0)), "harmed: the state is damaged"),
        (file("long", &[&bytes[..], b"x"].concat()), "long: 1 bytes follow the state"),
        (file("twice", &[&text[..], &text[..30], b"\n"].concat()), "twice:2: the state is "),
        (file("mixed", &[&text[..], b"hello\n"].concat()), "mixed:2: no state"),
        (folder.path().join("none").to_str().unwrap().to_owned(), "none: No such file"),
    ];
    for (path, message) in cases {
        let output = run(&["merge", good.to_str().unwrap(), &path]);
        assert_eq!((output.status.code(), output.stdout.len()), (Some(2), 0), "{path}");
        assert!(stderr(&output).contains(message), "{message}: {}", stderr(&output));
        assert_eq!(stderr(&output).lines().count(), 1, "{}", stderr(&output));
    }
    let nothing = run_on(&["merge"], b"\n\n");
    assert_eq!(stderr(&nothing), "streamstats: -: no state; nothing came in\n");
}

#[test]
fn refused_stdin_is_drained() {
    let mut child = command(&["merge"]).stdin(std::process::Stdio::piped()).spawn().unwrap();
    let mut stdin = child.stdin.take().unwrap();
    let lines = b"no state\n".repeat(100_000);
    assert!(std::io::Write::write_all(&mut stdin, &lines).is_ok());
    drop(stdin);
    assert_eq!(child.wait().unwrap().code(), Some(2));
}

#[test]
fn empty_partition_succeeds() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("state");
    for input in [&b""[..], b"no number\n"] {
        assert_eq!(run_on(&["-N"], input).status.code(), Some(1));
        save(&["-N"], input, &file);
        let merged = run(&["merge", file.to_str().unwrap(), "-O", "json"]);
        assert_eq!(merged.status.code(), Some(1));
        assert_eq!(json(&merged)["input"]["lines"], u64::from(!input.is_empty()));
    }
    assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 1);
}

#[test]
fn errors_of_saving_name_the_file() {
    let folder = tempfile::tempdir().unwrap();
    let missing = folder.path().join("no/state");
    let output = run_on(&["--save-state", missing.to_str().unwrap()], b"a\n");
    assert_eq!(output.status.code(), Some(2));
    assert!(stderr(&output).contains(missing.to_str().unwrap()), "{}", stderr(&output));
    assert_eq!(stdout(&output), "", "a missing folder is told before the input is read");
    let log = folder.path().join("log");
    std::fs::write(&log, "a\nb\n").unwrap();
    let output = run_on(&["--save-state", log.to_str().unwrap()], b"a\n");
    assert_eq!((output.status.code(), output.stdout.len()), (Some(2), 0));
    assert_eq!(std::fs::read(&log).unwrap(), b"a\nb\n");
    // A source that cannot be read is an error; what could be is saved.
    let state = folder.path().join("state");
    let args = ["no-such-file", log.to_str().unwrap(), "--save-state", state.to_str().unwrap()];
    assert_eq!(run(&args).status.code(), Some(2));
    assert_eq!(run(&["merge", state.to_str().unwrap()]).status.code(), Some(0));
    // No other file is left.
    let mut names: Vec<_> =
        std::fs::read_dir(folder.path()).unwrap().map(|entry| entry.unwrap().file_name()).collect();
    names.sort();
    assert_eq!(names, ["log", "state"]);
}

#[test]
fn merge_refuses_counting_flags() {
    for flag in [&["-p", "x"][..], &["--field=1"], &["-t"], &["-j", "1"], &["--strict"]] {
        let output = run(&[&["merge"], flag].concat());
        assert_eq!(output.status.code(), Some(2));
        let message = format!(
            "merge takes row and output flags only, not {}:",
            flag[0].split('=').next().unwrap()
        );
        assert!(stderr(&output).contains(&message), "{}", stderr(&output));
    }
}

#[test]
fn relative_limits_stay() {
    let log = "2026-03-05T10:00:00Z a\n2026-03-05T11:00:00Z b\n";
    let view = ["-s", "2026-03-05", "-e", "-1h", "-f", "2"];
    let state = line(&view, log.as_bytes());
    let merged = run_on(&["merge", "-O", "json"], &state);
    assert_eq!(
        stdout(&merged),
        stdout(&run_on(&[&view[..], &["-O", "json"]].concat(), log.as_bytes()))
    );
}

#[test]
fn state_has_a_preset_expanded() {
    let folder = tempfile::tempdir().unwrap();
    let presets = folder.path().join("presets");
    std::fs::write(&presets, "[preset.mine]\nfield = \"2\"\ndelimiter = \",\"\nsort = \"value\"\n")
        .unwrap();
    let mut child = command(&["-P", "mine", "--save-state", "-"]);
    let mut child = child
        .env("STREAMSTATS_PRESETS", &presets)
        .stdin(std::process::Stdio::piped())
        .spawn()
        .unwrap();
    feed(&mut child, b"a,b\nc,b\n");
    let state = child.wait_with_output().unwrap().stdout;
    let by_hand = line(&["-d", ",", "-f", "2"], b"a,b\nc,b\n");
    assert_eq!(String::from_utf8(state).unwrap(), String::from_utf8(by_hand).unwrap());
}

#[test]
fn a_format_detected_for_a_column_is_that_of_auto() {
    let [one, other] = &pieces(2)[..] else { panic!("two") };
    let bare = line(&["-k", "status", "-w", "status >= 400"], one);
    let auto = line(&["-P", "auto", "-k", "status", "-w", "status >= 400"], other);
    let merged = run_on(&["merge", "-O", "json"], &[bare, auto].concat());
    let whole = run_on(
        &["-k", "status", "-w", "status >= 400", "-O", "json"],
        &[one.clone(), other.clone()].concat(),
    );
    assert_eq!(told(&merged), told(&whole));
}
