//! Modified z-score: `0.6745 (x - median) / MAD`, beyond `k` (3.5) on either side.
//!
//! Iglewicz and Hoaglin, "How to Detect and Handle Outliers", ASQC Basic References in Quality
//! Control 16, 1993. MAD is the median of the absolute deviations from the median. Where more than
//! half of the numbers are equal MAD is 0, and 1.2533 times the mean absolute deviation stands in
//! for MAD / 0.6745, as the same authors advise.

use super::rule::{Fences, JudgedNumbers, Judgement, Rule, Verdict};
use crate::analysis::quantile::quantile_of_counted;

/// MAD of a standard normal distribution: its third quartile.
const MAD_OF_NORMAL: f64 = 0.6745;
/// Standard deviation over mean absolute deviation of a normal distribution, sqrt(pi / 2).
const STDEV_OVER_MEAN_DEVIATION: f64 = 1.2533;

pub(super) const RULE: Rule = Rule {
    name: "mad",
    default_k: 3.5,
    description: "modified z-score beyond K, by the median absolute deviation (Iglewicz and Hoaglin)",
    upper: "median + {k} MAD/0.6745",
    both: "median ± {k} MAD/0.6745",
    verdict,
    cannot_flag: |_, _| None,
};

fn verdict(sample: &JudgedNumbers<'_>, k: f64) -> Option<Verdict> {
    let median = quantile_of_counted(sample.counted, 0.5)?;
    let deviations = sample.counted.iter().map(|(x, times)| ((x - median).abs(), *times));
    let mut deviations: Vec<(f64, u64)> = deviations.collect();
    deviations.sort_unstable_by(|a, b| a.0.total_cmp(&b.0));
    let mad = quantile_of_counted(&deviations, 0.5)?;
    let unit = if mad > 0.0 {
        mad / MAD_OF_NORMAL
    } else {
        let (n, sum) = (
            sample.count() as f64,
            deviations.iter().map(|(deviation, times)| deviation * *times as f64).sum::<f64>(),
        );
        STDEV_OVER_MEAN_DEVIATION * sum / n
    };
    if unit <= 0.0 {
        return None;
    }
    Some(Verdict {
        fences: Fences { low: median - k * unit, high: median + k * unit },
        center: (median, median),
        unit,
        unsigned: false,
        sums: None,
        test: Judgement::Fences,
    })
}

#[cfg(test)]
mod tests {
    use super::super::{JudgedNumbers, counted};
    use super::RULE;

    fn judged(sorted: &[f64]) -> Option<super::Verdict> {
        let counted = counted(sorted);
        (RULE.verdict)(
            &JudgedNumbers { counted: &counted, mean: 0.0, stdev: 0.0, exact: None },
            3.5,
        )
    }

    #[test]
    fn known_outliers_and_the_fallback() {
        let verdict = judged(&[1.0, 2.0, 3.0, 4.0, 100.0]).unwrap();
        assert!((verdict.score(100.0) - 0.6745 * 97.0).abs() < 1e-9);
        assert!(verdict.stands_out(100.0) && !verdict.stands_out(8.0));
        // Median 5, MAD 0, mean absolute deviation 10 / 5.
        let verdict = judged(&[5.0, 5.0, 5.0, 5.0, 15.0]).unwrap();
        assert!((verdict.score(15.0) - 10.0 / (1.2533 * 2.0)).abs() < 1e-9);
        assert!(judged(&[5.0; 4]).is_none());
        assert!(judged(&[]).is_none());
    }
}
