//! A worker: takes blocks from the queue until there are no more, and counts their lines.

use std::sync::{Arc, Mutex};

use super::counting::{Counting, Sink};
use super::feeder::{BlockSource, Queue, Work};
use super::lateness::Lateness;
use super::monitor::Monitor;
use super::worker_state::WorkerStates;
use super::{Ledger, lock};
use crate::aggregate::Aggregates;
use crate::error::Error;
use crate::extract::{BlockStart, Extractor, Scratch, SourceContext};
use crate::source::Block;

/// What all workers of a run share.
#[derive(Debug)]
pub(super) struct Shared<'a> {
    pub(super) queue: Queue,
    pub(super) extractor: &'a Arc<Extractor>,
    pub(super) ledger: &'a Mutex<Ledger>,
    pub(super) monitor: &'a Monitor,
    pub(super) max_line: usize,
    pub(super) states: WorkerStates,
}

/// A worker's own room.
#[derive(Debug)]
pub(super) struct Worker {
    pub(super) scratch: Scratch,
    /// How lines are read, as it was told last.
    context: Option<Arc<SourceContext>>,
    own: Block,
}

impl Worker {
    pub(super) fn new(extractor: &Extractor) -> Self {
        Self { scratch: extractor.scratch(), context: None, own: Block::default() }
    }
}

/// Counts blocks until the queue ends or the run is stopped. `call` calls for help; it is called
/// while more is to be done.
pub(super) fn work(shared: &Shared<'_>, index: usize, call: impl Fn()) {
    let mut worker = Worker::new(shared.extractor);
    'counting: while let Some(work) = shared.next() {
        if work.load.is_one_of_many() || !shared.queue.work.is_empty() {
            call();
        }
        for work in work.blocks() {
            let counted = shared.states.count(index, |aggregates, lateness| {
                shared.count(&mut worker, work, aggregates, lateness);
            });
            if counted.is_none() {
                break 'counting;
            }
            if let Err(refusal) = shared.states.enforce_limits() {
                lock(shared.ledger).refusal = Some(refusal);
                // The others may be waiting for input that never comes.
                shared.monitor.stop();
            }
            if lock(shared.ledger).refusal.is_some() {
                break 'counting;
            }
            if shared.monitor.is_stopped() {
                // What is left of a file is not read any more.
                break;
            }
        }
    }
    lock(shared.ledger).tally.assume(worker.scratch.assumed());
}

/// Counts one block by itself, the first of its source.
pub(super) fn count_alone(shared: &Shared<'_>, work: &Work, block: &Block) -> Aggregates {
    let mut aggregates = shared.states.fresh();
    let mut scratch = shared.extractor.scratch();
    if let Some(context) = &work.context {
        shared.extractor.enter_source(&mut scratch, context);
    }
    let start = BlockStart { is_first: true, header: None };
    shared.extractor.enter_block(&mut scratch, block.as_slice(), start);
    let lateness = &mut Lateness::fixed(crate::time::Timestamp(i64::MIN));
    let counting = shared.counting();
    let tally = counting.count(&mut scratch, &mut aggregates, block, work.has_mark(), lateness);
    let mut ledger = lock(shared.ledger);
    ledger.tally.settle(work.sequence, work.source, tally);
    ledger.tally.assume(scratch.assumed());
    aggregates
}

impl Shared<'_> {
    fn counting(&self) -> Counting<'_> {
        let measures = self.states.keep().numbers.is_some();
        Counting { extractor: self.extractor, max_line: self.max_line, measures }
    }

    /// Counts a block into `sink`.
    pub(super) fn count(
        &self,
        worker: &mut Worker,
        work: Work,
        sink: &mut impl Sink,
        lateness: &mut Lateness,
    ) {
        self.enter_source(worker, work.context.as_ref());
        let Worker { scratch, own, .. } = worker;
        let block = match &work.load {
            BlockSource::Filled(block) => block,
            BlockSource::Range(file, numbers, _) => {
                if let Err(problem) = file.read_block(numbers.start, own) {
                    self.fail(work.source, &problem);
                }
                self.monitor.add_read(own.input_bytes());
                &*own
            }
        };
        let start = BlockStart { is_first: work.is_first, header: work.header.as_deref() };
        self.extractor.enter_block(scratch, block.as_slice(), start);
        let tally = self.counting().count(scratch, sink, block, work.has_mark(), lateness);
        lock(self.ledger).tally.settle(work.sequence, work.source, tally);
        let times = scratch.take_times();
        match work.load {
            // Where the feeder has spares enough, the block is freed.
            BlockSource::Filled(block) => drop(self.queue.spare.try_send(block)),
            BlockSource::Range(_, numbers, Some(watch)) => watch.report(numbers.start, times),
            BlockSource::Range(..) => {}
        }
    }

    /// Learns how the lines of a source are read, unless it is known.
    fn enter_source(&self, worker: &mut Worker, new: Option<&Arc<SourceContext>>) {
        let Worker { scratch, context, .. } = worker;
        let is_known = |new: &Arc<SourceContext>| {
            context.as_ref().is_some_and(|context| Arc::ptr_eq(context, new))
        };
        if let Some(new) = new.filter(|new| !is_known(new)) {
            self.extractor.enter_source(scratch, new);
            *context = Some(Arc::clone(new));
        }
    }

    /// The next blocks; after a stop, only what was read already.
    fn next(&self) -> Option<Work> {
        if self.monitor.is_stopped() {
            return self.next_read();
        }
        crossbeam_channel::select! {
            recv(self.queue.work) -> work => work.ok(),
            recv(self.monitor.stop_signal()) -> _ => self.next_read(),
        }
    }

    fn next_read(&self) -> Option<Work> {
        self.queue.work.try_iter().find(|work| matches!(work.load, BlockSource::Filled(_)))
    }

    fn fail(&self, source: usize, problem: &std::io::Error) {
        let mut ledger = lock(self.ledger);
        let name = ledger.tally.sources().get(source).map_or("-", |source| &source.name);
        let error = Error::source(name, problem);
        // A file that shrank fails in every block beyond its end: once is enough.
        if !ledger.errors.iter().any(|(_, known)| *known == error) {
            ledger.errors.push((source, error));
        }
    }
}
