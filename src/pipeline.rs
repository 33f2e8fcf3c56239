//! The only place that knows all reading stages and the threads: opens the sources in order, hands
//! their blocks to workers, and merges what each worker counted.
//!
//! One *feeder* thread opens the sources and puts work into a bounded queue: a filled block of a
//! stream, or the numbers of some blocks of a plain file that the worker reads itself. It is detached,
//! so that a source that has fallen silent cannot hold the report back when the run is stopped.

mod counting;
mod feeder;
mod lateness;
mod live;
mod monitor;
mod seek;
mod sliding_window;
mod survey;
mod worker;
mod worker_state;
mod workers;

use std::sync::{Arc, Mutex};
use std::time::SystemTime;

use crate::aggregate::{Aggregates, Keep};
use crate::error::{Error, Result};
use crate::extract::{ExtractOptions, Extractor, Timeframe};
use crate::outcome::Outcome;
use crate::source::{self, Block, Input, SourceOptions};
use crate::tally::Tally;
use crate::time::Timestamp;
use feeder::{BlockSource, ReadPosition, Work};
use survey::Surveyor;
use worker_state::WorkerStates;
use workers::Workers;

pub use live::{FollowOptions, Progress, Resume, RunCommand, RunMessage, check, watch};
pub use monitor::Monitor;

/// What is to be read and counted.
#[derive(Debug, Clone)]
pub struct RunOptions {
    /// What to read, in order.
    pub inputs: Vec<Input>,
    /// How it is cut into blocks and lines.
    pub source: SourceOptions,
    /// What is taken from a line.
    pub extract: ExtractOptions,
    /// What is kept besides counts.
    pub keep: Keep,
    /// Whether parts of an ordered file outside the timeframe are jumped over.
    pub seek: bool,
    /// The moment that counts as now: it dates stamps without a year in what is no file.
    pub now: Timestamp,
    /// How much may be kept.
    pub bounds: Bounds,
    /// How much later than others an event may come, in nanoseconds, once buckets of time are closed.
    pub lateness: u64,
    /// Worker threads; at least 1.
    pub threads: usize,
}

/// How much a run may keep. Past a bound counts become approximate.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Bounds {
    /// Distinct values.
    pub max_values: u64,
    /// Bytes for values and counts, over all threads.
    pub max_memory: u64,
}

impl Default for Bounds {
    fn default() -> Self {
        Self { max_values: 10_000_000, max_memory: 2 << 30 }
    }
}

/// What the feeder and the workers write down together.
#[derive(Debug, Default)]
struct Ledger {
    tally: Tally,
    /// In the order of the sources, whoever met them first.
    errors: Vec<(usize, Error)>,
    /// The bound that was reached.
    refusal: Option<Error>,
    /// The beginning of a stream that is not counted yet.
    held: Option<PendingPrefix>,
}

/// The beginning of a stream, held back until it tells how its times are read.
#[derive(Debug)]
struct PendingPrefix {
    sequence: u64,
    source: usize,
    modified: Option<SystemTime>,
    /// The timeframe, where sources before this have settled it.
    timeframe: Option<Timeframe>,
    block: Block,
}

/// Locks the ledger; a thread that panicked while it held it leaves it readable.
fn lock(ledger: &Mutex<Ledger>) -> std::sync::MutexGuard<'_, Ledger> {
    ledger.lock().unwrap_or_else(std::sync::PoisonError::into_inner)
}

/// Reads and counts everything; `monitor` watches and may stop it.
///
/// # Errors
/// Options that do not fit, a bound that was reached, threads that cannot be started. A source that
/// cannot be read is no error here but one of [`Outcome::errors`].
pub fn run(options: &RunOptions, monitor: &Monitor) -> Result<Outcome> {
    source::check(options.source)?;
    let extractor = Arc::new(Extractor::new(&options.extract)?);
    let ledger = Arc::new(Mutex::new(Ledger::default()));
    let threads = options.threads.max(1);
    let queue = feeder::start(options, &extractor, &ledger, monitor, false)?;
    let cap = Timestamp(options.now.0.saturating_add_unsigned(options.lateness));
    let (bounds, lateness) = (options.bounds, options.lateness);
    let shared = worker::Shared {
        queue,
        extractor: &extractor,
        ledger: &ledger,
        monitor,
        max_line: options.source.max_line,
        states: WorkerStates::new(&options.keep, bounds, lateness, cap, threads, false),
    };
    let crew = Workers::new(&shared, threads);
    crew.count();
    let held = count_held(options, &shared);
    let refused = lock(&ledger).refusal.take();
    if let Some(refusal) = refused {
        return Err(refusal);
    }
    let is_shared = crew.size() > 1 || held.is_some() || options.keep.buckets.is_some();
    let end = || {
        let all = shared.states.take_all(crew.size(), held);
        shared.states.check(&all).map(|()| all.finish())
    };
    // Where one counted and no times are put in order there is nothing to share.
    let totals = match is_shared {
        true => crew.pool()?.install(end),
        false => end(),
    }?;
    let mut ledger = std::mem::take(&mut *lock(&ledger));
    ledger.tally.finish();
    ledger.errors.sort_by_key(|(source, _)| *source);
    let errors = ledger.errors.into_iter().map(|(_, error)| error).collect();
    let interrupted = monitor.is_stopped();
    let schema = extractor.schema();
    Ok(Outcome { totals, tally: ledger.tally, schema, errors, interrupted })
}

/// Counts the beginning of a stream that was still held back when the run was stopped.
fn count_held(options: &RunOptions, shared: &worker::Shared<'_>) -> Option<Aggregates> {
    let held = lock(shared.ledger).held.take()?;
    let PendingPrefix { sequence, source, modified, timeframe, block } = held;
    let mut surveyor = Surveyor::new(shared.extractor, options)?;
    surveyor.timeframe = timeframe;
    let surveyed = surveyor.survey(block.as_slice(), modified, source, shared.ledger);
    let context =
        surveyed.map_err(|error| lock(shared.ledger).errors.push((source, error))).ok()?;
    let load = BlockSource::Filled(Block::default());
    let context = Some(context);
    let (is_first, header, reached) = (true, None, ReadPosition::Untold);
    let work = Work { sequence, source, context, is_first, header, load, reached };
    Some(worker::count_alone(shared, &work, &block))
}
