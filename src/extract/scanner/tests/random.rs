//! Random patterns, and lines that match them, or nearly.

use crate::extract::encoding::Encoding;
use proptest::prelude::{Just, Strategy, any, proptest};
use proptest::prop_oneof;
use regex::bytes::{Regex, RegexBuilder};

use super::super::groups::Pattern;
use super::Both;

/// A pattern, or a piece of one, and a text that it matches.
type Piece = (String, String);

fn pick(choices: &'static [(&'static str, &'static str)]) -> impl Strategy<Value = Piece> {
    proptest::sample::select(choices)
        .prop_map(|(pattern, text)| (pattern.to_owned(), text.to_owned()))
}

const LITERALS: &[(&str, &str)] = &[
    ("a", "a"),
    ("b", "b"),
    ("B", "B"),
    (" ", " "),
    ("\"", "\""),
    (": ", ": "),
    (r"\\", "\\"),
    (r" \[", " ["),
    (r"\] ", "] "),
    ("é", "é"),
    ("(?i:ab)", "aB"),
    ("(?:ERR|WARN|INFO)", "WARN"),
    ("(?:A|AB|ABC)", "AB"),
    ("(?: |$)", " "),
    ("$", ""),
    ("ſ", "ſ"),
    ("(?i)s", "S"),
    ("(?-u:\\xE9)", ""),
];

