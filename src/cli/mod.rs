//! The program `streamstats`: what was typed, what it means here and now, and what is done with it. The
//! only part that reads the environment and the clock, writes to the screen, and knows clap. It stands on
//! top of all other modules, and none of them names it.
//!
//! `parsed` reads the words into `args`, `resolve` makes a `config` of them and the `environment`,
//! and the `commands` do what it says.

mod absent_column;
mod args;
mod command_line;
mod command_problem;
mod commands;
mod config;
mod contrast;
mod environment;
mod exit;
mod first_lines;
mod generate;
mod help;
mod manual;
mod message;
mod misfit;
mod mistaken_files;
mod option_table;
mod own_tables;
mod parsed;
mod printing;
mod progress;
mod replaced_file;
mod resolve;
mod saved;
mod screen;
mod signals;
mod state;
mod synonyms;
mod ticker;
mod write_target;

use std::ffi::OsString;
use std::process::ExitCode;

use environment::Environment;

/// Runs the program on the command line of this process, and gives its exit status.
pub fn main() -> ExitCode {
    let environment = Environment::read();
    let words: Vec<OsString> = std::env::args_os().collect();
    let status = match parsed::read(&words, &environment) {
        Ok(parsed) => commands::run(&parsed, &environment),
        Err(problem) => problem.report(&words),
    };
    status.into()
}
