//! What an option decides, one row an option: from it follow which options a saved preset may hold
//! and which a state carries.

use crate::format::names;
use clap::parser::ValueSource;
use clap::{Arg, ArgAction, ArgMatches, CommandFactory};

use super::args::Args;
use super::saved::{ArgKind, Catalogue, PresetKey};

/// What an option decides.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Effect {
    /// What is counted. A state carries the option; states that differ in it are not merged.
    Counting,
    /// How much is kept in memory. A state always carries the option, and states may differ in it.
    Bound,
    /// How input is read, or what is shown. A preset may hold the option; a state does not.
    Reading,
    /// This run alone. Neither a preset nor a state holds the option.
    ThisRun,
}

/// Every option that has a long name, in the order of the help.
const EFFECTS: &[(&str, Effect)] = &[
    ("pattern", Effect::Counting),
    ("preset", Effect::Counting),
    ("field", Effect::Counting),
    ("delimiter", Effect::Counting),
    ("by", Effect::Counting),
    ("routes", Effect::Counting),
    ("mmdb", Effect::Counting),
    ("replace", Effect::Counting),
    ("weight", Effect::Counting),
    ("ratio", Effect::Counting),
    ("distinct", Effect::Counting),
    ("across", Effect::Counting),
    ("grep", Effect::Counting),
    ("exclude", Effect::Counting),
    ("where", Effect::Counting),
    ("numeric", Effect::Counting),
    ("measure", Effect::Counting),
    ("compare", Effect::Counting),
    ("as", Effect::Counting),
    ("top-lines", Effect::Counting),
    ("bins", Effect::Counting),
    ("bin-width", Effect::Counting),
    ("range", Effect::Counting),
    ("scale", Effect::Counting),
    ("percentiles", Effect::Counting),
    ("precision", Effect::Counting),
    ("time", Effect::Counting),
    ("start", Effect::Counting),
    ("end", Effect::Counting),
    ("bucket", Effect::Counting),
    ("window", Effect::Counting),
    ("time-format", Effect::Counting),
    ("time-column", Effect::Counting),
    ("tz", Effect::Counting),
    ("year", Effect::Counting),
    ("no-seek", Effect::Reading),
    ("changes", Effect::Reading),
    ("min-change", Effect::Reading),
    ("rollup", Effect::Reading),
    ("merge-templates", Effect::Reading),
    ("heat", Effect::Reading),
    ("idle", Effect::Reading),
    ("limits", Effect::Reading),
    ("spare", Effect::Reading),
    ("try", Effect::Reading),
    ("outliers", Effect::Reading),
    ("outlier-rule", Effect::Reading),
    ("outlier-on", Effect::Reading),
    ("top", Effect::Reading),
    ("sort", Effect::Reading),
    ("reverse", Effect::Reading),
    ("having", Effect::Reading),
    ("columns", Effect::Reading),
    ("output", Effect::Reading),
    ("section", Effect::Reading),
    ("write", Effect::ThisRun),
    ("timeout", Effect::Reading),
    ("style", Effect::Reading),
    ("prefix", Effect::Reading),
    ("color", Effect::Reading),
    ("width", Effect::Reading),
    ("ascii", Effect::Reading),
    ("quiet", Effect::ThisRun),
    ("fail-if", Effect::Reading),
    ("warn-if", Effect::Reading),
    ("fail-fast", Effect::Reading),
    ("threads", Effect::Reading),
    ("follow", Effect::Reading),
    ("screen", Effect::ThisRun),
    ("no-mouse", Effect::Reading),
    ("every", Effect::Reading),
    ("last", Effect::Reading),
    ("lateness", Effect::Counting),
    ("max-values", Effect::Bound),
    ("max-memory", Effect::Bound),
    ("max-line", Effect::Counting),
    ("save-state", Effect::ThisRun),
    ("checkpoint", Effect::Reading),
    ("strict", Effect::Reading),
    ("block-size", Effect::ThisRun),
    ("generate", Effect::ThisRun),
];

/// What the option of this long name decides.
pub(crate) fn effect(name: &str) -> Effect {
    let row = EFFECTS.iter().find(|(option, _)| *option == name);
    row.map_or(Effect::ThisRun, |(_, effect)| *effect)
}

/// What the option takes on the command line.
pub(crate) fn kind(argument: &Arg) -> ArgKind {
    match argument.get_action() {
        ArgAction::SetTrue => ArgKind::Nothing,
        ArgAction::Append if argument.get_value_delimiter().is_some() => ArgKind::List,
        ArgAction::Append if takes_two(argument) => ArgKind::Pairs,
        ArgAction::Append => ArgKind::Repeated,
        _ => ArgKind::One,
    }
}

fn takes_two(argument: &Arg) -> bool {
    argument.get_num_args().is_some_and(|values| values.min_values() == 2)
}

/// Whether the option of this long name was typed.
pub(crate) fn is_given(matches: &ArgMatches, name: &str) -> bool {
    let command = Args::command();
    let argument = command.get_arguments().find(|argument| argument.get_long() == Some(name));
    argument.is_some_and(|argument| is_typed(matches, argument))
}

/// Whether `argument` was typed, and not filled in by default.
pub(crate) fn is_typed(matches: &ArgMatches, argument: &Arg) -> bool {
    matches.value_source(argument.get_id().as_str()) == Some(ValueSource::CommandLine)
}

/// The options that were typed, without a subcommand, in the order of the help: long names and their values.
pub(crate) fn typed_options(matches: &ArgMatches) -> Vec<(String, Vec<String>)> {
    let command = Args::command();
    let typed = command.get_arguments().filter(|argument| is_typed(matches, argument));
    let option =
        |argument: &Arg| Some((argument.get_long()?.to_owned(), values(matches, argument)));
    typed.filter_map(option).collect()
}

/// The words that were typed as values of `argument`, or its defaults; none of a flag.
pub(crate) fn values(matches: &ArgMatches, argument: &Arg) -> Vec<String> {
    if kind(argument) == ArgKind::Nothing {
        return Vec::new();
    }
    let raw = matches.get_raw(argument.get_id().as_str()).into_iter().flatten();
    raw.map(|value| value.to_string_lossy().into_owned()).collect()
}

/// The options a saved preset may hold, and the names it may not take.
pub(crate) fn catalogue() -> Catalogue {
    let command = Args::command();
    let keys = command.get_arguments().filter_map(|argument| {
        let name = argument.get_long().filter(|name| effect(name) != Effect::ThisRun)?;
        Some(PresetKey { name: name.to_owned(), takes: kind(argument) })
    });
    let builtin = names().chain(["auto"]);
    Catalogue { keys: keys.collect(), builtin: builtin.collect() }
}

#[cfg(test)]
mod tests {
    use clap::CommandFactory;

    use super::{Args, EFFECTS};

    #[test]
    fn every_option_has_one_row() {
        let command = Args::command();
        let options: Vec<&str> = command.get_arguments().filter_map(clap::Arg::get_long).collect();
        let rows: Vec<&str> = EFFECTS.iter().map(|(name, _)| *name).collect();
        assert_eq!(options, rows);
    }
}
