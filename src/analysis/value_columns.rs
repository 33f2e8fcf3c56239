//! The columns of `values`: one row a column, with a function that computes it for a value.

use std::cell::OnceCell;

use super::need::Need;
use super::options::{AnalysisOptions, AskedPercentile, Window};
use super::outliers::Verdict;
use super::rate_facts::RateFacts;
use crate::aggregate::rates::RateTable;
use crate::aggregate::{Cells, CountEntry, Measure, Percentile, Totals};
use crate::report::{Cell, Moment};
use crate::time::{Timestamp, Zone};

/// What is known of all values together.
#[derive(Debug)]
pub(super) struct AllValues<'a> {
    pub(super) totals: &'a Totals,
    /// The sum of the counts of all values.
    pub(super) total: u128,
    /// Whether all values are kept and no count has reached the largest that is.
    pub(super) is_exact: bool,
    /// Buckets that lie this many nanoseconds apart are of two sessions.
    pub(super) idle: i64,
    /// Whether counts and hits are sums of weights.
    pub(super) is_weighted: bool,
    /// The column the outlier rule judges.
    pub(super) judged: ReportColumn<'a>,
    /// What the outlier rule says; `None` without spread.
    pub(super) verdict: Option<Verdict>,
}

/// What is known of one value. It is looked up when a column asks for it.
#[derive(Debug)]
pub(super) struct ValueFacts<'a> {
    pub(super) all: &'a AllValues<'a>,
    pub(super) entry: CountEntry,
    pub(super) count: u64,
    /// Several columns ask for the rates.
    pub(super) rates: OnceCell<Option<RateFacts<'a>>>,
    /// The cells of its measure, of which several percentiles are taken.
    pub(super) cells: OnceCell<Cells>,
}

/// What a column says: typed, so that it can be printed, ordered and judged.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) enum Datum {
    Whole(u64),
    Number(f64),
    /// A part of a whole, 0 to 1.
    Share(f64),
    Flag(bool),
    Time(Timestamp),
    Missing,
}

#[derive(Debug)]
pub(crate) struct ValueColumn {
    pub(crate) name: &'static str,
    /// What must be asked for, for it to be there.
    pub(crate) needs: Need,
    /// Whether it is a number that an outlier rule can judge.
    pub(crate) judged: bool,
    /// The least count of a value that an outlier rule judges by it.
    least_count: u64,
    /// Whether rows sorted by it begin with the least.
    pub(crate) ascending: bool,
    get: fn(&ValueFacts<'_>) -> Datum,
}

impl ValueColumn {
    const fn new(name: &'static str, judged: bool, get: fn(&ValueFacts<'_>) -> Datum) -> Self {
        Self { name, needs: Need::Nothing, judged, least_count: 0, ascending: false, get }
    }

    const fn timed(name: &'static str, judged: bool, get: fn(&ValueFacts<'_>) -> Datum) -> Self {
        Self { needs: Need::Times, ..Self::new(name, judged, get) }
    }

    const fn measured(name: &'static str, get: fn(&ValueFacts<'_>) -> Datum) -> Self {
        Self { needs: Need::Measure, ..Self::new(name, true, get) }
    }

    /// A share of few events says little: values with a count below 10 are not judged by it.
    const fn of_hits(name: &'static str, get: fn(&ValueFacts<'_>) -> Datum) -> Self {
        Self { needs: Need::Ratio, least_count: 10, ..Self::new(name, true, get) }
    }
}

/// The column that is a line of the value.
pub(super) const EXAMPLE: &str = "example";

