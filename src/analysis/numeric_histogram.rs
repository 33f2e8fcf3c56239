//! The bars of a distribution: how many numbers lie between round edges, on a linear or a
//! logarithmic scale (NIST/SEMATECH e-Handbook of Statistical Methods, 1.3.3.14 "Histogram").
//!
//! It is made of the distribution's cells, not of the numbers: a cell counts whole, in the bin
//! where the number that stands for it lies. A number nearer to an edge than
//! [`Distribution::error`] may therefore be counted on the other side of the edge, unless it has
//! no more digits than `--precision`. Bins are never narrower than a cell, asked for or not. How
//! bars are drawn is not known here. Called by the section `histogram`, and for `below` and
//! `above` of `distribution`.

use super::bins::{Data, HistogramOptions, Plan, Scale};
use crate::aggregate::{Cells, Distribution, GridCell, Outside};

/// Numbers from `low` to below `high`; the last bin of a histogram holds its `high` too.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Bin {
    /// The lower edge.
    pub(crate) low: f64,
    /// The upper edge.
    pub(crate) high: f64,
    /// How many numbers.
    pub(crate) count: u64,
}

/// Bars, and what lies beside them.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct HistogramBins {
    /// Ascending; each begins where the one before ends.
    pub(crate) bins: Vec<Bin>,
    /// How many numbers are below the first bin.
    pub(crate) below: u64,
    /// How many numbers are above the last bin.
    pub(crate) above: u64,
    /// [`Scale::Linear`] or [`Scale::Log`].
    pub(crate) scale: Scale,
    /// Whether tails were left out that would have squeezed all others into a bar or two, though no
    /// range was asked for: they are in `below` and `above`.
    pub(crate) trimmed: bool,
    /// Whether the width asked for made too many bins and was multiplied by a power of ten.
    pub(crate) widened: bool,
}

/// The histogram of a distribution; without bins where nothing is in the range.
///
/// [`Scale::Auto`] takes the width of Freedman and Diaconis, 2 IQR / n^(1/3) ("On the histogram as a
/// density estimator: L2 theory", Zeitschrift fuer Wahrscheinlichkeitstheorie 57, 1981), or where
/// the IQR is 0 that of Sturges, range / (1 + log2 n) ("The choice of a class interval", JASA 21,
/// 1926), made round, and wider until the bins are few enough and no finer than the numbers or
/// their cells. It is linear where a bin is half as wide as the middle half of the numbers or less,
/// or as fine as they are written. Otherwise a long tail takes the room: where no number is negative
/// the scale is logarithmic if the middle half then spans two bins; else bins reach as far as there
/// are numbers within Tukey's outer fences, 3 IQR beyond the quartiles, and what is beyond is below
/// or above. Where the quartiles are equal, the percentiles 10 and 90, 5 and 95, or 1 and 99 stand
/// for them.
///
/// `outside` says how many numbers are outside the range, where they were counted one by one; else
/// whole cells are.
pub(crate) fn histogram(
    distribution: &Distribution,
    options: &HistogramOptions,
    outside: Option<Outside>,
) -> HistogramBins {
    let cells = distribution.cells();
    let (low, high) = options.range.unwrap_or((f64::NEG_INFINITY, f64::INFINITY));
    let inside = |cell: &&GridCell| {
        let reaches_in = outside.is_some() && cell.low <= high && cell.high >= low;
        reaches_in || (low..=high).contains(&cells.value(cell))
    };
    let seen: Vec<GridCell> = cells.as_slice().iter().filter(inside).copied().collect();
    let finest = distribution.finest().and_then(|power| i16::try_from(power).ok());
    let data = Data { cells: &cells, seen: &seen, finest: finest.unwrap_or(0), options };
    let plan = data.plan();
    match outside {
        Some(outside) if !plan.edges.is_empty() => fill_between(&cells, plan, outside),
        _ => fill(&cells, plan, options.range),
    }
}

/// Bins with nothing in them yet.
fn empty(plan: &Plan) -> HistogramBins {
    let bins = plan.edges.windows(2).map(|edge| Bin { low: edge[0], high: edge[1], count: 0 });
    HistogramBins {
        bins: bins.collect(),
        below: 0,
        above: 0,
        scale: plan.scale,
        trimmed: plan.trimmed,
        widened: plan.widened,
    }
}

/// Counts the cells into the bins of the plan but for the numbers outside, which are the smallest
/// and the largest: so every number is counted once, also where a cell reaches across an end.
fn fill_between(cells: &Cells, plan: Plan, outside: Outside) -> HistogramBins {
    let mut filled = HistogramBins { below: outside.below, above: outside.above, ..empty(&plan) };
    let inside = cells.count().saturating_sub(outside.below).saturating_sub(outside.above);
    let (mut below, mut inside) = (outside.below, inside);
    for cell in cells.as_slice() {
        let left = cell.count.saturating_sub(below);
        below = below.saturating_sub(cell.count);
        let here = left.min(inside);
        inside -= here;
        let value = cells.value(cell);
        let at = filled.bins.partition_point(|bin| bin.low <= value).saturating_sub(1);
        if let Some(bin) = filled.bins.get_mut(at) {
            bin.count = bin.count.saturating_add(here);
        }
    }
    filled
}

