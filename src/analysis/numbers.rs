//! The sections that tell how measured numbers are distributed: `distribution`, `histogram`,
//! `numeric_outliers`.

use super::numeric_histogram::{Bin, Histogram, HistogramOptions, Scale, histogram};
use super::numeric_outliers::numeric_outliers;
use super::outliers::{OutlierRule, Sample, Verdict};
use super::quantile::quantile;
use crate::aggregate::{Cells, Distribution, NumberTotals, Percentile, Precision};
use crate::number::Unit;
use crate::report::{Body, Cell, Field, Note, Remark, Section, Table};

/// What is asked of measured numbers.
#[derive(Debug, Clone)]
pub struct NumberAnalysis {
    /// The value itself is the number: its cells are judged, and no values are counted.
    pub is_value: bool,
    /// The precision asked for.
    pub precision: Precision,
    /// The percentiles told.
    pub percentiles: Vec<Percentile>,
    /// How the histogram is cut.
    pub histogram: HistogramOptions,
}

/// The sections, in the order they are printed; `unit` is that of bare numbers.
pub(super) fn sections(
    totals: &NumberTotals,
    unit: Option<&'static str>,
    options: &NumberAnalysis,
    rule: &OutlierRule,
) -> Vec<Section<'static>> {
    let distribution = &totals.distribution;
    let cells = distribution.cells();
    let bars = bars(totals, options);
    let record = record(totals, &cells, unit, options, &bars);
    let mut sections = vec![
        Section { name: "distribution", body: Body::Record(record) },
        Section { name: "histogram", body: Body::Table(bins(&bars)) },
    ];
    if options.is_value {
        let verdict = judge(distribution, &cells, rule);
        let fences = verdict.map(|verdict| verdict.fences);
        let out = fences.map_or_else(Vec::new, |fences| {
            numeric_outliers(&cells, Some(fences.low), Some(fences.high))
        });
        // A cell may reach farther than the numbers do, which would be misread.
        let least = distribution.minimum().unwrap_or(f64::NEG_INFINITY);
        let most = distribution.maximum().unwrap_or(f64::INFINITY);
        let rows = out.iter().map(|cell| {
            let (low, high) = (cell.low.max(least), cell.high.min(most));
            vec![Cell::Number(low), Cell::Number(high), Cell::Count(cell.count)]
        });
        let table = table(&["low", "high", "count"], rows.collect());
        sections.push(Section { name: "numeric_outliers", body: Body::Table(table) });
    }
    sections
}

/// The bars as they are asked for; where nothing is, and linear ones would leave numbers out, those
/// that grow.
fn bars(totals: &NumberTotals, options: &NumberAnalysis) -> Histogram {
    let distribution = &totals.distribution;
    let asked = histogram(distribution, &options.histogram, totals.outside);
    if !asked.trimmed {
        return asked;
    }
    let growing = HistogramOptions { scale: Scale::Log, ..options.histogram };
    histogram(distribution, &growing, totals.outside)
}

fn record(
    totals: &NumberTotals,
    cells: &Cells,
    unit: Option<&'static str>,
    options: &NumberAnalysis,
    bars: &Histogram,
) -> Vec<Field<'static>> {
    let distribution = &totals.distribution;
    let some = distribution.count() > 0;
    // A count that stays at the largest is not exact, and neither is what is divided by it.
    let is_exact = distribution.count() < u64::MAX;
    let unit = common_unit(totals, unit);
    let number = Cell::number;
    let field = |name: &str, cell| Field { name: name.to_owned().into(), cell, remark: None };
    let mut fields = vec![
        field("count", Cell::Count(distribution.count())),
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
        let told = cells.percentile(*percentile).filter(|_| is_exact);
        fields.push(field(&percentile.to_string(), number(told)));
    }
    fields
}

/// The units numbers came with; a bare 0 has that of the others, where there is one.
fn units(totals: &NumberTotals) -> impl Iterator<Item = Unit> {
    let distribution = &totals.distribution;
    let zeros = totals.bare_zeros;
    let is_zero = zeros == distribution.count();
    [Unit::Bare, Unit::Seconds, Unit::Bytes, Unit::Percent].into_iter().filter(move |unit| {
        let met = distribution.with_unit(*unit);
        met > if *unit == Unit::Bare && !is_zero { zeros } else { 0 }
    })
}

