//! The beginning of a pipe: read first, and left for the run to read again.

use std::fs::File;
use std::io::{self, PipeReader, Read, Write};
use std::os::fd::{AsFd, OwnedFd};
use std::os::unix::fs::FileTypeExt;
use std::path::Path;
use std::sync::Arc;

use crate::source::{BegunPipe, Input, SourceOptions, head_of};

/// The first `bytes` bytes of standard input, decompressed; empty where it is a regular file or a terminal. A
/// pipe that begins with these bytes takes the place of standard input.
///
/// # Errors
/// Standard input cannot be read, or is of a kind that is not read.
pub(super) fn beginning(bytes: usize, options: SourceOptions) -> io::Result<Vec<u8>> {
    let input = File::from(io::stdin().as_fd().try_clone_to_owned()?);
    let kind = input.metadata()?.file_type();
    if kind.is_file() || kind.is_dir() || io::IsTerminal::is_terminal(&input) {
        return Ok(Vec::new());
    }
    let (raw, reader) = read_ahead(input, bytes)?;
    rustix::stdio::dup2_stdin(&reader)?;
    head_of(raw, options)
}

/// The first `bytes` bytes of the named pipe at `path`, decompressed, and the input that takes its place;
/// `None` where `path` is no pipe.
///
/// # Errors
/// The pipe cannot be read, or its bytes are of a kind that is not read.
pub(super) fn named(
    path: &Path,
    bytes: usize,
    options: SourceOptions,
) -> io::Result<Option<(Vec<u8>, Input)>> {
    if !path.metadata()?.file_type().is_fifo() {
        return Ok(None);
    }
    let (raw, reader) = read_ahead(File::open(path)?, bytes)?;
    let reader = Arc::new(File::from(OwnedFd::from(reader)));
    let input = Input::Begun(BegunPipe { path: path.to_owned(), reader });
    Ok(Some((head_of(raw, options)?, input)))
}

/// The first `bytes` bytes of `input`, and a pipe that gives them again before the rest.
fn read_ahead(mut input: File, bytes: usize) -> io::Result<(Vec<u8>, PipeReader)> {
    let most = u64::try_from(bytes).unwrap_or(u64::MAX);
    let mut raw = Vec::new();
    Read::by_ref(&mut input).take(most).read_to_end(&mut raw)?;
    let (reader, mut writer) = io::pipe()?;
    let begun = raw.clone();
    std::thread::spawn(move || {
        // The run may end before it has read all; what it left unread is lost with it.
        if writer.write_all(&begun).is_ok() {
            let _ = io::copy(&mut input, &mut writer);
        }
    });
    Ok((raw, reader))
}
