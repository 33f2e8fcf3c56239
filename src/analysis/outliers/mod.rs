//! Which values stand out: one rule a file, one row a rule in [`OUTLIER_RULES`].

mod iqr;
mod mad;
mod stdev;

use std::str::FromStr;

/// The numbers a rule judges, one for each value.
#[derive(Debug, Clone, Copy)]
pub struct Sample<'a> {
    /// The numbers, ascending.
    pub sorted: &'a [f64],
    /// Their arithmetic mean.
    pub mean: f64,
    /// Their population standard deviation; exactly 0 where all are equal.
    pub stdev: f64,
    /// The same from exact sums, where the numbers are counts.
    pub exact: Option<ExactSums>,
}

/// Sums of whole numbers, without rounding.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct ExactSums {
    /// How many numbers.
    pub n: f64,
    /// Their sum.
    pub sum: f64,
    /// `n` times the sum of their squares, less the square of their sum.
    pub spread: f64,
}

/// The limits beyond which a number stands out.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Fences {
    /// Numbers below stand out.
    pub low: f64,
    /// Numbers above stand out.
    pub high: f64,
}

/// What a rule makes of a sample.
#[derive(Debug, Clone, Copy)]
pub struct Verdict {
    /// The limits.
    pub fences: Fences,
    /// Where scores are measured from: the mean, the median, or the quartiles.
    pub(crate) center: (f64, f64),
    /// The length of one unit of score.
    pub(crate) unit: f64,
    /// Scores count from the nearer center and have no sign.
    pub(crate) unsigned: bool,
    /// The score from whole numbers, where the rule has it, is this one's.
    pub(crate) sums: Option<ExactSums>,
    pub(crate) test: Test,
}

/// How a number is held against the verdict.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Test {
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
    pub fn score(&self, number: f64) -> f64 {
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
    pub fn stands_out(&self, number: f64) -> bool {
        match self.test {
            Test::Fences => number < self.fences.low || number > self.fences.high,
            Test::Whole(sums, limit) => (sums.n * number - sums.sum).abs() > limit,
            Test::Never => false,
        }
    }
}

/// Makes a verdict on a sample with factor `k`; none where the sample has no spread.
type Judge = fn(&Sample<'_>, f64) -> Option<Verdict>;

/// One rule.
#[derive(Debug)]
pub struct Rule {
    /// Its name on the command line and in the report.
    pub name: &'static str,
    /// The factor used where none is given.
    pub default_k: f64,
    /// What it does, for help and the man page.
    pub description: &'static str,
    /// How text tells the upper fence, with `{k}` for the factor.
    pub upper: &'static str,
    judge: Judge,
    /// Why the rule cannot mark anything among `n` numbers with factor `k`, if so.
    cannot_flag: fn(usize, f64) -> Option<String>,
}

/// All rules.
pub static OUTLIER_RULES: [Rule; 3] = [stdev::RULE, mad::RULE, iqr::RULE];

/// A rule and its factor.
#[derive(Debug, Clone, Copy)]
pub struct OutlierRule {
    rule: &'static Rule,
    k: f64,
}

impl Default for OutlierRule {
    fn default() -> Self {
        Self { rule: &OUTLIER_RULES[0], k: OUTLIER_RULES[0].default_k }
    }
}

impl OutlierRule {
    /// `name:k`, as it is written on the command line.
    pub fn name(&self) -> String {
        format!("{}:{}", self.rule.name, self.k)
    }

    /// How text tells the upper fence: "mean + 2 stdev".
    pub fn upper(&self) -> String {
        self.rule.upper.replace("{k}", &self.k.to_string())
    }

    /// Judges a sample; none where nothing can stand out because there is no spread.
    pub fn judge(&self, sample: &Sample<'_>) -> Option<Verdict> {
        (self.rule.judge)(sample, self.k)
    }

    /// Why the rule cannot mark anything among `n` numbers, if so.
    pub fn cannot_flag(&self, n: usize) -> Option<String> {
        (self.rule.cannot_flag)(n, self.k)
    }
}

impl FromStr for OutlierRule {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let (name, k) = match text.split_once(':') {
            Some((name, k)) => (name, Some(k)),
            None => (text, None),
        };
        let known = || OUTLIER_RULES.iter().map(|rule| rule.name).collect::<Vec<_>>().join(", ");
        let rule = OUTLIER_RULES
            .iter()
            .find(|rule| rule.name == name)
            .ok_or_else(|| format!("no rule {name}; there are {}", known()))?;
        let k = match k {
            None => rule.default_k,
            Some(text) => match text.parse::<f64>() {
                Ok(k) if k.is_finite() && k > 0.0 => k,
                _ => {
                    return Err(format!(
                        "{text:?} is no factor above 0, such as {name}:{}",
                        rule.default_k
                    ));
                }
            },
        };
        Ok(Self { rule, k })
    }
}

#[cfg(test)]
mod tests {
    use super::{OUTLIER_RULES, OutlierRule};

    #[test]
    fn rules_have_names_and_descriptions_of_their_own() {
        for (index, rule) in OUTLIER_RULES.iter().enumerate() {
            assert!(OUTLIER_RULES[..index].iter().all(|other| other.name != rule.name));
            assert!(!rule.description.is_empty() && !rule.description.ends_with('.'));
            let parsed: OutlierRule = rule.name.parse().unwrap();
            assert_eq!(parsed.name(), format!("{}:{}", rule.name, rule.default_k));
        }
        for bad in ["sigma", "stdev:", "mad:0", "iqr:-1", "stdev:nan", "stdev:inf"] {
            assert!(bad.parse::<OutlierRule>().is_err(), "{bad}");
        }
    }
}
