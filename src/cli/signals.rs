//! SIGINT and SIGTERM end a run with the report of what was read; a second one ends it at once.

use std::sync::Arc;
use std::sync::atomic::{AtomicI32, Ordering};

use signal_hook::consts::{SIGINT, SIGTERM};
use signal_hook::iterator::Signals;
use streamstats::pipeline::Monitor;

/// The signal that came, if one did.
#[derive(Debug, Clone, Default)]
pub(crate) struct Received(Arc<AtomicI32>);

impl Received {
    /// The signal's number.
    pub(crate) fn get(&self) -> Option<u8> {
        u8::try_from(self.0.load(Ordering::Acquire)).ok().filter(|signal| *signal > 0)
    }
}

/// Stops the run of `monitor` when a signal comes.
///
/// # Errors
/// The system's, where handlers cannot be installed.
pub(crate) fn watch(monitor: &Monitor) -> std::io::Result<Received> {
    let received = Received::default();
    let mut signals = Signals::new([SIGINT, SIGTERM])?;
    let (monitor, seen) = (monitor.clone(), received.clone());
    std::thread::Builder::new().name("signals".to_owned()).spawn(move || {
        for signal in signals.forever() {
            if seen.0.swap(signal, Ordering::AcqRel) != 0 {
                signal_hook::low_level::exit(128 + signal);
            }
            monitor.stop();
        }
    })?;
    Ok(received)
}
