//! State -> report: pure functions of what was aggregated. Statistics, outliers, the order of the
//! values; no reading, no printing.

mod input;
mod moments;
pub mod outliers;
pub mod quantile;
mod summary;
mod values;

use crate::aggregate::Aggregates;
use crate::error::{Error, Result};
use crate::extract::Extractor;
use crate::report::{Body, Note, Report, Section, Table};
use crate::tally::Tally;
use outliers::OutlierRule;

pub use values::{VALUE_COLUMNS, ValueColumn};

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
        let taken = |name: &&String| VALUE_COLUMNS.iter().any(|column| column.name == **name);
        if let Some(name) = tuple.iter().find(taken).filter(|_| tuple.len() > 1) {
            return Err(Error::Usage(format!(
                "-k/--by: every row has a field {name} of its own; give the group another name"
            )));
        }
        let names = |numeric: bool| {
            let fitting = VALUE_COLUMNS.iter().filter(|column| column.number.is_some() || !numeric);
            fitting.map(|column| column.name).collect::<Vec<_>>().join(", ")
        };
        if !VALUE_COLUMNS.iter().any(|column| column.name == self.sort) {
            let known = names(false);
            return Err(Error::Usage(format!(
                "--sort: no column {}; there are {known}",
                self.sort
            )));
        }
        let judged = VALUE_COLUMNS.iter().find(|column| column.name == self.outlier_on);
        if judged.and_then(|column| column.number).is_none() {
            let (name, known) = (&self.outlier_on, names(true));
            return Err(Error::Usage(format!("--outlier-on: no number {name}; there are {known}")));
        }
        Ok(())
    }
}

/// What a run read and counted.
#[derive(Debug, Clone, Copy)]
pub struct Facts<'a> {
    /// What was counted.
    pub aggregates: &'a Aggregates,
    /// What became of the lines.
    pub tally: &'a Tally,
    /// Names columns and reasons.
    pub extractor: &'a Extractor,
    /// Whether the run was stopped before its end.
    pub interrupted: bool,
}

impl Facts<'_> {
    /// Whether no count has reached the largest that is kept, where it stays.
    fn is_exact(&self) -> bool {
        let counts = &self.aggregates.counts;
        counts.records().all(|record| counts.get(record).1 < u64::MAX)
    }
}

/// The report of a run.
pub fn analyze<'a>(facts: Facts<'a>, options: &'a AnalysisOptions) -> Report<'a> {
    let counts = &facts.aggregates.counts;
    let values = values::Values::new(counts, facts.extractor, options);
    let summary = summary::summary(&values, options);
    let mut notes = Vec::new();
    // Where only outliers are asked for, an empty answer would be misread.
    if let Some(doubt) = summary.doubt.filter(|_| options.only_outliers) {
        notes.push(Note { text: doubt, in_text: true });
    }
    if !facts.is_exact() {
        let text = format!("a count reached {} and stays there: it is not exact", u64::MAX);
        notes.push(Note { text, in_text: false });
    }
    let mut sections = input::sections(facts, options);
    sections.push(Section { name: "summary", body: Body::Record(summary.fields) });
    let table =
        Table { columns: values.columns(), left_out: values.left_out(), rows: Box::new(values) };
    sections.push(Section { name: "values", body: Body::Table(table) });
    Report { sections, notes }
}
