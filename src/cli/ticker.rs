//! Sends commands to a run that goes on, at their times.

use std::io;
use std::time::{Duration, Instant};

use crossbeam_channel::{Sender, TrySendError};
use streamstats::pipeline::RunCommand;
use streamstats::time::Timestamp;

use super::config::FollowConfig;
use super::environment::now;

/// The first report of a screen comes after this time, so that the screen is not empty for long.
const AT_FIRST: Duration = Duration::from_millis(100);
/// The run gets the time at least this often: lines without a time of their own get it, and a
/// sliding window moves while no line comes. The second interval is for a short window.
const TICKS: [Duration; 2] = [Duration::from_secs(1), Duration::from_millis(250)];
/// Windows under this length, in nanoseconds, are short.
const SHORT: i64 = 60_000_000_000;

/// Sends a command for a report, and one to save a checkpoint, each time the interval has passed,
/// and the time in between. With `at_once` the first report comes very soon.
///
/// # Errors
/// Those of the system, where no thread can be started.
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
        // Without an interval no report is asked for.
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
                false => [Some(RunCommand::Tick), None],
            };
            for what in asks.into_iter().flatten() {
                // The time does not take the place of a command that waits.
                if what == RunCommand::Tick && !ask.is_empty() {
                    continue;
                }
                // A full channel holds such a command already: it stands for this one too.
                if let Err(TrySendError::Disconnected(_)) = ask.try_send((what, now())) {
                    return;
                }
            }
        }
    };
    std::thread::Builder::new().name("clock".to_owned()).spawn(clock).map(drop)
}
