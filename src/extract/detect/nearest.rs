//! Which preset lines that fit none come nearest to, for the error that says so.
//!
//! Called by the command line where `-P auto` finds nothing.

use super::super::continued::is_continuation;

use super::probe::Probe;
use super::stop::{Stop, is_begun, longest, small, stop};
use crate::format::{Format, Syntax, builtin};

/// The preset that comes nearest, and the first line that does not fit it.
#[derive(Debug, Clone)]
pub(crate) struct Nearest {
    pub(crate) preset: &'static Format,
    /// The line's index among the lines given.
    pub(crate) line: usize,
    /// Where it stops fitting.
    pub(crate) stop: Stop,
}

/// How much of a pattern must match for a preset to be called near.
const NEAR: f64 = 0.3;

/// How many lines are looked at.
const LINES: usize = 3;

/// How much of a line is looked at: enough for the front of any format.
const BYTES: usize = 2048;

/// Names the format nearest to lines that fit no format, and why they do not fit it; `None` when no format is
/// anywhere near.
pub(crate) fn nearest(lines: &[&[u8]]) -> Option<Nearest> {
    if are_words(lines) {
        return None;
    }
    let probe = Probe::new(lines);
    let mut best: Option<(usize, f64, &'static Format)> = None;
    for preset in builtin().iter().copied().filter(|format| {
        let is_prefix = format.wraps.is_some() && matches!(format.syntax, Syntax::Pattern(_));
        !format.is_never_detected() && !format.is_last_resort() && !is_prefix
    }) {
        let fits = probe.fits(preset);
        let reach = reach(preset, probe.lines.get(..LINES).unwrap_or(&probe.lines));
        let further = best.is_none_or(|(most, far, _)| (fits, reach) > (most, far));
        if further && (fits > 0 || reach >= NEAR) {
            best = Some((fits, reach, preset));
        }
    }
    let (.., preset) = best?;
    let first = |(index, line): (usize, &&[u8])| {
        let counts = !line.trim_ascii().is_empty()
            && !line.starts_with(b"#")
            && !is_continuation(line, probe.lines.first().copied().unwrap_or_default());
        let stop = counts.then(|| stop(preset, line)).flatten()?;
        Some(Nearest { preset, line: index, stop })
    };
    lines.iter().enumerate().find_map(first)
}

/// How far the lines get on average, from 0 to 1, by the preset's patterns.
fn reach(preset: &Format, lines: &[&[u8]]) -> f64 {
    let furthest = |line: &&[u8]| match &preset.syntax {
        Syntax::Pattern(patterns) => {
            let line = line.get(..BYTES).unwrap_or(line);
            let begun = patterns.iter().filter(|pattern| is_begun(pattern, line));
            begun.map(|pattern| longest(pattern, line).share).fold(0.0, f64::max)
        }
        // An object that is cut or malformed; it is not known which of the two.
        Syntax::Json if preset.hints.is_empty() && line.starts_with(b"{") => NEAR,
        _ => 0.0,
    };
    lines.iter().map(furthest).sum::<f64>() / small(lines.len().max(1))
}

/// The bytes of which a line of any format has one.
const SEPARATORS: &[u8] = b" \t{,:=|";

/// Whether all lines are plain words, as tokens are: no format is compared with them.
pub(super) fn are_words(lines: &[&[u8]]) -> bool {
    lines.iter().all(|line| line.iter().all(|byte| !SEPARATORS.contains(byte)))
}

#[cfg(test)]
mod tests {
    use super::nearest;

    #[test]
    fn the_nearest_preset() {
        let torn =
            br#"203.0.113.4 - - [07/Apr/2026:08:15:42 +0000] "GET / HTTP/1.1" OK 12 "-" "x""#;
        let found = nearest(&[b"", torn]).unwrap();
        assert_eq!(found.line, 1);
        assert!(found.preset.hints.iter().any(|hint| hint.fits_line(torn)));
        assert!(nearest(&[]).is_none());
        for text in ["%%%", "hello", "hello world foo bar", "12 foo", "user=alice", "Apr 7 foo"] {
            let found = nearest(&[text.as_bytes()]).map(|found| found.preset.name.as_str());
            assert_eq!(found, None, "{text}");
        }
        let cut = nearest(&[br#"{"a":1"#]).map(|found| (found.preset.name.as_str(), found.stop.at));
        assert_eq!(cut, Some(("json", 6)));
    }
}
