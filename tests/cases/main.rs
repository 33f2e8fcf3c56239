//! Tests that are data. Each case of `tests/cases/*.toml` and each page of `tests/snapshots` is a test
//! of its own name:
//!
//! ```text
//! cargo test --test cases                       all of them
//! cargo test --test cases -- time               those whose name contains `time`
//! REGENERATE=1 cargo test --test cases -- time  writes what the program prints now into the files
//! ```
//!
//! `git diff` after `REGENERATE=1` is the review.
#![expect(clippy::unwrap_used, clippy::panic, reason = "tests fail by panics")]

mod case;
#[expect(dead_code, reason = "the target integration calls the rest")]
#[path = "../integration/program.rs"]
mod program;
mod snapshot;

use std::process::ExitCode;

use libtest_mimic::{Arguments, Trial};

/// Whether expected output is to be rewritten.
#[expect(clippy::disallowed_methods, reason = "REGENERATE is for the developer")]
fn regenerates() -> bool {
    std::env::var_os("REGENERATE").is_some()
}

fn main() -> ExitCode {
    let mut arguments = Arguments::from_args();
    if regenerates() {
        // Cases of one file rewrite it one after another.
        arguments.test_threads = Some(1);
    }
    let mut trials: Vec<Trial> = case::trials();
    trials.extend(snapshot::trials());
    libtest_mimic::run(&arguments, trials).exit_code()
}
