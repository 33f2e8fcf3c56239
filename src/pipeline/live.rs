//! A run that goes on: its report is asked for again and again, files are followed, and what is
//! counted may be saved with how far the files are read.
//!
//! One thread counts. Whoever watches asks through a channel and is told through a callback, between
//! two blocks; the library reads no clock, so the time is told with what is asked.

use std::sync::{Arc, Mutex};

use crossbeam_channel::Receiver;

use super::feeder::{self, ReadPosition, Work};
use super::lateness::Lateness;
use super::sliding_window::SlidingWindow;
use super::worker::{Shared, Worker};
use super::worker_state::WorkerStates;
use super::{Ledger, Monitor, RunOptions, lock};
use crate::aggregate::{Aggregates, Totals};
use crate::error::{Error, Result};
use crate::extract::Extractor;
use crate::outcome::Outcome;
use crate::schema::Schema;
use crate::source::follow::{Notice, PathPosition};
use crate::source::{self, Input};
use crate::tally::Tally;
use crate::time::Timestamp;

/// What is known of each value's rates is let grow to this before closed buckets are folded: they
/// draw the course of the rate.
const OPEN_BYTES: u64 = 4 << 20;

/// How a run goes on.
#[derive(Debug, Default)]
pub struct FollowOptions {
    /// Files are read on after their end.
    pub follow: bool,
    /// Only the latest part counts: nanoseconds.
    pub last: Option<i64>,
    /// What is counted is saved.
    pub saves: bool,
    /// What an earlier run saved.
    pub resume: Option<Resume>,
}

/// What is counted, and how far the files are read.
#[derive(Debug)]
pub struct Progress {
    /// What is counted.
    pub totals: Totals,
    /// What became of the lines.
    pub tally: Tally,
    /// The names and units of what is counted.
    pub schema: Schema,
    /// How far each file is read.
    pub places: Vec<PathPosition>,
}

/// The same, read again to go on from there.
#[derive(Debug)]
pub struct Resume {
    /// What is counted.
    pub aggregates: Aggregates,
    /// What became of the lines.
    pub tally: Tally,
    /// How far each file is read.
    pub places: Vec<PathPosition>,
}

/// What is asked of a run.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum RunCommand {
    /// A report of what is counted.
    Report,
    /// What is counted, to be saved.
    Save,
    /// To look at every file again.
    Reopen,
    /// Nothing: only what time it is.
    Time,
}

/// What the run says.
#[derive(Debug)]
pub enum RunMessage {
    /// What is counted so far.
    Report(Box<Outcome>),
    /// The same, to be saved.
    Save(Box<Progress>),
    /// Something happened to a file.
    Notice(Notice),
    /// Something went wrong, and the run goes on.
    Failed(Error),
}

/// Reads and counts until the input ends or `monitor` stops it. `asked` is what is asked and when;
/// `tell` is told.
///
/// # Errors
/// As [`super::run`].
pub fn watch(
    options: &RunOptions,
    live: FollowOptions,
    monitor: &Monitor,
    asked: &Receiver<(RunCommand, Timestamp)>,
    tell: &mut dyn FnMut(RunMessage),
) -> Result<Outcome> {
    source::check(options.source)?;
    let extractor = Arc::new(Extractor::new(&options.extract)?);
    let FollowOptions { follow, last, saves, resume } = live;
    let mut ledger = Ledger::default();
    let (base, places) = match resume {
        Some(Resume { aggregates, tally, places }) => {
            ledger.tally = tally;
            (Some(aggregates), places)
        }
        None => (None, Vec::new()),
    };
    let ledger = Arc::new(Mutex::new(ledger));
    let (reopen, reopened) = crossbeam_channel::bounded(1);
    let (queue, notices) = if follow {
        let wishes = feeder::Wishes { places: places.clone(), saves, reopened };
        feeder::follow(options, wishes, &extractor, &ledger, monitor)?
    } else {
        let none = crossbeam_channel::never();
        (feeder::start(options, &extractor, &ledger, monitor, true)?, none)
    };
    let cap = Timestamp(options.now.0.saturating_add_unsigned(options.lateness));
    let states = WorkerStates::new(&options.keep, options.bounds, options.lateness, cap, 1, true);
    if let Some(base) = base {
        states.resume_from(base);
    }
    let max_line = options.source.max_line;
    let shared =
        Shared { queue, extractor: &extractor, ledger: &ledger, monitor, max_line, states };
    let mut counter = Counter::new(options, last, &shared, places);
    let mut unfinished = Vec::new();
    loop {
        crossbeam_channel::select! {
            recv(shared.queue.work) -> work => match work {
                // Those come last.
                Ok(work) if matches!(work.reached, ReadPosition::Unfinished) => unfinished.push(work),
                Ok(work) => if let Err(refusal) = counter.count(work) {
                    // What is counted so far is reported all the same.
                    lock(&ledger).errors.push((usize::MAX, refusal));
                    monitor.stop();
                    break;
                },
                Err(_) => break,
            },
            recv(asked) -> ask => match ask {
                Ok((RunCommand::Reopen, _)) => drop(reopen.try_send(())),
                Ok((ask, now)) => counter.answer(ask, now, tell),
                Err(_) => monitor.stop(),
            },
            recv(notices) -> notice => if let Ok(notice) = notice {
                tell(RunMessage::Notice(notice));
            },
            recv(monitor.stop_signal()) -> _ => break,
        }
    }
    counter.end(unfinished, follow, saves, tell)?;
    let errors = std::mem::take(&mut lock(&ledger).errors);
    let totals = counter.finish().finish();
    let tally = finished(&ledger);
    let errors = errors.into_iter().map(|(_, error)| error).collect();
    let interrupted = monitor.is_stopped() && !follow;
    let schema = extractor.schema();
    Ok(Outcome { totals, tally, schema, errors, interrupted })
}

