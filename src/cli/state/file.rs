//! The file of a state, replaced as a whole or not at all.

use std::fs::{File, OpenOptions};
use std::io::{ErrorKind, Read, Write};
use std::os::unix::fs::{OpenOptionsExt, PermissionsExt};
use std::path::{Path, PathBuf};

use streamstats::error::{Error, Result};
use streamstats::state;

/// The mode of a new state, before the user's mask.
const USUAL_MODE: u32 = 0o666;
/// Names tried for the temporary file.
const TRIES: u32 = 100;

/// Whether `path` is a file that is neither a state nor empty.
pub(super) fn is_something_else(path: &Path) -> bool {
    let mut begin = Vec::new();
    let read = File::open(path).and_then(|file| {
        let is_file = file.metadata()?.is_file();
        if is_file { file.take(16).read_to_end(&mut begin) } else { Ok(0) }
    });
    let is_state = begin.is_empty() || state::is_binary(&begin) || state::is_text(&begin);
    read.is_ok() && !is_state
}

/// Writes `bytes` to a temporary file beside `path` and renames it: a reader sees the old file or
/// the new one. A pipe or a device is written to directly.
///
/// # Errors
/// The file cannot be written; the temporary file is removed. The error names the file.
pub(super) fn replace(path: &Path, bytes: &[u8]) -> Result<()> {
    let named = |error| Error::source(&path.display().to_string(), &error);
    if path.metadata().is_ok_and(|metadata| !metadata.is_file()) {
        let file = OpenOptions::new().write(true).open(path);
        return file.and_then(|mut file| file.write_all(bytes)).map_err(named);
    }
    // A symbolic link keeps pointing to the file.
    let path = path.canonicalize().unwrap_or_else(|_| path.to_owned());
    let (mut file, temporary) = create(&path).map_err(named)?;
    let written = file.write_all(bytes).and_then(|()| file.sync_all());
    let written = written.and_then(|()| std::fs::rename(&temporary, &path));
    written.map_err(|error| {
        drop(std::fs::remove_file(&temporary));
        named(error)
    })?;
    // The rename survives a crash once the folder is synced; some systems cannot sync folders.
    drop(File::open(folder(&path)).and_then(|folder| folder.sync_all()));
    Ok(())
}

/// Removes temporary files of writers of `path` that were killed. No other writer may be running.
pub(super) fn sweep(path: &Path) {
    let path = path.canonicalize().unwrap_or_else(|_| path.to_owned());
    let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
    let entries = std::fs::read_dir(folder(&path)).into_iter().flatten().flatten();
    for entry in entries {
        let found = entry.file_name().to_string_lossy().into_owned();
        let rest =
            found.strip_prefix(&format!(".{name}.")).and_then(|rest| rest.strip_suffix(".tmp"));
        let is_number =
            |part: &str| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit());
        let is_ours = rest.and_then(|rest| rest.split_once('-'));
        if is_ours.is_some_and(|(process, number)| is_number(process) && is_number(number)) {
            // A file that cannot be removed does no harm.
            drop(std::fs::remove_file(entry.path()));
        }
    }
}

fn folder(path: &Path) -> &Path {
    path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."))
}

/// Creates a temporary file beside `path`.
fn create(path: &Path) -> std::io::Result<(File, PathBuf)> {
    let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
    // The mode of the file it replaces: a state holds what a log holds.
    let mode = path.metadata().map_or(USUAL_MODE, |before| before.permissions().mode() & 0o777);
    let mut last = ErrorKind::AlreadyExists.into();
    for number in 0..TRIES {
        let own = format!(".{name}.{}-{number}.tmp", std::process::id());
        let temporary = folder(path).join(own);
        match OpenOptions::new().write(true).create_new(true).mode(mode).open(&temporary) {
            Ok(file) => return Ok((file, temporary)),
            Err(error) if error.kind() == ErrorKind::AlreadyExists => last = error,
            Err(error) => return Err(error),
        }
    }
    Err(last)
}

#[cfg(test)]
mod tests {
    use super::{create, replace, sweep};

    #[test]
    fn what_killed_writers_left_is_swept_away() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("counts");
        replace(&path, b"kept").unwrap();
        let (_, left) = create(&path).unwrap();
        let others = [".counts.tmp", ".counts.a-0.tmp", ".other.1-0.tmp", "counts.1-0.tmp"];
        for other in others {
            std::fs::write(folder.path().join(other), "").unwrap();
        }
        sweep(&path);
        assert!(!left.exists());
        assert_eq!(std::fs::read(&path).unwrap(), b"kept");
        assert!(others.iter().all(|other| folder.path().join(other).exists()));
    }
}
