//! Inputs that want to break it: a right report or a clear message, the documented status.

use std::io::Write;
use std::process::Stdio;

use crate::program::{command, feed, fixture, json, run, run_on, stderr, stdout};

#[test]
fn endless_line_is_cut_once() {
    let length = 3 << 20;
    for tuning in ["--block-size=64KiB", "--block-size=1MiB", "--block-size=8MiB"] {
        let args = ["--max-line", "100", tuning, "-O", "json"];
        let mut line = vec![b'x'; length];
        let report = json(&run_on(&args, &line));
        assert_eq!(report["input"]["truncated_lines"], 1, "{tuning}");
        assert_eq!(report["input"]["bytes"], length, "{tuning}");
        assert_eq!(report["values"][0]["value"].as_str().unwrap().len(), 100, "{tuning}");
        line.extend(b"\nnext\n");
        let report = json(&run_on(&args, &line));
        assert_eq!(report["input"]["lines"], 2, "{tuning}");
        assert_eq!(report["values"][0]["value"], "next", "{tuning}");
    }
}

#[test]
fn line_of_max_length_is_whole() {
    for end in ["\n", "\r\n", ""] {
        for (length, cut) in [(9, 0), (10, 0), (11, 1), (12, 1), (13, 1), (64, 1)] {
            let line = "x".repeat(length) + end;
            for block in ["--block-size=1", "--block-size=10", "--block-size=1MiB"] {
                let args = ["--max-line", "10", block, "-O", "json"];
                let report = json(&run_on(&args, line.as_bytes()));
                assert_eq!(report["input"]["truncated_lines"], cut, "{length} {end:?} {block}");
                let value = report["values"][0]["value"].as_str().unwrap();
                assert_eq!(value.len(), length.min(10), "{length} {end:?} {block}");
            }
        }
    }
}

#[test]
fn nothing_lost_after_a_cut_line() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("log");
    for long in [3, 50, 1_114_112, 3_000_000] {
        for rest in ["last", "second\nlast", "\n\n\nlast", "second\nlast\n", "", "\n", "\r\na"] {
            let text = "x".repeat(long) + "\n" + rest;
            std::fs::write(&path, &text).unwrap();
            let args = ["--max-line", "2", "-O", "json", "--section", "input"];
            let by_file = json(&run(&[&args[..], &[path.to_str().unwrap()]].concat()));
            let by_pipe = json(&run_on(&args, text.as_bytes()));
            assert_eq!(by_file, by_pipe, "{long} {rest:?}");
            assert_eq!(by_pipe["input"]["lines"], text.lines().count(), "{long} {rest:?}");
            assert_eq!(by_pipe["input"]["bytes"], text.len(), "{long} {rest:?}");
        }
    }
}

#[test]
fn count_overflow_is_inexact() {
    let input = format!("{} b\n3 b\n5 a\n{}0 c\n", u64::MAX, u64::MAX);
    let output = run_on(&["-f", "2", "--weight", "1", "-O", "json"], input.as_bytes());
    let report = json(&output);
    assert_eq!(report["input"]["exact"], false);
    assert_eq!(report["input"]["unmatched"], 1);
    assert!(stderr(&output).contains("not exact"), "{}", stderr(&output));
}

#[test]
fn file_names_are_escaped() {
    let output = run(&["missing\x1b[31m"]);
    assert!(!output.stderr.contains(&0x1b) && stderr(&output).contains("missing\\x1b[31m"));
}

#[test]
fn csv_and_tsv_keep_bytes() {
    let value = b"\xff\"a,b\"\t\x1b[0J\\";
    let csv = run_on(&["-O", "csv"], value);
    let row = [&b"\"\xff\"\"a,b\"\"\t\x1b[0J\\\",1,1,false,,0\n"[..]].concat();
    assert!(csv.stdout.ends_with(&row), "{:?}", String::from_utf8_lossy(&csv.stdout));
    let tsv = run_on(&["-O", "tsv"], value);
    assert!(tsv.stdout.ends_with(b"\xff\"a,b\"\\t\x1b[0J\\\\\t1\t1\tfalse\t\t0\n"));
}

