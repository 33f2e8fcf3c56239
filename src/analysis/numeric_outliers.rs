//! The numbers that stand apart under `-N`: the cells of a distribution beyond the fences of a rule.
//! The rules are not here ([`super::outliers`]). Called by the section `numeric_outliers`.

use crate::aggregate::{Cell, Cells};

/// The cells whose numbers lie below `low` or above `high`, ascending; a fence that is missing
/// excludes nothing. A cell counts whole, by the number that stands for it.
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
}
