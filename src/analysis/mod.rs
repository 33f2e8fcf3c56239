//! Outcome -> report: pure functions of what was aggregated. Statistics, outliers, the order of the
//! values; no reading, no printing.

mod assumptions;
mod bins;
mod changes;
mod check;
mod compared;
pub mod comparison;
mod context;
pub mod diff;
mod dispersion;
mod distribution;
mod edges;
mod frequencies;
mod histogram;
mod input;
mod judged_values;
mod moments;
mod need;
pub mod numeric_histogram;
pub mod numeric_outliers;
mod options;
pub mod outliers;
pub mod quantile;
mod round_widths;
mod row_condition;
mod row_fields;
mod sections;
mod slots;
mod summary;
mod time;
mod timeline;
mod unused_options;
mod value_columns;
mod values;

use crate::outcome::Outcome;
use crate::report::{Note, Report, Section};
use context::SectionContext;

pub use need::Need;
pub use options::{
    AnalysisOptions, AssumedZone, MeasuredColumn, NumberAnalysis, TimeAnalysis, Window,
};
pub use row_condition::RowCondition;
pub use sections::{SECTIONS, SectionKind};
pub use value_columns::{VALUE_COLUMNS, ValueColumn};

/// The report of a run: every section of [`SECTIONS`] that the outcome gives a reason for.
pub fn analyze<'a>(outcome: &'a Outcome, options: &'a AnalysisOptions) -> Report<'a> {
    let mut notes = assumptions::notes(outcome, options);
    if outcome.is_saturated() {
        let text = format!("a count reached {} and stays there: it is not exact", u64::MAX);
        notes.push(Note::new(text));
    }
    let context = SectionContext::new(outcome, options);
    let mut sections = Vec::new();
    let mut main: Option<&SectionKind> = None;
    for kind in SECTIONS.iter().filter(|kind| kind.needs.is_met(options)) {
        let Some(body) = (kind.build)(&context, &mut notes) else { continue };
        let text_place = kind.text_place.filter(|_| !(options.answers_only && kind.gives_way));
        sections.push(Section { name: kind.name, text_place, body });
        if kind.main_rank > main.map_or(0, |main| main.main_rank) {
            main = Some(kind);
        }
    }
    notes.extend(unused_options::notes(options, &sections));
    Report { sections, notes, main: main.map(|kind| kind.name) }
}