#[test]
fn escape_sequences_are_escaped() {
    for output in ["text", "markdown"] {
        let printed = run(&["-O", output, "-n0", fixture("bytes.txt").to_str().unwrap()]);
        let text = stdout(&printed);
        let bad = text.chars().find(|c| c.is_control() && *c != '\n');
        assert_eq!(bad, None, "{output}");
        assert!(!text.contains(['\u{202e}', '\u{2066}']), "{output}");
    }
}

#[test]
fn damaged_archives_are_read_so_far() {
    for name in ["access.log.gz", "access.log.zst", "access.log.bz2", "access.log.xz"] {
        let whole = std::fs::read(fixture(name)).unwrap();
        let output = run_on(&["-f1", "-O", "json"], &whole[..whole.len() - 20]);
        assert_eq!(output.status.code(), Some(2), "{name}");
        assert!(stderr(&output).starts_with("streamstats: -: "), "{name}: {}", stderr(&output));
        assert!(json(&output)["input"]["lines"].as_u64().is_some(), "{name}");
    }
    let mut trailing = std::fs::read(fixture("access.log.gz")).unwrap();
    trailing.extend(b"garbage");
    let output = run_on(&["-f1", "-O", "json"], &trailing);
    assert_eq!(
        (output.status.code(), json(&output)["input"]["lines"].as_u64()),
        (Some(2), Some(500))
    );
}

#[test]
fn zeros_after_compressed_data_are_padding_however_few() {
    for name in ["access.log.gz", "access.log.zst", "access.log.bz2", "access.log.xz"] {
        let whole = std::fs::read(fixture(name)).unwrap();
        for zeros in [1, 3, 4, 13, 14, 15, 512] {
            let padded = [whole.clone(), vec![0; zeros]].concat();
            let twice = [padded.clone(), padded.clone()].concat();
            for (input, lines) in [(padded, 500), (twice, 1000)] {
                let output = run_on(&["-f1", "-O", "json"], &input);
                let counted = json(&output)["input"]["lines"].as_u64();
                assert_eq!(
                    (output.status.code(), counted),
                    (Some(0), Some(lines)),
                    "{name} {zeros}"
                );
            }
        }
    }
}

#[test]
fn closed_stdout_ends_quietly() {
    let mut input = Vec::new();
    for number in 0..200_000 {
        writeln!(input, "value-{number}").unwrap();
    }
    let mut child = command(&["-O", "csv"]).stdin(Stdio::piped()).spawn().unwrap();
    drop(child.stdout.take());
    feed(&mut child, &input);
    let output = child.wait_with_output().unwrap();
    assert_eq!((output.status.code(), stderr(&output).as_str()), (Some(0), ""));
}

#[test]
fn unreadable_files_are_named() {
    let tokens = fixture("tokens.txt");
    let tokens = tokens.to_str().unwrap();
    let output = run(&["-O", "json", "no-such-file", tokens, "tests"]);
    assert_eq!(output.status.code(), Some(2));
    assert_eq!(
        stderr(&output),
        "streamstats: no-such-file: No such file or directory\n\
         streamstats: tests: is a directory; name the files in it\n"
    );
    assert_eq!(json(&output)["summary"]["total"], 42);
}

/// 100,000 values, each once, and one 5,000 times among them.
fn flood() -> Vec<u8> {
    let mut input = Vec::new();
    for number in 0..100_000 {
        writeln!(input, "value-{number}").unwrap();
        if number % 20 == 0 {
            writeln!(input, "often").unwrap();
        }
    }
    input
}

