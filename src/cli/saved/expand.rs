//! Expands a saved preset into arguments of the command line.

use std::ffi::OsString;

use super::catalogue::SOURCES;
use super::preset::Preset;
use super::{Absent, SavedPresets};

/// The arguments of the preset, `--name` or `--name=value`, in the order of the catalogue.
///
/// `given` says of a long name whether the option was typed; the `-P` that names this preset does not
/// count. Typed options are left out. If a pattern, fields or another preset were typed, the pattern,
/// the fields and the base of the preset are left out. The delimiter is kept only where fields are typed or
/// come from the preset.
///
/// A preset that builds on saved presets inherits their options. If several presets of the chain set an
/// option, the preset nearest to `name` wins; the pattern, the fields and the built-in format count as one
/// option. The name of a built-in format becomes `--preset=NAME`. Errors: the name, or one it builds on, is
/// neither saved nor built in, or cannot be used; or presets build on each other in a circle.
pub(crate) fn expand(
    saved: &SavedPresets,
    name: &str,
    given: &dyn Fn(&str) -> bool,
) -> Result<Vec<OsString>, String> {
    let chain = Chain::resolve(saved, name)?;
    let has_source = SOURCES.into_iter().any(given);
    let source = chain.source(saved).filter(|_| !has_source);
    let has_fields = source == Some("field") || given("field");
    let mut arguments = Vec::new();
    for (index, key) in saved.catalogue.keys.iter().enumerate() {
        let is_wanted = match key.name.as_str() {
            "delimiter" => has_fields,
            name if SOURCES.contains(&name) => source == Some(name),
            _ => true,
        };
        if !is_wanted || given(&key.name) {
            continue;
        }
        if key.name == "preset" {
            arguments.extend(chain.format.map(|name| format!("--preset={name}").into()));
        } else if let Some((setting, _)) = chain.presets.iter().find_map(|p| p.settings.get(&index))
        {
            arguments.extend(setting.arguments(key));
        }
    }
    Ok(arguments)
}

/// A preset and the presets it builds on, the nearest first.
struct Chain<'a> {
    presets: Vec<&'a Preset>,
    /// The format at its end: a built-in format, or the format of the last preset.
    format: Option<&'a str>,
}

impl<'a> Chain<'a> {
    fn resolve(saved: &'a SavedPresets, name: &'a str) -> Result<Self, String> {
        let base = saved.catalogue.index("preset");
        let mut chain = Self { presets: Vec::new(), format: None };
        let mut names = vec![name];
        // Where the name that is looked up was written.
        let mut origin = String::new();
        let mut next = name;
        loop {
            if saved.catalogue.is_builtin(next) {
                chain.format = Some(next);
                return Ok(chain);
            }
            let preset = saved.find(next).map_err(|absent| match absent {
                Absent::Spoilt(problem) => problem.to_string(),
                Absent::Unknown(text) => format!("{origin}{text}"),
            })?;
            chain.presets.push(preset);
            if preset.format.is_some() {
                chain.format = Some(next);
                return Ok(chain);
            }
            let Some((on, place)) = preset.value(base) else { return Ok(chain) };
            let file = preset.file.display();
            origin = format!("{file}:{}:{}: preset {next:?}: ", place.line, place.column);
            let is_circle = names.contains(&on);
            names.push(on);
            if is_circle {
                let circle = names.join(" on ");
                return Err(format!("{origin}presets build on each other in a circle: {circle}"));
            }
            next = on;
        }
    }

    /// Which of the three ways of taking lines apart counts: the nearest.
    fn source(&self, saved: &SavedPresets) -> Option<&'static str> {
        let held = |preset: &&Preset| {
            let mut own = ["pattern", "field"].into_iter();
            own.find(|source| preset.value(saved.catalogue.index(source)).is_some())
        };
        self.presets.iter().find_map(held).or(self.format.map(|_| "preset"))
    }
}
