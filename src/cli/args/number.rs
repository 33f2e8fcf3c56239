//! Options of measured numbers.

use clap::{ArgAction, ValueEnum};

use crate::event::ComparedKind;
use crate::tally::MAX_TOP_LINES;

use super::parsers::{FORMAT_COLUMN, whole};

const NUMBERS: &str = "Numbers: how they are distributed, as in -m request_time";

// A doc comment would become the command's own help: clap takes it from a flattened group.
#[derive(Debug, Clone, clap::Args)]
pub(crate) struct NumberArgs {
    /// Measure the value itself as a number: a distribution instead of counts
    ///
    /// Decimal, scientific, signed and hexadecimal numbers, with units of time (152ms is 0.152) or
    /// size (3 MiB). What is no number is unmatched.
    #[arg(short = 'N', long, help_heading = NUMBERS)]
    pub(crate) numeric: bool,

    /// Measure a column: mean, percentiles, histogram
    #[arg(short, long, value_name = "COLUMN", help_heading = NUMBERS)]
    #[arg(allow_hyphen_values = true)]
    #[arg(value_parser = FORMAT_COLUMN, hide_possible_values = true)]
    pub(crate) measure: Option<String>,

    /// Compare columns: correlation of numbers, association of texts
    ///
    /// Two columns or more; of a text and a number, the distribution of the number for each text:
    /// --compare status,request_time.
    #[arg(long, value_name = "COLUMN,COLUMN", help_heading = NUMBERS, value_delimiter = ',')]
    #[arg(action = ArgAction::Append, allow_hyphen_values = true)]
    pub(crate) compare: Vec<String>,

    /// What columns are compared as: --as text:port,number:size
    ///
    /// Otherwise the format says it, codes (status, method, hour, port) are texts, and any other column is a
    /// number if at least half of all lines with something in it have a number there.
    #[arg(long = "as", value_name = "KIND:COLUMN", help_heading = NUMBERS, value_delimiter = ',')]
    #[arg(action = ArgAction::Append, value_parser = compared_as, requires = "compare")]
    pub(crate) compare_as: Vec<(String, ComparedKind)>,

    /// Show the N lines with the largest number: -m request_time --top-lines 10
    ///
    /// The section lines. Lines of one number are ordered by their bytes.
    #[arg(long, value_name = "N", help_heading = NUMBERS)]
    #[arg(value_parser = whole::<u32>(1, MAX_TOP_LINES.into()))]
    pub(crate) top_lines: Option<u32>,

    /// The most bins of the histogram: --bins 20
    #[arg(long, value_name = "N", help_heading = NUMBERS)]
    #[arg(value_parser = whole::<u32>(1, 10_000))]
    pub(crate) bins: Option<u32>,

    /// The width of a bin of the histogram: --bin-width 0.05
    #[arg(long, value_name = "X", help_heading = NUMBERS, allow_hyphen_values = true)]
    pub(crate) bin_width: Option<String>,

    /// The range of the histogram; other numbers are counted as below or above: --range 0..1.5
    #[arg(long, value_name = "LO..HI", help_heading = NUMBERS, allow_hyphen_values = true)]
    pub(crate) range: Option<String>,

    /// How the bins of the histogram grow
    #[arg(long, value_name = "SCALE", help_heading = NUMBERS, default_value = "auto")]
    pub(crate) scale: ScaleChoice,

    /// The percentiles, from 0 to 100: --percentiles 50,95 [default: 50,90,99]
    #[arg(long, value_name = "LIST", help_heading = NUMBERS, value_delimiter = ',')]
    pub(crate) percentiles: Vec<String>,

    /// Significant digits of percentiles, 1 to 5 [default: 3]
    #[arg(long, value_name = "N", help_heading = NUMBERS)]
    #[arg(value_parser = whole::<u8>(1, 5))]
    pub(crate) precision: Option<u8>,
}

/// How the bins of a histogram grow.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum ScaleChoice {
    /// By the spread of the numbers
    Auto,
    /// By equal widths
    Linear,
    /// By equal factors
    Log,
}

/// A column and what it is compared as: `text:COLUMN` or `number:COLUMN`.
fn compared_as(text: &str) -> Result<(String, ComparedKind), String> {
    let (kind, column) = match text.split_once(':') {
        Some(("text", column)) => (ComparedKind::Text, column),
        Some(("number", column)) => (ComparedKind::Number, column),
        _ => return Err("write text:COLUMN or number:COLUMN".to_owned()),
    };
    Ok((column.to_owned(), kind))
}
