//! Expressions for detection, compiled once in a process: many files of a run are tried by the formats that the
//! first file was tried by.

use std::collections::HashMap;
use std::sync::{LazyLock, Mutex, PoisonError};

use regex::bytes::{Regex, RegexBuilder};

use super::scanner::groups::{GroupFinder, Groups, Pattern};

/// A pattern over bytes; `None` if it is no regular expression. Without Unicode a pattern compiles in a fraction
/// of the time.
pub(super) fn compile(pattern: &str) -> Option<Regex> {
    static COMPILED: LazyLock<Mutex<HashMap<String, Option<Regex>>>> =
        LazyLock::new(Mutex::default);
    let mut compiled = COMPILED.lock().unwrap_or_else(PoisonError::into_inner);
    if let Some(known) = compiled.get(pattern) {
        return known.clone();
    }
    let regex = compile_part(pattern);
    compiled.insert(pattern.to_owned(), regex.clone());
    regex
}

/// Finds the groups `names` of `pattern` by the scanner, which takes a fifth of the instructions of [`compile`]'s
/// expression; `None` if it is no regular expression.
pub(super) fn finder(pattern: &str, names: &[&str]) -> Option<GroupFinder> {
    static COMPILED: LazyLock<Mutex<HashMap<String, Option<Groups>>>> =
        LazyLock::new(Mutex::default);
    let mut compiled = COMPILED.lock().unwrap_or_else(PoisonError::into_inner);
    let groups = compiled.entry(format!("{names:?}{pattern}")).or_insert_with(|| {
        let parsed = Pattern::new(pattern).ok()?;
        let group = |name: &&str| parsed.group(name).unwrap_or(usize::MAX);
        Some(parsed.groups(&names.iter().map(group).collect::<Vec<_>>()))
    });
    groups.as_ref().map(Groups::finder)
}

/// As [`compile`], for a part of a pattern that is tried once.
pub(super) fn compile_part(pattern: &str) -> Option<Regex> {
    RegexBuilder::new(pattern).unicode(false).build().ok()
}
