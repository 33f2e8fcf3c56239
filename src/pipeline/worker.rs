//! One worker: takes tasks from the queue and counts the lines of their blocks.

use std::sync::Arc;

use super::counting::{BlockCounter, CountedBlock, Sink};
use super::follow_state::FollowState;
use super::lateness::Lateness;
use super::ledger::lock;
use super::task::{BlockSource, ReadPosition, Task};
use super::workers::{NextStep, Workers};
use crate::error::Error;
use crate::extract::{BlockTimes, Scratch, SourceContext};
use crate::source::{Block, clean, clean_mark};
use crate::tally::BlockTally;

/// A worker with the buffers it uses again for each block.
#[derive(Debug)]
pub(super) struct Worker<'a> {
    workers: &'a Workers<'a>,
    index: usize,
    scratch: Scratch,
    /// The context of the source whose lines were counted last.
    context: Option<Arc<SourceContext>>,
    /// The block that was read from a file last.
    block: Block,
}

impl<'a> Worker<'a> {
    pub(super) fn new(workers: &'a Workers<'a>, index: usize) -> Self {
        let scratch = workers.extractor.scratch();
        Self { workers, index, scratch, context: None, block: Block::default() }
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
                (NextStep::Obey(command, now), Some(follow)) => follow.obey(command, now, &self),
                (NextStep::Forward(notice), Some(follow)) => follow.forward(notice),
                (NextStep::Obey(..) | NextStep::Forward(_), None) => {}
            }
        }
        if let Some(follow) = follow {
            follow.save_at_end(&self);
            for task in follow.take_deferred() {
                self.count(task, Some(follow));
            }
        }
        lock(self.workers.ledger).tally.assume(self.scratch.assumed());
    }

    /// What the stamps read so far did not say themselves.
    pub(super) fn assumed(&self) -> crate::time::Assumed {
        self.scratch.assumed()
    }

    /// Counts the blocks of a task.
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
            Some(follow) => follow.count_block(self, task, block),
            None => {
                workers.states.count(self.index, |aggregates, lateness| {
                    times = self.count_lines(task, block, aggregates, lateness);
                });
                workers.states.enforce_limits();
            }
        }
        times
    }

    /// Counts the lines of a block into `sink`; gives their times.
    pub(super) fn count_lines(
        &mut self,
        task: &Task,
        block: &Block,
        sink: &mut impl Sink,
        lateness: &mut Lateness,
    ) -> BlockTimes {
        self.enter_source(task.context.as_ref());
        let Self { workers, scratch, .. } = self;
        let extractor = workers.extractor;
        // A line that is counted whole is data: only a mark is no part of it.
        let (lines, stepped_over) = match extractor.counts_whole_lines() {
            true => clean_mark(block.as_slice(), task.is_first),
            false => clean(block.as_slice(), task.is_first),
        };
        extractor.enter_block(scratch, &lines, task.header.as_deref());
        let (max_line, monitor) = (workers.max_line, workers.monitor);
        let counter = BlockCounter { extractor, max_line, monitor };
        let CountedBlock { tally, times } =
            counter.count(scratch, sink, &lines, block.input_bytes(), lateness);
        let mut ledger = lock(workers.ledger);
        ledger.tally.add_block(task.sequence, task.source, tally);
        ledger.tally.step_over(stepped_over);
        ledger.tally.meet(times.range);
        times
    }

    /// Prepares for the lines of a source, unless the last block was of the source too.
    fn enter_source(&mut self, context: Option<&Arc<SourceContext>>) {
        let Some(context) = context else { return };
        let is_known = self.context.as_ref().is_some_and(|known| Arc::ptr_eq(known, context));
        if !is_known {
            self.workers.extractor.enter_source(&mut self.scratch, context);
            self.context = Some(Arc::clone(context));
        }
    }

    fn fail(&self, source: usize, problem: &std::io::Error) {
        let mut ledger = lock(self.workers.ledger);
        let name = ledger.tally.sources().get(source).map_or("-", |source| &source.name);
        let error = Error::source(name, problem);
        ledger.add_error(source, error);
    }
}
