//! A file that is replaced as a whole or not at all: of a report, a state, a checkpoint, saved presets.

use std::fs::{File, Metadata, OpenOptions, Permissions};
use std::io::{self, BufWriter, ErrorKind, Write};
use std::os::unix::fs::{MetadataExt, OpenOptionsExt, PermissionsExt, fchown};
use std::path::{Path, PathBuf};
use std::sync::{Mutex, MutexGuard, PoisonError};

use crate::error::{Error, Result};

/// The mode of a new report, before the user's mask.
const REPORT_MODE: u32 = 0o666;
/// The mode of a new file of a state or of presets. It holds texts of logs, so only its owner may
/// read it.
const PRIVATE_MODE: u32 = 0o600;
/// How many names are tried for the temporary file.
const TRIES: u32 = 100;
/// How many symbolic links are followed from one to the next, as Linux does.
const MAX_LINKS: usize = 40;
/// Paths below this folder are devices and open files of the process, as `>(gzip > FILE)` of a shell.
/// They are written to directly.
const DEVICES: &str = "/dev/";

/// The temporary file that is being written.
static TEMPORARY: Mutex<Option<PathBuf>> = Mutex::new(None);

/// Replaces a report by what `write` writes: a reader sees the old file or the new one. A symbolic link is
/// followed, a pipe or a device written to directly. Errors: the file cannot be written; the temporary file
/// is removed. The error names the file.
pub(crate) fn replace_report(
    path: &Path,
    write: impl FnOnce(&mut dyn Write) -> io::Result<()>,
) -> Result<()> {
    let is_special = path.metadata().is_ok_and(|metadata| !metadata.is_file());
    let written = match is_special {
        true => OpenOptions::new().write(true).open(path).and_then(|file| fill(&file, write)),
        false => put(&destination(path), REPORT_MODE, write).map(drop),
    };
    written.map_err(|error| Error::source(&path.display().to_string(), &error))
}

/// Replaces a state or saved presets by `bytes`. The result is the new file, which is locked.
///
/// A symbolic link or a pipe is refused: another user may have put it there. Errors: the file cannot be
/// written; the temporary file is removed. The error names the file.
pub(crate) fn replace_private(path: &Path, bytes: &[u8]) -> Result<File> {
    let write = |out: &mut dyn Write| out.write_all(bytes);
    let written = if is_device(path) {
        let file = OpenOptions::new().write(true).open(path);
        file.and_then(|file| fill(&file, write).map(|()| file))
    } else if path.symlink_metadata().is_ok_and(|before| !before.is_file()) {
        Err(io::Error::other("is no regular file any more"))
    } else {
        put(path, PRIVATE_MODE, write)
    };
    written.map_err(|error| Error::source(&path.display().to_string(), &error))
}

/// The path of the file that is written to by the name `path`: symbolic links are followed, also to a file
/// that does not exist yet.
pub(crate) fn destination(path: &Path) -> PathBuf {
    let mut end = path.to_owned();
    for _ in 0..MAX_LINKS {
        let Ok(target) = end.read_link() else { break };
        end = folder(&end).join(target);
    }
    let in_folder = || Some(folder(&end).canonicalize().ok()?.join(end.file_name()?));
    path.canonicalize().ok().or_else(in_folder).unwrap_or(end)
}

/// Whether a path is that of a device or of an open file of the process.
pub(crate) fn is_device(path: &Path) -> bool {
    path.starts_with(DEVICES)
}

/// Fills a temporary file beside `path` and renames it. The owner and the mode of the old file stay,
/// as far as they may.
fn put(
    path: &Path,
    mode: u32,
    write: impl FnOnce(&mut dyn Write) -> io::Result<()>,
) -> io::Result<File> {
    let before = path.symlink_metadata().ok();
    let (file, temporary) = create(path, mode)?;
    let written = fill(&file, write).and_then(|()| keep_owner(&file, before.as_ref()));
    // The lock is advisory: a file system without locks loses nothing but the protection.
    drop(file.try_lock());
    let written = written.and_then(|()| file.sync_all());
    let written = written.and_then(|()| std::fs::rename(&temporary, path));
    if written.is_err() {
        drop(std::fs::remove_file(&temporary));
    }
    *temporary_file() = None;
    written?;
    // The rename survives a crash once the folder is synced; some systems cannot sync folders.
    drop(File::open(folder(path)).and_then(|folder| folder.sync_all()));
    Ok(file)
}

