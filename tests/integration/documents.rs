//! The `console` blocks of the documents: each `$ command` is run by the shell in the root of the
//! package, and what follows is what it prints, standard error included.
//!
//! The commands of a document run one after another and share a home, which is empty at first and
//! is written `~` in the document. Their exit status is not looked at; where it matters a document
//! shows it with `echo $?`. `REGENERATE=1` writes what the commands print now into the documents.

use std::path::Path;
use std::process::{Command, Stdio};

use crate::program::root;

struct Example {
    /// The line of the document it starts in.
    line: usize,
    command: String,
    expected: String,
}

fn examples(text: &str) -> Vec<Example> {
    let mut examples: Vec<Example> = Vec::new();
    let mut inside = false;
    for (line, text) in (1..).zip(text.lines()) {
        match (inside, text.strip_prefix("$ ")) {
            (false, _) => inside = text == "```console",
            (true, _) if text == "```" => inside = false,
            (true, Some(command)) => {
                let command = command.to_owned();
                examples.push(Example { line, command, expected: String::new() });
            }
            (true, None) => {
                let example = examples.last_mut().expect("a block starts with a command");
                match example.command.strip_suffix('\\') {
                    Some(start) if example.expected.is_empty() => {
                        example.command = start.to_owned() + text;
                    }
                    _ => example.expected += &(text.to_owned() + "\n"),
                }
            }
        }
    }
    examples
}

/// What a command prints, with `~` for the home.
fn printed(command: &str, home: &Path) -> String {
    let program = Path::new(env!("CARGO_BIN_EXE_streamstats")).parent().unwrap();
    let script = format!("export PATH='{}':\"$PATH\"\nexec 2>&1\n{command}", program.display());
    let output = Command::new("sh")
        .args(["-c", &script])
        .current_dir(root())
        .env("LC_ALL", "C.UTF-8")
        .env("HOME", home)
        .env("STREAMSTATS_PRESETS", home.join(".streamstats"))
        .env_remove("NO_COLOR")
        .env_remove("CLICOLOR_FORCE")
        .env_remove("COLUMNS")
        .stdin(Stdio::null())
        .output()
        .unwrap();
    String::from_utf8_lossy(&output.stdout).replace(&*home.to_string_lossy(), "~")
}

/// The document with what its commands print now.
fn renewed(text: &str, home: &Path) -> String {
    let mut renewed = String::new();
    let (mut inside, mut continued) = (false, false);
    let mut examples = examples(text).into_iter();
    for line in text.lines() {
        let is_command = inside && line.starts_with("$ ");
        if !inside || is_command || continued || line == "```" {
            renewed += &(line.to_owned() + "\n");
        }
        if is_command || continued {
            continued = line.ends_with('\\');
            if !continued {
                renewed += &printed(&examples.next().expect("an example").command, home);
            }
        }
        inside = if inside { line != "```" } else { line == "```console" };
    }
    renewed
}

/// Every command of a document, which has at least so many, prints what the document shows.
#[expect(clippy::disallowed_methods, reason = "REGENERATE is for the developer")]
fn check(document: &str, at_least: usize) {
    let path = root().join(document);
    let text = std::fs::read_to_string(&path).unwrap();
    let home = tempfile::tempdir().unwrap();
    if std::env::var_os("REGENERATE").is_some() {
        std::fs::write(path, renewed(&text, home.path())).unwrap();
        return;
    }
    let examples = examples(&text);
    assert!(examples.len() >= at_least, "{document}: {} examples", examples.len());
    let mut wrong = String::new();
    for Example { line, command, expected } in examples {
        let found = printed(&command, home.path());
        if found != expected {
            wrong += &format!("{document}:{line}: $ {command}\n{found}instead of\n{expected}\n");
        }
    }
    assert!(wrong.is_empty(), "{wrong}");
}

#[test]
fn readme() {
    check("README.md", 5);
}

#[test]
fn guide() {
    check("docs/guide.md", 15);
}

#[test]
fn runbooks() {
    check("docs/runbooks.md", 20);
}

#[test]
fn alerts() {
    check("docs/alerts.md", 8);
}

#[test]
fn limits() {
    check("docs/limits.md", 4);
}

#[test]
fn start() {
    check("docs/start.md", 5);
}

#[test]
fn time() {
    check("docs/time.md", 4);
}

#[test]
fn numbers() {
    check("docs/numbers.md", 3);
}

/// Documents with a test of their own.
const NAMED: [&str; 7] =
    ["guide.md", "runbooks.md", "alerts.md", "limits.md", "start.md", "time.md", "numbers.md"];

#[test]
fn every_other_page_of_the_book() {
    for entry in std::fs::read_dir(root().join("docs")).unwrap() {
        let name = entry.unwrap().file_name().to_string_lossy().into_owned();
        if name.ends_with(".md") && !NAMED.contains(&name.as_str()) {
            check(&format!("docs/{name}"), 0);
        }
    }
}

#[test]
fn design_lists_files_that_exist() {
    let text = std::fs::read_to_string(root().join("docs/design.md")).unwrap();
    let listed = text.lines().filter(|line| line.contains(". `src/"));
    let files: Vec<&str> = listed.filter_map(|line| line.split('`').nth(1)).collect();
    assert_eq!(files.len(), 70);
    for file in files {
        assert!(root().join(file).is_file(), "{file}");
    }
}
