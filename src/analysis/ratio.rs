//! The share of events that are hits, and how low it may be.

/// The share of `count` events that are hits, or `None` of no events.
pub(super) fn ratio(hits: u64, count: u64) -> Option<f64> {
    (count > 0).then(|| hits as f64 / count as f64)
}

/// The lower end of the 95 % interval of a share (E. B. Wilson, "Probable inference, the law of
/// succession, and statistical inference", Journal of the American Statistical Association 22, 1927), or
/// `None` of no events.
pub(super) fn wilson_low(hits: u64, count: u64) -> Option<f64> {
    const Z: f64 = 1.959_964;
    let p = ratio(hits, count)?;
    // The formula gives 0 here, but its rounding errors give 1e-19.
    if hits == 0 {
        return Some(0.0);
    }
    let n = count as f64;
    let z2 = Z * Z;
    let middle = p + z2 / (2.0 * n);
    let half = Z * (p * (1.0 - p) / n + z2 / (4.0 * n * n)).sqrt();
    Some(((middle - half) / (1.0 + z2 / n)).max(0.0))
}

#[cfg(test)]
mod tests {
    use super::wilson_low;

    /// Hits, events, and the lower end that statsmodels 0.15 gives:
    /// `proportion_confint(hits, events, method="wilson")`.
    const WILSON: [(u64, u64, f64); 6] = [
        (0, 10, 0.0),
        (1, 1, 0.206_549_314_377_237_4),
        (3, 10, 0.107_791_267_406_301_04),
        (47, 50, 0.837_829_083_111_618_2),
        (10, 10, 0.722_467_200_137_110_6),
        (1_234, 99_999, 0.011_674_364_596_285_465),
    ];

    #[test]
    fn lower_ends_of_shares_are_those_of_statsmodels() {
        for (hits, count, expected) in WILSON {
            let found = wilson_low(hits, count).unwrap();
            assert!((found - expected).abs() < 1e-7, "{hits} of {count}: {found}");
        }
        assert_eq!(wilson_low(0, 0), None);
        assert!((1..2_000).all(|count| wilson_low(0, count) == Some(0.0)));
    }
}
