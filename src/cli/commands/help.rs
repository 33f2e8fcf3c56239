//! `streamstats help [WORD]`: the help of the program, of a command or an option, or a chapter of the manual.

use clap::CommandFactory;

use crate::cli::args::Args;
use crate::cli::environment::Environment;
use crate::cli::exit::ExitStatus;
use crate::cli::help::{TOPICS, named, option, search, wrapped};
use crate::cli::message;
use crate::cli::printing::print_text;
use crate::cli::synonyms;

/// Prints the help about `word`: that of the command, then the chapter of the topic in lines that fit the
/// terminal.
pub(super) fn run(word: Option<&str>, environment: &Environment) -> ExitStatus {
    let mut command = Args::command().bin_name("streamstats");
    command.build();
    let Some(word) = word else {
        return print_text(&command.render_long_help().to_string());
    };
    let subcommand = command.find_subcommand_mut(word);
    let help = subcommand.map(|subcommand| subcommand.render_long_help().to_string());
    let topic = TOPICS.iter().find(|topic| topic.name == word);
    let width = environment.width.unwrap_or(usize::MAX);
    let chapter = topic.map(|topic| wrapped(&topic.chapter(), width));
    let texts: Vec<String> = help.into_iter().chain(chapter).collect();
    if texts.is_empty() {
        if let Some(text) = option(word) {
            return print_text(&text);
        }
        let named = named(word);
        let begin = match named {
            Some(_) => "These speak of it:".to_owned(),
            None => format!("No command, topic or option is called {word}. These speak of it:"),
        };
        let spoken = search(word).map(|text| format!("{begin}\n\n{text}"));
        let meant = synonyms::option(word).map(|own| format!("Here {word} is {own}\n"));
        let found: Vec<String> = meant.into_iter().chain(named).chain(spoken).collect();
        if !found.is_empty() {
            return print_text(&wrapped(&found.join("\n"), width));
        }
        let topics: Vec<&str> = TOPICS.iter().map(|topic| topic.name).collect();
        let topics = topics.join(", ");
        message::print_error(&format!(
            "help: no command, topic or option {word}; topics are {topics}"
        ));
        return ExitStatus::Failure;
    }
    print_text(&texts.join("\n"))
}
