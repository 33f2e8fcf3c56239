//! The counted values, judged by the outlier rule and put in the order asked for. The sections
//! `summary` and `values` print them.

use std::cmp::Ordering;

use super::moments::Moments;
use super::options::AnalysisOptions;
use super::outliers::{ExactSums, Sample, Verdict, counted};
use super::rate_facts::RateFacts;
use super::row_condition::RowCondition;
use super::row_fields::RowField;
use super::value_columns::{Datum, ReportColumn, VALUE_COLUMNS, ValueFacts, columns};
use crate::aggregate::{Approximation, Record, Totals};
use crate::event::tuple_text;
use crate::report::{Cell, LeftOut};
use crate::schema::Schema;
use crate::time::Zone;

/// The counted values, judged and in order.
#[derive(Debug)]
pub(super) struct JudgedValues<'a> {
    pub(super) totals: &'a Totals,
    pub(super) tuple: &'a [String],
    weighted: bool,
    pub(super) zone: Zone,
    pub(super) columns: Vec<ReportColumn<'a>>,
    pub(super) moments: Moments,
    /// The counts, ascending.
    pub(super) sorted: Vec<u64>,
    /// What the outlier rule says; none without spread.
    pub(super) verdict: Option<Verdict>,
    /// The column the rule judges.
    judged: ReportColumn<'a>,
    outliers: u64,
    /// The length of a silence between sessions, in nanoseconds.
    idle: i64,
    /// The rows shown, by the place of their value.
    shown: Vec<Record>,
    /// Rows that would be shown but for `--top`, and their lines.
    cut: (usize, u128),
}

impl<'a> JudgedValues<'a> {
    pub(super) fn new(
        totals: &'a Totals,
        schema: &'a Schema,
        options: &'a AnalysisOptions,
    ) -> Self {
        let counts = &totals.counts;
        let mut sorted: Vec<u64> = counts.records().map(|record| counts.get(record).1).collect();
        sorted.sort_unstable();
        let columns = columns(options);
        let by_name = |name: &str| columns.iter().copied().find(|column| column.name() == name);
        let count = ReportColumn::Fixed(&VALUE_COLUMNS[1]);
        let judged = by_name(&options.outlier_on).unwrap_or(count);
        let sort = by_name(&options.sort).unwrap_or(count);
        let mut values = Self {
            totals,
            tuple: &schema.tuple,
            weighted: schema.is_weighted(),
            zone: options.time.as_ref().map_or(Zone::utc(), |time| time.zone.clone()),
            columns,
            moments: Moments::of(&sorted),
            sorted,
            verdict: None,
            judged,
            outliers: 0,
            idle: options.idle.unwrap_or(i64::MAX),
            shown: Vec::new(),
            cut: (0, 0),
        };
        // A count that stays at the largest is not exact, and neither is what is made of it.
        if values.is_exact() {
            values.verdict = values.judge(options);
        }
        values.select(options, sort);
        values
    }

    /// Whether all values are kept and no count has reached the largest that is.
    pub(super) fn is_exact(&self) -> bool {
        let is_whole = self.totals.approximation.is_none();
        is_whole && self.sorted.last().is_none_or(|largest| *largest < u64::MAX)
    }

    /// What is known of the values that are not kept.
    pub(super) fn approximation(&self) -> Option<&Approximation> {
        self.totals.approximation.as_ref()
    }

