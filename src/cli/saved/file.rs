//! Changing a file of presets, and the places in it that messages name. Of two writers the second starts from
//! the text that the first wrote.
//!
//! The lock is a file of its own, `NAME.lock`: a lock on the file itself would be a lock on the old file,
//! which the first writer replaces.

use std::ffi::OsString;
use std::fs::{File, OpenOptions};
use std::io::{ErrorKind, Read};
use std::os::unix::fs::{MetadataExt, OpenOptionsExt};
use std::path::{Path, PathBuf};
use std::{fmt, fs, io};

use crate::error::Error;

use crate::cli::replaced_file::{replace_private, sweep};

/// Links to links that are followed, as most systems do.
const MAX_LINKS: usize = 40;

/// Changes the text of the file by `edit`, which gets the text as it is, empty for a missing file. A link
/// stays: the file it leads to is changed. A new file is its owner's alone (0600), another one keeps its
/// mode, group and, where the system allows it, owner. Errors: the error of `edit`, or of the system, with
/// the file's name; the file is then as it was.
pub(super) fn update<T>(
    path: &Path,
    edit: impl FnOnce(&str) -> Result<(String, T), String>,
) -> Result<T, String> {
    let failed = |path: &Path, error: &io::Error| {
        Error::source(&path.display().to_string(), error).to_string()
    };
    let target = target(path).map_err(|error| failed(path, &error))?;
    let mut lock = OsString::from(&target);
    lock.push(".lock");
    let lock = PathBuf::from(lock);
    let _lock = Lock::take(&lock).map_err(|error| failed(&lock, &error))?;
    sweep(&target);
    let text = read(&target).map_err(|why| format!("{}: {why}", path.display()))?;
    let (new, result) = edit(text.as_deref().unwrap_or_default())?;
    if text.as_deref() != Some(&new) {
        replace_private(&target, new.as_bytes()).map_err(|error| error.to_string())?;
    }
    Ok(result)
}

/// The file at the end of the links, which need not exist.
fn target(path: &Path) -> io::Result<PathBuf> {
    let mut path = path.to_owned();
    for _ in 0..MAX_LINKS {
        match fs::read_link(&path) {
            Ok(next) => path = path.parent().unwrap_or(Path::new("")).join(next),
            // A path that cannot be read as a link is taken for a file; opening it shows whether it is
            // one.
            Err(_) => return Ok(path),
        }
    }
    Err(io::Error::other("too many links to links"))
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
            let options = options.write(true).create(true).truncate(false).mode(0o600);
            let file = options.open(path)?;
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
        // Before the lock is released: a writer that waits then sees that its lock file was removed.
        drop(fs::remove_file(&self.path));
    }
}

/// Whether the open file is the one of this name.
fn is_at(file: &File, path: &Path) -> io::Result<bool> {
    let held = file.metadata()?;
    match fs::metadata(path) {
        Ok(there) => Ok((held.dev(), held.ino()) == (there.dev(), there.ino())),
        Err(error) if error.kind() == ErrorKind::NotFound => Ok(false),
        Err(error) => Err(error),
    }
}

/// The longest file of presets, in bytes; a longer file is refused unread.
const LONGEST: u64 = 16 << 20;

/// Reads the text of a file; `None` for a file that does not exist. Errors: it cannot be read, is not
/// UTF-8, or is too long. The text does not name the file.
pub(super) fn read(path: &Path) -> Result<Option<String>, String> {
    let file = match File::open(path) {
        Ok(file) => file,
        Err(error) if [ErrorKind::NotFound, ErrorKind::NotADirectory].contains(&error.kind()) => {
            return Ok(None);
        }
        Err(error) => return Err(said(&error)),
    };
    let mut bytes = Vec::new();
    file.take(LONGEST + 1).read_to_end(&mut bytes).map_err(|error| said(&error))?;
    if bytes.len() as u64 > LONGEST {
        return Err("longer than 16 MiB; this is no file of presets".to_owned());
    }
    match String::from_utf8(bytes) {
        Ok(text) => Ok(Some(text)),
        Err(error) => {
            let lines = error.as_bytes()[..error.utf8_error().valid_up_to()].split(|b| *b == b'\n');
            Err(format!("line {} is not UTF-8", lines.count()))
        }
    }
}

/// The error of the system about a file, without the name of the file.
fn said(error: &io::Error) -> String {
    let text = Error::source("", error).to_string();
    text.trim_start_matches(": ").to_owned()
}

/// A place in a text: line and column, both from 1, columns in characters.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Place {
    pub(super) line: usize,
    pub(super) column: usize,
}

pub(super) struct TextLines<'a> {
    text: &'a str,
    starts: Vec<usize>,
}

impl<'a> TextLines<'a> {
    pub(super) fn new(text: &'a str) -> Self {
        let newlines = text.match_indices('\n').map(|(at, _)| at + 1);
        Self { text, starts: std::iter::once(0).chain(newlines).collect() }
    }

    /// The place of a byte of the text; its end for one beyond it.
    pub(super) fn place(&self, offset: usize) -> Place {
        let mut offsets = (0..=offset.min(self.text.len())).rev();
        let offset = offsets.find(|at| self.text.is_char_boundary(*at)).unwrap_or(0);
        let line = self.starts.partition_point(|start| *start <= offset);
        let start = line.checked_sub(1).and_then(|index| self.starts.get(index));
        // A byte order mark is no character of the first line.
        let before = self.text[start.copied().unwrap_or(0)..offset].trim_start_matches('\u{feff}');
        Place { line, column: before.chars().count() + 1 }
    }
}

/// Something wrong in a file: shown as `FILE:LINE:COLUMN: what`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct FileProblem {
    pub(crate) file: PathBuf,
    /// The place in the file; `None` if the problem is the file as a whole.
    pub(super) place: Option<Place>,
    /// The one preset that the problem spoils; `None` when it spoils the file.
    pub(crate) preset: Option<String>,
    /// What is wrong and what would be right.
    pub(super) text: String,
}

impl FileProblem {
    /// A problem of the whole file.
    pub(super) fn of_file(file: &Path, text: String) -> Self {
        Self { file: file.to_owned(), place: None, preset: None, text }
    }
}

impl fmt::Display for FileProblem {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "{}:", self.file.display())?;
        if let Some(Place { line, column }) = self.place {
            write!(out, "{line}:{column}:")?;
        }
        if let Some(preset) = &self.preset {
            write!(out, " preset {preset:?}:")?;
        }
        write!(out, " {}", self.text)
    }
}
