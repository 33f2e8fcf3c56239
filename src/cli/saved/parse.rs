//! The text of a file of presets, taken apart: which presets it holds, and what is wrong in it.

use std::collections::BTreeMap;
use std::ops::Range;
use std::path::Path;

use crate::format::Format;
use toml_edit::{Document, Item, Key, Table, TableLike, TomlError, Value};

use super::catalogue::{Catalogue, DESCRIPTION, FORMAT, SOURCES};
use super::file::{FileProblem, Place, TextLines};
use super::preset::{OwnFormat, Preset};
use super::setting::Setting;

/// What a file holds.
#[derive(Debug, Default)]
pub(super) struct Contents {
    /// Each preset by its name, or the problem that makes the preset unusable.
    pub(super) presets: BTreeMap<String, Result<Preset, FileProblem>>,
    /// All that is wrong, in the order of the file.
    pub(super) problems: Vec<FileProblem>,
}

/// Reads the presets from the text of a file.
pub(super) fn parse(path: &Path, text: &str, catalogue: &Catalogue) -> Contents {
    match Document::parse(text) {
        Ok(document) => {
            let mut reader = TableWalk {
                path,
                text,
                lines: TextLines::new(text),
                catalogue,
                contents: Contents::default(),
            };
            reader.root(document.as_table());
            reader.contents
        }
        Err(error) => broken(path, text, &error),
    }
}

/// The syntax error of a text, if it has one.
pub(super) fn syntax_error(path: &Path, text: &str) -> Option<FileProblem> {
    Document::parse(text).err().map(|error| syntax(path, text, &error))
}

fn syntax(path: &Path, text: &str, error: &TomlError) -> FileProblem {
    let offset = error.span().map_or(text.len(), |span| span.start);
    let message = error.message().replace('\n', "; ");
    let hint = match message.contains("escape") {
        true => r"; a regular expression stands in single quotes, as in '\d+'",
        false => "",
    };
    FileProblem {
        file: path.to_owned(),
        place: Some(TextLines::new(text).place(offset)),
        preset: None,
        text: format!("not TOML: {message}{hint}"),
    }
}

/// A file that is not TOML spoils every preset that can be seen in it.
fn broken(path: &Path, text: &str, error: &TomlError) -> Contents {
    let problem = syntax(path, text, error);
    let seen = text.lines().filter_map(named);
    let presets = seen.map(|name| (name.to_owned(), Err(problem.clone()))).collect();
    Contents { presets, problems: vec![problem] }
}

/// The preset a line names, as `[preset.NAME]` or `preset.NAME.KEY = ...`, well written or not.
fn named(line: &str) -> Option<&str> {
    let rest = line.trim_start_matches(['[', ' ', '\t']).strip_prefix("preset")?;
    let rest = rest.trim_start().strip_prefix('.')?.trim_start_matches([' ', '\t', '"', '\'']);
    let is_outside = |c: char| !(c.is_ascii_alphanumeric() || c == '-' || c == '_');
    rest.split(is_outside).next().filter(|name| !name.is_empty())
}

/// A walk over the tables of a file.
struct TableWalk<'a> {
    path: &'a Path,
    text: &'a str,
    lines: TextLines<'a>,
    catalogue: &'a Catalogue,
    contents: Contents,
}

