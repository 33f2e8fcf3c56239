//! The files beside a followed one that its name was given to before: `access.log.1`,
//! `access.log-20261121`. Tells which of them are new; what to do with those is decided in
//! [`super::rotated_files`].

use std::cmp::Reverse;
use std::ffi::OsStr;
use std::fs::File;
use std::os::unix::ffi::OsStrExt;
use std::os::unix::fs::MetadataExt;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant, SystemTime};

use super::fingerprint::{FINGERPRINT_BYTES, Fingerprint};
use super::position::FilePosition;

/// Names of compressed files: such a one may be empty still when it is found.
const COMPRESSED: [&[u8]; 8] =
    [b".gz", b".bz2", b".xz", b".zst", b".lz4", b".Z", b".zip", b".lzma"];
/// Scans in a row that a file must be missed by to be forgotten. One scan may miss a file that is
/// renamed while the directory is read; forgotten, it would be read again.
const MISSES: u8 = 8;
/// Directories are scanned once more this long after they changed: the time of change of a
/// directory is coarse, and may stay the same for a change shortly after a scan.
const AGAIN: Duration = Duration::from_millis(100);

/// How many names of former targets of links are kept.
const FORMER: usize = 8;

/// A file found beside the followed one.
#[derive(Debug)]
pub(super) struct Sibling {
    pub(super) path: PathBuf,
    pub(super) spot: FilePosition,
    written: Option<SystemTime>,
}

/// A directory at a moment.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct DirectoryState {
    device: u64,
    inode: u64,
    changed: Option<SystemTime>,
}

impl DirectoryState {
    /// The directory of a path, if it is there.
    fn at(path: &Path) -> Option<Self> {
        let found = std::fs::metadata(folder(path)).ok()?;
        let changed = found.modified().ok();
        Some(Self { device: found.dev(), inode: found.ino(), changed })
    }
}

/// What is known of the directory of a followed file.
#[derive(Debug)]
pub(super) struct Siblings {
    /// The followed path in its directory, links to that resolved, and, where the path is itself a
    /// link, what it leads to: either may be renamed.
    beside: Vec<PathBuf>,
    /// What it was before, the latest last: where files are looked for when a run goes on.
    former: Vec<PathBuf>,
    known: Vec<(FilePosition, u8)>,
    /// Each directory as it was last seen.
    folders: Vec<Option<DirectoryState>>,
    again: Option<Instant>,
}

impl Siblings {
    /// Those of `beside`, of which `known` are known.
    pub(super) fn new(beside: Vec<PathBuf>, known: &[FilePosition]) -> Self {
        let known = known.iter().map(|spot| (*spot, 0)).collect();
        Self { beside, former: Vec::new(), known, folders: Vec::new(), again: None }
    }

    /// The paths beside which those of `path` stand as it is now.
    pub(super) fn stems(path: &Path) -> Vec<PathBuf> {
        let name = path.file_name().unwrap_or_default();
        let own = folder(path).canonicalize().map_or_else(|_| path.to_owned(), |at| at.join(name));
        let target = path.canonicalize().ok().filter(|target| *target != own);
        [own].into_iter().chain(target).collect()
    }

    /// The paths beside which they stand.
    pub(super) fn beside(&self) -> &[PathBuf] {
        &self.beside
    }

    /// The same for other paths: what is known stays known.
    pub(super) fn move_to(&mut self, beside: Vec<PathBuf>) {
        let old = std::mem::replace(&mut self.beside, beside);
        self.be_former(old);
        self.again = None;
        self.folders.clear();
    }

    /// Paths beside which they stood before.
    pub(super) fn former(&self) -> &[PathBuf] {
        &self.former
    }

    /// Keeps the latest few of the paths beside which they stood before.
    pub(super) fn be_former(&mut self, paths: Vec<PathBuf>) {
        self.former.retain(|path| !paths.contains(path));
        self.former.extend(paths);
        self.former.drain(..self.former.len().saturating_sub(FORMER));
    }

    /// Whether a directory is being changed: it is not as it was last seen.
    pub(super) fn are_changing(&self) -> bool {
        let now = self.beside.iter().map(|path| DirectoryState::at(path));
        !now.eq(self.folders.iter().copied())
    }

    /// Those that are known, for a checkpoint.
    pub(super) fn known(&self) -> impl Iterator<Item = &FilePosition> {
        self.known.iter().map(|(spot, _)| spot)
    }

    /// From now on the file is known.
    pub(super) fn know(&mut self, spot: FilePosition) {
        match self.known.iter_mut().find(|(known, _)| known.is(&spot)) {
            Some(known) => *known = (spot, 0),
            None => self.known.push((spot, 0)),
        }
    }

