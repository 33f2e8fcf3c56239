//! The arguments of a run that counts: all groups.

use std::path::PathBuf;

use super::analysis::AnalysisArgs;
use super::number::NumberArgs;
use super::output::{AlertArgs, OutputArgs, RowArgs};
use super::run::RunArgs;
use super::time::TimeArgs;
use super::value::{FilterArgs, ValueArgs};

// A doc comment would become the command's own help: clap takes it from a flattened group.
#[derive(Debug, Clone, clap::Args)]
pub(crate) struct CountArgs {
    /// Files to read; - or none is standard input
    #[arg(value_name = "FILE", value_hint = clap::ValueHint::FilePath)]
    pub(crate) files: Vec<PathBuf>,

    #[command(flatten)]
    pub(crate) value: ValueArgs,

    #[command(flatten)]
    pub(crate) filter: FilterArgs,

    #[command(flatten)]
    pub(crate) number: NumberArgs,

    #[command(flatten)]
    pub(crate) time: TimeArgs,

    #[command(flatten)]
    pub(crate) analysis: AnalysisArgs,

    #[command(flatten)]
    pub(crate) rows: RowArgs,

    #[command(flatten)]
    pub(crate) output: OutputArgs,

    #[command(flatten)]
    pub(crate) alerts: AlertArgs,

    #[command(flatten)]
    pub(crate) run: RunArgs,
}

impl CountArgs {
    /// Whether a source's first lines decide its format, without `-P` saying so.
    pub(crate) fn may_detect(&self) -> bool {
        let time = &self.time;
        let has_range = time.start.is_some() || time.end.is_some();
        let has_rates = time.time
            || time.bucket.is_some()
            || !time.window.is_empty()
            || self.analysis.needs_times().is_some();
        let names_no_way = self.value.pattern.is_none() && self.value.field.is_none();
        let Self { value, filter, number, .. } = self;
        let single = [&value.weight, &value.ratio, &value.distinct, &value.across, &number.measure];
        let lists = [&value.by, &number.compare, &filter.conditions];
        let names_columns = single.into_iter().any(Option::is_some)
            || lists.into_iter().any(|names| !names.is_empty());
        names_no_way && (has_range || has_rates || names_columns)
    }
}
