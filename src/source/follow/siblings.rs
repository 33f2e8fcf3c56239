//! The siblings of a followed file: the files beside it that are named after it, as `access.log.1` and
//! `access.log-20261121`. This module finds the new ones; [`super::rotated_files`] decides what to do
//! with them.

use std::cmp::Reverse;
use std::ffi::OsStr;
use std::fs::{DirEntry, File};
use std::os::unix::ffi::OsStrExt;
use std::os::unix::fs::MetadataExt;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant, SystemTime};

use super::position::{FINGERPRINT_BYTES, FilePosition, Fingerprint};

/// The ends of names of compressed files. Names decide, not bytes: a file that is being compressed
/// may be empty.
const COMPRESSED: [&[u8]; 8] =
    [b".gz", b".bz2", b".xz", b".zst", b".lz4", b".Z", b".zip", b".lzma"];
/// A known file is forgotten after this many scans in a row that did not find it. A scan may miss a file
/// that is renamed meanwhile, and a forgotten file would be read again.
const MAX_MISSES: u8 = 8;
/// Directories are scanned once more this long after a change: their time of change is coarse, and may
/// be the same for a change shortly after a scan.
const RESCAN_DELAY: Duration = Duration::from_millis(100);

/// How many former base paths are kept.
const MAX_FORMER: usize = 8;

/// A file beside the followed file.
pub(super) struct Sibling {
    pub(super) path: PathBuf,
    pub(super) position: FilePosition,
    written: Option<SystemTime>,
}

/// A directory as it was at one moment.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct DirectoryState {
    device: u64,
    inode: u64,
    changed: Option<SystemTime>,
}

impl DirectoryState {
    /// The directory of a path, if it exists.
    fn at(path: &Path) -> Option<Self> {
        let found = std::fs::metadata(directory_of(path)).ok()?;
        let changed = found.modified().ok();
        Some(Self { device: found.dev(), inode: found.ino(), changed })
    }
}

/// The siblings of a followed file, and which of them are known.
#[derive(Debug)]
pub(super) struct Siblings {
    /// The paths that siblings are named after: the followed path, with links to its directory
    /// resolved, and the target of the path if the path is a link. Either may be renamed.
    base_paths: Vec<PathBuf>,
    /// Earlier base paths, the latest last. A resumed run looks for files there too.
    former_base_paths: Vec<PathBuf>,
    /// Siblings that are not to be read as new: read already, there before the run, or copies. Each
    /// with how many scans in a row did not find it.
    known: Vec<(FilePosition, u8)>,
    /// Each directory as it was at the last look.
    directories: Vec<Option<DirectoryState>>,
    /// When the directories are to be scanned once more.
    rescan_at: Option<Instant>,
}

impl Siblings {
    /// The siblings named after `base_paths`, of which `known` are known.
    pub(super) fn new(base_paths: Vec<PathBuf>, known: &[FilePosition]) -> Self {
        let known = known.iter().map(|position| (*position, 0)).collect();
        Self {
            base_paths,
            former_base_paths: Vec::new(),
            known,
            directories: Vec::new(),
            rescan_at: None,
        }
    }

    /// The base paths of `path` as it is now.
    pub(super) fn base_paths_of(path: &Path) -> Vec<PathBuf> {
        let name = path.file_name().unwrap_or_default();
        let own =
            directory_of(path).canonicalize().map_or_else(|_| path.to_owned(), |at| at.join(name));
        let target = path.canonicalize().ok().filter(|target| *target != own);
        [own].into_iter().chain(target).collect()
    }

    /// The paths that siblings are named after.
    pub(super) fn base_paths(&self) -> &[PathBuf] {
        &self.base_paths
    }

    /// Changes the base paths. Known siblings stay known.
    pub(super) fn set_base_paths(&mut self, base_paths: Vec<PathBuf>) {
        let old = std::mem::replace(&mut self.base_paths, base_paths);
        self.keep_former(old);
        self.rescan_at = None;
        self.directories.clear();
    }

    pub(super) fn former_base_paths(&self) -> &[PathBuf] {
        &self.former_base_paths
    }

    /// Adds earlier base paths, and keeps the latest few.
    pub(super) fn keep_former(&mut self, paths: Vec<PathBuf>) {
        self.former_base_paths.retain(|path| !paths.contains(path));
        self.former_base_paths.extend(paths);
        self.former_base_paths.drain(..self.former_base_paths.len().saturating_sub(MAX_FORMER));
    }

    /// Whether a directory differs from what [`Self::note_changes`] noted last.
    pub(super) fn directories_differ(&self) -> bool {
        let now = self.base_paths.iter().map(|path| DirectoryState::at(path));
        !now.eq(self.directories.iter().copied())
    }

    pub(super) fn known(&self) -> impl Iterator<Item = &FilePosition> {
        self.known.iter().map(|(position, _)| position)
    }

    /// Remembers how far a file is read.
    pub(super) fn remember(&mut self, position: FilePosition) {
        match self.known.iter_mut().find(|(known, _)| known.is(&position)) {
            Some(known) => *known = (position, 0),
            None => self.known.push((position, 0)),
        }
    }

    /// How far a known file was read; `file` is the open file.
    pub(super) fn find(&self, position: &FilePosition, file: &File) -> Option<&FilePosition> {
        let (known, _) = self.known.iter().find(|(known, _)| known.is(position))?;
        // Without a creation time, the inode may be that of a later file: its first bytes tell.
        let same = position.born.is_some() || known.head.begins(file).unwrap_or(true);
        same.then_some(known)
    }

