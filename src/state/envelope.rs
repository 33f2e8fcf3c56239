//! What is around the contents of a state: that it is one, of which format, all of it, unharmed; and its
//! line of text, which goes through pipes of lines; and why bytes are no state that can be read.

use base64::engine::general_purpose::STANDARD;
use base64::{DecodeError, Engine};

use crate::codec::Malformed;
use crate::source::{STATE_LINE_MAGIC as BEGIN, STATE_MAGIC as MAGIC};

/// Bytes before the contents.
const HEAD: usize = 18;
/// Bytes of the checksum.
const SUM: usize = 4;

/// Whether a file that begins with `bytes` is a binary state.
pub(crate) fn is_binary(bytes: &[u8]) -> bool {
    bytes.first() == MAGIC.first()
}

/// Bytes of [`MAGIC`] without its line end.
const NAME: usize = 6;

/// Whether a file that begins with these bytes is a state, binary or as a line of text.
pub(crate) fn is_begun(bytes: &[u8]) -> bool {
    bytes.starts_with(&MAGIC[..NAME]) || bytes.starts_with(BEGIN)
}

/// The length of the whole state that begins with `begin`, as it claims; `None` if `begin` is too short
/// to tell.
pub(crate) fn claimed_length(begin: &[u8]) -> Option<u64> {
    let claimed = begin.get(HEAD - 8..HEAD)?.first_chunk()?;
    Some(u64::from_le_bytes(*claimed).saturating_add((HEAD + SUM) as u64))
}

/// Puts `contents` into an envelope.
pub(super) fn seal(contents: &[u8]) -> Vec<u8> {
    let mut bytes = Vec::with_capacity(HEAD + contents.len() + SUM);
    bytes.extend_from_slice(&MAGIC);
    bytes.extend_from_slice(&FORMAT.to_le_bytes());
    bytes.extend_from_slice(&(contents.len() as u64).to_le_bytes());
    bytes.extend_from_slice(contents);
    let sum = crc32fast::hash(&bytes);
    bytes.extend_from_slice(&sum.to_le_bytes());
    bytes
}

/// Takes the contents out.
pub(super) fn open(bytes: &[u8]) -> Result<&[u8], StateError> {
    let rest = bytes.strip_prefix(&MAGIC).ok_or_else(|| {
        let is_begun = !bytes.is_empty() && MAGIC.starts_with(bytes);
        if is_begun { StateError::Truncated } else { StateError::Foreign }
    })?;
    let (format, rest) = rest.split_first_chunk().ok_or(StateError::Truncated)?;
    match u16::from_le_bytes(*format) {
        FORMAT => {}
        0 => return Err(StateError::Corrupted),
        newer => return Err(StateError::Newer(newer)),
    }
    let (length, rest) = rest.split_first_chunk().ok_or(StateError::Truncated)?;
    let length = usize::try_from(u64::from_le_bytes(*length)).map_err(|_| StateError::Truncated)?;
    let (contents, rest) = rest.split_at_checked(length).ok_or(StateError::Truncated)?;
    let (sum, rest) = rest.split_first_chunk().ok_or(StateError::Truncated)?;
    if crc32fast::hash(&bytes[..HEAD + length]) != u32::from_le_bytes(*sum) {
        return Err(StateError::Corrupted);
    }
    if rest.is_empty() { Ok(contents) } else { Err(StateError::Trailing(rest.len())) }
}

/// Whether a file that begins with `bytes` can be a state as a line of text.
pub(crate) fn is_text(bytes: &[u8]) -> bool {
    bytes.starts_with(BEGIN) || (!bytes.is_empty() && BEGIN.starts_with(bytes))
}

/// The line of a state, without its end.
pub(crate) fn to_line(bytes: &[u8]) -> String {
    STANDARD.encode(bytes)
}

/// The bytes of a line; blanks around it do not matter. Errors: it is no state, or cut, or damaged.
pub(crate) fn from_line(line: &[u8]) -> Result<Vec<u8>, StateError> {
    let line = line.trim_ascii();
    STANDARD.decode(line).map_err(|error| match error {
        _ if !is_text(line) => StateError::Foreign,
        DecodeError::InvalidLength(_) | DecodeError::InvalidPadding => StateError::Truncated,
        _ => StateError::Corrupted,
    })
}

/// The format written and read here.
pub(crate) const FORMAT: u16 = 1;

#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub(crate) enum StateError {
    /// It is something else.
    #[error("no state; --save-state makes one (a log is counted without the word merge)")]
    Foreign,
    /// It has a newer format.
    #[error("a state of format {0}, made by a newer streamstats; this one reads format {FORMAT}")]
    Newer(u16),
    /// It ends too early.
    #[error("the state is cut short; save it again")]
    Truncated,
    /// Its checksum is wrong.
    #[error("the state is damaged, its checksum is wrong; save it again")]
    Corrupted,
    /// Bytes follow the end of the state; how many.
    #[error("{0} bytes follow the state; several go into one file only as text (--save-state -)")]
    Trailing(usize),
    /// Its checksum is right, and its contents take more memory than is granted.
    #[error("--max-memory: the state takes more than it was saved with")]
    Large,
    /// Its checksum is right, and its contents are not.
    #[error("the contents of the state are not what its checksum vouches for: {0}")]
    Contents(Malformed),
}

impl From<Malformed> for StateError {
    fn from(problem: Malformed) -> Self {
        match problem {
            Malformed::Large => Self::Large,
            other => Self::Contents(other),
        }
    }
}
