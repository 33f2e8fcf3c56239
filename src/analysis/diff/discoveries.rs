//! Which of many tests count: the false discovery rate.

/// The q-value of each p-value: the least false discovery rate at which it counts as a discovery.
///
/// Y. Benjamini and Y. Hochberg, "Controlling the false discovery rate: a practical and powerful
/// approach to multiple testing", Journal of the Royal Statistical Society B 57, 1995.
pub(super) fn q_values(p_values: &[f64]) -> Vec<f64> {
    let mut order: Vec<usize> = (0..p_values.len()).collect();
    order.sort_by(|one, other| p_values[*one].total_cmp(&p_values[*other]));
    let mut q_values = vec![1.0; p_values.len()];
    let mut least: f64 = 1.0;
    #[expect(clippy::cast_precision_loss, reason = "ranks are far below 2^52")]
    for (rank, place) in order.iter().enumerate().rev() {
        least = least.min(p_values[*place] * p_values.len() as f64 / (rank + 1) as f64);
        q_values[*place] = least;
    }
    q_values
}

#[cfg(test)]
mod tests {
    use super::q_values;

    /// `scipy.stats.false_discovery_control`.
    #[test]
    fn equals_scipy() {
        let found = q_values(&[0.01, 0.04, 0.03, 0.2, 0.005, 0.9]);
        let expected = [0.03, 0.06, 0.06, 0.24, 0.03, 0.9];
        assert!(found.iter().zip(expected).all(|(one, other)| (one - other).abs() < 1e-12));
        assert!(q_values(&[]).is_empty());
    }
}
