//! Options of analyses: questions to the counts, which a state answers as well as a run.

const ANALYSES: &str = "Analyses: further answers";

// A doc comment would become the command's own help: clap takes it from a flattened group.
#[derive(Debug, Clone, clap::Args)]
pub(crate) struct AnalysisArgs {
    /// When did the rate change: steps, drifts and spikes, and which values moved; implies -t
    #[arg(long, help_heading = ANALYSES)]
    pub(crate) changes: bool,

    /// The smallest change of --changes, as a factor
    #[arg(long, value_name = "FACTOR", help_heading = ANALYSES, default_value = "1.2")]
    #[arg(value_parser = factor)]
    pub(crate) min_change: f64,

    /// Address blocks with this share of all events though no smaller part has: 1% or 0.01
    #[arg(long, value_name = "SHARE", help_heading = ANALYSES, value_parser = share)]
    #[arg(num_args = 0..=1, require_equals = true, default_missing_value = "1%")]
    pub(crate) rollup: Option<f64>,

    /// The rate of each hour of the week; implies -t
    #[arg(long, help_heading = ANALYSES)]
    pub(crate) heat: bool,
}

impl AnalysisArgs {
    /// Whether an analysis is asked for.
    pub(crate) fn is_given(&self) -> bool {
        self.changes || self.heat || self.rollup.is_some()
    }

    /// The first option given that needs times.
    pub(crate) fn needs_times(&self) -> Option<&'static str> {
        let needing = [("--changes", self.changes), ("--heat", self.heat)];
        needing.into_iter().find_map(|(flag, is_given)| is_given.then_some(flag))
    }
}

/// A share of all: `1%` or `0.01`, above 0 and at most 1.
fn share(text: &str) -> Result<f64, String> {
    let number = text.strip_suffix('%').unwrap_or(text).trim();
    let number: f64 = number.parse().map_err(|_| "no share; 1% or 0.01".to_owned())?;
    let share = if text.ends_with('%') { number / 100.0 } else { number };
    if share > 0.0 && share <= 1.0 {
        Ok(share)
    } else {
        Err("above 0% and at most 100%".to_owned())
    }
}

fn factor(text: &str) -> Result<f64, String> {
    let factor: f64 = text.parse().map_err(|_| "no number".to_owned())?;
    if factor.is_finite() && factor >= 1.0 { Ok(factor) } else { Err("at least 1".to_owned()) }
}
