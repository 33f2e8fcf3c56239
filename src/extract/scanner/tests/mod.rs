//! The scanner finds what the regex crate finds, or says that it cannot tell.

mod presets;
mod random;

use crate::extract::encoding::Encoding;
use regex::bytes::{Regex, RegexBuilder};

use super::choose::Choices;
use super::groups::Pattern;
use super::{ABSENT, ScanOutcome, Scanner};

/// A pattern, by both ways.
struct Both {
    pattern: String,
    wanted: Vec<usize>,
    scanner: Scanner,
    text: Regex,
    bytes: Regex,
}

impl Both {
    /// With every group whose bit is set in `mask`; `None` when the pattern is not scanned.
    fn new(pattern: &str, mask: u32) -> Option<Self> {
        let text = Regex::new(pattern).ok()?;
        let is_wanted = |group: &usize| mask >> (group % 32) & 1 == 1;
        let wanted: Vec<usize> = (1..text.captures_len()).filter(is_wanted).collect();
        let scanner = Pattern::new(pattern).ok()?.scanner(&wanted)?;
        let bytes = RegexBuilder::new(pattern).unicode(false).build().unwrap();
        Some(Self { pattern: pattern.to_owned(), wanted, scanner, text, bytes })
    }

    /// Compares both on a line; whether the scanner could tell.
    fn agree(&self, line: &[u8]) -> bool {
        let encoding = Encoding::of(line);
        let mut slots = vec![7; 2 * self.wanted.len()];
        let found = self.scanner.find(line, encoding, &mut slots, &mut Choices::default());
        let regex = if encoding.is_text(line) { &self.text } else { &self.bytes };
        let captures = regex.captures(line);
        let case = format!("{:?} on {:?}", self.pattern, line.escape_ascii().to_string());
        match found {
            ScanOutcome::Unsure => return false,
            ScanOutcome::NoMatch => assert!(captures.is_none(), "no match: {case}"),
            ScanOutcome::Match => {
                let captures = captures.unwrap_or_else(|| panic!("a match: {case}"));
                for (group, slots) in self.wanted.iter().zip(slots.chunks_exact(2)) {
                    let expected = captures.get(*group).map(|found| (found.start(), found.end()));
                    let place = (slots[0] != ABSENT).then(|| (slots[0], slots[1]));
                    assert_eq!(place, expected, "group {group} of {case}");
                }
            }
        }
        true
    }
}

/// All texts of at most `length` of these pieces.
fn texts(pieces: &[&[u8]], length: u32) -> Vec<Vec<u8>> {
    let mut all = vec![Vec::new()];
    let mut last = all.clone();
    for _ in 0..length {
        let longer = |text: &Vec<u8>| pieces.iter().map(|piece| [text, *piece].concat()).collect();
        last = last.iter().flat_map::<Vec<Vec<u8>>, _>(longer).collect();
        all.extend_from_slice(&last);
    }
    all
}

#[test]
fn characters_are_those_of_the_regex_crate_on_all_short_lines() {
    let lines =
        texts(&[b"a", b"b", b"S", "é".as_bytes(), "\u{a0}".as_bytes(), b"\xc3", b"\xa9"], 4);
    let mut exact = 0;
    for pattern in [
        "^[^a]b",
        "^[^a]{2}b",
        "^([^a]+)a",
        "^([^a]*)a(.*)",
        "^(.)(.*)",
        "^a.[^b]*b",
        "^(a.)[^b]*b",
        "^(?:[^ab]|a.)*(b)",
        r"^(\S+)",
        r"(\S+)",
        r"^(\w+)\s(\w)",
        "([^aé]+)b",
        "([^ab]+)b",
        "([^ab]*)b",
        "(?:([^ab]+)b)?a$",
        "é(b*)",
        "(?i)^(ſ+)b",
        "^(?i:s+)b",
        "^(é|b)a",
        r"^(?-u:\xC3)a",
        r"^((?-u:[\xA9a])+)b",
    ] {
        if let Some(both) = Both::new(pattern, u32::MAX) {
            exact += usize::from(both.scanner.is_exact_on_text);
            for line in &lines {
                both.agree(line);
            }
        }
    }
    assert!(exact >= 6, "only {exact}");
}

