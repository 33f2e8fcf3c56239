//! The subcommands and their arguments.

use std::path::PathBuf;

use super::analysis::AnalysisArgs;
use super::count::CountArgs;
use super::output::{AlertArgs, OutputArgs, RowArgs};
use super::parsers::PRESET_NAME;

/// What to do instead of counting.
#[derive(Debug, clap::Subcommand)]
// The options of a command are built only when the command is typed: 2.1 of 4.0 million instructions
// of a start.
#[command(defer = true)]
pub(crate) enum Subcommand {
    /// List, show, save, remove and check formats
    #[command(subcommand_required = true, arg_required_else_help = true)]
    Preset {
        /// What to do.
        #[command(subcommand)]
        action: PresetAction,
    },
    /// Report the states of several runs as one
    ///
    /// Takes analyses, row and output flags only: what is counted, the states say (--save-state).
    /// States whose options differ are refused.
    Merge(Box<MergeArgs>),
    /// Show what the lines that meet a condition share
    ///
    /// explain 'request_time > 2' FILE compares them with all other lines, over every column.
    ///
    /// Counts the texts of every column among the lines that meet CONDITION and among all others.
    /// Items are marked that have 10 lines or more, 1 % or more, and are three times as frequent.
    Explain(Box<ExplainArgs>),
    /// Show who a value is: rate, makeup, neighbours, signs
    ///
    /// inspect 203.0.113.7 FILE tells how an address compares with all others, and what only it does.
    /// VALUE is an address in any spelling, a block of addresses such as 203.0.113.0/24, or any other
    /// value; of a tuple (-k x,y) its columns with a blank between them. Where lines have a status,
    /// --ratio is 'status >= 400' unless it is given; where they have a path, --distinct is path.
    Inspect(Box<InspectArgs>),
    /// Show what is in a log: its columns and what they hold
    Columns(Box<ColumnsArgs>),
    /// Show what changed between two logs or times
    ///
    /// Reads BEFORE and AFTER, or one set of files cut at a time (--at) or into two timeframes
    /// (--before, --after). Takes the options of counting. Rows are marked where a value moved by a
    /// factor of 1.5 or more and the move is no noise of a log's own bursts; -o shows the marked rows alone.
    Diff(Box<DiffArgs>),
    /// Explain a command, a topic or an option
    Help {
        /// A command, a topic, an option, or a word to look for in their texts
        #[arg(allow_hyphen_values = true)]
        word: Option<String>,
    },
}

impl Subcommand {
    /// The options of counting, of a subcommand that counts.
    pub(crate) fn count_args(&self) -> Option<&CountArgs> {
        match self {
            Self::Diff(args) => Some(&args.count),
            Self::Explain(args) => Some(&args.count),
            Self::Inspect(args) => Some(&args.count),
            Self::Columns(args) => Some(&args.count),
            Self::Preset { .. } | Self::Merge(_) | Self::Help { .. } => None,
        }
    }
}

// A doc comment would become the command's own help: clap takes it from a flattened group.
#[derive(Debug, clap::Args)]
pub(crate) struct MergeArgs {
    /// States as --save-state writes them, binary or lines of text; - or none is standard input
    #[arg(value_name = "STATE", value_hint = clap::ValueHint::FilePath)]
    pub(crate) states: Vec<PathBuf>,

    #[command(flatten)]
    pub(crate) analysis: AnalysisArgs,

    #[command(flatten)]
    pub(crate) rows: RowArgs,

    #[command(flatten)]
    pub(crate) output: OutputArgs,

    #[command(flatten)]
    pub(crate) alerts: AlertArgs,

    /// Save what was merged to FILE, for merge; - prints it as one line in place of the report
    #[arg(long, value_name = "FILE", value_hint = clap::ValueHint::FilePath)]
    pub(crate) save_state: Option<PathBuf>,
}

