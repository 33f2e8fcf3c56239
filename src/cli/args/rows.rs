//! Options that choose and sort the rows of `values`.

use clap::ArgAction;
use streamstats::analysis::outliers::OutlierRule;

use super::parsers::{JUDGED_COLUMN, VALUE_COLUMN, whole};

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
    #[arg(value_parser = VALUE_COLUMN)]
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
