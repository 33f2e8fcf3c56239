//! Cases as data: `tests/cases/*.toml`. A case gives arguments (split at blanks, or a list), input,
//! and what must come out: `stdout` to the letter, or pieces that must be in it, the status, and
//! pieces of standard error.

use serde::Deserialize;

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

impl Case {
    fn failure(&self) -> Option<String> {
        let args: Vec<&str> = self.args.iter().map(String::as_str).collect();
        let output = program::run_on(&args, self.input.as_bytes());
        let (stdout, stderr) = (program::stdout(&output), program::stderr(&output));
        let shown = format!("stdout:\n{stdout}\nstderr:\n{stderr}");
        if output.status.code() != Some(self.status) {
            return Some(format!(
                "status {:?}, not {}\n{shown}",
                output.status.code(),
                self.status
            ));
        }
        if self.stdout.as_ref().is_some_and(|expected| *expected != stdout) {
            return Some(format!("other output\n{shown}"));
        }
        let missing = self.stdout_has.iter().find(|piece| !stdout.contains(*piece));
        let missing = missing.or(self.stderr_has.iter().find(|piece| !stderr.contains(*piece)));
        if let Some(piece) = missing {
            return Some(format!("lacks {piece:?}\n{shown}"));
        }
        let speaks = self.stderr_has.is_empty() && !stderr.is_empty();
        speaks.then(|| format!("speaks on standard error\n{shown}"))
    }
}

#[test]
fn every_case_prints_what_it_says() {
    let mut failures = Vec::new();
    let mut count = 0;
    for entry in std::fs::read_dir(program::root().join("tests/cases")).unwrap() {
        let path = entry.unwrap().path();
        let file: File = toml::from_str(&std::fs::read_to_string(&path).unwrap()).unwrap();
        for case in file.case {
            count += 1;
            if let Some(failure) = case.failure() {
                let file = path.file_name().unwrap().to_string_lossy().into_owned();
                failures.push(format!("== {file}: {}\n{failure}", case.name));
            }
        }
    }
    assert!(count > 0, "no cases");
    assert!(failures.is_empty(), "{} of {count} fail\n{}", failures.len(), failures.join("\n"));
}