fn finished(ledger: &Mutex<Ledger>) -> Tally {
    let mut tally = lock(ledger).tally.clone();
    tally.finish();
    tally
}

/// Counts block after block.
struct Counter<'a> {
    shared: &'a Shared<'a>,
    worker: Worker,
    /// The latest part only, where that is asked for.
    panes: Option<SlidingWindow>,
    /// How late lines may come, by their source, and when the last came: each goes on in its own
    /// time.
    late: Vec<(Lateness, Timestamp)>,
    behind: u64,
    cap: Timestamp,
    lateness: u64,
    has_times: bool,
    places: Vec<PathPosition>,
    /// When what is known of each value's rates takes so much, closed buckets are folded.
    fold_at: u64,
    /// The latest event, and when it came.
    latest: Option<(Timestamp, Timestamp)>,
    now: Timestamp,
}

impl<'a> Counter<'a> {
    fn new(
        options: &RunOptions,
        last: Option<i64>,
        shared: &'a Shared<'a>,
        places: Vec<PathPosition>,
    ) -> Self {
        let bucket = options.keep.buckets.as_ref().map(|buckets| buckets.width().nanos());
        let panes = |last| SlidingWindow::new(&options.keep, options.bounds, last, bucket);
        let window = last.unwrap_or(0).unsigned_abs();
        let mut counter = Self {
            shared,
            worker: Worker::new(shared.extractor),
            panes: last.map(panes),
            late: Vec::new(),
            behind: options.lateness.max(window),
            cap: Timestamp::default(),
            lateness: options.lateness,
            has_times: bucket.is_some(),
            places,
            fold_at: OPEN_BYTES,
            latest: None,
            now: options.now,
        };
        counter.tell_time(options.now);
        counter
    }

    fn tell_time(&mut self, now: Timestamp) {
        self.now = now;
        self.cap = Timestamp(now.0.saturating_add_unsigned(self.lateness));
        if let Some(panes) = &mut self.panes {
            panes.set_now(now);
            // The log's own time goes on while nothing comes.
            let latest = match self.latest {
                Some((at, came)) if self.has_times => {
                    Timestamp(at.0.saturating_add(now.0.saturating_sub(came.0).max(0)))
                }
                _ if self.has_times => return,
                _ => now,
            };
            panes.advance(latest);
        }
    }

