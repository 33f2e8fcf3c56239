//! A stream cut into blocks at newlines, by one thread, in order.

use std::fmt;
use std::io::Read;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};

use memchr::{memchr, memrchr};

use super::block::{Block, SourceOptions, read_once};
use super::clean::{is_long, leading_nuls};
use super::document::DocumentReader;
use super::text::TextReader;

/// Bytes of a long line's rest that are skipped at a time.
const SKIP: usize = 64 << 10;

/// A source that can only be read forward.
pub(crate) struct Stream {
    reader: Box<dyn Read + Send>,
    options: SourceOptions,
    /// Whether blocks are handed out before they are full, because the source may fall silent.
    eager: bool,
    /// The unfinished line at the end of the last block.
    carry: Vec<u8>,
    /// Whether the next bytes are the rest of a line that was cut, to be skipped up to its
    /// newline.
    skipping: bool,
    ended: bool,
    /// Bytes read so far.
    read: u64,
    /// The error that ends the source. Lines read before it are handed out first.
    failure: Option<std::io::Error>,
    /// Set once the text is found to be UTF-16.
    is_transcoded: Arc<AtomicBool>,
    /// The bytes of input behind what was read, where records of a document are unfolded.
    consumed: Option<Arc<AtomicU64>>,
}

impl fmt::Debug for Stream {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.debug_struct("Stream").field("eager", &self.eager).finish_non_exhaustive()
    }
}

impl Stream {
    /// A stream over `reader`; an eager one hands out a block after every read that ends a line.
    pub(crate) fn new(reader: Box<dyn Read + Send>, options: SourceOptions, eager: bool) -> Self {
        let (carry, skipping, ended, failure) = (Vec::new(), false, false, None);
        let (is_transcoded, consumed) = (Arc::default(), None);
        Self {
            reader,
            options,
            eager,
            carry,
            skipping,
            ended,
            read: 0,
            failure,
            is_transcoded,
            consumed,
        }
    }

    /// A stream over the text of a source.
    pub(super) fn of_text(text: TextReader, options: SourceOptions, eager: bool) -> Self {
        let is_transcoded = text.is_transcoded();
        if !options.unfold {
            return Self { is_transcoded, ..Self::new(Box::new(text), options, eager) };
        }
        let records = DocumentReader::new(Box::new(text));
        let consumed = Some(records.consumed());
        Self { is_transcoded, consumed, ..Self::new(Box::new(records), options, eager) }
    }

    /// Whether the text was UTF-16, once its first block is read.
    pub(crate) fn is_transcoded(&self) -> bool {
        self.is_transcoded.load(Ordering::Relaxed)
    }

    /// Bytes of a block as far as the stream goes: a short one is not worth the pages of a whole block,
    /// which were half of the time that one line took.
    fn block_bytes(&self) -> usize {
        let whole = self.options.block_bytes;
        usize::try_from(self.read.saturating_mul(2)).map_or(whole, |bytes| bytes.min(whole))
    }

    /// Reads the next lines into `block`; false at the end. Errors: what the reader reports, once the lines
    /// before it are handed out; the last of them may be unfinished.
    pub(crate) fn next_block(&mut self, block: &mut Block) -> std::io::Result<bool> {
        block.clear();
        if let Some(error) = self.failure.take() {
            return Err(error);
        }
        if self.ended {
            return Ok(false);
        }
        block.append(&self.carry);
        self.carry.clear();
        if self.skipping {
            self.skip_line(block)?;
            if self.skipping && !self.ended {
                // What was skipped so far is handed on, so that a stopped run has counted it.
                return Ok(true);
            }
            if self.eager && !self.ended && self.cut(block, 0) {
                return Ok(true);
            }
        }
        // Where the search for a newline starts: what was searched is not searched again.
        let mut searched = 0;
        while !self.ended {
            let unread = block.as_slice().len();
            let wanted = self.block_bytes();
            match read_once(&mut *self.reader, block.room(wanted)) {
                Ok(0) => self.ended = true,
                Ok(count) => block.fill(count),
                Err(error) => {
                    self.ended = true;
                    self.failure = Some(error);
                }
            }
            let filled = block.as_slice().len();
            block.bytes += self.input_bytes(filled - unread);
            self.read += (filled - unread) as u64;
            let full = self.eager || filled >= self.options.block_bytes;
            if full && !self.ended {
                if self.cut(block, searched) {
                    return Ok(true);
                }
                searched = block.as_slice().len();
            }
        }
        if self.failure.is_some() {
            // A line torn by the failure is no line.
            let end = memrchr(b'\n', block.as_slice()).map_or(0, |newline| newline + 1);
            block.truncate(end);
        }
        let some = !block.as_slice().is_empty() || block.bytes > 0;
        match self.failure.take() {
            Some(error) if !some => Err(error),
            failure => {
                self.failure = failure;
                Ok(some)
            }
        }
    }

    /// The bytes of input behind the next `count` bytes that were read.
    fn input_bytes(&self, count: usize) -> u64 {
        self.consumed.as_ref().map_or(count as u64, |consumed| consumed.swap(0, Ordering::Relaxed))
    }

    /// Ends the block at its last newline, or within a line that is too long; false where the line
    /// goes on. The bytes before `searched` hold no newline.
    fn cut(&mut self, block: &mut Block, searched: usize) -> bool {
        if let Some(newline) = memrchr(b'\n', &block.as_slice()[searched..]) {
            block.split_off(searched + newline + 1, &mut self.carry);
            return true;
        }
        // A hole in front of the line is skipped, however long it is.
        block.drop_front(leading_nuls(block.as_slice()));
        if is_long(block.as_slice(), self.options.max_line) {
            block.append(b"\n");
            self.skipping = true;
            return true;
        }
        false
    }

    /// Discards more of a cut line; puts what follows its newline into `block` once it is found.
    fn skip_line(&mut self, block: &mut Block) -> std::io::Result<()> {
        let mut buffer = vec![0; SKIP];
        let count = match read_once(&mut *self.reader, &mut buffer) {
            Ok(count) => count,
            Err(error) => {
                self.ended = true;
                return Err(error);
            }
        };
        self.ended = count == 0;
        block.bytes += self.input_bytes(count);
        if let Some(newline) = memchr(b'\n', &buffer[..count]) {
            self.skipping = false;
            block.append(&buffer[newline + 1..count]);
        }
        Ok(())
    }
}
