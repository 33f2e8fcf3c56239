//! The threads that count: the thread that started the run, and helpers that are started one by one
//! while tasks wait. Each takes tasks from the queue and counts the lines of their blocks.
//!
//! A line or two, or a pipe that trickles, are counted sooner than a thread is started.

use std::sync::atomic::Ordering;
use std::thread::{Builder, Scope};

use super::counting::BlockCounter;
use super::follow_state::FollowState;
use super::task::{BlockSource, ReadPosition, Task, lock};
use super::workers::{NextStep, Workers};
use crate::error::Error;
use crate::extract::BlockTimes;
use crate::source::Block;
use crate::tally::BlockTally;

/// A worker with the buffers it uses again for each block.
pub(super) struct Worker<'a> {
    workers: &'a Workers<'a>,
    index: usize,
    counter: BlockCounter<'a>,
    /// The block that was read from a file last.
    block: Block,
}

impl Workers<'_> {
    /// Counts every task, or the tasks until the run is stopped. `follow` obeys the commands; only
    /// the first worker has it.
    pub(super) fn count(&self, follow: Option<&mut FollowState<'_>>) {
        std::thread::scope(|scope| self.work(scope, 0, follow));
    }

    fn work<'scope>(
        &'scope self,
        scope: &'scope Scope<'scope, '_>,
        index: usize,
        follow: Option<&mut FollowState<'_>>,
    ) {
        Worker::new(self, index).run(follow, || self.start_one_more(scope));
    }

    /// Starts one more thread, unless there are enough.
    fn start_one_more<'scope>(&'scope self, scope: &'scope Scope<'scope, '_>) {
        let more = |size: usize| (size < self.max_workers).then_some(size + 1);
        let Ok(index) = self.started.fetch_update(Ordering::Relaxed, Ordering::Relaxed, more)
        else {
            return;
        };
        let work = move || self.work(scope, index, None);
        // Where the system refuses a thread, the others do the work.
        drop(Builder::new().name(format!("worker-{index}")).spawn_scoped(scope, work));
    }
}

impl<'a> Worker<'a> {
    pub(super) fn new(workers: &'a Workers<'a>, index: usize) -> Self {
        Self { workers, index, counter: BlockCounter::new(workers), block: Block::default() }
    }

    /// Counts tasks and obeys commands until the run is over. `start_one_more` is called while more
    /// tasks wait.
    pub(super) fn run(
        mut self,
        mut follow: Option<&mut FollowState<'_>>,
        start_one_more: impl Fn(),
    ) {
        while let Some(next) = self.workers.next() {
            match (next, &mut follow) {
                (NextStep::Count(task), Some(follow)) if follow.defers(&task) => follow.defer(task),
                (NextStep::Count(task), follow) => {
                    if task.has_several_blocks() || !self.workers.queue.tasks.is_empty() {
                        start_one_more();
                    }
                    self.count(task, follow.as_deref_mut());
                }
                (NextStep::Obey(command, now), Some(follow)) => {
                    follow.obey(command, now, self.counter.assumed());
                }
                (NextStep::Forward(notice), Some(follow)) => follow.forward(notice),
                (NextStep::Obey(..) | NextStep::Forward(_), None) => {}
            }
        }
        if let Some(follow) = follow {
            follow.save_at_end(self.counter.assumed());
            for task in follow.take_deferred() {
                self.count(task, Some(follow));
            }
        }
        lock(self.workers.ledger).tally.assume(self.counter.assumed());
    }

    pub(super) fn count(&mut self, mut task: Task, mut follow: Option<&mut FollowState<'_>>) {
        let position = std::mem::take(&mut task.position);
        match std::mem::replace(&mut task.blocks, BlockSource::Nothing) {
            BlockSource::Nothing => {
                let tally = BlockTally::default();
                lock(self.workers.ledger).tally.add_block(task.sequence, task.source, tally);
            }
            BlockSource::Filled(block) => {
                self.count_block(&task, &block, follow.as_deref_mut());
                // Where the feeder has enough spare blocks, this one is freed.
                drop(self.workers.queue.spare.try_send(block));
            }
            BlockSource::Range { file, range, order } => {
                for number in range {
                    let mut block = std::mem::take(&mut self.block);
                    if let Err(problem) = file.read_block(number, &mut block) {
                        self.fail(task.source, &problem);
                    }
                    self.workers.monitor.add_read(block.input_bytes());
                    let times = self.count_block(&task, &block, follow.as_deref_mut());
                    self.block = block;
                    if let Some(order) = &order {
                        order.report(number, times);
                    }
                    if self.workers.monitor.is_stopped() {
                        // The rest of the file is not read any more.
                        return;
                    }
                    (task.sequence, task.is_first, task.header) = (task.sequence + 1, false, None);
                }
            }
            BlockSource::Files(tasks) => {
                for task in tasks {
                    self.count(task, follow.as_deref_mut());
                    if self.workers.monitor.is_stopped() {
                        return;
                    }
                }
            }
        }
        if let (ReadPosition::At(positions), Some(follow)) = (position, follow) {
            follow.set_positions(positions);
        }
    }

    /// Counts one block of a task, and keeps the counts within the bounds.
    fn count_block(
        &mut self,
        task: &Task,
        block: &Block,
        follow: Option<&mut FollowState<'_>>,
    ) -> BlockTimes {
        let workers = self.workers;
        let mut times = BlockTimes::NONE;
        match follow {
            Some(follow) => follow.count_block(&mut self.counter, task, block),
            None => {
                workers.states.count(self.index, |aggregates, lateness| {
                    times = self.counter.count(task, block, aggregates, lateness);
                });
                workers.states.enforce_limits();
            }
        }
        times
    }

    fn fail(&self, source: usize, problem: &std::io::Error) {
        let mut ledger = lock(self.workers.ledger);
        let name = ledger.tally.sources().get(source).map_or("-", |source| &source.name);
        let error = Error::source(name, problem);
        ledger.add_error(source, error);
    }
}