    /// Notes how the directories are now. Gives whether there may be new siblings since the last
    /// call, and whether a directory was replaced.
    pub(super) fn note_changes(&mut self) -> (bool, bool) {
        let (mut changed, mut moved) = (false, false);
        self.directories.resize(self.base_paths.len(), None);
        for (path, seen) in self.base_paths.iter().zip(&mut self.directories) {
            let now = DirectoryState::at(path);
            let id = |directory: &Option<DirectoryState>| {
                directory.map(|directory| (directory.device, directory.inode))
            };
            moved |= id(seen) != id(&now);
            changed |= *seen != now;
            *seen = now;
        }
        if changed {
            self.rescan_at = Some(Instant::now() + RESCAN_DELAY);
        } else if self.rescan_at.is_some_and(|at| Instant::now() >= at) {
            self.rescan_at = None;
            changed = true;
        }
        (changed, moved)
    }

    /// Asks for one more scan.
    pub(super) fn scan_again(&mut self) {
        self.rescan_at = Some(Instant::now());
    }

    /// The regular files beside the base paths that are neither known nor open, the oldest first.
    pub(super) fn scan(&mut self, is_open: impl Fn(&FilePosition) -> bool) -> Vec<Sibling> {
        for (known, missed) in &mut self.known {
            *missed = if is_open(known) { 0 } else { *missed + 1 };
        }
        let mut unknown: Vec<Sibling> = Vec::new();
        for entry in entries(&self.base_paths) {
            // Links are skipped, as the entry's metadata is that of the link: the target has a name
            // of its own.
            let Ok(file) = entry.metadata() else { continue };
            if !file.is_file() {
                continue;
            }
            let position = FilePosition::new(&file);
            if is_open(&position) || unknown.iter().any(|other| other.position.is(&position)) {
                continue;
            }
            match self.known.iter_mut().find(|(known, _)| known.is(&position)) {
                Some((known, missed)) if is_still(known, &entry.path()) => *missed = 0,
                _ => {
                    let written = file.modified().ok();
                    unknown.push(Sibling { path: entry.path(), position, written });
                }
            }
        }
        self.known.retain(|(_, missed)| *missed < MAX_MISSES);
        unknown
            .sort_by_cached_key(|one| (one.position.born, one.written, Reverse(one.path.clone())));
        unknown
    }

    /// The copy of a file that was read as far as `old` and then truncated: the newest known
    /// sibling that was created later, was never read, has at least `old.offset` bytes, and begins
    /// with the bytes read. `None` where the file system has no creation times.
    pub(super) fn find_copy(&self, old: &FilePosition) -> Option<(File, FilePosition)> {
        if old.head.length() == 0 {
            return None;
        }
        let copies = entries(&self.base_paths).filter_map(|entry| {
            let found = entry.metadata().ok().filter(|found| found.len() >= old.offset)?;
            let position = FilePosition::new(&found);
            let is_unread =
                |(known, _): &(FilePosition, u8)| known.is(&position) && known.offset == 0;
            let is_copy = position.born > old.born && self.known.iter().any(is_unread);
            let file = is_copy.then(|| File::open(entry.path()).ok())??;
            old.head.begins(&file).unwrap_or(false).then_some((file, position))
        });
        copies.max_by_key(|(_, position)| position.born)
    }

    /// Remembers files that need no reading.
    pub(super) fn remember_all(&mut self, siblings: Vec<Sibling>) {
        for Sibling { path, mut position, .. } in siblings {
            if position.born.is_none()
                && let Ok(file) = File::open(path)
            {
                position.head = Fingerprint::of(&file, FINGERPRINT_BYTES).unwrap_or_default();
            }
            self.remember(position);
        }
    }
}

/// The entries of the directories of `base_paths` that are named after them.
fn entries(base_paths: &[PathBuf]) -> impl Iterator<Item = DirEntry> {
    base_paths.iter().flat_map(|path| {
        let name = path.file_name().unwrap_or_default();
        let entries = std::fs::read_dir(directory_of(path)).into_iter().flatten().flatten();
        entries.filter(move |entry| is_named_after(&entry.file_name(), name))
    })
}

pub(super) fn directory_of(path: &Path) -> &Path {
    match path.parent() {
        Some(directory) if !directory.as_os_str().is_empty() => directory,
        Some(_) => Path::new("."),
        None => path,
    }
}

/// Whether a file of this name may have had the name `first` before.
fn is_named_after(name: &OsStr, first: &OsStr) -> bool {
    let rest = name.as_bytes().strip_prefix(first.as_bytes());
    rest.is_some_and(|rest| {
        matches!(rest, [b'.' | b'-', ..]) && !COMPRESSED.iter().any(|end| rest.ends_with(end))
    })
}

/// Whether the file at `path` is the known file, and not a later file to which the system gave the
/// inode.
fn is_still(known: &FilePosition, path: &Path) -> bool {
    known.born.is_some()
        || known.head.length() == 0
        || File::open(path).is_ok_and(|file| known.head.begins(&file).unwrap_or(true))
}

#[cfg(test)]
mod tests {
    use std::fs::File;

    use super::{FilePosition, MAX_MISSES, Siblings, is_named_after};

    #[test]
    fn a_known_file_is_forgotten_only_if_it_is_neither_open_nor_found() {
        let directory = tempfile::tempdir().unwrap();
        let path = directory.path().join("access.log");
        let file = FilePosition::new(&File::create(&path).unwrap().metadata().unwrap());
        let mut siblings = Siblings::new(vec![path], &[file]);
        let mut scans = |count: u32, is_open: bool| {
            (0..count).for_each(|_| drop(siblings.scan(|_| is_open)));
            siblings.known().count()
        };
        assert_eq!(scans(300, true), 1);
        assert_eq!(scans(u32::from(MAX_MISSES) - 1, false), 1);
        assert_eq!(scans(1, false), 0);
    }

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
