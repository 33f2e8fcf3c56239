//! Which conditions of `--fail-if` and `--warn-if` hold. They are judged by all rows, before `-n` and
//! `-o` leave some out.

mod evaluate;
mod fields;
mod literal;
pub(super) mod rule;

pub use rule::{AlertOptions, AlertRule};

use super::context::SectionContext;
use super::options::AnalysisOptions;
use super::sections::SECTIONS;
use crate::outcome::Outcome;
use crate::report::{Alert, Cell, Note, Report};
use crate::time::Zone;
use evaluate::{AlertClock, evaluate};

impl AnalysisOptions {
    /// Checks the conditions against `empty`, the outcome of an empty input. Errors: the first condition
    /// whose field no input could give, with the fields there are.
    pub(crate) fn check_alerts(&self, empty: &Outcome) -> Result<(), String> {
        if self.alerts.rules.is_empty() {
            return Ok(());
        }
        let options = of_all_rows(self);
        let report = report(empty, &options);
        let problem = self.alerts.rules.iter().find_map(|rule| {
            let problem = fields::problem(rule, &report, &options)?;
            Some(format!("{}: {}: {problem}", rule.severity.flag(), rule.text))
        });
        problem.map_or(Ok(()), Err)
    }
}

/// `options` with every row and every column of `values`.
pub(super) fn of_all_rows(options: &AnalysisOptions) -> AnalysisOptions {
    let alerts = AlertOptions::default();
    let sections = Vec::new();
    let (top, columns, only_outliers) = (None, None, false);
    AnalysisOptions { top, columns, only_outliers, sections, alerts, ..options.clone() }
}

/// All sections but `alerts`.
fn report<'a>(outcome: &'a Outcome, options: &'a AnalysisOptions) -> Report<'a> {
    let context = SectionContext::new(outcome, options);
    let kinds = SECTIONS.iter().filter(|kind| kind.needs.is_met(options));
    let sections = kinds.filter_map(|kind| kind.section(&context));
    Report { sections: sections.collect(), ..Report::default() }
}

/// Judges the conditions by a report of `outcome` that has all rows.
pub(super) fn judged(outcome: &Outcome, options: &AnalysisOptions) -> Vec<Alert> {
    if options.alerts.rules.is_empty() {
        return Vec::new();
    }
    let all_rows = of_all_rows(options);
    judged_by(&report(outcome, &all_rows), &options.alerts, &options.zone)
}

/// Judges the conditions by a report that has all rows, with times in `zone`.
pub(super) fn judged_by(report: &Report<'_>, options: &AlertOptions, zone: &Zone) -> Vec<Alert> {
    let AlertOptions { rules, now } = options;
    let first = match report.cell("time", "first") {
        Some(Cell::Time(moment)) => moment.at,
        _ => *now,
    };
    let clock = AlertClock { now: *now, zone, first };
    rules.iter().map(|rule| evaluate(rule, report, clock)).collect()
}

/// The notes on conditions that look at no row, because the log may have ended before the instant that they are
/// relative to.
pub(super) fn notes(alerts: &[Alert]) -> impl Iterator<Item = Note> {
    alerts.iter().filter_map(|alert| {
        let (flag, condition) = (alert.severity.flag(), &alert.condition);
        let filter = alert.unmet_filter.as_ref()?;
        let text = format!("{flag}: '{condition}': no row has {filter}; the log may end before");
        Some(Note::new(text))
    })
}
