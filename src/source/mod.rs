//! Bytes in: opens what the user named, recognises compression, and hands out blocks of whole
//! lines. Knows nothing of columns or values; called by [`crate::pipeline`].
//!
//! A plain file is read by position, so that any thread can take any block; everything else (a
//! pipe, a terminal, a decompressor) is a stream that one thread cuts into blocks.
//!
//! ```
//! use streamstats::source::{Input, SourceOptions};
//!
//! let input = Input::File("tests/fixtures/access.log".into());
//! assert_eq!(input.name(), "tests/fixtures/access.log");
//! assert_eq!(input.size(), Some(86_950));
//! assert!(SourceOptions::default().block_bytes > 0);
//! ```

mod block;
mod clean;
mod compression;
mod document;
pub(crate) mod follow;
mod lines;
mod plain;
mod stream;
mod text;

pub(crate) use block::Block;
pub use block::SourceOptions;
pub(crate) use clean::{SteppedOver, clean};
pub(crate) use compression::{STATE_LINE_MAGIC, STATE_MAGIC};
pub(crate) use document::CONTINUED_LINE;
pub(crate) use lines::{Line, Lines};
pub(crate) use plain::PlainFile;
pub(crate) use stream::Stream;

use std::fs::File;
use std::io::{Read, Seek, SeekFrom};
use std::os::fd::AsFd;
use std::os::unix::fs::FileTypeExt;
use std::path::PathBuf;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::SystemTime;

use crate::error::{Error, Result};

/// Something to read, as the user named it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Input {
    /// Standard input, `-`.
    Stdin,
    /// A file, a named pipe or a device.
    File(PathBuf),
    /// A named pipe whose first bytes were read ahead.
    Begun(BegunPipe),
}

/// Stands for a named pipe whose first bytes were read ahead, and gives all of its bytes.
#[derive(Debug, Clone)]
pub struct BegunPipe {
    /// The path as the user named it.
    pub(crate) path: PathBuf,
    /// What gives the bytes.
    pub(crate) reader: Arc<File>,
}

impl PartialEq for BegunPipe {
    fn eq(&self, other: &Self) -> bool {
        self.path == other.path
    }
}

impl Eq for BegunPipe {}

impl Input {
    /// The name for messages and reports: the path as given, `-` for standard input.
    pub fn name(&self) -> String {
        match self {
            Self::Stdin => "-".to_owned(),
            Self::File(path) | Self::Begun(BegunPipe { path, .. }) => {
                path.to_string_lossy().into_owned()
            }
        }
    }

    /// The size of the file on disk in bytes; `None` if the input is no regular file.
    pub fn size(&self) -> Option<u64> {
        let metadata = match self {
            Self::Stdin => stdin().ok()?.metadata().ok()?,
            Self::File(path) => std::fs::metadata(path).ok()?,
            Self::Begun(pipe) => pipe.reader.metadata().ok()?,
        };
        metadata.is_file().then_some(metadata.len())
    }
}

/// The largest pipe that Linux gives to any user.
#[cfg(target_os = "linux")]
const PIPE_BYTES: usize = 1 << 20;

#[derive(Debug)]
pub(crate) struct Source {
    pub(crate) opened: Opened,
    /// When a regular file was last written.
    pub(crate) modified: Option<SystemTime>,
}

/// How the bytes of a source come.
#[derive(Debug)]
pub(crate) enum Opened {
    /// A regular, uncompressed file: blocks by position, in any order.
    Plain(Arc<PlainFile>),
    /// Anything else: blocks one after the other.
    Stream(Stream),
}

/// Opens `input`; bytes that a stream reads from the system are added to `progress`. Errors: the input does
/// not exist, may not be read, or is a directory.
pub(crate) fn open(
    input: &Input,
    options: SourceOptions,
    progress: &Arc<AtomicU64>,
) -> std::io::Result<Source> {
    let mut file = match input {
        Input::Stdin => stdin()?,
        Input::File(path) => File::open(path)?,
        Input::Begun(pipe) => pipe.reader.try_clone()?,
    };
    let metadata = file.metadata()?;
    if metadata.is_dir() {
        return Err(std::io::Error::other("is a directory; name the files in it"));
    }
    let modified = metadata.is_file().then(|| metadata.modified().ok()).flatten();
    if metadata.file_type().is_fifo() {
        widen(&file);
    }
    // A regular file of no length may still give bytes (files under /proc do): read it as a stream.
    let start = if metadata.is_file() { file.stream_position()? } else { 0 };
    if metadata.is_file() && metadata.len() > start {
        if *input == Input::Stdin {
            // The position is shared with whoever else reads it: they find it read to the end.
            file.seek(SeekFrom::Start(metadata.len()))?;
        }
        let file = PlainFile::new(file, start, metadata.len(), options);
        if !text::needs_decoding(&file.head()?) && !unfolds(&file, options)? {
            return Ok(Source { opened: Opened::Plain(Arc::new(file)), modified });
        }
        let mut file = file.into_inner();
        file.seek(SeekFrom::Start(start))?;
        let raw = Metered { inner: file, read: Arc::clone(progress) };
        let stream = Stream::of_text(compression::members::decode(raw)?, options, false);
        return Ok(Source { opened: Opened::Stream(stream), modified });
    }
    let raw = Metered { inner: file, read: Arc::clone(progress) };
    let stream = Stream::of_text(compression::members::decode(raw)?, options, true);
    Ok(Source { opened: Opened::Stream(stream), modified })
}

