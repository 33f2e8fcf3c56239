//! A run: opens the inputs in order, hands their blocks to workers, and joins what each worker
//! counted. This is the only module that knows all reading stages and the threads.
//!
//! One *feeder* thread opens the inputs and puts tasks into a bounded queue: a filled block of a
//! stream, or the numbers of some blocks of a plain file, which the worker reads itself. The feeder is
//! detached, so that an input that has fallen silent cannot delay the report of a run that is
//! stopped. The workers run one loop, whether the run ends with its input or goes on (`-F`,
//! `--every`, `--last`).

mod counting;
mod feeder;
mod follow_state;
mod lateness;
mod monitor;
mod options;
mod seek;
mod sliding_window;
mod survey;
mod task;
mod worker;
mod worker_state;
mod workers;

use std::sync::{Arc, Mutex};

use crossbeam_channel::Receiver;

use crate::aggregate::{Aggregates, Totals};
use crate::error::{Error, Result};
use crate::extract::Extractor;
use crate::outcome::Outcome;
use crate::source::{self, Input};
use crate::time::Timestamp;
use follow_state::FollowState;
use survey::Surveyor;
use task::{BlockSource, Ledger, PendingPrefix, ReadPosition, Task, lock};
use worker::Worker;
use worker_state::WorkerStates;
use workers::Workers;

pub use monitor::Monitor;
pub use options::{Bounds, RunOptions};
pub(crate) use options::{FollowOptions, ResumeState, RunCommand, RunMessage, RunTime, Snapshot};
pub(crate) use sliding_window::window_span;

/// Reads and counts everything. `monitor` shows the progress and may stop the run.
///
/// # Errors
/// Options that contradict each other, threads that cannot be started. An input that cannot be read
/// and a bound that cannot be kept are in [`Outcome::errors`].
pub fn run(options: &RunOptions, monitor: &Monitor) -> Result<Outcome> {
    let commands = crossbeam_channel::never();
    count(options, None, monitor, &commands, &mut |_| ())
}

/// Reads and counts until the input ends or `monitor` stops the run, and obeys the `commands` that come
/// meanwhile, each with the current time. Reports, snapshots and notices go to `send`. Errors: as [`run`].
pub(crate) fn follow(
    options: &RunOptions,
    follow: FollowOptions,
    monitor: &Monitor,
    commands: &Receiver<(RunCommand, RunTime)>,
    send: &mut dyn FnMut(RunMessage),
) -> Result<Outcome> {
    count(options, Some(follow), monitor, commands, send)
}

fn count(
    options: &RunOptions,
    follow: Option<FollowOptions>,
    monitor: &Monitor,
    commands: &Receiver<(RunCommand, RunTime)>,
    send: &mut dyn FnMut(RunMessage),
) -> Result<Outcome> {
    source::check(options.source)?;
    let extractor = Arc::new(Extractor::new(&options.extract)?);
    let is_live = follow.is_some();
    let FollowOptions { follow: is_following, last, saves, resume } = follow.unwrap_or_default();
    let (counted_before, tally, positions) = match resume {
        Some(ResumeState { aggregates, tally, positions }) => (Some(aggregates), tally, positions),
        None => Default::default(),
    };
    let ledger = Arc::new(Mutex::new(Ledger { tally, ..Ledger::default() }));
    let (reopen, reopened) = crossbeam_channel::bounded(1);
    let followed = is_following.then_some(feeder::FollowRequest {
        positions: positions.clone(),
        saves,
        reopened,
    });
    let queue = feeder::start(options, &extractor, &ledger, monitor, is_live, followed)?;
    // A live run reports between two blocks, and counts with one thread.
    let max_workers = if is_live { 1 } else { options.threads };
    let plausible = Timestamp(options.now.0.saturating_add_unsigned(options.lateness));
    let (keep, bounds, lateness) = (&options.keep, options.bounds, options.lateness);
    let states = WorkerStates::new(keep, bounds, lateness, plausible, max_workers, is_live);
    if let Some(aggregates) = counted_before {
        states.resume_from(aggregates);
    }
    let workers = Workers {
        queue,
        commands,
        extractor: &extractor,
        ledger: &ledger,
        monitor,
        max_line: options.source.max_line,
        states,
        is_following,
        max_workers,
        started: 1.into(),
    };
    let positions = saves.then_some(positions);
    let mut state =
        is_live.then(|| FollowState::new(options, &workers, last, positions, reopen, send));
    workers.count(state.as_mut());
    count_pending(options, &workers);
    let windowed = state.and_then(|state| state.windowed());
    let totals = join_counts(&workers, windowed, options.keep.buckets.is_some())?;
    let mut ledger = std::mem::take(&mut *lock(&ledger));
    ledger.tally.finish();
    let errors = ledger.take_errors();
    let interrupted = monitor.is_stopped() && !is_following;
    let schema = extractor.schema();
    Ok(Outcome { totals, tally: ledger.tally, schema, errors, interrupted })
}

/// The totals of all workers, or of the sliding window. `has_times` says that there are times to be sorted. Errors:
/// not one thread can be started.
fn join_counts(
    workers: &Workers<'_>,
    windowed: Option<Aggregates>,
    has_times: bool,
) -> Result<Totals> {
    let join = || windowed.unwrap_or_else(|| workers.states.take_all(workers.size())).finish();
    // A pool costs more than it saves where one thread counted and no times are sorted.
    let is_shared = workers.size() > 1 || has_times;
    Ok(if is_shared { workers.pool()?.install(join) } else { join() })
}

/// Counts the first lines of a stream that were still held back when the run was stopped.
fn count_pending(options: &RunOptions, workers: &Workers<'_>) {
    let Some(pending) = lock(workers.ledger).pending.take() else { return };
    let PendingPrefix { sequence, source, modified, timeframe, block } = pending;
    let Some(mut surveyor) = Surveyor::new(workers.extractor, options) else { return };
    surveyor.timeframe = timeframe;
    let context = match surveyor.survey(block.as_slice(), modified, source, workers.ledger) {
        Ok(context) => Some(context),
        Err(problem) => return lock(workers.ledger).add_error(source, problem),
    };
    let (is_first, header, position) = (true, None, ReadPosition::Unrecorded);
    let blocks = BlockSource::Filled(block);
    let task = Task { sequence, source, context, is_first, header, blocks, position };
    Worker::new(workers, 0).count(task, None);
}

/// Checks that the inputs can be followed. Errors: standard input among files.
pub(crate) fn check_inputs(inputs: &[Input]) -> Result<()> {
    if inputs.len() > 1 && inputs.contains(&Input::Stdin) {
        return Err(Error::Usage(
            "-F/--follow: standard input ends when it ends and is not followed; name files only"
                .to_owned(),
        ));
    }
    Ok(())
}
