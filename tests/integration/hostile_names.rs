//! Names and values that mean harm, through every command: nothing that a terminal obeys, nothing
//! invisible, no flood of marks and no forged message comes out.

use std::path::Path;
use std::process::Output;

use crate::program::{command, stderr};

/// A column's name: it sets the terminal's title, turns the order of letters and hides letters.
const COLUMN: &str = "h\x1b]0;t\x07\u{202e}\u{9b}x\u{ad}bad\u{200d}\u{e0041}";
/// A flood of combining marks.
const FLOOD: &str =
    "e\u{301}\u{301}\u{301}\u{301}\u{301}\u{301}\u{301}\u{301}\u{301}\u{301}\u{301}\u{301}";
/// A file's name: it clears the screen and forges a note.
const FILE: &str = "log\x1b[2J\u{202e}\nstreamstats: note: forged";

/// Outputs that eyes read; json is among them because a terminal may get it.
const OUTPUTS: [&str; 5] = ["text", "markdown", "html", "nagios", "json"];

/// Arguments that print a report; `{csv}`, `{log}`, `{column}` are the hostile files and the name.
const REPORTS: [&str; 14] = [
    "-P csv -k {column} {csv}",
    "-P csv -t -k {column},time --window 2s {csv}",
    "-P csv -k {column} -m number {csv}",
    "-P csv --compare {column},number,a {csv}",
    "-P csv -k {column} --across a {csv}",
    "-P csv -k {column},a --ratio a=q1 --distinct {column} {csv}",
    "-P csv -k {column} --fail-if {column}>3 {csv}",
    "-P combined -k user --limits {log}",
    "-P combined -k path -t --idle 1s --changes {log}",
    "--section sources,input,unmatched {csv} {log}",
    "columns {csv}",
    "columns {log}",
    "diff {log} {log} -P combined -k user",
    "explain status>=500 -P combined {log}",
];

/// Arguments that print something else, most of them an error.
const OTHERS: [&str; 38] = [
    "preset check {csv}",
    "preset check csv {csv}",
    "preset check combined {csv}",
    "preset check combined {log}",
    "preset list",
    "preset show {column}",
    "preset show bad",
    "preset remove {column}",
    "preset save {column} -f1",
    "preset {column}",
    "help {column}",
    "-P {column} {csv}",
    "-P bad {csv}",
    "-P csv -k {column}x {csv}",
    "-P csv -w x{column}=1 {csv}",
    "-w {column} {csv}",
    "--x{column} {csv}",
    "-{column} {csv}",
    "-O {column} {csv}",
    "-s {column} {csv}",
    "-b {column} {csv}",
    "-n {column} {csv}",
    "-p ({column} {csv}",
    "-f {column} {csv}",
    "-d {column} {csv}",
    "--section {column} {csv}",
    "--sort {column} {csv}",
    "--tz {column} {csv}",
    "--having {column} {csv}",
    "--time-format {column} {csv}",
    "--try {column} {csv}",
    "--write none/{csv} {csv}",
    "--save-state none/{csv} {csv}",
    "--save-state {csv} {csv}",
    "--checkpoint none/{csv} -F {csv}",
    "none{csv}",
    "merge {csv}",
    "merge none{csv}",
];

fn write_files(folder: &Path) {
    let mut csv = format!("time,{COLUMN},number,a\n");
    let mut log = String::new();
    for row in 0..30 {
        let name = format!("{COLUMN}{FLOOD}{}", row % 3);
        csv += &format!("2026-03-05T00:00:{row:02}Z,{name},{row}.5,q{}\n", row % 2);
        log += &format!(
            "10.0.0.{} - {name} [05/Mar/2026:00:00:{row:02} +0000] \"GET /{name} HTTP/1.1\" {} 10 \"-\" \"{name}\"\n",
            row % 4,
            200 + row % 2 * 300,
        );
    }
    csv += "short,row\n";
    std::fs::write(folder.join(format!("{FILE}.csv")), csv).unwrap();
    std::fs::write(folder.join(format!("{FILE}.log")), log).unwrap();
    let name = COLUMN.replace('\x1b', "\\u001b").replace('\x07', "\\u0007");
    let name = name.replace('\u{9b}', "\\u009b");
    let presets =
        format!("[preset.\"{name}\"]\nfield = \"1\"\nx\n[preset.bad]\npattern = \"({name}\"\n");
    std::fs::write(folder.join("presets"), presets).unwrap();
}

