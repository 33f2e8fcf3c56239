//! A case: arguments and input against what is printed. `stdout` is compared to the letter; of
//! `stdout_has` and `stderr_has` each piece must occur. A case without `stderr_has` must print
//! nothing on standard error.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use libtest_mimic::{Failed, Trial};
use serde::Deserialize;
use toml_edit::{DocumentMut, value};

use crate::program;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    case: Vec<Case>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Case {
    name: String,
    #[serde(default)]
    args: Vec<String>,
    #[serde(default)]
    input: String,
    #[serde(default)]
    status: i32,
    stdout: Option<String>,
    #[serde(default)]
    stdout_has: Vec<String>,
    #[serde(default)]
    stderr_has: Vec<String>,
}

/// What the program did with a case.
struct Run {
    status: Option<i32>,
    stdout: String,
    stderr: String,
}

impl Case {
    fn run(&self) -> Run {
        let args: Vec<&str> = self.args.iter().map(String::as_str).collect();
        let output = program::run_on(&args, self.input.as_bytes());
        let (stdout, stderr) = (program::stdout(&output), program::stderr(&output));
        Run { status: output.status.code(), stdout, stderr }
    }

    /// What is wrong with a run, in a line; `None` for a run as expected.
    fn fault(&self, run: &Run) -> Option<String> {
        if run.status != Some(self.status) {
            return Some(format!("status {:?}, expected {}", run.status, self.status));
        }
        if let Some(expected) = self.stdout.as_ref().filter(|expected| **expected != run.stdout) {
            return Some(format!("other output, expected:\n{expected}"));
        }
        let missing = self.stdout_has.iter().find(|piece| !run.stdout.contains(*piece));
        let missing = missing.or(self.stderr_has.iter().find(|piece| !run.stderr.contains(*piece)));
        if let Some(piece) = missing {
            return Some(format!("lacks {piece:?}"));
        }
        let speaks = self.stderr_has.is_empty() && !run.stderr.is_empty();
        speaks.then(|| "prints on standard error".to_owned())
    }

    fn check(&self) -> Result<(), Failed> {
        let run = self.run();
        let Run { stdout, stderr, .. } = &run;
        match self.fault(&run) {
            Some(fault) => Err(format!("{fault}\nstdout:\n{stdout}\nstderr:\n{stderr}").into()),
            None => Ok(()),
        }
    }

    /// Writes status and standard output of a run into the case's file.
    fn rewrite(&self, path: &Path) {
        let run = self.run();
        let mut document: DocumentMut = std::fs::read_to_string(path).unwrap().parse().unwrap();
        let cases = document["case"].as_array_of_tables_mut().unwrap();
        let case = cases.iter_mut().find(|case| case["name"].as_str() == Some(&self.name)).unwrap();
        if self.stdout.as_ref().is_some_and(|expected| *expected != run.stdout) {
            case["stdout"] = value(run.stdout);
        }
        if run.status != Some(self.status) {
            case["status"] = value(i64::from(run.status.unwrap()));
        }
        std::fs::write(path, document.to_string()).unwrap();
    }
}

fn files() -> Vec<PathBuf> {
    let folder = std::fs::read_dir(program::root().join("tests/cases")).unwrap();
    let paths = folder.map(|entry| entry.unwrap().path());
    let mut files: Vec<PathBuf> = paths
        .filter(|path| path.extension().is_some_and(|extension| extension == "toml"))
        .collect();
    files.sort();
    files
}

/// The cases of all files, named `FILE: CASE`.
pub(crate) fn trials() -> Vec<Trial> {
    let mut names = BTreeSet::new();
    let mut trials = Vec::new();
    for path in files() {
        let stem = path.file_stem().unwrap().to_string_lossy().into_owned();
        let text = std::fs::read_to_string(&path).unwrap();
        let file: File = toml::from_str(&text).unwrap_or_else(|error| panic!("{stem}: {error}"));
        for case in file.case {
            let name = format!("{stem}: {}", case.name);
            assert!(names.insert(name.clone()), "two cases are named {name}");
            let path = path.clone();
            trials.push(Trial::test(name, move || {
                if crate::regenerates() {
                    case.rewrite(&path);
                }
                case.check()
            }));
        }
    }
    assert!(!trials.is_empty(), "no cases");
    trials
}
