//! Counting that goes on: `--follow`, `--every`, `--last`, `--checkpoint`.

use streamstats::pipeline::{Monitor, RunCommand, window_span};
use streamstats::source::Input;
use streamstats::time::format_duration;

use super::follow_printer::Printer;
use super::follow_run::Run;
use super::follow_screen;
use crate::cli::config::{Config, FollowConfig};
use crate::cli::environment::{Environment, RunClock};
use crate::cli::exit::ExitStatus;
use crate::cli::printing::{report_errors, report_failure};
use crate::cli::signals::Hangup;
use crate::cli::state::save;
use crate::cli::{message, signals, ticker};

/// The number of SIGHUP.
const HANGUP: u8 = 1;
/// Requests that may wait before the first of them is answered.
const WAITING: usize = 4;

/// Reads, counts, and reports again and again.
pub(super) fn run(config: &Config, follow: &FollowConfig, environment: &Environment) -> ExitStatus {
    let (monitor, clock) = (Monitor::default(), RunClock::start());
    let (ask, requests) = crossbeam_channel::bounded(WAITING);
    let reopen = ask.clone();
    // A full channel already holds a request that opens the files again.
    let reopen = Box::new(move || _ = reopen.try_send((RunCommand::Reopen, clock.time())));
    let on_screen = uses_screen(config, follow, environment);
    let hangup = match on_screen || !follow.reads_on {
        true => Hangup::Ends,
        false => Hangup::Reopens(reopen),
    };
    let received = match signals::watch(&monitor, hangup) {
        Ok(received) => received,
        Err(error) => {
            message::error(&format!("cannot watch for signals: {error}"));
            return ExitStatus::Failure;
        }
    };
    let (done, finished) = crossbeam_channel::bounded(1);
    if let Err(error) = ticker::start(follow, on_screen, clock, ask, finished) {
        message::error(&format!("cannot start the clock: {error}"));
        return ExitStatus::Failure;
    }
    if let Some(coarse) = follow.last.and_then(|last| coarse_window(config, last))
        && !config.quiet
    {
        message::note(&coarse);
    }
    let run = Run { config, follow, monitor: &monitor, requests: &requests, done };
    let mut printer = Printer::new(config, follow.every.is_some(), &monitor);
    let outcome = match on_screen {
        true => follow_screen::count(&run, &mut printer),
        false => run.count(&mut |message| printer.handle(message)),
    };
    let outcome = match outcome {
        Ok(outcome) => outcome,
        Err(error) => {
            let problem = message::with_origin(&error, config.origin.as_deref());
            return report_failure(config.output, &problem);
        }
    };
    let ended = if printer.has_hung_up() { Some(HANGUP) } else { received.signal() };
    let status = match (report_errors(config, &outcome), ended) {
        (ExitStatus::Failure, _) => ExitStatus::Failure,
        (_, Some(signal)) if follow.every.is_none() || signal == HANGUP => {
            ExitStatus::Signal(signal)
        }
        // A run with -F or --every has no other end.
        (_, Some(_)) => ExitStatus::Success,
        (ExitStatus::Nothing, None) if monitor.is_stopped() => ExitStatus::Success,
        (status, None) => status,
    };
    if config.save.is_some() {
        return save::finish(
            config,
            &outcome,
            if printer.has_failed() { ExitStatus::Failure } else { status },
        );
    }
    printer.print(&outcome);
    printer.status(status)
}

/// What the window of `--last` covers, where that differs from what was asked by over 1 %.
fn coarse_window(config: &Config, last: i64) -> Option<String> {
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

/// Whether the report is a screen: the whole report as text in a terminal that is not itself what
/// is read.
fn uses_screen(config: &Config, follow: &FollowConfig, environment: &Environment) -> bool {
    let reads_terminal = environment.stdin_terminal && config.run.inputs.contains(&Input::Stdin);
    let is_whole = config.output.is_live && config.analysis.sections.is_empty();
    let prints = config.write.is_none() && !config.fail_fast;
    follow.every.is_some() && environment.stdout_terminal && prints && is_whole && !reads_terminal
}
