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

    /// Count only lines whose column meets a condition; several must all hold
    ///
    /// OP is = != < <= > >=, ~ and !~ for a regular expression, in and not in for a list. Numbers,
    /// addresses and times compare as such; a list may hold blocks of addresses:
    /// -w 'status >= 500' -w 'path !~ ^/health' -w 'client not in 10.0.0.0/8,192.168.0.0/16'.
    #[arg(short = 'w', long = "where", value_name = "COLUMN OP VALUE", help_heading = FILTER)]
    #[arg(action = ArgAction::Append, allow_hyphen_values = true)]
    pub(crate) conditions: Vec<String>,
}