/// The unit of all numbers: that of their suffixes, `bare` where they have none; none where units
/// are mixed.
fn common_unit(totals: &NumberTotals, bare: Option<&'static str>) -> Option<&'static str> {
    let mut names = units(totals).map(|unit| if unit == Unit::Bare { bare } else { unit.name() });
    let first = names.next()?;
    names.all(|name| name == first).then_some(first)?
}

fn bins(bars: &Histogram) -> Table<'static> {
    let counts = bars.bins.iter().map(|bin| bin.count).chain([bars.below, bars.above]);
    // Weights may come to more than 64 bits.
    let total: u128 = counts.map(u128::from).sum();
    #[expect(clippy::cast_precision_loss, reason = "a share is a double")]
    let share = |count: u64| if total == 0 { 0.0 } else { count as f64 / total as f64 };
    let rows = bars.bins.iter().map(|bin| {
        let share = Cell::Share(share(bin.count));
        vec![Cell::Number(bin.low), Cell::Number(bin.high), Cell::Count(bin.count), share]
    });
    table(&["low", "high", "count", "share"], rows.collect())
}

fn table(columns: &[&'static str], rows: Vec<Vec<Cell<'static>>>) -> Table<'static> {
    let columns = columns.iter().map(|name| (*name).into()).collect();
    Table { columns, rows: Box::new(rows), left_out: None }
}

/// The fences of the numbers themselves; median, quartiles and deviations by their cells, each cell
/// at the number that stands for it.
fn judge(distribution: &Distribution, cells: &Cells, rule: &OutlierRule) -> Option<Verdict> {
    let mean = distribution.mean()?;
    let stdev = distribution.stdev().unwrap_or(0.0);
    let sorted = spread(cells);
    quantile(&sorted, 0.5)?;
    rule.judge(&Sample { sorted: &sorted, mean, stdev, exact: None })
}

/// At most so many numbers stand for a distribution where a rule asks for order statistics.
const STAND_INS: u64 = 100_000;

/// Numbers in the proportions of the cells, ascending.
fn spread(cells: &Cells) -> Vec<f64> {
    let total = cells.count().max(1);
    let wanted = total.min(STAND_INS);
    let mut sorted = Vec::new();
    let mut seen = 0_u128;
    for cell in cells.as_slice() {
        seen += u128::from(cell.count);
        let until = seen * u128::from(wanted) / u128::from(total);
        let until = usize::try_from(until).unwrap_or(usize::MAX);
        sorted.resize(until.max(sorted.len()), cells.value(cell));
    }
    sorted
}

/// The most significant digits there can be (`--precision`).
const MOST_DIGITS: u8 = 5;

/// What must be said beside the figures.
pub(super) fn notes(
    totals: &NumberTotals,
    unit: Option<&'static str>,
    options: &NumberAnalysis,
) -> Vec<Note> {
    let distribution = &totals.distribution;
    let bars = bars(totals, options);
    let mut notes = Vec::new();
    let mut note = |text: &str| notes.push(Note { text: text.to_owned(), in_text: false });
    if distribution.cut() > 0 {
        note("numbers of more digits than are kept were cut: their sums are not exact");
    }
    if units(totals).count() > 1 && common_unit(totals, unit).is_none() {
        note("numbers of several units are measured together");
    }
    if bars.trimmed {
        note(
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
    let remedy = if options.precision.digits() == MOST_DIGITS {
        ""
    } else {
        "; a higher --precision tells more"
    };
    if let Some(bin) = widened(&bars, options) {
        note(&format!(
            "from {} on bars are wider than was asked, for numbers are not told apart more finely{remedy}",
            bin.low
        ));
    } else if is_asked && bars.bins.iter().any(is_fine) {
        note(&format!(
            "bars are hardly wider than numbers are told apart, so that even numbers may look uneven{remedy}"
        ));
    }
    if bars.widened {
        note("the bins are wider than was asked, for there would be too many");
    }
    notes
}

/// The first bin that is wider than the width asked for because numbers are told no better there;
/// not where all bins are.
fn widened<'b>(bars: &'b Histogram, options: &NumberAnalysis) -> Option<&'b Bin> {
    let asked = options.histogram.width?.to_f64();
    let asked = if bars.widened { f64::INFINITY } else { asked };
    bars.bins.iter().find(|bin| bin.high - bin.low > 1.5 * asked)
}
