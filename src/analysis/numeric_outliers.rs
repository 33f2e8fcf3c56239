//! The numbers that stand apart under `-N`: the cells of a distribution beyond the fences of a rule.
//! The rules are not here ([`super::outliers`]). Called by the section `numeric_outliers`.

use crate::aggregate::{Cell, Cells};

/// The cells whose numbers lie below `low` or above `high`, ascending; a fence that is missing
/// excludes nothing.
///
/// A cell is beyond a fence when the number that stands for it is ([`Cells::value`]), and then it
/// counts whole: as the histogram counts it and percentiles tell it. So numbers of as many digits as
/// `--precision` are marked as the rule has it, strictly beyond the fence; others nearer to it than
/// the error of percentiles may be on either side.
pub fn numeric_outliers(cells: &Cells, low: Option<f64>, high: Option<f64>) -> Vec<Cell> {
    let beyond = |cell: &&Cell| {
        let value = cells.value(cell);
        low.is_some_and(|low| value < low) || high.is_some_and(|high| value > high)
    };
    cells.as_slice().iter().filter(beyond).copied().collect()
}

#[cfg(test)]
mod tests {
    use super::numeric_outliers;
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
        // Both fences are in the cell of 0.3, which is told as 0.3.
        assert_eq!((count(0.299_95), count(0.300_05)), (3, 1));
        // 2001 shares a cell with 2000, but it is the maximum.
        assert_eq!((count(2000.5), count(2001.0)), (1, 0));
    }
}