impl TableWalk<'_> {
    fn root(&mut self, root: &Table) {
        for (name, item) in root {
            let span = root.key(name).and_then(Key::span);
            match item.as_table_like() {
                Some(presets) if name == "preset" => self.presets(presets),
                _ => {
                    let text = format!("{name:?} is nothing known here; tables are [preset.NAME]");
                    let problem = self.problem(span, None, text);
                    self.contents.problems.push(problem);
                }
            }
        }
    }

    fn presets(&mut self, presets: &dyn TableLike) {
        for (name, item) in presets.iter() {
            let span = presets.key(name).and_then(Key::span);
            let problems = match (self.catalogue.check_name(name), item.as_table_like()) {
                (Err(text), _) => vec![self.problem(span, Some(name), text)],
                (Ok(()), None) => {
                    let text = format!("options stand in a table, below [preset.{name}]");
                    vec![self.problem(span, Some(name), text)]
                }
                (Ok(()), Some(table)) => match self.preset(name, table) {
                    Ok(preset) => {
                        self.contents.presets.insert(name.to_owned(), Ok(preset));
                        continue;
                    }
                    Err(problems) => problems,
                },
            };
            if let Some(first) = problems.first() {
                self.contents.presets.insert(name.to_owned(), Err(first.clone()));
            }
            self.contents.problems.extend(problems);
        }
    }

    fn preset(&self, name: &str, table: &dyn TableLike) -> Result<Preset, Vec<FileProblem>> {
        let mut preset = Preset {
            file: self.path.to_owned(),
            description: None,
            format: None,
            settings: BTreeMap::new(),
        };
        let mut problems = Vec::new();
        for (key, item) in table.iter() {
            let span = table.key(key).and_then(Key::span);
            let place = self.place(&span);
            if key == FORMAT {
                match self.format(name) {
                    Ok(format) => preset.format = Some(format),
                    Err(problem) => problems.push(problem),
                }
                continue;
            }
            let read = match (key, item.as_str(), self.catalogue.find(key)) {
                (DESCRIPTION, Some(text), _) => {
                    preset.description = Some(text.to_owned());
                    continue;
                }
                (DESCRIPTION, None, _) => Err((item.span(), format!("{key} is a text in quotes"))),
                (_, _, Ok((index, key))) => Setting::read(key, item)
                    .map(|setting| (index, setting))
                    .map_err(|text| (value_span(item, span), text)),
                (_, _, Err(text)) => Err((span, text)),
            };
            match read {
                Ok((index, setting)) => {
                    preset.settings.insert(index, (setting, place));
                }
                Err((span, text)) => problems.push(self.problem(span, Some(name), text)),
            }
        }
        if problems.is_empty() {
            problems.extend(self.two_sources(name, &preset));
        }
        if problems.is_empty() { Ok(preset) } else { Err(problems) }
    }

    /// The format in the table `[preset.NAME.format]`.
    fn format(&self, name: &str) -> Result<OwnFormat, FileProblem> {
        match Format::read(name, self.text, &["preset", name, FORMAT]) {
            Ok((format, samples)) => Ok(OwnFormat { format, samples }),
            Err(error) => Err(self.problem(error.span, Some(name), error.message)),
        }
    }

    /// The problem of a preset that takes lines apart in two ways. A preset that builds on a saved
    /// preset may replace its pattern or fields.
    fn two_sources(&self, name: &str, preset: &Preset) -> Option<FileProblem> {
        let value = |source: &str| preset.value(self.catalogue.index(source));
        let clashes = |source: &&str| match value(source) {
            Some((base, _)) => *source != "preset" || self.catalogue.is_builtin(base),
            None => false,
        };
        let sources = SOURCES.into_iter().filter(|source| match preset.format {
            Some(_) => value(source).is_some(),
            None => clashes(source),
        });
        let sources: Vec<&str> = preset.format.iter().map(|_| FORMAT).chain(sources).collect();
        let [first, second, ..] = sources.as_slice() else { return None };
        let places = [first, second].map(|source| value(source).map(|(_, place)| place));
        let place = places.into_iter().flatten().max_by_key(|place| place.line);
        let text = format!("{first} and {second} exclude each other; keep one of them");
        Some(FileProblem { file: self.path.to_owned(), place, preset: Some(name.to_owned()), text })
    }

    fn place(&self, span: &Option<Range<usize>>) -> Place {
        self.lines.place(span.as_ref().map_or(0, |span| span.start))
    }

    fn problem(
        &self,
        span: Option<Range<usize>>,
        preset: Option<&str>,
        text: String,
    ) -> FileProblem {
        FileProblem {
            file: self.path.to_owned(),
            place: Some(self.place(&span)),
            preset: preset.map(str::to_owned),
            text,
        }
    }
}

/// Where a value stands; the key for a table, whose own place may be elsewhere.
fn value_span(item: &Item, key: Option<Range<usize>>) -> Option<Range<usize>> {
    item.as_value().and_then(Value::span).or(key)
}
