//! A regular file read by position: any thread takes any block, and none waits for another.
//!
//! Block `i` holds the lines that *start* in the `i`th stretch of the file: a thread looks one
//! byte back to see whether its first byte starts a line, and reads past its end to finish the
//! last one. Positional reads rather than a memory map, because a log that is truncated while
//! mapped kills the process with SIGBUS.

use std::fs::File;
use std::io::{Error, ErrorKind};
use std::os::unix::fs::FileExt;

use memchr::memchr;

use super::block::{Block, SourceOptions};
use super::clean::{is_long, leading_nuls};

/// An open regular file and the stretch of it that is read.
#[derive(Debug)]
pub(crate) struct PlainFile {
    file: File,
    start: u64,
    end: u64,
    options: SourceOptions,
}

impl PlainFile {
    pub(super) fn new(file: File, start: u64, end: u64, options: SourceOptions) -> Self {
        Self { file, start, end: end.max(start), options }
    }

    /// Lines that start in block number `index`, up to `bytes` bytes from its beginning; the last may be
    /// cut. Errors: the file cannot be read.
    pub(crate) fn sample(&self, index: u64, bytes: usize) -> std::io::Result<Vec<u8>> {
        let from = self.start + index * self.options.block_bytes as u64;
        let to = from.saturating_add(bytes as u64).min(self.end);
        let look_back = u64::from(from > self.start);
        let mut block = Block::default();
        self.read_range(from - look_back, to, &mut block)?;
        let read = block.as_slice();
        let begin = match look_back {
            0 => Some(0),
            _ => memchr(b'\n', read).map(|newline| newline + 1),
        };
        Ok(begin.and_then(|begin| read.get(begin..)).unwrap_or_default().to_vec())
    }

    /// Bytes of block number `index`.
    pub(crate) fn block_length(&self, index: u64) -> u64 {
        let from = self.start + index * self.options.block_bytes as u64;
        self.end.saturating_sub(from).min(self.options.block_bytes as u64)
    }

    /// The file's first bytes, enough to recognise compression.
    pub(super) fn head(&self) -> std::io::Result<Vec<u8>> {
        let mut head = vec![0; super::compression::ARCHIVE_BYTES];
        let count = self.file.read_at(&mut head, self.start)?;
        head.truncate(count);
        Ok(head)
    }

    pub(super) fn into_inner(self) -> File {
        self.file
    }

    /// How many blocks the file has.
    pub(crate) fn blocks(&self) -> u64 {
        (self.end - self.start).div_ceil(self.options.block_bytes as u64)
    }

    /// Reads the lines that start in block number `index` into `block`. Errors: the file cannot be read, or
    /// has become shorter than it was when it was opened; the lines up to there are in the block.
    pub(crate) fn read_block(&self, index: u64, block: &mut Block) -> std::io::Result<()> {
        block.clear();
        let length = self.options.block_bytes as u64;
        let from = self.start + index * length;
        let to = (from + length).min(self.end);
        let look_back = u64::from(from > self.start);
        let read = self.read_range(from - look_back, to, block);
        block.bytes = (block.as_slice().len() as u64).saturating_sub(look_back);
        if look_back > 0 {
            match memchr(b'\n', block.as_slice()) {
                Some(at) => block.drop_front(at + 1),
                None => block.truncate(0),
            }
        }
        let read = read.and_then(|()| match block.as_slice() {
            [] => Ok(()),
            _ => self.finish_last_line(to, block),
        });
        if read.is_err() {
            // A line torn by the failure is no line.
            let end = memchr::memrchr(b'\n', block.as_slice()).map_or(0, |newline| newline + 1);
            block.truncate(end);
        }
        read
    }

    /// The result of a read that gives no byte before the end: an error, unless the file never had
    /// the length it claims, as files under /sys.
    fn early_end(&self) -> std::io::Result<()> {
        if self.file.metadata()?.len() == self.end {
            return Ok(());
        }
        Err(Error::other("became shorter while it was read; the whole lines left are counted"))
    }

    /// Reads from `from` to `to`, or to the end of a file that has less than it claims.
    fn read_range(&self, from: u64, to: u64, block: &mut Block) -> std::io::Result<()> {
        let wanted = usize::try_from(to - from).unwrap_or(usize::MAX);
        while block.as_slice().len() < wanted {
            let filled = block.as_slice().len();
            let room = &mut block.room(wanted)[..wanted - filled];
            match self.file.read_at(room, from + filled as u64) {
                Ok(0) => return self.early_end(),
                Ok(count) => block.fill(count),
                Err(error) if error.kind() == ErrorKind::Interrupted => {}
                Err(error) => return Err(error),
            }
        }
        Ok(())
    }

    /// Appends what the block's last line has beyond `at`, or cuts the line where it is too long.
    fn finish_last_line(&self, mut at: u64, block: &mut Block) -> std::io::Result<()> {
        let line = memchr::memrchr(b'\n', block.as_slice()).map_or(0, |newline| newline + 1);
        if line == block.as_slice().len() {
            return Ok(());
        }
        loop {
            // A hole in front of the line is skipped, however long it is.
            block.drop_range(line, leading_nuls(&block.as_slice()[line..]));
            let filled = block.as_slice().len();
            if at >= self.end || is_long(&block.as_slice()[line..], self.options.max_line) {
                return Ok(());
            }
            let room = block.room(0);
            let wanted = usize::try_from(self.end - at).unwrap_or(usize::MAX).min(room.len());
            let count = match self.file.read_at(&mut room[..wanted], at) {
                Ok(0) => return self.early_end(),
                Ok(count) => count,
                Err(error) if error.kind() == ErrorKind::Interrupted => continue,
                Err(error) => return Err(error),
            };
            block.fill(count);
            at += count as u64;
            if let Some(newline) = memchr(b'\n', &block.as_slice()[filled..]) {
                block.truncate(filled + newline + 1);
                return Ok(());
            }
        }
    }
}
