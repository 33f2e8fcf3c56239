//! The page that sections write to.

use std::io::{self, Write};

use super::cells::InstantStyle;
use crate::report::Report;

/// The page being written.
pub(super) struct Page<'p, 'r> {
    pub(super) report: &'p Report<'r>,
    /// How instants are shown.
    pub(super) clock: InstantStyle,
    pub(super) out: &'p mut dyn Write,
}

impl Page<'_, '_> {
    /// Begins a section.
    pub(super) fn open(&mut self, title: &str) -> io::Result<()> {
        writeln!(self.out, "<section>\n<h2>{title}</h2>")
    }

    /// Writes a sentence above the figures.
    pub(super) fn lead(&mut self, words: &str) -> io::Result<()> {
        writeln!(self.out, "<p class=\"lead\">{words}</p>")
    }
}
