//! The clock of a run that goes on: asks for what is due.

use std::io;
use std::time::{Duration, Instant};

use crossbeam_channel::{Sender, TrySendError};
use streamstats::pipeline::RunCommand;
use streamstats::time::Timestamp;

use super::config::FollowConfig;
use super::environment::now;

/// A screen is not left empty for longer.
const AT_FIRST: Duration = Duration::from_millis(100);
/// The run is told what time it is at least as often: what has no time of its own came then, and a
/// window of time goes on while nothing comes. The second is for a window of seconds.
const TICKS: [Duration; 2] = [Duration::from_secs(1), Duration::from_millis(250)];
/// A window under this is one of seconds.
const SHORT: i64 = 60_000_000_000;

/// Asks for a report, and for what is to be saved, each time the interval has passed, with `at_once`
/// for the first very soon; and says what time it is meanwhile.
///
/// # Errors
/// The system's, where no thread can be had.
pub(super) fn start(
    follow: &FollowConfig,
    at_once: bool,
    ask: Sender<(RunCommand, Timestamp)>,
) -> io::Result<()> {
    let every = follow.every;
    let saves = follow.checkpoint.is_some();
    let is_short = follow.last.is_some_and(|last| last < SHORT);
    let tick = TICKS[usize::from(is_short)];
    let clock = move || {
        let first = every.map(|every| if at_once { every.min(AT_FIRST) } else { every });
        // Without an interval nobody asks for a report.
        let mut due = first.map(|first| Instant::now() + first);
        loop {
            let left = due.map(|due| due.saturating_duration_since(Instant::now()));
            std::thread::sleep(left.map_or(tick, |left| left.min(tick)));
            let is_due = due.is_some_and(|due| Instant::now() >= due);
            if is_due {
                due = every.map(|every| Instant::now() + every);
            }
            let asks = match is_due {
                true => [Some(RunCommand::Report), saves.then_some(RunCommand::Save)],
                false => [Some(RunCommand::Time), None],
            };
            for what in asks.into_iter().flatten() {
                // The time takes no place from what is to be answered.
                if what == RunCommand::Time && !ask.is_empty() {
                    continue;
                }
                // One that is not answered yet stands for this one too.
                if let Err(TrySendError::Disconnected(_)) = ask.try_send((what, now())) {
                    return;
                }
            }
        }
    };
    std::thread::Builder::new().name("clock".to_owned()).spawn(clock).map(drop)
}
