//! Options of the output: its format, its layout, what is said beside it, and conditions on its figures.

use std::path::PathBuf;

use clap::{ArgAction, ValueEnum};

use super::parsers::{duration, outputs, sections, whole};

const OUTPUT: &str = "Output, as in -O json --section time";
const ALERTS: &str = "Alerts: conditions on the figures";

// A doc comment would become the command's own help: clap takes it from a flattened group.
#[derive(Debug, Clone, clap::Args)]
pub(crate) struct OutputArgs {
    /// The output: text, json, csv, ...
    #[arg(short = 'O', long = "output", value_name = "FORMAT", help_heading = OUTPUT, default_value = "text")]
    #[arg(value_parser = outputs())]
    pub(crate) format: String,

    /// Print only these sections of the report; csv, tsv and ndjson print one, values by default
    #[arg(long = "section", value_name = "NAME", help_heading = OUTPUT, value_parser = sections())]
    #[arg(value_delimiter = ',', action = ArgAction::Append)]
    pub(crate) sections: Vec<String>,

    /// Write the report to FILE, which is replaced as a whole, and nothing to standard output
    #[arg(long, value_name = "FILE", help_heading = OUTPUT, value_hint = clap::ValueHint::FilePath)]
    pub(crate) write: Option<PathBuf>,

    /// With -O nft and ipset: how long an address is blocked [default: for good]
    #[arg(long, value_name = "DURATION", help_heading = OUTPUT, value_parser = duration)]
    pub(crate) timeout: Option<i64>,

    /// The form of an output: deny or geo with -O nginx, map or acl with -O haproxy
    #[arg(long, value_name = "NAME", help_heading = OUTPUT)]
    pub(crate) style: Option<String>,

    /// With -O graphite: what every path begins with [default: streamstats]
    #[arg(long, value_name = "PATH", help_heading = OUTPUT)]
    pub(crate) prefix: Option<String>,

    /// Colour the text
    #[arg(long, value_name = "WHEN", help_heading = OUTPUT, default_value = "auto")]
    pub(crate) color: ColorChoice,

    /// Columns of the text [default: the terminal's, else 80]
    #[arg(long, value_name = "N", help_heading = OUTPUT)]
    #[arg(value_parser = whole::<u16>(20, u16::MAX.into()))]
    pub(crate) width: Option<u16>,

    /// Print text in ASCII only: | for bars, other characters as escapes
    #[arg(long, help_heading = OUTPUT)]
    pub(crate) ascii: bool,

    /// No notes and no progress on standard error; errors and the report stay
    #[arg(short, long, help_heading = OUTPUT)]
    pub(crate) quiet: bool,
}

/// When text is coloured.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum ColorChoice {
    /// On a terminal, unless `NO_COLOR` is set; anywhere if `CLICOLOR_FORCE` is
    Auto,
    /// Always
    Always,
    /// Never
    Never,
}

// A doc comment would become the command's own help: clap takes it from a flattened group.
#[derive(Debug, Clone, clap::Args)]
pub(crate) struct AlertArgs {
    /// End with status 3 when this holds, as in 'peak > 50' or 'no values.count[value = a] > 9'; repeatable
    ///
    /// CONDITION is [any|all|no] FIELD OP NUMBER. FIELD is a column of values, or a field of another
    /// section (summary.stdev); FIELD[COLUMN OP VALUE] looks at some rows only. OP is =, !=, <, <=, >
    /// or >=. NUMBER takes 5%, 500ms, 1MB, and for times what -s takes. All rows are looked at,
    /// whatever -n and -o show.
    #[arg(long, value_name = "CONDITION", help_heading = ALERTS)]
    pub(crate) fail_if: Vec<String>,

    /// Say when this holds, and keep the exit status; repeatable
    #[arg(long, value_name = "CONDITION", help_heading = ALERTS)]
    pub(crate) warn_if: Vec<String>,

    /// With -F or --every: end at the first report in which a --fail-if holds
    #[arg(long, help_heading = ALERTS, requires = "fail_if")]
    pub(crate) fail_fast: bool,
}
