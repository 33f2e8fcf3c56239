//! The end of lines that a detected format leaves unread, as a field that a server was told to write behind the
//! usual ones.

use super::compiled::compile;
use crate::format::{Format, Syntax};

/// In how many of the first lines the end is looked at.
const LINES: usize = 20;

/// How much of an end the note shows.
const SHOWN: usize = 40;

/// The note on what most of `lines` have behind the text that the pattern of their format matches; `None` if the
/// format has no patterns, or reads the lines to their end.
pub(super) fn note(layers: &[&'static Format], lines: &[&[u8]]) -> Option<String> {
    let [format] = layers else { return None };
    let Syntax::Pattern(patterns) = &format.syntax else { return None };
    if !format.begins.is_empty() || patterns.iter().all(|pattern| reads_all(pattern)) {
        return None;
    }
    let (mut fits, mut ends) = (0, Vec::new());
    for line in lines.iter().take(LINES) {
        let Some(end) =
            patterns.iter().find_map(|pattern| Some(compile(pattern)?.find(line)?.end()))
        else {
            continue;
        };
        fits += 1;
        let rest = line.get(end..).unwrap_or_default().trim_ascii();
        ends.extend(rest.iter().any(u8::is_ascii_alphanumeric).then_some(rest));
    }
    let first = ends.first().filter(|_| ends.len() * 2 > fits)?;
    let shown = String::from_utf8_lossy(first);
    let more = if shown.chars().count() > SHOWN { ".." } else { "" };
    let shown: String = shown.chars().take(SHOWN).collect();
    Some(format!(
        "lines go on behind what is read, and no column has that end, the first {shown}{more}"
    ))
}

/// Whether a pattern matches up to the end of the line.
fn reads_all(pattern: &str) -> bool {
    pattern.ends_with('$') || pattern.ends_with(r"[^\n]*)")
}
