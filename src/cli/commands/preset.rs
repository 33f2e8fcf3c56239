//! `streamstats preset`: the formats known by name, built-in and saved.

use std::ffi::OsString;
use std::io::IsTerminal;
use std::path::PathBuf;

use crate::extract::Extractor;
use crate::format::{builtin, text};
use crate::render::visible;

use super::preset_check;
use crate::cli::args::PresetAction;
use crate::cli::environment::Environment;
use crate::cli::exit::ExitStatus;
use crate::cli::help::row;
use crate::cli::message;
use crate::cli::option_table::catalogue;
use crate::cli::parsed::{self, preset_options};
use crate::cli::printing::{print_shown, print_text};
use crate::cli::resolve::resolve;
use crate::cli::saved::{PresetChange, SavedPresets, remove, save};

pub(super) fn run(action: &PresetAction, environment: &Environment) -> ExitStatus {
    let saved = SavedPresets::load(&environment.presets, catalogue());
    let is_file = matches!(action, PresetAction::Show { .. });
    let done = match action {
        PresetAction::List { word } => list(&saved, word.as_deref(), environment.width),
        PresetAction::Show { name } => show(&saved, name),
        PresetAction::Save { description, name, options } => {
            save_options(environment, name, description.as_deref(), options)
        }
        PresetAction::Remove { name } => own_file(environment).and_then(|file| {
            remove(&file, name, &catalogue())?;
            Ok(format!("removed {name} from {}\n", file.display()))
        }),
        PresetAction::Check { words } => {
            let samples = match &words[..] {
                [name] if !name.exists() => {
                    preset_check::check_samples(&name.to_string_lossy(), environment)
                }
                _ => None,
            };
            return samples.unwrap_or_else(|| preset_check::run(words, environment));
        }
    };
    let status = match done {
        // A file is shown as it is, ready to be copied; a terminal gets it escaped.
        Ok(text) if is_file && !std::io::stdout().is_terminal() => print_text(&text),
        Ok(text) => print_shown(&text),
        Err(problem) => {
            message::print_error(&problem);
            return ExitStatus::Failure;
        }
    };
    let reads_files = matches!(action, PresetAction::List { .. } | PresetAction::Show { .. });
    if !reads_files || saved.problems().is_empty() {
        return status;
    }
    for problem in saved.problems() {
        message::print_error(problem);
    }
    ExitStatus::Failure
}

fn own_file(environment: &Environment) -> Result<PathBuf, String> {
    let own = environment.presets.get(1).cloned();
    own.ok_or_else(|| "no home to keep presets in; STREAMSTATS_PRESETS names a file".to_owned())
}

/// The presets that have `word` in name, description or columns, a row each, in lines of at most `columns`
/// characters.
fn list(
    saved: &SavedPresets,
    word: Option<&str>,
    columns: Option<usize>,
) -> Result<String, String> {
    let word = word.unwrap_or_default().to_lowercase();
    let fits = |texts: &[&str]| texts.iter().any(|text| text.to_lowercase().contains(&word));
    let mut rows: Vec<(String, String)> = Vec::new();
    for (name, preset) in saved.iter() {
        let text = match preset {
            Ok(preset) => preset.description.clone().unwrap_or_else(|| "saved".to_owned()),
            Err(problem) => format!("cannot be used: {problem}"),
        };
        if fits(&[name, &text]) {
            rows.push((name.to_owned(), text));
        }
    }
    let own = rows.len();
    for preset in builtin() {
        let columns: Vec<&str> = preset.columns.iter().map(|column| column.name.as_str()).collect();
        if fits(&[&preset.name, &preset.description]) || (!word.is_empty() && fits(&columns)) {
            rows.push((preset.name.clone(), preset.description.clone()));
        }
    }
    rows[own..].sort();
    if rows.is_empty() {
        return Err(format!("no preset has {word:?} in its name, description or columns"));
    }
    let width = rows.iter().map(|(name, _)| name.len()).max().unwrap_or(0);
    let line = |(name, text): &(String, String)| {
        let text = visible(text.as_bytes(), true);
        row(&format!("{name:width$}  "), &text, columns.unwrap_or(usize::MAX))
    };
    Ok(rows.iter().map(line).collect())
}

fn show(saved: &SavedPresets, name: &str) -> Result<String, String> {
    match text(name) {
        Some(text) => Ok(text.to_owned()),
        None => saved.show(name),
    }
}

/// The options without `--description TEXT`, which may stand among them.
fn take_description(options: &[OsString]) -> (Vec<OsString>, Option<String>) {
    let (mut kept, mut description) = (Vec::new(), None);
    let mut options = options.iter();
    while let Some(option) = options.next() {
        let text = option.to_string_lossy();
        match text.strip_prefix("--description") {
            Some("") => {
                description = options.next().map(|text| text.to_string_lossy().into_owned());
            }
            Some(rest) if rest.starts_with('=') => description = Some(rest[1..].to_owned()),
            _ => kept.push(option.clone()),
        }
    }
    (kept, description)
}

fn save_options(
    environment: &Environment,
    name: &str,
    description: Option<&str>,
    options: &[OsString],
) -> Result<String, String> {
    let (options, trailing) = take_description(options);
    let description = trailing.as_deref().or(description);
    let held = preset_options(&options).map_err(|problem| problem.text())?;
    if held.is_empty() {
        return Err("a preset needs an option: -p, -P, -f, -k, ...".to_owned());
    }
    // Options that no run takes are not saved.
    let parsed = parsed::of_options(&options, environment).map_err(|problem| problem.text())?;
    let config = resolve(&parsed, environment).map_err(|error| error.to_string())?;
    Extractor::new(&config.run.extract).map_err(|error| error.to_string())?;
    let file = own_file(environment)?;
    let change = save(&file, name, &held, description, &catalogue())?;
    let done = if change == PresetChange::Added { "saved" } else { "replaced" };
    Ok(format!("{done} {name} in {}; run it with -P {name}\n", file.display()))
}
