//! Records that begin with a line of a known form.
//!
//! Where a line of a later pattern directly follows one of an earlier pattern, both begin one record: in
//! MySQL's slow log `# User@Host:` begins a record unless `# Time:` stands before it.

use std::sync::Arc;

use memchr::memchr;

use crate::extract::scanner::groups::Groups;

/// The patterns of the lines that records begin with.
#[derive(Debug, Clone)]
pub(crate) struct BeginPatterns(Arc<[Groups]>);

impl BeginPatterns {
    pub(super) fn new(patterns: &[String]) -> Self {
        let none: [&str; 0] = [];
        Self(patterns.iter().map(|pattern| Groups::of(pattern, &none)).collect())
    }

    /// See [`super::RecordRule::length`].
    pub(super) fn length(&self, bytes: &[u8], is_end: bool, most: usize) -> Option<usize> {
        let rank = |line: &[u8]| self.0.iter().position(|pattern| pattern.is_in(line));
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
            let belongs = own.is_none_or(|own| before.is_some_and(|before| before < own));
            if !belongs || next > most {
                return Some(end);
            }
            (end, before) = (next, own);
        }
        // The next line may belong to the record.
        is_end.then_some(end)
    }
}
