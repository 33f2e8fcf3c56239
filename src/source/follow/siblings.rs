//! The files beside a followed one that its name was given to before: `access.log.1`,
//! `access.log-20261121`. Tells which of them are new; what to do with those is decided in
//! [`super::gather`].

use std::cmp::Reverse;
use std::ffi::OsStr;
use std::fs::{File, Metadata};
use std::os::unix::ffi::OsStrExt;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant, SystemTime};

use super::head::{HEAD_BYTES, Head};
use super::place::Spot;

/// Names of compressed files: such a one may be empty still when it is found.
const COMPRESSED: [&[u8]; 8] =
    [b".gz", b".bz2", b".xz", b".zst", b".lz4", b".Z", b".zip", b".lzma"];
/// Scans in a row that a file must be missed by to be forgotten. One scan may miss a file that is
/// renamed while the directory is read; forgotten, it would be read again.
const MISSES: u8 = 8;
/// Directories are scanned once more this long after they changed: the time of change of a
/// directory is coarse, and may stay the same for a change shortly after a scan.
const AGAIN: Duration = Duration::from_millis(100);

/// A file found beside the followed one.
#[derive(Debug)]
pub(super) struct Sibling {
    pub(super) path: PathBuf,
    pub(super) spot: Spot,
    written: Option<SystemTime>,
}

/// What is known of the directory of a followed file.
#[derive(Debug)]
pub(super) struct Siblings {
    /// The followed path, links resolved: names are compared with its name.
    beside: PathBuf,
    known: Vec<(Spot, u8)>,
    changed: Option<SystemTime>,
    again: Option<Instant>,
}

impl Siblings {
    /// Those of `beside`, of which `known` are known.
    pub(super) fn new(beside: PathBuf, known: &[Spot]) -> Self {
        let known = known.iter().map(|spot| (*spot, 0)).collect();
        Self { beside, known, changed: None, again: None }
    }

    /// The path beside which they stand.
    pub(super) fn beside(&self) -> &Path {
        &self.beside
    }

    /// The directory they are in.
    pub(super) fn folder(&self) -> &Path {
        folder(&self.beside)
    }

    /// The same for another path: what is known stays known.
    pub(super) fn move_to(&mut self, beside: PathBuf) {
        (self.beside, self.changed, self.again) = (beside, None, None);
    }

    /// Those that are known, for a checkpoint.
    pub(super) fn known(&self) -> impl Iterator<Item = &Spot> {
        self.known.iter().map(|(spot, _)| spot)
    }

    /// From now on the file is known.
    pub(super) fn know(&mut self, spot: Spot) {
        match self.known.iter_mut().find(|(known, _)| known.is(&spot)) {
            Some(known) => *known = (spot, 0),
            None => self.known.push((spot, 0)),
        }
    }

    /// What is known of a file that `file` has open.
    pub(super) fn find(&self, spot: &Spot, file: &File) -> Option<&Spot> {
        let (known, _) = self.known.iter().find(|(known, _)| known.is(spot))?;
        // Where births are not told the inode may be another's by now: its first bytes say so.
        let same = spot.born.is_some() || known.head.begins(file).unwrap_or(true);
        same.then_some(known)
    }

    /// Whether there may be something new in the directory since this was last asked.
    pub(super) fn have_changed(&mut self, folder: &Metadata) -> bool {
        let changed = folder.modified().ok();
        if changed != self.changed {
            self.changed = changed;
            self.again = Some(Instant::now() + AGAIN);
            return true;
        }
        let again = self.again.is_some_and(|again| Instant::now() >= again);
        if again {
            self.again = None;
        }
        again
    }

    /// Asks for one more scan.
    pub(super) fn scan_again(&mut self) {
        self.again = Some(Instant::now());
    }

    /// Looks through the directory for regular files named after the followed one that are neither
    /// known nor `open`, the oldest first.
    pub(super) fn scan(&mut self, is_open: impl Fn(&Spot) -> bool) -> Vec<Sibling> {
        let Ok(entries) = std::fs::read_dir(self.folder()) else { return Vec::new() };
        for (_, missed) in &mut self.known {
            *missed += 1;
        }
        let mut unknown: Vec<Sibling> = Vec::new();
        let name = self.beside.file_name().unwrap_or_default().to_owned();
        for entry in entries.flatten() {
            if !is_named_after(&entry.file_name(), &name) {
                continue;
            }
            // Of a link its target is not asked for: that has a name of its own.
            let Ok(file) = entry.metadata() else { continue };
            if !file.is_file() {
                continue;
            }
            let spot = Spot::new(&file);
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
                spot.head = Head::of(&file, HEAD_BYTES).unwrap_or_default();
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
fn is_still(known: &Spot, path: &Path) -> bool {
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
