//! The states of runs: what `--save-state` and `--checkpoint` write after counting and `merge`
//! reads.
//!
//! The bytes are those of [`streamstats::state`]; here are the files, the lines, and the options
//! that a state carries and `merge` counts by.

pub(crate) mod checkpoint;
pub(crate) mod frame;
pub(crate) mod inputs;
pub(crate) mod options;
pub(crate) mod save;
pub(crate) mod target;

/// The name of an entry beside the options: the zone of stamps without one, where it is the
/// machine's.
pub(crate) const ASSUMED_ZONE: &str = "zone of the machine";
