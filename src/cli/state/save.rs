//! `--save-state`: the state of a run, written beside its report or in place of it.

use std::fs::File;
use std::io::{ErrorKind, Read, Write};
use std::path::Path;

use streamstats::error::{Error, Result};
use streamstats::outcome::Outcome;
use streamstats::state;

use crate::cli::config::{Config, SaveTarget};
use crate::cli::exit::ExitStatus;
use crate::cli::message;
use crate::cli::printing::print_report;
use crate::cli::replaced_file;

/// Checks, before anything is read, that no other file is lost where the state will be written.
///
/// # Errors
/// The file exists and is no state: most often the name of a log that was to be counted.
pub(in crate::cli) fn check(target: Option<&SaveTarget>) -> Result<()> {
    match target {
        Some(SaveTarget::File(path)) if is_something_else(path) => Err(Error::Usage(format!(
            "--save-state: {} exists and is no state; it would be lost",
            path.display()
        ))),
        _ => Ok(()),
    }
}

/// Whether `path` is a file that is neither a state nor empty.
pub(super) fn is_something_else(path: &Path) -> bool {
    let mut begin = Vec::new();
    let read = File::open(path).and_then(|file| {
        let is_file = file.metadata()?.is_file();
        if is_file { file.take(16).read_to_end(&mut begin) } else { Ok(0) }
    });
    let is_state = begin.is_empty() || state::is_binary(&begin) || state::is_text(&begin);
    read.is_ok() && !is_state
}

/// Ends a run: writes its state where `--save-state` asks for it, and prints its report unless the
/// state is printed in its place.
pub(in crate::cli) fn finish(config: &Config, outcome: &Outcome, status: ExitStatus) -> ExitStatus {
    let Some(target) = &config.save else { return print_report(config, outcome, status) };
    let status = if status == ExitStatus::Nothing { ExitStatus::Success } else { status };
    let Outcome { totals, tally, schema, interrupted, .. } = outcome;
    let bytes = state::save(&config.options, schema, totals, tally, *interrupted, &[]);
    let saved = match target {
        SaveTarget::StandardOutput => print_line(&state::to_line(&bytes)),
        SaveTarget::File(path) => replaced_file::replace(path, &bytes),
    };
    let status = match saved {
        Ok(()) => status,
        Err(error) => {
            message::error(&format!("--save-state: {error}"));
            ExitStatus::Failure
        }
    };
    if config.prints_state() { status } else { print_report(config, outcome, status) }
}

fn print_line(line: &str) -> Result<()> {
    let mut out = std::io::stdout().lock();
    match writeln!(out, "{line}").and_then(|()| out.flush()) {
        // The reader closed the pipe.
        Err(error) if error.kind() == ErrorKind::BrokenPipe => Ok(()),
        written => written.map_err(|error| Error::source("standard output", &error)),
    }
}
