//! Where reading stands, as data that outlives the run: enough to go on after a restart without
//! counting a line twice. Written and read by whoever keeps checkpoints.

use std::ffi::OsString;
use std::fs::{File, Metadata};
use std::os::unix::fs::MetadataExt;
use std::path::Path;
use std::time::UNIX_EPOCH;

use serde::{Deserialize, Serialize};

use super::fingerprint::Fingerprint;

/// Where the reading of one path stands: the files of it that are open, and those beside it that
/// need no reading. The encoding is that of serde.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PathPosition {
    pub(super) path: OsString,
    /// Names that rotated files are named after; see `Siblings`.
    pub(super) beside: Vec<OsString>,
    /// Such names of links that led elsewhere before.
    pub(super) former: Vec<OsString>,
    /// What is being read, the oldest first.
    pub(super) open: Vec<FilePosition>,
    /// What was read to its end, what was there at the start, and copies.
    pub(super) known: Vec<FilePosition>,
    /// What was truncated and may have left a copy that was not seen yet.
    pub(super) truncated: Vec<FilePosition>,
}

impl PathPosition {
    /// The path as it was given.
    pub fn path(&self) -> &Path {
        Path::new(&self.path)
    }
}

/// A file and how far it is read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct FilePosition {
    device: u64,
    inode: u64,
    /// When the file was created, nanoseconds since 1970, where the file system tells: it tells a
    /// file from a later one that was given the same inode.
    pub(super) born: Option<u64>,
    pub(super) head: Fingerprint,
    pub(super) offset: u64,
    /// The offset is within a line that was cut: what is left of it is skipped.
    pub(super) cut: bool,
}

impl FilePosition {
    /// The beginning of a file.
    pub(super) fn new(file: &Metadata) -> Self {
        let born = file.created().ok().and_then(|born| born.duration_since(UNIX_EPOCH).ok());
        let born = born.and_then(|born| u64::try_from(born.as_nanos()).ok());
        let (device, inode) = (file.dev(), file.ino());
        Self { device, inode, born, head: Fingerprint::default(), offset: 0, cut: false }
    }

    /// This file, read as far as `read` says.
    pub(super) fn read_to(self, read: &Self) -> Self {
        Self { head: read.head, offset: read.offset, cut: read.cut, ..self }
    }

    /// This file, nothing of it read.
    pub(super) fn unread(self) -> Self {
        Self { head: Fingerprint::default(), offset: 0, cut: false, ..self }
    }

    /// Whether `other` is the same file, as far as the system tells. The device's number may change
    /// when the machine starts again; a file's inode and moment of birth together do not.
    pub(super) fn is(&self, other: &Self) -> bool {
        self.inode == other.inode
            && match (self.born, other.born) {
                (Some(born), Some(other)) => born == other,
                _ => self.device == other.device,
            }
    }

    /// Whether the file can be read on from here: it holds what was read of it.
    ///
    /// # Errors
    /// The system's.
    pub(super) fn fits(&self, file: &File) -> std::io::Result<bool> {
        Ok(file.metadata()?.len() >= self.offset && self.head.begins(file)?)
    }
}
