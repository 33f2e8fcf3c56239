//! From the words of the command line to [`CountArgs`] and a command, saved presets expanded.

use std::ffi::OsString;
use std::path::Path;

use clap::error::ErrorKind;
use clap::{Arg, ArgMatches, Command, CommandFactory, FromArgMatches, Subcommand as _};

use crate::format::{Format, find};
use crate::state::Options;

use super::args::{Args, Artifact, CountArgs, Subcommand};
use super::command_line::CommandLine;
use super::command_problem::CommandProblem;
use super::contrast::ContrastPlan;
use super::environment::Environment;
use super::mistaken_files;
use super::option_table::{Effect, catalogue, effect, is_given, typed_options};
use super::saved::expand::expand;
use super::saved::{OwnFormat, SavedPresets};
use super::state::options;
use super::synonyms;

/// The preset that finds the format.
const AUTO: &str = "auto";

/// The program's name, which stands before the words clap reads.
const PROGRAM: &str = "streamstats";

/// The options in the short help.
const SHORT_HELP: [&str; 14] = [
    "pattern", "preset", "field", "by", "grep", "where", "measure", "time", "start", "outliers",
    "top", "output", "help", "version",
];

/// The command line, read.
pub(crate) struct Parsed {
    pub(crate) args: CountArgs,
    /// What to do instead of counting.
    pub(crate) command: Option<Subcommand>,
    pub(crate) compares_sides: bool,
    /// The first option typed that says how lines are counted; `None` unless two sides are compared.
    pub(crate) counting_option: Option<String>,
    /// The columns that are contrasted, if some are.
    pub(crate) contrast: Option<ContrastPlan>,
    /// What to print for packages instead of counting.
    pub(crate) generate: Option<Artifact>,
    /// What is wrong in the files of saved presets.
    pub(crate) notes: Vec<String>,
    /// The saved preset that options come from, to be named in errors.
    pub(crate) origin: Option<String>,
    /// The options that decide what is counted; empty unless a state is written.
    pub(crate) options: Options,
    /// The options typed, also the options of a saved preset, for a screen to change; empty without
    /// one.
    pub(crate) line: CommandLine,
    /// The formats that users wrote, which are kept as long as the program runs.
    pub(crate) formats: &'static [&'static Format],
}

impl Parsed {
    /// A run that counts by these arguments alone.
    pub(crate) fn of(args: CountArgs) -> Self {
        Self {
            args,
            command: None,
            compares_sides: false,
            counting_option: None,
            contrast: None,
            generate: None,
            notes: Vec::new(),
            origin: None,
            options: Options::new(),
            line: CommandLine::default(),
            formats: &[],
        }
    }

    /// As `self`, with other arguments; `options` are the ones that a state carries.
    pub(crate) fn with(
        &self,
        args: CountArgs,
        contrast: Option<ContrastPlan>,
        options: Options,
    ) -> Self {
        let (compares_sides, formats) = (self.compares_sides, self.formats);
        let (origin, line) = (self.origin.clone(), self.line.clone());
        Self { compares_sides, contrast, origin, options, line, formats, ..Self::of(args) }
    }
}

/// Reads `words`, the program's name first. A saved preset adds its options. Errors: words that are no
/// command line, a request for help, or a saved preset that cannot be used.
pub(crate) fn read(
    words: &[OsString],
    environment: &Environment,
) -> Result<Parsed, CommandProblem> {
    let ordered = subcommand_first(words);
    let words = ordered.as_deref().unwrap_or(words);
    let mut read = parse(words)?;
    let mut notes = Vec::new();
    let asked = read.args.run.max_memory;
    let memory = environment.memory(asked);
    if memory < asked {
        let limit = environment.address_space.unwrap_or(asked);
        notes.push(format!(
            "--max-memory is {memory} bytes, for `ulimit -v` allows {limit} to the process"
        ));
    }
    let synonym = read.args.value.preset.as_deref().and_then(synonyms::format);
    if let (Some(own), Some(name)) = (synonym, read.args.value.preset.clone()) {
        // A preset that the user saved under that name comes first.
        let saved = SavedPresets::load(&environment.presets, catalogue());
        if saved.iter().all(|(known, _)| known != name) {
            notes.push(format!("-P {name} is taken for {own}"));
            read.args.value.preset = Some(own.to_owned());
        }
    }
    let name = read.args.value.preset.clone();
    // Commands that read a log detect its format, the user's own among them.
    let reads_log = read.command.as_ref().is_some_and(|command| command.count_args().is_some());
    if name.is_none() && !reads_log && !read.args.may_detect() {
        return Ok(read.parsed(notes, None, &[]));
    }
    let saved = SavedPresets::load(&environment.presets, catalogue());
    notes.extend(saved.problems().iter().map(ToString::to_string));
    let formats = own_formats(&saved);
    let Some(name) = name.filter(|name| !is_format(name, formats)) else {
        return Ok(read.parsed(notes, None, formats));
    };
    let given = |long: &str| long != "preset" && is_given(&read.matches, long);
    let mut expanded = expand(&saved, &name, &given).map_err(CommandProblem::Message)?;
    let base = expanded.iter().position(|word| word.to_string_lossy().starts_with("--preset="));
    let base = base.map(|at| expanded.remove(at).to_string_lossy()["--preset=".len()..].to_owned());
    let options_begin = if read.command.is_some() { 2 } else { 1 }.min(words.len());
    let words = [&words[..options_begin], &expanded, &words[options_begin..]].concat();
    let mut read = parse(&words).map_err(|problem| match problem {
        CommandProblem::Clap(error) => {
            let text = error.to_string();
            let text = text.split("\n\n").next().unwrap_or_default().trim_start_matches("error: ");
            CommandProblem::Message(format!("in the preset {name}: {text}"))
        }
        problem => problem,
    })?;
    read.args.value.preset = base;
    let file = saved.iter().find(|(own, _)| *own == name);
    let file = file.and_then(|(_, preset)| Some(preset.ok()?.file.display().to_string()));
    let origin = Some(format!("with the preset {name} of {}", file.unwrap_or_default()));
    Ok(read.parsed(notes, origin, formats))
}

