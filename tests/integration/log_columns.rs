//! `columns`: what is in a log. And the note on a column that a line lacks, whatever takes it apart.

use crate::program;

/// What the program prints, with a file of `log` as its last argument.
fn run(args: &[&str], log: &str) -> (String, String) {
    let directory = tempfile::tempdir().unwrap();
    let path = directory.path().join("log");
    std::fs::write(&path, log).unwrap();
    let args = [args, &[path.to_str().unwrap()]].concat();
    let output = program::run_on(&args, b"");
    (program::stdout(&output), program::stderr(&output))
}

#[test]
fn json_in_a_wrapper_has_columns_and_paths() {
    let log = "2026-03-05T14:02:11.310Z stdout F {\"request\":{\"remote_ip\":\"203.0.113.7\"},\
        \"status\":502,\"duration_ms\":152,\"time\":\"2026-03-05T14:02:11Z\"}\n\
        2026-03-05T14:02:12.310Z stderr F {\"request\":{\"remote_ip\":\"203.0.113.8\"},\
        \"status\":200,\"duration_ms\":5,\"time\":\"2026-03-05T14:02:12Z\"}\n";
    let (stdout, _) = run(&["columns", "-O", "csv", "-q"], log);
    for row in [
        "\nclient,address,,1,2,",
        "\nstatus,code,,1,2,",
        "\nrequest_time,ms,s,1,2,0.005,0.152,",
        "\nrequest.remote_ip,text,,1,2,",
        "\nstream,text,,1,2,",
    ] {
        assert!(stdout.contains(row), "{row:?} in {stdout}");
    }
}

#[test]
fn a_named_pipe_has_the_columns_of_a_file() {
    let log = "203.0.113.7 - - [05/Mar/2026:14:02:11 +0000] \"GET /a HTTP/1.1\" 200 5 \"-\" \"-\"\n\
        203.0.113.8 - - [05/Mar/2026:14:02:12 +0000] \"GET /b HTTP/1.1\" 502 5 \"-\" \"-\"\n";
    let directory = tempfile::tempdir().unwrap();
    let (file, pipe) = (directory.path().join("log"), directory.path().join("pipe"));
    std::fs::write(&file, log).unwrap();
    let before = directory.path().join("before");
    std::fs::write(&before, log).unwrap();
    let diff = ["diff", before.to_str().unwrap()];
    assert!(std::process::Command::new("mkfifo").arg(&pipe).status().unwrap().success());
    let commands: [&[&str]; 4] =
        [&["columns"], &["inspect", "203.0.113.7"], &["explain", "status = 200"], &diff];
    for command in commands {
        let printed = |path: &std::path::Path| {
            let args = [command, &["-q", "-O", "json", path.to_str().unwrap()]].concat();
            let output = program::stdout(&program::run_on(&args, b""));
            output.replace(path.to_str().unwrap(), "PATH")
        };
        let of_file = printed(&file);
        let of_pipe = std::thread::scope(|scope| {
            scope.spawn(|| std::fs::write(&pipe, log).unwrap());
            printed(&pipe)
        });
        assert_eq!(of_pipe, of_file, "{command:?}");
        assert!(of_file.contains("203.0.113.7"), "{of_file}");
    }
}

#[test]
fn w3c_has_the_fields_under_the_names_of_other_formats() {
    let log = "#Fields: date time c-ip cs-method cs-uri-stem cs-uri-query sc-status time-taken \
        x-pool\n\
        2026-03-05 14:02:11 203.0.113.7 GET /a id=7 500 1520 blue\n\
        2026-03-05 14:02:12 203.0.113.8 GET /b - 200 15 green\n";
    let (stdout, _) = run(&["columns", "-O", "csv", "-q"], log);
    let rows = [
        "column,kind,unit,filled,distinct,p50,p99,top_value,top_share",
        "time,time,,1,2,,,2026-03-05 14:02:11,0.5",
        "method,text,,1,1,,,GET,1",
        "path,text,,1,2,,,/a,0.5",
        "query,text,,0.5,1,,,id=7,1",
        "client,address,,1,2,,,203.0.113.7,0.5",
        "status,code,,1,2,,,200,0.5",
        "request_time,ms,s,1,2,0.015,1.52,0.015,0.5",
        "x-pool,text,,1,2,,,blue,0.5",
    ];
    assert_eq!(stdout.lines().collect::<Vec<_>>(), rows);
}

#[test]
fn a_line_that_lacks_a_column_says_which_others_it_has() {
    let combined = "203.0.113.7 - - [05/Mar/2026:14:02:11 +0000] \"-\" 408 0 \"-\" \"-\"\n\
        203.0.113.7 - - [05/Mar/2026:14:02:12 +0000] \"GET /a HTTP/1.1\" 200 5 \"-\" \"-\"\n";
    let w3c = "#Fields: c-ip sc-status\n203.0.113.7 200\n#Fields: c-ip\n203.0.113.7\n";
    for (args, log, expected) in [
        (
            ["-P", "combined", "-k", "path"].as_slice(),
            combined,
            ":1, has client, user, time, request, status, bytes, referer, user_agent",
        ),
        (&["-P", "json", "-k", "b"], "{\"a\":1,\"b\":2}\n{\"a\":1}\n", ":2, has a"),
        (&["-P", "logfmt", "-k", "b"], "a=1 b=2\na=1 c=2\n", ":2, has a, c"),
        (&["-P", "ltsv", "-k", "b"], "a:1\tb:2\na:1\tc:2\n", ":2, has a, c"),
        (&["-P", "w3c", "-k", "status"], w3c, ":4, has client"),
        (&["-p", "(?<a>\\w)(=(?<b>\\w))?", "-k", "b"], "x=1\ny\n", ":2, has a"),
        (&["-f", "3"], "x y z\nx y\n", ":2, has 2 fields"),
        (&["-f", "2", "-d", ";"], "x;y\n\n", ":2, has 1 field"),
    ] {
        let (_, stderr) = run(args, log);
        let note = stderr.lines().find(|line| line.contains("1 line lacks the column"));
        let note = note.unwrap_or_else(|| panic!("{args:?}: {stderr}"));
        assert!(note.ends_with(expected), "{args:?}: {note}");
    }
}