    /// What is known of a file that `file` has open.
    pub(super) fn find(&self, spot: &FilePosition, file: &File) -> Option<&FilePosition> {
        let (known, _) = self.known.iter().find(|(known, _)| known.is(spot))?;
        // Where births are not told the inode may be another's by now: its first bytes say so.
        let same = spot.born.is_some() || known.head.begins(file).unwrap_or(true);
        same.then_some(known)
    }

    /// Whether there may be something new since this was last asked, and whether a directory is
    /// another than it was.
    pub(super) fn have_changed(&mut self) -> (bool, bool) {
        let (mut changed, mut moved) = (false, false);
        self.folders.resize(self.beside.len(), None);
        for (path, seen) in self.beside.iter().zip(&mut self.folders) {
            let now = DirectoryState::at(path);
            let id = |folder: &Option<DirectoryState>| {
                folder.map(|folder| (folder.device, folder.inode))
            };
            moved |= id(seen) != id(&now);
            changed |= *seen != now;
            *seen = now;
        }
        if changed {
            self.again = Some(Instant::now() + AGAIN);
        } else if self.again.is_some_and(|again| Instant::now() >= again) {
            self.again = None;
            changed = true;
        }
        (changed, moved)
    }

    /// Asks for one more scan.
    pub(super) fn scan_again(&mut self) {
        self.again = Some(Instant::now());
    }

    /// Looks through the directories for regular files named after the followed one that are neither
    /// known nor `open`, the oldest first.
    pub(super) fn scan(&mut self, is_open: impl Fn(&FilePosition) -> bool) -> Vec<Sibling> {
        for (_, missed) in &mut self.known {
            *missed += 1;
        }
        let mut unknown: Vec<Sibling> = Vec::new();
        let entries = self.beside.iter().flat_map(|path| {
            let name = path.file_name().unwrap_or_default();
            let entries = std::fs::read_dir(folder(path)).into_iter().flatten().flatten();
            entries.filter(move |entry| is_named_after(&entry.file_name(), name))
        });
        for entry in entries {
            // Of a link its target is not asked for: that has a name of its own.
            let Ok(file) = entry.metadata() else { continue };
            if !file.is_file() {
                continue;
            }
            let spot = FilePosition::new(&file);
            if is_open(&spot) || unknown.iter().any(|other| other.spot.is(&spot)) {
                continue;
            }
            match self.known.iter_mut().find(|(known, _)| known.is(&spot)) {
                Some((known, missed)) if is_still(known, &entry.path()) => *missed = 0,
                _ => {
                    let written = file.modified().ok();
                    unknown.push(Sibling { path: entry.path(), spot, written });
                }
            }
        }
        self.known.retain(|(spot, missed)| *missed < MISSES || is_open(spot));
        unknown.sort_by_cached_key(|one| (one.spot.born, one.written, Reverse(one.path.clone())));
        unknown
    }

    /// From now on these are known.
    pub(super) fn know_all(&mut self, siblings: Vec<Sibling>) {
        for Sibling { path, mut spot, .. } in siblings {
            if spot.born.is_none()
                && let Ok(file) = File::open(path)
            {
                spot.head = Fingerprint::of(&file, FINGERPRINT_BYTES).unwrap_or_default();
            }
            self.know(spot);
        }
    }
}

/// The directory of a path.
pub(super) fn folder(path: &Path) -> &Path {
    match path.parent() {
        Some(folder) if !folder.as_os_str().is_empty() => folder,
        Some(_) => Path::new("."),
        None => path,
    }
}

/// Whether a name is given to what had the name `first` before.
fn is_named_after(name: &OsStr, first: &OsStr) -> bool {
    let rest = name.as_bytes().strip_prefix(first.as_bytes());
    rest.is_some_and(|rest| {
        matches!(rest, [b'.' | b'-', ..]) && !COMPRESSED.iter().any(|end| rest.ends_with(end))
    })
}

/// Whether the file at `path` is the known one rather than a later one with the same inode.
fn is_still(known: &FilePosition, path: &Path) -> bool {
    known.born.is_some()
        || known.head.length() == 0
        || File::open(path).is_ok_and(|file| known.head.begins(&file).unwrap_or(true))
}

#[cfg(test)]
mod tests {
    use super::is_named_after;

    #[test]
    fn names_given_on_rotation() {
        let cases = [
            ("access.log", false),
            ("access.log.1", true),
            ("access.log-20261121", true),
            ("access.log.2.gz", false),
            ("access.log-20261121.zst", false),
            ("access.log2", false),
            ("access.lo", false),
            ("error.log.1", false),
        ];
        for (name, expected) in cases {
            assert_eq!(is_named_after(name.as_ref(), "access.log".as_ref()), expected, "{name}");
        }
    }
}