/// All columns but the columns of sliding windows, in the order they are printed. The value itself is not
/// among the facts.
pub(crate) static VALUE_COLUMNS: [ValueColumn; 30] = [
    ValueColumn { ascending: true, ..ValueColumn::new("value", false, |_| Datum::Missing) },
    ValueColumn::new("count", true, |facts| Datum::Whole(facts.count)),
    ValueColumn::new("share", true, |facts| facts.share()),
    ValueColumn::new("outlier", false, |facts| facts.outlier().map_or(Datum::Missing, Datum::Flag)),
    ValueColumn::new("score", false, |facts| facts.score().map_or(Datum::Missing, Datum::Number)),
    ValueColumn::new("error", false, |facts| Datum::Whole(facts.error())),
    ValueColumn::of_hits("hits", |facts| facts.hits().map_or(Datum::Missing, Datum::Whole)),
    ValueColumn::of_hits("ratio", |facts| facts.ratio()),
    ValueColumn::of_hits("ratio_low", |facts| facts.ratio_low()),
    ValueColumn {
        needs: Need::Distinct,
        ..ValueColumn::new("distinct", true, |facts| facts.distinct())
    },
    ValueColumn {
        needs: Need::Distinct,
        ..ValueColumn::new("distinct_error", false, |facts| {
            facts.texts().and_then(|texts| texts.1).map_or(Datum::Missing, Datum::Number)
        })
    },
    // Its cell is a text, which is no datum.
    ValueColumn { needs: Need::Template, ..ValueColumn::new(EXAMPLE, false, |_| Datum::Missing) },
    ValueColumn {
        ascending: true,
        ..ValueColumn::timed("first", false, |facts| time(facts.exact(), |rates| rates.value.first))
    },
    ValueColumn {
        ascending: true,
        ..ValueColumn::timed("last", false, |facts| time(facts.exact(), |rates| rates.value.last))
    },
    ValueColumn::timed("mean_rate", true, |facts| facts.mean_rate()),
    ValueColumn::timed("peak", true, |facts| facts.whole(|rates| rates.most())),
    ValueColumn::timed("peak_at", false, |facts| time(facts.known(), |rates| rates.peak().start)),
    ValueColumn::timed("active", true, |facts| facts.whole(|rates| rates.active())),
    ValueColumn::timed("rate_p50", true, |facts| facts.rate_quantile(0.5)),
    ValueColumn::timed("rate_p99", true, |facts| facts.rate_quantile(0.99)),
    ValueColumn {
        needs: Need::Idle,
        ..ValueColumn::timed("sessions", true, |facts| {
            facts
                .unfolded()
                .map_or(Datum::Missing, |rates| Datum::Whole(rates.sessions(facts.all.idle)))
        })
    },
    ValueColumn {
        needs: Need::Idle,
        ..ValueColumn::timed("longest_gap_seconds", true, |facts| {
            let gap = facts.unfolded().and_then(|rates| rates.longest_gap());
            gap.map_or(Datum::Missing, Datum::Number)
        })
    },
    ValueColumn::measured("m_count", |facts| facts.measured()),
    ValueColumn::measured("m_sum", |facts| facts.number(|measure| Some(measure.sum()))),
    ValueColumn::measured("m_mean", |facts| facts.number(Measure::mean)),
    ValueColumn::measured("m_min", |facts| facts.number(Measure::minimum)),
    ValueColumn::measured("m_max", |facts| facts.number(Measure::maximum)),
    ValueColumn::measured("m_p50", |facts| facts.percentile(Percentile::P50)),
    ValueColumn::measured("m_p90", |facts| facts.percentile(Percentile::P90)),
    ValueColumn::measured("m_p99", |facts| facts.percentile(Percentile::P99)),
];

