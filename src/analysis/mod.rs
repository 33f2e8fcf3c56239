//! Outcome -> report: pure functions of what was aggregated. Statistics, outliers, the order of the
//! values; no reading, no printing.

mod alert_section;
mod alerts;
mod assumptions;
mod bins;
mod changes;
mod check;
mod compared;
pub(crate) mod comparison;
mod context;
mod contrast;
pub(crate) mod diff;
mod dispersion;
mod distribution;
mod dossier;
mod edges;
mod first_rows;
mod frequencies;
mod gaps;
mod heat;
mod histogram;
mod input;
mod judged_values;
pub(crate) mod limiters;
mod limits;
mod log_columns;
mod makeup;
mod matrix;
mod moments;
mod need;
mod nothing_met;
mod numeric_histogram;
pub(crate) mod numeric_outliers;
mod options;
pub(crate) mod outliers;
pub(crate) mod quantile;
mod rate_facts;
mod ratio;
mod replay;
mod replay_sections;
mod rollup;
mod row_condition;
mod row_fields;
mod sections;
mod slots;
mod summary;
mod templates;
mod time;
mod timed_pairs;
mod timeline;
mod top_lines;
mod unused_options;
mod value_columns;
mod value_figures;
mod values;

use crate::outcome::Outcome;
use crate::report::{Note, Report, Section};
use context::{Built, SectionContext};
use diff::Basis;
use sections::section_kind;

pub use alerts::{AlertOptions, AlertRule};
pub(crate) use assumptions::left_out;
pub use bins::{HistogramOptions, Scale};
pub(crate) use need::Need;
pub use options::{
    AnalysisOptions, AskedPercentile, AssumedZone, MeasuredColumn, NumberAnalysis, TimeAnalysis,
    Window,
};
pub(crate) use options::{ContrastColumn, ContrastOptions, ContrastSection, ContrastUse};
pub use outliers::OutlierRule;
pub use row_condition::RowCondition;
pub(crate) use sections::{SECTIONS, SectionKind};
pub(crate) use templates::merged_templates;
pub(crate) use value_columns::VALUE_COLUMNS;

/// The report of what moved from `before` to `after`, with its conditions judged by all rows. `basis`
/// is what events are divided by, if the user says it.
pub(crate) fn analyze_sides<'a>(
    [before, after]: [&'a Outcome; 2],
    options: &'a AnalysisOptions,
    basis: Option<Basis>,
) -> Report<'a> {
    let mut report = diff::diff(before, after, options, basis);
    if !options.alerts.rules.is_empty() {
        let all_rows = alerts::of_all_rows(options);
        let whole = diff::diff(before, after, &all_rows, basis);
        report.alerts = alerts::judged_by(&whole, &options.alerts, &options.zone);
        report.notes.extend(alerts::notes(&report.alerts));
        let rows = Built::Rows(alert_section::rows(&report.alerts));
        report.sections.extend(section_kind("alerts").map(|kind| kind.of(rows)));
    }
    report
}

/// The report of a run: every section of [`SECTIONS`] that the outcome gives a reason for.
pub fn analyze<'a>(outcome: &'a Outcome, options: &'a AnalysisOptions) -> Report<'a> {
    let mut notes = assumptions::notes(outcome, options);
    notes.extend(nothing_met::notes(outcome, options));
    if outcome.is_saturated() {
        let text = format!("a count reached {} and stays there: it is not exact", u64::MAX);
        notes.push(Note::new(text));
    }
    let alerts = alerts::judged(outcome, options);
    notes.extend(alerts::notes(&alerts));
    let context = SectionContext::new(outcome, options).with_alerts(alerts);
    let mut sections = Vec::new();
    let mut main: Option<&SectionKind> = None;
    for kind in SECTIONS.iter().filter(|kind| kind.needs.is_met(options)) {
        let Some(section) = kind.section(&context) else { continue };
        let text_place = kind.text_place.filter(|_| !(options.answers_only && kind.gives_way));
        let place_with_times = kind.place_with_times.filter(|_| options.time.is_some());
        let text_place = text_place.map(|place| place_with_times.unwrap_or(place));
        sections.push(Section { text_place, ..section });
        if kind.main_rank > main.map_or(0, |main| main.main_rank) {
            main = Some(kind);
        }
    }
    if sections.iter().any(|section| section.name == "matrix") {
        let values = sections.iter_mut().filter(|section| section.name == "values");
        values.for_each(|section| section.text_place = None);
    }
    notes.extend(context.notes.take());
    notes.extend(unused_options::notes(options, &sections));
    let (main, alerts) = (main.map(|kind| kind.name), context.alerts);
    Report { sections, notes, main, alerts }
}
