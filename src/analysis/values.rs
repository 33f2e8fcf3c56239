//! The section `values`: one row a value, its columns a table in here, its order and outliers as
//! asked.

use std::borrow::Cow;
use std::cmp::Ordering;

use super::AnalysisOptions;
use super::moments::Moments;
use super::outliers::{ExactSums, Sample, Verdict};
use crate::aggregate::{Counts, Record};
use crate::event::{tuple_columns, tuple_text};
use crate::extract::Extractor;
use crate::report::{Cell, LeftOut, Rows};

/// What a column of `values` says of one value.
#[derive(Debug, Clone, Copy)]
pub struct ValueFacts {
    count: u64,
    share: f64,
    outlier: bool,
    score: Option<f64>,
}

/// A column of `values`.
#[derive(Debug)]
pub struct ValueColumn {
    /// Its name.
    pub name: &'static str,
    /// Its cell; the value itself is not among the facts.
    cell: fn(&ValueFacts) -> Cell<'static>,
    /// Its number, for columns that an outlier rule can judge.
    pub number: Option<fn(&ValueFacts) -> f64>,
    /// Orders two values by it, the one to be listed first being less.
    order: fn(&ValueFacts, &ValueFacts) -> Ordering,
}

/// All columns, in the order they are printed.
#[expect(clippy::cast_precision_loss, reason = "outlier rules work on doubles")]
pub static VALUE_COLUMNS: [ValueColumn; 6] = [
    ValueColumn {
        name: "value",
        cell: |_| Cell::Missing,
        number: None,
        order: |_, _| Ordering::Equal,
    },
    ValueColumn {
        name: "count",
        cell: |facts| Cell::Count(facts.count),
        number: Some(|facts| facts.count as f64),
        order: |a, b| b.count.cmp(&a.count),
    },
    ValueColumn {
        name: "share",
        cell: |facts| Cell::Share(facts.share),
        number: Some(|facts| facts.share),
        order: |a, b| b.count.cmp(&a.count),
    },
    ValueColumn {
        name: "outlier",
        cell: |facts| Cell::Flag(facts.outlier),
        number: None,
        order: |a, b| b.outlier.cmp(&a.outlier),
    },
    ValueColumn {
        name: "score",
        cell: |facts| Cell::number(facts.score),
        number: None,
        order: |a, b| descending(a.score, b.score),
    },
    ValueColumn {
        name: "error",
        cell: |_| Cell::Count(0),
        number: None,
        order: |_, _| Ordering::Equal,
    },
];

/// Larger numbers first, missing ones last.
fn descending(a: Option<f64>, b: Option<f64>) -> Ordering {
    match (a, b) {
        (Some(a), Some(b)) => b.total_cmp(&a),
        (a, b) => b.is_some().cmp(&a.is_some()),
    }
}

/// The counted values, judged and in the order asked for.
#[derive(Debug)]
pub(super) struct Values<'a> {
    counts: &'a Counts,
    tuple: &'a [String],
    weighted: bool,
    pub(super) moments: Moments,
    /// The counts, ascending.
    pub(super) sorted: Vec<u64>,
    /// What the outlier rule says; none without spread.
    pub(super) verdict: Option<Verdict>,
    /// The column the rule judges.
    judged: fn(&ValueFacts) -> f64,
    outliers: u64,
    /// The rows shown, by the place of their value.
    shown: Vec<Record>,
    /// Rows that would be shown but for `--top`, and their lines.
    cut: (usize, u128),
}

impl<'a> Values<'a> {
    pub(super) fn new(
        counts: &'a Counts,
        extractor: &'a Extractor,
        options: &AnalysisOptions,
    ) -> Self {
        let mut sorted: Vec<u64> = counts.records().map(|record| counts.get(record).1).collect();
        sorted.sort_unstable();
        let moments = Moments::of(&sorted);
        let by_name = |name: &str| VALUE_COLUMNS.iter().find(|column| column.name == name);
        let count = VALUE_COLUMNS[1].number.unwrap_or(|_| 0.0);
        let judged = by_name(&options.outlier_on).and_then(|column| column.number);
        let judged = judged.unwrap_or(count);
        let mut values = Self {
            counts,
            tuple: extractor.tuple(),
            weighted: extractor.is_weighted(),
            moments,
            sorted,
            verdict: None,
            judged,
            outliers: 0,
            shown: Vec::new(),
            cut: (0, 0),
        };
        // A count that stays at the largest is not exact, and neither is what is made of it.
        if values.is_exact() {
            values.verdict = values.judge(options);
        }
        values.select(options, by_name(&options.sort).unwrap_or(&VALUE_COLUMNS[1]));
        values
    }

    /// Whether no count has reached the largest that is kept.
    pub(super) fn is_exact(&self) -> bool {
        self.sorted.last().is_none_or(|largest| *largest < u64::MAX)
    }

