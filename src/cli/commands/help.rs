//! `streamstats help [WORD]`: the help of the program, of a command, or a chapter of the manual.

use clap::CommandFactory;

use crate::cli::args::Args;
use crate::cli::exit::ExitStatus;
use crate::cli::help::TOPICS;
use crate::cli::message;
use crate::cli::printing::print_text;

/// Prints the help about `word`: commands first, then topics.
pub(super) fn run(word: Option<&str>) -> ExitStatus {
    let mut command = Args::command().bin_name("streamstats");
    command.build();
    let Some(word) = word else {
        return print_text(&command.render_long_help().to_string());
    };
    if let Some(subcommand) = command.find_subcommand_mut(word) {
        return print_text(&subcommand.render_long_help().to_string());
    }
    match TOPICS.iter().find(|topic| topic.name == word) {
        Some(topic) => print_text(&topic.chapter()),
        None => {
            let topics: Vec<&str> = TOPICS.iter().map(|topic| topic.name).collect();
            message::error(&format!(
                "help: no command and no topic {word}; topics are {}",
                topics.join(", ")
            ));
            ExitStatus::Failure
        }
    }
}
