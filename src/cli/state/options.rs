//! The options that decide what is counted: taken from what was typed, compared, and turned into
//! words again for `merge`. Which they are, the groups of the help say.

use std::ffi::OsString;

use clap::error::{ContextKind, ContextValue, ErrorKind};
use clap::parser::ValueSource;
use clap::{Arg, ArgAction, ArgMatches, CommandFactory};
use streamstats::state::Options;

use crate::cli::args::{Args, FILTER, NUMBERS, TIME, VALUE};
use crate::cli::saved::Takes;
use crate::cli::typed::catalogue;

use super::ASSUMED_ZONE;

/// The groups that decide what is counted.
const GROUPS: [&str; 4] = [VALUE, FILTER, NUMBERS, TIME];
/// Of those, what only decides how fast.
const NOT_CARRIED: &str = "no-seek";
/// An option of another group that does.
const ALSO_CARRIED: &str = "max-line";
/// How much may be kept: always carried, and states may differ in it.
pub(super) const BOUNDS: [&str; 2] = ["max-values", "max-memory"];

/// The options among `matches`, after a saved preset was expanded; `preset` is the built-in one that
/// was typed or that the saved one builds on.
pub(crate) fn typed(matches: &ArgMatches, preset: Option<&str>) -> Options {
    let mut options = Options::new();
    for argument in Args::command().get_arguments() {
        let Some(name) = argument.get_long().filter(|name| is_carried(argument, name)) else {
            continue;
        };
        let raw = matches.get_raw(argument.get_id().as_str()).into_iter().flatten();
        let values: Vec<String> = raw.map(|value| value.to_string_lossy().into_owned()).collect();
        let source = matches.value_source(argument.get_id().as_str());
        let is_default = argument.get_default_values().iter().eq(&values);
        let is_given = source == Some(ValueSource::CommandLine) && !is_default;
        if is_given || BOUNDS.contains(&name) {
            let is_flag = matches!(argument.get_action(), ArgAction::SetTrue);
            options.insert(name.to_owned(), if is_flag { Vec::new() } else { values });
        }
    }
    options.remove("preset");
    options.extend(preset.map(|preset| ("preset".to_owned(), vec![preset.to_owned()])));
    options
}

fn is_carried(argument: &Arg, name: &str) -> bool {
    let is_of_group = argument.get_help_heading().is_some_and(|group| GROUPS.contains(&group));
    (is_of_group && name != NOT_CARRIED) || name == ALSO_CARRIED || BOUNDS.contains(&name)
}

/// The options as they would be typed, the program's name before them.
///
/// # Errors
/// There is no such option here; its name.
pub(super) fn words(options: &Options) -> Result<Vec<OsString>, String> {
    let catalogue = catalogue();
    let mut words: Vec<OsString> = vec!["streamstats".into()];
    for (name, values) in options.iter().filter(|(name, _)| *name != ASSUMED_ZONE) {
        let key = catalogue.keys.iter().find(|key| key.name == *name);
        match key.map(|key| key.takes).ok_or_else(|| format!("--{name}"))? {
            Takes::Nothing => words.push(format!("--{name}").into()),
            Takes::List => words.push(format!("--{name}={}", values.join(",")).into()),
            Takes::One | Takes::Repeated => {
                words.extend(values.iter().map(|value| format!("--{name}={value}").into()));
            }
        }
    }
    Ok(words)
}

/// The first option that is not the same in both, the bounds aside: its name, and what it is in
/// each.
pub(super) fn difference(here: &Options, there: &Options) -> Option<[String; 3]> {
    let names = here.keys().chain(there.keys()).filter(|name| !BOUNDS.contains(&name.as_str()));
    let name = names.filter(|name| here.get(*name) != there.get(*name)).min()?;
    let told = |options: &Options| match options.get(name).map(Vec::as_slice) {
        None => "not given".to_owned(),
        Some([]) => "given".to_owned(),
        Some(values) => values.join(", "),
    };
    let shown = if name == ASSUMED_ZONE { name.clone() } else { format!("--{name}") };
    Some([shown, told(here), told(there)])
}

/// What to say of an option of counting that was typed for `merge`; none of another error.
pub(crate) fn not_of_merge(words: &[OsString], error: &clap::Error) -> Option<String> {
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
    (is_merge && is_unknown && is_known).then(|| {
        format!(
            "merge takes row and output flags only, not {typed}: how lines were counted is in the \
             states"
        )
    })
}
