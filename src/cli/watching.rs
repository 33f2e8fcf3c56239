//! A run that goes on, as it is typed and as it is seen: `--follow`, `--every`, `--last`,
//! `--checkpoint`.

use std::collections::BTreeSet;
use std::io::{self, ErrorKind};
use std::path::PathBuf;
use std::time::Duration;

use crossbeam_channel::{Receiver, Sender, TrySendError};
use streamstats::error::{Error, Result};
use streamstats::pipeline::{self, Ask, LiveOptions, Monitor, Outcome, Told};
use streamstats::report::Moment;
use streamstats::source::Input;
use streamstats::source::follow::{Happening, Notice};
use streamstats::time::{Timestamp, Zone};

use super::args::Args;
use super::config::Config;
use super::environment::{Environment, now};
use super::exit::ExitStatus;
use super::run::{print, status};
use super::{message, signals};

/// Time between two reports: in a terminal, and elsewhere.
const EVERY: [Duration; 2] = [Duration::from_secs(1), Duration::from_secs(10)];
/// What may be asked before the first of it is answered.
const ASKED: usize = 4;

/// Nanoseconds of a second.
const SECOND: i64 = 1_000_000_000;

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
    checkpoint: Option<PathBuf>,
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
    let every = args.every.map(|nanos| Duration::from_nanos(nanos.unsigned_abs()));
    let usual = EVERY[usize::from(!environment.stdout_terminal)];
    let every = every.or_else(|| args.follow.then_some(usual));
    let checkpoint = args.checkpoint.clone();
    Ok(Some(Watching { follow: follows_files, every, last: args.last, checkpoint }))
}

/// Reads, counts, and reports again and again.
pub(super) fn run(config: &Config, watching: &Watching, environment: &Environment) -> ExitStatus {
    let monitor = Monitor::default();
    let (ask, asked) = crossbeam_channel::bounded(ASKED);
    let reopen = ask.clone();
    // A word that does not fit is said already.
    let reopen = Box::new(move || _ = reopen.try_send((Ask::Reopen, now())));
    let received = match signals::watch(&monitor, Some(reopen)) {
        Ok(received) => received,
        Err(error) => {
            message::error(&format!("cannot watch for signals: {error}"));
            return ExitStatus::Failure;
        }
    };
    if let Err(error) = tick(watching, ask) {
        message::error(&format!("cannot start the clock: {error}"));
        return ExitStatus::Failure;
    }
    let mut printer = Printer::new(config, watching, &monitor);
    let outcome = count(config, watching, &monitor, &asked, &mut printer);
    let outcome = match outcome {
        Ok(outcome) => outcome,
        Err(error) => {
            message::error(&message::with_origin(&error, config.origin.as_deref()));
            return ExitStatus::Failure;
        }
    };
    let ended = received.finish_reading();
    let status = match (status(config, &outcome), ended) {
        _ if printer.failed => ExitStatus::Failure,
        (ExitStatus::Failure, _) => ExitStatus::Failure,
        // Ending it so is how it ends.
        (_, Some(signal)) if watching.every.is_none() => ExitStatus::Signal(signal),
        (_, Some(_)) => ExitStatus::Success,
        (status, None) => status,
    };
    printer.print(&outcome);
    if printer.failed { ExitStatus::Failure } else { status }
}

fn count(
    config: &Config,
    watching: &Watching,
    monitor: &Monitor,
    asked: &Receiver<(Ask, Timestamp)>,
    printer: &mut Printer<'_>,
) -> Result<Outcome> {
    let live = LiveOptions {
        follow: watching.follow,
        last: watching.last,
        saves: watching.checkpoint.is_some(),
        resume: None,
    };
    pipeline::watch(&config.run, live, monitor, asked, &mut |told| printer.tell(told))
}

/// Asks for a report, and for what is to be saved, each time the interval has passed.
fn tick(watching: &Watching, ask: Sender<(Ask, Timestamp)>) -> io::Result<()> {
    let Some(every) = watching.every else {
        // Nobody asks, and the run must not take that for the end.
        std::mem::forget(ask);
        return Ok(());
    };
    let saves = watching.checkpoint.is_some();
    let clock = move || loop {
        std::thread::sleep(every);
        let asks = [Some(Ask::Report), saves.then_some(Ask::Save)];
        for what in asks.into_iter().flatten() {
            // One that is not answered yet stands for this one too.
            if let Err(TrySendError::Disconnected(_)) = ask.try_send((what, now())) {
                return;
            }
        }
    };
    std::thread::Builder::new().name("clock".to_owned()).spawn(clock).map(drop)
}

fn happening(happening: &Happening) -> String {
    match happening {
        Happening::Missing => "is not there; waiting for it".to_owned(),
        Happening::Appeared => "is there now".to_owned(),
        Happening::Rotated => "was rotated; going on with the new file".to_owned(),
        Happening::Truncated => "was truncated; going on from its beginning".to_owned(),
        Happening::ResumedElsewhere(path) => {
            format!("going on with {}, as it is named now", path.display())
        }
        Happening::Lost => "the file that was read last is gone, with the rest of it".to_owned(),
        Happening::Failed(problem) => problem.clone(),
        _ => "something happened to it".to_owned(),
    }
}

/// Prints reports one after the other.
struct Printer<'a> {
    config: &'a Config,
    monitor: &'a Monitor,
    /// Notes that were said.
    said: BTreeSet<String>,
    zone: Zone,
    /// Each report stands under its time.
    is_dated: bool,
    /// Nobody reads any more.
    is_closed: bool,
    failed: bool,
}

impl<'a> Printer<'a> {
    fn new(config: &'a Config, watching: &Watching, monitor: &'a Monitor) -> Self {
        let zone = config.analysis.time.as_ref().map_or(Zone::utc(), |time| time.zone.clone());
        let said = BTreeSet::new();
        let is_dated = watching.every.is_some() && config.output.name != "json";
        Self { config, monitor, said, zone, is_dated, is_closed: false, failed: false }
    }

    fn tell(&mut self, told: Told) {
        match told {
            Told::Report(outcome) => {
                for error in &outcome.errors {
                    message::error(error);
                    self.failed = true;
                }
                self.print(&outcome);
            }
            Told::Save(_) => {}
            Told::Notice(notice) => self.note(&notice),
        }
    }

    fn note(&self, notice: &Notice) {
        if !self.config.quiet {
            let input = self.config.run.inputs.get(notice.source);
            let name = input.map(Input::name).unwrap_or_default();
            message::note(&format!("{name}: {}", happening(&notice.happening)));
        }
    }

    /// Prints the report; under a time stamp where it is not alone.
    fn print(&mut self, outcome: &Outcome) {
        if self.is_closed {
            return;
        }
        let second = now().0.div_euclid(SECOND).saturating_mul(SECOND);
        let stamp = Moment::new(Timestamp(second), &self.zone).to_string();
        let heading = Some(stamp.as_str()).filter(|_| self.is_dated);
        match print(self.config, outcome, &mut self.said, heading) {
            Ok(()) => return,
            Err(error) if error.kind() == ErrorKind::BrokenPipe => {}
            Err(error) => {
                message::error(&format!("cannot write the report: {error}"));
                self.failed = true;
            }
        }
        self.is_closed = true;
        self.monitor.stop();
    }
}
