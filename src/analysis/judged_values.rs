//! The counted values, judged by the outlier rule and put in the order asked for. The sections
//! `summary` and `values` print them.

use std::cmp::Ordering;
use std::sync::OnceLock;
use std::sync::atomic::AtomicU64;

use rayon::iter::{IntoParallelRefIterator, ParallelIterator};
use rayon::slice::ParallelSliceMut;

use super::first_rows::{FirstRows, Row, keep_first};
use super::moments::Moments;
use super::options::AnalysisOptions;
use super::outliers::{ExactSums, JudgedNumbers, Verdict, counted};
use super::row_condition::RowCondition;
use super::row_fields::RowField;
use super::value_columns::{
    AllValues, Datum, EXAMPLE, ReportColumn, VALUE_COLUMNS, ValueFacts, columns,
};
use crate::aggregate::{Approximation, CountEntry};
use crate::event::{tuple_columns, tuple_text};
use crate::outcome::Outcome;
use crate::report::{Cell, LeftOut, Wish};
use crate::tally::SourceTally;
use crate::time::Zone;

/// The counted values, judged and in order.
pub(super) struct JudgedValues<'a> {
    options: &'a AnalysisOptions,
    pub(super) tuple: &'a [String],
    pub(super) zone: Zone,
    pub(super) columns: Vec<ReportColumn<'a>>,
    pub(super) all: AllValues<'a>,
    pub(super) moments: Moments,
    /// The counts, ascending.
    pub(super) sorted: Vec<u64>,
    /// The column that orders the rows.
    sort: ReportColumn<'a>,
    /// Whether the run read times, of which columns may be made.
    has_times: bool,
    /// The column of a tuple by which rows are sorted.
    sort_column: Option<usize>,
    /// Made when rows are first asked for.
    selection: OnceLock<Selection>,
}

/// The values that meet the conditions of the rows.
struct Selection {
    /// The first `--top` of them, in order.
    shown: Vec<CountEntry>,
    /// How many values meet the conditions, and the sum of their counts.
    kept: (usize, u128),
}

impl<'a> JudgedValues<'a> {
    pub(super) fn new(outcome: &'a Outcome, options: &'a AnalysisOptions) -> Self {
        let Outcome { totals, schema, tally, .. } = outcome;
        let has_format = |source: &SourceTally| source.time_format.is_some();
        let has_times = (tally.times().is_some() || tally.sources().iter().any(has_format))
            && !tally.has_own_weekday();
        let counts = &totals.counts;
        let mut sorted: Vec<u64> =
            counts.parts().flat_map_iter(|part| part.map(|entry| counts.get(entry).1)).collect();
        sorted.par_sort_unstable();
        let columns = columns(options);
        let by_name = |name: &str| columns.iter().copied().find(|column| column.name() == name);
        let count = ReportColumn::Fixed(&VALUE_COLUMNS[1]);
        let judged = by_name(&options.outlier_on).unwrap_or(count);
        let sort_column = schema.tuple.iter().position(|name| *name == options.sort);
        let is_counted = options.by.contains(&options.sort);
        let sort_name = if is_counted { "value" } else { options.sort.as_str() };
        let sort = by_name(sort_name).unwrap_or(count);
        let moments = Moments::of(&sorted);
        let lost = totals.approximation.as_ref().map_or(0, |approximation| approximation.lost);
        let is_whole = totals.approximation.is_none();
        let all = AllValues {
            totals,
            total: moments.sum.saturating_add(lost),
            // A count that reached `u64::MAX` is not exact.
            is_exact: is_whole && sorted.last().is_none_or(|largest| *largest < u64::MAX),
            idle: options.idle.unwrap_or(i64::MAX),
            is_weighted: schema.is_weighted(),
            judged,
            verdict: None,
        };
        let mut values = Self {
            options,
            tuple: &schema.tuple,
            zone: options.zone.clone(),
            columns,
            all,
            moments,
            sorted,
            sort,
            has_times,
            sort_column,
            selection: OnceLock::new(),
        };
        if values.is_exact() {
            values.all.verdict = values.verdict();
        }
        values
    }

    /// Whether all values are kept and no count has reached `u64::MAX`.
    pub(super) fn is_exact(&self) -> bool {
        self.all.is_exact
    }

    /// The columns that are counted, as they were named; empty where the run read no times.
    pub(super) fn counted_columns(&self) -> &[String] {
        if self.has_times { &self.options.by } else { &[] }
    }

    /// How much the column `name` is wanted if a text has no room for all columns.
    pub(super) fn wish(&self, name: &str) -> Wish {
        let column = self.columns.iter().find(|column| column.name() == name);
        match column {
            _ if name == self.sort.name() => Wish::Sorted,
            _ if name == self.all.judged.name() => Wish::Judged,
            Some(column) if column.is_asked_for() => Wish::Asked,
            _ => Wish::Usual,
        }
    }

