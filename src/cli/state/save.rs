//! `--save-state`: the state of a run, written beside its report or in place of it. The path of a state
//! or a checkpoint is checked before anything is read.

use std::io::{ErrorKind, Write};
use std::path::Path;

use crate::cli::config::{Config, SaveTarget};
use crate::cli::exit::ExitStatus;
use crate::cli::message;
use crate::cli::printing::print_report;
use crate::cli::replaced_file::{folder, is_device, replace_private, sweep};
use crate::error::{Error, Result};
use crate::outcome::Outcome;
use crate::state;

/// Checks, before anything is read, that the state can be written and replaces only a state. Errors: as
/// [`check_path`]; most often the path is that of a log that was to be counted.
pub(in crate::cli) fn check(save: Option<&SaveTarget>) -> Result<()> {
    match save {
        Some(SaveTarget::File(path)) => check_path("--save-state", path),
        Some(SaveTarget::StandardOutput) | None => Ok(()),
    }
}

/// Ends a run: writes its state where `--save-state` asks for it, and prints its report unless the
/// state is printed in its place.
pub(in crate::cli) fn finish(config: &Config, outcome: &Outcome, status: ExitStatus) -> ExitStatus {
    let status = write(config, outcome, status);
    if config.prints_state() { status } else { print_report(config, outcome, status) }
}

/// Writes the state of a run where `--save-state` asks for it; gives the status of the run, or a
/// failure.
pub(in crate::cli) fn write(config: &Config, outcome: &Outcome, status: ExitStatus) -> ExitStatus {
    let Some(target) = &config.save else { return status };
    let status = if status == ExitStatus::Nothing { ExitStatus::Success } else { status };
    let Outcome { totals, tally, schema, interrupted, .. } = outcome;
    let bytes = state::save(&config.options, schema, totals, tally, *interrupted, &[]);
    let saved = match target {
        SaveTarget::StandardOutput => print_line(&state::to_line(&bytes)),
        SaveTarget::File(path) => replace_private(path, &bytes).map(drop),
    };
    match saved {
        Ok(()) => status,
        Err(error) => {
            message::print_error(&format!("--save-state: {error}"));
            ExitStatus::Failure
        }
    }
}

fn print_line(line: &str) -> Result<()> {
    let mut out = std::io::stdout().lock();
    match writeln!(out, "{line}").and_then(|()| out.flush()) {
        // The reader closed the pipe.
        Err(error) if error.kind() == ErrorKind::BrokenPipe => Ok(()),
        written => written.map_err(|error| Error::source("standard output", &error)),
    }
}

/// Checks that a state can be written to `path`, and replaces nothing but a state. Removes temporary files
/// that killed writers left. `flag` is named in the error. Errors: the folder does not exist; there is a
/// symbolic link, a pipe, or a file that is neither empty nor a whole state.
pub(in crate::cli) fn check_path(flag: &str, path: &Path) -> Result<()> {
    let refused =
        |problem: String| Err(Error::Usage(format!("{flag}: {} {problem}", path.display())));
    if is_device(path) {
        return Ok(());
    }
    let folder = folder(path);
    if !folder.is_dir() {
        return refused(format!("cannot be written: there is no folder {}", folder.display()));
    }
    sweep(path);
    match path.symlink_metadata() {
        Err(error) if error.kind() == ErrorKind::NotFound => Ok(()),
        Err(error) => refused(format!("cannot be looked at: {error}")),
        Ok(found) if found.is_symlink() => {
            refused("is a symbolic link and is not followed; name the file".to_owned())
        }
        Ok(found) if !found.is_file() => refused("is no regular file".to_owned()),
        Ok(found) if found.len() == 0 || is_state(path) => Ok(()),
        Ok(_) => refused("exists and is no state; it would be lost".to_owned()),
    }
}

/// Whether a file is a whole state, with the right checksum.
fn is_state(path: &Path) -> bool {
    let Ok(bytes) = std::fs::read(path) else { return false };
    if state::is_binary(&bytes) {
        return state::open(&bytes).is_ok();
    }
    let mut lines = bytes.split(|byte| *byte == b'\n').filter(|line| !line.is_empty());
    let is_line = |line: &[u8]| {
        state::is_text(line)
            && state::from_line(line).is_ok_and(|bytes| state::open(&bytes).is_ok())
    };
    lines.all(is_line)
}

#[cfg(test)]
mod tests {
    use std::fs;
    use std::os::unix::fs::symlink;

    use super::check_path;

    #[test]
    fn only_a_whole_state_is_replaced() {
        let folder = tempfile::tempdir().unwrap();
        let name = |name: &str| folder.path().join(name);
        fs::write(name("log"), "a line\n").unwrap();
        fs::write(name("torn"), b"\xf5SSTAT\r\n\x01\0").unwrap();
        fs::write(name("empty"), "").unwrap();
        symlink(name("new"), name("link")).unwrap();
        let cases = [
            ("log", "is no state"),
            ("torn", "is no state"),
            ("link", "symbolic link"),
            ("missing/file", "no folder"),
        ];
        for (path, expected) in cases {
            let problem = check_path("--save-state", &name(path)).unwrap_err().to_string();
            assert!(
                problem.starts_with("--save-state: ") && problem.contains(expected),
                "{problem}"
            );
        }
        check_path("--save-state", &name("empty")).unwrap();
        check_path("--save-state", &name("new")).unwrap();
    }
}
