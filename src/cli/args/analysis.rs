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
}

impl AnalysisArgs {
    /// Whether an analysis is asked for.
    pub(crate) fn is_given(&self) -> bool {
        self.changes
    }

    /// The first option given that needs times.
    pub(crate) fn needs_times(&self) -> Option<&'static str> {
        self.changes.then_some("--changes")
    }
}

fn factor(text: &str) -> Result<f64, String> {
    let factor: f64 = text.parse().map_err(|_| "no number".to_owned())?;
    if factor.is_finite() && factor >= 1.0 { Ok(factor) } else { Err("at least 1".to_owned()) }
}
