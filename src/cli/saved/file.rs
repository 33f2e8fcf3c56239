//! A file of presets as text.

use std::fs::File;
use std::io::{ErrorKind, Read};
use std::path::Path;

use streamstats::error::Error;

/// The longest file of presets, in bytes; a longer file is refused unread.
const LONGEST: u64 = 16 << 20;

/// Reads the text of a file; `None` for a file that does not exist.
///
/// # Errors
/// It cannot be read, is not UTF-8, or is too long. The text does not name the file.
pub(super) fn read(path: &Path) -> Result<Option<String>, String> {
    let file = match File::open(path) {
        Ok(file) => file,
        Err(error) if [ErrorKind::NotFound, ErrorKind::NotADirectory].contains(&error.kind()) => {
            return Ok(None);
        }
        Err(error) => return Err(said(&error)),
    };
    let mut bytes = Vec::new();
    file.take(LONGEST + 1).read_to_end(&mut bytes).map_err(|error| said(&error))?;
    if bytes.len() as u64 > LONGEST {
        return Err("longer than 16 MiB; this is no file of presets".to_owned());
    }
    match String::from_utf8(bytes) {
        Ok(text) => Ok(Some(text)),
        Err(error) => {
            let lines = error.as_bytes()[..error.utf8_error().valid_up_to()].split(|b| *b == b'\n');
            Err(format!("line {} is not UTF-8", lines.count()))
        }
    }
}

/// What the system said of a file, without its name.
fn said(error: &std::io::Error) -> String {
    let text = Error::source("", error).to_string();
    text.trim_start_matches(": ").to_owned()
}
