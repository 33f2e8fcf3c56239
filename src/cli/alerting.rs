//! What follows from the conditions of `--fail-if` and `--warn-if`: words and an exit status.

use streamstats::render::alert_text;
use streamstats::report::{Report, Severity};

use super::exit::ExitStatus;
use super::message;

/// What the conditions of a report come to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum AlertVerdict {
    /// No `--fail-if` holds.
    Clear,
    /// A `--fail-if` holds.
    Held,
    /// A condition cannot be judged.
    Unjudged,
    /// The state of a monitoring plugin, which is the exit status.
    Monitoring(u8),
}

impl AlertVerdict {
    /// The verdict on a report.
    pub(crate) fn of(report: &Report<'_>) -> Self {
        let is_held = |severity| {
            let mut alerts = report.alerts.iter();
            alerts.any(|alert| alert.severity == severity && alert.held == Some(true))
        };
        match report.alerts.iter().any(|alert| alert.held.is_none()) {
            true => Self::Unjudged,
            false if is_held(Severity::Fail) => Self::Held,
            false => Self::Clear,
        }
    }

    /// The exit status, `status` being that of the run without conditions. A signal outranks an
    /// error, an error a condition, and a condition that nothing was counted.
    pub(crate) fn status(self, status: ExitStatus) -> ExitStatus {
        match (status, self) {
            (ExitStatus::Signal(_), _) => status,
            (_, Self::Monitoring(state)) => ExitStatus::Monitoring(state),
            (ExitStatus::Failure, _) | (_, Self::Unjudged) => ExitStatus::Failure,
            (_, Self::Held) => ExitStatus::Alert,
            (_, Self::Clear) => status,
        }
    }
}

/// Says which conditions hold or cannot be judged; conditions of `--warn-if` not when `quiet`.
pub(crate) fn say(report: &Report<'_>, quiet: bool) {
    for alert in report.alerts.iter().filter(|alert| alert.held != Some(false)) {
        let is_error = alert.severity == Severity::Fail || alert.held.is_none();
        if is_error || !quiet {
            let flag = alert.severity.flag().trim_start_matches('-');
            message::error(&format!("{flag}: {}", alert_text(alert)));
        }
    }
}
