//! Why the words of the command line are no command, as it is printed.

use std::ffi::OsString;
use std::io::Write;

use clap::error::{ContextKind, ContextValue, ErrorKind};

use super::exit::ExitStatus;
use super::message;
use super::printing::{print_text, written_status};
use super::synonyms;
use crate::synonyms::meanings;

/// Why the words are no command.
#[derive(Debug)]
pub(crate) enum CommandProblem {
    /// Clap's own error; also help and the version, which end the program well.
    Clap(clap::Error),
    /// A message of this program.
    Message(String),
}

impl CommandProblem {
    /// The error, or for an option or an output of another tool what to write here.
    pub(super) fn of(error: clap::Error) -> Self {
        if let (Some(ContextValue::String(option)), Some(ContextValue::String(typed))) =
            (error.get(ContextKind::InvalidArg), error.get(ContextKind::InvalidValue))
            && option.starts_with("--output ")
            && let Some(own) = meanings("outputs", typed).next()
        {
            return Self::Message(format!("no output {typed}; write -O {own}"));
        }
        if let Some(problem) = given_twice(&error) {
            return Self::Message(problem);
        }
        let typed = match error.get(ContextKind::InvalidArg) {
            Some(ContextValue::String(typed)) if error.kind() == ErrorKind::UnknownArgument => {
                typed
            }
            _ => return Self::Clap(error),
        };
        match synonyms::option(typed) {
            Some(own) => Self::Message(format!("no option {typed}; write {own}")),
            None => Self::Clap(error),
        }
    }

    /// Prints help, version or error, and gives the exit status that belongs to it.
    pub(crate) fn report(self, words: &[OsString]) -> ExitStatus {
        match self {
            Self::Clap(error) if error.exit_code() == 0 => {
                let printed = error.print().and_then(|()| std::io::stdout().flush());
                return written_status(printed, "cannot write", ExitStatus::Success);
            }
            Self::Clap(error) => message::usage(error),
            Self::Message(text) => message::print_error(&text),
        }
        match is_monitoring(words) {
            true => {
                print_text("STREAMSTATS UNKNOWN - the command line is wrong\n");
                ExitStatus::Monitoring(3)
            }
            false => ExitStatus::Failure,
        }
    }

    pub(crate) fn text(&self) -> String {
        match self {
            Self::Clap(error) => error.to_string(),
            Self::Message(text) => text.clone(),
        }
    }
}

/// Options that are given once, and what answers the question that two of them ask.
const ONCE: [(&str, &str); 4] = [
    (
        "--measure",
        "--compare A,B sets columns of numbers beside each other; figures by value are of one column a run",
    ),
    ("--ratio", "--across COLUMN counts every text of a column, as --across status_class"),
    ("--across", "-k A,B --across C counts two columns against a third"),
    ("--distinct", "different texts are counted of one column a run"),
];

/// The message on an option of [`ONCE`] that is given twice.
fn given_twice(error: &clap::Error) -> Option<String> {
    let (ContextValue::String(option), ContextValue::String(prior)) =
        (error.get(ContextKind::InvalidArg)?, error.get(ContextKind::PriorArg)?)
    else {
        return None;
    };
    let name = option.split(' ').next().filter(|_| option == prior)?;
    let (_, instead) = ONCE.iter().find(|(own, _)| *own == name)?;
    Some(format!("{name} is given once; {instead}"))
}

/// Whether words that could not be read ask for `-O nagios`: monitoring reads statuses of its own.
fn is_monitoring(words: &[OsString]) -> bool {
    let words: Vec<_> = words.iter().map(|word| word.to_string_lossy()).collect();
    let is_output = |word: &str| word == "--output" || word.starts_with('-') && word.ends_with('O');
    let is_joined = |word: &str| {
        word == "--output=nagios" || word.starts_with('-') && word.ends_with("Onagios")
    };
    words.iter().any(|word| is_joined(word))
        || words.windows(2).any(|pair| is_output(&pair[0]) && pair[1] == "nagios")
}
