//! The section `histogram`: how many numbers lie in each bin. [`super::numeric_histogram`] cuts them.

use super::bins::{HistogramOptions, Scale};
use super::context::{Built, SectionContext};
use super::numeric_histogram::{HistogramBins, histogram};
use super::options::NumberAnalysis;
use crate::aggregate::NumberTotals;
use crate::report::Cell;

pub(super) fn build<'a>(context: &SectionContext<'a>) -> Option<Built<'a>> {
    let (totals, options) = context.numbers()?;
    Some(Built::Rows(bins(&bars(totals, options))))
}

/// The bins asked for. When nothing is asked for and linear bins would leave out the tails, bins
/// whose width grows.
pub(super) fn bars(totals: &NumberTotals, options: &NumberAnalysis) -> HistogramBins {
    let distribution = &totals.distribution;
    let asked = histogram(distribution, &options.histogram, totals.outside);
    if !asked.trimmed {
        return asked;
    }
    let growing = HistogramOptions { scale: Scale::Log, ..options.histogram };
    histogram(distribution, &growing, totals.outside)
}

fn bins(bars: &HistogramBins) -> Vec<Vec<Cell<'static>>> {
    let counts = bars.bins.iter().map(|bin| bin.count).chain([bars.below, bars.above]);
    // Weights may come to more than 64 bits.
    let total: u128 = counts.map(u128::from).sum();
    let rows = bars.bins.iter().map(|bin| {
        let share = Cell::share(bin.count.into(), total);
        vec![Cell::Number(bin.low), Cell::Number(bin.high), Cell::Count(bin.count), share]
    });
    rows.collect()
}
