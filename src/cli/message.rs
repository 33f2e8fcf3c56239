//! Messages on standard error: errors and notes.

use std::fmt::Display;
use std::io::Write;

use streamstats::render::visible;

/// Prints an error.
pub(crate) fn error(error: &dyn Display) {
    say(&format!("streamstats: {}", safe(error)));
}

/// The text of an error, with the saved preset its options come from, if any.
pub(crate) fn with_origin(error: &dyn Display, origin: Option<&str>) -> String {
    match origin {
        Some(origin) => format!("{error} ({origin})"),
        None => error.to_string(),
    }
}

/// Prints a note, which -q silences.
pub(crate) fn note(note: &dyn Display) {
    say(&format!("streamstats: note: {}", safe(note)));
}

/// An error of standard error itself is dropped: the report is still to be printed.
fn say(line: &str) {
    drop(writeln!(std::io::stderr().lock(), "{line}"));
}

/// The message with control characters escaped, lines kept: file names in it may hold any bytes.
fn safe(message: &dyn Display) -> String {
    let message = message.to_string();
    let lines = message.split('\n').map(|line| visible(line.as_bytes(), true));
    lines.collect::<Vec<_>>().join("\n")
}
