//! Which values stand out: one rule a file, one row a rule in [`OUTLIER_RULES`].

mod iqr;
mod mad;
mod rule;
mod stdev;

use std::str::FromStr;

pub(crate) use rule::{ExactSums, JudgedNumbers, Rule, Verdict, counted};

pub(crate) static OUTLIER_RULES: [Rule; 3] = [stdev::RULE, mad::RULE, iqr::RULE];

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

    /// The upper fence in words: "mean + 2 stdev".
    pub(crate) fn upper(&self) -> String {
        self.rule.upper.replace("{k}", &self.k.to_string())
    }

    /// Both fences in words: "mean ± 2 stdev".
    pub(crate) fn both(&self) -> String {
        self.rule.both.replace("{k}", &self.k.to_string())
    }

    /// Judges a sample; `None` for a sample without spread, in which nothing can stand out.
    pub(crate) fn verdict(&self, sample: &JudgedNumbers<'_>) -> Option<Verdict> {
        (self.rule.verdict)(sample, self.k)
    }

    /// Why the rule cannot mark anything among `n` numbers, if so.
    pub(crate) fn cannot_flag(&self, n: usize) -> Option<String> {
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
