//! Tukey's fences: beyond the quartiles by more than `k` (1.5) interquartile ranges.
//!
//! Tukey, "Exploratory Data Analysis", Addison-Wesley, 1977, section 2C. The score is the distance
//! beyond the nearer quartile in interquartile ranges, 0 between the quartiles.

use super::rule::{Fences, JudgedNumbers, Judgement, Rule, Verdict};
use crate::analysis::quantile::quantile_of_counted;

pub(super) const RULE: Rule = Rule {
    name: "iqr",
    default_k: 1.5,
    description: "more than K interquartile ranges beyond the quartiles (Tukey)",
    upper: "third quartile + {k} IQR",
    both: "quartiles ± {k} IQR",
    verdict,
    cannot_flag: |_, _| None,
};

fn verdict(sample: &JudgedNumbers<'_>, k: f64) -> Option<Verdict> {
    let quartile = |p| quantile_of_counted(sample.counted, p);
    let (first, third) = (quartile(0.25)?, quartile(0.75)?);
    let range = third - first;
    if range <= 0.0 {
        return None;
    }
    Some(Verdict {
        fences: Fences { low: first - k * range, high: third + k * range },
        center: (first, third),
        unit: range,
        unsigned: true,
        sums: None,
        test: Judgement::Fences,
    })
}

#[cfg(test)]
mod tests {
    use super::super::{JudgedNumbers, counted};
    use super::RULE;

    #[test]
    fn fences_of_known_numbers() {
        let sorted = [1.0, 2.0, 3.0, 4.0, 5.0, 6.0, 7.0, 8.0, 20.0];
        let counted = counted(&sorted);
        let sample = JudgedNumbers { counted: &counted, mean: 0.0, stdev: 0.0, exact: None };
        let verdict = (RULE.verdict)(&sample, 1.5).unwrap();
        assert_eq!((verdict.fences.low, verdict.fences.high), (-3.0, 13.0));
        assert!(verdict.stands_out(20.0) && !verdict.stands_out(13.0));
        assert!((verdict.score(20.0) - 3.25).abs() < 1e-12);
        assert!(verdict.score(5.0).abs() < 1e-12);
    }
}
