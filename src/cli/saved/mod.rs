//! Presets people saved: the tables `[preset.NAME]` of `/etc/streamstats` and `~/.streamstats`,
//! whose keys are long option names.
//!
//! What it is: the files read ([`SavedPresets`]), a preset as the arguments it stands for
//! ([`expand::expand`]), and the two ways a file is changed ([`save()`], [`remove`]).
//!
//! What it is not: it knows no log format, no option and no path by itself. The caller brings the
//! options and the built-in names ([`Catalogue`]) and finds the files.
//!
//! Called by the command line before options are resolved (`-P NAME`), by `preset
//! list|show|save|remove` and by the completions.

mod catalogue;
mod edit;
pub(crate) mod expand;
mod file;
mod parse;
mod preset;
mod save;
mod setting;

#[cfg(test)]
mod tests;

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

pub(crate) use catalogue::{ArgKind, Catalogue, PresetKey};
pub(crate) use file::FileProblem;
pub(crate) use preset::{OwnFormat, Preset};
pub(crate) use save::{PresetChange, remove, save};

use crate::synonyms::pairs;

pub(crate) struct SavedPresets {
    catalogue: Catalogue,
    /// By name; what stands in its place where it cannot be used.
    presets: BTreeMap<String, Result<Preset, FileProblem>>,
    problems: Vec<FileProblem>,
}

impl SavedPresets {
    /// Reads the files in this order: of two presets of one name the later file's counts, also
    /// where it cannot be used. A missing file is none; what is wrong in a file is kept
    /// ([`Self::problems`]) and takes away the presets it is about, no others.
    pub(crate) fn load(paths: &[PathBuf], catalogue: Catalogue) -> Self {
        let mut saved = Self { catalogue, presets: BTreeMap::new(), problems: Vec::new() };
        for path in paths {
            match file::read(path) {
                Ok(None) => {}
                Ok(Some(text)) => saved.add(path, &text),
                Err(text) => saved.problems.push(FileProblem::of_file(path, text)),
            }
        }
        saved
    }

    fn add(&mut self, path: &Path, text: &str) {
        let contents = parse::parse(path, text, &self.catalogue);
        self.presets.extend(contents.presets);
        self.problems.extend(contents.problems);
    }

    /// What is wrong in the files, in their order: for a note, unless the preset asked for is
    /// spoilt by it, which [`expand::expand`] says.
    pub(crate) fn problems(&self) -> &[FileProblem] {
        &self.problems
    }

    /// Every name, ascending, with its preset or why it cannot be used.
    pub(crate) fn iter(&self) -> impl Iterator<Item = (&str, Result<&Preset, &FileProblem>)> {
        self.presets.iter().map(|(name, preset)| (name.as_str(), preset.as_ref()))
    }

    /// The preset as it would be written into a file; one with a format as its file has it. Errors: the
    /// name is unknown, or the preset cannot be used.
    pub(crate) fn show(&self, name: &str) -> Result<String, String> {
        let preset = self.find(name).map_err(|why| why.to_string())?;
        let written = || edit::table(name, &preset.lines(&self.catalogue), "\n");
        match &preset.format {
            None => Ok(written()),
            Some(_) => {
                let text = file::read(&preset.file)?.unwrap_or_default();
                Ok(Some(edit::text_of(&text, name))
                    .filter(|text| !text.is_empty())
                    .unwrap_or_else(written))
            }
        }
    }

    /// The formats that users wrote, by name.
    pub(crate) fn formats(&self) -> impl Iterator<Item = &OwnFormat> {
        let usable = self.presets.values().filter_map(|preset| preset.as_ref().ok());
        usable.filter_map(|preset| preset.format.as_ref())
    }

    fn find(&self, name: &str) -> Result<&Preset, Absent<'_>> {
        match self.presets.get(name) {
            Some(Ok(preset)) => Ok(preset),
            Some(Err(problem)) => Err(Absent::Spoilt(problem)),
            None => Err(Absent::Unknown(self.unknown(name))),
        }
    }

    /// Says that no preset has this name, and what may have been meant.
    fn unknown(&self, name: &str) -> String {
        let names = self.catalogue.builtin.iter().copied();
        let names = names.chain(self.presets.keys().map(String::as_str));
        let names = names.chain(pairs("formats").map(|(word, _)| word));
        let mut text = format!("no preset is called {name:?}");
        match crate::format::closest(name, names) {
            Some(near) => text.push_str(&format!("; the nearest is {near:?}")),
            None => text.push_str("; `streamstats preset list` shows all"),
        }
        let lost = self.problems.iter().find(|problem| problem.preset.is_none());
        if let Some(problem) = lost {
            text.push_str(&format!("; it may stand in a file with an error: {problem}"));
        }
        text
    }
}

/// Why there is no preset of a name.
#[derive(Debug, thiserror::Error)]
enum Absent<'a> {
    /// It stands in a file and cannot be used.
    #[error("{0}")]
    Spoilt(&'a FileProblem),
    /// No file holds it.
    #[error("{0}")]
    Unknown(String),
}
