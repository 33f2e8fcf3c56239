//! Options of analyses: questions to the counts, which a state answers as well as a run.

use crate::analysis::limiters::Limiter;

use super::parsers::duration;

const ANALYSES: &str = "Analyses: further answers";

// A doc comment would become the command's own help: clap takes it from a flattened group.
#[derive(Debug, Clone, clap::Args)]
pub(crate) struct AnalysisArgs {
    /// When did the rate change: steps, drifts and spikes, and which values moved; implies -t
    #[arg(long, help_heading = ANALYSES)]
    pub(crate) changes: bool,

    /// The smallest change of --changes, as a factor
    #[arg(long, value_name = "FACTOR", help_heading = ANALYSES, default_value = "1.2", requires = "changes")]
    #[arg(value_parser = factor)]
    pub(crate) min_change: f64,

    /// Address blocks with this share of all events though no smaller part has: 1% or 0.01
    #[arg(long, value_name = "SHARE", help_heading = ANALYSES, value_parser = share)]
    #[arg(num_args = 0..=1, require_equals = true, default_missing_value = "1%")]
    pub(crate) rollup: Option<f64>,

    /// Merge templates (-k template) that differ in few words, which become <*>
    ///
    /// Two templates are merged if they have the same number of words, the same first word, and at least 60 %
    /// equal words; placeholders that are equal are not counted. A saved state keeps them unmerged.
    #[arg(long, help_heading = ANALYSES)]
    pub(crate) merge_templates: bool,

    /// The rate of each hour of the week; implies -t
    #[arg(long, help_heading = ANALYSES)]
    pub(crate) heat: bool,

    /// Silences of this length or more, and the sessions of values between them; implies -t
    #[arg(long, value_name = "DURATION", help_heading = ANALYSES, value_parser = duration)]
    pub(crate) idle: Option<i64>,

    /// Which limit, over which time, would meet whom; implies -t
    ///
    /// For each window (the windows of --window, else 1 second to 1 day) the peaks of all values, a limit
    /// that spares nearly all of them, and the lines for nginx and HAProxy to paste.
    #[arg(long, help_heading = ANALYSES)]
    pub(crate) limits: bool,

    /// The share of the values that --limits must not touch [default: 99%]
    #[arg(long, value_name = "SHARE", help_heading = ANALYSES, value_parser = share)]
    pub(crate) spare: Option<f64>,

    /// What would this limit have refused (repeatable); implies -t
    ///
    /// nginx:rate=10r/m,burst=5,nodelay, token:N/DURATION,burst=N, fixed:N/DURATION,
    /// sliding:N/DURATION, counter:N/DURATION, haproxy:N/DURATION or
    /// fail2ban:maxretry=N,findtime=DURATION,bantime=DURATION.
    #[arg(long = "try", value_name = "SPEC", help_heading = ANALYSES)]
    pub(crate) tries: Vec<Limiter>,
}

impl AnalysisArgs {
    /// Whether an analysis is asked for.
    pub(crate) fn is_given(&self) -> bool {
        self.changes || self.heat || self.rollup.is_some() || self.limits || !self.tries.is_empty()
    }

    /// The first option given that needs times.
    pub(crate) fn needs_times(&self) -> Option<&'static str> {
        let needing = [
            ("--changes", self.changes),
            ("--heat", self.heat),
            ("--idle", self.idle.is_some()),
            ("--limits", self.limits),
            ("--try", !self.tries.is_empty()),
        ];
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