    fn count(&mut self, mut work: Work) -> Result<()> {
        let source = work.source;
        let reached = std::mem::take(&mut work.reached);
        while self.late.len() <= source {
            self.late.push((Lateness::following(self.behind), self.now));
        }
        let (shared, worker) = (self.shared, &mut self.worker);
        let (late, came) = &mut self.late[source];
        *came = self.now;
        late.set_latest_plausible(self.cap);
        match &mut self.panes {
            Some(panes) => {
                shared.count(worker, work, panes, late);
                if let Some(latest) = late.latest() {
                    let known = self.latest.is_some_and(|(known, _)| known >= latest);
                    if !known {
                        self.latest = Some((latest, self.now));
                        panes.advance(latest);
                    }
                }
                let ceilings = self.late.iter().map(|(late, _)| late.latest_plausible());
                panes.drop_future(ceilings.max().unwrap_or(self.cap));
                panes.enforce_limits();
            }
            None => {
                shared.states.count(0, |aggregates, horizon| {
                    late.advance_to(horizon.horizon());
                    shared.count(worker, work, aggregates, late);
                });
                shared.states.set_latest_plausible(late.latest_plausible());
                shared.states.enforce_limits()?;
                self.fold();
            }
        }
        if let ReadPosition::Here(places) = reached {
            self.places = places;
        }
        Ok(())
    }

    /// Folds closed buckets where there is much to be folded.
    fn fold(&mut self) {
        let size = self.shared.states.rates_size();
        if size <= self.fold_at {
            return;
        }
        // A file of which nothing comes keeps no bucket open.
        let idle = Timestamp(self.now.0.saturating_sub_unsigned(self.behind));
        let active =
            self.late.iter().filter(|(late, came)| late.latest().is_some() && *came >= idle);
        if let Some(horizon) = active.map(|(late, _)| late.horizon()).min() {
            self.shared.states.fold(horizon);
        }
        self.fold_at = (self.shared.states.rates_size() * 2).max(OPEN_BYTES);
    }

    fn snapshot(&self) -> Aggregates {
        self.panes.as_ref().map_or_else(|| self.shared.states.snapshot(), SlidingWindow::snapshot)
    }

    fn answer(&mut self, ask: RunCommand, now: Timestamp, tell: &mut dyn FnMut(RunMessage)) {
        self.tell_time(now);
        match ask {
            RunCommand::Report => {
                let mut tally = finished(self.shared.ledger);
                tally.assume(self.worker.scratch.assumed());
                let errors = std::mem::take(&mut lock(self.shared.ledger).errors);
                let errors = errors.into_iter().map(|(_, error)| error).collect();
                let schema = self.shared.extractor.schema();
                let totals = self.snapshot().finish();
                let outcome = Outcome { totals, tally, schema, errors, interrupted: false };
                tell(RunMessage::Report(Box::new(outcome)));
            }
            RunCommand::Save => {
                let (totals, places) = (self.snapshot().finish(), self.places.clone());
                let mut tally = finished(self.shared.ledger);
                tally.assume(self.worker.scratch.assumed());
                let schema = self.shared.extractor.schema();
                tell(RunMessage::Save(Box::new(Progress { totals, tally, schema, places })));
            }
            RunCommand::Reopen | RunCommand::Time => {}
        }
    }

    /// Counts what is queued still. The unfinished last lines of followed files are counted after
    /// what is saved: when the run is taken up again they are read again.
    fn end(
        &mut self,
        mut unfinished: Vec<Work>,
        follow: bool,
        saves: bool,
        tell: &mut dyn FnMut(RunMessage),
    ) -> Result<()> {
        // Followed files never keep their reader waiting; a pipe may.
        let rest: Vec<Work> = match follow {
            true => self.shared.queue.work.iter().collect(),
            false => self.shared.queue.work.try_iter().collect(),
        };
        for work in rest {
            if matches!(work.reached, ReadPosition::Unfinished) {
                unfinished.push(work);
            } else {
                self.count(work)?;
            }
        }
        if saves {
            self.answer(RunCommand::Save, self.now, tell);
        }
        unfinished.into_iter().try_for_each(|work| self.count(work))?;
        lock(self.shared.ledger).tally.assume(self.worker.scratch.assumed());
        Ok(())
    }

    fn finish(self) -> Aggregates {
        match self.panes {
            Some(panes) => panes.snapshot(),
            None => self.shared.states.take_all(1, None),
        }
    }
}

/// Checks that what is read can be followed.
///
/// # Errors
/// Standard input among the files.
pub fn check(inputs: &[Input]) -> Result<()> {
    if inputs.len() > 1 && inputs.contains(&Input::Stdin) {
        return Err(Error::Usage(
            "-F/--follow: standard input ends when it ends and is not followed; name files only"
                .to_owned(),
        ));
    }
    Ok(())
}
