//! Checkpoints: the state of a run that follows files, with the positions up to which it has read
//! them.

use std::fs;
use std::io::ErrorKind;
use std::path::Path;

use streamstats::aggregate::HashSeed;
use streamstats::error::{Error, Result};
use streamstats::pipeline::{ResumeState, Snapshot};
use streamstats::state::{self, Merged};

use super::frame::frame;
use super::options::difference;
use super::save::is_something_else;
use crate::cli::config::Config;
use crate::cli::replaced_file;

/// Checks, before anything is read, that no other file is lost where the checkpoint will be written.
///
/// # Errors
/// The file exists and is no state.
pub(in crate::cli) fn check(path: &Path) -> Result<()> {
    match is_something_else(path) {
        true => Err(Error::Usage(format!(
            "--checkpoint: {} exists and is no state; it would be lost",
            path.display()
        ))),
        false => Ok(()),
    }
}

/// Loads what an earlier run left in `path`, and removes the temporary files it did not finish;
/// `None` where there is no checkpoint.
///
/// # Errors
/// The file cannot be read or is damaged, or the run counted by other options.
pub(in crate::cli) fn load(path: &Path, config: &Config) -> Result<Option<ResumeState>> {
    let problem = |text: String| Error::Usage(format!("--checkpoint: {}: {text}", path.display()));
    replaced_file::sweep(path);
    let bytes = match fs::read(path) {
        Ok(bytes) if bytes.is_empty() => return Ok(None),
        Ok(bytes) => bytes,
        Err(error) if error.kind() == ErrorKind::NotFound => return Ok(None),
        Err(error) => return Err(problem(error.to_string())),
    };
    let saved = state::open(&bytes).map_err(|error| problem(error.to_string()))?;
    if let Some([option, there, here]) = difference(&saved.options, &config.options) {
        return Err(problem(format!(
            "{option} was {there} and is {here} now; go on as before, or begin anew without \
             the file"
        )));
    }
    let frame = frame(config, HashSeed::random());
    let merged = saved.read(&frame).map_err(|error| problem(error.to_string()))?;
    let Merged { aggregates, tally, places, .. } = merged;
    Ok(Some(ResumeState { aggregates, tally, positions: places }))
}

/// Writes what is counted so far.
///
/// # Errors
/// The file cannot be written; the earlier checkpoint is still there.
pub(in crate::cli) fn save(path: &Path, config: &Config, snapshot: &Snapshot) -> Result<()> {
    let Snapshot { totals, tally, schema, positions } = snapshot;
    let bytes = state::save(&config.options, schema, totals, tally, false, positions);
    replaced_file::replace(path, &bytes)
}
