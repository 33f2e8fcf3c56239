//! The options that a section or a column of `values` needs to be in the report.

use super::options::{AnalysisOptions, ContrastSection, MeasuredColumn};

/// The column of -k whose values are shown with an example line.
const TEMPLATE: &str = "template";

/// A condition on the options of a run.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Need {
    /// Always there.
    Nothing,
    /// Values are counted.
    Values,
    /// Times are read, and not only for the range of the log, as `columns` does.
    Times,
    /// A column is measured (`-m`), or the first number column of `--compare`.
    Measure,
    /// Numbers are measured: a column, or the values themselves.
    Numbers,
    /// The values themselves are the numbers.
    Numeric,
    /// Columns are compared.
    Compare,
    /// Rules of `--fail-if` or `--warn-if` are judged.
    Alerts,
    /// Changes of the rate are sought.
    Changes,
    /// Two sides are compared.
    Sides,
    /// A selection is explained.
    Makeup,
    /// A value is looked at.
    Inspect,
    /// The columns of a log are described.
    LogColumns,
    /// Heavy address blocks are asked for.
    Rollup,
    /// The hours of the week are asked for.
    Heat,
    /// Hits of values are counted.
    Ratio,
    /// How many different texts of a column each value has is counted (`--distinct`).
    Distinct,
    /// How often each text of a column comes with each value is counted (`--across`).
    Across,
    /// Silences of some length are asked for.
    Idle,
    /// Rate limits are recommended (`--limits`).
    Limits,
    /// Limiters are replayed: the limiters of `--try`, and the limiters that `--limits` recommends.
    Replay,
    /// The lines with the largest numbers are kept.
    TopLines,
    /// Templates are counted (`-k template`); the run then keeps an example line of each value.
    Template,
}

impl Need {
    /// Whether `options` meet the condition.
    pub(crate) fn is_met(self, options: &AnalysisOptions) -> bool {
        let measured = measured(options);
        match self {
            Self::Nothing => true,
            Self::Values => counts_values(options),
            Self::Times => counts_rates(options) && options.time.is_some(),
            Self::Measure => measured.is_some_and(|from| from != MeasuredColumn::Value),
            Self::Numbers => measured.is_some_and(|from| from != MeasuredColumn::Compared),
            Self::Numeric => measured == Some(MeasuredColumn::Value),
            Self::Compare => measured == Some(MeasuredColumn::Compared),
            Self::Alerts => !options.alerts.rules.is_empty(),
            Self::Changes => options.changes.is_some() && options.time.is_some(),
            Self::Sides => options.compares_sides,
            Self::Makeup => is_for(options, ContrastSection::Makeup),
            Self::Inspect => options.subject.is_some(),
            Self::LogColumns => is_for(options, ContrastSection::Columns),
            Self::Rollup => options.rollup.is_some() && counts_values(options),
            Self::Heat => options.heat && options.time.is_some(),
            Self::Ratio => options.ratio,
            Self::Distinct => options.distinct,
            Self::Across => options.across,
            Self::Idle => options.idle.is_some(),
            Self::Limits => options.limits.is_some(),
            Self::Replay => options.limits.is_some() || !options.tries.is_empty(),
            Self::TopLines => options.has_top_lines,
            Self::Template => options.by.iter().any(|column| column == TEMPLATE),
        }
    }

    /// The flag or the subcommand that meets the condition, if one does.
    pub(crate) const fn flag(self) -> Option<&'static str> {
        Some(match self {
            Self::Nothing | Self::Values => return None,
            Self::Times => "-t",
            Self::Measure => "-m",
            Self::Numbers => "-N or -m",
            Self::Numeric => "-N",
            Self::Compare => "--compare",
            Self::Alerts => "--fail-if or --warn-if",
            Self::Changes => "--changes",
            Self::Sides => "diff",
            Self::Makeup => "explain, inspect or diff",
            Self::Inspect => "inspect",
            Self::LogColumns => "columns",
            Self::Rollup => "--rollup",
            Self::Heat => "--heat",
            Self::Ratio => "--ratio",
            Self::Distinct => "--distinct",
            Self::Across => "--across",
            Self::Idle => "--idle",
            Self::Limits => "--limits",
            Self::Replay => "--try or --limits",
            Self::TopLines => "--top-lines",
            Self::Template => "-k template",
        })
    }

    /// Why `options` do not meet the condition: the flag or the subcommand that excludes it, else the flag that
    /// is missing.
    pub(crate) fn why_not(self, options: &AnalysisOptions) -> String {
        match self {
            Self::Values | Self::Times | Self::Rollup if !counts_rates(options) => {
                "columns counts no values and no rates".to_owned()
            }
            Self::Values | Self::Rollup if !counts_values(options) => {
                "-N counts no values".to_owned()
            }
            _ => format!("it needs {}", self.flag().unwrap_or_default()),
        }
    }
}

/// Where the measured numbers come from, if numbers are measured.
fn measured(options: &AnalysisOptions) -> Option<MeasuredColumn> {
    options.numbers.as_ref().map(|numbers| numbers.measured)
}

/// Whether a selection is contrasted with all lines for `section`.
fn is_for(options: &AnalysisOptions, section: ContrastSection) -> bool {
    options.contrast.as_ref().is_some_and(|contrast| contrast.section == section)
}

/// Whether events are counted by time: `columns` reads times for the range of the log only.
fn counts_rates(options: &AnalysisOptions) -> bool {
    !is_for(options, ContrastSection::Columns)
}

/// Whether values are counted. They are measured instead where they are the numbers (`-N`).
fn counts_values(options: &AnalysisOptions) -> bool {
    counts_rates(options) && measured(options) != Some(MeasuredColumn::Value)
}
