//! The streamstats program: reads the command line and the environment, runs the library, prints
//! its report. Everything it knows about logs is in the library.

mod cli;

use std::ffi::OsString;
use std::process::ExitCode;

use cli::config::Config;
use cli::environment::Environment;
use cli::exit::ExitStatus;
use cli::subcommand::Subcommand;
use cli::typed::{Problem, Typed};

fn main() -> ExitCode {
    let environment = Environment::read();
    let words: Vec<OsString> = std::env::args_os().collect();
    let Typed { args, notes, origin } = match cli::typed::read(&words, &environment) {
        Ok(typed) => typed,
        Err(Problem::Clap(error)) => {
            // Help and version end well also where nobody reads them to the end.
            drop(error.print());
            return ExitCode::from(u8::try_from(error.exit_code()).unwrap_or(2));
        }
        Err(Problem::Preset(problem)) => {
            cli::message::error(&problem);
            return ExitStatus::Failure.into();
        }
    };
    if let Some(artifact) = args.generate {
        return cli::generate::print(artifact).into();
    }
    if let Some(Subcommand::Preset { action }) = &args.command {
        return cli::preset::run(action, &environment).into();
    }
    if !args.quiet {
        notes.iter().for_each(|note| cli::message::note(note));
    }
    match cli::resolve::resolve(&args, &environment) {
        Ok(config) => cli::run::run(&Config { origin, ..config }, &environment).into(),
        Err(error) => {
            cli::message::error(&cli::message::with_origin(&error, origin.as_deref()));
            ExitStatus::Failure.into()
        }
    }
}
