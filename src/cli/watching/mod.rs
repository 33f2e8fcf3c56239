//! A run that goes on, as it is typed and as it is seen: `--follow`, `--every`, `--last`,
//! `--checkpoint`.

mod clock;
mod on_screen;
mod printer;

use std::time::Duration;

use crossbeam_channel::Receiver;
use streamstats::error::{Error, Result};
use streamstats::pipeline::{self, FollowOptions, Monitor, Outcome, RunCommand, RunMessage};
use streamstats::source::Input;
use streamstats::time::Timestamp;

use super::args::Args;
use super::config::Config;
use super::environment::{Environment, now};
use super::exit::ExitStatus;
use super::run::status;
use super::state::checkpoint::Checkpoint;
use super::state::finish;
use super::{message, signals};
use printer::Printer;

/// Time between two reports: in a terminal, and elsewhere.
const EVERY: [Duration; 2] = [Duration::from_secs(1), Duration::from_secs(10)];
/// The least time between two reports, and the least that counts, in nanoseconds.
const SHORTEST: i64 = 1_000_000;
/// What may be asked before the first of it is answered.
const ASKED: usize = 4;

/// How a run goes on.
#[derive(Debug)]
pub(crate) struct Watching {
    /// Files are read on after their end.
    follow: bool,
    /// Time between two reports; none where there is only the last.
    every: Option<Duration>,
    /// Only the latest part counts: nanoseconds.
    last: Option<i64>,
    /// Where what is counted is kept.
    pub(crate) checkpoint: Option<Checkpoint>,
}

/// Resolves the options; none where the run is over with its input and counts all of it.
///
/// # Errors
/// Options that do not fit each other, or what is read.
pub(super) fn resolve(
    args: &Args,
    inputs: &[Input],
    environment: &Environment,
) -> Result<Option<Watching>> {
    let follows_files = args.follow && inputs.iter().any(|input| *input != Input::Stdin);
    if args.follow {
        pipeline::check(inputs)?;
    }
    if args.checkpoint.is_some() && !follows_files {
        return Err(Error::Usage(match args.follow {
            true => {
                "--checkpoint: how far standard input is read cannot be kept; name files".into()
            }
            false => "--checkpoint keeps how far followed files are read; it needs -F".to_owned(),
        }));
    }
    if args.checkpoint.is_some() && args.last.is_some() {
        return Err(Error::Usage("--checkpoint and --last exclude each other".to_owned()));
    }
    if !args.follow && args.every.is_none() && args.last.is_none() {
        return Ok(None);
    }
    for (name, span) in [("every", args.every), ("last", args.last)] {
        if span.is_some_and(|span| span < SHORTEST) {
            return Err(Error::Usage(format!("--{name}: that is too short; it is 1ms or more")));
        }
    }
    let every = args.every.map(|nanos| Duration::from_nanos(nanos.unsigned_abs()));
    let usual = EVERY[usize::from(!environment.stdout_terminal)];
    let every = every.or_else(|| args.follow.then_some(usual));
    Ok(Some(Watching { follow: follows_files, every, last: args.last, checkpoint: None }))
}

/// Reads, counts, and reports again and again.
pub(super) fn run(config: &Config, watching: &Watching, environment: &Environment) -> ExitStatus {
    let monitor = Monitor::default();
    let (ask, asked) = crossbeam_channel::bounded(ASKED);
    let reopen = ask.clone();
    // A word that does not fit is said already.
    let reopen = Box::new(move || _ = reopen.try_send((RunCommand::Reopen, now())));
    let received = match signals::watch(&monitor, Some(reopen)) {
        Ok(received) => received,
        Err(error) => {
            message::error(&format!("cannot watch for signals: {error}"));
            return ExitStatus::Failure;
        }
    };
    let shows_screen = watching.shows_screen(config, environment);
    if let Err(error) = clock::start(watching, shows_screen, ask) {
        message::error(&format!("cannot start the clock: {error}"));
        return ExitStatus::Failure;
    }
    let run = Run { config, watching, monitor: &monitor, asked: &asked };
    let mut printer = Printer::new(config, watching.every.is_some(), &monitor);
    let outcome = match shows_screen {
        true => on_screen::count(&run, &mut printer),
        false => run.count(&mut |told| printer.tell(told)),
    };
    let outcome = match outcome {
        Ok(outcome) => outcome,
        Err(error) => {
            message::error(&message::with_origin(&error, config.origin.as_deref()));
            return ExitStatus::Failure;
        }
    };
    let ended = received.finish_reading();
    let status = match (status(config, &outcome), ended) {
        (ExitStatus::Failure, _) => ExitStatus::Failure,
        (_, Some(signal)) if watching.every.is_none() => ExitStatus::Signal(signal),
        // Ending it so is how it ends.
        (_, Some(_)) => ExitStatus::Success,
        (ExitStatus::Nothing, None) if monitor.is_stopped() => ExitStatus::Success,
        (status, None) => status,
    };
    if config.save.is_some() {
        return finish(
            config,
            &outcome,
            if printer.has_failed() { ExitStatus::Failure } else { status },
        );
    }
    printer.print(&outcome);
    if printer.has_failed() { ExitStatus::Failure } else { status }
}

/// What a run is made of.
#[derive(Clone, Copy)]
struct Run<'a> {
    config: &'a Config,
    watching: &'a Watching,
    monitor: &'a Monitor,
    asked: &'a Receiver<(RunCommand, Timestamp)>,
}

impl Run<'_> {
    /// Counts until the end; `tell` is told on the way.
    fn count(&self, tell: &mut dyn FnMut(RunMessage)) -> Result<Outcome> {
        let Watching { follow, last, checkpoint, .. } = self.watching;
        let resume = checkpoint.as_ref().map(|checkpoint| checkpoint.load(self.config));
        let resume = resume.transpose()?.flatten();
        let saves = checkpoint.is_some();
        let live = FollowOptions { follow: *follow, last: *last, saves, resume };
        let mut tell = |told| match (told, checkpoint) {
            (RunMessage::Save(progress), Some(checkpoint)) => {
                if let Err(error) = checkpoint.save(&progress) {
                    tell(RunMessage::Failed(Error::Usage(format!("--checkpoint: {error}"))));
                }
            }
            (told, _) => tell(told),
        };
        pipeline::watch(&self.config.run, live, self.monitor, self.asked, &mut tell)
    }
}

impl Watching {
    /// Whether the report is a screen: text for a terminal, all of it, and no terminal that is itself
    /// what is read.
    fn shows_screen(&self, config: &Config, environment: &Environment) -> bool {
        let types = environment.stdin_terminal && config.run.inputs.contains(&Input::Stdin);
        let is_whole = config.output.name == "text" && config.section.is_none();
        self.every.is_some() && environment.stdout_terminal && is_whole && !types
    }
}
