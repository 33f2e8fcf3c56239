//! The options of an analysis. [`AnalysisOptions::check`] is in `check.rs`.

use super::alerts::rule::AlertOptions;
use super::bins::HistogramOptions;
use super::limiters::Limiter;
use super::outliers::OutlierRule;
use super::row_condition::RowCondition;
use crate::aggregate::{Percentile, Precision};
use crate::condition::Subject;
use crate::time::{BucketWidth, Zone};

/// The options of an analysis.
#[derive(Debug, Clone)]
pub struct AnalysisOptions {
    /// Rows of `values`; `None` for all.
    pub top: Option<usize>,
    /// Only the rows of outliers.
    pub only_outliers: bool,
    /// The rule that marks outliers.
    pub rule: OutlierRule,
    /// The column of `values` that the rule judges.
    pub outlier_on: String,
    /// The column of `values` that orders the rows.
    pub sort: String,
    /// Reverses the order of the rows.
    pub reverse: bool,
    /// The pattern of lines, for `input.pattern`.
    pub(crate) pattern: Option<String>,
    /// The conditions of `-w`, as they were typed.
    pub(crate) conditions: Vec<String>,
    /// The columns of `-k`.
    pub(crate) by: Vec<String>,
    /// The zone in which times are printed.
    pub zone: Zone,
    /// The sections that are printed; empty for all.
    pub sections: Vec<String>,
    /// The rows of `values` that are kept: the rows that meet all conditions.
    pub having: Vec<RowCondition>,
    /// The columns of `values`, in the order they are printed; `None` for all.
    pub columns: Option<Vec<String>>,
    /// What is asked of the times, when times are read.
    pub time: Option<TimeAnalysis>,
    /// What is asked of measured numbers, when numbers are measured.
    pub numbers: Option<NumberAnalysis>,
    /// Two runs (sides) are compared by [`super::diff::diff`].
    pub(crate) compares_sides: bool,
    /// The command line asks for an analysis and for no rows of `values`: text output leaves out
    /// `values`, `matrix`, `timeline` and `frequencies`.
    pub(crate) answers_only: bool,
    /// The command line says which rows of `values` to show.
    pub(crate) asks_for_rows: bool,
    /// Whether hits are counted (`--ratio`).
    pub(crate) ratio: bool,
    /// Whether the different texts of a column are counted for each value (`--distinct`).
    pub(crate) distinct: bool,
    /// Whether the texts of a column are counted with each value (`--across`).
    pub(crate) across: bool,
    /// Whether the lines with the largest numbers are kept.
    pub(crate) has_top_lines: bool,
    /// What is asked of contrasted columns, when some are.
    pub(crate) contrast: Option<ContrastOptions>,
    /// The value that is looked at, when one is.
    pub(crate) subject: Option<Subject>,
    /// The smallest change that is reported, as a factor, when changes are asked for.
    pub(crate) changes: Option<f64>,
    /// The conditions of `--fail-if` and `--warn-if`.
    pub alerts: AlertOptions,
    /// The share of all events that makes an address block heavy, when blocks are asked for.
    pub(crate) rollup: Option<f64>,
    /// The rates of the hours of the week are asked for.
    pub(crate) heat: bool,
    /// The length of a silence, in nanoseconds, when silences are asked for.
    pub(crate) idle: Option<i64>,
    /// The share of values, 0 to 1, that a rate limit must not reject, when limits are asked for.
    pub(crate) limits: Option<f64>,
    /// The limiters to be replayed.
    pub(crate) tries: Vec<Limiter>,
}

impl Default for AnalysisOptions {
    fn default() -> Self {
        Self {
            top: None,
            only_outliers: false,
            rule: OutlierRule::default(),
            outlier_on: "count".to_owned(),
            sort: "count".to_owned(),
            reverse: false,
            pattern: None,
            conditions: Vec::new(),
            by: Vec::new(),
            zone: Zone::utc(),
            sections: Vec::new(),
            having: Vec::new(),
            columns: None,
            time: None,
            numbers: None,
            compares_sides: false,
            answers_only: false,
            asks_for_rows: false,
            ratio: false,
            distinct: false,
            across: false,
            has_top_lines: false,
            contrast: None,
            subject: None,
            changes: None,
            alerts: AlertOptions::default(),
            rollup: None,
            heat: false,
            idle: None,
            limits: None,
            tries: Vec::new(),
        }
    }
}

