//! Quantiles of exact data.

/// The `p`-quantile (0 to 1) of `sorted` ascending numbers, none without numbers.
///
/// Linear interpolation between the two order statistics next to position `(n - 1) p`: type 7 of
/// Hyndman and Fan, "Sample quantiles in statistical packages", The American Statistician 50, 1996.
pub fn quantile(sorted: &[f64], p: f64) -> Option<f64> {
    let last = sorted.len().checked_sub(1)?;
    #[expect(clippy::cast_precision_loss, reason = "an index of a slice in memory")]
    let position = last as f64 * p.clamp(0.0, 1.0);
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "between 0 and the last index"
    )]
    let below = (position.floor() as usize).min(last);
    let (low, high) = (sorted[below], sorted[(below + 1).min(last)]);
    Some(low + (high - low) * (position - position.floor()))
}

#[cfg(test)]
mod tests {
    use super::quantile;

    #[test]
    fn known_quantiles() {
        // R: quantile(c(1,1,1,1,1,3,4,4,4,5,6,11), c(0,.25,.5,.9,.99,1), type = 7)
        let counts = [1.0, 1.0, 1.0, 1.0, 1.0, 3.0, 4.0, 4.0, 4.0, 5.0, 6.0, 11.0];
        let expected =
            [(0.0, 1.0), (0.25, 1.0), (0.5, 3.5), (0.9, 5.9), (0.99, 10.45), (1.0, 11.0)];
        for (p, value) in expected {
            assert!((quantile(&counts, p).unwrap() - value).abs() < 1e-12, "p = {p}");
        }
        assert_eq!(quantile(&[], 0.5), None);
        assert_eq!(quantile(&[2.0], 0.99), Some(2.0));
    }
}