// A doc comment would become the command's own help: clap takes it from a flattened group.
#[derive(Debug, clap::Args)]
pub(crate) struct DiffArgs {
    /// Compare what lies before TIME with what lies after it, in all files
    #[arg(long, value_name = "TIME", allow_hyphen_values = true)]
    #[arg(conflicts_with_all = ["start", "end", "before", "after"])]
    pub(crate) at: Option<String>,

    /// Compare the timeframe FROM..TO of all files with --after
    #[arg(long, value_name = "FROM..TO", allow_hyphen_values = true, requires = "after")]
    #[arg(value_parser = timeframe, conflicts_with_all = ["start", "end"])]
    pub(crate) before: Option<(String, String)>,

    /// Compare the timeframe FROM..TO of all files with --before
    #[arg(long, value_name = "FROM..TO", allow_hyphen_values = true, requires = "before")]
    #[arg(value_parser = timeframe)]
    pub(crate) after: Option<(String, String)>,

    /// What is compared: events a second, or shares of all events [default: rate with -t]
    #[arg(long, value_name = "BASIS", value_enum)]
    pub(crate) basis: Option<BasisChoice>,

    #[command(flatten)]
    pub(crate) count: CountArgs,
}

// A doc comment would become the command's own help: clap takes it from a flattened group.
#[derive(Debug, clap::Args)]
pub(crate) struct ExplainArgs {
    /// The condition of the lines to explain, written as for -w
    #[arg(value_name = "CONDITION")]
    pub(crate) condition: String,

    #[command(flatten)]
    pub(crate) count: CountArgs,
}

// A doc comment would become the command's own help: clap takes it from a flattened group.
#[derive(Debug, clap::Args)]
pub(crate) struct InspectArgs {
    /// The value: an address, a block of addresses, or any other
    #[arg(value_name = "VALUE")]
    pub(crate) value: std::ffi::OsString,

    #[command(flatten)]
    pub(crate) count: CountArgs,
}

// A doc comment would become the command's own help: clap takes it from a flattened group.
#[derive(Debug, clap::Args)]
pub(crate) struct ColumnsArgs {
    #[command(flatten)]
    pub(crate) count: CountArgs,
}

/// What events are divided by.
#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
pub(crate) enum BasisChoice {
    /// Seconds
    Rate,
    /// All events
    Share,
}

/// Two times, `FROM..TO`.
fn timeframe(text: &str) -> Result<(String, String), String> {
    let [from, to] = text.split_once("..").map_or(["", ""], |(from, to)| [from.trim(), to.trim()]);
    if from.is_empty() || to.is_empty() {
        return Err("a timeframe is FROM..TO, two times".to_owned());
    }
    Ok((from.to_owned(), to.to_owned()))
}

// A doc comment would become the command's own help.
#[derive(Debug, clap::Subcommand)]
pub(crate) enum PresetAction {
    /// List the presets, built-in and saved, or the presets that a word is found in
    List {
        /// A part of a name, a description or a column
        word: Option<String>,
    },
    /// Show a preset as its file has it, to be copied into ~/.streamstats and changed
    Show {
        /// The preset
        #[arg(value_parser = PRESET_NAME, hide_possible_values = true)]
        name: String,
    },
    /// Save options under a name, in ~/.streamstats
    Save {
        /// What the preset is for
        #[arg(long, value_name = "TEXT")]
        description: Option<String>,
        /// Lower-case letters, digits and hyphens
        name: String,
        /// The options, as for a run: -P json -k path -w 'status >= 500'
        #[arg(trailing_var_arg = true, allow_hyphen_values = true, required = true)]
        options: Vec<std::ffi::OsString>,
    },
    /// Remove a saved preset
    Remove {
        /// The preset
        name: String,
    },
    /// Tell how many lines of a file a preset matches, which not and why, and the first columns
    ///
    /// With a preset's name alone its samples are checked: whether each line gives the columns it
    /// must give.
    Check {
        /// The preset, if not the one that the lines fit; and the file
        #[arg(value_name = "[NAME] FILE", num_args = 1..=2, required = true)]
        words: Vec<PathBuf>,
    },
}
