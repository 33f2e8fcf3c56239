//! The README's `console` blocks: each `$ command` is run by the shell in the root of the package,
//! and what follows is what it prints, standard error included.

use std::path::Path;
use std::process::{Command, Stdio};

use crate::program::root;

struct Example {
    command: String,
    expected: String,
}

fn examples(text: &str) -> Vec<Example> {
    let mut examples: Vec<Example> = Vec::new();
    let mut inside = false;
    for line in text.lines() {
        match (inside, line.strip_prefix("$ ")) {
            (false, _) => inside = line == "```console",
            (true, _) if line == "```" => inside = false,
            (true, Some(command)) => {
                examples.push(Example { command: command.to_owned(), expected: String::new() });
            }
            (true, None) => {
                let example = examples.last_mut().expect("a block starts with a command");
                if example.command.ends_with('\\') {
                    example.command = example.command.trim_end_matches('\\').to_owned() + line;
                } else {
                    example.expected += &(line.to_owned() + "\n");
                }
            }
        }
    }
    examples
}

#[test]
fn every_block_prints_what_the_readme_shows() {
    let examples = examples(&std::fs::read_to_string(root().join("README.md")).unwrap());
    assert!(examples.len() >= 5, "{} examples", examples.len());
    let program = Path::new(env!("CARGO_BIN_EXE_streamstats")).parent().unwrap();
    for Example { command, expected } in examples {
        let script = format!("export PATH='{}':\"$PATH\"\n{command} 2>&1", program.display());
        let output = Command::new("sh")
            .args(["-c", &script])
            .current_dir(root())
            .env("LC_ALL", "C.UTF-8")
            .env_remove("NO_COLOR")
            .env_remove("CLICOLOR_FORCE")
            .env_remove("COLUMNS")
            .stdin(Stdio::null())
            .output()
            .unwrap();
        assert_eq!(String::from_utf8_lossy(&output.stdout), expected, "$ {command}");
    }
}
