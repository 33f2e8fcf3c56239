//! The state of a run that goes on, between two blocks: the limits of lateness, the sliding window, the
//! read positions, and the time. It answers the commands.
//!
//! One thread counts, and obeys commands between two blocks. The library reads no clock: each
//! command brings the time.

use std::time::Duration;

use super::RunOptions;
use super::counting::BlockCounter;
use super::lateness::Lateness;
use super::options::{RunCommand, RunMessage, RunTime, Snapshot};
use super::sliding_window::SlidingWindow;
use super::task::{ReadPosition, Task, lock};
use super::workers::Workers;
use crate::aggregate::Aggregates;
use crate::outcome::Outcome;
use crate::source::Block;
use crate::source::follow::{Notice, PathPosition};
use crate::tally::Tally;
use crate::time::{Assumed, Timestamp};

use crossbeam_channel::Sender;

/// Closed buckets are folded once the rates of all values take this many bytes. Below, they stay
/// open so that reports can draw the course of a rate.
const OPEN_BYTES: u64 = 4 << 20;

/// The state of a run that goes on.
pub(super) struct FollowState<'a> {
    workers: &'a Workers<'a>,
    /// Takes reports, snapshots and notices.
    send: &'a mut dyn FnMut(RunMessage),
    /// Tells the feeder to look at every file again.
    reopen: Sender<()>,
    /// The counts of `--last`; `None` without it.
    window: Option<SlidingWindow>,
    /// For each source its limit of lateness and the time of its last block. Each log is written at its
    /// own pace.
    sources: Vec<(Lateness, Duration)>,
    /// How far an event may lie behind the latest one of its source, in nanoseconds.
    max_delay: u64,
    /// `--lateness`, in nanoseconds.
    lateness: u64,
    /// The latest time a stamp may have to be plausible by our clock.
    latest_plausible: Timestamp,
    has_times: bool,
    saves: bool,
    /// How far files are read; `None` before the first position is known.
    positions: Option<Vec<PathPosition>>,
    /// Closed buckets are folded when the rates of all values take this many bytes.
    fold_at: u64,
    /// The latest event of all sources, and when it came.
    latest: Option<(Timestamp, Duration)>,
    started: Timestamp,
    /// Since the run began.
    ran: Duration,
    /// Unfinished last lines, which are counted after the last snapshot.
    deferred: Vec<Task>,
}

impl std::fmt::Debug for FollowState<'_> {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        out.debug_struct("FollowState").field("ran", &self.ran).finish_non_exhaustive()
    }
}

impl<'a> FollowState<'a> {
    /// For the run of `workers`, which goes on from `positions`. `last` is the length of the sliding
    /// window in nanoseconds.
    pub(super) fn new(
        options: &RunOptions,
        workers: &'a Workers<'a>,
        last: Option<i64>,
        saves: Option<Vec<PathPosition>>,
        reopen: Sender<()>,
        send: &'a mut dyn FnMut(RunMessage),
    ) -> Self {
        let bucket = options.keep.buckets.as_ref().map(|buckets| buckets.width().nanos());
        let window = |last| SlidingWindow::new(&options.keep, options.bounds, last, bucket);
        let mut state = Self {
            workers,
            send,
            reopen,
            window: last.map(window),
            sources: Vec::new(),
            max_delay: options.lateness.max(last.unwrap_or(0).unsigned_abs()),
            lateness: options.lateness,
            latest_plausible: Timestamp::default(),
            has_times: bucket.is_some(),
            saves: saves.is_some(),
            positions: saves.filter(|positions| !positions.is_empty()),
            fold_at: OPEN_BYTES,
            latest: None,
            started: options.now,
            ran: Duration::ZERO,
            deferred: Vec::new(),
        };
        state.set_time(RunTime { now: options.now, ran: Duration::ZERO });
        state
    }

    /// Takes note of the time. The sliding window moves on with it, also while nothing comes, but not
    /// with a machine's clock that is set.
    fn set_time(&mut self, time: RunTime) {
        let RunTime { now, ran } = time;
        self.ran = ran;
        self.latest_plausible = Timestamp(now.0.saturating_add_unsigned(self.lateness));
        let Some(window) = &mut self.window else { return };
        let running = after(self.started, ran);
        window.set_now(running);
        match self.latest {
            Some((at, came)) if self.has_times => {
                window.advance(after(at, ran.saturating_sub(came)));
            }
            None if self.has_times => {}
            _ => window.advance(running),
        }
    }

