//! Which lines continue the record before them: stack traces, messages of several lines.
//!
//! For detection only, which does not let them vote against a format.

/// What lines of a trace or a broken-off structure begin with.
const BEGINNINGS: &[&str] = &[
    "Caused by: ",
    "Suppressed: ",
    "Wrapped by: ",
    "Traceback (",
    "During handling of ",
    "The above exception ",
    "Exception in thread ",
    "goroutine ",
    "... ",
    "}",
    ")",
    "]",
];

/// What a trace's frames begin with, after blanks.
const FRAMES: &[&str] = &["at ", "/", "File \"", "... ", "~~", "^"];

/// Whether a line continues a record. `row` is a line that does not: one that begins with a tab
/// and has as many of them is a row of the same table, whose first field is empty.
pub(super) fn is_continuation(line: &[u8], row: &[u8]) -> bool {
    let tabs = |line: &[u8]| line.iter().filter(|byte| **byte == b'\t').count();
    match line.first() {
        Some(b'\t') => tabs(line) != tabs(row),
        // A JSON object may be indented; a client may be missing in front.
        Some(b' ') => !line.trim_ascii_start().starts_with(b"{") && !line.starts_with(b" - "),
        _ => {
            matches!(line, b"{" | b"[")
                || BEGINNINGS.iter().any(|beginning| line.starts_with(beginning.as_bytes()))
                || is_exception(line)
        }
    }
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
    let end = line.iter().position(|byte| *byte == b':').unwrap_or(line.len());
    let (name, rest) = line.split_at(end);
    let of_name = |byte: &u8| byte.is_ascii_alphanumeric() || b"_.$".contains(byte);
    let ends = ["Error", "Exception", "Interrupt", "Exit"];
    name.iter().all(of_name)
        && (rest.len() < 2 || rest.starts_with(b": "))
        && ends.iter().any(|end| name.ends_with(end.as_bytes()))
}

#[cfg(test)]
mod tests {
    use super::{is_continuation, is_frame};

    #[test]
    fn continuations() {
        for line in [
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
        ] {
            assert!(is_continuation(line.as_bytes(), b"2026-04-07 x"), "{line}");
        }
        for line in ["", "ERROR:root:x", "2026-04-07 x", " {\"a\":1}", "Error handling x", "a: b"] {
            assert!(!is_continuation(line.as_bytes(), b""), "{line}");
        }
        assert!(!is_continuation(b"\tnorth\t4", b"time\tshop\tamount"));
        assert!(is_frame(b"\tat a.b(C.java:1)"));
        assert!(!is_frame(b"at home"));
    }
}
