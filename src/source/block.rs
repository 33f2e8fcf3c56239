//! A buffer of whole lines, reused from block to block, and how sources are cut into blocks.

use std::io::Read;

/// The free room, in bytes, that a read has at least.
const MIN_ROOM: usize = 64 << 10;

/// Whole lines, of which only the last of a source may lack its newline.
#[derive(Debug, Default)]
pub(crate) struct Block {
    /// Never shortened: bytes that were zeroed once are not zeroed again for the next block.
    storage: Vec<u8>,
    /// Where the lines begin: what stands before was dropped.
    begin: usize,
    filled: usize,
    /// Bytes of input accounted to this block. The blocks of a source add up to what was read of
    /// it; the lines of one block may have more bytes, where the last runs on, or fewer, where a
    /// long line was cut.
    pub(super) bytes: u64,
}

impl Block {
    /// The bytes of the block's lines.
    pub(crate) fn as_slice(&self) -> &[u8] {
        &self.storage[self.begin..self.filled]
    }

    /// Bytes of input accounted to the block; its lines may have more or fewer.
    pub(crate) fn input_bytes(&self) -> u64 {
        self.bytes
    }

    /// Appends the lines of `other`.
    pub(crate) fn absorb(&mut self, other: &Self) {
        self.append(other.as_slice());
        self.bytes += other.bytes;
    }

    /// Moves the lines from `at` on into a block of their own. The input bytes stay accounted to
    /// this one.
    pub(crate) fn split_at(&mut self, at: usize) -> Self {
        let mut rest = Self::default();
        rest.append(self.as_slice().get(at..).unwrap_or_default());
        self.truncate(at);
        rest
    }

    pub(super) fn clear(&mut self) {
        (self.begin, self.filled, self.bytes) = (0, 0, 0);
    }

    pub(super) fn truncate(&mut self, length: usize) {
        self.filled = self.filled.min(self.begin + length);
    }

    /// Moves the bytes from `at` on into `rest`.
    pub(super) fn split_off(&mut self, at: usize, rest: &mut Vec<u8>) {
        rest.clear();
        rest.extend_from_slice(&self.as_slice()[at..]);
        self.truncate(at);
    }

    /// Drops the bytes before `at`.
    pub(super) fn drop_front(&mut self, at: usize) {
        self.begin = (self.begin + at).min(self.filled);
    }

    /// Drops `count` bytes from `at` on.
    pub(super) fn drop_range(&mut self, at: usize, count: usize) {
        let (from, to) = (self.begin + at, self.begin + at + count);
        if count > 0 && to <= self.filled {
            self.storage.copy_within(to..self.filled, from);
            self.filled -= count;
        }
    }

    pub(super) fn append(&mut self, bytes: &[u8]) {
        let end = self.filled + bytes.len();
        self.reserve(end);
        self.storage[self.filled..end].copy_from_slice(bytes);
        self.filled = end;
    }

    /// Free room behind the lines: it fills the block up to `wanted` bytes, and has at least
    /// [`MIN_ROOM`].
    pub(super) fn room(&mut self, wanted: usize) -> &mut [u8] {
        let end = (self.begin + wanted).max(self.filled + MIN_ROOM);
        self.reserve(end);
        &mut self.storage[self.filled..end]
    }

    /// Says that `count` bytes of the room were filled.
    pub(super) fn fill(&mut self, count: usize) {
        self.filled = (self.filled + count).min(self.storage.len());
    }

    fn reserve(&mut self, length: usize) {
        if self.storage.len() < length {
            self.storage.resize(length, 0);
        }
    }
}

/// Reads once; a read that a signal interrupted is tried again.
pub(super) fn read_once(reader: &mut dyn Read, buffer: &mut [u8]) -> std::io::Result<usize> {
    loop {
        match reader.read(buffer) {
            Err(error) if error.kind() == std::io::ErrorKind::Interrupted => {}
            other => return other,
        }
    }
}

/// How sources are cut into blocks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct SourceOptions {
    /// Bytes of input from which a block's lines are taken; its last line may run beyond them.
    pub block_bytes: usize,
    /// Bytes of a line that are kept, the newline not counted; the rest is skipped.
    pub max_line: usize,
    /// Each record of a JSON document becomes a line.
    pub unfold: bool,
}

impl SourceOptions {
    /// Blocks and lines of 1 MiB; documents stay whole.
    pub const DEFAULT: Self = Self { block_bytes: 1 << 20, max_line: 1 << 20, unfold: false };
}

impl Default for SourceOptions {
    fn default() -> Self {
        Self::DEFAULT
    }
}