#[test]
fn choices_are_those_of_the_regex_crate_on_all_short_lines() {
    let lines = texts(&[b"a", b"b", b"c", b"d"], 5);
    let mut scanned = 0;
    for pattern in [
        "^(a|ab|abc)(b?)",
        "^(a|ab|abc)(d)",
        "^(a|ab)(c|b)",
        "^(abc|ab|a)(c?)d",
        "^(?:(a+b)|(a))",
        "^(?:(ab)|(b+)|(c?d))(a?)",
        "^(?:(ab)|(b+)|())d",
        "^((?:ab?|[ac])*)",
        "^((?:[ac]|ab?)*)",
        "^((?:[ab]|cd)*)",
        "^((?:[ab]|c.)*)d",
        "^((?:c.|[ab])+)d",
        "^(?:(a)|(b)|c)*d",
        "^(?:(a)(b)?)+",
        "^(?:(a)(b)?)+c",
        "^(a+)(?:b(c))?",
        "^(a+)(?:b(c*))?",
        "^(a+)(?:b(c*))?d",
        "^(a+?)(?:b(c*))??d",
        "^(a{2})([ab])",
        "^(a{1,2})([ab]?)",
        "^(a{1,2}?)b",
        "^(a{1,2}?)",
        "^(a*?)",
        "^(a*?)$",
        "^([ab]*?)",
        "^([ab]+?)(c*)",
        "^([ab]+?)(c+)",
        "^(?:[ab]*?)(b?)",
        "^(a*)(?:b|$)",
        "^(a*)(?:b|$)(c*)$",
        "^(?:ab){2}(c)",
        "^(?:a(b)?){2}c",
        "([ab]+)(c)",
        "([ab]{2,})(c)",
        "([ab]*)(c)d",
        "([ab]*)$",
        "([ab]{1,2})c",
        "(a?)bc",
        "(?:(a)|b)c",
        "ab(c+)d",
        "(b|bc|bcd)$",
        "(?i:A(B)c)",
        "[^b]b(a)",
        "$",
        "",
    ] {
        if let Some(both) = Both::new(pattern, u32::MAX) {
            scanned += 1;
            lines.iter().for_each(|line| assert!(both.agree(line) || line.len() > 3, "{pattern}"));
        }
    }
    assert!(scanned >= 25, "only {scanned}");
}

#[test]
fn what_ends_a_line_is_sought_from_its_end() {
    let pieces: &[&[u8]] = &[b" ", b"1", b"x", b".", "é".as_bytes(), b"\xff"];
    let mut lines = texts(pieces, 6);
    // Sixteen bytes are looked at together: the text before and behind is longer, shorter or as long.
    for text in texts(pieces, 3) {
        for length in [12, 13, 14, 15, 16, 17, 32] {
            for filler in [b"1", b"-"] {
                let filler = filler.repeat(length);
                lines.extend([[&*text, &*filler].concat(), [&*filler, &*text].concat()]);
            }
        }
    }
    for (pattern, mask) in [
        (r" ([0-9.]+)$", 2),
        (r" (?P<value>[0-9.]*)$", 2),
        (r"x ([^ ]+)$", 2),
        (r"x1([1.]+)$", 0),
        (r"x(?:[0-9]+)$", 2),
        (r"1x([^x]*)$", 2),
        (r"x([0-9A-Za-wyz.]+)$", 2),
    ] {
        let both = Both::new(pattern, mask).unwrap();
        let told = lines.iter().filter(|line| both.agree(line)).count();
        // Only lines whose characters decide are left to the regex crate.
        assert!(told * 4 > lines.len(), "{pattern}: {told} of {}", lines.len());
    }
    // However many places there are before it.
    let long = [" 1".repeat(100), " 2.5".to_owned()].concat();
    assert!(Both::new(r" ([0-9.]+)$", 2).unwrap().agree(long.as_bytes()));
}

#[test]
fn patterns_as_people_write_them() {
    for (pattern, is_scanned) in [
        (r"(?P<value>\S+)", true),
        (
            r#"^(?P<client>\S+) \S+ \S+ \[(?P<time>[^\]]+)\] "(?P<method>[^" ]+) (?P<value>[^" ]+)"#,
            true,
        ),
        (r#"^(?P<client>\S+) \S+ \S+ \[(?P<time>[^\]]+)\] "(?P<method>\S+) (?P<value>\S+)"#, true),
        (r#""(?:[^"\\]|\\.)*" (\d{3}) "#, true),
        (r"status=(\d+)", true),
        (r"(?i)level=(debug|info|warn)", true),
        (r"^(\w+)(?: (\d+)ms)?$", true),
        (r"^(\d{1,3})\.(\d{1,3})", true),
        (r"^.*?: (\S+)", true),
        (r".*(\d+)", true),
        (r"^(?:a|ab)(b?)", true),
        (r"\bGET\b", false),
        (r"(\S+)$", true),
        (r"([0-9.]+)$", true),
        (r" took (\d+(?:\.\d+)?)m?s", true),
        (r"user=(\w+).*ip=([0-9.]+)", true),
        (r"\[(.*?)\] (\w+): (.*)", true),
        (r"^(\S+) (?:(\S+) )?- (.+)$", true),
        (r"(GET|POST|PUT) (/[^ ?]*)(?:\?(\S*))?", true),
        (r"(?m)^(\S+)", false),
        (r"(\S+) \1", false),
    ] {
        let scanner = Pattern::new(pattern).ok().and_then(|pattern| pattern.scanner(&[1]));
        assert_eq!(scanner.is_some(), is_scanned, "{pattern}");
    }
}

#[test]
fn time_is_linear_where_a_match_begins_again_and_again() {
    let both = Both::new(r#"a[^x]*xy"#, 0).unwrap();
    assert!(!both.agree(&b"a".repeat(100_000)));
    let both = Both::new(r"([^/ ]+)/[0-9]", 1 << 1).unwrap();
    assert!(both.agree(&b"a".repeat(100_000)));
    for pattern in ["^(?:a+)+b", "^(?:a|ab|aa)*c", ".*a.*a.*b", "^(?:a*?a)*?b"] {
        if let Some(both) = Both::new(pattern, 0) {
            assert!(!both.agree(&b"a".repeat(3_000)), "{pattern}");
        }
    }
}
