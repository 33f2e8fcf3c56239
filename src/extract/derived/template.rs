//! The template of a message: the message with its changing parts replaced by placeholders, so that
//! messages of one statement of a program are counted together.
//!
//! One scan from left to right; at each place the first kind that fits. The order of the kinds and their
//! strictness (hex digits of one case, whole words) follow Sentry's grouping
//! (`sentry/grouping/parameterization.py`). A template depends on its message alone.

use std::sync::LazyLock;

use regex_automata::meta::{Config, Regex};
use regex_automata::util::syntax;

use super::Arena;

/// Kinds of changing parts: the placeholder, and the pattern.
const KINDS: [(&[u8], &str); 11] = [
    (b"<str>", r#"= ?(?:"(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*')"#),
    (b"<email>", r"\b[A-Za-z0-9._%+-]+@[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)+\b"),
    (b"<url>", r#"\b[a-z][a-z0-9+.-]*://[^\s"'<>\])]+"#),
    // Link-layer addresses: six bytes or more, with netfilter's `MAC=` fourteen.
    (
        b"<hex>",
        concat!(
            r"\b[0-9A-Fa-f]{2}(?::[0-9A-Fa-f]{2}){5,}\b|\b[0-9A-Fa-f]{2}(?:-[0-9A-Fa-f]{2}){5,}\b",
            r"|\b[0-9A-Fa-f]{4}\.[0-9A-Fa-f]{4}\.[0-9A-Fa-f]{4}\b",
        ),
    ),
    (
        b"<ip>",
        concat!(
            r"\b(?:[0-9]{1,3}\.){3}[0-9]{1,3}(?::[0-9]{1,5})?\b",
            r"|\[(?:[0-9A-Fa-f]{0,4}:){2,7}[0-9A-Fa-f]{0,4}\](?::[0-9]{1,5})?",
            r"|\b(?:[0-9A-Fa-f]{1,4}:){7}[0-9A-Fa-f]{1,4}\b",
            r"|(?:\b[0-9A-Fa-f]{1,4}(?::[0-9A-Fa-f]{1,4}){0,6})?::(?:[0-9A-Fa-f]{1,4}:){0,6}[0-9A-Fa-f]{1,4}\b",
        ),
    ),
    (b"<uuid>", r"\b[0-9A-Fa-f]{8}-(?:[0-9A-Fa-f]{4}-){3}[0-9A-Fa-f]{12}\b"),
    (
        b"<time>",
        concat!(
            r"\b[0-9]{4}[-/][0-9]{1,2}[-/][0-9]{1,2}",
            r"(?:[T ][0-9]{1,2}:[0-9]{2}(?::[0-9]{2}(?:[.,][0-9]+)?)?(?:Z|[+-][0-9]{2}:?[0-9]{2})?)?\b",
            r"|\b[0-9]{1,2}:[0-9]{2}:[0-9]{2}(?:[.,][0-9]+)?\b",
        ),
    ),
    (b"<hex>", r"\b0x[0-9A-Fa-f]+\b|\b(?:[0-9a-f]{8,}|[0-9A-F]{8,})\b"),
    (b"<path>", r#"(?:/[^\s/"'<>,;:=()\[\]{}]+){2,}/?"#),
    (
        b"<qty>",
        r"\b[0-9]+(?:\.[0-9]+)?\s?(?:ns|us|µs|ms|s|sec|min|h|[kKMGT]i?B|B|bytes)\b|\b[0-9]+(?:\.[0-9]+)?%",
    ),
    (
        b"<num>",
        concat!(
            // A unit may follow without a blank: `1.52x`.
            r"\b[0-9]+\.[0-9]+",
            r"|\b[0-9]{1,3}(?:,[0-9]{3})+(?:\.[0-9]+)?\b",
            r"|\b[0-9]+\b",
        ),
    ),
];

/// All kinds at once. A match names its kind without a search for groups, which a word boundary of
/// Unicode would make five times as slow.
static CHANGING: LazyLock<Option<Regex>> = LazyLock::new(|| {
    Regex::builder()
        .configure(Config::new().utf8_empty(false))
        .syntax(syntax::Config::new().utf8(false))
        .build_many(&KINDS.map(|(_, pattern)| pattern))
        .ok()
});

/// Makes `user <num> logged in from <ip>` of `user 42 logged in from 203.0.113.7`.
pub(in crate::extract) fn template<'a>(text: &'a [u8], arena: &'a Arena) -> Option<&'a [u8]> {
    let changing = CHANGING.as_ref()?;
    let mut template = bumpalo::collections::Vec::with_capacity_in(text.len(), arena);
    let mut begin = 0;
    for found in changing.find_iter(text) {
        let kind = KINDS.get(found.pattern().as_usize()).zip(text.get(found.range()));
        let Some(((placeholder, _), part)) = kind else { continue };
        // Hex digits without a decimal digit may be a word, such as "deadbeef".
        if *placeholder == b"<hex>" && part.iter().all(u8::is_ascii_alphabetic) {
            continue;
        }
        // The pattern of a quoted text begins with the equals sign before it, which stays.
        let sign = part.iter().take_while(|byte| matches!(byte, b'=' | b' ')).count();
        let start = found.start() + if *placeholder == b"<str>" { sign } else { 0 };
        let before = text.get(begin..start).unwrap_or_default();
        template.extend_from_slice(without_sign(before, placeholder));
        template.extend_from_slice(placeholder);
        begin = found.end();
    }
    template.extend_from_slice(text.get(begin..).unwrap_or_default());
    Some(template.into_bump_slice())
}

/// `before` without the sign at its end that belongs to a number; after a word it is a hyphen.
fn without_sign<'t>(before: &'t [u8], placeholder: &[u8]) -> &'t [u8] {
    match before {
        [rest @ .., b'-' | b'+']
            if matches!(placeholder, b"<num>" | b"<qty>")
                && !rest.last().is_some_and(u8::is_ascii_alphanumeric) =>
        {
            rest
        }
        _ => before,
    }
}