    /// What is known of the value at `record`.
    pub(super) fn facts(&self, record: Record) -> ValueFacts<'_> {
        let (_, count) = self.totals.counts.get(record);
        let rates = self.totals.rates.as_ref().and_then(|table| {
            let value = table.value(self.totals.counts.state(record))?;
            Some(RateFacts { value, table })
        });
        let lost = self.totals.approximation.as_ref().map_or(0, |approximation| approximation.lost);
        let total = self.moments.sum + lost;
        let error = self.totals.error(record);
        let measure = self.totals.measure(record);
        let outlier = self.is_exact().then_some(false);
        let mut facts = ValueFacts {
            count,
            total,
            error,
            outlier,
            score: None,
            rates,
            idle: self.idle,
            measure,
            hits: self.totals.hits(record),
            is_weighted: self.weighted,
            distinct: self.totals.distinct(record),
        };
        if let Some(verdict) = &self.verdict
            && let Some(number) = number(self.judged.judged(&facts))
        {
            facts.outlier = Some(verdict.stands_out(number));
            facts.score = Some(verdict.score(number));
        }
        facts
    }

    fn judge(&self, options: &AnalysisOptions) -> Option<Verdict> {
        if options.outlier_on == "count" {
            return judge_whole(&self.sorted, self.moments, options);
        }
        let records = self.totals.counts.records();
        let data = records.map(|record| self.judged.judged(&self.facts(record)));
        let data: Vec<Datum> = data.filter(|datum| *datum != Datum::Missing).collect();
        let whole: Option<Vec<u64>> = data.iter().map(|datum| whole(*datum)).collect();
        if let Some(mut whole) = whole {
            whole.sort_unstable();
            return judge_whole(&whole, Moments::of(&whole), options);
        }
        let mut sorted: Vec<f64> = data.into_iter().filter_map(number).collect();
        sorted.sort_unstable_by(f64::total_cmp);
        let (mean, stdev) = moments_of_doubles(&sorted);
        options.rule.judge(&Sample { counted: &counted(&sorted), mean, stdev, exact: None })
    }

    fn select(&mut self, options: &AnalysisOptions, sort: ReportColumn<'_>) {
        let counts = &self.totals.counts;
        // The value is what --sort value orders by; elsewhere it breaks ties and is not turned
        // round.
        let turned = options.reverse && sort.name() == "value";
        // Two values may have the same text.
        let value = |record: Record| {
            let (value, _) = counts.get(record);
            (self.text(value), value)
        };
        let order = |a: &(u64, Record), b: &(u64, Record)| {
            let by_value = || value(a.1).cmp(&value(b.1));
            let by_value = || if turned { by_value().reverse() } else { by_value() };
            a.0.cmp(&b.0).then_with(by_value)
        };
        let top = options.top.unwrap_or(usize::MAX);
        let fields = RowField::all(&self.columns, self.tuple);
        let field = |name: &str| fields.iter().copied().find(|field| field.name() == name);
        let having = options.having.iter();
        let having: Vec<(RowField<'_>, &RowCondition)> =
            having.filter_map(|test| Some((field(test.field())?, test))).collect();
        let mut outliers = 0;
        let mut shown: Vec<(u64, Record)> = Vec::new();
        let (mut rows, mut lines) = (0_usize, 0_u128);
        // What is behind so many others is not among the first.
        let mut behind = u64::MAX;
        for record in counts.records() {
            let facts = self.facts(record);
            let stands_out = facts.outlier == Some(true);
            outliers += u64::from(stands_out);
            if (stands_out || !options.only_outliers) && self.is_kept(record, &facts, &having) {
                let key = sort.key(&facts);
                let key = if options.reverse { !key } else { key };
                if key <= behind {
                    shown.push((key, record));
                }
                (rows, lines) = (rows + 1, lines + u128::from(facts.count));
            }
            // A few of millions are not worth a list of all.
            if shown.len() >= top.saturating_mul(2).max(ENOUGH) {
                keep_first(&mut shown, top, order);
                behind = shown.iter().map(|(key, _)| *key).max().unwrap_or(behind);
            }
        }
        keep_first(&mut shown, top, order);
        shown.sort_unstable_by(order);
        let shown: Vec<Record> = shown.into_iter().map(|(_, record)| record).collect();
        let kept = shown.iter().map(|record| u128::from(counts.get(*record).1));
        let cut = (rows - shown.len(), lines - kept.sum::<u128>());
        (self.outliers, self.shown, self.cut) = (outliers, shown, cut);
    }

    /// A cell of the row at `record`, of which `facts` are known.
    pub(super) fn cell<'v>(
        &'v self,
        field: RowField<'_>,
        record: Record,
        facts: &ValueFacts<'_>,
    ) -> Cell<'v> {
        field.cell(self.totals.counts.get(record).0, self.tuple.len(), facts, &self.zone)
    }

    /// Whether the row meets all conditions of `--having`.
    fn is_kept(
        &self,
        record: Record,
        facts: &ValueFacts<'_>,
        having: &[(RowField<'_>, &RowCondition)],
    ) -> bool {
        having.iter().all(|(field, test)| test.holds(&self.cell(*field, record, facts)))
    }

    pub(super) fn text<'v>(&self, value: &'v [u8]) -> &'v [u8] {
        tuple_text(value, self.tuple.len().max(1))
    }

    /// Values that stand out; `None` when the counts are not exact.
    pub(super) fn outliers(&self) -> Option<u64> {
        self.is_exact().then_some(self.outliers)
    }

    /// The values shown, in order.
    pub(super) fn shown(&self) -> &[Record] {
        &self.shown
    }

    /// What `--top` left out, and how much of the total it is.
    pub(super) fn left_out(&self) -> Option<LeftOut> {
        let (values, total) = self.cut;
        (values > 0).then_some(LeftOut { rows: values as u64, total, weighted: self.weighted })
    }
}

/// Rows that are gathered before the first of them are chosen.
const ENOUGH: usize = 1 << 10;

/// Keeps the first `most` of `rows`, in any order.
fn keep_first<T>(rows: &mut Vec<T>, most: usize, order: impl FnMut(&T, &T) -> Ordering) {
    if most > 0 && most < rows.len() {
        rows.select_nth_unstable_by(most - 1, order);
    }
    rows.truncate(most);
}

/// The number an outlier rule judges.
#[expect(clippy::cast_precision_loss, reason = "outlier rules work on doubles")]
fn number(datum: Datum) -> Option<f64> {
    match datum {
        Datum::Whole(number) => Some(number as f64),
        Datum::Number(number) | Datum::Share(number) => Some(number),
        Datum::Flag(_) | Datum::Time(_) | Datum::Missing => None,
    }
}

fn whole(datum: Datum) -> Option<u64> {
    if let Datum::Whole(number) = datum { Some(number) } else { None }
}

#[expect(clippy::cast_precision_loss, reason = "outlier rules work on doubles; see ExactSums")]
fn judge_whole(numbers: &[u64], moments: Moments, options: &AnalysisOptions) -> Option<Verdict> {
    let runs = numbers.chunk_by(|a, b| a == b);
    let runs: Vec<(f64, u64)> =
        runs.filter_map(|run| Some((*run.first()? as f64, run.len() as u64))).collect();
    let exact = moments.spread.map(|spread| ExactSums {
        n: moments.n as f64,
        sum: moments.sum as f64,
        spread: spread as f64,
    });
    let Moments { mean, stdev, .. } = moments;
    options.rule.judge(&Sample { counted: &runs, mean, stdev, exact })
}

/// Mean and population standard deviation of ascending numbers, by the two-pass formula; a deviation
/// of exactly 0 where all are equal.
#[expect(clippy::cast_precision_loss, reason = "as many as fit in memory")]
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
