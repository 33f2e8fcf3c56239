//! Why bytes are no state that can be read.

use std::fmt;

use crate::codec::Malformed;

/// The format written and read here.
pub(crate) const FORMAT: u16 = 1;

/// What is wrong with a state.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum StateError {
    /// It is something else.
    Foreign,
    /// It has a newer format.
    Newer(u16),
    /// It ends too early.
    Truncated,
    /// Its checksum is wrong.
    Corrupted,
    /// Bytes follow the end of the state; how many.
    Trailing(usize),
    /// Its checksum is right, and its contents are not.
    Contents(Malformed),
}

impl fmt::Display for StateError {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Foreign => out.write_str(
                "no state; --save-state makes one (a log is counted without the word merge)",
            ),
            Self::Newer(format) => write!(
                out,
                "a state of format {format}, made by a newer streamstats; this one reads format \
                 {FORMAT}"
            ),
            Self::Truncated => out.write_str("the state is cut short; save it again"),
            Self::Corrupted => {
                out.write_str("the state is damaged, its checksum is wrong; save it again")
            }
            Self::Trailing(bytes) => write!(
                out,
                "{bytes} bytes follow the state; several go into one file only as text \
                 (--save-state -)"
            ),
            Self::Contents(Malformed::Large) => {
                out.write_str("--max-memory: the state takes more than it was saved with")
            }
            Self::Contents(problem) => write!(
                out,
                "the contents of the state are not what its checksum vouches for: {problem}"
            ),
        }
    }
}

impl std::error::Error for StateError {}

impl From<Malformed> for StateError {
    fn from(problem: Malformed) -> Self {
        Self::Contents(problem)
    }
}
