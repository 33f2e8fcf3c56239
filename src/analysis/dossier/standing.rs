//! The section `standing`: where the subject is among all values, by each figure.

use rayon::iter::{IntoParallelIterator, ParallelIterator};
use rayon::slice::ParallelSliceMut;

use super::Dossier;
use crate::aggregate::CountEntry;
use crate::analysis::context::{Built, SectionContext};
use crate::analysis::judged_values::verdict_of_sorted;
use crate::analysis::options::AnalysisOptions;
use crate::analysis::outliers::Verdict;
use crate::analysis::quantile::quantile;
use crate::analysis::value_columns::{Datum, ReportColumn};
use crate::report::Cell;

/// Events of a value that is ranked by its share of hits.
const MIN_EVENTS: u64 = 20;

/// One figure of all values.
pub(super) struct Standing<'a> {
    name: &'a str,
    /// The figure of the subject.
    datum: Datum,
    pub(super) own: f64,
    /// The figures of all values that have it, the subject among them, ascending.
    sorted: Vec<f64>,
}

impl Standing<'_> {
    /// A quantile, by linear interpolation (type 7).
    pub(super) fn quantile(&self, p: f64) -> Option<f64> {
        quantile(&self.sorted, p)
    }

    /// The figure of the subject.
    pub(super) const fn datum(&self) -> Datum {
        self.datum
    }

    /// What the outlier rule says of the figures; `None` without spread.
    pub(super) fn verdict(&self, options: &AnalysisOptions) -> Option<Verdict> {
        verdict_of_sorted(&self.sorted, options)
    }

    /// The share of the values with less, and half of the values with as much (scipy's `percentileofscore`
    /// of kind "mean").
    pub(super) fn percentile(&self) -> f64 {
        let less = self.sorted.partition_point(|other| *other < self.own);
        let up_to = self.sorted.partition_point(|other| *other <= self.own);
        (less + up_to) as f64 / (2.0 * self.sorted.len() as f64)
    }
}

impl Dossier<'_> {
    /// The figure of all values in the column `name` of `values`; `None` where the subject lacks it.
    pub(super) fn standing_in(&self, name: &str) -> Option<Standing<'_>> {
        let column = self.values.columns.iter().find(|column| column.name() == name);
        self.standing_by(*column?)
    }

    fn standing_by<'d>(&'d self, column: ReportColumn<'d>) -> Option<Standing<'d>> {
        let least = if column.name() == "ratio" { MIN_EVENTS } else { 0 };
        let datum = self.datum(column.name());
        let own = datum.judged_number().filter(|_| self.facts().count >= least)?;
        let entries: Vec<CountEntry> = self.values.all.totals.counts.entries().collect();
        let numbers = entries.into_par_iter().filter_map(|entry| {
            let facts = self.values.facts(entry);
            if facts.count < least { None } else { column.get(&facts).judged_number() }
        });
        let mut sorted: Vec<f64> = numbers.collect();
        sorted.par_sort_unstable_by(f64::total_cmp);
        Some(Standing { name: column.name(), datum, own, sorted })
    }
}

pub(in crate::analysis) fn standing<'a>(context: &SectionContext<'a>) -> Option<Built<'a>> {
    let dossier = context.dossier()?;
    let windows = context.options.time.iter().flat_map(|time| &time.windows);
    let windows = windows.map(|window| window.name.as_str());
    let names = ["count", "peak"].into_iter().chain(windows);
    let names = names.chain(["active", "ratio", "distinct", "m_p50"]);
    let zone = &dossier.values.zone;
    let rows = names.filter_map(|name| dossier.standing_in(name)).map(|standing| {
        let figure = |p: f64| match standing.datum {
            Datum::Share(_) => standing.quantile(p).map_or(Cell::Missing, Cell::Share),
            _ => Cell::number(standing.quantile(p)),
        };
        vec![
            Cell::text(standing.name.to_owned()),
            standing.datum.cell(zone),
            figure(0.5),
            figure(0.9),
            figure(0.99),
            Cell::Share(standing.percentile()),
            Cell::Count(standing.sorted.len() as u64),
        ]
    });
    Some(Built::Rows(rows.collect()))
}
