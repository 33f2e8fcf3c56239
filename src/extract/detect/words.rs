//! Lines that are words, as a list of tokens has them.

/// The bytes of which a line of any format has one.
const SEPARATORS: &[u8] = b" \t{,:=|";

/// Whether all lines are plain words, as tokens are: no format is compared with them.
pub(super) fn are_words(lines: &[&[u8]]) -> bool {
    lines.iter().all(|line| line.iter().all(|byte| !SEPARATORS.contains(byte)))
}
