//! The streamstats program: reads the command line and the environment, runs the library, prints
//! its report. Everything it knows about logs is in the library.

mod cli;

use std::ffi::OsString;
use std::process::ExitCode;

use cli::config::Config;
use cli::environment::Environment;
use cli::exit::ExitStatus;
use cli::state::Save;
use cli::state::checkpoint::Checkpoint;
use cli::subcommand::Subcommand;
use cli::typed::{Problem, Typed};

fn main() -> ExitCode {
    let environment = Environment::read();
    let words: Vec<OsString> = std::env::args_os().collect();
    let Typed { args, notes, origin, options } = match cli::typed::read(&words, &environment) {
        Ok(typed) => typed,
        Err(Problem::Clap(error)) => {
            // Help and version end well also where nobody reads them to the end.
            drop(error.print());
            return ExitCode::from(u8::try_from(error.exit_code()).unwrap_or(2));
        }
        Err(Problem::Said(problem)) => {
            cli::message::error(&problem);
            return ExitStatus::Failure.into();
        }
    };
    if let Some(artifact) = args.generate {
        return cli::generate::print(artifact).into();
    }
    match &args.command {
        Some(Subcommand::Preset { action }) => {
            return cli::preset::run(action, &environment).into();
        }
        Some(Subcommand::Merge(merge)) => return cli::state::merge(merge, &environment).into(),
        None => {}
    }
    if !args.output.quiet {
        notes.iter().for_each(|note| cli::message::note(note));
    }
    let config = cli::resolve::resolve(&args, &environment).and_then(|config| {
        let kept = options.clone();
        let save = args.save_state.as_deref().map(|target| Save::new(target, options, &config));
        let mut config = Config { save: save.transpose()?, origin: origin.clone(), ..config };
        if let (Some(path), Some(watching)) = (&args.checkpoint, &mut config.watching) {
            watching.checkpoint = Some(Checkpoint::new(path, kept)?);
        }
        Ok(config)
    });
    match config {
        Ok(config) => cli::run::run(&config, &environment).into(),
        Err(error) => {
            cli::message::error(&cli::message::with_origin(&error, origin.as_deref()));
            ExitStatus::Failure.into()
        }
    }
}
