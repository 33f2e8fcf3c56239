//! What the workers of a run share: the queue of tasks, the commands, and what is counted.

use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};

use crossbeam_channel::{Receiver, select};

use super::monitor::Monitor;
use super::options::{RunCommand, RunTime};
use super::task::{BlockSource, Ledger, Queue, Task};
use super::worker_state::WorkerStates;
use crate::error::{Error, Result};
use crate::extract::Extractor;
use crate::source::follow::Notice;

/// All workers of a run and what they share.
pub(super) struct Workers<'a> {
    pub(super) queue: Queue,
    /// The commands to the run; a run that ends with its input gets none.
    pub(super) commands: &'a Receiver<(RunCommand, RunTime)>,
    pub(super) extractor: &'a Arc<Extractor>,
    pub(super) ledger: &'a Mutex<Ledger>,
    pub(super) monitor: &'a Monitor,
    pub(super) max_line: usize,
    pub(super) states: WorkerStates,
    /// Whether files are followed: then the feeder ends the queue soon after a stop.
    pub(super) is_following: bool,
    /// The most threads that may count.
    pub(super) max_workers: usize,
    pub(super) started: AtomicUsize,
}

/// What a worker does next.
pub(super) enum NextStep {
    Count(Task),
    Obey(RunCommand, RunTime),
    Forward(Notice),
}

impl Workers<'_> {
    /// How many threads counted.
    pub(super) fn size(&self) -> usize {
        self.started.load(Ordering::Relaxed)
    }

    /// A pool of as many threads as counted, or of one, to join the counts. Errors: not one thread can be
    /// started.
    pub(super) fn pool(&self) -> Result<rayon::ThreadPool> {
        let of = |threads| rayon::ThreadPoolBuilder::new().num_threads(threads).build();
        let pool = of(self.size()).or_else(|_| of(1));
        pool.map_err(|problem| Error::Threads(format!("-j/--threads: {problem}")))
    }

    /// Waits for the next step; `None` at the end of the run.
    pub(super) fn next(&self) -> Option<NextStep> {
        if self.monitor.is_stopped() {
            return self.next_after_stop();
        }
        select! {
            recv(self.queue.tasks) -> task => task.ok().map(NextStep::Count),
            recv(self.commands) -> command => match command {
                Ok((command, time)) => Some(NextStep::Obey(command, time)),
                // The sender of commands is gone, so no report will be asked for.
                Err(_) => {
                    self.monitor.stop();
                    self.next_after_stop()
                }
            },
            recv(self.queue.notices) -> notice => match notice {
                Ok(notice) => Some(NextStep::Forward(notice)),
                // The feeder has ended, and the queue ends with it.
                Err(_) => self.queue.tasks.recv().ok().map(NextStep::Count),
            },
            recv(self.monitor.stop_signal()) -> _ => self.next_after_stop(),
        }
    }

    /// After a stop only blocks that are read already are counted. The feeder of followed files ends
    /// the queue by itself; that of a silent pipe does not, and is not waited for.
    fn next_after_stop(&self) -> Option<NextStep> {
        let tasks = &self.queue.tasks;
        if self.monitor.is_overdue() {
            return None;
        }
        let task = match self.is_following {
            true => tasks.recv().ok(),
            false => tasks.try_iter().find(|task| matches!(task.blocks, BlockSource::Filled(_))),
        };
        task.map(NextStep::Count)
    }
}
