//! Checks of the path that a state or a checkpoint is written to, before anything is read.

use std::io::ErrorKind;
use std::path::Path;

use crate::error::{Error, Result};
use crate::state;

use crate::cli::replaced_file::{folder, is_device, sweep};

/// Checks that a state can be written to `path`, and replaces nothing but a state. Removes temporary
/// files that killed writers left. `flag` is named in the error.
///
/// # Errors
/// The folder does not exist; there is a symbolic link, a pipe, or a file that is neither empty nor a
/// whole state.
pub(in crate::cli) fn check(flag: &str, path: &Path) -> Result<()> {
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

    use super::check;

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
            let problem = check("--save-state", &name(path)).unwrap_err().to_string();
            assert!(
                problem.starts_with("--save-state: ") && problem.contains(expected),
                "{problem}"
            );
        }
        check("--save-state", &name("empty")).unwrap();
        check("--save-state", &name("new")).unwrap();
    }
}
