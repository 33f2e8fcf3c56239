//! The streamstats program: reads the command line and the environment, runs the library, prints
//! its report. Everything it knows about logs is in the library.

mod cli;

use std::ffi::OsString;
use std::process::ExitCode;

use cli::environment::Environment;
use cli::{commands, parsed};

fn main() -> ExitCode {
    let environment = Environment::read();
    let words: Vec<OsString> = std::env::args_os().collect();
    let status = match parsed::read(&words, &environment) {
        Ok(parsed) => commands::run(&parsed, &environment),
        Err(problem) => problem.report(&words),
    };
    status.into()
}
