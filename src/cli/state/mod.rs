//! States of runs: what `--save-state` writes after counting, and what `merge` makes of several.
//!
//! The bytes are those of [`streamstats::state`]; here are the files, the lines, and the options
//! that a state carries so that `merge` can do without them.

pub(crate) mod checkpoint;
mod file;
mod inputs;
mod merge;
pub(crate) mod options;

pub(crate) use merge::merge;

use std::io::{ErrorKind, Write};
use std::path::{Path, PathBuf};

use streamstats::analysis::AssumedZone;
use streamstats::error::{Error, Result};
use streamstats::pipeline::Outcome;
use streamstats::state::{self, Options};

use super::config::Config;
use super::exit::ExitStatus;
use super::{message, run};

/// The name of an entry beside the options: the zone of stamps without one, where it is the
/// machine's.
const ASSUMED_ZONE: &str = "zone of the machine";

/// What is saved, and where.
#[derive(Debug)]
pub(crate) struct Save {
    target: Target,
    options: Options,
}

#[derive(Debug)]
enum Target {
    /// Standard output, as a line.
    Line,
    File(PathBuf),
}

impl Save {
    /// Whether the state is printed in place of the report.
    pub(crate) fn replaces_report(&self) -> bool {
        matches!(self.target, Target::Line)
    }

    /// To `target`, a file or `-`, what is counted by these options, which came to `config`.
    ///
    /// # Errors
    /// The file exists and is no state: the name of a log, mostly, that was to be counted.
    pub(crate) fn new(target: &Path, mut options: Options, config: &Config) -> Result<Self> {
        let time = config.analysis.time.as_ref();
        if let Some(AssumedZone::Machine(zone)) = time.map(|time| &time.assumed_zone) {
            options.insert(ASSUMED_ZONE.to_owned(), vec![zone.clone()]);
        }
        let target = match target.to_str() {
            Some("-") => Target::Line,
            _ => Target::File(target.to_owned()),
        };
        match &target {
            Target::File(path) if file::is_something_else(path) => Err(Error::Usage(format!(
                "--save-state: {} exists and is no state; it would be lost",
                path.display()
            ))),
            _ => Ok(Self { target, options }),
        }
    }
}

/// Ends a run: its state is saved where that is asked for, and its report printed where a state is
/// not printed in its place.
pub(in crate::cli) fn finish(config: &Config, outcome: &Outcome, status: ExitStatus) -> ExitStatus {
    let Some(Save { target, options }) = &config.save else {
        return run::report(config, outcome, status);
    };
    let status = if status == ExitStatus::Nothing { ExitStatus::Success } else { status };
    let Outcome { totals, tally, interrupted, .. } = outcome;
    let bytes = state::save(options, totals, tally, *interrupted, &[]);
    let saved = match target {
        Target::Line => print(&state::to_line(&bytes)),
        Target::File(path) => file::replace(path, &bytes),
    };
    let status = match saved {
        Ok(()) => status,
        Err(error) => {
            message::error(&format!("--save-state: {error}"));
            ExitStatus::Failure
        }
    };
    match target {
        Target::Line => status,
        Target::File(_) => run::report(config, outcome, status),
    }
}

fn print(line: &str) -> Result<()> {
    let mut out = std::io::stdout().lock();
    match writeln!(out, "{line}").and_then(|()| out.flush()) {
        // Whoever read had enough.
        Err(error) if error.kind() == ErrorKind::BrokenPipe => Ok(()),
        written => written.map_err(|error| Error::source("standard output", &error)),
    }
}
