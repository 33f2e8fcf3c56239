//! The file of `--write`, looked at before anything is read.

use std::fs::{File, Metadata};
use std::io::{self, ErrorKind};
use std::os::fd::AsFd;
use std::os::unix::fs::{FileTypeExt, MetadataExt};
use std::path::{Path, PathBuf};

use crate::error::{Error, Result};

use super::args::Subcommand;
use super::parsed::Parsed;
use super::replaced_file::{destination, is_device};

/// The name of standard input, and of standard output.
const STDIN: &str = "-";
/// Where Linux keeps the open files of a process, to which the links in `/dev/fd` lead.
const PROCESSES: &str = "/proc";

/// Checks that the report of `--write` replaces no input and no state, and that writing it will not wait
/// for a reader. Errors: the file is `-`, an input or the file of `--save-state` or `--checkpoint`, cannot
/// be looked at, or is a folder, a socket or a named pipe.
pub(super) fn check(parsed: &Parsed) -> Result<()> {
    let args = &parsed.args;
    let (target, inputs, state) = match &parsed.command {
        Some(Subcommand::Merge(merge)) => (&merge.output.write, &merge.states, &merge.save_state),
        _ => (&args.output.write, &args.files, &args.run.save_state),
    };
    let Some(target) = target else { return Ok(()) };
    let refused =
        |problem: &str| Err(Error::Usage(format!("--write: {} {problem}", target.display())));
    if target.as_os_str() == STDIN {
        return refused("is no file; without --write the report goes to standard output");
    }
    let stdin = [PathBuf::from(STDIN)];
    let inputs = if inputs.is_empty() { &stdin } else { &inputs[..] };
    let mut inputs = inputs.iter().chain(&args.value.routes).chain(&args.value.mmdb);
    match target.metadata() {
        Err(error) if error.kind() == ErrorKind::NotFound => {}
        Err(error) => return Err(Error::source(&target.display().to_string(), &error)),
        Ok(found) if takes_bytes(target, &found) => return Ok(()),
        Ok(found) if !found.is_file() => return refused("is no regular file"),
        Ok(found) if inputs.any(|input| is_same(input, &found)) => return refused("is an input"),
        Ok(_) => {}
    }
    let states = [("--save-state", state), ("--checkpoint", &args.run.checkpoint)];
    for (flag, path) in states {
        let path = path.as_ref().filter(|path| path.as_os_str() != STDIN);
        if path.is_some_and(|path| destination(path) == destination(target)) {
            return refused(&format!("is the file of {flag}; name two files"));
        }
    }
    Ok(())
}

/// Whether `path` is a character device, or a pipe that the process has open.
fn takes_bytes(path: &Path, found: &Metadata) -> bool {
    let kind = found.file_type();
    let is_open = |path: &Path| is_device(path) || path.starts_with(PROCESSES);
    kind.is_char_device() || kind.is_fifo() && (is_open(path) || is_open(&destination(path)))
}

/// Whether an input is the file `other`.
fn is_same(input: &Path, other: &Metadata) -> bool {
    let found = match input.to_str() {
        Some(STDIN) => stdin(),
        _ => input.metadata(),
    };
    found.is_ok_and(|found| (found.dev(), found.ino()) == (other.dev(), other.ino()))
}

fn stdin() -> io::Result<Metadata> {
    File::from(io::stdin().as_fd().try_clone_to_owned()?).metadata()
}
