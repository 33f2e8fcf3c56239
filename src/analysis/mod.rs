//! State -> report: pure functions of what was aggregated. Statistics, outliers, the order of the
//! values; no reading, no printing.

mod assumptions;
mod bins;
mod compared;
pub mod comparison;
mod edges;
mod frequencies;
mod input;
mod moments;
mod numbers;
pub mod numeric_histogram;
pub mod numeric_outliers;
pub mod outliers;
pub mod quantile;
mod summary;
mod time;
mod timeline;
mod unanswered;
mod value_columns;
mod values;

use crate::aggregate::Totals;
use crate::aggregate::rates::RateTable;
use crate::error::{Error, Result};
use crate::extract::Extractor;
use crate::report::{Body, Note, Report, Section, Table};
use crate::tally::Tally;
use crate::time::Zone;
use outliers::OutlierRule;
use value_columns::Column;

pub use numbers::NumberAnalysis;
pub use value_columns::{Needs, VALUE_COLUMNS, ValueColumn, Window};

/// What is asked of the counts.
#[derive(Debug, Clone)]
pub struct AnalysisOptions {
    /// Rows of `values`; none for all.
    pub top: Option<usize>,
    /// Only the rows of outliers.
    pub only_outliers: bool,
    /// The rule that marks outliers.
    pub rule: OutlierRule,
    /// The column of `values` the rule judges.
    pub outlier_on: String,
    /// The column of `values` the rows are sorted by.
    pub sort: String,
    /// Turns the order round.
    pub reverse: bool,
    /// The pattern, as `input.pattern` tells it.
    pub pattern: Option<String>,
    /// The only section that is asked for, where it is one.
    pub section: Option<String>,
    /// What is asked of the times, where they are read.
    pub time: Option<TimeAnalysis>,
    /// What is asked of measured numbers, where some are measured.
    pub numbers: Option<NumberAnalysis>,
}

/// What is asked of the times.
#[derive(Debug, Clone)]
pub struct TimeAnalysis {
    /// The zone in which instants are printed.
    pub zone: Zone,
    /// The zone in which stamps without one were read, and why that one.
    pub assumed_zone: AssumedZone,
    /// The user says in which year stamps without one are.
    pub year_given: bool,
    /// The sliding windows whose peaks are asked for.
    pub windows: Vec<Window>,
}

/// Where the zone of stamps that say none comes from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum AssumedZone {
    /// The user said so.
    Given,
    /// Nobody said anything.
    Utc,
    /// It is the machine's, because a limit is relative to now.
    Machine(String),
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
            section: None,
            time: None,
            numbers: None,
        }
    }
}

impl AnalysisOptions {
    /// Checks the names of columns.
    ///
    /// # Errors
    /// A column that `values` does not have, or one that a rule cannot judge; a counted column in
    /// `tuple` whose name `values` has already.
    pub fn check(&self, tuple: &[String]) -> Result<()> {
        let columns = self.columns();
        let taken = |name: &&String| columns.iter().any(|column| column.name() == **name);
        if let Some(name) = tuple.iter().find(taken).filter(|_| tuple.len() > 1) {
            return Err(Error::Usage(format!(
                "-k/--by: every row has a field {name} of its own; give the group another name"
            )));
        }
        let problem = |flag: &str, what: &str, name: &str, judged: bool| {
            let fitting = columns.iter().filter(|column| column.is_judged() || !judged);
            let known = fitting.map(Column::name).collect::<Vec<_>>().join(", ");
            let lacking = VALUE_COLUMNS.iter().find(|column| column.name == name);
            let hint = match lacking.map(|column| column.needs) {
                Some(Needs::Times) => "; it needs -t",
                Some(Needs::Measure) => "; it needs -m",
                _ => "",
            };
            Error::Usage(format!("{flag}: no {what} {name}; there are {known}{hint}"))
        };
        let column = |name: &str| columns.iter().find(|column| column.name() == name);
        if column(&self.sort).is_none() {
            return Err(problem("--sort", "column", &self.sort, false));
        }
        if column(&self.outlier_on).is_none_or(|column| !column.is_judged()) {
            return Err(problem("--outlier-on", "number", &self.outlier_on, true));
        }
        Ok(())
    }

    /// The columns of `values`, in the order they are printed.
    fn columns(&self) -> Vec<Column<'_>> {
        let measures = self.numbers.as_ref().is_some_and(|numbers| !numbers.is_value);
        let fixed = VALUE_COLUMNS.iter().filter(|column| match column.needs {
            Needs::Nothing => true,
            Needs::Times => self.time.is_some(),
            Needs::Measure => measures,
        });
        let windows = self.time.iter().flat_map(|time| &time.windows);
        fixed.map(Column::Fixed).chain(windows.map(Column::Window)).collect()
    }
}

