//! Facts about the subject, the value that `inspect` names, that several of its sections use.

use std::sync::Arc;

use super::rhythm::Rhythm;
use crate::aggregate::{ContrastedColumn, CountEntry};
use crate::analysis::judged_values::JudgedValues;
use crate::analysis::makeup::share;
use crate::analysis::options::{AnalysisOptions, ContrastUse};
use crate::analysis::value_columns::{Datum, ValueFacts};
use crate::condition::Subject;
use crate::outcome::Outcome;

/// What several sections of a dossier share.
pub(in crate::analysis) struct Dossier<'a> {
    pub(super) subject: &'a Subject,
    pub(super) values: Arc<JudgedValues<'a>>,
    /// The place of the subject among the values.
    pub(super) entry: CountEntry,
    /// Of the subject's texts in the column of `--distinct`, the share, 0 to 1, that no other value has;
    /// `None` if unknown.
    pub(super) exclusive: Option<f64>,
    pub(super) rhythm: Rhythm,
}

impl<'a> Dossier<'a> {
    /// The dossier of the value that `inspect` names; `None` if no line has it.
    pub(in crate::analysis) fn new(
        outcome: &'a Outcome,
        options: &'a AnalysisOptions,
        values: Arc<JudgedValues<'a>>,
    ) -> Option<Self> {
        let subject = options.subject.as_ref()?;
        let counts = &values.all.totals.counts;
        let included =
            counts.entries().filter(|entry| subject.includes(values.text(counts.get(*entry).0)));
        // Different tuples may print as one text: the most frequent is taken, of equals the first by bytes.
        let entry = included.max_by(|one, other| {
            let ((first, one), (second, other)) = (counts.get(*one), counts.get(*other));
            one.cmp(&other).then_with(|| second.cmp(first))
        })?;
        let rhythm = values.facts(entry).unfolded().map(Rhythm::of).unwrap_or_default();
        let exclusive = exclusive(outcome, options);
        Some(Self { subject, values, entry, exclusive, rhythm })
    }

    /// What is known of the subject.
    pub(super) fn facts(&self) -> ValueFacts<'_> {
        self.values.facts(self.entry)
    }

    /// The figure of the subject in a column of `values`.
    pub(super) fn datum(&self, column: &str) -> Datum {
        let column = self.values.columns.iter().find(|own| own.name() == column);
        column.map_or(Datum::Missing, |column| column.get(&self.facts()))
    }
}

/// The share of the texts that the selected events have in the column of `--distinct` and no other
/// event has; `None` where that is not known.
fn exclusive(outcome: &Outcome, options: &AnalysisOptions) -> Option<f64> {
    let contrast = outcome.totals.contrast.as_ref()?;
    let columns = &options.contrast.as_ref()?.columns;
    let place = columns.iter().position(|column| column.used == ContrastUse::Exclusive)?;
    let ContrastedColumn::Texts(items) = contrast.column(place)? else { return None };
    let own = items.iter().filter(|item| item.selected > 0);
    let (mut all, mut alone) = (0, 0);
    for item in own {
        all += 1;
        alone += u64::from(item.selected == item.all);
    }
    (all > 0).then(|| share(alone, all))
}
