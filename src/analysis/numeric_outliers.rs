//! The section `numeric_outliers`: the cells of the distribution under `-N` beyond the fences of the
//! outlier rule ([`super::outliers`]).

use super::context::{Built, SectionContext};
use super::outliers::{JudgedNumbers, OutlierRule, Verdict};
use crate::aggregate::{Cells, Distribution, GridCell};
use crate::report;

/// The section `numeric_outliers`.
pub(super) fn build<'a>(context: &SectionContext<'a>) -> Option<Built<'a>> {
    let (totals, _) = context.numbers()?;
    let distribution = &totals.distribution;
    let cells = distribution.cells();
    let verdict = verdict_of_cells(distribution, &cells, &context.options.rule);
    let out = verdict.map_or_else(Vec::new, |Verdict { fences, .. }| {
        numeric_outliers(&cells, Some(fences.low), Some(fences.high))
    });
    // A cell may reach farther than the numbers do, which would be misread.
    let least = distribution.minimum().unwrap_or(f64::NEG_INFINITY);
    let most = distribution.maximum().unwrap_or(f64::INFINITY);
    let rows = out.iter().map(|cell| {
        let (low, high) = (cell.low.max(least), cell.high.min(most));
        vec![report::Cell::Number(low), report::Cell::Number(high), report::Cell::Count(cell.count)]
    });
    Some(Built::Rows(rows.collect()))
}

/// The cells whose numbers lie below `low` or above `high`, ascending; a fence that is missing
/// excludes nothing.
///
/// A cell is beyond a fence when the number that stands for it is ([`Cells::value`]), and then it
/// counts whole: as the histogram counts it and percentiles tell it. So numbers of as many digits as
/// `--precision` are marked as the rule has it, strictly beyond the fence; others nearer to it than
/// the error of percentiles may be on either side.
pub(crate) fn numeric_outliers(
    cells: &Cells,
    low: Option<f64>,
    high: Option<f64>,
) -> Vec<GridCell> {
    let beyond = |cell: &&GridCell| {
        let value = cells.value(cell);
        low.is_some_and(|low| value < low) || high.is_some_and(|high| value > high)
    };
    cells.as_slice().iter().filter(beyond).copied().collect()
}

/// The verdict on all numbers: mean and deviation are exact, median and quartiles are taken of the numbers
/// shown for their cells, off by at most the error of percentiles.
fn verdict_of_cells(
    distribution: &Distribution,
    cells: &Cells,
    rule: &OutlierRule,
) -> Option<Verdict> {
    let mean = distribution.mean()?;
    let stdev = distribution.stdev().unwrap_or(0.0);
    let number = |cell: &GridCell| (cells.value(cell), cell.count);
    let counted: Vec<(f64, u64)> = cells.as_slice().iter().map(number).collect();
    rule.verdict(&JudgedNumbers { counted: &counted, mean, stdev, exact: None })
}

#[cfg(test)]
mod tests {
    use super::{numeric_outliers, verdict_of_cells};
    use crate::aggregate::{Distribution, Precision};
    use crate::number::Number;

    #[test]
    fn what_lies_on_a_fence_is_inside() {
        let mut distribution = Distribution::new(Precision::DEFAULT);
        for text in ["-7", "1", "2", "2", "3", "900"] {
            distribution.add(&Number::read(text.as_bytes()).unwrap(), 2);
        }
        let cells = distribution.cells();
        let cases = [
            (Some(1.0), Some(3.0), 4),
            (None, Some(2.0), 4),
            (Some(1.5), None, 4),
            (None, None, 0),
        ];
        for (low, high, count) in cases {
            let found: u64 = numeric_outliers(&cells, low, high).iter().map(|c| c.count).sum();
            assert_eq!(found, count, "{low:?} {high:?}");
        }
    }

    #[test]
    fn a_cell_across_a_fence_is_where_its_number_is() {
        let mut distribution = Distribution::new(Precision::DEFAULT);
        for text in ["0.3", "0.3", "2001"] {
            distribution.add(&Number::read(text.as_bytes()).unwrap(), 1);
        }
        let cells = distribution.cells();
        let count = |high| {
            numeric_outliers(&cells, None, Some(high)).iter().map(|cell| cell.count).sum::<u64>()
        };
        // Both fences are in the cell of 0.3, whose number is shown as 0.3.
        assert_eq!((count(0.299_95), count(0.300_05)), (3, 1));
        // 2001 shares a cell with 2000, but it is the maximum.
        assert_eq!((count(2000.5), count(2001.0)), (1, 0));
    }

    #[test]
    fn a_rare_number_weighs_as_much_as_it_occurs() {
        let mut distribution = Distribution::new(Precision::DEFAULT);
        for (text, times) in [("5", 999_994), ("5.03", 1), ("1000", 5)] {
            distribution.add(&Number::read(text.as_bytes()).unwrap(), times);
        }
        let verdict =
            verdict_of_cells(&distribution, &distribution.cells(), &"mad".parse().unwrap())
                .unwrap();
        // Median 5, MAD 0, mean absolute deviation (5 x 995 + 0.03) / 1,000,000.
        let unit = 1.2533 * (5.0 * 995.0 + 0.03) / 1e6;
        assert!((verdict.fences.high - (5.0 + 3.5 * unit)).abs() < 1e-9);
        assert!(verdict.stands_out(5.03));
    }
}
