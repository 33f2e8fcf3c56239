//! Records that begin with a line of a known form.
//!
//! Where a line of a later pattern directly follows one of an earlier pattern, both begin one record: in
//! MySQL's slow log `# User@Host:` begins a record unless `# Time:` stands before it.

use memchr::memchr;
use regex::bytes::Regex;

/// See [`super::RecordRule::length`].
pub(super) fn length(patterns: &[Regex], bytes: &[u8], is_end: bool, most: usize) -> Option<usize> {
    let rank = |line: &[u8]| patterns.iter().position(|pattern| pattern.is_match(line));
    let line_at = |at: usize| {
        let rest = bytes.get(at..).unwrap_or_default();
        match memchr(b'\n', rest) {
            Some(newline) => Some(at + newline + 1),
            None if is_end && !rest.is_empty() => Some(bytes.len()),
            None => None,
        }
    };
    let mut end = line_at(0)?;
    let mut before = rank(&bytes[..end]);
    while end < bytes.len() {
        let next = line_at(end)?;
        let own = rank(&bytes[end..next]);
        let goes_on = own.is_none_or(|own| before.is_some_and(|before| before < own));
        if !goes_on || next > most {
            return Some(end);
        }
        (end, before) = (next, own);
    }
    // The next line may belong to the record.
    is_end.then_some(end)
}