fn run(folder: &Path, words: &str) -> Output {
    let word = |word: &str| {
        let word = word.replace("{csv}", &format!("{FILE}.csv"));
        word.replace("{log}", &format!("{FILE}.log")).replace("{column}", COLUMN)
    };
    let words: Vec<String> = words.split(' ').map(word).collect();
    let words: Vec<&str> = words.iter().map(String::as_str).collect();
    let mut command = command(&words);
    command.current_dir(folder).env("STREAMSTATS_PRESETS", folder.join("presets"));
    command.output().unwrap()
}

/// What is wrong in a text that a terminal gets.
fn fault(text: &str) -> Option<String> {
    let is_bad = |c: &char| {
        let hidden = ['\u{202e}', '\u{ad}', '\u{200d}', '\u{e0041}'];
        (c.is_control() && *c != '\n') || hidden.contains(c)
    };
    let forged = text.lines().find(|line| line.starts_with("streamstats: note: forged"));
    let bad = text.chars().find(is_bad);
    bad.map(|bad| format!("has {bad:?}")).or(forged.map(str::to_owned))
}

#[test]
fn no_command_shows_what_a_terminal_obeys() {
    let folder = tempfile::tempdir().unwrap();
    write_files(folder.path());
    let reports = OUTPUTS.iter().flat_map(|output| {
        REPORTS.iter().map(move |words| (format!("{words} -O {output}"), *output != "json"))
    });
    let mut faults = Vec::new();
    for (words, cuts_marks) in reports.chain(OTHERS.map(|words| (words.to_owned(), true))) {
        let output = run(folder.path(), &words);
        assert!(output.status.code().is_some_and(|code| code <= 3), "{words}: {output:?}");
        assert!(!output.stdout.is_empty() || !output.stderr.is_empty(), "{words} says nothing");
        let printed = String::from_utf8(output.stdout.clone()).unwrap();
        let printed = fault(&printed)
            .or((cuts_marks && printed.contains(FLOOD)).then(|| "a flood of marks".to_owned()));
        let said = fault(&stderr(&output));
        faults.extend(printed.or(said).map(|fault| format!("{words}: {fault}")));
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

#[test]
fn columns_are_shown_and_found_by_their_bytes() {
    let folder = tempfile::tempdir().unwrap();
    write_files(folder.path());
    let output = run(folder.path(), "-P csv -k {column},a --section values -O json {csv}");
    let report: serde_json::Value = serde_json::from_slice(&output.stdout).unwrap();
    assert_eq!(report["values"][0][COLUMN], format!("{COLUMN}{FLOOD}0"));
    let output = run(folder.path(), "-P csv -k {column},a --section values -O markdown {csv}");
    let head = String::from_utf8(output.stdout).unwrap();
    assert!(
        head.contains(r"| h\\x1b\]0;t\\x07\\u{202e}\\u{9b}x\\u{ad}bad\\u{200d}\\u{e0041} "),
        "{head}"
    );
}

#[test]
fn broken_file_of_presets_is_an_error_of_list_and_show() {
    let folder = tempfile::tempdir().unwrap();
    let file = "[preset.good]\nfield = \"1\"\n[preset.bad]\nfield = 1\nno-such-key = 2\n";
    std::fs::write(folder.path().join("presets"), file).unwrap();
    for words in ["preset list", "preset show good", "preset show combined"] {
        let output = run(folder.path(), words);
        assert_eq!(output.status.code(), Some(2), "{words}");
        assert!(
            stderr(&output).contains("preset \"bad\": \"no-such-key\" is no option"),
            "{words}: {}",
            stderr(&output)
        );
        assert!(!output.stdout.is_empty(), "{words}");
    }
}

#[test]
fn help_that_cannot_be_written_is_an_error() {
    for words in ["--help", "-h", "--version", "help time", "preset list"] {
        let words: Vec<&str> = words.split(' ').collect();
        let full = std::fs::File::options().write(true).open("/dev/full").unwrap();
        let output = command(&words).stdout(full).spawn().unwrap().wait_with_output().unwrap();
        assert_eq!(output.status.code(), Some(2), "{words:?}");
        assert!(stderr(&output).contains("cannot write: No space left"), "{}", stderr(&output));
    }
}