const CLASSES: &[(&str, &str)] = &[
    (r"\S", "a"),
    (r"\s", " "),
    (r"\d", "1"),
    (r"\w", "b"),
    ("[^ ]", "é"),
    (r#"[^"]"#, "b"),
    (r#"[^"\\]"#, " "),
    (r"[^\]]", "1"),
    (r#"[^a"\\]"#, "b"),
    ("[ab]", "a"),
    ("[0-9.]", "1"),
    ("[é-ü]", "é"),
    (".", "b"),
    (r"[^\n]", "é"),
    (r"[\x00-\x7f]", "a"),
    ("(?s-u:.)", "a"),
];

const QUANTIFIERS: &[&str] = &["", "+", "*", "?", "{2}", "{1,2}", "{2,}", "+?", "*?", "??"];

const QUOTED: &[(&str, &str)] = &[
    (r#""(?:[^"\\]|\\.)*""#, r#""a\"b""#),
    (r#""([^"\\]*(?:\\.[^"\\]*)*)""#, r#""a\"b""#),
    (r#""(?:\\.|[^"\\])+""#, r#""\\é""#),
    (r#"(?:\\.|[^\\])*?b"#, r#"aab"#),
    (r"((?:ab?|[as])*)", "abs"),
    (r"(a\d|a[b.])", "ab"),
    (r"(\w+|b )", "b "),
];

fn quantified(piece: Piece, quantifier: &str) -> Piece {
    let (pattern, text) = piece;
    let rounds = if quantifier.contains('2') { 2 } else { 1 };
    (format!("{pattern}{quantifier}"), text.repeat(rounds))
}

fn piece() -> impl Strategy<Value = Piece> {
    let class = (pick(CLASSES), proptest::sample::select(QUANTIFIERS))
        .prop_map(|(class, quantifier)| quantified(class, quantifier));
    let leaf = prop_oneof![4 => pick(LITERALS), 5 => class, 1 => pick(QUOTED)];
    leaf.prop_recursive(3, 12, 3, |inner| {
        let parts = proptest::collection::vec(inner, 1..4);
        let opening = proptest::sample::select(&["(", "(?:", "(?P<g>"][..2]);
        let quantifier = proptest::sample::select(QUANTIFIERS);
        (parts, opening, quantifier, any::<bool>()).prop_map(
            |(parts, opening, quantifier, choice)| {
                let text = match choice {
                    true => parts[0].1.clone(),
                    false => parts.iter().map(|part| part.1.as_str()).collect(),
                };
                let patterns: Vec<&str> = parts.iter().map(|part| part.0.as_str()).collect();
                let pattern = patterns.join(if choice { "|" } else { "" });
                quantified((format!("{opening}{pattern})"), text), quantifier)
            },
        )
    })
}

fn pattern() -> impl Strategy<Value = Piece> {
    let parts = proptest::collection::vec(piece(), 0..7);
    let anchor = prop_oneof![2 => Just("^"), 1 => Just("")];
    (anchor, parts, prop_oneof![3 => Just(""), 1 => Just("$")]).prop_map(|(begin, parts, end)| {
        let pattern: String = parts.iter().map(|part| part.0.as_str()).collect();
        let text = parts.iter().map(|part| part.1.as_str()).collect();
        (format!("{begin}{pattern}{end}"), text)
    })
}

/// What becomes of a line that matched.
#[derive(Debug, Clone)]
pub(super) enum Change {
    Replace(usize, &'static [u8]),
    Insert(usize, &'static [u8]),
    Cut(usize),
    Drop(usize),
    Repeat(usize, usize),
}

const BYTES: &[&[u8]] = &[
    b"a",
    b"b",
    b" ",
    b"\"",
    b"\\",
    b"1",
    b"[",
    b"]",
    b"\n",
    b"\t",
    b".",
    b"-",
    b":",
    b"s",
    b"\xe9",
    b"\xc3",
    b"\xff",
    "é".as_bytes(),
    "\u{a0}".as_bytes(),
    "\u{17f}".as_bytes(),
    "\u{663}".as_bytes(),
    "\u{1f600}".as_bytes(),
];

fn change() -> impl Strategy<Value = Change> {
    let place = 0..400_usize;
    let bytes = proptest::sample::select(BYTES);
    prop_oneof![
        (place.clone(), bytes.clone()).prop_map(|(at, bytes)| Change::Replace(at, bytes)),
        (place.clone(), bytes).prop_map(|(at, bytes)| Change::Insert(at, bytes)),
        place.clone().prop_map(Change::Cut),
        place.clone().prop_map(Change::Drop),
        (place, 2..60_usize).prop_map(|(at, times)| Change::Repeat(at, times)),
    ]
}

pub(super) fn changed(line: &[u8], changes: &[Change]) -> Vec<u8> {
    let mut line = line.to_vec();
    for change in changes {
        let room = line.len() + 1;
        match change {
            Change::Insert(at, bytes) => {
                let at = at % room;
                line.splice(at..at, bytes.iter().copied());
            }
            Change::Cut(at) => line.truncate(at % room),
            Change::Replace(..) | Change::Drop(_) | Change::Repeat(..) if line.is_empty() => {}
            Change::Replace(at, bytes) => {
                let at = at % line.len();
                line.splice(at..=at, bytes.iter().copied());
            }
            Change::Drop(at) => {
                line.remove(at % line.len());
            }
            Change::Repeat(at, times) => {
                let at = at % line.len();
                let bytes = vec![line[at]; *times];
                line.splice(at..at, bytes);
            }
        }
    }
    line
}

pub(super) fn changes() -> impl Strategy<Value = Vec<Change>> {
    proptest::collection::vec(change(), 0..4)
}

proptest! {
    #[test]
    fn random_patterns_are_scanned_as_the_regex_crate_matches(
        (pattern, text) in pattern(),
        mask in prop_oneof![Just(u32::MAX), any::<u32>()],
        lines in proptest::collection::vec(changes(), 1..8),
    ) {
        if let Some(both) = Both::new(&pattern, mask) {
            both.agree(text.as_bytes());
            both.agree(b"");
            for changes in lines {
                both.agree(&changed(text.as_bytes(), &changes));
            }
        }
    }

    /// Runs up to blanks are sought together: near and far ends, and what is a blank of another kind.
    #[test]
    fn fields_are_scanned_as_the_regex_crate_matches(
        runs in proptest::collection::vec(
            (
                proptest::sample::select(&[r"\S+", r"(\S+)", r"\S*", r"(\S{3,})", r"([^ ]+)", r"(\S*)\[", r"([^\x00-\x1f]+)"][..]),
                proptest::sample::select(&[" ", " ", r" \[", "  ", " \"", r"\s"][..]),
            ),
            1..7,
        ),
        words in proptest::collection::vec(
            ("[ab1-]{1,5}|[a\\[\"é1-]{0,9}|a{10,30}", " | | | | |  | \\[| \"|\t|\u{1}|\n"),
            0..15,
        ),
        tail in prop_oneof![Just(40), 0..40_usize],
        mask in any::<u32>(),
        changes in proptest::collection::vec(changes(), 1..4),
    ) {
        let pattern: String = runs.iter().flat_map(|(run, end)| [*run, *end]).collect();
        let mut line: String = words.into_iter().flat_map(|(word, end)| [word, end]).collect();
        // Ends are sought at once where enough follows.
        line.push_str(&"-".repeat(tail));
        for pattern in [format!("^{pattern}"), format!("^{pattern}(\\S+)"), pattern] {
            if let Some(both) = Both::new(&pattern, mask) {
                both.agree(line.as_bytes());
                for changes in &changes {
                    both.agree(&changed(line.as_bytes(), changes));
                }
            }
        }
    }

    #[test]
    fn finders_find_what_the_regex_crate_finds(
        (pattern, text) in pattern(),
        mask in any::<u32>(),
        changes in changes(),
    ) {
        let Ok(regex) = Regex::new(&pattern) else { return Ok(()) };
        let groups = regex.captures_len();
        let asked: Vec<usize> =
            (0..groups + 1).rev().filter(|group| mask >> (group % 32) & 1 == 1).collect();
        let compiled = Pattern::new(&pattern).unwrap().groups(&asked);
        let mut finder = compiled.finder();
        let line = changed(text.as_bytes(), &changes);
        let encoding = Encoding::of(&line);
        let bytes = RegexBuilder::new(&pattern).unicode(false).build();
        let regex = if encoding.is_text(&line) { regex } else { bytes.unwrap_or(regex) };
        let captures = regex.captures(&line);
        // An exact scanner finds it whether it knows the encoding or not.
        let encoding = if compiled.is_exact() { Encoding::Unknown } else { encoding };
        assert_eq!(finder.find(&line, encoding), captures.is_some(), "{pattern:?}");
        if let Some(captures) = captures {
            for (group, found) in asked.iter().zip(finder.ranges()) {
                let expected = captures.get(*group).filter(|_| *group > 0);
                assert_eq!(found, expected.map(|found| found.range()), "{group} of {pattern:?}");
            }
        }
    }
}
