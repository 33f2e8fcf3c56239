//! What was typed of which rows are shown, and how: counting and merging share it.

use clap::ValueEnum;
use streamstats::analysis::outliers::OutlierRule;

use crate::cli::value::{JUDGED_COLUMN, VALUE_COLUMN, outputs, sections};

const ROWS: &str = "Rows: which values are shown";
const OUTPUT: &str = "Output";

// No doc comments on the structs: clap would take them for those of the command.
#[derive(Debug, Clone, clap::Args)]
pub(crate) struct Rows {
    /// Show only the outliers; the figures are still those of all values
    #[arg(short, long, help_heading = ROWS)]
    pub(crate) outliers: bool,

    /// How outliers are told: stdev, mad or iqr, with a factor K after a colon
    ///
    /// stdev:2 marks counts more than 2 standard deviations from the mean, mad:3.5 those with a
    /// modified z-score beyond 3.5 (by the median, which a few giants do not move), iqr:1.5 those
    /// more than 1.5 interquartile ranges beyond the quartiles.
    #[arg(long, value_name = "RULE[:K]", help_heading = ROWS, default_value = "stdev:2")]
    pub(crate) outlier_rule: OutlierRule,

    /// The column that is judged
    #[arg(long, value_name = "FIELD", help_heading = ROWS, default_value = "count")]
    #[arg(value_parser = JUDGED_COLUMN)]
    pub(crate) outlier_on: String,

    /// Show the first N values, 0 for all [default: 25 in text and markdown, all elsewhere]
    #[arg(short = 'n', long, value_name = "N", help_heading = ROWS, allow_negative_numbers = true)]
    pub(crate) top: Option<usize>,

    /// Sort by this column of values; value, first and last ascend, the others descend
    #[arg(long, value_name = "FIELD", help_heading = ROWS, default_value = "count")]
    #[arg(value_parser = VALUE_COLUMN)]
    pub(crate) sort: String,

    /// Turn the order round
    #[arg(short, long, help_heading = ROWS)]
    pub(crate) reverse: bool,
}

#[derive(Debug, Clone, clap::Args)]
pub(crate) struct Printed {
    /// What to print
    #[arg(short = 'O', long = "output", value_name = "FORMAT", help_heading = OUTPUT, default_value = "text")]
    #[arg(value_parser = outputs())]
    pub(crate) format: String,

    /// Print only this section of the report; csv and tsv print one anyway, values by default
    #[arg(long, value_name = "NAME", help_heading = OUTPUT, value_parser = sections())]
    pub(crate) section: Option<String>,

    /// Colour the text
    #[arg(long, value_name = "WHEN", help_heading = OUTPUT, default_value = "auto")]
    pub(crate) color: ColorChoice,

    /// Columns of the text [default: those of the terminal, else 80]
    #[arg(long, value_name = "N", help_heading = OUTPUT)]
    #[arg(value_parser = clap::value_parser!(u16).range(20..))]
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
