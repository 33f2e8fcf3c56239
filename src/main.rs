//! The streamstats program: reads the command line and the environment, runs the library, prints
//! its report. Everything it knows about logs is in the library.

mod cli;

use std::process::ExitCode;

use clap::Parser;

use cli::args::Args;
use cli::environment::Environment;
use cli::exit::ExitStatus;

fn main() -> ExitCode {
    let args = match Args::try_parse() {
        Ok(args) => args,
        Err(error) => {
            // Help and version end well also where nobody reads them to the end.
            drop(error.print());
            return ExitCode::from(u8::try_from(error.exit_code()).unwrap_or(2));
        }
    };
    if let Some(artifact) = args.generate {
        return cli::generate::print(artifact).into();
    }
    let environment = Environment::read();
    match cli::resolve::resolve(&args, &environment) {
        Ok(config) => cli::run::run(&config, &environment).into(),
        Err(error) => {
            cli::message::error(&error);
            ExitStatus::Failure.into()
        }
    }
}
