//! One open file and how far it is read. Whole lines are handed out, an unfinished line waits for its
//! rest, and a file that was truncated is read from its start again. Names of files are the matter of
//! [`super::followed_path`].
//!
//! A file that is truncated in the middle of a line (copytruncate, while a writer appends) goes on
//! with the rest of that line. The beginning of the line is kept and joined with the rest, so that the
//! line counts once and whole.

use std::fs::{File, Metadata};
use std::io::ErrorKind;
use std::os::unix::fs::FileExt;
use std::time::{Duration, Instant, SystemTime, UNIX_EPOCH};

use memchr::{memchr, memrchr};

use super::position::{FINGERPRINT_BYTES, FilePosition, Fingerprint, OpenPosition};
use crate::source::block::Block;
use crate::source::clean::is_long;
use crate::source::{SourceOptions, compression};

/// An unfinished line of up to this many bytes is copied in front of the next bytes read. A longer
/// one stays where it is, and this many bytes are read at a time: a line that grows by single bytes
/// would else be copied for each of them.
const SHORT: usize = 64 << 10;

/// An open file, whatever its name is by now. While it is open its inode belongs to it.
#[derive(Debug)]
pub(super) struct OpenFile {
    file: File,
    /// How far the file is read, its unfinished line included.
    read: FilePosition,
    /// The unfinished line at the end.
    unfinished: Vec<u8>,
    /// How many bytes of `unfinished` stood before a truncation and are no longer in the file.
    torn: usize,
    /// How many of the torn bytes stood before an earlier truncation, so that a copy made before
    /// the last truncation does not have them.
    inherited: usize,
    /// Whether the file is a copy that was made before a truncation: nothing is added to it.
    is_copy: bool,
    /// Whether no line was handed out yet, since the file was opened or truncated.
    starts: bool,
    /// Whether only NUL bytes were read so far. A writer that does not append leaves a hole in front
    /// of its next line when its file is truncated.
    is_hole: bool,
    /// The end of the bytes that blocks account for.
    accounted: u64,
    /// When the file was last written, as of the last check that it holds what was read.
    pub(super) modified: Option<SystemTime>,
    grown: Instant,
}

/// The result of reading a file on.
pub(super) enum ReadOutcome {
    /// The block holds lines, or stands for skipped bytes of a line that was cut.
    Lines {
        /// Whether these are the first lines of the file, or the first since it was truncated.
        starts: bool,
    },
    /// There is nothing new.
    Nothing,
    /// The file was truncated after it was read this far. It is read from its start now.
    Truncated(FilePosition),
    /// The file is compressed, or of a kind that is not read: what it is.
    Unreadable(String),
}

impl OpenFile {
    /// `file`, to be read on from `position`.
    pub(super) fn new(file: File, position: FilePosition) -> Self {
        Self {
            file,
            read: position,
            unfinished: Vec::new(),
            torn: 0,
            inherited: 0,
            is_copy: false,
            starts: position.offset == 0,
            is_hole: position.offset == 0,
            accounted: position.offset,
            modified: None,
            grown: Instant::now(),
        }
    }

    /// A copy that was made before a truncation, to be read on from `position`.
    pub(super) fn copy(file: File, position: FilePosition) -> Self {
        Self { is_copy: true, ..Self::new(file, position) }
    }

    /// `file`, read by an earlier run as far as `open`.
    pub(super) fn resumed(file: File, position: FilePosition, open: &OpenPosition) -> Self {
        let mut resumed = Self::new(file, position);
        resumed.is_copy = open.is_copy;
        resumed.join_torn(open.torn.clone());
        resumed
    }

    /// Which file it is, and the end of the lines handed out.
    pub(super) fn position(&self) -> FilePosition {
        let own = self.unfinished.len().saturating_sub(self.torn) as u64;
        let mut position = self.read;
        position.offset = position.offset.saturating_sub(own);
        position
    }

    pub(super) fn open_position(&self) -> OpenPosition {
        let torn = self.unfinished.get(..self.torn).unwrap_or_default().to_vec();
        OpenPosition { file: self.position(), torn, is_copy: self.is_copy }
    }

    /// Whether `file` is this file.
    pub(super) fn is(&self, file: &Metadata) -> bool {
        self.read.is(&FilePosition::new(file))
    }

    /// Whether bytes of the file were read.
    pub(super) fn is_begun(&self) -> bool {
        self.read.offset > 0
    }

    /// Whether the file is a copy that was made before a truncation.
    pub(super) fn is_copy(&self) -> bool {
        self.is_copy
    }

    /// Starts to measure anew how long the file has not grown.
    pub(super) fn restart_idle_time(&mut self) {
        self.grown = Instant::now();
    }

