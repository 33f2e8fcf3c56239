//! What a run does: everything resolved, plain data.

use std::ops::RangeInclusive;
use std::path::PathBuf;
use std::time::Duration;

use crate::analysis::AnalysisOptions;
use crate::pipeline::RunOptions;
use crate::render::{Output, Style};
use crate::state::Options;

/// Columns text may take.
pub(crate) const WIDTHS: RangeInclusive<usize> = 20..=10_000;

/// A resolved run.
#[derive(Debug)]
pub(crate) struct Config {
    /// What is read and counted.
    pub(crate) run: RunOptions,
    /// What is asked of the counts.
    pub(crate) analysis: AnalysisOptions,
    /// Templates that differ in few words are merged before the report.
    pub(crate) merges_templates: bool,
    /// How the report is printed.
    pub(crate) output: &'static Output,
    /// The layout of text.
    pub(crate) style: Style,
    /// What outputs for other programs need.
    pub(crate) program: ProgramConfig,
    /// The file the report is written to; `None` for standard output.
    pub(crate) write: Option<PathBuf>,
    /// Nothing but errors goes to standard error.
    pub(crate) quiet: bool,
    /// Unmatched or untimed lines are an error.
    pub(crate) strict: bool,
    /// The saved preset that options come from, to be named in errors.
    pub(crate) origin: Option<String>,
    /// The options a state of this run carries; empty unless a state is written.
    pub(crate) options: Options,
    /// Where the state is written, if it is.
    pub(crate) save: Option<SaveTarget>,
    /// The first report in which a --fail-if holds ends the run.
    pub(crate) fail_fast: bool,
    /// The report is explored on a screen, where there is a terminal.
    pub(crate) explores: bool,
    pub(crate) takes_mouse: bool,
    /// How the run goes on beyond one report over the input; `None` if it does not.
    pub(crate) follow: Option<FollowConfig>,
}

impl Config {
    /// Whether the state is printed in place of the report.
    pub(crate) fn prints_state(&self) -> bool {
        self.save == Some(SaveTarget::StandardOutput)
    }
}

/// What outputs for other programs need.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct ProgramConfig {
    /// Seconds after which an address is no longer blocked; `None` for never.
    pub(crate) timeout: Option<u64>,
    /// One of the output's forms (`--style`); `None` for its first.
    pub(crate) form: Option<String>,
    /// The beginning of every path of Graphite.
    pub(crate) prefix: String,
}

/// Where a state is written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum SaveTarget {
    /// Standard output, as one line of text.
    StandardOutput,
    File(PathBuf),
}

/// How a run goes on: `--follow`, `--every`, `--last`, `--checkpoint`.
#[derive(Debug)]
pub(crate) struct FollowConfig {
    /// Files are read on after their end.
    pub(crate) reads_on: bool,
    /// Time between two reports; `None` where only the last is printed.
    pub(crate) every: Option<Duration>,
    /// Nanoseconds of the latest part that alone counts; `None` where everything does.
    pub(crate) last: Option<i64>,
    /// The file that keeps the counts and the read positions.
    pub(crate) checkpoint: Option<PathBuf>,
}
