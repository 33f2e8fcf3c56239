//! The section `summary`: the seven figures of the streamstats of 2009, and figures that say whether
//! they can be trusted as "normal".

use super::context::{Built, SectionContext};
use super::judged_values::JudgedValues;
use super::moments::Moments;
use super::options::AnalysisOptions;
use super::quantile::quantile_of_whole;
use super::ratio::ratio;
use crate::report::{Cell, Field, Note, Remark};

pub(super) fn build<'a>(context: &SectionContext<'a>) -> Option<Built<'a>> {
    let (values, options) = (context.values()?, context.options);
    let warning = warning(&values, options);
    // An empty list of outliers would be misread as "nothing stands out".
    if let Some(text) = warning.clone().filter(|_| options.only_outliers) {
        context.notes.borrow_mut().push(Note { text, in_text: true });
    }
    Some(Built::Fields(fields(&values, options, warning).into()))
}

fn fields<'a>(
    values: &JudgedValues<'_>,
    options: &AnalysisOptions,
    warning: Option<String>,
) -> Vec<Field<'a>> {
    let moments = values.moments;
    let whole_counts = Whole::of(values);
    let some = whole_counts.total > 0 || moments.n > 0;
    let exact = values.is_exact();
    let cell_if = |cell| if some { cell } else { Cell::Missing };
    let whole = |count: Option<&u64>| count.map_or(Cell::Missing, |count| Cell::Count(*count));
    let percentile = |p| Cell::number(quantile_of_whole(&values.sorted, p).filter(|_| exact));
    let fences = values.all.verdict.map(|verdict| verdict.fences);
    let words = |text: &str| Some(Remark::Words(text.to_owned()));
    let outliers = warning.map(Remark::Words).or_else(|| fence(values, options));
    let fields = [
        ("count", Cell::Count(whole_counts.values), words(&counted(values, options))),
        ("outliers", values.outliers().map_or(Cell::Missing, Cell::Count), outliers),
        ("maximum", whole(values.sorted.last()), None),
        ("minimum", whole(whole_counts.minimum.as_ref()), None),
        ("stdev", Cell::number(Some(moments.stdev).filter(|_| some && exact)), None),
        ("total", Cell::count(whole_counts.total), None),
        ("mean", cell_if(Cell::Number(whole_counts.mean)), None),
        ("median", percentile(0.5), None),
        ("p90", percentile(0.9), None),
        ("p99", percentile(0.99), None),
        ("rule", Cell::text(options.rule.name()), None),
        ("low", Cell::number(fences.map(|fences| fences.low)), None),
        ("high", Cell::number(fences.map(|fences| fences.high)), None),
        ("shown", Cell::Count(values.shown_count() as u64), None),
        ("count_error", Cell::Count(whole_counts.error), None),
    ];
    let mut fields = Vec::from(fields);
    if let Some(hits) = &values.all.totals.hits {
        let count = u64::try_from(whole_counts.total).ok();
        let share = count.and_then(|count| ratio(hits.all, count));
        fields.push(("hits", Cell::Count(hits.all), None));
        fields.push(("ratio", share.map_or(Cell::Missing, Cell::Share), None));
    }
    fields
        .into_iter()
        .map(|(name, cell, remark)| Field { name: name.into(), cell, remark })
        .collect()
}

/// What the values are, and how many of them `--having` keeps.
fn counted(values: &JudgedValues<'_>, options: &AnalysisOptions) -> String {
    let is_judged = options.only_outliers;
    match options.having.is_empty() {
        true => "distinct values".to_owned(),
        false => format!(
            "distinct values, {} kept by --having{}",
            values.kept_count(),
            if is_judged { " and -o" } else { "" }
        ),
    }
}

/// The figures of all values, also of the values that are not kept.
struct Whole {
    values: u64,
    /// The standard error of the estimated number of values.
    error: u64,
    minimum: Option<u64>,
    total: u128,
    mean: f64,
}

impl Whole {
    fn of(values: &JudgedValues<'_>) -> Self {
        let moments = values.moments;
        let least = values.sorted.first().copied();
        let Some(approximation) = values.approximation() else {
            let Moments { n, sum, mean, .. } = moments;
            return Self { values: n, error: 0, minimum: least, total: sum, mean };
        };
        let (estimate, error) = approximation.distinct.estimate();
        // There are at least as many values as are kept.
        let estimate = rounded(estimate).max(moments.n);
        let total = moments.sum + approximation.lost;
        let mean = total as f64 / estimate.max(1) as f64;
        Self { values: estimate, error: rounded(error).max(1), minimum: None, total, mean }
    }
}

#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "an estimate of a number of values, not negative"
)]
fn rounded(number: f64) -> u64 {
    number.round() as u64
}

/// Why the outlier rule cannot mark any value; `None` if it can.
fn warning(values: &JudgedValues<'_>, options: &AnalysisOptions) -> Option<String> {
    let n = values.sorted.len();
    if n == 0 || !values.is_exact() {
        return None;
    }
    let rule = options.rule.name();
    if values.all.verdict.is_none() {
        return Some(format!("{rule} marks nothing: the values have no spread to judge by"));
    }
    options.rule.cannot_flag(n).map(|why| format!("{rule} marks nothing: {why}"))
}

fn fence(values: &JudgedValues<'_>, options: &AnalysisOptions) -> Option<Remark> {
    let fences = values.all.verdict?.fences;
    let column = options.outlier_on.clone();
    // Counts and shares are not below 0, so a fence there says nothing.
    let low = Some(fences.low).filter(|low| *low > 0.0);
    let rule = if low.is_some() { options.rule.both() } else { options.rule.upper() };
    Some(Remark::Fences { column, low, high: fences.high, rule })
}