    /// How long the file has not grown.
    pub(super) fn idle_time(&self) -> Duration {
        self.grown.elapsed()
    }

    /// Whether `other` may be a copy of this file as it is now: it is not older, and holds nothing else as
    /// far as fingerprints tell. Errors: a file cannot be read.
    pub(super) fn may_have_copy(&self, other: &File, at: &FilePosition) -> std::io::Result<bool> {
        if at.born.zip(self.read.born).is_some_and(|(copy, own)| copy <= own) {
            return Ok(false);
        }
        let held = Fingerprint::of(other, FINGERPRINT_BYTES)?;
        Ok(other.metadata()?.len() <= self.file.metadata()?.len() && held.begins(&self.file)?)
    }

    /// Checks whether the file was truncated; then it is read from its start, and the result is how far it
    /// was read before. An unfinished line waits for its rest at the start of the file. Errors: the file
    /// cannot be read.
    pub(super) fn restart_if_truncated(&mut self) -> std::io::Result<Option<FilePosition>> {
        if self.holds(self.read.head, self.read.offset)? {
            return Ok(None);
        }
        let old = self.position();
        self.read = FilePosition::new(&self.file.metadata()?);
        self.read.cut = old.cut;
        (self.inherited, self.torn) = (self.torn, self.unfinished.len());
        (self.starts, self.is_hole, self.accounted, self.modified) = (true, true, 0, None);
        self.restart_idle_time();
        Ok(Some(old))
    }

    /// Whether the file no longer holds what was read of it. Errors: the file cannot be read.
    pub(super) fn is_truncated(&mut self) -> std::io::Result<bool> {
        Ok(!self.holds(self.read.head, self.read.offset)?)
    }

    /// Whether the file was created before `other`.
    pub(super) fn is_older_than(&self, other: &FilePosition) -> bool {
        self.read.born.zip(other.born).is_some_and(|(own, other)| own < other)
    }

    /// Whether the file was written to, or truncated, since `other` was created.
    pub(super) fn is_written_after(&self, other: &FilePosition) -> bool {
        let written = self.file.metadata().and_then(|file| file.modified()).ok();
        let written = written.and_then(|at| at.duration_since(UNIX_EPOCH).ok());
        let born = other.born.map(u128::from);
        written.zip(born).is_some_and(|(written, born)| written.as_nanos() >= born)
    }

    /// Leaves the beginning of a torn line to a copy of the file, which is to be read. The result is
    /// what the copy does not have.
    pub(super) fn leave_torn(&mut self) -> Vec<u8> {
        self.read.cut = false;
        let inherited = std::mem::take(&mut self.inherited);
        let mut torn = self.take_torn();
        torn.truncate(inherited);
        torn
    }

    /// Takes the beginning of a torn line out.
    pub(super) fn take_torn(&mut self) -> Vec<u8> {
        let torn = std::mem::take(&mut self.torn).min(self.unfinished.len());
        self.unfinished.drain(..torn).collect()
    }

    /// Whether nothing of the file was read yet, so that the beginning of a torn line can be put in
    /// front of it.
    pub(super) fn can_join(&self) -> bool {
        self.read.offset == 0 && self.unfinished.is_empty()
    }

    /// Puts the beginning of a torn line in front of an unread file.
    pub(super) fn join_torn(&mut self, torn: Vec<u8>) {
        if self.can_join() {
            (self.torn, self.inherited) = (torn.len(), torn.len());
            self.unfinished = torn;
        }
    }

    /// Takes the unfinished line out of a copy that is read to its end.
    pub(super) fn take_unfinished(&mut self) -> Vec<u8> {
        self.torn = 0;
        std::mem::take(&mut self.unfinished)
    }

    /// Reads the next lines into `block`. Errors: the file cannot be read. The next call goes on at the
    /// same place.
    pub(super) fn read(
        &mut self,
        options: SourceOptions,
        block: &mut Block,
    ) -> std::io::Result<ReadOutcome> {
        loop {
            block.clear();
            let file = self.file.metadata()?;
            if file.len() == self.read.offset && file.modified().ok() == self.modified {
                return Ok(ReadOutcome::Nothing);
            }
            let is_short = self.unfinished.len() <= SHORT;
            let front = if is_short { self.unfinished.len() } else { 0 };
            block.append(&self.unfinished[..front]);
            let wanted = if is_short { options.block_bytes.max(front + 1) } else { SHORT };
            self.fill(wanted, front, block)?;
            let read = block.as_slice().len() - front;
            let mut head = self.read.head;
            head.extend(self.read.offset, &block.as_slice()[front..]);
            let end = self.read.offset + read as u64;
            // Checked after reading: the bytes read are then of the file as it is known, also if it
            // was truncated and written anew meanwhile.
            if !self.holds(head, end)? {
                block.clear();
                return Ok(match self.restart_if_truncated()? {
                    Some(old) => ReadOutcome::Truncated(old),
                    None => ReadOutcome::Nothing,
                });
            }
            if self.starts
                && is_short
                && let Some(problem) = compression::not_followed(&block.as_slice()[self.torn..])
            {
                return Ok(ReadOutcome::Unreadable(problem));
            }
            (self.read.head, self.read.offset) = (head, end);
            if read > 0 {
                self.restart_idle_time();
            }
            self.skip_hole(front, block);
            if self.cut(front, options, block) {
                let end = self.position().offset;
                block.bytes = end.saturating_sub(self.accounted) + self.account_torn();
                self.accounted = end;
                return Ok(ReadOutcome::Lines { starts: std::mem::take(&mut self.starts) });
            }
            if read + front < wanted {
                return Ok(ReadOutcome::Nothing);
            }
        }
    }

