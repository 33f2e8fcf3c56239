//! What is said on standard error.
#![expect(clippy::print_stderr, reason = "the one place that does")]

use std::fmt::Display;

use streamstats::render::visible;

/// Prints an error.
pub(crate) fn error(error: &dyn Display) {
    eprintln!("streamstats: {}", safe(error));
}

/// Prints a note, which -q silences.
pub(crate) fn note(note: &dyn Display) {
    eprintln!("streamstats: note: {}", safe(note));
}

/// The message without what a terminal would obey: file names are hostile too. Lines stay.
fn safe(message: &dyn Display) -> String {
    let message = message.to_string();
    let lines = message.split('\n').map(|line| visible(line.as_bytes(), true));
    lines.collect::<Vec<_>>().join("\n")
}
