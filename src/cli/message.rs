//! What is said on standard error.
#![expect(clippy::print_stderr, reason = "the one place that does")]

use std::fmt::Display;

/// Prints an error.
pub(crate) fn error(error: &dyn Display) {
    eprintln!("streamstats: {error}");
}

/// Prints a note, which -q silences.
pub(crate) fn note(note: &dyn Display) {
    eprintln!("streamstats: note: {note}");
}
