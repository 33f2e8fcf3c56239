//! The shape a saved state must have to be read.

use streamstats::aggregate::HashSeed;
use streamstats::state::Frame;

use crate::cli::config::Config;

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
