//! Places in a file of presets, and problems at these places.

use std::fmt;
use std::path::{Path, PathBuf};

/// A place in a text: line and column, both from 1, columns in characters.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Place {
    pub(super) line: usize,
    pub(super) column: usize,
}

/// The lines of a text.
#[derive(Debug)]
pub(super) struct TextLines<'a> {
    text: &'a str,
    /// Where each starts.
    starts: Vec<usize>,
}

impl<'a> TextLines<'a> {
    pub(super) fn new(text: &'a str) -> Self {
        let newlines = text.match_indices('\n').map(|(at, _)| at + 1);
        Self { text, starts: std::iter::once(0).chain(newlines).collect() }
    }

    /// The place of a byte of the text; its end for one beyond it.
    pub(super) fn place(&self, offset: usize) -> Place {
        let mut offsets = (0..=offset.min(self.text.len())).rev();
        let offset = offsets.find(|at| self.text.is_char_boundary(*at)).unwrap_or(0);
        let line = self.starts.partition_point(|start| *start <= offset);
        let start = line.checked_sub(1).and_then(|index| self.starts.get(index));
        // A byte order mark is no character of the first line.
        let before = self.text[start.copied().unwrap_or(0)..offset].trim_start_matches('\u{feff}');
        Place { line, column: before.chars().count() + 1 }
    }
}

/// Something wrong in a file: shown as `FILE:LINE:COLUMN: what`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct FileProblem {
    /// The file.
    pub(crate) file: PathBuf,
    /// The place in the file; `None` if the problem is the file as a whole.
    pub(super) place: Option<Place>,
    /// The one preset that the problem spoils; `None` when it spoils the file.
    pub(crate) preset: Option<String>,
    /// What is wrong and what would be right.
    pub(super) text: String,
}

impl FileProblem {
    /// A problem of the whole file.
    pub(super) fn of_file(file: &Path, text: String) -> Self {
        Self { file: file.to_owned(), place: None, preset: None, text }
    }
}

impl fmt::Display for FileProblem {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "{}:", self.file.display())?;
        if let Some(Place { line, column }) = self.place {
            write!(out, "{line}:{column}:")?;
        }
        if let Some(preset) = &self.preset {
            write!(out, " preset {preset:?}:")?;
        }
        write!(out, " {}", self.text)
    }
}
