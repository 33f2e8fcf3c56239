//! How far a followed path is read, as data that outlives the run: enough for a restarted run to go on
//! without losing a line or counting one twice. Checkpoints hold it. The fingerprint of a file's first bytes
//! recognises the file under another name, and tells it from one that took its place.

use std::ffi::OsString;
use std::fs::{File, Metadata};
use std::os::unix::fs::{FileExt, MetadataExt};
use std::path::Path;
use std::time::UNIX_EPOCH;

use serde::{Deserialize, Serialize};

/// How far a path is read: the files that have had its name. Serde makes the encoding.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct PathPosition {
    /// The path as it was given.
    pub(super) path: OsString,
    /// The paths that rotated files are named after; see `Siblings`.
    pub(super) base_paths: Vec<OsString>,
    /// Earlier base paths, of links that led elsewhere.
    pub(super) former_base_paths: Vec<OsString>,
    /// The files being read, the oldest first.
    pub(super) open: Vec<OpenPosition>,
    /// Files that need no reading: read to their end, there before the first run, or copies.
    pub(super) known: Vec<FilePosition>,
    /// Files that were truncated and may have a copy that was not found yet.
    pub(super) truncated: Vec<FilePosition>,
}

impl PathPosition {
    /// The path as it was given.
    pub(crate) fn path(&self) -> &Path {
        Path::new(&self.path)
    }

    /// Whether `file` is one of the files being read.
    pub(super) fn has_open(&self, file: &FilePosition) -> bool {
        self.open.iter().any(|open| open.file.is(file))
    }
}

/// How far a file is read that is still being read.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct OpenPosition {
    pub(super) file: FilePosition,
    /// The beginning of a line whose rest stands at the start of the file, because the file was
    /// truncated in the middle of the line.
    pub(super) torn: Vec<u8>,
    /// Whether the file is a copy that was made before a truncation.
    pub(super) is_copy: bool,
}

/// A file and how far it is read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct FilePosition {
    device: u64,
    inode: u64,
    /// When the file was created, in nanoseconds since 1970, if the file system knows it. A later
    /// file may get the inode of a deleted file.
    pub(super) born: Option<u64>,
    /// The fingerprint of the bytes read.
    pub(super) head: Fingerprint,
    /// The end of the last line that was handed out, in bytes.
    pub(super) offset: u64,
    /// Whether `offset` is inside a line longer than `--max-line`, whose rest is skipped.
    pub(super) cut: bool,
}

impl FilePosition {
    pub(super) fn new(file: &Metadata) -> Self {
        let born = file.created().ok().and_then(|born| born.duration_since(UNIX_EPOCH).ok());
        let born = born.and_then(|born| u64::try_from(born.as_nanos()).ok());
        let (device, inode) = (file.dev(), file.ino());
        Self { device, inode, born, head: Fingerprint::default(), offset: 0, cut: false }
    }

    /// This file, read as far as `read`.
    pub(super) fn read_to(self, read: &Self) -> Self {
        Self { head: read.head, offset: read.offset, cut: read.cut, ..self }
    }

    /// This file, unread.
    pub(super) fn unread(self) -> Self {
        Self { head: Fingerprint::default(), offset: 0, cut: false, ..self }
    }

    /// Whether `self` and `other` are one file. The number of a device may change when the machine
    /// restarts; inode and moment of birth do not.
    pub(super) fn is(&self, other: &Self) -> bool {
        self.inode == other.inode
            && match (self.born, other.born) {
                (Some(born), Some(other)) => born == other,
                _ => self.device == other.device,
            }
    }

    /// Whether `file` still holds the bytes that were read of it. Errors: the file cannot be read.
    pub(super) fn fits(&self, file: &File) -> std::io::Result<bool> {
        Ok(file.metadata()?.len() >= self.offset && self.head.begins(file)?)
    }
}

/// The most bytes of a file that a fingerprint covers.
pub(super) const FINGERPRINT_BYTES: usize = 1 << 10;

/// Length and FNV-1a hash (64 bits; Fowler, Noll, Vo) of a file's first bytes, at most 1 KiB. The hash
/// goes on byte by byte, so a fingerprint grows with its file.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Fingerprint {
    length: usize,
    hash: u64,
}

impl Default for Fingerprint {
    fn default() -> Self {
        Self { length: 0, hash: 0xcbf2_9ce4_8422_2325 }
    }
}

impl Fingerprint {
    /// How many bytes it covers.
    pub(super) fn length(&self) -> usize {
        self.length
    }

    /// Adds the bytes at `offset` that it does not cover yet.
    pub(super) fn extend(&mut self, offset: u64, bytes: &[u8]) {
        let missing = usize::try_from(offset).ok().and_then(|at| self.length.checked_sub(at));
        let more = missing.and_then(|skip| bytes.get(skip..)).unwrap_or_default();
        for byte in &more[..more.len().min(FINGERPRINT_BYTES.saturating_sub(self.length))] {
            self.hash = (self.hash ^ u64::from(*byte)).wrapping_mul(0x0100_0000_01b3);
            self.length += 1;
        }
    }

    /// The fingerprint of at most the first `most` bytes of a file. Errors: the file cannot be read.
    pub(super) fn of(file: &File, most: usize) -> std::io::Result<Self> {
        let mut bytes = [0; FINGERPRINT_BYTES];
        let wanted = most.min(FINGERPRINT_BYTES);
        let mut filled = 0;
        while filled < wanted {
            match file.read_at(&mut bytes[filled..wanted], filled as u64) {
                Ok(0) => break,
                Ok(count) => filled += count,
                Err(error) if error.kind() == std::io::ErrorKind::Interrupted => {}
                Err(error) => return Err(error),
            }
        }
        let mut head = Self::default();
        head.extend(0, &bytes[..filled]);
        Ok(head)
    }

    /// Whether `file` begins with the bytes covered. Errors: the file cannot be read.
    pub(super) fn begins(&self, file: &File) -> std::io::Result<bool> {
        Ok(self.length == 0 || Self::of(file, self.length)? == *self)
    }
}