#[test]
fn approximate_past_a_bound() {
    let input = flood();
    for (bound, small, large) in
        [("--max-values", "1000", "100001"), ("--max-memory", "500kB", "1GiB")]
    {
        for threads in ["-j1", "-j3"] {
            let run = |limit| {
                let size = ["--block-size", "10kB"];
                run_on(&[&["-Ojson", threads, bound, limit], &size[..]].concat(), &input)
            };
            let output = run(small);
            assert!(stderr(&output).contains("counts are approximate"), "{}", stderr(&output));
            let report = json(&output);
            let (summary, values) = (&report["summary"], report["values"].as_array().unwrap());
            assert_eq!(report["input"]["exact"], false, "{bound}");
            assert_eq!(summary["total"], 105_000);
            let count = summary["count"].as_f64().unwrap();
            let error = summary["count_error"].as_f64().unwrap();
            assert!((count - 100_001.0).abs() < 4.0 * error, "{count} of 100001, +-{error}");
            for missing in ["stdev", "median", "p90", "p99", "low", "high", "outliers"] {
                assert!(summary[missing].is_null(), "{missing}");
            }
            assert_eq!(values[0]["value"], "often");
            let often = values[0]["count"].as_u64().unwrap();
            assert!(often <= 5000 && 5000 <= often + values[0]["error"].as_u64().unwrap());
            assert!(values[0]["outlier"].is_null() && values[0]["score"].is_null());
            let report = json(&run(large));
            assert_eq!(report["input"]["exact"], true, "{bound}");
            assert_eq!(report["summary"]["count"], 100_001);
            assert_eq!(report["values"][0]["error"], 0);
        }
    }
}

#[test]
fn closed_buckets_fold_first() {
    let mut input = Vec::new();
    for second in 0..20_000 {
        for value in 0..3 {
            let (hour, minute) = (second / 3600, second / 60 % 60);
            let stamp = format!("2026-03-05T{hour:02}:{minute:02}:{:02}Z", second % 60);
            writeln!(input, "[{stamp}] value-{}", (value + second / 7) % 5).unwrap();
        }
    }
    let run = |bound| {
        run_on(&["-t", "-Ojson", "-j1", "--block-size", "20kB", "--max-memory", bound], &input)
    };
    let (folded, whole) = (json(&run("7MB")), json(&run("1GiB")));
    assert_eq!(folded["input"]["exact"], true);
    assert_eq!(folded["frequencies"], whole["frequencies"]);
    assert_eq!(folded["values"], whole["values"]);
}

#[test]
fn estimates_of_distinct_texts_are_noted() {
    let mut input = Vec::new();
    (0..200_000).for_each(|text| writeln!(input, "a {text}").unwrap());
    let args = ["-f", "1", "--distinct", "2", "-j1", "--block-size", "20kB", "--max-memory"];
    let is_noted = |bound| {
        let output = run_on(&[&args[..], &[bound]].concat(), &input);
        stderr(&output).contains("--distinct: numbers are estimates")
    };
    assert!(is_noted("2MB"));
    assert!(!is_noted("1GiB"));
}

#[test]
fn two_columns_of_one_name() {
    for by in ["value,count", "a,a"] {
        let output = run(&["-p", r"(?P<value>\w)(?P<count>\w)(?P<a>\w)", "-k", by]);
        assert_eq!(output.status.code(), Some(2), "{by}");
        assert!(stderr(&output).contains("-k/--by"), "{}", stderr(&output));
    }
}

#[test]
fn filters_match_invalid_utf_8() {
    let args = ["-g", r"^GET \S+ HTTP$", "-O", "json", "--section", "input"];
    assert_eq!(json(&run_on(&args, b"GET \xff HTTP\n"))["input"]["matched"], 1);
}

#[test]
fn stdin_named_twice_is_read_once() {
    for tuning in ["--block-size=1", "--block-size=1MiB"] {
        let file = std::fs::File::open(fixture("tokens.txt")).unwrap();
        let mut twice = command(&["-O", "json", tuning, "-", "-"]);
        assert_eq!(json(&twice.stdin(Stdio::from(file)).output().unwrap())["input"]["lines"], 42);
    }
}

