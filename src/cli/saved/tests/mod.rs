//! Tests of the files of presets as the command line uses them.

mod expanding;
mod reading;
mod saving;
mod writers;

use std::path::Path;

use super::{ArgKind, Catalogue, PresetKey, SavedPresets};

/// A few options of each kind.
fn catalogue() -> Catalogue {
    let keys = [
        ("pattern", ArgKind::One),
        ("preset", ArgKind::One),
        ("field", ArgKind::One),
        ("delimiter", ArgKind::One),
        ("by", ArgKind::List),
        ("grep", ArgKind::Repeated),
        ("where", ArgKind::Repeated),
        ("measure", ArgKind::One),
        ("start", ArgKind::One),
        ("bucket", ArgKind::One),
        ("window", ArgKind::List),
        ("time-format", ArgKind::One),
        ("outliers", ArgKind::Nothing),
        ("top", ArgKind::One),
    ];
    let key = |(name, takes): (&str, ArgKind)| PresetKey { name: name.to_owned(), takes };
    Catalogue {
        keys: keys.into_iter().map(key).collect(),
        builtin: vec!["auto", "combined", "json"],
    }
}

/// The presets of files with these texts, called `0`, `1`, ... in `folder`.
fn load(folder: &Path, texts: &[&str]) -> SavedPresets {
    let write = |(number, text): (usize, &&str)| {
        let path = folder.join(number.to_string());
        std::fs::write(&path, text).unwrap();
        path
    };
    let paths: Vec<_> = texts.iter().enumerate().map(write).collect();
    SavedPresets::load(&paths, catalogue())
}

/// The arguments of a preset, or the message, without the folder.
fn expanded(texts: &[&str], name: &str, given: &[&str]) -> Result<Vec<String>, String> {
    let folder = tempfile::tempdir().unwrap();
    let saved = load(folder.path(), texts);
    let arguments = super::expand::expand(&saved, name, &|option| given.contains(&option));
    let strip = |text: String| text.replace(&format!("{}/", folder.path().display()), "");
    arguments
        .map(|arguments| arguments.into_iter().map(|word| word.into_string().unwrap()).collect())
        .map_err(strip)
}
