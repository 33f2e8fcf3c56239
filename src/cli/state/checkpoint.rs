//! Checkpoints: the state of a run that follows files, with how far the files are read.

use std::fs::{File, OpenOptions, TryLockError};
use std::io::Read;
use std::os::unix::fs::{MetadataExt, OpenOptionsExt};
use std::path::{Path, PathBuf};

use crate::aggregate::HashSeed;
use crate::error::{Error, Result};
use crate::pipeline::{ResumeState, Snapshot};
use crate::state::{self, Merged};

use super::frame;
use super::options::difference;
use crate::cli::config::Config;
use crate::cli::replaced_file::replace_private;

/// The mode of a new checkpoint.
const MODE: u32 = 0o600;

/// A checkpoint that no other run can use meanwhile.
pub(in crate::cli) struct Checkpoint {
    path: PathBuf,
    /// The file at the path, locked.
    locked: File,
}

impl Checkpoint {
    /// Opens and locks the checkpoint at `path`; an empty file is created if the file is missing. Errors:
    /// the file cannot be opened, or another run uses it.
    pub(in crate::cli) fn open(path: &Path) -> Result<Self> {
        let named = |error| Error::source(&path.display().to_string(), &error);
        loop {
            let mut options = OpenOptions::new();
            options.read(true).write(true).create(true).truncate(false).mode(MODE);
            let locked = options.open(path).map_err(named)?;
            match locked.try_lock() {
                Ok(()) => {}
                Err(TryLockError::WouldBlock) => {
                    return Err(problem(path, "another run follows with this checkpoint"));
                }
                // A file system without locks: nothing keeps two runs apart.
                Err(TryLockError::Error(_)) => {}
            }
            // The run that held the lock may have replaced the file meanwhile.
            let own = locked.metadata().map_err(named)?;
            let is_current = path
                .symlink_metadata()
                .is_ok_and(|there| (there.dev(), there.ino()) == (own.dev(), own.ino()));
            if is_current {
                return Ok(Self { path: path.to_owned(), locked });
            }
        }
    }

    /// What an earlier run saved; `None` where there was no checkpoint. Errors: the file cannot be read, is
    /// damaged or no checkpoint, or the run counted by other options.
    pub(in crate::cli) fn load(&mut self, config: &Config) -> Result<Option<ResumeState>> {
        let failed = |text: String| problem(&self.path, &text);
        let mut bytes = Vec::new();
        match self.locked.read_to_end(&mut bytes) {
            Ok(0) => return Ok(None),
            Ok(_) => {}
            Err(error) => return Err(failed(error.to_string())),
        }
        let saved = state::open(&bytes).map_err(|error| failed(error.to_string()))?;
        if let Some([option, there, here]) = difference(&saved.options, &config.options) {
            return Err(failed(format!(
                "{option} was {there} and is {here} now; go on as before, or begin anew without \
                 the file"
            )));
        }
        let frame = frame(config, HashSeed::random());
        let merged = saved.read(&frame).map_err(|error| failed(error.to_string()))?;
        let Merged { aggregates, tally, places: positions, .. } = merged;
        if positions.is_empty() {
            return Err(failed(
                "is the state of a run without --checkpoint, which does not say how far files \
                 were read; name another file"
                    .to_owned(),
            ));
        }
        Ok(Some(ResumeState { aggregates, tally, positions }))
    }

    /// Writes what is counted so far, and locks the new file. Errors: the file cannot be written; the
    /// earlier checkpoint is still there.
    pub(in crate::cli) fn save(&mut self, config: &Config, snapshot: &Snapshot) -> Result<()> {
        let Snapshot { totals, tally, schema, positions } = snapshot;
        let bytes = state::save(&config.options, schema, totals, tally, false, positions);
        self.locked = replace_private(&self.path, &bytes)?;
        Ok(())
    }
}

impl Drop for Checkpoint {
    /// Removes the empty file of a run that saved nothing.
    fn drop(&mut self) {
        if self.locked.metadata().is_ok_and(|file| file.len() == 0) {
            drop(std::fs::remove_file(&self.path));
        }
    }
}

fn problem(path: &Path, problem: &str) -> Error {
    Error::Usage(format!("--checkpoint: {}: {problem}", path.display()))
}

/// Checks that a checkpoint and a state are written to different files. Errors: both are one file.
pub(in crate::cli) fn check_apart(checkpoint: &Path, state: &Path) -> Result<()> {
    let place = |path: &Path| {
        let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty());
        let folder = folder.unwrap_or(Path::new(".")).canonicalize().ok();
        (folder, path.file_name().map(ToOwned::to_owned))
    };
    match place(checkpoint) == place(state) {
        true => Err(problem(
            checkpoint,
            "--save-state names the same file, and would remove how far files are read; name two \
             files",
        )),
        false => Ok(()),
    }
}
