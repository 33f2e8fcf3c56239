//! The options of a run, the commands to it while it counts, and its messages.

use std::time::Duration;

use crate::aggregate::{Aggregates, Keep, Totals};
use crate::error::Error;
use crate::extract::ExtractOptions;
use crate::outcome::Outcome;
use crate::schema::Schema;
use crate::source::follow::{Notice, PathPosition};
use crate::source::{Input, SourceOptions};
use crate::tally::Tally;
use crate::time::Timestamp;

/// The options of a run: inputs, extraction, bounds.
#[derive(Debug, Clone)]
pub struct RunOptions {
    /// The inputs, in the order in which they are read.
    pub inputs: Vec<Input>,
    /// How an input is cut into blocks and lines.
    pub source: SourceOptions,
    /// What is taken from a line.
    pub extract: ExtractOptions,
    /// What is kept besides counts.
    pub keep: Keep,
    /// Whether parts of an ordered file outside the timeframe are jumped over.
    pub seek: bool,
    /// The current time. It gives the year to stamps without one in an input that has no date.
    pub now: Timestamp,
    /// How much may be kept.
    pub bounds: Bounds,
    /// How far an event may lie behind the latest one once time buckets are closed, in nanoseconds.
    pub lateness: u64,
    /// Worker threads; at least 1.
    pub threads: usize,
}

impl RunOptions {
    /// Counts whole lines of `inputs` on one thread, with the bounds of the program. What else is wanted is
    /// set in the fields.
    pub fn new(inputs: Vec<Input>) -> Self {
        Self {
            inputs,
            source: SourceOptions::default(),
            extract: ExtractOptions::default(),
            keep: Keep::default(),
            seek: false,
            now: Timestamp::default(),
            bounds: Bounds::default(),
            lateness: DEFAULT_LATENESS,
            threads: 1,
        }
    }
}

/// A minute, in nanoseconds.
const DEFAULT_LATENESS: u64 = 60_000_000_000;

/// Memory for each worker: its blocks, its buffers, and what glibc holds back for each thread, up to 64 MiB.
/// With 16 MiB and `--max-memory 200MB`, `-t` took 680 MB on 11 threads.
const WORKER_MEMORY: u64 = 64 << 20;

/// How much a run may keep. Past a bound counts become approximate.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Bounds {
    /// Distinct values.
    pub max_values: u64,
    /// Bytes for values and counts, over all threads.
    pub max_memory: u64,
}

/// The most memory that an allocator holds back in pieces too small to be used again.
const MAX_HELD_BACK: u64 = 120_000_000;

impl Bounds {
    /// How many of `threads` have room in `--max-memory`, at least one.
    pub(crate) fn threads(&self, threads: usize) -> usize {
        let room = usize::try_from(self.max_memory / WORKER_MEMORY).unwrap_or(usize::MAX);
        threads.min(room).max(1)
    }

    /// Bytes that counts may take. It is less than `max_memory`, because allocators hold back freed
    /// memory: with 50 MB kept by two threads glibc held as much again.
    pub(crate) fn budget(&self) -> u64 {
        self.max_memory - (self.max_memory / 2).min(MAX_HELD_BACK)
    }
}

impl Default for Bounds {
    fn default() -> Self {
        Self { max_values: 10_000_000, max_memory: 2 << 30 }
    }
}

/// How a run goes on after its first report.
#[derive(Debug, Default)]
pub(crate) struct FollowOptions {
    /// Files are read on after their end.
    pub(crate) follow: bool,
    /// The length of the sliding window in nanoseconds; `None` counts everything.
    pub(crate) last: Option<i64>,
    /// Whether snapshots are made for a checkpoint.
    pub(crate) saves: bool,
    /// What an earlier run saved.
    pub(crate) resume: Option<ResumeState>,
}

/// The counts so far and how far each file is read: the contents of a checkpoint.
pub(crate) struct Snapshot {
    pub(crate) totals: Totals,
    /// The account of the lines.
    pub(crate) tally: Tally,
    /// The names and units of what is counted.
    pub(crate) schema: Schema,
    /// How far each file is read.
    pub(crate) positions: Vec<PathPosition>,
}

/// A checkpoint that was read again, for a run to go on from.
#[derive(Debug)]
pub(crate) struct ResumeState {
    pub(crate) aggregates: Aggregates,
    /// The account of the lines.
    pub(crate) tally: Tally,
    /// How far each file is read.
    pub(crate) positions: Vec<PathPosition>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct RunTime {
    /// The machine's clock, which may be set back or ahead while the run goes on.
    pub(crate) now: Timestamp,
    /// Since the run began, by a monotonic clock.
    pub(crate) ran: Duration,
}

/// A command to a run while it counts. Each command comes with its time.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum RunCommand {
    /// Send a report of what is counted.
    Report,
    /// Send a snapshot for the checkpoint.
    Save,
    /// Look at every followed file again.
    Reopen,
    /// Take note of the time.
    Tick,
}

/// A message of a run while it counts.
pub(crate) enum RunMessage {
    /// What is counted so far.
    Report(Box<Outcome>),
    Save(Box<Snapshot>),
    /// Something happened to a followed file.
    Notice(Notice),
    /// Something went wrong, and the run goes on.
    Failed(Error),
}
