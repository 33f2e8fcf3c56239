//! SIGINT and SIGTERM end a run with the report of what was read; a second signal ends it at once.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicI32, Ordering};
use std::time::{Duration, Instant};

use signal_hook::consts::{SIGHUP, SIGINT, SIGTERM};
use signal_hook::iterator::Signals;
use streamstats::pipeline::Monitor;

/// A second signal within this time counts as the first: timeout(1) signals a program and then its
/// group, and Ctrl-C of a terminal may come together with the kill of a script.
const ECHO: Duration = Duration::from_secs(1);

/// State shared by the run and the thread that waits for signals.
#[derive(Debug, Clone, Default)]
pub(crate) struct Received {
    signal: Arc<AtomicI32>,
    reporting: Arc<AtomicBool>,
}

impl Received {
    /// The number of the signal that ended the reading, if one did. From here on the first signal
    /// ends the program at once: only the report is left to stop.
    pub(crate) fn finish_reading(&self) -> Option<u8> {
        self.reporting.store(true, Ordering::Release);
        u8::try_from(self.signal.load(Ordering::Acquire)).ok().filter(|signal| *signal > 0)
    }
}

/// Stops the run of `monitor` on a signal. `reopen` is called on SIGHUP; without it SIGHUP keeps
/// its default action.
///
/// # Errors
/// Those of the system, where handlers cannot be installed.
pub(crate) fn watch(
    monitor: &Monitor,
    reopen: Option<Box<dyn Fn() + Send>>,
) -> std::io::Result<Received> {
    let received = Received::default();
    let mut signals = Signals::new([SIGINT, SIGTERM])?;
    if reopen.is_some() {
        signals.handle().add_signal(SIGHUP)?;
    }
    let (monitor, seen) = (monitor.clone(), received.clone());
    std::thread::Builder::new().name("signals".to_owned()).spawn(move || {
        let mut first: Option<Instant> = None;
        for signal in signals.forever() {
            if signal == SIGHUP {
                reopen.iter().for_each(|reopen| reopen());
                continue;
            }
            let again = first.is_some_and(|first| first.elapsed() > ECHO);
            if again || (first.is_none() && seen.reporting.load(Ordering::Acquire)) {
                super::screen::restore();
                signal_hook::low_level::exit(128 + signal);
            }
            if first.is_none() {
                first = Some(Instant::now());
                seen.signal.store(signal, Ordering::Release);
                monitor.stop();
            }
        }
    })?;
    Ok(received)
}