    /// Hands out the unfinished last line, and says whether it is the first line; `None` where there
    /// is no unfinished line.
    pub(super) fn finish(&mut self, block: &mut Block) -> Option<bool> {
        block.clear();
        let line = std::mem::take(&mut self.unfinished);
        if line.is_empty() {
            return None;
        }
        block.append(&line);
        // A CR at the end is part of the line: its newline never came.
        block.append(if line.ends_with(b"\r") { b"\r\n" } else { b"\n" });
        block.bytes = self.read.offset.saturating_sub(self.accounted) + self.account_torn();
        self.accounted = self.read.offset;
        Some(std::mem::take(&mut self.starts))
    }

    /// How many bytes of a torn line are handed out now. They stood in the file before it was truncated.
    fn account_torn(&mut self) -> u64 {
        std::mem::take(&mut self.torn) as u64
    }

    /// Reads from the end of what was read, until the block holds `wanted` bytes. `front` bytes were
    /// in it before.
    fn fill(&self, wanted: usize, front: usize, block: &mut Block) -> std::io::Result<()> {
        loop {
            let filled = block.as_slice().len();
            if filled >= wanted {
                return Ok(());
            }
            let at = self.read.offset + (filled - front) as u64;
            match self.file.read_at(&mut block.room(wanted)[..wanted - filled], at) {
                Ok(0) => return Ok(()),
                Ok(count) => block.fill(count),
                Err(error) if error.kind() == ErrorKind::Interrupted => {}
                Err(error) => return Err(error),
            }
        }
    }

    /// Whether the file holds what was read of it: at least `end` bytes, which begin with `head`.
    fn holds(&mut self, head: Fingerprint, end: u64) -> std::io::Result<bool> {
        let file = self.file.metadata()?;
        let holds = file.len() >= end && head.begins(&self.file)?;
        if holds {
            self.modified = file.modified().ok();
        }
        Ok(holds)
    }

    /// Removes the NUL bytes at the start of the file from the block.
    fn skip_hole(&mut self, front: usize, block: &mut Block) {
        if !self.is_hole {
            return;
        }
        let new = &block.as_slice()[front..];
        let nuls = new.iter().take_while(|byte| **byte == 0).count();
        self.is_hole = nuls == new.len();
        if nuls > 0 {
            let rest = new[nuls..].to_vec();
            block.truncate(front);
            block.append(&rest);
        }
    }

    /// Ends the block at its last newline, or inside a line that is too long, as
    /// [`crate::source::Stream`] does. False if the last line goes on: it then waits in `unfinished`.
    fn cut(&mut self, front: usize, options: SourceOptions, block: &mut Block) -> bool {
        if self.read.cut {
            let Some(newline) = memchr(b'\n', block.as_slice()) else {
                let skips = !block.as_slice().is_empty();
                block.clear();
                return skips;
            };
            block.drop_front(newline + 1);
            self.read.cut = false;
        }
        let new = block.as_slice().get(front..).unwrap_or_default();
        let newline = memrchr(b'\n', new).map(|newline| newline + 1);
        match newline {
            Some(end) if front == self.unfinished.len() => {
                block.split_off(front + end, &mut self.unfinished);
            }
            Some(end) => {
                let rest = new[end..].to_vec();
                self.unfinished.extend_from_slice(&new[..end]);
                block.clear();
                block.append(&self.unfinished);
                self.unfinished = rest;
            }
            None => {
                self.unfinished.extend_from_slice(new);
                block.clear();
                if !is_long(&self.unfinished, options.max_line) {
                    return false;
                }
                block.append(&self.unfinished);
                block.append(b"\n");
                self.unfinished.clear();
                self.read.cut = true;
            }
        }
        self.unfinished.shrink_to(SHORT);
        true
    }
}