fn fill(file: &File, write: impl FnOnce(&mut dyn Write) -> io::Result<()>) -> io::Result<()> {
    let mut out = BufWriter::new(file);
    write(&mut out)?;
    out.flush()
}

/// Removes the temporary file that is being written, when a signal ends the program.
pub(crate) fn remove_temporary() {
    if let Some(path) = temporary_file().take() {
        drop(std::fs::remove_file(path));
    }
}

fn temporary_file() -> MutexGuard<'static, Option<PathBuf>> {
    TEMPORARY.lock().unwrap_or_else(PoisonError::into_inner)
}

/// Gives a new file the owner and the mode of the file it replaces. Where the group cannot be kept,
/// no group may do anything with the file.
fn keep_owner(file: &File, before: Option<&Metadata>) -> io::Result<()> {
    let Some(before) = before else { return Ok(()) };
    let own = file.metadata()?;
    let mut mode = before.permissions().mode() & 0o777;
    if (own.uid(), own.gid()) != (before.uid(), before.gid()) {
        let kept = fchown(file, Some(before.uid()), Some(before.gid()))
            .or_else(|_| fchown(file, None, Some(before.gid())));
        if kept.is_err() {
            mode &= !0o070;
        }
    }
    file.set_permissions(Permissions::from_mode(mode))
}

/// Removes the temporary files of writers of `path` that no longer run.
pub(crate) fn sweep(path: &Path) {
    let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
    let entries = std::fs::read_dir(folder(path)).into_iter().flatten().flatten();
    for entry in entries {
        let found = entry.file_name().to_string_lossy().into_owned();
        let rest = found.strip_prefix(&format!(".{name}."));
        let numbers = rest.and_then(|rest| rest.strip_suffix(".tmp")?.split_once('-'));
        let Some((process, number)) = numbers else { continue };
        let is_number =
            |part: &str| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit());
        if is_number(process) && is_number(number) && !is_running(process) {
            // A file that cannot be removed does no harm.
            drop(std::fs::remove_file(entry.path()));
        }
    }
}

fn is_running(process: &str) -> bool {
    let process = process.parse().ok().and_then(rustix::process::Pid::from_raw);
    let sent = process.map(rustix::process::test_kill_process);
    matches!(sent, Some(Ok(()) | Err(rustix::io::Errno::PERM)))
}

pub(crate) fn folder(path: &Path) -> &Path {
    path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."))
}

/// Creates a temporary file beside `path`.
fn create(path: &Path, mode: u32) -> io::Result<(File, PathBuf)> {
    let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
    let mut last = ErrorKind::AlreadyExists.into();
    for number in 0..TRIES {
        let own = format!(".{name}.{}-{number}.tmp", std::process::id());
        let temporary = folder(path).join(own);
        let mut current = temporary_file();
        match OpenOptions::new().write(true).create_new(true).mode(mode).open(&temporary) {
            Ok(file) => {
                *current = Some(temporary.clone());
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
    use std::fs;
    use std::os::unix::fs::PermissionsExt;

    use super::{replace_private, sweep};

    #[test]
    fn what_killed_writers_left_is_swept_away() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("counts");
        fs::write(folder.path().join(".counts.999999999-0.tmp"), "").unwrap();
        let running = format!(".counts.{}-0.tmp", std::process::id());
        let others = [".counts.tmp", ".counts.a-0.tmp", ".other.1-0.tmp", &running];
        for other in others {
            fs::write(folder.path().join(other), "").unwrap();
        }
        sweep(&path);
        assert!(!folder.path().join(".counts.999999999-0.tmp").exists());
        assert!(others.iter().all(|other| folder.path().join(other).exists()));
    }

    #[test]
    fn a_new_state_is_private_and_an_old_one_keeps_its_mode() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("counts");
        let mode = || fs::metadata(&path).unwrap().permissions().mode() & 0o777;
        replace_private(&path, b"one").unwrap();
        assert_eq!(mode(), 0o600);
        fs::set_permissions(&path, fs::Permissions::from_mode(0o640)).unwrap();
        replace_private(&path, b"two").unwrap();
        assert_eq!((mode(), fs::read(&path).unwrap().as_slice()), (0o640, b"two".as_slice()));
        assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 1);
    }
}
