//! The end of lines that a detected format leaves unread, for example a field that the server's configuration
//! adds after the usual fields.

use super::compiled::finder;
use super::encoding::Encoding;
use crate::format::{Format, Syntax, samples};

/// In how many of the first lines the end is looked at.
const LINES: usize = 20;

/// How much of an end the note shows.
const SHOWN: usize = 40;

/// The note on what most of `lines` have after the text that the pattern of their format matches; `None` if the
/// format has no patterns, or reads the lines to their end.
pub(super) fn note(layers: &[&'static Format], lines: &[&[u8]]) -> Option<String> {
    let [format] = layers else { return None };
    let Syntax::Pattern(patterns) = &format.syntax else { return None };
    if !format.begins.is_empty() {
        return None;
    }
    // The patterns of a format differ in what its lines may lack; one is enough, and each costs its compiling.
    let first = lines.get(..LINES).unwrap_or(lines);
    let pattern =
        patterns.iter().find(|pattern| first.iter().any(|line| end(pattern, line).is_some()));
    let pattern = pattern.filter(|pattern| !reads_all(pattern))?;
    let ends: Vec<_> = first.iter().filter_map(|line| end(pattern, line)).collect();
    let unread: Vec<_> = ends.iter().copied().filter(is_text).collect();
    let first = unread.first().filter(|_| unread.len() * 2 > ends.len())?;
    // A format whose samples have such an end leaves it out on purpose.
    let samples = samples(&format.name).iter();
    let mut ends = samples.filter_map(|sample| end(pattern, sample.line.as_bytes()));
    if ends.any(|end| is_text(&end)) {
        return None;
    }
    let shown = String::from_utf8_lossy(first);
    let more = if shown.chars().count() > SHOWN { ".." } else { "" };
    let shown: String = shown.chars().take(SHOWN).collect();
    Some(format!(
        "most lines have more at their end than the format reads, the first: {shown}{more}"
    ))
}

/// What `line` has after the text that the pattern matches.
fn end<'l>(pattern: &str, line: &'l [u8]) -> Option<&'l [u8]> {
    let mut finder = finder(&format!(r"{pattern}(?P<_end>[^\n]*)"), &["_end"]);
    let is_match = finder.find(line, Encoding::Bytes);
    let end = is_match.then(|| finder.ranges().flatten().next())??;
    Some(line.get(end)?.trim_ascii())
}

/// Whether a letter or a digit is in a text.
fn is_text(text: &&[u8]) -> bool {
    text.iter().any(u8::is_ascii_alphanumeric)
}

/// Whether a pattern matches up to the end of the line.
fn reads_all(pattern: &str) -> bool {
    pattern.ends_with('$') || pattern.ends_with(r"[^\n]*)")
}
