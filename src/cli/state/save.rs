//! `--save-state`: the state of a run, written beside its report or in place of it.

use std::io::{ErrorKind, Write};

use crate::error::{Error, Result};
use crate::outcome::Outcome;
use crate::state;

use super::target;
use crate::cli::config::{Config, SaveTarget};
use crate::cli::exit::ExitStatus;
use crate::cli::message;
use crate::cli::printing::print_report;
use crate::cli::replaced_file::replace_private;

/// Checks, before anything is read, that the state can be written and replaces only a state.
///
/// # Errors
/// As [`target::check`]; most often the path is that of a log that was to be counted.
pub(in crate::cli) fn check(save: Option<&SaveTarget>) -> Result<()> {
    match save {
        Some(SaveTarget::File(path)) => target::check("--save-state", path),
        Some(SaveTarget::StandardOutput) | None => Ok(()),
    }
}

/// Ends a run: writes its state where `--save-state` asks for it, and prints its report unless the
/// state is printed in its place.
pub(in crate::cli) fn finish(config: &Config, outcome: &Outcome, status: ExitStatus) -> ExitStatus {
    let status = write(config, outcome, status);
    if config.prints_state() { status } else { print_report(config, outcome, status) }
}

/// Writes the state of a run where `--save-state` asks for it; gives the status of the run, or a
/// failure.
pub(in crate::cli) fn write(config: &Config, outcome: &Outcome, status: ExitStatus) -> ExitStatus {
    let Some(target) = &config.save else { return status };
    let status = if status == ExitStatus::Nothing { ExitStatus::Success } else { status };
    let Outcome { totals, tally, schema, interrupted, .. } = outcome;
    let bytes = state::save(&config.options, schema, totals, tally, *interrupted, &[]);
    let saved = match target {
        SaveTarget::StandardOutput => print_line(&state::to_line(&bytes)),
        SaveTarget::File(path) => replace_private(path, &bytes).map(drop),
    };
    match saved {
        Ok(()) => status,
        Err(error) => {
            message::print_error(&format!("--save-state: {error}"));
            ExitStatus::Failure
        }
    }
}

fn print_line(line: &str) -> Result<()> {
    let mut out = std::io::stdout().lock();
    match writeln!(out, "{line}").and_then(|()| out.flush()) {
        // The reader closed the pipe.
        Err(error) if error.kind() == ErrorKind::BrokenPipe => Ok(()),
        written => written.map_err(|error| Error::source("standard output", &error)),
    }
}
