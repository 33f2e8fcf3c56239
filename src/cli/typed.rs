//! From the words of the command line to [`Args`], saved presets expanded.

use std::ffi::OsString;

use clap::parser::ValueSource;
use clap::{ArgAction, ArgMatches, CommandFactory, FromArgMatches};

use streamstats::preset::{PRESETS, find};
use streamstats::state::Options;

use super::args::Args;
use super::environment::Environment;
use super::saved::{Catalogue, Key, Saved, Takes, expand};
use super::state::options;

/// Options that say something of one run, not of a kind of runs.
const NOT_SAVED: [&str; 7] =
    ["help", "version", "generate", "block-size", "files", "quiet", "save-state"];

/// Why there are no arguments.
#[derive(Debug)]
pub(crate) enum Problem {
    /// Clap has the words, or help or the version was asked for.
    Clap(clap::Error),
    /// A saved preset cannot be used, or an option not here.
    Said(String),
}

/// What was typed, and what is to be said of the files of presets.
#[derive(Debug)]
pub(crate) struct Typed {
    pub(crate) args: Args,
    pub(crate) notes: Vec<String>,
    /// The saved preset that options come from, to be told with errors.
    pub(crate) origin: Option<String>,
    /// The options that decide what is counted; empty unless they are to be saved.
    pub(crate) options: Options,
}

/// Whether `-P` knows the name without any file; `cri/json` is a wrapper and what is in it.
fn is_built_in(name: &str) -> bool {
    let is_known = |name: &str| find(name).is_some();
    name == "auto"
        || is_known(name)
        || name.split_once('/').is_some_and(|(outer, inner)| is_known(outer) && is_known(inner))
}

/// Reads `words`, the program's name first. A saved preset adds its options.
pub(crate) fn read(words: &[OsString], environment: &Environment) -> Result<Typed, Problem> {
    let (args, matches) = parse(words)?;
    let Some(name) = args.preset.clone() else {
        let options = carried(&args, &matches);
        return Ok(Typed { args, notes: Vec::new(), origin: None, options });
    };
    let saved = Saved::load(&environment.presets, catalogue());
    let notes = saved.problems().iter().map(ToString::to_string).collect();
    if is_built_in(&name) {
        let options = carried(&args, &matches);
        return Ok(Typed { args, notes, origin: None, options });
    }
    let given = |long: &str| long != "preset" && is_given(&matches, long);
    let mut expanded = expand(&saved, &name, &given).map_err(Problem::Said)?;
    let base = expanded.iter().position(|word| word.to_string_lossy().starts_with("--preset="));
    let base = base.map(|at| expanded.remove(at).to_string_lossy()["--preset=".len()..].to_owned());
    let words = [&words[..1], &expanded, &words[1..]].concat();
    let (mut args, matches) = parse(&words).map_err(|problem| match problem {
        Problem::Clap(error) => {
            let text = error.to_string();
            let text = text.split("\n\n").next().unwrap_or_default().trim_start_matches("error: ");
            Problem::Said(format!("in the preset {name}: {text}"))
        }
        problem => problem,
    })?;
    args.preset = base;
    let file = saved.iter().find(|(own, _)| *own == name);
    let file = file.and_then(|(_, preset)| Some(preset.ok()?.file.display().to_string()));
    let origin = Some(format!("with the preset {name} of {}", file.unwrap_or_default()));
    let options = carried(&args, &matches);
    Ok(Typed { args, notes, origin, options })
}

fn carried(args: &Args, matches: &ArgMatches) -> Options {
    match args.save_state {
        Some(_) => options::typed(matches, args.preset.as_deref()),
        None => Options::new(),
    }
}

pub(super) fn parse(words: &[OsString]) -> Result<(Args, ArgMatches), Problem> {
    let matches = Args::command().try_get_matches_from(words);
    let matches = matches.map_err(|error| match options::not_of_merge(words, &error) {
        Some(problem) => Problem::Said(problem),
        None => Problem::Clap(error),
    })?;
    let args = Args::from_arg_matches(&matches).map_err(Problem::Clap)?;
    Ok((args, matches))
}

/// Whether an option was typed.
fn is_given(matches: &ArgMatches, long: &str) -> bool {
    let command = Args::command();
    let argument = command.get_arguments().find(|argument| argument.get_long() == Some(long));
    argument.is_some_and(|argument| {
        matches.value_source(argument.get_id().as_str()) == Some(ValueSource::CommandLine)
    })
}

/// The options a preset can hold, from the definitions of the command line.
pub(crate) fn catalogue() -> Catalogue {
    let command = Args::command();
    let keys = command.get_arguments().filter_map(|argument| {
        let name = argument.get_long().filter(|name| !NOT_SAVED.contains(name))?;
        let takes = match argument.get_action() {
            ArgAction::SetTrue => Takes::Nothing,
            ArgAction::Append if argument.get_value_delimiter().is_some() => Takes::List,
            ArgAction::Append => Takes::Repeated,
            _ => Takes::One,
        };
        Some(Key { name: name.to_owned(), takes })
    });
    let builtin = PRESETS.iter().map(|preset| preset.name).chain(["auto"]);
    Catalogue { keys: keys.collect(), builtin: builtin.collect() }
}

/// The options that were typed among `words`, the program's name first, as a preset holds them.
pub(crate) fn preset_options(words: &[OsString]) -> Result<Vec<(String, Vec<String>)>, Problem> {
    let (args, matches) = parse(words)?;
    if !args.files.is_empty() || args.command.is_some() {
        let file = args.files.first().map(|file| file.display().to_string()).unwrap_or_default();
        return Err(Problem::Said(format!("a preset holds options, not files; {file:?} is none")));
    }
    let command = Args::command();
    let mut options = Vec::new();
    for key in catalogue().keys {
        let argument =
            command.get_arguments().find(|argument| argument.get_long() == Some(&key.name));
        let Some(argument) = argument.filter(|_| is_given(&matches, &key.name)) else { continue };
        let values = match key.takes {
            Takes::Nothing => Vec::new(),
            _ => {
                let raw = matches.get_raw(argument.get_id().as_str()).into_iter().flatten();
                raw.map(|value| value.to_string_lossy().into_owned()).collect()
            }
        };
        options.push((key.name, values));
    }
    Ok(options)
}