/// Whether a file is a JSON document whose records are unfolded.
fn unfolds(file: &PlainFile, options: SourceOptions) -> std::io::Result<bool> {
    Ok(options.unfold
        && document::may_be_document(&file.head()?)
        && document::is_document(&file.sample(0, document::SHAPE_BYTES)?))
}

/// Whether a source that begins with `head` is a JSON document of several lines, which
/// [`SourceOptions::unfold`] makes a line a record.
pub(crate) fn is_long_document(head: &[u8]) -> bool {
    let first = head.trim_ascii_start().split(|byte| *byte == b'\n').next();
    let is_whole = |line| serde_json::from_slice::<serde::de::IgnoredAny>(line).is_ok();
    document::is_document(head) && !first.is_some_and(is_whole)
}

/// The first bytes of a regular file and the time it was last written; the read position does not move.
/// `None` for any other input, and for compressed standard input. Errors: the input does not exist, may not
/// be read.
pub(crate) fn peek(
    input: &Input,
    options: SourceOptions,
    bytes: usize,
) -> std::io::Result<Option<(Vec<u8>, Option<SystemTime>)>> {
    if *input != Input::Stdin {
        // A named pipe would be emptied by it.
        if input.size().is_none() {
            return Ok(None);
        }
        let Source { opened, modified } = open(input, options, &Arc::default())?;
        let head = match opened {
            Opened::Plain(file) => file.sample(0, bytes)?,
            Opened::Stream(mut stream) => {
                let mut block = Block::default();
                stream.next_block(&mut block)?;
                block.as_slice().to_vec()
            }
        };
        return Ok(Some((head, modified)));
    }
    let mut file = stdin()?;
    let metadata = file.metadata()?;
    if !metadata.is_file() {
        return Ok(None);
    }
    let start = file.stream_position()?;
    let file = PlainFile::new(file, start, metadata.len(), options);
    if text::needs_decoding(&file.head()?) {
        return Ok(None);
    }
    Ok(Some((file.sample(0, bytes)?, metadata.modified().ok())))
}

/// The beginning of the text of a source whose first bytes are `bytes`, decompressed. Errors: the bytes are
/// damaged, or of a kind that is not read.
pub(crate) fn head_of(bytes: Vec<u8>, options: SourceOptions) -> std::io::Result<Vec<u8>> {
    let text = compression::members::decode(std::io::Cursor::new(bytes))?;
    let mut block = Block::default();
    Stream::of_text(text, options, false).next_block(&mut block)?;
    Ok(block.as_slice().to_vec())
}

/// Makes a pipe hold more than the usual 64 KiB, so that writer and reader take turns less often:
/// the turns took half of the time of two cores. If the system refuses, the pipe stays as it is.
#[cfg(target_os = "linux")]
fn widen(pipe: &File) {
    if rustix::pipe::fcntl_getpipe_size(pipe).is_ok_and(|bytes| bytes < PIPE_BYTES) {
        let _ = rustix::pipe::fcntl_setpipe_size(pipe, PIPE_BYTES);
    }
}

#[cfg(not(target_os = "linux"))]
fn widen(_: &File) {}

/// Standard input as a file of our own, so that it can be read by position where it is one.
fn stdin() -> std::io::Result<File> {
    Ok(File::from(std::io::stdin().as_fd().try_clone_to_owned()?))
}

/// A reader that adds what it reads to a shared counter.
struct Metered {
    inner: File,
    read: Arc<AtomicU64>,
}

impl Read for Metered {
    fn read(&mut self, buffer: &mut [u8]) -> std::io::Result<usize> {
        let count = self.inner.read(buffer)?;
        self.read.fetch_add(count as u64, Ordering::Relaxed);
        Ok(count)
    }
}

/// Names `input` in an error of the system.
pub(crate) fn named(input: &Input, problem: &std::io::Error) -> Error {
    Error::source(&input.name(), problem)
}

/// Checks the options against each other. Errors: a block or line length of zero.
pub(crate) fn check(options: SourceOptions) -> Result<()> {
    if options.block_bytes == 0 || options.max_line == 0 {
        return Err(Error::Usage("--max-line: at least 1 byte".to_owned()));
    }
    Ok(())
}
