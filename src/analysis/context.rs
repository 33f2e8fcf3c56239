//! The input of a section: the outcome of a run and the options of the analysis.

use std::cell::{OnceCell, RefCell};
use std::sync::Arc;

use super::changes::dated::{RunChanges, run_changes};
use super::dossier::Dossier;
use super::judged_values::JudgedValues;
use super::limiters::Limiter;
use super::limits::{RunLimits, config_limiters, find_limits};
use super::need::Need;
use super::options::{AnalysisOptions, NumberAnalysis};
use super::replay::{Replay, replay};
use super::timed_pairs::are_pairs_known;
use crate::aggregate::rates::RateTable;
use crate::aggregate::{Compared, NumberTotals};
use crate::outcome::Outcome;
use crate::report::{Alert, Cell, NamedFields, Note, Table};

/// An outcome, the options of its analysis, and what several sections share.
pub(super) struct SectionContext<'a> {
    pub(super) outcome: &'a Outcome,
    pub(super) options: &'a AnalysisOptions,
    /// The conditions of `--fail-if` and `--warn-if`, judged.
    pub(super) alerts: Vec<Alert>,
    /// The notes of the sections built so far.
    pub(super) notes: RefCell<Vec<Note>>,
    values: OnceCell<Arc<JudgedValues<'a>>>,
    dossier: OnceCell<Option<Arc<Dossier<'a>>>>,
    limits: OnceCell<Option<Arc<Result<RunLimits, String>>>>,
    replays: OnceCell<Option<Arc<Replays>>>,
    changes: OnceCell<Option<Arc<Result<RunChanges<'a>, String>>>>,
}

/// What a section is built of.
pub(super) enum Built<'a> {
    /// Rows under the columns that the registry of sections names.
    Rows(Vec<Vec<Cell<'a>>>),
    /// A table whose columns depend on the run.
    Table(Table<'a>),
    Fields(NamedFields<'a>),
}

/// The replay of each limiter, or why limiters cannot be replayed.
type Replays = Result<Vec<Replay>, String>;

impl<'a> SectionContext<'a> {
    pub(super) fn new(outcome: &'a Outcome, options: &'a AnalysisOptions) -> Self {
        Self {
            outcome,
            options,
            alerts: Vec::new(),
            notes: RefCell::default(),
            values: OnceCell::new(),
            dossier: OnceCell::new(),
            limits: OnceCell::new(),
            replays: OnceCell::new(),
            changes: OnceCell::new(),
        }
    }

    pub(super) fn with_alerts(self, alerts: Vec<Alert>) -> Self {
        Self { alerts, ..self }
    }

    /// Takes a note for the report.
    pub(super) fn note(&self, text: impl Into<String>) {
        self.notes.borrow_mut().push(Note::new(text));
    }

    /// The counted values, judged and in order. `None` when no values are counted: under `-N`, and
    /// when the compared columns are all numbers or all texts.
    pub(super) fn values(&self) -> Option<Arc<JudgedValues<'a>>> {
        let compared = self.outcome.totals.compared.as_ref();
        let is_grouped = compared.is_none_or(Compared::has_values);
        let is_counted = Need::Values.is_met(self.options) && is_grouped;
        let values = || Arc::new(JudgedValues::new(self.outcome, self.options));
        is_counted.then(|| Arc::clone(self.values.get_or_init(values)))
    }

    /// What is known of the value that is looked at; `None` where no line has it.
    pub(super) fn dossier(&self) -> Option<Arc<Dossier<'a>>> {
        let dossier = || Dossier::new(self.outcome, self.options, self.values()?).map(Arc::new);
        self.dossier.get_or_init(dossier).clone()
    }

    /// The changes of the rate, or why they are not known; `None` unless they are asked for.
    pub(super) fn changes(&self) -> Option<Arc<Result<RunChanges<'a>, String>>> {
        let find = || {
            self.rates()?;
            let numbers = self.numbers().map(|(numbers, _)| numbers);
            let least_factor = self.options.changes?;
            run_changes(&self.outcome.totals, numbers, &self.options.zone, least_factor)
                .map(Arc::new)
        };
        self.changes.get_or_init(find).clone()
    }

    /// The limits found, or why there are none; `None` unless they are asked for.
    pub(super) fn limits(&self) -> Option<Arc<Result<RunLimits, String>>> {
        let find = || {
            let (table, spare) = self.rates().zip(self.options.limits)?;
            let width = table.bucketer().width();
            let windows = self.options.time.iter().flat_map(|time| &time.windows);
            let windows = windows.filter_map(|window| window.buckets(width));
            let windows: Vec<u64> = windows.collect();
            Some(Arc::new(find_limits(&self.outcome.totals, table, &windows, spare)))
        };
        self.limits.get_or_init(find).clone()
    }

    /// What the limiters of `--try` and the recommended limits would have done, or why that is not known;
    /// `None` when no limiter is asked for.
    pub(super) fn replays(&self) -> Option<Arc<Replays>> {
        let replay = || {
            let table = self.rates()?;
            let totals = &self.outcome.totals;
            if !are_pairs_known(totals, table) {
                let problem = "--try: not every bucket of every value is known".to_owned();
                return (!self.options.tries.is_empty()).then(|| Arc::new(Err(problem)));
            }
            let limits = self.limits();
            let limits = limits.as_deref().and_then(|limits| limits.as_ref().ok());
            let advised = limits.map(config_limiters).unwrap_or_default();
            let limiters: Vec<&Limiter> = self.options.tries.iter().chain(&advised).collect();
            Some(Arc::new(Ok(replay(&limiters, totals, table))))
        };
        self.replays.get_or_init(replay).clone()
    }

    /// The rates, when times were read.
    pub(super) fn rates(&self) -> Option<&'a RateTable> {
        self.outcome.totals.rates.as_ref().filter(|_| self.options.time.is_some())
    }

    /// The measured numbers; `None` when columns are compared, each of which has its own figures.
    pub(super) fn numbers(&self) -> Option<(&'a NumberTotals, &'a NumberAnalysis)> {
        let totals = &self.outcome.totals;
        let numbers = totals.numbers().filter(|_| totals.compared.is_none());
        numbers.zip(self.options.numbers.as_ref())
    }

    /// Whether no value was dropped for want of memory.
    pub(super) fn has_all_values(&self) -> bool {
        self.outcome.totals.approximation.is_none()
    }
}