    /// What is known of the values that are not kept.
    pub(super) fn approximation(&self) -> Option<&Approximation> {
        self.all.totals.approximation.as_ref()
    }

    /// What is known of the value at `entry`.
    pub(super) fn facts(&self, entry: CountEntry) -> ValueFacts<'_> {
        ValueFacts::new(&self.all, entry)
    }

    fn verdict(&self) -> Option<Verdict> {
        let (options, judged) = (self.options, self.all.judged);
        if judged.name() == "count" {
            return verdict_of_counts(&self.sorted, self.moments, options);
        }
        let parts = self.all.totals.counts.parts();
        let data = parts.flat_map_iter(|part| part.map(|entry| judged.judged(&self.facts(entry))));
        let data: Vec<Datum> = data.filter(|datum| *datum != Datum::Missing).collect();
        let whole: Option<Vec<u64>> = data.iter().map(|datum| datum.whole()).collect();
        if let Some(mut whole) = whole {
            whole.par_sort_unstable();
            return verdict_of_counts(&whole, Moments::of(&whole), options);
        }
        let mut sorted: Vec<f64> = data.into_iter().filter_map(Datum::judged_number).collect();
        sorted.par_sort_unstable_by(f64::total_cmp);
        verdict_of_sorted(&sorted, options)
    }

    /// The order of two rows: by key, then by value.
    fn order(&self, a: &Row, b: &Row) -> Ordering {
        a.0.cmp(&b.0).then_with(|| self.order_of_values(a.1, b.1))
    }

    /// The order of two values, which breaks ties. `--reverse` turns it round only under `--sort
    /// value`.
    fn order_of_values(&self, a: CountEntry, b: CountEntry) -> Ordering {
        let [a, b] = [a, b].map(|entry| self.all.totals.counts.get(entry).0);
        let by_column = self.sort_text(a).cmp(self.sort_text(b));
        let by_column = if self.is_turned() { by_column.reverse() } else { by_column };
        // Two values may print as one text.
        let by_value = (self.text(a), a).cmp(&(self.text(b), b));
        let turns_all = self.is_turned() && self.sort_column.is_none();
        by_column.then(if turns_all { by_value.reverse() } else { by_value })
    }

    /// Whether the order of the texts that rows are sorted by is turned round.
    fn is_turned(&self) -> bool {
        self.options.reverse && self.sort.name() == "value"
    }

    /// The text by which a value is sorted: of a tuple, the column that `--sort` names.
    fn sort_text<'v>(&self, value: &'v [u8]) -> &'v [u8] {
        let column = |column| tuple_columns(value, self.tuple.len()).nth(column);
        self.sort_column.and_then(column).unwrap_or_else(|| self.text(value))
    }

    fn selection(&self) -> &Selection {
        self.selection.get_or_init(|| self.select())
    }

    fn select(&self) -> Selection {
        let options = self.options;
        let top = options.top.unwrap_or(usize::MAX);
        let fields = RowField::all(&self.columns, self.tuple);
        let field = |name: &str| RowField::named(&fields, &options.by, name);
        let having = options.having.iter();
        let having: Vec<(RowField<'_>, &RowCondition)> =
            having.filter_map(|test| Some((field(test.field())?, test))).collect();
        let last = AtomicU64::new(u64::MAX);
        let parts = self.all.totals.counts.parts().map(|part| {
            let mut first = FirstRows::default();
            for entry in part {
                let facts = self.facts(entry);
                let is_asked_for = !options.only_outliers || facts.outlier() == Some(true);
                if is_asked_for && self.is_kept(entry, &facts, &having) {
                    let key = self.sort.key(&facts);
                    let key = if options.reverse { !key } else { key };
                    first.add((key, entry), facts.count, top, &last, |a, b| self.order(a, b));
                }
            }
            first
        });
        let FirstRows { mut rows, kept, .. } = parts.reduce(FirstRows::default, FirstRows::join);
        keep_first(&mut rows, top, |a, b| self.order(a, b));
        rows.par_sort_unstable_by_key(|(key, _)| *key);
        for equal in rows.chunk_by_mut(|a, b| a.0 == b.0).filter(|equal| equal.len() > 1) {
            self.sort_by_value(equal);
        }
        Selection { shown: rows.into_iter().map(|(_, entry)| entry).collect(), kept }
    }

    /// How many values meet the conditions of the rows, and their lines.
    fn kept(&self) -> (usize, u128) {
        match self.options.only_outliers || !self.options.having.is_empty() {
            true => self.selection().kept,
            false => (self.all.totals.counts.len(), self.moments.sum),
        }
    }

    /// A cell of the row at `entry`, of which `facts` are known.
    pub(super) fn cell<'v>(
        &'v self,
        field: RowField<'_>,
        entry: CountEntry,
        facts: &ValueFacts<'_>,
    ) -> Cell<'v> {
        if field.name() == EXAMPLE {
            let line = self.all.totals.example(entry);
            return line.map_or(Cell::Missing, |line| Cell::Text(line.into()));
        }
        let (value, _) = self.all.totals.counts.get(entry);
        field.cell(value, self.tuple.len(), facts, &self.zone)
    }

    /// Whether the row meets all conditions of `--having`.
    fn is_kept(
        &self,
        entry: CountEntry,
        facts: &ValueFacts<'_>,
        having: &[(RowField<'_>, &RowCondition)],
    ) -> bool {
        having.iter().all(|(field, test)| test.holds(&self.cell(*field, entry, facts)))
    }

    pub(super) fn text<'v>(&self, value: &'v [u8]) -> &'v [u8] {
        tuple_text(value, self.tuple.len().max(1))
    }

    /// Values that stand out; `None` when the counts are not exact.
    pub(super) fn outliers(&self) -> Option<u64> {
        let stands_out = |entry: &CountEntry| self.facts(*entry).outlier() == Some(true);
        let parts = self.all.totals.counts.parts();
        self.is_exact().then(|| parts.map(|part| part.filter(stands_out).count() as u64).sum())
    }

    /// How many values meet the conditions of the rows.
    pub(super) fn kept_count(&self) -> usize {
        self.kept().0
    }

    /// How many values are shown.
    pub(super) fn shown_count(&self) -> usize {
        self.kept().0.min(self.options.top.unwrap_or(usize::MAX))
    }

    /// The values shown, in order.
    pub(super) fn shown(&self) -> &[CountEntry] {
        &self.selection().shown
    }

    /// Puts rows of equal keys in order.
    fn sort_by_value(&self, rows: &mut [Row]) {
        let counts = &self.all.totals.counts;
        // Most values differ in their first bytes, and these lie side by side while they are sorted.
        let begin = |entry| {
            let text = self.sort_text(counts.get(entry).0);
            let mut begin = [0; BEGIN];
            let length = text.len().min(BEGIN);
            begin[..length].copy_from_slice(&text[..length]);
            begin
        };
        let is_turned = self.is_turned();
        let mut begun: Vec<([u8; BEGIN], CountEntry)> =
            rows.par_iter().map(|(_, entry)| (begin(*entry), *entry)).collect();
        begun.par_sort_unstable_by(|a, b| {
            let order = if is_turned { b.0.cmp(&a.0) } else { a.0.cmp(&b.0) };
            order.then_with(|| self.order_of_values(a.1, b.1))
        });
        for (row, (_, entry)) in rows.iter_mut().zip(begun) {
            row.1 = entry;
        }
    }

    /// The values that `--top` left out, and their share of the total.
    pub(super) fn left_out(&self) -> Option<LeftOut> {
        let (values, lines) = self.kept();
        let rows = values - self.shown_count();
        (rows > 0).then(|| {
            let count = |entry: &CountEntry| u128::from(self.all.totals.counts.get(*entry).1);
            let total = lines - self.shown().iter().map(count).sum::<u128>();
            LeftOut { rows: rows as u64, total, weighted: self.all.is_weighted }
        })
    }
}