/// A column of a report's `values`.
#[derive(Debug, Clone, Copy)]
pub(super) enum ReportColumn<'a> {
    Fixed(&'static ValueColumn),
    Percentile(&'a AskedPercentile),
    Window(&'a Window),
}

/// The columns of `values` under these options, in the order they are printed.
pub(super) fn columns(options: &AnalysisOptions) -> Vec<ReportColumn<'_>> {
    let fixed = VALUE_COLUMNS.iter().filter(|column| column.needs.is_met(options));
    let asked = options.numbers.iter().flat_map(|numbers| &numbers.asked);
    let asked = asked.filter(|_| Need::Measure.is_met(options));
    let mut asked = asked.map(ReportColumn::Percentile).peekable();
    let is_replaced = asked.peek().is_some();
    let fixed = fixed.filter(|column| !(is_replaced && column.name.starts_with("m_p")));
    let windows = options.time.iter().flat_map(|time| &time.windows);
    let mut columns: Vec<ReportColumn<'_>> = fixed.map(ReportColumn::Fixed).collect();
    // Peaks of windows follow the other rates.
    let last_rate = columns.iter().rposition(|column| column.name() == "rate_p99");
    let place = last_rate.map_or(columns.len(), |place| place + 1);
    columns.splice(place..place, windows.map(ReportColumn::Window));
    columns.extend(asked);
    columns
}

impl<'a> ReportColumn<'a> {
    pub(super) fn name(&self) -> &'a str {
        match self {
            Self::Fixed(column) => column.name,
            Self::Percentile(asked) => &asked.name,
            Self::Window(window) => &window.name,
        }
    }

    pub(super) fn get(&self, facts: &ValueFacts<'_>) -> Datum {
        match self {
            Self::Fixed(column) => (column.get)(facts),
            Self::Percentile(asked) => facts.percentile(asked.percentile),
            // A window of folded buckets is not known, but for its fullest bucket.
            Self::Window(window) => {
                let peak = |rates: &RateFacts<'_>| {
                    let buckets = window.buckets(rates.table.bucketer().width())?;
                    Some(rates.window_peak(buckets).max(rates.most()))
                };
                facts.known().and_then(peak).map_or(Datum::Missing, Datum::Whole)
            }
        }
    }

    /// What an outlier rule judges of a value.
    pub(super) fn judged(&self, facts: &ValueFacts<'_>) -> Datum {
        match self {
            Self::Fixed(column) if facts.count < column.least_count => Datum::Missing,
            _ => self.get(facts),
        }
    }

    /// Whether an option asks for just this column.
    pub(super) fn is_asked_for(&self) -> bool {
        match self {
            Self::Fixed(column) => matches!(column.name, "ratio" | "distinct" | "sessions"),
            Self::Percentile(_) | Self::Window(_) => true,
        }
    }

    pub(super) fn is_judged(&self) -> bool {
        match self {
            Self::Fixed(column) => column.judged,
            Self::Percentile(_) | Self::Window(_) => true,
        }
    }

    /// The sort key of a value: the least key is listed first, and a missing figure last.
    pub(super) fn key(&self, facts: &ValueFacts<'_>) -> u64 {
        let ascending = matches!(self, Self::Fixed(column) if column.ascending);
        let key = match self.get(facts) {
            Datum::Missing if ascending => u64::MAX,
            Datum::Missing => 0,
            Datum::Whole(number) => number,
            Datum::Number(number) | Datum::Share(number) => ordered(number),
            Datum::Flag(flag) => u64::from(flag),
            Datum::Time(at) => at.0.cast_unsigned() ^ 1 << 63,
        };
        if ascending { key } else { !key }
    }
}

/// An integer that orders as `number` does among doubles; never 0.
fn ordered(number: f64) -> u64 {
    let bits = number.to_bits();
    if number.is_sign_negative() { !bits } else { bits | 1 << 63 }
}

impl Datum {
    /// A whole number; `None` of any other datum.
    pub(super) const fn whole(self) -> Option<u64> {
        if let Self::Whole(number) = self { Some(number) } else { None }
    }

    /// The number an outlier rule judges.
    pub(super) fn judged_number(self) -> Option<f64> {
        match self {
            Self::Whole(number) => Some(number as f64),
            Self::Number(number) | Self::Share(number) => Some(number),
            Self::Flag(_) | Self::Time(_) | Self::Missing => None,
        }
    }

    /// As a cell, instants in `zone`.
    pub(super) fn cell(self, zone: &Zone) -> Cell<'static> {
        match self {
            Self::Whole(number) => Cell::Count(number),
            Self::Number(number) => Cell::Number(number),
            Self::Share(share) => Cell::Share(share),
            Self::Flag(flag) => Cell::Flag(flag),
            Self::Time(at) => Cell::Time(Moment::new(at, zone)),
            Self::Missing => Cell::Missing,
        }
    }
}

fn time(rates: Option<&RateFacts<'_>>, get: impl Fn(&RateFacts<'_>) -> Timestamp) -> Datum {
    rates.map_or(Datum::Missing, |rates| Datum::Time(get(rates)))
}

/// `count` events over the range of `table`, a second.
pub(super) fn per_second(count: u128, table: &RateTable) -> f64 {
    let nanos = table.range_nanos();
    if nanos > 0 { count as f64 / (nanos as f64 / 1e9) } else { 0.0 }
}

#[cfg(test)]
mod tests {
    use super::{VALUE_COLUMNS, ordered};

    #[test]
    fn names_are_unique_and_bits_keep_the_order() {
        for (index, column) in VALUE_COLUMNS.iter().enumerate() {
            assert!(VALUE_COLUMNS[..index].iter().all(|other| other.name != column.name));
        }
        let ascending = [f64::NEG_INFINITY, -2.0, -1e-300, 0.0, 1e-300, 1.5, f64::INFINITY];
        assert!(ascending.windows(2).all(|two| ordered(two[0]) < ordered(two[1])));
    }
}