    /// Counts one block, and keeps the counts within the bounds.
    pub(super) fn count_block(
        &mut self,
        counter: &mut BlockCounter<'_>,
        task: &Task,
        block: &Block,
    ) {
        while self.sources.len() <= task.source {
            self.sources.push((Lateness::following(self.max_delay), self.ran));
        }
        let (late, came) = &mut self.sources[task.source];
        *came = self.ran;
        late.set_latest_plausible(self.latest_plausible);
        let Some(window) = &mut self.window else {
            let states = &self.workers.states;
            states.count(0, |aggregates, closed| {
                late.advance_to(closed.horizon());
                counter.count(task, block, aggregates, late);
            });
            states.set_latest_plausible(late.latest_plausible());
            states.enforce_limits();
            self.fold();
            return;
        };
        counter.count(task, block, window, late);
        let latest = self.sources.iter().filter_map(|(late, _)| late.latest()).max();
        if let Some(latest) = latest {
            if self.latest.is_none_or(|(known, _)| known != latest) {
                self.latest = Some((latest, self.ran));
                window.advance(latest);
            }
            // While every event is ahead of our clock, none is known to be implausible.
            let plausible = self.sources.iter().map(|(late, _)| late.latest_plausible());
            window.drop_future(plausible.max().unwrap_or(self.latest_plausible));
        }
        window.enforce_limits();
    }

    /// Folds closed buckets once the rates of all values take much memory.
    fn fold(&mut self) {
        let states = &self.workers.states;
        if states.rates_memory() <= self.fold_at {
            return;
        }
        // A source that has been silent for long keeps no bucket open.
        let active_since = self.ran.checked_sub(Duration::from_nanos(self.max_delay));
        let active = self.sources.iter().filter(|(late, came)| {
            late.latest().is_some() && active_since.is_none_or(|since| *came >= since)
        });
        if let Some(horizon) = active.map(|(late, _)| late.horizon()).min() {
            states.fold(horizon);
        }
        self.fold_at = (states.rates_memory() * 2).max(OPEN_BYTES);
    }

    /// Takes note of how far files are read with the blocks counted so far.
    pub(super) fn set_positions(&mut self, positions: Vec<PathPosition>) {
        self.positions = Some(positions);
    }

    /// Whether a task is an unfinished last line, to be counted after the last snapshot.
    pub(super) fn defers(&self, task: &Task) -> bool {
        matches!(task.position, ReadPosition::Unfinished)
    }

    /// Keeps an unfinished last line for after the last snapshot.
    pub(super) fn defer(&mut self, task: Task) {
        self.deferred.push(task);
    }

    /// The unfinished last lines.
    pub(super) fn take_deferred(&mut self) -> Vec<Task> {
        std::mem::take(&mut self.deferred)
    }

    /// Obeys a command. `assumed` are the assumptions made for stamps.
    pub(super) fn obey(&mut self, command: RunCommand, time: RunTime, assumed: Assumed) {
        self.set_time(time);
        match command {
            RunCommand::Report => {
                let tally = self.tally(assumed);
                let errors = lock(self.workers.ledger).take_errors();
                let schema = self.workers.extractor.schema();
                let totals = self.counted().finish();
                let outcome = Outcome { totals, tally, schema, errors, interrupted: false };
                (self.send)(RunMessage::Report(Box::new(outcome)));
            }
            RunCommand::Save => self.save(assumed),
            // A request that is not taken yet stands for this one too.
            RunCommand::Reopen => drop(self.reopen.try_send(())),
            RunCommand::Tick => {}
        }
    }

    /// Passes on what happened to a file.
    pub(super) fn forward(&mut self, notice: Notice) {
        (self.send)(RunMessage::Notice(notice));
    }

    /// Sends the last snapshot, where there is a checkpoint.
    pub(super) fn save_at_end(&mut self, assumed: Assumed) {
        // The positions do not say how much of a half counted block was counted, so the last checkpoint
        // stays.
        if self.saves && !self.workers.monitor.is_overdue() {
            self.save(assumed);
        }
    }

    fn save(&mut self, assumed: Assumed) {
        // Without positions nothing was counted, and a checkpoint would look like a plain state.
        let Some(positions) = self.positions.clone() else { return };
        let (totals, tally) = (self.counted().finish(), self.tally(assumed));
        let schema = self.workers.extractor.schema();
        (self.send)(RunMessage::Save(Box::new(Snapshot { totals, tally, schema, positions })));
    }

    fn tally(&self, assumed: Assumed) -> Tally {
        let mut tally = lock(self.workers.ledger).tally.clone();
        tally.finish();
        tally.assume(assumed);
        tally
    }

    fn counted(&self) -> Aggregates {
        self.windowed().unwrap_or_else(|| self.workers.states.snapshot())
    }

    /// The counts of the sliding window; `None` where everything counts.
    pub(super) fn windowed(&self) -> Option<Aggregates> {
        let window = self.window.as_ref()?;
        let is_open = self.latest.is_none() && self.has_times;
        Some(if is_open { window.snapshot_of_latest() } else { window.snapshot() })
    }
}

/// The instant `passed` after `at`.
fn after(at: Timestamp, passed: Duration) -> Timestamp {
    let nanos = u64::try_from(passed.as_nanos()).unwrap_or(u64::MAX);
    Timestamp(at.0.saturating_add_unsigned(nanos))
}
