//! Counting that goes on: `--follow`, `--every`, `--last`, `--checkpoint`.

use crate::error::{Error, Result};
use crate::outcome::Outcome;
use crate::pipeline::{self, FollowOptions, Monitor, RunCommand, RunMessage, RunTime, window_span};
use crate::time::format_duration;
use crossbeam_channel::{Receiver, Sender};

use super::follow_printer::Printer;
use crate::cli::config::{Config, FollowConfig};
use crate::cli::environment::RunClock;
use crate::cli::exit::ExitStatus;
use crate::cli::printing::{report_errors, report_failure};
use crate::cli::signals::{self, Hangup};
use crate::cli::state::checkpoint::Checkpoint;
use crate::cli::state::save;
use crate::cli::{message, ticker};

/// The number of SIGHUP.
pub(super) const HANGUP: u8 = 1;
/// Requests that may wait before the first of them is answered.
const WAITING: usize = 4;

/// Reads, counts, and reports again and again.
pub(super) fn run(config: &Config, follow: &FollowConfig) -> ExitStatus {
    let (monitor, clock) = (Monitor::default(), RunClock::start());
    let (ask, requests) = crossbeam_channel::bounded(WAITING);
    let reopen = ask.clone();
    // A full channel already holds a request that opens the files again.
    let reopen = Box::new(move || _ = reopen.try_send((RunCommand::Reopen, clock.time())));
    let hangup = if follow.reads_on { Hangup::Reopens(reopen) } else { Hangup::Ends };
    let Some(received) = signals::watch(&monitor, hangup) else {
        return ExitStatus::Failure;
    };
    let (done, finished) = crossbeam_channel::bounded(1);
    if let Err(error) = ticker::start(follow, false, clock, ask, finished) {
        message::print_error(&format!("cannot start the clock: {error}"));
        return ExitStatus::Failure;
    }
    if let Some(coarse) = follow.last.and_then(|last| coarse_window(config, last))
        && !config.quiet
    {
        message::print_note(&coarse);
    }
    let run = Run { config, follow, monitor: &monitor, requests: &requests, done };
    let mut printer = Printer::new(config, follow.every.is_some(), &monitor);
    let outcome = run.count(&mut |message| printer.print_message(message));
    let outcome = match outcome {
        Ok(outcome) => outcome,
        Err(error) => {
            let problem = message::with_origin(&error, config.origin.as_deref());
            return report_failure(config.output, &problem);
        }
    };
    end(config, follow, &outcome, printer, received.signal(), monitor.is_stopped())
}

/// Prints the last report, or saves the state, and gives the exit status; `signal` ended the run, if
/// one did, and `is_stopped` says that it did not end with its input.
pub(super) fn end(
    config: &Config,
    follow: &FollowConfig,
    outcome: &Outcome,
    mut printer: Printer<'_>,
    signal: Option<u8>,
    is_stopped: bool,
) -> ExitStatus {
    let ended = if printer.has_hung_up() { Some(HANGUP) } else { signal };
    let status = match (report_errors(config, outcome), ended) {
        (ExitStatus::Failure, _) => ExitStatus::Failure,
        (_, Some(signal)) if follow.every.is_none() || signal == HANGUP => {
            ExitStatus::Signal(signal)
        }
        (ExitStatus::Nothing, None) if is_stopped => ExitStatus::Success,
        // A signal is how a run with -F or --every ends.
        (status, _) => status,
    };
    if config.save.is_some() {
        let status = if printer.has_failed() { ExitStatus::Failure } else { status };
        // A terminal that is gone takes no report.
        return match printer.has_hung_up() {
            true => save::write(config, outcome, status),
            false => save::finish(config, outcome, status),
        };
    }
    printer.print(outcome);
    printer.status(status)
}

/// What the window of `--last` covers, where that differs from what was asked by over 1 %.
pub(super) fn coarse_window(config: &Config, last: i64) -> Option<String> {
    let width = config.run.keep.buckets.as_ref().map(|buckets| buckets.width().nanos());
    let (least, most) = window_span(last, width);
    if most.saturating_sub(least) <= last / 100 {
        return None;
    }
    let [last, least, most] = [last, least, most].map(format_duration);
    Some(format!(
        "--last {last} is made of whole buckets, the latest not over yet: it covers {least} to {most}"
    ))
}

pub(super) struct Run<'a> {
    pub(super) config: &'a Config,
    pub(super) follow: &'a FollowConfig,
    pub(super) monitor: &'a Monitor,
    /// Requests to the run, each with the time it was made.
    pub(super) requests: &'a Receiver<(RunCommand, RunTime)>,
    /// Gets a message when a report is finished, and saved where there is a checkpoint.
    pub(super) done: Sender<()>,
}

impl Run<'_> {
    /// Counts until the end, and hands reports, notices and errors to `handle`. Errors: the checkpoint
    /// cannot be loaded, or counting cannot begin.
    pub(super) fn count(&self, handle: &mut dyn FnMut(RunMessage)) -> Result<Outcome> {
        let FollowConfig { reads_on, last, checkpoint, .. } = self.follow;
        let mut checkpoint = checkpoint.as_deref().map(Checkpoint::open).transpose()?;
        let resume = checkpoint.as_mut().map(|checkpoint| checkpoint.load(self.config));
        let resume = resume.transpose()?.flatten();
        let saves = checkpoint.is_some();
        let live = FollowOptions { follow: *reads_on, last: *last, saves, resume };
        let mut handle = |message| match (message, &mut checkpoint) {
            (RunMessage::Save(snapshot), Some(checkpoint)) => {
                if let Err(error) = checkpoint.save(self.config, &snapshot) {
                    handle(RunMessage::Failed(Error::Usage(format!("--checkpoint: {error}"))));
                }
                _ = self.done.try_send(());
            }
            (message @ RunMessage::Report(_), checkpoint) => {
                handle(message);
                if checkpoint.is_none() {
                    _ = self.done.try_send(());
                }
            }
            (message, _) => handle(message),
        };
        pipeline::follow(&self.config.run, live, self.monitor, self.requests, &mut handle)
    }
}