/// Bytes of a value that are compared before the rest: an IPv4 address and more.
const BEGIN: usize = 16;

/// What the outlier rule says of ascending numbers; `None` without spread.
pub(super) fn verdict_of_sorted(sorted: &[f64], options: &AnalysisOptions) -> Option<Verdict> {
    let (mean, stdev) = moments_of_doubles(sorted);
    options.rule.verdict(&JudgedNumbers { counted: &counted(sorted), mean, stdev, exact: None })
}

fn verdict_of_counts(
    numbers: &[u64],
    moments: Moments,
    options: &AnalysisOptions,
) -> Option<Verdict> {
    let runs = numbers.chunk_by(|a, b| a == b);
    let runs: Vec<(f64, u64)> =
        runs.filter_map(|run| Some((*run.first()? as f64, run.len() as u64))).collect();
    let exact = moments.spread.map(|spread| ExactSums {
        n: moments.n as f64,
        sum: moments.sum as f64,
        spread: spread as f64,
    });
    let Moments { mean, stdev, .. } = moments;
    options.rule.verdict(&JudgedNumbers { counted: &runs, mean, stdev, exact })
}

/// Mean and population standard deviation of ascending numbers, by the two-pass formula; a deviation
/// of exactly 0 where all are equal.
fn moments_of_doubles(sorted: &[f64]) -> (f64, f64) {
    let (Some(first), Some(last)) = (sorted.first(), sorted.last()) else { return (0.0, 0.0) };
    if first.total_cmp(last).is_eq() {
        return (*first, 0.0);
    }
    let n = sorted.len() as f64;
    let mean = sorted.iter().sum::<f64>() / n;
    let squares: f64 = sorted.iter().map(|number| (number - mean).powi(2)).sum();
    (mean, (squares / n).sqrt())
}