/// What a run read and counted.
#[derive(Debug, Clone, Copy)]
pub struct Facts<'a> {
    /// What was counted.
    pub totals: &'a Totals,
    /// What became of the lines.
    pub tally: &'a Tally,
    /// Names columns and reasons.
    pub extractor: &'a Extractor,
    /// Whether the run was stopped before its end.
    pub interrupted: bool,
}

impl Facts<'_> {
    /// Whether a count has reached the largest that is kept, where it stays.
    fn is_saturated(&self) -> bool {
        let counts = &self.totals.counts;
        let numbers = self.totals.numbers().map_or(0, |numbers| numbers.distribution.count());
        let buckets = self.totals.rates.iter().flat_map(|rates| rates.buckets());
        numbers == u64::MAX
            || counts.records().any(|record| counts.get(record).1 == u64::MAX)
            || buckets.map(|bucket| bucket.count).any(|count| count == u64::MAX)
    }

    /// Whether every figure is exact.
    fn is_exact(&self) -> bool {
        let cut = self.totals.numbers().map_or(0, |numbers| numbers.distribution.cut());
        let knows_values = self.totals.rates.as_ref().is_none_or(RateTable::knows_values);
        let is_whole = self.totals.approximation.is_none() && knows_values;
        !self.is_saturated() && cut == 0 && is_whole
    }
}

/// The report of a run.
pub fn analyze<'a>(facts: Facts<'a>, options: &'a AnalysisOptions) -> Report<'a> {
    let mut notes = assumptions::notes(facts, options);
    if facts.is_saturated() {
        let text = format!("a count reached {} and stays there: it is not exact", u64::MAX);
        notes.push(Note { text, in_text: false });
    }
    let mut sections = input::sections(facts, options);
    if counts_values(facts, options) {
        counted(facts, options, &mut sections, &mut notes);
    }
    if let Some((table, options)) = facts.totals.rates.as_ref().zip(options.time.as_ref()) {
        let measures = facts.totals.numbers().map(|numbers| numbers.buckets());
        let is_whole = facts.totals.approximation.is_none();
        sections.extend(time::sections(table, options, measures.unwrap_or_default(), is_whole));
    }
    let is_told = facts.totals.compared.is_none();
    if let Some((numbers, asked)) =
        facts.totals.numbers().zip(options.numbers.as_ref()).filter(|_| is_told)
    {
        let distribution = &numbers.distribution;
        let unit = facts.extractor.unit();
        notes.extend(numbers::notes(numbers, unit, asked));
        let missing = facts.tally.total().matched.saturating_sub(distribution.count());
        if missing > 0 && !facts.extractor.is_weighted() {
            let text = format!("{missing} of the lines counted have no number to measure");
            notes.push(Note { text, in_text: false });
        }
        sections.extend(numbers::sections(numbers, unit, asked, &options.rule));
    }
    if let Some(compared) = &facts.totals.compared {
        let names = facts.extractor.compared_names();
        notes.extend(compared::notes(compared, names));
        sections.extend(compared::sections(compared, names));
    }
    notes.extend(unanswered::notes(options, &sections));
    Report { sections, notes }
}

/// Whether the values are what is asked for: not where they are measured themselves, nor where
/// columns are compared that are all numbers or all texts.
fn counts_values(facts: Facts<'_>, options: &AnalysisOptions) -> bool {
    let is_measured = options.numbers.as_ref().is_some_and(|numbers| numbers.is_value);
    let compared = facts.totals.compared.as_ref();
    let is_grouped =
        compared.is_none_or(|all| !all.numbers().is_empty() && all.texts().next().is_some());
    !is_measured && is_grouped
}

/// The sections of counted values.
fn counted<'a>(
    facts: Facts<'a>,
    options: &'a AnalysisOptions,
    sections: &mut Vec<Section<'a>>,
    notes: &mut Vec<Note>,
) {
    let values = values::Values::new(facts.totals, facts.extractor, options);
    let summary = summary::summary(&values, options);
    // Where only outliers are asked for, an empty answer would be misread.
    if let Some(doubt) = summary.doubt.filter(|_| options.only_outliers) {
        notes.push(Note { text: doubt, in_text: true });
    }
    sections.push(Section { name: "summary", body: Body::Record(summary.fields) });
    let table =
        Table { columns: values.columns(), left_out: values.left_out(), rows: Box::new(values) };
    sections.push(Section { name: "values", body: Body::Table(table) });
}
