//! The states of runs: what `--save-state` and `--checkpoint` write after counting and `merge`
//! reads.
//!
//! The bytes are made by [`crate::state`]; here are the files, the lines, and the options
//! that a state carries and `merge` counts by.

pub(crate) mod checkpoint;
pub(crate) mod inputs;
pub(crate) mod options;
pub(crate) mod save;

use crate::aggregate::HashSeed;
use crate::state::Frame;

use crate::cli::config::Config;

/// The name of an entry beside the options: the zone of stamps without one, where it is the
/// machine's.
pub(crate) const ASSUMED_ZONE: &str = "zone of the machine";
/// The name of an entry beside the options: the condition of `explain`.
pub(crate) const EXPLAINED: &str = "the condition of explain";
/// The name of an entry beside the options: the value of `inspect`.
pub(crate) const INSPECTED: &str = "the value of inspect";
/// The name of an entry beside the options: the columns that a command contrasts.
pub(crate) const CONTRASTED: &str = "the columns";

/// The name of an entry beside the options: the routes that the file of `--routes` holds.
pub(crate) const ROUTES: &str = "the routes of --routes";
/// The name of an entry beside the options: the editions of the databases of `--mmdb`.
pub(crate) const DATABASES: &str = "the databases of --mmdb";

/// The names of the entries that are no options.
pub(crate) const BESIDE_OPTIONS: [&str; 6] =
    [ASSUMED_ZONE, EXPLAINED, INSPECTED, CONTRASTED, ROUTES, DATABASES];

/// Parts are charged while they are read and once more when they are kept: a state that fitted the
/// memory when it was saved is read with less than this many times as much.
const READING: u64 = 3;

/// The frame of states counted by `config`.
pub(in crate::cli) fn frame(config: &Config, seed: HashSeed) -> Frame<'_> {
    Frame {
        keep: &config.run.keep,
        compared: config.run.extract.compare.len(),
        memory: config.run.bounds.max_memory.saturating_mul(READING),
        seed,
    }
}
