//! A file that is replaced as a whole or not at all: of a state, of a report.

use std::fs::{File, OpenOptions};
use std::io::{self, BufWriter, ErrorKind, Write};
use std::os::unix::fs::{MetadataExt, OpenOptionsExt, PermissionsExt, fchown};
use std::path::{Path, PathBuf};

use streamstats::error::{Error, Result};

/// The mode of a new file, before the user's mask.
const USUAL_MODE: u32 = 0o666;
/// Names tried for the temporary file.
const TRIES: u32 = 100;

/// Replaces the file with `bytes`, as [`replace_by`] does.
///
/// # Errors
/// The file cannot be written. The error names the file.
pub(crate) fn replace(path: &Path, bytes: &[u8]) -> Result<()> {
    replace_by(path, |out| out.write_all(bytes))
}

/// Has `write` fill a temporary file beside `path` and renames it: a reader sees the old file or the
/// new one. A pipe or a device is written to directly.
///
/// # Errors
/// The file cannot be written; the temporary file is removed. The error names the file.
pub(crate) fn replace_by(
    path: &Path,
    write: impl FnOnce(&mut dyn Write) -> io::Result<()>,
) -> Result<()> {
    let named = |error| Error::source(&path.display().to_string(), &error);
    if path.metadata().is_ok_and(|metadata| !metadata.is_file()) {
        let file = OpenOptions::new().write(true).open(path);
        return file.and_then(|mut file| fill(&mut file, write)).map_err(named);
    }
    // A symbolic link keeps pointing to the file.
    let path = path.canonicalize().unwrap_or_else(|_| path.to_owned());
    let (mut file, temporary) = create(&path).map_err(named)?;
    let written = fill(&mut file, write).and_then(|()| file.sync_all());
    let written = written.and_then(|()| std::fs::rename(&temporary, &path));
    written.map_err(|error| {
        drop(std::fs::remove_file(&temporary));
        named(error)
    })?;
    // The rename survives a crash once the folder is synced; some systems cannot sync folders.
    drop(File::open(folder(&path)).and_then(|folder| folder.sync_all()));
    Ok(())
}

fn fill(file: &mut File, write: impl FnOnce(&mut dyn Write) -> io::Result<()>) -> io::Result<()> {
    let mut out = BufWriter::new(file);
    write(&mut out)?;
    out.flush()
}

/// Removes temporary files of writers of `path` that were killed. No other writer may be running.
pub(crate) fn sweep(path: &Path) {
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
fn create(path: &Path) -> io::Result<(File, PathBuf)> {
    let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
    // Owner and mode of the file it replaces: a state holds what a log holds.
    let before = path.metadata().ok();
    let mode = before.as_ref().map_or(USUAL_MODE, |before| before.permissions().mode() & 0o777);
    let mut last = ErrorKind::AlreadyExists.into();
    for number in 0..TRIES {
        let own = format!(".{name}.{}-{number}.tmp", std::process::id());
        let temporary = folder(path).join(own);
        match OpenOptions::new().write(true).create_new(true).mode(mode).open(&temporary) {
            Ok(file) => {
                if let Some(before) = &before {
                    // Only root may give a file away.
                    drop(fchown(&file, Some(before.uid()), Some(before.gid())));
                }
                return Ok((file, temporary));
            }
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