#[cfg(target_os = "linux")]
#[test]
fn full_stderr_keeps_the_report() {
    let full = std::fs::OpenOptions::new().write(true).open("/dev/full").unwrap();
    let tokens = fixture("tokens.txt");
    let mut command = command(&["no-such-file", tokens.to_str().unwrap(), "-O", "json"]);
    let output = command.stderr(Stdio::from(full)).output().unwrap();
    assert_eq!(
        (output.status.code(), json(&output)["summary"]["total"].as_u64()),
        (Some(2), Some(42))
    );
}

#[test]
fn wide_characters_fit() {
    let input = "☁\u{fe0f}".repeat(60) + "\n日本語" + &"\u{1f469}\u{200d}".repeat(50);
    for width in ["20", "40", "80"] {
        assert_eq!(run_on(&["--width", width], input.as_bytes()).status.code(), Some(0));
    }
}

#[cfg(target_os = "linux")]
#[test]
fn files_in_proc_are_read() {
    let output = run(&["-O", "json", "/proc/self/status"]);
    assert!(json(&output)["input"]["lines"].as_u64() > Some(10));
}

#[test]
fn memory_that_the_shell_limits_bounds_the_counts() {
    let mut input = Vec::new();
    for number in 0..300_000 {
        writeln!(input, "value-{number}-{}", "x".repeat(100)).unwrap();
    }
    let program = env!("CARGO_BIN_EXE_streamstats");
    let mut shell = std::process::Command::new("sh");
    shell.args(["-c", &format!("ulimit -v 300000; exec {program} -j1 -n1")]);
    shell.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
    let mut child = shell.spawn().unwrap();
    feed(&mut child, &input);
    let output = child.wait_with_output().unwrap();
    assert_eq!(output.status.code(), Some(0), "{}", stderr(&output));
    assert!(stderr(&output).contains("--max-memory is 11800000 bytes"), "{}", stderr(&output));
    assert!(stderr(&output).contains("approximate"), "{}", stderr(&output));
}

#[test]
fn no_columns_are_no_width() {
    let widths = ["0", "", "x"].map(|columns| {
        let mut command = command(&["-P", "combined", fixture("access.log").to_str().unwrap()]);
        stdout(&command.env("COLUMNS", columns).output().unwrap())
    });
    let usual = stdout(&run(&["-P", "combined", fixture("access.log").to_str().unwrap()]));
    assert_eq!(widths, [usual.clone(), usual.clone(), usual]);
}

#[test]
fn a_value_that_is_not_utf8_is_inspected() {
    use std::ffi::OsStr;
    use std::os::unix::ffi::OsStrExt;

    let folder = tempfile::tempdir().unwrap();
    let state = folder.path().join("state");
    let inspect = |value: &[u8], options: &[&str]| {
        let mut command = command(&["inspect"]);
        command.arg(OsStr::from_bytes(value)).args(options).stdin(Stdio::piped());
        let mut child = command.spawn().unwrap();
        feed(&mut child, b"caf\xe9\ncaf\xe8\ncaf\xe9\nx\n");
        child.wait_with_output().unwrap()
    };
    let section = ["--section", "subject"];
    let report = inspect(b"caf\xe9", &["-O", "csv", "--section", "subject"]);
    assert_eq!(report.stdout, b"value,count,share,rank,values\ncaf\xe9,2,0.5,1,3\n");
    let report = inspect(b"caf\xe9", &["-O", "json", "--save-state", state.to_str().unwrap()]);
    assert_eq!(json(&report)["subject"]["value"], "caf\u{fffd}");
    let merged = run(&[&["merge", "-O", "csv", state.to_str().unwrap()], &section[..]].concat());
    assert_eq!(merged.stdout, b"value,count,share,rank,values\ncaf\xe9,2,0.5,1,3\n");
    let absent = inspect(b"caf\xff", &[]);
    assert_eq!(absent.status.code(), Some(1));
    assert!(stderr(&absent).contains("no line has the value caf\u{fffd}; nearest: caf\u{fffd}"));
}
