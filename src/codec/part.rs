//! The records of a state, and the reasons why reading one fails.

use std::fmt;

use serde::Serialize;
use serde::de::DeserializeOwned;

/// A record of a state whose size depends on what is read.
pub trait Part: Serialize + DeserializeOwned {
    /// Bytes of memory that it holds on the heap.
    fn memory(&self) -> u64;
}

/// Why bytes cannot be read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Malformed {
    /// They end too early.
    Short,
    /// They contradict themselves; the text names the record.
    Wrong(&'static str),
    /// What they hold takes more memory than is granted.
    Large,
}

impl fmt::Display for Malformed {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Short => out.write_str("it ends too early"),
            Self::Wrong(what) => write!(out, "wrong {what}"),
            Self::Large => out.write_str("it takes more memory than --max-memory"),
        }
    }
}

impl std::error::Error for Malformed {}

/// What a read of a state gives.
pub type Decoded<T> = Result<T, Malformed>;

/// Fails with `what` unless `holds`.
///
/// # Errors
/// `holds` is false.
pub fn check(holds: bool, what: &'static str) -> Decoded<()> {
    if holds { Ok(()) } else { Err(Malformed::Wrong(what)) }
}
