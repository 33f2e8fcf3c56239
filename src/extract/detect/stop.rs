//! Where a line stops fitting a preset, and what should stand there.
//!
//! A pattern is cut into its pieces, and the longest beginning that still matches is looked for.
//! Made for error messages and `preset check`: it compiles a pattern several times.

use super::super::compiled::compile_part;
use super::pattern_pieces::{beginning, cuts, expected, is_evidence};
use super::{logfmt, table};
use crate::format::{Format, Syntax};

/// Where a line stops fitting, and what should be there.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Stop {
    /// How many of the line's bytes fit.
    pub(crate) at: usize,
    /// What is expected there, to be read after "expected".
    pub(crate) expected: String,
}

impl Stop {
    /// Where `line` stops fitting a pattern, which must compile; `None` when it fits.
    pub(crate) fn in_pattern(pattern: &str, line: &[u8]) -> Option<Self> {
        longest(pattern, line).stop
    }
}

/// One match out of fewer telling pieces than this is chance.
const FEW: f64 = 4.0;

/// Where `line` stops fitting `preset`; `None` when it fits, or when the syntax cannot tell
/// from one line.
pub(crate) fn stop(preset: &Format, line: &[u8]) -> Option<Stop> {
    if preset.is_header(line) {
        return None;
    }
    match &preset.syntax {
        Syntax::Pattern(patterns) => {
            let tries: Vec<Try> = patterns.iter().map(|pattern| longest(pattern, line)).collect();
            if tries.iter().any(|one| one.stop.is_none()) {
                return None;
            }
            tries.into_iter().max_by(|a, b| a.share.total_cmp(&b.share))?.stop
        }
        Syntax::Json => {
            let error = serde_json::from_slice::<serde_json::Map<_, _>>(line).err()?;
            let at = if error.is_eof() { line.len() } else { error.column().saturating_sub(1) };
            Some(Stop { at: at.min(line.len()), expected: "a JSON object".to_owned() })
        }
        Syntax::Ltsv if !table::is_ltsv(line) => {
            Some(Stop { at: 0, expected: "fields label:value between tabs".to_owned() })
        }
        Syntax::Logfmt if logfmt::pairs(line).is_none() => {
            Some(Stop { at: 0, expected: "pairs key=value".to_owned() })
        }
        _ => None,
    }
}

/// How far a line gets by one pattern.
pub(super) struct Try {
    /// The share of the pattern's telling pieces that match.
    pub(super) share: f64,
    stop: Option<Stop>,
}

/// Whether `line` matches a pattern up to its first telling piece: one regular expression is compiled,
/// a short one, and most formats end there.
pub(super) fn is_begun(pattern: &str, line: &[u8]) -> bool {
    compile_part(beginning(pattern)).is_some_and(|beginning| beginning.is_match(line))
}

/// The longest beginning of a pattern that matches a line.
pub(super) fn longest(pattern: &str, line: &[u8]) -> Try {
    let cuts = cuts(pattern);
    let end = |count: usize| {
        let beginning = pattern.get(..*cuts.get(count.checked_sub(1)?)?)?;
        compile_part(beginning)?.find(line).map(|found| found.end())
    };
    // A longer beginning matches only where the shorter ones do.
    let (mut low, mut high) = (0, cuts.len() + 1);
    while high - low > 1 {
        let middle = low.midpoint(high);
        if end(middle).is_some() { low = middle } else { high = middle }
    }
    let next = cuts.get(low).and_then(|to| {
        let from = low.checked_sub(1).and_then(|last| cuts.get(last)).copied().unwrap_or(0);
        pattern.get(from..*to)
    });
    let evidence = |count: usize| {
        let starts = std::iter::once(0).chain(cuts.iter().copied());
        let pieces = starts.zip(&cuts).take(count).filter_map(|(from, to)| pattern.get(from..*to));
        small(pieces.filter(|piece| is_evidence(piece)).count())
    };
    Try {
        share: evidence(low) / evidence(cuts.len()).max(FEW),
        stop: next.map(|piece| Stop { at: end(low).unwrap_or(0), expected: expected(piece) }),
    }
}

/// A small count of pieces or lines as a double.
pub(super) fn small(count: usize) -> f64 {
    f64::from(u32::try_from(count).unwrap_or(u32::MAX))
}

#[cfg(test)]
mod tests {
    use super::{Stop, stop};
    use crate::format::{find, samples};

    #[test]
    fn stops_say_what_is_missing() {
        let combined = find("combined").unwrap();
        let line =
            br#"203.0.113.4 - - [07/Apr/2026:08:15:42 +0000] "GET / HTTP/1.1" OK 12 "-" "x""#;
        let found = stop(combined, line).unwrap();
        assert_eq!((found.at, found.expected.as_str()), (62, "the column status"));
        assert_eq!(stop(combined, samples("combined")[0].line.as_bytes()), None);
    }

    #[test]
    fn own_patterns_stop_too() {
        let pattern = r"(?P<user>[a-z]+) took (?P<ms>[0-9]+)ms";
        let found = Stop::in_pattern(pattern, b"carol took long").unwrap();
        assert_eq!((found.at, found.expected.as_str()), (11, "the column ms"));
        assert_eq!(Stop::in_pattern(pattern, b"carol took 4ms"), None);
        for odd in ["", "a|b", "(?i)x", "[]a]", "[^]]+", "(a(b)c)?", "x{2,3}"] {
            let _ = Stop::in_pattern(odd, b"carol");
        }
    }
}
