//! Options that choose lines.

use clap::ArgAction;

const FILTER: &str = "Filter: which lines count, as in -w 'status >= 500'";

// A doc comment would become the command's own help: clap takes it from a flattened group.
#[derive(Debug, Clone, clap::Args)]
pub(crate) struct FilterArgs {
    /// Count only lines that match one of these
    #[arg(short, long, value_name = "REGEX", help_heading = FILTER, action = ArgAction::Append)]
    #[arg(allow_hyphen_values = true)]
    pub(crate) grep: Vec<String>,

    /// Leave out lines that match one of these: -x healthcheck
    #[arg(short = 'x', long, value_name = "REGEX", help_heading = FILTER)]
    #[arg(action = ArgAction::Append, allow_hyphen_values = true)]
    pub(crate) exclude: Vec<String>,

    /// Count only lines whose column meets a condition
    ///
    /// COND is 'COLUMN OP VALUE'; several -w must all hold. OP is = != < <= > >=, ~ and !~ for a regular expression, in and
    /// not in for a list. Numbers, addresses and times compare by what they mean; a list may hold blocks of
    /// addresses: -w 'status >= 500' -w 'path !~ ^/health' -w 'client not in
    /// 10.0.0.0/8,192.168.0.0/16'.
    #[arg(short = 'w', long = "where", value_name = "COND", help_heading = FILTER)]
    #[arg(action = ArgAction::Append, allow_hyphen_values = true)]
    pub(crate) conditions: Vec<String>,
}
