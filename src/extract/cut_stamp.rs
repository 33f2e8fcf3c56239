//! Stamps that go on in the line behind the text that a format takes for the time: `PM`, an offset or the name
//! of a zone.

use std::collections::HashMap;
use std::sync::{LazyLock, Mutex, PoisonError};

use super::compiled::finder;
use super::encoding::Encoding;
use super::scanner::groups::GroupFinder;
use crate::format::{Format, Syntax, with_longer_group};
use crate::time::{half_words, is_half_of_day, zone_areas, zone_end, zone_names, zone_phrases};

/// A group of the time that takes everything up to a bracket has the suffix. Formats of web servers have this
/// group, and need no search for suffixes, which costs more than all the rest of a start.
const UP_TO_BRACKET: &str = r"(?P<time>[^\]]+)";

/// In how many of the first lines of a source stamps that go on are sought.
const LINES: usize = 100;

/// What may follow the column of a time and belongs to its stamp, as an expression at the end of the column's
/// group.
static SUFFIX: LazyLock<String> = LazyLock::new(|| {
    let zones = zone_names().collect::<Vec<_>>().join("|");
    let words = half_words().collect::<Vec<_>>().join("|").replace('.', "\\.");
    let half = format!(
        "(?:[ \u{a0}\u{202f}]?(?:[AaPp](?:\\.[ \u{a0}\u{202f}]?[Mm]\\.|[Mm]\\b)|{words}))?"
    );
    let offset = r"[+-](?:0[0-9]|1[0-4]):?[0-5][0-9]\b|(?:GMT|UTC)[+-][0-9]{1,2}(?::?[0-9]{2})?\b";
    let remark = r"(?: \([A-Z][A-Za-z ]+\))?";
    let areas = zone_areas().into_iter().collect::<Vec<_>>().join("|");
    let phrases = zone_phrases();
    let area = format!("(?:(?:{areas})/[A-Za-z0-9/_+-]+|[CEMP]ST[5-8][CEMP]DT|{phrases})");
    let in_parentheses = format!(
        r"\((?:(?:GMT|UTC)?[+-][0-9]{{2}}:?[0-9]{{2}}|(?:GMT|UTC)[+-][0-9]{{1,2}}|{area}|{zones})\)"
    );
    let in_brackets_apart = format!(r"\[(?:{offset}|{area})\]");
    let apart = format!(
        r"(?:{offset}){remark}|(?:Z|{zones})\b|{in_parentheses}|{in_brackets_apart}|{area}"
    );
    // Hours alone are glued to the clock; behind a blank they are a number of the message.
    let in_brackets = format!(r"\[(?:{offset}|{area}|{zones}|Z)\]");
    format!(r"{half}(?: ?(?:{apart})|[+-][0-9]{{2}}\b)?(?:{in_brackets})?")
});

/// The format `format` of a source that begins with `lines`. If stamps go on behind its column of the time, it
/// is the format whose patterns take the suffix into the column: the rest of the line is then read as behind a
/// stamp without a suffix.
pub(super) fn with_whole_stamps(format: &'static Format, lines: &[&[u8]]) -> &'static Format {
    let Syntax::Pattern(patterns) = &format.syntax else { return format };
    let first = lines.get(..LINES).unwrap_or(lines);
    let with_suffix: Vec<&[u8]> = first.iter().copied().filter(|line| has_suffix(line)).collect();
    let ends_at_bracket = |pattern: &String| pattern.contains(UP_TO_BRACKET);
    if with_suffix.is_empty() || patterns.iter().all(ends_at_bracket) {
        return format;
    }
    let Some(names) = format.time_fields() else { return format };
    let is_cut = |times: &mut GroupFinder, line: &[u8]| {
        let is_match = times.find(line, Encoding::Bytes);
        let time = is_match.then(|| times.ranges().flatten().next())??;
        Some(is_cut_stamp(line, line.get(time)?))
    };
    let mut finders: Vec<GroupFinder> =
        patterns.iter().map(|pattern| finder(pattern, &names)).collect();
    // The first pattern that reads a line is the one that takes it apart.
    let mut has_cut_stamp = |line: &&[u8]| finders.iter_mut().find_map(|times| is_cut(times, line));
    if with_suffix.iter().any(|line| has_cut_stamp(line) == Some(true)) {
        return lengthened(format);
    }
    // Where a pattern says what follows the stamp, it reads no line with a suffix.
    let mut is_read =
        |line: &&[u8]| finders.iter_mut().any(|times| times.find(line, Encoding::Bytes));
    let is_unread = !first.iter().any(&mut is_read);
    if is_unread && reads_some(lengthened(format), &with_suffix) {
        lengthened(format)
    } else {
        format
    }
}

/// Whether a pattern of `format` reads one of `lines`.
fn reads_some(format: &Format, lines: &[&[u8]]) -> bool {
    let Syntax::Pattern(patterns) = &format.syntax else { return false };
    let mut finders = patterns.iter().map(|pattern| finder(pattern, &[]));
    finders.any(|mut finder| lines.iter().any(|line| finder.find(line, Encoding::Bytes)))
}

/// `format` with patterns that take the suffix of a stamp into its column; made once in a process.
fn lengthened(format: &'static Format) -> &'static Format {
    static KNOWN: LazyLock<Mutex<HashMap<String, &'static Format>>> = LazyLock::new(Mutex::default);
    let mut known = KNOWN.lock().unwrap_or_else(PoisonError::into_inner);
    known
        .entry(format.name.clone())
        .or_insert_with(|| Box::leak(Box::new(format.with_longer_time(&SUFFIX))))
}

/// `pattern` with a group `time` that takes the suffix of a stamp; `None` if `pattern` has no
/// group `time`.
pub(super) fn lengthened_pattern(pattern: &str) -> Option<String> {
    with_longer_group(pattern, &["time"], &SUFFIX)
}

/// Whether the column `text` of `line` holds only the beginning of a stamp, whose suffix follows in the line.
pub(super) fn is_cut_stamp(line: &[u8], text: &[u8]) -> bool {
    let ends = |last: &u8| last.is_ascii_digit() || *last == b'Z';
    let has_clock = text.contains(&b':') && text.last().is_some_and(ends);
    has_clock && from(line, text).and_then(|stamp| stamp.get(text.len()..)).is_some_and(is_suffix)
}

/// The line from `text` on; `None` if `text` is not a part of `line`.
pub(super) fn from<'l>(line: &'l [u8], text: &[u8]) -> Option<&'l [u8]> {
    let start = text.as_ptr().addr().checked_sub(line.as_ptr().addr())?;
    line.get(start..).filter(|stamp| stamp.starts_with(text))
}

