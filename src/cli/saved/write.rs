//! Changing a file as a whole: readers and a kill see the old text or the new one, and of two
//! writers the second starts from what the first wrote.
//!
//! The new text goes into `NAME.new` beside the file, which then takes its name. The lock is a file of
//! its own, `NAME.lock`: a lock on the file itself would be a lock on the old file, which the first
//! writer replaces.

use std::ffi::OsString;
use std::fs::{self, File, Metadata, OpenOptions};
use std::io::{self, ErrorKind, Write};
use std::path::{Path, PathBuf};

use streamstats::error::Error;

use super::file;

/// Links to links that are followed, as most systems do.
const MOST_LINKS: usize = 40;

/// Changes the text of the file by `edit`, which gets the text as it is, empty for a missing file.
/// A link stays: the file it leads to is changed. A new file is its owner's alone (0600), another
/// one keeps its mode, group and, where the system allows it, owner.
///
/// # Errors
/// What `edit` says, or what the system says, with the file's name; the file is then as it was.
pub(super) fn update<T>(
    path: &Path,
    edit: impl FnOnce(&str) -> Result<(String, T), String>,
) -> Result<T, String> {
    let failed = |path: &Path, error: &io::Error| {
        Error::source(&path.display().to_string(), error).to_string()
    };
    let target = target(path).map_err(|error| failed(path, &error))?;
    let beside = beside(&target, ".lock");
    let _lock = Lock::take(&beside).map_err(|error| failed(&beside, &error))?;
    let text = file::read(&target).map_err(|why| format!("{}: {why}", path.display()))?;
    let (new, result) = edit(text.as_deref().unwrap_or_default())?;
    if text.as_deref() != Some(&new) {
        replace(&target, &new).map_err(|error| failed(path, &error))?;
    }
    Ok(result)
}

/// The file at the end of the links, which need not exist.
fn target(path: &Path) -> io::Result<PathBuf> {
    let mut path = path.to_owned();
    for _ in 0..MOST_LINKS {
        match fs::read_link(&path) {
            Ok(next) => path = path.parent().unwrap_or(Path::new("")).join(next),
            // A path that cannot be read as a link is taken for a file; opening it shows whether it is
            // one.
            Err(_) => return Ok(path),
        }
    }
    Err(io::Error::other("too many links to links"))
}

fn beside(target: &Path, ending: &str) -> PathBuf {
    let mut name = OsString::from(target);
    name.push(ending);
    name.into()
}

/// An exclusive lock, held as long as this lives.
struct Lock {
    path: PathBuf,
    _file: File,
}

impl Lock {
    /// Waits for the lock. Its holder removes the lock file at the end, so after the wait the path may
    /// name another file; the lock is then taken anew.
    fn take(path: &Path) -> io::Result<Self> {
        loop {
            let mut options = OpenOptions::new();
            let file = private(options.write(true).create(true).truncate(false)).open(path)?;
            match file.lock() {
                Err(error) if error.kind() == ErrorKind::Interrupted => continue,
                locked => locked?,
            }
            if is_at(&file, path)? {
                return Ok(Self { path: path.to_owned(), _file: file });
            }
        }
    }
}

impl Drop for Lock {
    fn drop(&mut self) {
        // Before the lock is released: whoever waits sees that it holds a file of the past. Where
        // that cannot be seen the file stays.
        if cfg!(unix) {
            drop(fs::remove_file(&self.path));
        }
    }
}

/// Writes the text beside the file and puts it in its place.
fn replace(target: &Path, text: &str) -> io::Result<()> {
    let old = match fs::metadata(target) {
        Ok(old) if old.is_file() => Some(old),
        Ok(_) => return Err(io::Error::other("not a regular file")),
        Err(error) if error.kind() == ErrorKind::NotFound => None,
        Err(error) => return Err(error),
    };
    let new = beside(target, ".new");
    let written = write(&new, text, old.as_ref()).and_then(|()| fs::rename(&new, target));
    if written.is_err() {
        drop(fs::remove_file(&new));
        return written;
    }
    // The text is safe by now; that the name is too, not every file system can say.
    let folder = target.parent().filter(|folder| !folder.as_os_str().is_empty());
    drop(File::open(folder.unwrap_or(Path::new("."))).and_then(|folder| folder.sync_all()));
    Ok(())
}

fn write(path: &Path, text: &str, old: Option<&Metadata>) -> io::Result<()> {
    // What a killed writer left; the lock is ours.
    match fs::remove_file(path) {
        Err(error) if error.kind() != ErrorKind::NotFound => return Err(error),
        _ => {}
    }
    let mut file = private(OpenOptions::new().write(true).create_new(true)).open(path)?;
    file.write_all(text.as_bytes())?;
    if let Some(old) = old {
        keep_access(&file, old)?;
    }
    file.sync_all()
}

/// Only its owner may read and write the file that is made.
#[cfg(unix)]
fn private(options: &mut OpenOptions) -> &mut OpenOptions {
    std::os::unix::fs::OpenOptionsExt::mode(options, 0o600)
}

#[cfg(not(unix))]
fn private(options: &mut OpenOptions) -> &mut OpenOptions {
    options
}

/// Whether the open file is the one of this name.
#[cfg(unix)]
fn is_at(file: &File, path: &Path) -> io::Result<bool> {
    use std::os::unix::fs::MetadataExt;
    let held = file.metadata()?;
    match fs::metadata(path) {
        Ok(there) => Ok((held.dev(), held.ino()) == (there.dev(), there.ino())),
        Err(error) if error.kind() == ErrorKind::NotFound => Ok(false),
        Err(error) => Err(error),
    }
}

#[cfg(not(unix))]
fn is_at(_: &File, _: &Path) -> io::Result<bool> {
    Ok(true)
}

/// Gives the new file the mode, the group and the owner of the old one. The owner only where the
/// system allows it: in a team's folder the file then goes to whoever wrote last.
#[cfg(unix)]
fn keep_access(file: &File, old: &Metadata) -> io::Result<()> {
    use std::os::unix::fs::{MetadataExt, fchown};
    let new = file.metadata()?;
    if (new.uid(), new.gid()) != (old.uid(), old.gid()) {
        let both = fchown(file, Some(old.uid()), Some(old.gid()));
        both.or_else(|_| fchown(file, None, Some(old.gid())))?;
    }
    file.set_permissions(old.permissions())
}

#[cfg(not(unix))]
fn keep_access(_: &File, _: &Metadata) -> io::Result<()> {
    Ok(())
}
