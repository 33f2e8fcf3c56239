//! What an outlier rule is: the numbers it judges, and the verdict it gives.

#[derive(Debug, Clone, Copy)]
pub(crate) struct JudgedNumbers<'a> {
    /// The numbers, ascending, each with how often it occurs.
    pub(crate) counted: &'a [(f64, u64)],
    /// Their arithmetic mean.
    pub(crate) mean: f64,
    /// Their population standard deviation; exactly 0 where all are equal.
    pub(crate) stdev: f64,
    /// Mean and deviation from exact sums, of numbers that are counts.
    pub(crate) exact: Option<ExactSums>,
}

impl JudgedNumbers<'_> {
    /// How many numbers there are.
    pub(crate) fn count(&self) -> u64 {
        self.counted.iter().fold(0, |sum: u64, (_, times)| sum.saturating_add(*times))
    }
}

/// Ascending numbers, each with how often it occurs in `sorted`.
pub(crate) fn counted(sorted: &[f64]) -> Vec<(f64, u64)> {
    let runs = sorted.chunk_by(|a, b| a.total_cmp(b).is_eq());
    runs.filter_map(|run| Some((*run.first()?, run.len() as u64))).collect()
}

/// Sums of whole numbers, without rounding.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct ExactSums {
    /// How many numbers.
    pub(crate) n: f64,
    pub(crate) sum: f64,
    /// `n` times the sum of their squares, less the square of their sum.
    pub(crate) spread: f64,
}

/// The limits beyond which a number stands out.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Fences {
    /// Numbers below stand out.
    pub(crate) low: f64,
    /// Numbers above stand out.
    pub(crate) high: f64,
}

/// What a rule makes of a sample.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Verdict {
    pub(crate) fences: Fences,
    /// Where scores are measured from: the mean, the median, or the quartiles.
    pub(super) center: (f64, f64),
    /// The length of one unit of score.
    pub(super) unit: f64,
    /// Scores count from the nearer center and have no sign.
    pub(super) unsigned: bool,
    /// The score from whole numbers, where the rule has it, is this one's.
    pub(super) sums: Option<ExactSums>,
    pub(super) test: Judgement,
}

/// How a number is held against the verdict.
#[derive(Debug, Clone, Copy)]
pub(super) enum Judgement {
    /// Against the fences.
    Fences,
    /// `|n x - sum| > limit`: in whole numbers, so that a count that lies just on the fence is not
    /// beyond it by rounding.
    Whole(ExactSums, f64),
    /// Nothing can stand out.
    Never,
}

impl Verdict {
    /// How far `number` is out, in the rule's own unit.
    pub(crate) fn score(&self, number: f64) -> f64 {
        let (low, high) = self.center;
        if let Some(sums) = self.sums {
            return (sums.n * number - sums.sum) / sums.spread.sqrt();
        }
        let beyond = if number > high {
            number - high
        } else if number < low {
            number - low
        } else {
            0.0
        };
        (if self.unsigned { beyond.abs() } else { beyond }) / self.unit
    }

    /// Whether `number` is strictly beyond a fence.
    pub(crate) fn stands_out(&self, number: f64) -> bool {
        match self.test {
            Judgement::Fences => number < self.fences.low || number > self.fences.high,
            Judgement::Whole(sums, limit) => (sums.n * number - sums.sum).abs() > limit,
            Judgement::Never => false,
        }
    }
}

/// Makes a verdict on a sample with factor `k`; `None` for a sample without spread.
pub(super) type VerdictFunction = fn(&JudgedNumbers<'_>, f64) -> Option<Verdict>;

#[derive(Debug)]
pub(crate) struct Rule {
    /// Its name on the command line and in the report.
    pub(crate) name: &'static str,
    /// The factor used where none is given.
    pub(crate) default_k: f64,
    /// What it does, for help and the man page.
    pub(crate) description: &'static str,
    /// The upper fence in words, with `{k}` for the factor.
    pub(crate) upper: &'static str,
    /// Both fences in words, with `{k}` for the factor.
    pub(crate) both: &'static str,
    pub(super) verdict: VerdictFunction,
    /// Why the rule cannot mark anything among `n` numbers with factor `k`, if so.
    pub(super) cannot_flag: fn(usize, f64) -> Option<String>,
}