/// A command line of these options, without the program's name. Errors: as [`read`].
pub(crate) fn of_options(
    options: &[OsString],
    environment: &Environment,
) -> Result<Parsed, CommandProblem> {
    read(&[&[OsString::from(PROGRAM)], options].concat(), environment)
}

/// The command line `-P NAME FILE`. Errors: the preset is a saved one that cannot be used.
pub(crate) fn with_preset(
    name: &str,
    file: &Path,
    environment: &Environment,
) -> Result<Parsed, CommandProblem> {
    let preset = OsString::from(format!("--preset={name}"));
    read(&[PROGRAM.into(), preset, "--".into(), file.as_os_str().to_owned()], environment)
}

/// The arguments that counted a state, by the options the state carries. Errors: an option this version
/// does not have, or a value it does not take.
pub(crate) fn of_state(options: &Options) -> Result<CountArgs, String> {
    let words = [vec![PROGRAM.into()], options::words(options)?].concat();
    let parsed = parse(&words).map_err(|problem| match problem {
        CommandProblem::Clap(error) => {
            error.to_string().lines().next().unwrap_or_default().to_owned()
        }
        CommandProblem::Message(text) => text,
    });
    Ok(parsed?.args)
}

/// The options typed among `words`, as a saved preset holds them: long names and their values. Errors:
/// words that are no options, files among them, or an option that no preset holds.
pub(crate) fn preset_options(
    words: &[OsString],
) -> Result<Vec<(String, Vec<String>)>, CommandProblem> {
    let words = [&[OsString::from(PROGRAM)], words].concat();
    let ParsedWords { args, command, matches, .. } = parse(&words)?;
    if !args.files.is_empty() || command.is_some() {
        let file = args.files.first().map(|file| file.display().to_string()).unwrap_or_default();
        let text = format!("a preset holds options, not files; {file:?} is none");
        return Err(CommandProblem::Message(text));
    }
    let typed = typed_options(&matches).into_iter();
    let (held, lost): (Vec<_>, Vec<_>) =
        typed.partition(|(name, _)| effect(name) != Effect::ThisRun);
    // `preset save -q` keeps the command itself quiet.
    match lost.iter().find(|(name, _)| name != "quiet") {
        Some((name, _)) => Err(CommandProblem::Message(format!(
            "a preset does not hold --{name}, which is for one run; type it after -P NAME"
        ))),
        None => Ok(held),
    }
}

