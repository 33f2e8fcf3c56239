//! The sections of `inspect`: who a value is, against all other values.

mod hours;
mod lines;
mod nearest;
mod rhythm;
mod siblings;
mod signs;
mod standing;
mod subject;

use std::sync::Arc;

use super::context::SectionContext;
use super::judged_values::JudgedValues;
use super::options::ContrastUse;
use super::value_columns::{Datum, ValueFacts};
use crate::aggregate::{ContrastedColumn, Record};
use crate::condition::Subject;
use rhythm::Rhythm;

pub(super) use hours::hours;
pub(super) use lines::subject_lines;
pub(super) use siblings::siblings;
pub(super) use signs::signs;
pub(super) use standing::standing;
pub(super) use subject::subject;

/// What several sections of a dossier share.
#[derive(Debug)]
pub(super) struct Dossier<'a> {
    subject: &'a Subject,
    values: Arc<JudgedValues<'a>>,
    /// The place of the subject among the values.
    record: Record,
    /// The share of its texts in the column of `--distinct` that no other value has.
    exclusive: Option<f64>,
    rhythm: Rhythm,
}

impl<'a> Dossier<'a> {
    /// The dossier of the value that `inspect` names; `None` if no line has it.
    pub(super) fn new(context: &SectionContext<'a>) -> Option<Self> {
        let subject = context.options.subject.as_ref()?;
        let values = context.values()?;
        let counts = &values.all.totals.counts;
        let included =
            counts.records().filter(|record| subject.includes(values.text(counts.get(*record).0)));
        // Two tuples may have one text.
        let record = included.max_by(|one, other| {
            let ((first, one), (second, other)) = (counts.get(*one), counts.get(*other));
            one.cmp(&other).then_with(|| second.cmp(first))
        })?;
        let rhythm = values.facts(record).unfolded().map(Rhythm::of).unwrap_or_default();
        let exclusive = exclusive(context);
        Some(Self { subject, values, record, exclusive, rhythm })
    }

    /// What is known of the subject.
    fn facts(&self) -> ValueFacts<'_> {
        self.values.facts(self.record)
    }

    /// The figure of the subject in a column of `values`.
    fn datum(&self, column: &str) -> Datum {
        let column = self.values.columns.iter().find(|own| own.name() == column);
        column.map_or(Datum::Missing, |column| column.get(&self.facts()))
    }
}

/// The share of the texts that the selected events have in the column of `--distinct` and no other
/// event has; `None` where that is not known.
fn exclusive(context: &SectionContext<'_>) -> Option<f64> {
    let contrast = context.outcome.totals.contrast.as_ref()?;
    let columns = &context.options.contrast.as_ref()?.columns;
    let place = columns.iter().position(|column| column.used == ContrastUse::Exclusive)?;
    let ContrastedColumn::Texts(items) = contrast.column(place)? else { return None };
    let own = items.iter().filter(|item| item.selected > 0);
    let (mut all, mut alone) = (0, 0);
    for item in own {
        all += 1;
        alone += u64::from(item.selected == item.all);
    }
    (all > 0).then(|| super::makeup::share(alone, all))
}
