//! The command line as clap reads it: one file a group of options, flattened into [`CountArgs`]. A
//! subcommand flattens the groups it takes. The doc comments of fields are the help and the man page.

mod alerts;
mod analysis;
mod filter;
mod number;
mod output;
mod parsers;
mod rows;
mod run;
mod size;
mod subcommand;
mod time;
mod value;

pub(crate) use alerts::AlertArgs;
pub(crate) use analysis::AnalysisArgs;
pub(crate) use filter::FilterArgs;
pub(crate) use number::{NumberArgs, ScaleChoice};
pub(crate) use output::{ColorChoice, OutputArgs};
pub(crate) use rows::RowArgs;
pub(crate) use run::RunArgs;
pub(crate) use subcommand::{
    BasisChoice, DiffArgs, ExplainArgs, InspectArgs, MergeArgs, PresetAction, Subcommand,
};
pub(crate) use time::TimeArgs;
pub(crate) use value::ValueArgs;

use std::path::PathBuf;

use clap::{Parser, ValueEnum};

/// Count the values of a stream or a log and mark the outliers
///
/// Reads lines from the files, in order, or from standard input, counts how often each value
/// occurs, and prints the values as bars, the outliers marked, with the figures that say what is
/// normal. The value is the whole line unless -f or -p says otherwise. Files compressed with gzip,
/// zstd, bzip2 or xz are recognised by their first bytes.
#[derive(Debug, Parser)]
#[command(name = "streamstats", version, max_term_width = 100)]
#[command(after_help = crate::cli::manual::AFTER_SHORT_HELP)]
#[command(after_long_help = crate::cli::manual::after_help())]
#[command(args_conflicts_with_subcommands = true, disable_help_subcommand = true)]
pub(crate) struct Args {
    #[command(subcommand)]
    pub(crate) command: Option<Subcommand>,

    #[command(flatten)]
    pub(crate) count: CountArgs,

    /// Print the man page or a shell's completions
    #[arg(long, hide = true, value_name = "WHAT", exclusive = true)]
    pub(crate) generate: Option<Artifact>,
}

// A doc comment would become the command's own help: clap takes it from a flattened group.
#[derive(Debug, Clone, clap::Args)]
pub(crate) struct CountArgs {
    /// Files to read; - or none is standard input
    #[arg(value_name = "FILE", value_hint = clap::ValueHint::FilePath)]
    pub(crate) files: Vec<PathBuf>,

    #[command(flatten)]
    pub(crate) value: ValueArgs,

    #[command(flatten)]
    pub(crate) filter: FilterArgs,

    #[command(flatten)]
    pub(crate) number: NumberArgs,

    #[command(flatten)]
    pub(crate) time: TimeArgs,

    #[command(flatten)]
    pub(crate) analysis: AnalysisArgs,

    #[command(flatten)]
    pub(crate) rows: RowArgs,

    #[command(flatten)]
    pub(crate) output: OutputArgs,

    #[command(flatten)]
    pub(crate) alerts: AlertArgs,

    #[command(flatten)]
    pub(crate) run: RunArgs,
}

impl CountArgs {
    /// Whether a source's first lines decide its format, without `-P` saying so.
    pub(crate) fn may_detect(&self) -> bool {
        let time = &self.time;
        let has_range = time.start.is_some() || time.end.is_some();
        let has_rates = time.time
            || time.bucket.is_some()
            || !time.window.is_empty()
            || self.analysis.needs_times().is_some();
        let names_no_way = self.value.pattern.is_none() && self.value.field.is_none();
        names_no_way && (has_range || has_rates)
    }
}

/// What `--generate` prints.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum Artifact {
    /// The man page
    Man,
    /// Completions for bash
    Bash,
    /// Completions for zsh
    Zsh,
    /// Completions for fish
    Fish,
    /// Completions for `PowerShell`
    Powershell,
    /// The page of the book on the fields of reports
    Fields,
}
