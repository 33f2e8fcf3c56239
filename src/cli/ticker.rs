//! Sends commands to a run that goes on, at their times.

use std::io;
use std::time::{Duration, Instant};

use crate::pipeline::{RunCommand, RunTime};
use crossbeam_channel::{Receiver, RecvTimeoutError, Sender, TrySendError};

use super::config::FollowConfig;
use super::environment::RunClock;

/// The first report of a screen comes after this time, so that the screen is not empty for long.
const AT_FIRST: Duration = Duration::from_millis(100);
/// The run gets the time at least this often: lines without a time of their own get it, and a
/// sliding window moves while no line comes. The second interval is for a short window.
const TICKS: [Duration; 2] = [Duration::from_secs(1), Duration::from_millis(250)];
/// Windows under this length, in nanoseconds, are short.
const SHORT: i64 = 60_000_000_000;

/// The times of reports.
struct Schedule {
    every: Duration,
    due: Instant,
    /// When the report that is not finished yet was asked for.
    asked: Option<Instant>,
}

impl Schedule {
    /// Sets the time of the next report after one is finished. A report that took longer than the
    /// interval is followed by as long a pause, so that the run reads half of the time at least.
    fn finish(&mut self) {
        if let Some(asked) = self.asked.take() {
            self.due = (asked + self.every).max(Instant::now() + asked.elapsed());
        }
    }
}

/// Sends a command for a report and a command to save a checkpoint each time the interval has passed, and
/// the current time in between. With `at_once` the first report comes very soon. `done` gets a message when
/// a report is finished, and saved where there is a checkpoint. Errors: the system starts no thread.
pub(super) fn start(
    follow: &FollowConfig,
    at_once: bool,
    clock: RunClock,
    ask: Sender<(RunCommand, RunTime)>,
    done: Receiver<()>,
) -> io::Result<()> {
    let saves = follow.checkpoint.is_some();
    let is_short = follow.last.is_some_and(|last| last < SHORT);
    let tick = TICKS[usize::from(is_short)];
    // Without an interval no report is asked for.
    let mut schedule = follow.every.map(|every| {
        let first = if at_once { every.min(AT_FIRST) } else { every };
        Schedule { every, due: Instant::now() + first, asked: None }
    });
    let send = move || loop {
        let waiting = schedule.as_ref().filter(|schedule| schedule.asked.is_none());
        let left = waiting.map(|schedule| schedule.due.saturating_duration_since(Instant::now()));
        match done.recv_timeout(left.map_or(tick, |left| left.min(tick))) {
            Ok(()) => {
                schedule.iter_mut().for_each(Schedule::finish);
                continue;
            }
            Err(RecvTimeoutError::Timeout) => {}
            Err(RecvTimeoutError::Disconnected) => return,
        }
        let (now, time) = (Instant::now(), clock.time());
        let due = schedule.as_mut().filter(|one| one.asked.is_none() && one.due <= now);
        let sent = match due {
            Some(schedule) => {
                let sent = ask.try_send((RunCommand::Report, time));
                if sent.is_ok() {
                    schedule.asked = Some(now);
                }
                match sent {
                    Ok(()) if saves => ask.send((RunCommand::Save, time)).map_err(Into::into),
                    sent => sent,
                }
            }
            // The time does not take the place of a command that waits.
            None if ask.is_empty() => ask.try_send((RunCommand::Tick, time)),
            None => Ok(()),
        };
        if let Err(TrySendError::Disconnected(_)) = sent {
            return;
        }
    };
    std::thread::Builder::new().name("clock".to_owned()).spawn(send).map(drop)
}
