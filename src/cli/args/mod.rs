//! The command line as clap reads it: one file a group of options, flattened into [`CountArgs`]. A
//! subcommand flattens the groups it takes. The doc comments of fields are the help and the man page.
#![allow(
    rustdoc::invalid_html_tags,
    rustdoc::bare_urls,
    reason = "the comments on arguments are the help text"
)]

mod analysis;
mod count;
mod number;
mod output;
mod parsers;
mod run;
mod subcommand;
mod time;
mod value;

pub(crate) use analysis::AnalysisArgs;
pub(crate) use count::{CountArgs, needs_format};
pub(crate) use number::{NumberArgs, ScaleChoice};
pub(crate) use output::{AlertArgs, ColorChoice, OutputArgs, RowArgs};
pub(crate) use run::RunArgs;
pub(crate) use subcommand::{
    BasisChoice, DiffArgs, ExplainArgs, InspectArgs, MergeArgs, PresetAction, Subcommand,
};
pub(crate) use time::TimeArgs;
pub(crate) use value::{FilterArgs, ValueArgs};

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
