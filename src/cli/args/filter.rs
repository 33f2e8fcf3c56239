//! Options that choose lines.

use clap::ArgAction;

const FILTER: &str = "Filter: which lines count";

// A doc comment would become the command's own help: clap takes it from a flattened group.
#[derive(Debug, Clone, clap::Args)]
pub(crate) struct FilterArgs {
    /// Count only lines that match REGEX; with several -g, lines that match one of them
    #[arg(short, long, value_name = "REGEX", help_heading = FILTER, action = ArgAction::Append)]
    #[arg(allow_hyphen_values = true)]
    pub(crate) grep: Vec<String>,

    /// Leave out lines that match REGEX; may be given several times
    #[arg(short = 'x', long, value_name = "REGEX", help_heading = FILTER)]
    #[arg(action = ArgAction::Append, allow_hyphen_values = true)]
    pub(crate) exclude: Vec<String>,

    /// Count only lines whose column meets a condition; all of several must hold
    ///
    /// OP is one of = != < <= > >= ~ !~; numbers compare as numbers, ~ searches for a regular
    /// expression: -w 'status >= 500' -w 'path !~ ^/health'.
    #[arg(short = 'w', long = "where", value_name = "COLUMN OP VALUE", help_heading = FILTER)]
    #[arg(action = ArgAction::Append)]
    pub(crate) conditions: Vec<String>,
}
