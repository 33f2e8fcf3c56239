//! One open file and how far it is read: whole lines are handed out, the unfinished one waits for
//! its rest, and a file that was truncated starts again. Knows nothing of names; used by
//! [`super::followed_path`].

use std::fs::{File, Metadata};
use std::io::ErrorKind;
use std::os::unix::fs::FileExt;
use std::time::{Duration, Instant, SystemTime};

use memchr::{memchr, memrchr};

use super::fingerprint::{FINGERPRINT_BYTES, Fingerprint};
use super::position::FilePosition;
use crate::source::block::Block;
use crate::source::{SourceOptions, compression};

/// Up to here an unfinished line is copied in front of what is read next. A longer one stays where
/// it is and what follows is read this much at a time: else a line that grows by single bytes would
/// be copied for each of them.
const SHORT: usize = 64 << 10;

/// A file as it was opened, whatever its name is by now. While it is open its inode is not given
/// to another.
#[derive(Debug)]
pub(super) struct OpenFile {
    file: File,
    /// `offset`: up to where the file is read, the unfinished line included. `head`: of the bytes
    /// read, as they were read.
    spot: FilePosition,
    /// The unfinished line at the end.
    carry: Vec<u8>,
    /// The unfinished line of what the file held before it was truncated.
    torn: Vec<u8>,
    /// Nothing of it was handed out yet.
    starts: bool,
    /// Up to where bytes are accounted for in blocks.
    accounted: u64,
    /// When it was last written, as of the last time it was found to hold what was read.
    pub(super) modified: Option<SystemTime>,
    grown: Instant,
}

/// What reading gave.
#[derive(Debug)]
pub(super) enum ReadOutcome {
    /// The block holds lines, or stands for bytes of a cut line; whether they are the file's first.
    Lines {
        /// The first of the file, or of what it holds since it was truncated.
        starts: bool,
    },
    /// Nothing for now.
    Nothing,
    /// It was truncated: how far it was read. It is read from its beginning now.
    Truncated(FilePosition),
    /// Its first bytes are those of a compression.
    Compressed,
}

impl OpenFile {
    /// `file`, to be read on from `spot`.
    pub(super) fn new(file: File, spot: FilePosition) -> Self {
        let (carry, torn, modified, grown) = (Vec::new(), Vec::new(), None, Instant::now());
        let (starts, accounted) = (spot.offset == 0, spot.offset);
        Self { file, spot, carry, torn, starts, accounted, modified, grown }
    }

    /// Which file it is, and the end of what was handed out of it.
    pub(super) fn spot(&self) -> FilePosition {
        let mut spot = self.spot;
        spot.offset -= self.carry.len() as u64;
        spot
    }

    /// Whether `file` is the same.
    pub(super) fn is(&self, file: &Metadata) -> bool {
        self.spot.is(&FilePosition::new(file))
    }

    /// Whether anything of it was read.
    pub(super) fn is_begun(&self) -> bool {
        self.spot.offset > 0
    }

    /// It has a successor: from now on it is seen whether it still grows.
    pub(super) fn start_close_delay(&mut self) {
        self.grown = Instant::now();
    }

    /// How long it has not grown.
    pub(super) fn idle(&self) -> Duration {
        self.grown.elapsed()
    }

    /// Whether `other` may be a copy of it that was made since it is there: not older than it, and
    /// all it holds is the same as far as is looked.
    pub(super) fn may_have_copy(&self, other: &File, spot: &FilePosition) -> std::io::Result<bool> {
        if spot.born.zip(self.spot.born).is_some_and(|(copy, own)| copy <= own) {
            return Ok(false);
        }
        let held = Fingerprint::of(other, FINGERPRINT_BYTES)?;
        Ok(other.metadata()?.len() <= self.file.metadata()?.len() && held.begins(&self.file)?)
    }

    /// Starts again where the file was truncated: tells how far it was read.
    ///
    /// # Errors
    /// The system's.
    pub(super) fn restart_if_truncated(&mut self) -> std::io::Result<Option<FilePosition>> {
        if self.holds(self.spot.head, self.spot.offset)? {
            return Ok(None);
        }
        let old = std::mem::replace(&mut self.spot, FilePosition::new(&self.file.metadata()?));
        if self.torn.is_empty() {
            self.torn = std::mem::take(&mut self.carry);
        }
        self.carry.clear();
        (self.starts, self.accounted, self.modified) = (true, 0, None);
        self.grown = Instant::now();
        Ok(Some(old))
    }