/// What is asked of contrasted columns.
#[derive(Debug, Clone)]
pub(crate) struct ContrastOptions {
    /// The section that the counts of the contrasted columns make.
    pub(crate) section: ContrastSection,
    /// The columns, in the order they were counted.
    pub(crate) columns: Vec<ContrastColumn>,
    /// Items shown of each column; `None` for all.
    pub(crate) items: Option<usize>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct ContrastColumn {
    pub(crate) name: String,
    /// Its kind, as the format defines it.
    pub(crate) kind: String,
    /// The unit of its numbers, as the format defines it.
    pub(crate) unit: Option<String>,
    /// Where the counts of the column are printed.
    pub(crate) used: ContrastUse,
}

/// Where the counts of one contrasted column are printed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum ContrastUse {
    /// In the section `makeup`.
    Makeup,
    /// In the field `exclusive` of `inspect`, the share of the texts of the column that only the
    /// subject has. The column has no rows in `makeup`.
    Exclusive,
}

/// The section that the counts of the contrasted columns make.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum ContrastSection {
    /// The makeup of a selection, against all other lines.
    Makeup,
    /// A description of the columns of a log.
    Columns,
}

/// What is asked of the times.
#[derive(Debug, Clone, Default)]
pub struct TimeAnalysis {
    /// The zone given to stamps that carry none, and where it comes from.
    pub assumed_zone: AssumedZone,
    /// Whether the user gave the year of stamps that carry none.
    pub year_given: bool,
    /// The percentiles of the events per bucket in `time`; empty unless they are asked for.
    pub percentiles: Vec<Percentile>,
    /// The sliding windows whose peaks are asked for.
    pub windows: Vec<Window>,
}

/// Where the zone of stamps without a zone comes from.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub enum AssumedZone {
    /// From `--tz`.
    #[default]
    Given,
    /// The default.
    Utc,
    /// From the machine, because `-s` or `-e` is relative to now; holds the name of the zone.
    Machine(String),
}

/// A sliding window; `values` has a column with each value's most events in any window of its length.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Window {
    /// The column's name: `peak_` and the length as it was typed.
    pub name: String,
    /// The length in nanoseconds.
    pub nanos: i64,
}

impl Window {
    /// The length in buckets of `width`; `None` if they do not divide it.
    pub(super) fn buckets(&self, width: BucketWidth) -> Option<u64> {
        let is_whole = self.nanos % width.nanos() == 0;
        is_whole.then(|| (self.nanos / width.nanos()).unsigned_abs())
    }
}

/// What is asked of measured numbers.
#[derive(Debug, Clone)]
pub struct NumberAnalysis {
    /// Where the numbers come from.
    pub measured: MeasuredColumn,
    /// The name of the column that is measured, if one is.
    pub column: Option<String>,
    /// The precision asked for.
    pub precision: Precision,
    /// The percentiles of `distribution`.
    pub percentiles: Vec<Percentile>,
    /// The percentiles of values, of the timeline and of compared columns, in place of the usual ones;
    /// empty unless they are asked for.
    pub asked: Vec<AskedPercentile>,
    /// The bins of the histogram.
    pub histogram: HistogramOptions,
}

/// A percentile that is asked for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AskedPercentile {
    /// The column of `values` that has it: `m_p99.9`.
    pub name: String,
    /// The percentile.
    pub percentile: Percentile,
}

/// Where measured numbers come from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum MeasuredColumn {
    /// The value itself is the number (`-N`); no values are counted.
    Value,
    /// A column that is measured on each value (`-m`).
    Column,
    /// The first number among the columns of `--compare`.
    Compared,
}
