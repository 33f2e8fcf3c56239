//! Which lines belong to the record before them: stack traces, messages and SQL over several lines.
//!
//! Every line is judged by itself, so that the answer does not depend on where blocks are cut, and a
//! source may begin in the midst of a record. A line that is a record of its format is never judged.

use regex::bytes::RegexSet;

use crate::error::{Error, Result};
use crate::format::ContinuedRule;
use crate::source::CONTINUED_LINE;

/// What lines of a trace, of SQL or of a broken-off structure begin with.
const BEGINNINGS: &[&str] = &[
    "Caused by: ",
    "Suppressed: ",
    "Wrapped by: ",
    "Traceback (",
    "During handling of ",
    "The above exception ",
    "Exception in thread ",
    "Stack trace:",
    "stack backtrace:",
    "--- End of ",
    "goroutine ",
    "created by ",
    "panic: ",
    "fatal error: ",
    "[signal ",
    "thread '",
    "note: run with ",
    "** (",
    "...",
    "}",
    ")",
    "]",
    "SELECT ",
    "INSERT INTO ",
    "UPDATE ",
    "DELETE FROM ",
    "WITH ",
    "VALUES ",
    "FROM ",
    "JOIN ",
    "LEFT JOIN ",
    "RIGHT JOIN ",
    "INNER JOIN ",
    "WHERE ",
    "AND ",
    "OR ",
    "SET ",
    "UNION ",
    "GROUP BY ",
    "ORDER BY ",
    "HAVING ",
    "LIMIT ",
    "OFFSET ",
    "RETURNING ",
    "ON CONFLICT ",
];

/// Whether one of `BEGINNINGS` begins with this byte: most lines differ in the first byte.
const IS_FIRST: [bool; 256] = {
    let (mut is_first, mut at) = ([false; 256], 0);
    while at < BEGINNINGS.len() {
        is_first[BEGINNINGS[at].as_bytes()[0] as usize] = true;
        at += 1;
    }
    is_first
};

/// What a trace's frames begin with, after blanks.
const FRAMES: &[&str] = &["at ", "/", "File \"", "... ", "~~", "^"];

/// A tab as rsyslog writes it inside a message.
const ESCAPED_TAB: &[u8] = b"#011";

/// The rules of a format for the lines that belong to the record before them; shared by all workers.
#[derive(Debug)]
pub(super) struct ContinuedLines {
    is_trace: bool,
    /// Every line that is no record continues one.
    is_any: bool,
    patterns: Option<RegexSet>,
}

impl ContinuedLines {
    /// Compiles the rules of a format; `None` if it has none. Errors: a pattern that does not compile.
    pub(super) fn new(rules: &[ContinuedRule]) -> Result<Option<Self>> {
        if rules.is_empty() {
            return Ok(None);
        }
        let patterns = rules.iter().filter_map(|rule| match rule {
            ContinuedRule::Pattern(pattern) => Some(pattern),
            ContinuedRule::Trace | ContinuedRule::Other => None,
        });
        let patterns =
            RegexSet::new(patterns).map_err(|error| Error::pattern("-P/--preset", &error))?;
        Ok(Some(Self {
            is_trace: rules.contains(&ContinuedRule::Trace),
            is_any: rules.contains(&ContinuedRule::Other),
            patterns: Some(patterns).filter(|patterns| !patterns.is_empty()),
        }))
    }

    /// Whether `line`, which is no record of the format, belongs to the record before it.
    #[cold]
    pub(super) fn is_continued(&self, line: &[u8]) -> bool {
        self.is_any || self.looks_continued(line)
    }

    /// Whether the text of `line` says that the line belongs to the record before it.
    #[cold]
    pub(super) fn looks_continued(&self, line: &[u8]) -> bool {
        let matches = |patterns: &RegexSet| patterns.is_match(line);
        self.is_trace && is_trace(line) || self.patterns.as_ref().is_some_and(matches)
    }
}

/// Whether a line that is no record is one of a trace, of SQL, or is indented or blank.
fn is_trace(line: &[u8]) -> bool {
    let line = match line.strip_prefix(ESCAPED_TAB) {
        Some(_) => return true,
        None => line,
    };
    line.trim_ascii().is_empty()
        || matches!(line.first(), Some(b' ' | b'\t'))
        || begins_unindented(line)
        || is_numbered_frame(line)
        || is_ruby_frame(line)
}

/// For detection: whether a line continues a record. `row` is a line that continues none: a line
/// that begins with a tab and has as many tabs as `row` is a row of a table whose first field is
/// empty.
pub(super) fn is_continuation(line: &[u8], row: &[u8]) -> bool {
    let tabs = |line: &[u8]| line.iter().filter(|byte| **byte == b'\t').count();
    match line.first() {
        Some(b'\t') => tabs(line) != tabs(row),
        // A JSON object may be indented; a client may be missing in front.
        Some(b' ') => !line.trim_ascii_start().starts_with(b"{") && !line.starts_with(b" - "),
        _ => line == CONTINUED_LINE || begins_unindented(line),
    }
}

