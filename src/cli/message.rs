//! Messages on standard error: errors and notes.

use std::fmt::Display;
use std::io::Write;

use crate::render::{visible, visible_lines};
use clap::error::ContextValue;

pub(crate) fn print_error(error: &dyn Display) {
    say(&format!("streamstats: {}", safe(error)));
}

/// Prints an error of the command line. Words that were typed may come from a glob, and are one line
/// each.
pub(crate) fn usage(mut error: clap::Error) {
    let shown = |text: &String| visible(text.as_bytes(), true);
    let typed = error.context().filter_map(|(kind, value)| match value {
        ContextValue::String(text) => Some((kind, ContextValue::String(shown(text)))),
        ContextValue::Strings(texts) => {
            Some((kind, ContextValue::Strings(texts.iter().map(shown).collect())))
        }
        _ => None,
    });
    for (kind, value) in typed.collect::<Vec<_>>() {
        error.insert(kind, value);
    }
    say(visible_lines(&error.to_string()).trim_end());
}

/// The text of an error, with the saved preset its options come from, if any.
pub(crate) fn with_origin(error: &dyn Display, origin: Option<&str>) -> String {
    match origin {
        Some(origin) => format!("{error} ({origin})"),
        None => error.to_string(),
    }
}

/// Prints a note, which -q silences.
pub(crate) fn print_note(note: &dyn Display) {
    say(&format!("streamstats: note: {}", safe(note)));
}

/// An error of standard error itself is dropped: the report is still to be printed.
fn say(line: &str) {
    drop(writeln!(std::io::stderr().lock(), "{line}"));
}

/// The message with control characters escaped. Its lines after the first are indented, for a file
/// name with a line break in it must not pass for a message.
fn safe(message: &dyn Display) -> String {
    let message = visible_lines(&message.to_string());
    let mut lines = message.split('\n').map(str::to_owned);
    let first = lines.next().unwrap_or_default();
    let indented = |line: String| match line.is_empty() || line.starts_with(' ') {
        true => format!("\n{line}"),
        false => format!("\n  {line}"),
    };
    first + &lines.map(indented).collect::<String>()
}
