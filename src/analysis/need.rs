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
    /// Whether `options` meet the condition, and the flag that meets it, if one does.
    fn row(self, options: &AnalysisOptions) -> (bool, Option<&'static str>) {
        let measured = options.numbers.as_ref().map(|numbers| numbers.measured);
        let is_for = |section| options.contrast.as_ref().is_some_and(|it| it.section == section);
        let counts = !is_for(ContrastSection::Columns);
        let has_values = counts && measured != Some(MeasuredColumn::Value);
        let (is_met, flag) = match self {
            Self::Nothing => return (true, None),
            Self::Values => return (has_values, None),
            Self::Times => (counts && options.time.is_some(), "-t"),
            Self::Measure => (measured.is_some_and(|from| from != MeasuredColumn::Value), "-m"),
            Self::Numbers => {
                (measured.is_some_and(|from| from != MeasuredColumn::Compared), "-N or -m")
            }
            Self::Numeric => (measured == Some(MeasuredColumn::Value), "-N"),
            Self::Compare => (measured == Some(MeasuredColumn::Compared), "--compare"),
            Self::Alerts => (!options.alerts.rules.is_empty(), "--fail-if or --warn-if"),
            Self::Changes => (options.changes.is_some() && options.time.is_some(), "--changes"),
            Self::Sides => (options.compares_sides, "diff"),
            Self::Makeup => (is_for(ContrastSection::Makeup), "explain, inspect or diff"),
            Self::Inspect => (options.subject.is_some(), "inspect"),
            Self::LogColumns => (is_for(ContrastSection::Columns), "columns"),
            Self::Rollup => (options.rollup.is_some() && has_values, "--rollup"),
            Self::Heat => (options.heat && options.time.is_some(), "--heat"),
            Self::Ratio => (options.ratio, "--ratio"),
            Self::Distinct => (options.distinct, "--distinct"),
            Self::Across => (options.across, "--across"),
            Self::Idle => (options.idle.is_some(), "--idle"),
            Self::Limits => (options.limits.is_some(), "--limits"),
            Self::Replay => (options.limits.is_some() || !options.tries.is_empty(), "--try"),
            Self::TopLines => (options.has_top_lines, "--top-lines"),
            Self::Template => (options.by.iter().any(|column| column == TEMPLATE), "-k template"),
        };
        (is_met, Some(flag))
    }

    /// Whether `options` meet the condition.
    pub(crate) fn is_met(self, options: &AnalysisOptions) -> bool {
        self.row(options).0
    }

    /// The flag that meets the condition, if one does.
    pub(crate) fn flag(self) -> Option<&'static str> {
        self.row(&AnalysisOptions::default()).1
    }

    /// Why the condition is not met: the flag that is missing, or the one that excludes it.
    pub(crate) fn why_not(self) -> String {
        self.flag()
            .map_or_else(|| "-N counts no values".to_owned(), |flag| format!("it needs {flag}"))
    }
}
