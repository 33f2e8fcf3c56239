//! Mean plus and minus `k` population standard deviations, strictly beyond, on both sides: the
//! rule of the original streamstats (2009).
//!
//! Among `n` numbers none can be more than `sqrt(n - 1)` population standard deviations from their
//! mean (Samuelson, "How deviant can you be?", Journal of the American Statistical Association 63,
//! 1968), so that with `k` = 2 nothing can be marked among five numbers or fewer.

use super::rule::{Fences, JudgedNumbers, Judgement, Rule, Verdict};

pub(super) const RULE: Rule = Rule {
    name: "stdev",
    default_k: 2.0,
    description: "more than K standard deviations from the mean",
    upper: "mean + {k} stdev",
    both: "mean ± {k} stdev",
    verdict,
    cannot_flag,
};

fn verdict(sample: &JudgedNumbers<'_>, k: f64) -> Option<Verdict> {
    if sample.stdev <= 0.0 {
        return None;
    }
    let reach = k * sample.stdev;
    let test = if marks_none(usize::try_from(sample.count()).unwrap_or(usize::MAX), k) {
        Judgement::Never
    } else {
        sample
            .exact
            .map_or(Judgement::Fences, |sums| Judgement::Whole(sums, k * sums.spread.sqrt()))
    };
    Some(Verdict {
        fences: Fences { low: sample.mean - reach, high: sample.mean + reach },
        center: (sample.mean, sample.mean),
        unit: sample.stdev,
        unsigned: false,
        sums: sample.exact,
        test,
    })
}

/// Whether no number of `n` can be more than `k` deviations from the mean.
fn marks_none(n: usize, k: f64) -> bool {
    let most = n.saturating_sub(1) as f64;
    most <= k * k
}

fn cannot_flag(n: usize, k: f64) -> Option<String> {
    marks_none(n, k).then(|| {
        format!(
            "with {n} value{} nothing can be more than {k} stdev from the mean; \
             try --outlier-rule mad",
            if n == 1 { "" } else { "s" }
        )
    })
}

#[cfg(test)]
mod tests {
    use super::super::{ExactSums, JudgedNumbers, counted};
    use super::RULE;

    #[test]
    fn a_count_on_the_fence_is_not_beyond_it() {
        // Eight ones and two x have z = 2 exactly for any x.
        for x in [4.0, 6.0, 7.0, 13.0, 1001.0] {
            let sorted = [[1.0; 8].as_slice(), &[x; 2]].concat();
            let (sum, squares) = (8.0 + 2.0 * x, 8.0 + 2.0 * x * x);
            let exact = Some(ExactSums { n: 10.0, sum, spread: 10.0 * squares - sum * sum });
            let mean = sum / 10.0;
            let stdev = (squares / 10.0 - mean * mean).sqrt();
            let sample = JudgedNumbers { counted: &counted(&sorted), mean, stdev, exact };
            let verdict = (RULE.verdict)(&sample, 2.0).unwrap();
            assert!(!verdict.stands_out(x), "{x}");
            assert!(verdict.stands_out(x + 1.0), "{x}");
        }
    }
}