    /// The facts of a value with this count.
    fn facts(&self, count: u64) -> ValueFacts {
        #[expect(clippy::cast_precision_loss, reason = "a share is a double")]
        let share =
            if self.moments.sum == 0 { 0.0 } else { count as f64 / self.moments.sum as f64 };
        let mut facts = ValueFacts { count, share, outlier: false, score: None };
        if let Some(verdict) = &self.verdict {
            let number = (self.judged)(&facts);
            facts.outlier = verdict.stands_out(number);
            facts.score = Some(verdict.score(number));
        }
        facts
    }

    fn judge(&self, options: &AnalysisOptions) -> Option<Verdict> {
        // Every column that can be judged grows with the count, so the order of the counts is
        // theirs too.
        let numbers: Vec<f64> =
            self.sorted.iter().map(|count| (self.judged)(&self.facts(*count))).collect();
        let on_count = options.outlier_on == "count";
        let scale = if on_count { 1.0 } else { shrink(self.moments.sum) };
        #[expect(clippy::cast_precision_loss, reason = "see ExactSums")]
        let exact = self.moments.spread.filter(|_| on_count).map(|spread| ExactSums {
            n: self.moments.n as f64,
            sum: self.moments.sum as f64,
            spread: spread as f64,
        });
        let (mean, stdev) = (self.moments.mean * scale, self.moments.stdev * scale);
        options.rule.judge(&Sample { sorted: &numbers, mean, stdev, exact })
    }

    fn select(&mut self, options: &AnalysisOptions, sort: &ValueColumn) {
        self.outliers = match self.verdict {
            Some(_) => {
                let marked = self.sorted.iter().filter(|count| self.facts(**count).outlier);
                marked.count() as u64
            }
            None => 0,
        };
        let mut shown: Vec<Record> = self
            .counts
            .records()
            .filter(|id| !options.only_outliers || self.facts(self.counts.get(*id).1).outlier)
            .collect();
        let order = |a: &Record, b: &Record| {
            let ((a, a_count), (b, b_count)) = (self.counts.get(*a), self.counts.get(*b));
            let by_column = (sort.order)(&self.facts(a_count), &self.facts(b_count));
            let by_value = || self.text(a).cmp(self.text(b)).then_with(|| a.cmp(b));
            // The value is what --sort value orders by; elsewhere it breaks ties and is not
            // turned round.
            match (sort.name == "value", options.reverse) {
                (true, true) => by_value().reverse(),
                (true, false) => by_value(),
                (false, true) => by_column.reverse().then_with(by_value),
                (false, false) => by_column.then_with(by_value),
            }
        };
        let kept = options.top.unwrap_or(shown.len()).min(shown.len());
        if kept > 0 && kept < shown.len() {
            shown.select_nth_unstable_by(kept - 1, order);
        }
        let lines = shown[kept..].iter().map(|id| u128::from(self.counts.get(*id).1)).sum();
        let cut = (shown.len() - kept, lines);
        shown.truncate(kept);
        shown.sort_unstable_by(order);
        self.shown = shown;
        self.cut = cut;
    }

    fn text<'v>(&self, value: &'v [u8]) -> &'v [u8] {
        tuple_text(value, self.tuple.len().max(1))
    }

    /// Values that stand out; none where the counts are not exact.
    pub(super) fn outliers(&self) -> Option<u64> {
        self.is_exact().then_some(self.outliers)
    }

    pub(super) fn columns(&self) -> Vec<Cow<'a, str>> {
        let own = VALUE_COLUMNS.iter().map(|column| Cow::Borrowed(column.name));
        own.chain(self.tuple.iter().map(|name| Cow::Borrowed(name.as_str()))).collect()
    }

    /// What `--top` left out, and how much of the total it is.
    pub(super) fn left_out(&self) -> Option<LeftOut> {
        let (values, total) = self.cut;
        (values > 0).then_some(LeftOut { rows: values as u64, total, weighted: self.weighted })
    }
}

/// What turns a count into a share.
fn shrink(total: u128) -> f64 {
    #[expect(clippy::cast_precision_loss, reason = "a share is a double")]
    let total = total as f64;
    if total > 0.0 { total.recip() } else { 0.0 }
}

impl Rows for Values<'_> {
    fn len(&self) -> usize {
        self.shown.len()
    }

    fn fill<'s>(&'s self, index: usize, row: &mut Vec<Cell<'s>>) {
        let (value, count) = self.counts.get(self.shown[index]);
        let facts = self.facts(count);
        row.push(Cell::Text(Cow::Borrowed(self.text(value))));
        row.extend(VALUE_COLUMNS[1..].iter().map(|column| (column.cell)(&facts)));
        if !self.tuple.is_empty() {
            let columns = tuple_columns(value, self.tuple.len());
            row.extend(columns.map(|column| Cell::Text(Cow::Borrowed(column))));
        }
    }
}
