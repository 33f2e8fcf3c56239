//! The clock of a run that goes on: asks for what is due.

use std::io;
use std::time::Duration;

use crossbeam_channel::{Sender, TrySendError};
use streamstats::pipeline::Ask;
use streamstats::time::Timestamp;

use super::Watching;
use crate::cli::environment::now;

/// A screen is not left empty for longer.
const AT_FIRST: Duration = Duration::from_millis(100);

/// Asks for a report, and for what is to be saved, each time the interval has passed; with `at_once`
/// for the first very soon.
///
/// # Errors
/// The system's, where no thread can be had.
pub(super) fn start(
    watching: &Watching,
    at_once: bool,
    ask: Sender<(Ask, Timestamp)>,
) -> io::Result<()> {
    let every = watching.every;
    let saves = watching.checkpoint.is_some();
    let clock = move || {
        let mut wait = every.map(|every| if at_once { every.min(AT_FIRST) } else { every });
        loop {
            // Without an interval nobody asks; but the run must not take that for the end.
            let Some(pause) = wait else {
                std::thread::park();
                continue;
            };
            std::thread::sleep(pause);
            wait = every;
            let asks = [Some(Ask::Report), saves.then_some(Ask::Save)];
            for what in asks.into_iter().flatten() {
                // One that is not answered yet stands for this one too.
                if let Err(TrySendError::Disconnected(_)) = ask.try_send((what, now())) {
                    return;
                }
            }
        }
    };
    std::thread::Builder::new().name("clock".to_owned()).spawn(clock).map(drop)
}
