//! The fingerprint of a file's first bytes. It tells a file from another file that took its place, and
//! finds copies.

use std::fs::File;
use std::os::unix::fs::FileExt;

use serde::{Deserialize, Serialize};

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

    /// The fingerprint of at most the first `most` bytes of a file.
    ///
    /// # Errors
    /// The file cannot be read.
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

    /// Whether `file` begins with the bytes covered.
    ///
    /// # Errors
    /// The file cannot be read.
    pub(super) fn begins(&self, file: &File) -> std::io::Result<bool> {
        Ok(self.length == 0 || Self::of(file, self.length)? == *self)
    }
}
