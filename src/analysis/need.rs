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
    /// Times are read, for more than the range of a log whose columns are described.
    Times,
    /// A column is measured.
    Measure,
    /// Numbers are measured: a column, or the values themselves.
    Numbers,
    /// The values themselves are the numbers.
    Numeric,
    /// Columns are compared.
    Compare,
    /// Conditions are judged.
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
    /// The different texts of a column are counted for each value.
    Distinct,
    /// The texts of a column are counted with each value.
    Across,
    /// Silences of some length are asked for.
    Idle,
    /// Limits are sought.
    Limits,
    /// Limiters are replayed.
    Replay,
    /// The lines with the largest numbers are kept.
    TopLines,
    /// Templates are counted (`-k template`); the run then keeps an example line of each value.
    Template,
}

impl Need {
    /// Whether `options` meet the condition.
    pub(crate) fn is_met(self, options: &AnalysisOptions) -> bool {
        let measured = options.numbers.as_ref().map(|numbers| numbers.measured);
        let is_for = |section| options.contrast.as_ref().is_some_and(|it| it.section == section);
        let counts = !is_for(ContrastSection::Columns);
        let has_values = counts && measured != Some(MeasuredColumn::Value);
        match self {
            Self::Nothing => true,
            Self::Values => has_values,
            Self::Times => counts && options.time.is_some(),
            Self::Measure => measured.is_some_and(|from| from != MeasuredColumn::Value),
            Self::Numbers => measured.is_some_and(|from| from != MeasuredColumn::Compared),
            Self::Numeric => measured == Some(MeasuredColumn::Value),
            Self::Compare => measured == Some(MeasuredColumn::Compared),
            Self::Alerts => !options.alerts.rules.is_empty(),
            Self::Changes => options.changes.is_some() && options.time.is_some(),
            Self::Sides => options.compares_sides,
            Self::Makeup => is_for(ContrastSection::Makeup),
            Self::Inspect => options.subject.is_some(),
            Self::LogColumns => is_for(ContrastSection::Columns),
            Self::Rollup => options.rollup.is_some() && has_values,
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

    /// The flag that meets the condition, if one does.
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
            Self::Replay => "--try",
            Self::TopLines => "--top-lines",
            Self::Template => "-k template",
        })
    }

    /// Why the condition is not met: the flag that is missing, or the one that excludes it.
    pub(crate) fn why_not(self) -> String {
        self.flag()
            .map_or_else(|| "-N counts no values".to_owned(), |flag| format!("it needs {flag}"))
    }
}
