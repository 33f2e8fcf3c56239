//! The exit status, as the man page documents it.

use std::process::ExitCode;

/// How a run ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum ExitStatus {
    /// A report with at least one counted line.
    Success,
    /// Nothing was counted.
    Nothing,
    /// A usage, pattern or input error, or --strict violated.
    Failure,
    /// A condition of --fail-if held.
    Alert,
    /// The state of a monitoring plugin, with -O nagios.
    Monitoring(u8),
    /// Ended by this signal, after the report.
    Signal(u8),
}

impl ExitStatus {
    /// The number the shell sees.
    pub(crate) fn code(self) -> u8 {
        match self {
            Self::Success => 0,
            Self::Nothing => 1,
            Self::Failure => 2,
            Self::Alert => 3,
            Self::Monitoring(state) => state,
            Self::Signal(signal) => 128_u8.saturating_add(signal),
        }
    }
}

impl ExitStatus {
    /// The status that outranks the other: a signal, a failure, a condition that holds, nothing
    /// counted.
    pub(crate) fn worse(self, other: Self) -> Self {
        let rank = |status| match status {
            Self::Success => 0,
            Self::Nothing => 1,
            Self::Alert => 2,
            Self::Failure => 3,
            Self::Monitoring(_) => 4,
            Self::Signal(_) => 5,
        };
        if rank(other) > rank(self) { other } else { self }
    }
}

impl From<ExitStatus> for ExitCode {
    fn from(status: ExitStatus) -> Self {
        Self::from(status.code())
    }
}

/// Status and meaning, for the man page.
pub(crate) const EXIT_STATUSES: [(&str, &str); 5] = [
    ("0", "a report with at least one counted line"),
    ("1", "nothing was counted; 0 with --save-state"),
    (
        "2",
        "a usage, pattern or input error, or --strict was violated; what could be read is reported \
         all the same",
    ),
    ("3", "a condition of --fail-if held; with -O nagios the statuses of monitoring plugins"),
    (
        "129, 130, 143",
        "ended by SIGHUP, SIGINT or SIGTERM, after the report of what was read; with -F or --every \
         SIGINT and SIGTERM are a normal end, and SIGHUP looks at the files again, but ends the live \
         screen",
    ),
];

#[cfg(test)]
mod tests {
    use super::ExitStatus;

    #[test]
    fn codes_are_those_of_the_manual() {
        let codes = [ExitStatus::Success, ExitStatus::Nothing, ExitStatus::Failure];
        assert_eq!(codes.map(ExitStatus::code), [0, 1, 2]);
        assert_eq!([2, 15].map(|signal| ExitStatus::Signal(signal).code()), [130, 143]);
    }
}
