//! Counting, the command without a name: from the command line to the exit status.

use crate::error::Result;
use crate::pipeline::{self, Monitor};
use crate::source::Input;

use super::{explore_screen, follow};
use crate::cli::absent_column::absent_column_note;
use crate::cli::config::{Config, SaveTarget};
use crate::cli::environment::Environment;
use crate::cli::exit::ExitStatus;
use crate::cli::message;
use crate::cli::misfit::misfit_notes;
use crate::cli::parsed::Parsed;
use crate::cli::printing::{answer_status, report_failure};
use crate::cli::progress::Progress;
use crate::cli::resolve::{output_of, resolve};
use crate::cli::signals::{self, Hangup};
use crate::cli::state::{checkpoint, save};

/// Reads, counts, reports.
pub(super) fn run(parsed: &Parsed, environment: &Environment) -> ExitStatus {
    run_config(resolve(parsed, environment), parsed, environment)
}

/// Reads, counts, reports as `config` says, which was made of `parsed`.
pub(super) fn run_config(
    config: Result<Config>,
    parsed: &Parsed,
    environment: &Environment,
) -> ExitStatus {
    if !parsed.args.output.quiet {
        parsed.notes.iter().for_each(|note| message::print_note(note));
    }
    let config = match config.and_then(checked) {
        Ok(config) => config,
        Err(error) => {
            let problem = message::with_origin(&error, parsed.origin.as_deref());
            return report_failure(output_of(&parsed.args.output), &problem);
        }
    };
    let config = match explore_screen::is_wanted(&config, environment) {
        true => match explore_screen::run(config, parsed.line.clone(), environment) {
            Ok(status) => return status,
            Err(config) => *config,
        },
        false => config,
    };
    if config.explores && !config.quiet {
        message::print_note(&"--screen: this is no terminal for a screen; the report is printed");
    }
    if forgets_nothing(&config) && !config.quiet {
        message::print_note(
            &"--last: without -t the time of arrival counts, and files arrive at once: everything is \
              counted; -t goes by the log's own time",
        );
    }
    match &config.follow {
        Some(follow) => follow::run(&config, follow),
        None => run_once(&config, environment),
    }
}

/// Whether only the latest part is to be counted by the time of arrival, of files that are read to their ends.
fn forgets_nothing(config: &Config) -> bool {
    let follow = config.follow.as_ref();
    let is_file = |input: &Input| matches!(input, Input::File(path) if path.is_file());
    follow.is_some_and(|follow| follow.last.is_some() && !follow.reads_on)
        && config.analysis.time.is_none()
        && config.run.inputs.iter().all(is_file)
}

/// The configuration, once its state and its checkpoint are known to replace nothing but states.
fn checked(config: Config) -> Result<Config> {
    save::check(config.save.as_ref())?;
    let path = config.follow.as_ref().and_then(|follow| follow.checkpoint.as_deref());
    if let Some(path) = path {
        if let Some(SaveTarget::File(state)) = &config.save {
            checkpoint::check_apart(path, state)?;
        }
        save::check_path("--checkpoint", path)?;
    }
    Ok(config)
}

fn run_once(config: &Config, environment: &Environment) -> ExitStatus {
    let monitor = Monitor::default();
    let Some(received) = signals::watch(&monitor, Hangup::Ends) else {
        return ExitStatus::Failure;
    };
    let reads_terminal = environment.stdin_terminal && config.run.inputs.contains(&Input::Stdin);
    if reads_terminal && !config.quiet {
        message::print_note(&"reading from the terminal; Ctrl-D ends the input");
    }
    let shows_progress = environment.stderr_terminal && !config.quiet && !reads_terminal;
    let progress = if shows_progress { Progress::start(&monitor) } else { None };
    let outcome = pipeline::run(&config.run, &monitor);
    if let Some(progress) = progress {
        progress.finish();
    }
    let mut outcome = match outcome {
        Ok(outcome) => outcome,
        Err(error) => {
            let problem = message::with_origin(&error, config.origin.as_deref());
            return report_failure(config.output, &problem);
        }
    };
    if let Some(note) = absent_column_note(config, &outcome).filter(|_| !config.quiet) {
        message::print_note(&note);
        // The note names the columns that the log has.
        outcome.schema.hints.clear();
    }
    if !config.quiet {
        misfit_notes(config, &outcome).iter().for_each(|note| message::print_note(note));
    }
    let status = answer_status(config, &outcome);
    received.end_with(status, |status| save::finish(config, &outcome, status))
}
