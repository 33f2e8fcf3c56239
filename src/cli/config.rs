//! What a run does: everything resolved, nothing typed.

use std::ops::RangeInclusive;

use streamstats::analysis::AnalysisOptions;
use streamstats::pipeline::RunOptions;
use streamstats::render::{Output, Style};

use super::state::Save;
use super::watching::Watching;

/// Columns text may take.
pub(crate) const WIDTHS: RangeInclusive<usize> = 20..=10_000;

/// A resolved run.
#[derive(Debug)]
pub(crate) struct Config {
    /// What is read and counted.
    pub(crate) run: RunOptions,
    /// What is asked of the counts.
    pub(crate) analysis: AnalysisOptions,
    /// How it is printed.
    pub(crate) output: &'static Output,
    /// Only this section.
    pub(crate) section: Option<String>,
    /// The layout of text.
    pub(crate) style: Style,
    /// Say nothing but errors on standard error.
    pub(crate) quiet: bool,
    /// The saved preset that options come from.
    pub(crate) origin: Option<String>,
    /// Unmatched or untimed lines are an error.
    pub(crate) strict: bool,
    /// What was counted is saved.
    pub(crate) save: Option<Save>,
    /// How a run goes on, if it does.
    pub(crate) watching: Option<Watching>,
}
