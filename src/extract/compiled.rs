//! Expressions for detection, compiled once in a process: many files of a run are tried by the formats that the
//! first file was tried by.

use std::collections::HashMap;
use std::sync::{LazyLock, Mutex, PoisonError};

use regex::bytes::{Regex, RegexBuilder};

use super::scanner::groups::{GroupFinder, Groups};

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
/// expression.
pub(super) fn finder(pattern: &str, names: &[&str]) -> GroupFinder {
    static COMPILED: LazyLock<Mutex<HashMap<String, Groups>>> = LazyLock::new(Mutex::default);
    let mut compiled = COMPILED.lock().unwrap_or_else(PoisonError::into_inner);
    let groups =
        compiled.entry(format!("{names:?}{pattern}")).or_insert_with(|| Groups::of(pattern, names));
    groups.finder()
}

/// As [`compile`], for a part of a pattern that is tried once.
pub(super) fn compile_part(pattern: &str) -> Option<Regex> {
    RegexBuilder::new(pattern).unicode(false).build().ok()
}
