//! `preset save` and `preset remove`: what is put into the file, checked before and after.

use std::collections::BTreeMap;
use std::path::Path;

use super::catalogue::Catalogue;
use super::parse::{Contents, parse, syntax_error};
use super::preset::lines;
use super::setting::Setting;
use super::{edit, file};

/// What saving did.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum PresetChange {
    /// The preset is new.
    Added,
    /// The file had a preset of this name.
    Replaced,
}

/// Puts the preset into the file, in place of the preset of this name or at the end; creates the file if it
/// is missing. `options` are long names with their values as typed; an option that takes no value has none,
/// `true` or `false`. Without `description` the old description stays. Errors: the name is no valid name or
/// is taken by a built-in format, an option is unknown or has too many values, the file is not TOML or
/// cannot be written. The text names the file, the place and a remedy; the file is left unchanged.
pub(crate) fn save(
    path: &Path,
    name: &str,
    options: &[(String, Vec<String>)],
    description: Option<&str>,
    catalogue: &Catalogue,
) -> Result<PresetChange, String> {
    catalogue.check_name(name)?;
    let settings = settings(name, options, catalogue)?;
    let rows = settings.iter().map(|(index, setting)| (*index, setting));
    let lines = lines(description, rows, catalogue);
    file::update(path, |text| {
        let before = checked(path, text, catalogue)?;
        let put = edit::put(text, name, &lines).map_err(|why| by_hand(path, &why))?;
        let after = parse(path, &put, catalogue);
        let is_there = after.presets.get(name).and_then(|preset| preset.as_ref().ok());
        let is_right = is_there.is_some_and(|preset| {
            let read = preset.settings.iter().map(|(index, (setting, _))| (index, setting));
            read.eq(&settings)
        });
        if !is_right || !same_others(&before, &after, name, catalogue) {
            return Err(refused(path, name, &after));
        }
        let known = before.presets.contains_key(name);
        Ok((put, if known { PresetChange::Replaced } else { PresetChange::Added }))
    })
}

/// Takes the preset out of the file, with the comment directly above it. Errors: the file does not hold the
/// preset, is not TOML or cannot be written. The text names the file; the file is then as it was.
pub(crate) fn remove(path: &Path, name: &str, catalogue: &Catalogue) -> Result<(), String> {
    // Nothing is written for a name that is not there, not even a lock beside a missing file.
    let text = file::read(path).map_err(|why| format!("{}: {why}", path.display()))?;
    known(path, &text.unwrap_or_default(), name, catalogue)?;
    file::update(path, |text| {
        let before = known(path, text, name, catalogue)?;
        let taken = edit::take(text, name).map_err(|why| by_hand(path, &why))?;
        let taken = taken.unwrap_or_else(|| text.to_owned());
        let after = parse(path, &taken, catalogue);
        if after.presets.contains_key(name) || !same_others(&before, &after, name, catalogue) {
            return Err(refused(path, name, &after));
        }
        Ok((taken, ()))
    })
}

/// The options by their index.
fn settings(
    name: &str,
    options: &[(String, Vec<String>)],
    catalogue: &Catalogue,
) -> Result<BTreeMap<usize, Setting>, String> {
    let mut settings = BTreeMap::new();
    for (option, values) in options {
        let (index, key) = catalogue.find(option)?;
        if option == "preset" && values.iter().any(|base| base == name) {
            return Err(format!("--preset: {name:?} cannot build on itself"));
        }
        settings.insert(index, Setting::typed(key, values)?);
    }
    match settings.is_empty() {
        true => Err(format!("preset {name:?} needs an option to hold, such as -p or -P")),
        false => Ok(settings),
    }
}

/// The file's presets, unless it is not TOML.
fn checked(path: &Path, text: &str, catalogue: &Catalogue) -> Result<Contents, String> {
    match syntax_error(path, text) {
        Some(problem) => Err(format!("{problem}; put it right first, nothing was written")),
        None => Ok(parse(path, text, catalogue)),
    }
}

/// The file's presets, if the name is one of them.
fn known(path: &Path, text: &str, name: &str, catalogue: &Catalogue) -> Result<Contents, String> {
    let contents = checked(path, text, catalogue)?;
    if contents.presets.contains_key(name) {
        return Ok(contents);
    }
    if catalogue.is_builtin(name) {
        return Err(format!("{name:?} is a built-in preset; only saved ones can be removed"));
    }
    let file = path.display();
    let near = crate::format::closest(name, contents.presets.keys().map(String::as_str));
    Err(match near {
        Some(near) => format!("{file}: no preset {name:?} in it; the nearest is {near:?}"),
        None => format!("{file}: no preset {name:?} in it; `streamstats preset list` shows all"),
    })
}

/// Whether all presets but `name` are equal before and after.
fn same_others(before: &Contents, after: &Contents, name: &str, catalogue: &Catalogue) -> bool {
    let [before, after] = [before, after].map(|contents| {
        let others = contents.presets.iter().filter(|(other, _)| other.as_str() != name);
        let row = others.map(|(other, preset)| {
            let preset = preset.as_ref().ok();
            let said = preset.map(|preset| (preset.options(catalogue), &preset.description));
            (other, said)
        });
        row.collect::<Vec<_>>()
    });
    before == after
}

/// The message where a file is written in a way that cannot be changed here.
fn by_hand(path: &Path, why: &str) -> String {
    format!("{}: {why}; change it by hand, nothing was written", path.display())
}

fn refused(path: &Path, name: &str, after: &Contents) -> String {
    let mine =
        |problem: &&super::FileProblem| problem.preset.as_deref().is_none_or(|of| of == name);
    match after.problems.iter().find(mine) {
        Some(problem) if problem.preset.is_some() => {
            format!("preset {name:?}: {}; nothing was written", problem.text)
        }
        _ => by_hand(path, &format!("[preset.{name}] does not fit into it as it is written")),
    }
}
