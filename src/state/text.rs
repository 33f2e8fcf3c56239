//! A state as one line of text, so that it goes through pipes of lines.

use base64::engine::general_purpose::STANDARD;
use base64::{DecodeError, Engine};

use super::error::StateError;

/// How the line of a state begins: the first bytes of all states in base64.
const BEGIN: &[u8] = b"9VNTVEFU";

/// Whether bytes that begin so can be the line of a state.
pub fn is_text(bytes: &[u8]) -> bool {
    bytes.starts_with(BEGIN) || (!bytes.is_empty() && BEGIN.starts_with(bytes))
}

/// The line of a state, without its end.
pub fn to_line(bytes: &[u8]) -> String {
    STANDARD.encode(bytes)
}

/// The bytes of a line; blanks around it do not matter.
///
/// # Errors
/// It is no state, or cut, or damaged.
pub fn from_line(line: &[u8]) -> Result<Vec<u8>, StateError> {
    let line = line.trim_ascii();
    STANDARD.decode(line).map_err(|error| match error {
        _ if !is_text(line) => StateError::Foreign,
        DecodeError::InvalidLength(_) | DecodeError::InvalidPadding => StateError::Truncated,
        _ => StateError::Corrupted,
    })
}
