//! The section `distribution`: the figures over all measured numbers.

use super::bins::HistogramOptions;
use super::context::{Built, SectionContext};
use super::histogram::bars;
use super::numeric_histogram::{Bin, HistogramBins};
use super::options::NumberAnalysis;
use crate::aggregate::{Cells, NumberTotals};
use crate::number::Unit;
use crate::outcome::Outcome;
use crate::report::{Cell, Field, Remark};

pub(super) fn build<'a>(context: &SectionContext<'a>) -> Option<Built<'a>> {
    let (totals, options) = context.numbers()?;
    let Outcome { tally, schema, .. } = context.outcome;
    let (unit, bars) = (schema.unit.as_deref(), bars(totals, options));
    note(context, totals, options, unit, &bars);
    let missing = tally.total().matched.saturating_sub(totals.distribution.count());
    if missing > 0 && !schema.is_weighted() {
        let text = format!("{missing} of the lines counted have no number to measure");
        context.note(text);
    }
    Some(Built::Fields(fields(totals, &totals.distribution.cells(), unit, options, &bars).into()))
}

fn fields<'a>(
    totals: &NumberTotals,
    cells: &Cells,
    unit: Option<&'a str>,
    options: &NumberAnalysis,
    bars: &HistogramBins,
) -> Vec<Field<'a>> {
    let distribution = &totals.distribution;
    let some = distribution.count() > 0;
    // A count that reached `u64::MAX` is not exact, and neither is a figure that is divided by it.
    let is_exact = distribution.count() < u64::MAX;
    let unit = common_unit(totals, unit);
    let number = Cell::number;
    let field = |name: &str, cell| Field { name: name.to_owned().into(), cell, remark: None };
    let mut fields = vec![
        Field {
            remark: options.column.clone().map(Remark::Words),
            ..field("count", Cell::Count(distribution.count()))
        },
        field("sum", number(Some(distribution.sum()).filter(|_| some))),
        field("mean", number(distribution.mean().filter(|_| is_exact))),
        field("stdev", number(distribution.stdev().filter(|_| is_exact))),
        field("minimum", number(distribution.minimum())),
        field("maximum", number(distribution.maximum())),
        field("unit", unit.map_or(Cell::Missing, Cell::text)),
        field("below", Cell::Count(bars.below)),
        field("above", Cell::Count(bars.above)),
        Field {
            remark: Some(Remark::Words("largest relative error of percentiles".to_owned())),
            ..field("error", Cell::Number(distribution.error()))
        },
    ];
    for percentile in &options.percentiles {
        let figure = cells.percentile(*percentile).filter(|_| is_exact);
        fields.push(field(&percentile.to_string(), number(figure)));
    }
    fields
}

/// The units of the numbers; a bare 0 takes the unit of the other numbers.
fn units(totals: &NumberTotals) -> impl Iterator<Item = Unit> {
    let distribution = &totals.distribution;
    let zeros = totals.bare_zeros;
    let is_zero = zeros == distribution.count();
    [Unit::Bare, Unit::Seconds, Unit::Bytes, Unit::Percent].into_iter().filter(move |unit| {
        let met = distribution.with_unit(*unit);
        met > if *unit == Unit::Bare && !is_zero { zeros } else { 0 }
    })
}

/// The unit of all numbers: the unit of their suffixes, or `bare` if they have no suffixes; `None`
/// when units are mixed.
fn common_unit<'a>(totals: &NumberTotals, bare: Option<&'a str>) -> Option<&'a str> {
    let mut names = units(totals).map(|unit| if unit == Unit::Bare { bare } else { unit.name() });
    let first = names.next()?;
    names.all(|name| name == first).then_some(first)?
}

/// The most significant digits there can be (`--precision`).
const MAX_DIGITS: u8 = 5;

/// Takes the notes beside the figures.
fn note(
    context: &SectionContext<'_>,
    totals: &NumberTotals,
    options: &NumberAnalysis,
    unit: Option<&str>,
    bars: &HistogramBins,
) {
    let distribution = &totals.distribution;
    if distribution.cut() > 0 {
        context.note("numbers of more digits than are kept were cut: their sums are not exact");
    }
    if units(totals).count() > 1 && common_unit(totals, unit).is_none() {
        context.note("numbers of several units are measured together");
    }
    if bars.trimmed {
        context.note(
            "the histogram leaves out the tails; --range says what is shown, --scale log shows all",
        );
    }
    let HistogramOptions { bins, width, range, .. } = options.histogram;
    let is_asked = bins.is_some() || width.is_some() || range.is_some();
    let error = distribution.error();
    let is_fine = |bin: &Bin| {
        let cell = error * bin.low.abs().max(bin.high.abs());
        bin.count > 0 && bin.high - bin.low < cell
    };
    let remedy = if options.precision.digits() == MAX_DIGITS {
        ""
    } else {
        "; a higher --precision tells more"
    };
    if let Some(bin) = widened(bars, options) {
        context.note(format!(
            "from {} on bars are wider than was asked, for numbers are not told apart more finely{remedy}",
            bin.low
        ));
    } else if is_asked && bars.bins.iter().any(is_fine) {
        context.note(format!(
            "bars are hardly wider than numbers are told apart, so that even numbers may look uneven{remedy}"
        ));
    }
    if bars.widened {
        context.note("the bins are wider than was asked, for there would be too many");
    }
}

/// The first bin that is wider than asked for because its numbers share a cell; `None` if all bins are
/// wider.
fn widened<'b>(bars: &'b HistogramBins, options: &NumberAnalysis) -> Option<&'b Bin> {
    let asked = options.histogram.width?.to_f64();
    let asked = if bars.widened { f64::INFINITY } else { asked };
    bars.bins.iter().find(|bin| bin.high - bin.low > 1.5 * asked)
}
