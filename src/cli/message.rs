//! What is said on standard error.

use std::fmt::Display;
use std::io::Write;

use streamstats::render::visible;

/// Prints an error.
pub(crate) fn error(error: &dyn Display) {
    say(&format!("streamstats: {}", safe(error)));
}

/// An error, and the saved preset that the options come from, if they do.
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

/// Where standard error is closed or full there is nobody to tell, and still a report to print.
fn say(line: &str) {
    drop(writeln!(std::io::stderr().lock(), "{line}"));
}

/// The message without what a terminal would obey: file names are hostile too. Lines stay.
fn safe(message: &dyn Display) -> String {
    let message = message.to_string();
    let lines = message.split('\n').map(|line| visible(line.as_bytes(), true));
    lines.collect::<Vec<_>>().join("\n")
}
