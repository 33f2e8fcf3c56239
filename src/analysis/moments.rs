//! Mean and standard deviation of counts, exact as long as integers hold them.

/// Count, sum and spread of whole numbers.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Moments {
    /// How many numbers.
    pub(super) n: u64,
    /// Their sum.
    pub(super) sum: u128,
    /// `n * sum of squares - sum^2`, which is n^2 times the population variance; `None` when it
    /// overflows 128 bits.
    pub(super) spread: Option<u128>,
    /// Arithmetic mean, 0 without numbers.
    pub(super) mean: f64,
    /// Population standard deviation, 0 without numbers.
    pub(super) stdev: f64,
}

impl Moments {
    /// The moments of `numbers`. If the sums overflow, the two-pass formula in doubles takes over,
    /// whose last digits depend on the order of `numbers` (Chan, Golub and `LeVeque`, "Algorithms
    /// for computing the sample variance", The American Statistician 37, 1983).
    pub(super) fn of(numbers: &[u64]) -> Self {
        let n = numbers.len() as u64;
        let sum: u128 = numbers.iter().map(|number| u128::from(*number)).sum();
        if n == 0 {
            return Self { n, sum, spread: Some(0), mean: 0.0, stdev: 0.0 };
        }
        let mean = sum as f64 / n as f64;
        let spread = exact_spread(numbers, n, sum);
        let stdev = match spread {
            Some(spread) => (spread as f64).sqrt() / n as f64,
            None => {
                let squares = numbers.iter().map(|number| (*number as f64 - mean).powi(2));
                (squares.sum::<f64>() / n as f64).sqrt()
            }
        };
        Self { n, sum, spread, mean, stdev }
    }
}

fn exact_spread(numbers: &[u64], n: u64, sum: u128) -> Option<u128> {
    let squares = numbers.iter().try_fold(0_u128, |squares, number| {
        squares.checked_add(u128::from(*number) * u128::from(*number))
    })?;
    squares.checked_mul(u128::from(n))?.checked_sub(sum.checked_mul(sum)?)
}

#[cfg(test)]
mod tests {
    use super::Moments;

    #[test]
    fn the_twelve_counts_of_the_contract() {
        let moments = Moments::of(&[1, 1, 4, 4, 1, 1, 5, 4, 11, 6, 3, 1]);
        assert_eq!((moments.sum, moments.mean), (42, 3.5));
        assert!((moments.stdev - 2.843_120_351_54).abs() < 1e-11);
    }

    #[test]
    fn numbers_too_large_for_exact_sums_are_close_all_the_same() {
        let moments = Moments::of(&[u64::MAX, u64::MAX - 2, u64::MAX, u64::MAX - 2]);
        assert_eq!(moments.spread, None);
        assert!(moments.stdev.is_finite());
        assert_eq!(Moments::of(&[7; 3]).spread, Some(0));
    }
}
