//! SIGINT and SIGTERM end a run with the report of what was read; a second signal ends the run
//! without a report. SIGHUP ends a run too, or makes a follower look at its files again.

use std::sync::atomic::{AtomicI32, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError, TryLockError};
use std::time::{Duration, Instant};

use crate::pipeline::Monitor;
use signal_hook::consts::{SIGHUP, SIGINT, SIGTERM};
use signal_hook::iterator::Signals;

use super::exit::ExitStatus;
use super::message;
use super::replaced_file::remove_temporary;
use super::screen::restore_terminal;

/// A second signal within this time is the first one again: timeout(1) signals a program and then
/// its group, and a terminal's Ctrl-C may come with a script's own kill.
const ECHO: Duration = Duration::from_secs(1);

/// Held while a report is written, so that no signal cuts it.
static OUTPUT: Mutex<()> = Mutex::new(());

/// What SIGHUP does.
pub(crate) enum Hangup {
    /// It ends the run, unless it was ignored when the program started (`nohup`).
    Ends,
    /// It calls this function.
    Reopens(Box<dyn Fn() + Send>),
}

/// The signal that ended the run.
#[derive(Debug, Clone, Default)]
pub(crate) struct Received {
    signal: Arc<AtomicI32>,
}

impl Received {
    /// The number of the signal that came first, if one came.
    pub(crate) fn signal(&self) -> Option<u8> {
        u8::try_from(self.signal.load(Ordering::Acquire)).ok().filter(|signal| *signal > 0)
    }

    /// Ends a run that has read its input: `report` prints with the status so far, and gives the
    /// status of the program. A signal that comes meanwhile does not cut the report.
    pub(crate) fn end_with(
        &self,
        status: ExitStatus,
        report: impl FnOnce(ExitStatus) -> ExitStatus,
    ) -> ExitStatus {
        let before = self.signal();
        let status = report(before.map_or(status, ExitStatus::Signal));
        match self.signal() {
            Some(late) if before.is_none() && status != ExitStatus::Failure => {
                ExitStatus::Signal(late)
            }
            _ => status,
        }
    }
}

/// Keeps signals from ending the program while the guard lives: a report is written whole.
pub(crate) fn hold_output() -> MutexGuard<'static, ()> {
    OUTPUT.lock().unwrap_or_else(PoisonError::into_inner)
}

/// Stops the run of `monitor` when a signal comes. `None`, after an error message, if the handlers cannot be
/// installed.
pub(crate) fn watch(monitor: &Monitor, hangup: Hangup) -> Option<Received> {
    let watching = try_watch(monitor, hangup);
    let failed = |error: &std::io::Error| {
        restore_terminal();
        message::print_error(&format!("cannot watch for signals: {error}"));
    };
    watching.inspect_err(failed).ok()
}

fn try_watch(monitor: &Monitor, hangup: Hangup) -> std::io::Result<Received> {
    let received = Received::default();
    let mut signals = Signals::new([SIGINT, SIGTERM])?;
    if matches!(hangup, Hangup::Reopens(_)) || !ignores_hangup() {
        signals.handle().add_signal(SIGHUP)?;
    }
    let (monitor, seen) = (monitor.clone(), received.clone());
    std::thread::Builder::new().name("signals".to_owned()).spawn(move || {
        let mut first: Option<Instant> = None;
        let mut was_held = false;
        for signal in signals.forever() {
            if let (SIGHUP, Hangup::Reopens(reopen)) = (signal, &hangup) {
                reopen();
                continue;
            }
            let Some(first) = first else {
                first = Some(Instant::now());
                seen.signal.store(signal, Ordering::Release);
                monitor.stop();
                continue;
            };
            if first.elapsed() <= ECHO {
                continue;
            }
            let output = OUTPUT.try_lock();
            // A report that is being written is written to its end, unless one more signal comes.
            if matches!(output, Err(TryLockError::WouldBlock)) && !was_held {
                was_held = true;
                continue;
            }
            restore_terminal();
            remove_temporary();
            signal_hook::low_level::exit(128 + signal);
        }
    })?;
    Ok(received)
}

/// Whether SIGHUP was ignored when the program started; known on Linux only.
fn ignores_hangup() -> bool {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let ignored = status.lines().find_map(|line| line.strip_prefix("SigIgn:"));
    let ignored = ignored.and_then(|mask| u64::from_str_radix(mask.trim(), 16).ok());
    // The mask has signal 1, SIGHUP, in its lowest bit.
    ignored.is_some_and(|mask| mask & 1 == 1)
}
