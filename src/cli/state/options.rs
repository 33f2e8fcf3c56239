//! The options a state carries: taken from the command line, compared, and turned into words again.

use std::ffi::OsString;

use crate::state::Options;
use clap::error::{ContextKind, ContextValue, ErrorKind};
use clap::{ArgMatches, CommandFactory};

use super::BESIDE_OPTIONS;
use crate::cli::args::Args;
use crate::cli::option_table::{Effect, catalogue, effect, is_typed, kind, values};
use crate::cli::saved::ArgKind;

/// The options of `matches` that a state carries, after a saved preset was expanded; `preset` is the
/// built-in one that was typed or that the saved one builds on.
pub(in crate::cli) fn carried(matches: &ArgMatches, preset: Option<&str>) -> Options {
    let mut options = Options::new();
    for argument in Args::command().get_arguments() {
        let Some(name) = argument.get_long() else { continue };
        let effect = effect(name);
        // A subcommand does not have every option of this run alone.
        if !matches!(effect, Effect::Counting | Effect::Bound) {
            continue;
        }
        let values = values(matches, argument);
        let is_flag = kind(argument) == ArgKind::Nothing;
        let is_default = !is_flag && argument.get_default_values().iter().eq(&values);
        if effect == Effect::Bound || (is_typed(matches, argument) && !is_default) {
            options.insert(name.to_owned(), values);
        }
    }
    options.remove("preset");
    options.extend(preset.map(|preset| ("preset".to_owned(), vec![preset.to_owned()])));
    options
}

/// The first option of counting that was typed, with its hyphens.
pub(in crate::cli) fn first_of_counting(matches: &ArgMatches) -> Option<String> {
    let command = Args::command();
    let mut names =
        command.get_arguments().filter_map(|argument| Some((argument.get_long()?, argument)));
    let is_typed = |(name, argument): &(&str, &clap::Arg)| {
        effect(name) == Effect::Counting && is_typed(matches, argument)
    };
    names.find(is_typed).map(|(name, _)| format!("--{name}"))
}

/// The options as they would be typed. Errors: there is no option of that name here; the name.
pub(in crate::cli) fn words(options: &Options) -> Result<Vec<OsString>, String> {
    let catalogue = catalogue();
    let mut words: Vec<OsString> = Vec::new();
    let is_option = |name: &String| !BESIDE_OPTIONS.contains(&name.as_str());
    for (name, values) in options.iter().filter(|(name, _)| is_option(name)) {
        let key = catalogue.keys.iter().find(|key| key.name == *name);
        let key = key.ok_or_else(|| format!("--{name}"))?;
        words.extend(key.takes.words(name, values));
    }
    Ok(words)
}

/// The first option, bounds aside, that differs: its name, its value here, its value there.
pub(in crate::cli) fn difference(here: &Options, there: &Options) -> Option<[String; 3]> {
    let names = here.keys().chain(there.keys()).filter(|name| effect(name) != Effect::Bound);
    let name = names.filter(|name| here.get(*name) != there.get(*name)).min()?;
    let shown = |options: &Options| match options.get(name).map(Vec::as_slice) {
        None => "not given".to_owned(),
        Some([]) => "given".to_owned(),
        Some(values) => values.join(", "),
    };
    let option = match BESIDE_OPTIONS.contains(&name.as_str()) {
        true => name.clone(),
        false => format!("--{name}"),
    };
    Some([option, shown(here), shown(there)])
}

/// The message for the option `typed`, which says how lines are counted, of a command that reads states.
pub(in crate::cli) fn counted_before(command: &str, typed: &str) -> String {
    format!(
        "{command} takes row and output flags only, not {typed}: how lines were counted is in the \
         states"
    )
}

/// The message for an option of counting typed after `merge`; `None` for any other error.
pub(in crate::cli) fn not_of_merge(words: &[OsString], error: &clap::Error) -> Option<String> {
    let is_merge = words.get(1).is_some_and(|word| word == "merge");
    let is_unknown = error.kind() == ErrorKind::UnknownArgument;
    let Some(ContextValue::String(typed)) = error.get(ContextKind::InvalidArg) else { return None };
    let name = typed.trim_start_matches('-');
    let command = Args::command();
    let mut known = command.get_arguments();
    let is_known = known.any(|argument| {
        let short = argument.get_short().map(String::from);
        argument.get_long() == Some(name) || short.as_deref() == Some(name)
    });
    (is_merge && is_unknown && is_known).then(|| counted_before("merge", typed))
}