    /// Reads the next lines into `block`.
    ///
    /// # Errors
    /// The system's; nothing is lost by them.
    pub(super) fn read(
        &mut self,
        options: SourceOptions,
        block: &mut Block,
    ) -> std::io::Result<ReadOutcome> {
        loop {
            block.clear();
            if !self.torn.is_empty() {
                end_line(&std::mem::take(&mut self.torn), block);
                return Ok(ReadOutcome::Lines { starts: false });
            }
            let file = self.file.metadata()?;
            if file.len() == self.spot.offset && file.modified().ok() == self.modified {
                return Ok(ReadOutcome::Nothing);
            }
            let is_short = self.carry.len() <= SHORT;
            let front = if is_short { self.carry.len() } else { 0 };
            block.append(&self.carry[..front]);
            let wanted = if is_short { options.block_bytes.max(front + 1) } else { SHORT };
            self.fill(wanted, front, block)?;
            let read = block.as_slice().len() - front;
            let mut head = self.spot.head;
            head.extend(self.spot.offset, &block.as_slice()[front..]);
            let end = self.spot.offset + read as u64;
            // Asked after reading: the bytes read are then surely of the file as it was known, also
            // where it was truncated and written anew while they were read.
            if !self.holds(head, end)? {
                block.clear();
                if let Some(old) = self.restart_if_truncated()? {
                    return Ok(ReadOutcome::Truncated(old));
                }
                return Ok(ReadOutcome::Nothing);
            }
            (self.spot.head, self.spot.offset) = (head, end);
            if read > 0 {
                self.grown = Instant::now();
            }
            if self.starts && is_short && compression::is_compressed(block.as_slice()) {
                return Ok(ReadOutcome::Compressed);
            }
            if self.cut(front, options, block) {
                block.bytes = self.spot().offset.saturating_sub(self.accounted);
                self.accounted = self.spot().offset;
                return Ok(ReadOutcome::Lines { starts: std::mem::take(&mut self.starts) });
            }
            if read + front < wanted {
                return Ok(ReadOutcome::Nothing);
            }
        }
    }

    /// Hands out the unfinished last line, and whether it is the first; none where there is none.
    pub(super) fn finish(&mut self, block: &mut Block) -> Option<bool> {
        block.clear();
        let (torn, carry) = (std::mem::take(&mut self.torn), std::mem::take(&mut self.carry));
        if torn.is_empty() && carry.is_empty() {
            return None;
        }
        let starts = torn.is_empty() && self.starts;
        for line in [torn, carry].iter().filter(|line| !line.is_empty()) {
            end_line(line, block);
        }
        block.bytes = self.spot.offset.saturating_sub(self.accounted);
        self.accounted = self.spot.offset;
        self.starts = false;
        Some(starts)
    }

    /// Reads from where the file is read to, until the block holds `wanted` bytes, `front` of which
    /// were in it before.
    fn fill(&self, wanted: usize, front: usize, block: &mut Block) -> std::io::Result<()> {
        loop {
            let filled = block.as_slice().len();
            if filled >= wanted {
                return Ok(());
            }
            let at = self.spot.offset + (filled - front) as u64;
            match self.file.read_at(&mut block.room(wanted)[..wanted - filled], at) {
                Ok(0) => return Ok(()),
                Ok(count) => block.fill(count),
                Err(error) if error.kind() == ErrorKind::Interrupted => {}
                Err(error) => return Err(error),
            }
        }
    }

    /// Whether the file holds what was read of it: `head` at its beginning, and `end` bytes.
    fn holds(&mut self, head: Fingerprint, end: u64) -> std::io::Result<bool> {
        let file = self.file.metadata()?;
        let holds = file.len() >= end && head.begins(&self.file)?;
        if holds {
            self.modified = file.modified().ok();
        }
        Ok(holds)
    }

    /// Ends the block at its last newline, or within a line that is too long, as
    /// [`crate::source::Stream`] does; false where the line goes on, which then waits in `carry`.
    fn cut(&mut self, front: usize, options: SourceOptions, block: &mut Block) -> bool {
        if self.spot.cut {
            let Some(newline) = memchr(b'\n', block.as_slice()) else {
                let skips = !block.as_slice().is_empty();
                block.clear();
                return skips;
            };
            block.drop_front(newline + 1);
            self.spot.cut = false;
        }
        let new = &block.as_slice()[front..];
        let newline = memrchr(b'\n', new).map(|newline| newline + 1);
        match newline {
            Some(end) if front == self.carry.len() => {
                block.split_off(front + end, &mut self.carry);
            }
            Some(end) => {
                let rest = new[end..].to_vec();
                self.carry.extend_from_slice(&new[..end]);
                block.clear();
                block.append(&self.carry);
                self.carry = rest;
            }
            None => {
                self.carry.extend_from_slice(new);
                block.clear();
                // Two bytes more than a line may have: its reader must see that it is cut.
                let limit = options.max_line.saturating_add(2);
                if self.carry.len() < limit {
                    return false;
                }
                block.append(&self.carry[..limit]);
                block.append(b"\n");
                self.carry.clear();
                self.spot.cut = true;
            }
        }
        self.carry.shrink_to(SHORT);
        true
    }
}

/// Appends a line that has no newline, ended by one so that blocks can be joined. A CR at its end
/// is no part of a newline and stays in the line.
fn end_line(line: &[u8], block: &mut Block) {
    block.append(line);
    block.append(if line.ends_with(b"\r") { b"\r\n" } else { b"\n" });
}
