//! The beginning of standard input, where it is a pipe: read first, and left for the run to read again.

use std::fs::File;
use std::io::{self, Read, Write};
use std::os::fd::AsFd;

use streamstats::source::{SourceOptions, head_of};

/// The first `bytes` bytes of standard input, decompressed; empty where it is a regular file or a terminal. A
/// pipe that begins with these bytes takes the place of standard input.
///
/// # Errors
/// Standard input cannot be read, or is of a kind that is not read.
pub(super) fn beginning(bytes: usize, options: SourceOptions) -> io::Result<Vec<u8>> {
    let mut input = File::from(io::stdin().as_fd().try_clone_to_owned()?);
    let kind = input.metadata()?.file_type();
    if kind.is_file() || kind.is_dir() || io::IsTerminal::is_terminal(&input) {
        return Ok(Vec::new());
    }
    let most = u64::try_from(bytes).unwrap_or(u64::MAX);
    let mut raw = Vec::new();
    Read::by_ref(&mut input).take(most).read_to_end(&mut raw)?;
    let (reader, mut writer) = io::pipe()?;
    rustix::stdio::dup2_stdin(&reader)?;
    let begun = raw.clone();
    std::thread::spawn(move || {
        // The run may end before it has read all; what it left unread is lost with it.
        if writer.write_all(&begun).is_ok() {
            let _ = io::copy(&mut input, &mut writer);
        }
    });
    head_of(raw, options)
}