/// Counts the cells into the bins of the plan.
fn fill(cells: &Cells, plan: Plan, range: Option<(f64, f64)>) -> HistogramBins {
    let mut filled = empty(&plan);
    let ends = range.or_else(|| Some((*plan.edges.first()?, *plan.edges.last()?)));
    let (low, high) = ends.unwrap_or((f64::NEG_INFINITY, f64::INFINITY));
    for cell in cells.as_slice() {
        let value = cells.value(cell);
        let at = filled.bins.partition_point(|bin| bin.low <= value).saturating_sub(1);
        let count = match filled.bins.get_mut(at) {
            _ if value < low => &mut filled.below,
            _ if value > high => &mut filled.above,
            Some(bin) => &mut bin.count,
            None => continue,
        };
        *count = count.saturating_add(cell.count);
    }
    filled
}

#[cfg(test)]
mod tests {
    use proptest::prelude::{any, proptest};
    use proptest::test_runner::Config;

    use super::{HistogramBins, HistogramOptions, Scale, histogram};
    use crate::aggregate::{Distribution, Outside, Precision};
    use crate::number::Number;

    fn of<'a>(texts: impl IntoIterator<Item = &'a str>) -> Distribution {
        let mut distribution = Distribution::new(Precision::DEFAULT);
        for text in texts {
            distribution.add(&Number::read(text.as_bytes()).unwrap(), 1);
        }
        distribution
    }

    fn shown(histogram: &HistogramBins) -> String {
        let bins =
            histogram.bins.iter().map(|bin| format!("{}-{}:{}", bin.low, bin.high, bin.count));
        bins.collect::<Vec<_>>().join(" ")
    }

    fn options(scale: Scale, bins: u32) -> HistogramOptions {
        HistogramOptions { scale, bins: Some(bins), ..HistogramOptions::default() }
    }

    #[test]
    fn bins_are_round_and_whole_numbers_get_whole_bins() {
        let dice = of("1 2 2 3 3 3 4 4 5 6".split(' '));
        let found = histogram(&dice, &options(Scale::Linear, 20), None);
        assert_eq!(shown(&found), "1-2:1 2-3:2 3-4:3 4-5:2 5-6:1 6-7:1");
        let tenths = of("0.1 0.2 0.3 0.3 0.7".split(' '));
        let found = histogram(&tenths, &options(Scale::Linear, 10), None);
        assert_eq!(
            shown(&found),
            "0.1-0.2:1 0.2-0.3:1 0.3-0.4:2 0.4-0.5:0 0.5-0.6:0 0.6-0.7:0 0.7-0.8:1"
        );
        let one = of(["0.152", "0.152"]);
        assert_eq!(shown(&histogram(&one, &HistogramOptions::default(), None)), "0.152-0.153:2");
        let none = histogram(&of([]), &HistogramOptions::default(), None);
        assert_eq!((none.bins.len(), none.below, none.above), (0, 0, 0));
    }

    #[test]
    fn a_range_includes_its_ends_and_counts_the_rest() {
        let data = of("-5 0 10 20 50 99 100 101 500 500".split(' '));
        let asked = HistogramOptions { range: Some((0.0, 100.0)), ..options(Scale::Linear, 5) };
        let found = histogram(&data, &asked, None);
        assert_eq!(shown(&found), "0-20:2 20-40:1 40-60:1 60-80:0 80-100:2");
        assert_eq!((found.below, found.above), (1, 3));
        let away = HistogramOptions { range: Some((1e6, 2e6)), ..asked };
        let found = histogram(&data, &away, None);
        assert_eq!((found.bins.len(), found.below, found.above), (0, 10, 0));
    }

    #[test]
    fn a_width_is_kept_unless_it_makes_too_many_bins() {
        let width = |text: &str| Some(Number::read(text.as_bytes()).unwrap().decimal());
        let data = of("0.05 0.3 0.31 0.7".split(' '));
        let asked = HistogramOptions { width: width("0.3"), ..HistogramOptions::default() };
        let found = histogram(&data, &asked, None);
        assert_eq!((shown(&found).as_str(), found.widened), ("0-0.3:1 0.3-0.6:2 0.6-0.9:1", false));
        let found = histogram(&of(["0", "1e9"]), &asked, None);
        assert!(found.widened && found.bins.len() <= 10_000);
        assert!((found.bins[1].low - 300_000.0).abs() < 1e-9);
    }

    #[test]
    fn bins_are_no_narrower_than_numbers_are_told_apart() {
        let texts: Vec<String> = (990..1100).chain(8190..8210).map(|n| format!("{n}")).collect();
        let data = of(texts.iter().map(String::as_str));
        let one = Number::read(b"1").unwrap().decimal();
        let asked = HistogramOptions { width: Some(one), ..HistogramOptions::default() };
        let found = histogram(&data, &asked, None);
        let full: Vec<_> = found.bins.iter().filter(|bin| bin.count > 0).collect();
        // To 2048 each number has a cell of its own; from 8192 on eight numbers share a cell.
        assert!(full[..110].iter().all(|bin| bin.count == 1 && bin.high - bin.low < 1.5));
        assert!(full[110..].iter().all(|bin| bin.high - bin.low > 7.5), "{}", shown(&found));
        assert_eq!(full.iter().map(|bin| bin.count).sum::<u64>(), 130);
        assert!(!found.widened);
    }

    #[test]
    fn a_range_that_ends_within_a_cell_counts_what_is_inside() {
        // All of them look like 5000.
        let data = of(["5000.5", "5001", "5002", "5003", "5003.5"]);
        let range = Some((5001.0, 5002.5));
        let asked = HistogramOptions { range, ..options(Scale::Auto, 5) };
        let found = histogram(&data, &asked, Some(Outside { below: 1, above: 2 }));
        assert_eq!((shown(&found).as_str(), found.below, found.above), ("5001-5002.5:2", 1, 2));
    }

    #[test]
    fn logarithmic_bins_have_a_place_for_every_sign() {
        let data = of("-30 -1 0 0 0.5 2 700".split(' '));
        let found = histogram(&data, &options(Scale::Log, 9), None);
        assert_eq!(
            shown(&found),
            "-100--10:1 -10--1:1 -1--0.1:0 -0.1-0.1:2 0.1-1:1 1-10:1 10-100:0 100-1000:1"
                .replace("-10--1:1 -1--0.1:0", "-10--1:0 -1--0.1:1")
        );
        let found = histogram(&of(["0", "3"]), &options(Scale::Log, 9), None);
        assert_eq!(shown(&found), "0-3:1 3-4:1");
        let found = histogram(&of(["0", "-3"]), &options(Scale::Log, 9), None);
        assert_eq!(found.bins.iter().map(|bin| bin.count).sum::<u64>(), 2);
    }

    #[test]
    fn the_automatic_scale_does_not_squeeze() {
        let texts = |number: &dyn Fn(u32) -> String, tail: &[&str]| {
            let mut texts: Vec<String> = (0..1000).map(number).collect();
            texts.extend(tail.iter().map(|text| (*text).to_owned()));
            texts
        };
        let even = texts(&|i| format!("{}", i % 500), &[]);
        let wide = texts(&|i| format!("{:.4}", 1.01_f64.powf(f64::from(i)) / 100.0), &[]);
        let outlier = texts(&|i| format!("{}", 1000 + i % 90), &["1000000"]);
        let signed = texts(&|i| format!("{}", f64::from(i % 200) / 10.0 - 10.0), &["-1e9", "1e9"]);
        let zeros = texts(&|i| format!("{}", if i % 10 == 0 { i } else { 0 }), &[]);
        for (data, scale, trimmed) in [
            (even, Scale::Linear, false),
            (wide, Scale::Log, false),
            (outlier, Scale::Linear, true),
            (signed, Scale::Linear, true),
            (zeros, Scale::Linear, false),
        ] {
            let found = histogram(
                &of(data.iter().map(String::as_str)),
                &HistogramOptions { most: 20, ..HistogramOptions::default() },
                None,
            );
            assert_eq!((found.scale, found.trimmed), (scale, trimmed), "{}", shown(&found));
            assert!(found.bins.len() > 5 && found.bins.len() <= 20, "{}", shown(&found));
            let most = found.bins.iter().map(|bin| bin.count).max().unwrap();
            assert!(most <= 910, "{}", shown(&found));
        }
    }

    proptest! {
        #![proptest_config(Config::with_cases(64))]
        #[test]
        fn every_number_is_counted_once(
            numbers in proptest::collection::vec(any::<f64>(), 0..40),
            usual in proptest::collection::vec(-5000..5000_i32, 0..40),
            bins in 1..60_u32, scale in 0..3_usize, range in any::<Option<(i16, u16)>>(),
        ) {
            let numbers = numbers.iter().filter(|x| x.is_finite()).map(|x| format!("{x:e}"));
            let usual = usual.iter().map(|x| format!("{x}e-2"));
            let texts: Vec<String> = numbers.chain(usual).collect();
            let data = of(texts.iter().map(String::as_str));
            let scale = [Scale::Auto, Scale::Linear, Scale::Log][scale];
            let range = range.map(|(low, size)| (f64::from(low), f64::from(low) + f64::from(size)));
            let found = histogram(&data, &HistogramOptions { range, ..options(scale, bins) }, None);
            let inside: u64 = found.bins.iter().map(|bin| bin.count).sum();
            assert_eq!(inside + found.below + found.above, data.count());
            assert!(found.bins.windows(2).all(|pair| pair[0].high.to_bits() == pair[1].low.to_bits()));
            assert!(found.bins.iter().all(|bin| bin.low < bin.high || range.is_some()));
            // Ends of a range that are no edges of their own make a bin more each.
            let ends = if range.is_some() { 2 } else { 0 };
            assert!(found.bins.len() <= bins as usize + ends, "{}", found.bins.len());
            if range.is_none() && scale != Scale::Auto {
                assert_eq!((found.below, found.above), (0, 0), "{}", shown(&found));
            }
        }
    }
}
