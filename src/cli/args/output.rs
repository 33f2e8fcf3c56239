//! Options of the output: its rows and their order, its format, its layout, what is said beside it, and
//! conditions on its figures.

use std::path::PathBuf;

use crate::analysis::outliers::OutlierRule;
use clap::{ArgAction, ValueEnum};

use super::parsers::{JUDGED_COLUMN, SectionName, VALUE_COLUMN, duration, outputs, whole};

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
    #[arg(long = "section", value_name = "NAME", help_heading = OUTPUT, value_parser = SectionName)]
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
    /// section (summary.stdev); FIELD[COLUMN OP VALUE] looks at some rows only, and its OP is also
    /// in or not in a list. OP is =, !=, <, <=, > or >=. NUMBER takes 5%, 500ms, 1MB, and for times what -s
    /// takes. All rows are looked at, whatever -n and -o show.
    #[arg(long, value_name = "CONDITION", help_heading = ALERTS)]
    pub(crate) fail_if: Vec<String>,

    /// Say when this holds, and keep the exit status; repeatable
    #[arg(long, value_name = "CONDITION", help_heading = ALERTS)]
    pub(crate) warn_if: Vec<String>,

    /// With -F or --every: end at the first report in which a --fail-if holds
    #[arg(long, help_heading = ALERTS, requires = "fail_if")]
    pub(crate) fail_fast: bool,
}

const ROWS: &str = "Rows: which values are shown, as in -o --sort peak";

// A doc comment would become the command's own help: clap takes it from a flattened group.
#[derive(Debug, Clone, clap::Args)]
pub(crate) struct RowArgs {
    /// Show only the outliers
    #[arg(short, long, help_heading = ROWS)]
    pub(crate) outliers: bool,

    /// The rule that finds outliers: stdev, mad or iqr, with a factor K after a colon
    ///
    /// stdev:2 marks counts more than 2 standard deviations from the mean, mad:3.5 counts with a
    /// modified z-score beyond 3.5 (by the median, which a few giants do not move), iqr:1.5 counts
    /// more than 1.5 interquartile ranges beyond the quartiles. The figures are of all values.
    #[arg(long, value_name = "RULE[:K]", help_heading = ROWS, default_value = "stdev:2")]
    pub(crate) outlier_rule: OutlierRule,

    /// The column the rule judges: --outlier-on peak
    #[arg(long, value_name = "FIELD", help_heading = ROWS, default_value = "count")]
    #[arg(value_parser = JUDGED_COLUMN)]
    pub(crate) outlier_on: String,

    /// Show the first N values, 0 for all [default: 25]
    ///
    /// JSON, csv, tsv, ndjson and the outputs for other programs show all by default: -n 10.
    #[arg(short = 'n', long, value_name = "N", help_heading = ROWS, allow_negative_numbers = true)]
    #[arg(value_parser = whole::<usize>(0, u64::MAX.into()))]
    pub(crate) top: Option<usize>,

    /// Sort by this column of values: --sort peak; value, first and last ascend, others descend
    #[arg(long, value_name = "FIELD", help_heading = ROWS, default_value = "count")]
    #[arg(value_parser = VALUE_COLUMN, allow_hyphen_values = true)]
    pub(crate) sort: String,

    /// Reverse the order
    #[arg(short, long, help_heading = ROWS)]
    pub(crate) reverse: bool,

    /// Keep the rows that meet a condition once everything is counted; several must all hold
    ///
    /// FIELD is a column of values, OP as for --where; 5% is a share of 0.05. Counts, shares and
    /// fences are still the fences of all values: --having 'count >= 5' --having 'share > 1%'.
    #[arg(long, value_name = "FIELD OP VALUE", help_heading = ROWS, action = ArgAction::Append)]
    pub(crate) having: Vec<String>,

    /// Print these columns of values, in this order, in every output
    #[arg(long, value_name = "LIST", help_heading = ROWS, value_delimiter = ',')]
    #[arg(action = ArgAction::Append, value_parser = VALUE_COLUMN)]
    pub(crate) columns: Vec<String>,
}