/// Whether a digit of the line is followed by what may be the suffix of a stamp.
fn has_suffix(line: &[u8]) -> bool {
    let follows = |(at, pair): (usize, &[u8])| {
        matches!(
            pair,
            [b'0'..=b'9', b' ' | b'+' | b'-' | b'[' | b'A'..=b'Z' | b'a' | b'p' | 0xc2 | 0xe2]
                | [b'Z', b'[']
                | [b'0'..=b'9', 0xc3..=0xec]
        ) && line.get(at + 1..).is_some_and(is_suffix)
    };
    line.windows(2).enumerate().any(follows)
}

/// Whether a text begins with what is left of a stamp behind its clock.
fn is_suffix(text: &[u8]) -> bool {
    let blanks: [&[u8]; 3] = [b" ", "\u{a0}".as_bytes(), "\u{202f}".as_bytes()];
    let rest = blanks.iter().find_map(|blank| text.strip_prefix(*blank)).unwrap_or(text);
    is_half_of_day(rest) || zone_end(text).and_then(|end| text.get(end..)).is_some_and(ends_word)
}

/// Whether no letter or digit follows.
fn ends_word(rest: &[u8]) -> bool {
    !rest.first().is_some_and(u8::is_ascii_alphanumeric)
}

#[cfg(test)]
mod tests {
    use super::{is_cut_stamp, lengthened_pattern};

    #[test]
    fn suffixes_belong_to_the_stamp() {
        for rest in [
            " PM x",
            "pm",
            " a.m. x",
            " +0100 x",
            "-07:00]",
            "+0000",
            " EST x",
            " UTC",
            "Z x",
            "+02 x",
            " UTC+2 x",
            " GMT+02:00",
            " (UTC+02:00) x",
            " (CET)",
            " Europe/Paris x",
            " US/Eastern x",
            "+01:00[Europe/Paris] x",
            "Z[UTC] x",
            " p. m. x",
            "\u{202f}PM x",
            "\u{a0}a.\u{a0}m. x",
            " [+0200] x",
            "[+02:00] x",
            " [UTC+2] x",
            " [Europe/Berlin] x",
            " (Europe/Berlin) x",
            " nachm. x",
            " 下午 x",
        ] {
            let line = format!("2026/03/05 02:02:11{rest}");
            assert!(is_cut_stamp(line.as_bytes(), &line.as_bytes()[..19]), "{line}");
            let pattern = lengthened_pattern(r"^(?P<time>[0-9/]+ [0-9:]+)(?P<rest>.*)").unwrap();
            let regex = regex::bytes::Regex::new(&pattern).unwrap();
            let time = regex.captures(line.as_bytes()).unwrap()["time"].to_vec();
            assert!(time.len() > 19, "{line}");
            assert!(!is_cut_stamp(line.as_bytes(), &line.as_bytes()[..time.len()]), "{line}");
        }
        for rest in [
            " PMX", " p. mx", " [UTC] x", "[-12] x", " [-12] x", " am1", " -12 x", " x", "",
            " +01000", "] PM", " - 0100", " ESTX", " host",
        ] {
            let line = format!("2026/03/05 02:02:11{rest}");
            assert!(!is_cut_stamp(line.as_bytes(), &line.as_bytes()[..19]), "{line}");
        }
        assert!(!is_cut_stamp(b"5 PM", b"5"), "a number is no clock");
        assert!(!is_cut_stamp(b"02:02:11 PM", &b"02:02:11 PM".to_vec()[..8]), "another text");
    }
}
