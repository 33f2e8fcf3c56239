//! Checkpoints: the state of a run that follows files, and how far it has read them.

use std::fs;
use std::io::ErrorKind;
use std::path::{Path, PathBuf};

use streamstats::aggregate::HashSeed;
use streamstats::error::{Error, Result};
use streamstats::extract::Extractor;
use streamstats::pipeline::{Progress, Resume};
use streamstats::state::{self, Merged, Options};

use super::merge::frame;
use super::{file, options};
use crate::cli::config::Config;

/// Where a run is kept.
#[derive(Debug)]
pub(crate) struct Checkpoint {
    path: PathBuf,
    options: Options,
}

impl Checkpoint {
    /// In `path`, what is counted by these options.
    ///
    /// # Errors
    /// There is a file that is no state: it would be lost.
    pub(crate) fn new(path: &Path, options: Options) -> Result<Self> {
        if file::is_something_else(path) {
            return Err(Error::Usage(format!(
                "--checkpoint: {} exists and is no state; it would be lost",
                path.display()
            )));
        }
        Ok(Self { path: path.to_owned(), options })
    }

    /// What an earlier run left there (what it had not finished to write is removed), which must have counted by the same options; none where there
    /// was none.
    ///
    /// # Errors
    /// The file cannot be read or is damaged, or the options are others.
    pub(crate) fn load(&self, config: &Config) -> Result<Option<Resume>> {
        let problem =
            |text: String| Error::Usage(format!("--checkpoint: {}: {text}", self.path.display()));
        file::sweep(&self.path);
        let bytes = match fs::read(&self.path) {
            Ok(bytes) if bytes.is_empty() => return Ok(None),
            Ok(bytes) => bytes,
            Err(error) if error.kind() == ErrorKind::NotFound => return Ok(None),
            Err(error) => return Err(problem(error.to_string())),
        };
        let saved = state::open(&bytes).map_err(|error| problem(error.to_string()))?;
        if let Some([option, there, here]) = options::difference(&saved.options, &self.options) {
            return Err(problem(format!(
                "{option} was {there} and is {here} now; go on as before, or begin anew without \
                 the file"
            )));
        }
        let extractor = Extractor::new(&config.run.extract)?;
        let frame = frame(config, &extractor, config.run.bounds, HashSeed::random());
        let merged = saved.read(&frame).map_err(|error| problem(error.to_string()))?;
        let Merged { aggregates, tally, places, .. } = merged;
        Ok(Some(Resume { aggregates, tally, places }))
    }

    /// Keeps what is counted so far.
    ///
    /// # Errors
    /// The file cannot be written; the one before is still there.
    pub(crate) fn save(&self, progress: &Progress) -> Result<()> {
        let Progress { totals, tally, places } = progress;
        let bytes = state::save(&self.options, totals, tally, false, places);
        file::replace(&self.path, &bytes)
    }
}