/// Whether the name is `auto`, a built-in format, or `cri/json`, a wrapper and the format inside.
fn is_format(name: &str, formats: &[&'static Format]) -> bool {
    let is_known = |name: &str| format_named(name, formats).is_some();
    name == AUTO
        || find(name).is_some()
        || name.split_once('/').is_some_and(|(outer, inner)| is_known(outer) && is_known(inner))
}

/// The format of this name, built in or written by a user.
pub(crate) fn format_named(name: &str, formats: &[&'static Format]) -> Option<&'static Format> {
    find(name).or_else(|| formats.iter().copied().find(|format| format.name == name))
}

/// The formats of the files, which stay as long as the program runs.
fn own_formats(saved: &SavedPresets) -> &'static [&'static Format] {
    let kept = |own: &OwnFormat| &*Box::leak(Box::new(own.format.clone()));
    Vec::leak(saved.formats().map(kept).collect())
}

/// The words as clap reads them.
struct ParsedWords {
    args: CountArgs,
    command: Option<Subcommand>,
    generate: Option<Artifact>,
    /// The matches of clap: of the subcommand, if there is one.
    matches: ArgMatches,
    /// What to write instead of a word that is no file, where others are.
    hint: Option<String>,
}

impl ParsedWords {
    fn parsed(
        self,
        mut notes: Vec<String>,
        origin: Option<String>,
        formats: &'static [&'static Format],
    ) -> Parsed {
        let Self { args, command, generate, matches, hint } = self;
        notes.extend(hint);
        let saves = args.run.save_state.is_some() || args.run.checkpoint.is_some();
        let mut options = match saves {
            true => {
                let detected = args.names_no_format().then_some(AUTO);
                options::carried(&matches, args.value.preset.as_deref().or(detected))
            }
            false => Options::new(),
        };
        if saves && args.analysis.needs_times().is_some() {
            // The analysis is not carried, but the times it needs are counted.
            options.insert("time".to_owned(), Vec::new());
        }
        let shows_screen = args.run.screen || args.run.follow || args.run.every.is_some();
        let line = match shows_screen && command.is_none() {
            true => CommandLine::new(&matches, &args),
            false => CommandLine::default(),
        };
        let compares_sides = matches!(command, Some(Subcommand::Diff(_)));
        let counting_option =
            compares_sides.then(|| options::first_of_counting(&matches)).flatten();
        let parsed = Parsed::of(args);
        Parsed {
            command,
            compares_sides,
            counting_option,
            generate,
            notes,
            origin,
            options,
            line,
            formats,
            ..parsed
        }
    }
}

/// The command with a `-h` of one screen: the options most runs need, without headings, on the
/// command and on the subcommands that take them.
fn with_short_help(mut command: Command) -> Command {
    // The options of subcommands are built late, and must be there to be changed.
    command.build();
    let shorten = |argument: Arg| {
        let is_shown = argument.get_long().is_none_or(|name| SHORT_HELP.contains(&name));
        let has_values = argument.get_action().takes_values();
        let argument = argument.hide_short_help(!is_shown).help_heading(None);
        argument.hide_possible_values(has_values)
    };
    let has_pattern = |command: &Command| {
        command.get_arguments().any(|argument| argument.get_long() == Some("pattern"))
    };
    command.mut_args(shorten).mut_subcommands(|subcommand| match has_pattern(&subcommand) {
        true => subcommand.mut_args(shorten),
        false => subcommand,
    })
}

/// Whether `-h` asks for the help, and not `--help`.
fn is_short(words: &[OsString]) -> bool {
    words.iter().all(|word| word != "--help")
}

fn parse(words: &[OsString]) -> Result<ParsedWords, CommandProblem> {
    let matches = match Args::command().try_get_matches_from(words) {
        Err(error) if error.kind() == ErrorKind::DisplayHelp && is_short(words) => {
            with_short_help(Args::command()).try_get_matches_from(words)
        }
        matches => matches,
    };
    let matches = matches.map_err(|error| match options::not_of_merge(words, &error) {
        Some(problem) => CommandProblem::Message(problem),
        None => CommandProblem::of(error),
    })?;
    let args = Args::from_arg_matches(&matches).map_err(CommandProblem::Clap)?;
    let Args { command, count, generate } = args;
    let own = command.as_ref().and_then(Subcommand::count_args).cloned();
    let matches = match (&own, matches.subcommand()) {
        (Some(_), Some((_, matches))) => matches.clone(),
        _ => matches,
    };
    let mut args = own.unwrap_or(count);
    // A file that is followed may come later.
    let may_hint = command.is_none() && !args.run.follow;
    let hint = may_hint.then(|| mistaken_files::hint(words, &args.files)).flatten();
    // The files that can be read are reported.
    if let Some(problem) = hint.as_ref().filter(|_| !mistaken_files::has_file(&args.files)) {
        return Err(CommandProblem::Message(problem.clone()));
    }
    args.value.join_quoted_names();
    args.trim_lists();
    Ok(ParsedWords { args, command, generate, matches, hint })
}

/// The subcommand that has no notes to leave out.
const PRESET: &str = "preset";
/// The spellings of the option that leaves out notes.
const QUIET: [&str; 2] = ["-q", "--quiet"];

/// The words with the subcommand first, where options stand before it; `None` where the words are in order.
///
/// A word is the subcommand if it has a subcommand's name and the words before it are options with their
/// values and nothing else. A file of that name is given as `./merge`.
fn subcommand_first(words: &[OsString]) -> Option<Vec<OsString>> {
    let is_option = |word: &OsString| word.to_string_lossy().starts_with('-');
    let [program, first, ..] = words else { return None };
    if !is_option(first) {
        return None;
    }
    let is_options = |words: &[OsString]| {
        let matches = Args::command().try_get_matches_from(words);
        matches.is_ok_and(|matches| matches.subcommand().is_none() && !matches.contains_id("files"))
    };
    let ended = words.iter().position(|word| word == "--").unwrap_or(words.len());
    let is_name = |word: &OsString| word.to_str().is_some_and(Subcommand::has_subcommand);
    let at =
        (2..ended).find(|&at| words.get(at).is_some_and(is_name) && is_options(&words[..at]))?;
    let (options, rest) = (&words[1..at], &words[at..]);
    let mut options = options.to_vec();
    if rest.first().is_some_and(|word| word == PRESET) {
        options.retain(|word| !QUIET.iter().any(|quiet| word == quiet));
    }
    let end = rest.iter().position(|word| word == "--").unwrap_or(rest.len());
    Some([std::slice::from_ref(program), &rest[..end], &options, &rest[end..]].concat())
}