/// Whether an unindented line is one that only traces, SQL and structures have.
fn begins_unindented(line: &[u8]) -> bool {
    let begins = |beginning: &&str| line.starts_with(beginning.as_bytes());
    let may_begin = line.first().is_some_and(|first| IS_FIRST[usize::from(*first)]);
    matches!(line, b"{" | b"[") || may_begin && BEGINNINGS.iter().any(begins) || is_exception(line)
}

/// Whether a line is certainly one of a stack trace.
pub(super) fn is_frame(line: &[u8]) -> bool {
    let text = line.trim_ascii_start();
    text.len() < line.len() && FRAMES.iter().any(|frame| text.starts_with(frame.as_bytes()))
}

/// Whether a line is the function in a Go trace, whose file follows it: `main.run`.
pub(super) fn is_function(line: &[u8], next: &[u8]) -> bool {
    next.starts_with(b"\t/") && line.contains(&b'.') && !line.contains(&b' ')
}

/// Whether a line is an exception's name, with what it says or without: `a.b.SomeError: text`.
fn is_exception(line: &[u8]) -> bool {
    let of_name = |byte: &u8| byte.is_ascii_alphanumeric() || b"_.$".contains(byte);
    let end = line.iter().position(|byte| !of_name(byte)).unwrap_or(line.len());
    let (name, rest) = line.split_at(end);
    let ends = ["Error", "Exception", "Interrupt", "Exit"];
    (matches!(rest, b"" | b":") || rest.starts_with(b": "))
        && ends.iter().any(|end| name.ends_with(end.as_bytes()))
}

/// Whether a line is a frame of PHP or gdb: `#0 /srv/a.php(7): run()`.
fn is_numbered_frame(line: &[u8]) -> bool {
    let Some(rest) = line.strip_prefix(b"#") else { return false };
    let digits = rest.iter().take_while(|byte| byte.is_ascii_digit()).count();
    digits > 0 && rest.get(digits) == Some(&b' ')
}

/// Whether a line is a frame of Ruby: ``app/cart.rb:12:in `add'``.
fn is_ruby_frame(line: &[u8]) -> bool {
    let Some(blank) = memchr::memchr(b' ', line) else { return false };
    let (text, rest) = line.split_at(blank);
    let place = text.strip_suffix(b":in").unwrap_or_default();
    place.last().is_some_and(u8::is_ascii_digit) && matches!(rest.get(1), Some(b'`' | b'\''))
}

#[cfg(test)]
mod tests {
    use super::{ContinuedLines, ContinuedRule, is_continuation, is_frame};

    const CONTINUED: &[&str] = &[
        "\tat com.example.Cart.add(Cart.java:8)",
        "    at com.example.Cart.add(Cart.java:8)",
        "  File \"/srv/app.py\", line 3, in run",
        "Caused by: java.io.IOException: torn",
        "java.lang.IllegalStateException: torn",
        "ValueError: torn",
        "KeyboardInterrupt",
        "Traceback (most recent call last):",
        "... 8 more",
        "}",
        "\tFROM carts",
        "FROM carts",
    ];
    const OTHERS: &[&str] = &["ERROR:root:x", "2026-04-07 x", "Error handling x", "a: b"];

    #[test]
    fn continuations() {
        for line in CONTINUED {
            assert!(is_continuation(line.as_bytes(), b"2026-04-07 x"), "{line}");
        }
        for line in OTHERS.iter().chain(&["", " {\"a\":1}"]) {
            assert!(!is_continuation(line.as_bytes(), b""), "{line}");
        }
        assert!(!is_continuation(b"\tnorth\t4", b"time\tshop\tamount"));
        assert!(is_frame(b"\tat a.b(C.java:1)"));
        assert!(!is_frame(b"at home"));
    }

    #[test]
    fn rules_of_a_format() {
        let rules = |rules: &[ContinuedRule]| ContinuedLines::new(rules).unwrap();
        assert!(rules(&[]).is_none());
        let trace = rules(&[ContinuedRule::Trace]).unwrap();
        let more = ["", "  ", "#011at a.B", "#0 /srv/a.php(7): f()", "app/a.rb:12:in `add'"];
        for line in CONTINUED.iter().chain(&more) {
            assert!(trace.is_continued(line.as_bytes()), "{line}");
        }
        for line in OTHERS.iter().chain(&["# a remark", "#1", "see app/a.rb:12:in `add'"]) {
            assert!(!trace.is_continued(line.as_bytes()), "{line}");
        }
        let own = rules(&[ContinuedRule::Pattern("^> ".to_owned())]).unwrap();
        assert!(own.is_continued(b"> quoted") && !own.is_continued(b"\tat a.B"));
        assert!(rules(&[ContinuedRule::Other]).unwrap().is_continued(b"anything"));
    }
}
