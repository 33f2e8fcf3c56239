//! Words that are read as names of files and are most likely meant otherwise: a command that stands late or is
//! misspelled, or the value of an option that takes none. A word that names a file is one.

use std::ffi::OsString;
use std::path::{Path, PathBuf};

use clap::{Arg, Command, CommandFactory, Subcommand as _};

use crate::condition::Condition;
use crate::format::closest;
use crate::render::OUTPUTS;
use crate::synonyms::meanings;
use crate::time::Zone;

use super::args::{Args, Subcommand};
use super::command_line::quoted;

/// The option that shows outliers alone. Its letter is that of an output file in other tools.
const OUTLIERS: &str = "outliers";
/// Letters of a word that may be a misspelled command.
const MIN_WORD: usize = 4;
/// Ends of the names of files that hold an output of another name.
const EXTENSIONS: [(&str, &str); 3] = [("md", "markdown"), ("txt", "text"), ("htm", "html")];

/// Whether one of `files` can be read; `-` is standard input.
pub(super) fn has_file(files: &[PathBuf]) -> bool {
    files.iter().any(|file| file.exists() || file.as_os_str() == "-")
}

/// What to write instead of the first of `files` that is no file and is meant otherwise; `words` is the
/// command line.
pub(super) fn hint(words: &[OsString], files: &[PathBuf]) -> Option<String> {
    let command = late_command(files).or_else(|| misspelled_command(files));
    let pairs = words.windows(2).filter_map(|pair| Some((pair.first()?.to_str()?, pair.get(1)?)));
    let mut options =
        pairs.filter(|(option, _)| option.starts_with('-')).filter_map(|(option, value)| {
            Some((option, files.iter().find(|file| file.as_os_str() == value)?))
        });
    let option = command.or_else(|| options.find_map(|(option, file)| option_value(option, file)));
    option.or_else(|| files.iter().find_map(|file| bare_value(file)))
}

/// The message for a condition or a column that stands without its option.
fn bare_value(file: &Path) -> Option<String> {
    let word = file.to_str().filter(|_| !file.exists())?;
    let may_be_condition = word.contains([' ', '<', '>', '!']);
    if may_be_condition && Condition::parse("-w", word, &Zone::utc()).is_ok() {
        return Some(format!("{word}: no such file; a condition is given by -w {}", quoted(word)));
    }
    let command = Args::command();
    let by = command.get_arguments().find(|option| option.get_long() == Some("by"))?;
    let is_column = by.get_possible_values().iter().any(|column| column.get_name() == word)
        || meanings("columns", word).next().is_some();
    is_column.then(|| format!("{word}: no such file; a column is counted by -k {word}"))
}

/// The message for a command that stands behind its files.
fn late_command(files: &[PathBuf]) -> Option<String> {
    let is_command = |file: &&PathBuf| file.to_str().is_some_and(Subcommand::has_subcommand);
    let command = files.iter().skip(1).find(is_command).filter(|file| !file.exists())?.display();
    Some(format!(
        "{command}: no such file; a command stands first, as in streamstats {command} {}",
        shell_word(files.first()?)
    ))
}

/// The file as a shell takes it.
fn shell_word(file: &Path) -> String {
    quoted(&file.display().to_string())
}

/// The message for a first word that is nearly a command. A name with a dot or a digit is a file's.
fn misspelled_command(files: &[PathBuf]) -> Option<String> {
    let (first, rest) = files.split_first()?;
    let typed = first.to_str().filter(|name| name.len() >= MIN_WORD)?;
    if typed.contains(|c: char| !c.is_alphabetic() && c != '-') {
        return None;
    }
    let command = Subcommand::augment_subcommands(Command::new("streamstats"));
    let names: Vec<&str> = command.get_subcommands().map(Command::get_name).collect();
    let meant = closest(typed, names.iter().copied()).filter(|_| !first.exists())?;
    let rest: String = rest.iter().map(|file| format!(" {}", shell_word(file))).collect();
    Some(format!("{typed}: no such file; did you mean streamstats {meant}{rest}?"))
}

/// The message for a word that follows `typed`, an option which takes no value, or takes it with an equals sign.
fn option_value(typed: &str, file: &Path) -> Option<String> {
    let command = Args::command();
    let is_typed = |arg: &&Arg| {
        arg.get_long().is_some_and(|name| typed.strip_prefix("--") == Some(name))
            || arg.get_short().is_some_and(|letter| {
                typed.strip_prefix('-') == Some(letter.encode_utf8(&mut [0; 4]))
            })
    };
    let option = command.get_arguments().find(is_typed).filter(|_| !file.exists())?;
    let value = file.to_str()?;
    if option.is_require_equals_set() {
        return Some(format!(
            "{value}: no such file; {typed} takes its value with =: {typed}={value}"
        ));
    }
    if option.get_long() != Some(OUTLIERS) {
        return None;
    }
    let output = |name: &str| {
        let own = OUTPUTS.iter().map(|output| output.name).find(|own| *own == name);
        own.or_else(|| meanings("outputs", name).next())
    };
    if let Some(name) = output(value) {
        return Some(format!(
            "{value}: no such file; {typed} shows outliers alone; write -O {name}"
        ));
    }
    let extension = file.extension()?.to_str()?;
    let of_extension = EXTENSIONS.iter().find(|(end, _)| *end == extension).map(|(_, name)| *name);
    let name = of_extension.or_else(|| output(extension))?;
    Some(format!(
        "{value}: no such file; {typed} shows outliers alone; a report is written by -O {name} --write {value}"
    ))
}
