//! The conditions of `--fail-if` and `--warn-if`, judged.

use super::cell::Cell;

/// What follows when a condition holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Severity {
    /// The exit status is 3.
    Fail,
    /// It is said, and the exit status stays.
    Warn,
}

impl Severity {
    /// The option that gives conditions of this severity.
    pub fn flag(self) -> &'static str {
        match self {
            Self::Fail => "--fail-if",
            Self::Warn => "--warn-if",
        }
    }
}

/// A condition on the report, judged.
#[derive(Debug, Clone, PartialEq)]
pub struct Alert {
    /// The condition as it was typed.
    pub condition: String,
    /// The field it is about, with its section if that was named.
    pub name: String,
    /// What follows when it holds.
    pub severity: Severity,
    /// The number that figures are compared with, if it is one.
    pub bound: Option<f64>,
    /// The unit of the figures, where they are of measured numbers of one unit: `s`, `bytes`, `percent`.
    pub unit: Option<String>,
    /// Whether figures below the bound meet the comparison.
    pub is_below: bool,
    /// Whether it holds; `None` when it cannot be judged.
    pub held: Option<bool>,
    /// How many rows meet the comparison.
    pub rows: u64,
    /// The row with the figure that is furthest, whether it meets the comparison or not.
    pub worst: Option<AlertRow>,
    /// The first rows that meet the comparison.
    pub met: Vec<AlertRow>,
    /// Why it cannot be judged.
    pub problem: Option<String>,
    /// The condition on rows that no row met, where it is relative to now: the log may have ended before.
    pub unmet_filter: Option<String>,
}

/// A row that a condition looked at.
#[derive(Debug, Clone, PartialEq)]
pub struct AlertRow {
    /// Its first cell; `None` for a section without rows.
    pub name: Option<Cell<'static>>,
    /// The figure that is compared.
    pub figure: Cell<'static>,
    /// Its instant, if it has one.
    pub first: Option<Cell<'static>>,
}
