//! The arguments of a run that counts: all groups.

use std::path::PathBuf;

use crate::extract::{Condition, SOURCE, TEMPLATE, TIME_COLUMNS};
use crate::time::Zone;

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
    /// Takes the blanks after commas off the items of lists.
    pub(crate) fn trim_lists(&mut self) {
        let Self { number, rows, time, .. } = self;
        let lists =
            [&mut number.compare, &mut rows.columns, &mut time.window, &mut time.time_column];
        for item in lists.into_iter().flatten() {
            *item = item.trim().to_owned();
        }
    }

    /// Whether the format is detected because a column is named, and no option says how lines are taken apart.
    pub(crate) fn names_no_format(&self) -> bool {
        let Self { value, filter, number, .. } = self;
        let names_no_way = value.pattern.is_none() && value.field.is_none();
        names_no_way && value.preset.is_none() && needs_format(value, filter, number)
    }

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

/// Whether a column is named that is made neither of the time nor of the source, so that lines have to be taken
/// apart. A number, as in `$7`, is a field of -f, and no format has it.
pub(crate) fn needs_format(value: &ValueArgs, filter: &FilterArgs, number: &NumberArgs) -> bool {
    let conditions = filter.conditions.iter().chain(&value.ratio);
    let conditions = conditions
        .filter_map(|text| Condition::parse("-w/--where", text, &Zone::utc()).ok())
        .map(|condition| condition.column().to_owned());
    let single = [&value.weight, &value.distinct, &value.across, &number.measure];
    let columns = value.by.iter().chain(&number.compare).chain(single.into_iter().flatten());
    let is_made = |name: &String| {
        name == SOURCE || name == TEMPLATE || TIME_COLUMNS.iter().any(|column| column.name == *name)
    };
    let is_field = |name: &String| {
        let number = name.strip_prefix('$').unwrap_or(name);
        !number.is_empty() && number.bytes().all(|byte| byte.is_ascii_digit())
    };
    columns.cloned().chain(conditions).any(|name| !is_made(&name) && !is_field(&name))
}
