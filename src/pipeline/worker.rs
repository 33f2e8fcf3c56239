//! A worker: takes blocks from the queue until there are no more, and counts their lines.

use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex};

use super::feeder::{Load, Queue, Work};
use super::monitor::Monitor;
use super::{Bounds, Ledger, lock};
use crate::aggregate::{Aggregates, HashSeed, Keep};
use crate::error::Error;
use crate::event::Event;
use crate::extract::{BlockStart, Extracted, Extractor, Role, Scratch};
use crate::source::{Block, Lines};
use crate::tally::BlockTally;

/// Events taken in together.
const EVENTS: usize = 256;

/// What may stand before the first line; a value counted whole keeps it.
const BYTE_ORDER_MARK: &[u8] = b"\xef\xbb\xbf";

/// What all workers of a run share.
#[derive(Debug)]
pub(super) struct Shared<'a> {
    pub(super) queue: Queue,
    pub(super) extractor: &'a Arc<Extractor>,
    pub(super) ledger: &'a Mutex<Ledger>,
    pub(super) monitor: &'a Monitor,
    pub(super) max_line: usize,
    pub(super) bounds: Bounds,
    /// Bytes each worker holds, by its index.
    pub(super) memory: Vec<AtomicU64>,
    /// What is kept besides counts.
    pub(super) keep: &'a Keep,
    pub(super) seed: HashSeed,
}

/// Counts blocks until the queue ends or the run is stopped.
pub(super) fn work(shared: &Shared<'_>, index: usize) -> Aggregates {
    let mut aggregates = shared.aggregates();
    let mut scratch = shared.extractor.scratch();
    let mut source = None;
    let mut own = Block::default();
    while let Some(work) = shared.next() {
        if let Some(context) = work.context.as_deref().filter(|_| source != Some(work.source)) {
            source = Some(work.source);
            shared.extractor.enter_source(&mut scratch, context);
        }
        let block = match &work.load {
            Load::Filled(block) => block,
            Load::Range(file, number, _) => {
                if let Err(problem) = file.read_block(*number, &mut own) {
                    shared.fail(work.source, &problem);
                }
                shared.monitor.add_read(own.input_bytes());
                &own
            }
        };
        let start = BlockStart { is_first: work.is_first, header: work.header.as_deref() };
        shared.extractor.enter_block(&mut scratch, block.as_slice(), start);
        let tally = count(shared, &mut scratch, &mut aggregates, block, work.has_mark());
        lock(shared.ledger).tally.settle(work.sequence, work.source, tally);
        let times = scratch.take_times();
        match work.load {
            // Where the feeder has spares enough, the block is freed.
            Load::Filled(block) => drop(shared.queue.spare.try_send(block)),
            Load::Range(_, number, Some(watch)) => watch.report(number, times),
            Load::Range(..) => {}
        }
        if shared.exceeds_bounds(index, &aggregates) {
            break;
        }
    }
    lock(shared.ledger).tally.assume(scratch.assumed());
    aggregates
}

/// Counts one block by itself, the first of its source.
pub(super) fn count_alone(shared: &Shared<'_>, work: &Work, block: &Block) -> Aggregates {
    let mut aggregates = shared.aggregates();
    let mut scratch = shared.extractor.scratch();
    if let Some(context) = &work.context {
        shared.extractor.enter_source(&mut scratch, context);
    }
    let start = BlockStart { is_first: true, header: None };
    shared.extractor.enter_block(&mut scratch, block.as_slice(), start);
    let tally = count(shared, &mut scratch, &mut aggregates, block, work.has_mark());
    let mut ledger = lock(shared.ledger);
    ledger.tally.settle(work.sequence, work.source, tally);
    ledger.tally.assume(scratch.assumed());
    aggregates
}

/// Counts the lines of one block.
fn count(
    shared: &Shared<'_>,
    scratch: &mut Scratch,
    aggregates: &mut Aggregates,
    block: &Block,
    has_mark: bool,
) -> BlockTally {
    let mut tally = BlockTally { bytes: block.input_bytes(), ..BlockTally::default() };
    let mut events = Vec::with_capacity(EVENTS);
    let mut numbers = Vec::new();
    let measures = shared.keep.numbers.is_some();
    let roles = shared.extractor.roles().iter();
    let is_number: Vec<bool> = roles.map(|role| *role == Role::Number).collect();
    let bytes = block.as_slice();
    let bytes = bytes.strip_prefix(BYTE_ORDER_MARK).filter(|_| has_mark).unwrap_or(bytes);
    for line in Lines::new(bytes, shared.max_line) {
        tally.lines += 1;
        tally.truncated += u64::from(line.cut);
        match shared.extractor.extract(scratch, line.bytes) {
            Ok(Extracted::InLine(event)) => {
                compare(shared, &is_number, scratch, aggregates, line.bytes);
                if events.len() == EVENTS {
                    aggregates.update(&events, &numbers);
                    events.clear();
                    numbers.clear();
                }
                events.push(event);
                if measures {
                    numbers.push(scratch.number());
                }
                tally.matched += 1;
            }
            Ok(Extracted::Joined { weight, at }) => {
                compare(shared, &is_number, scratch, aggregates, line.bytes);
                let event = Event { value: scratch.joined(), weight, at };
                aggregates.update(&[event], &[scratch.number()]);
                tally.matched += 1;
            }
            Err(rejection) => tally.reject(rejection, line.bytes),
        }
    }
    aggregates.update(&events, &numbers);
    tally
}

/// Takes in the compared columns of a line, where some are.
#[inline]
fn compare(
    shared: &Shared<'_>,
    is_number: &[bool],
    scratch: &Scratch,
    aggregates: &mut Aggregates,
    line: &[u8],
) {
    if !is_number.is_empty() {
        let column = |place| shared.extractor.compared(scratch, line, place);
        aggregates.compare(line, is_number, column);
    }
}

impl Shared<'_> {
    /// Nothing counted yet.
    pub(super) fn aggregates(&self) -> Aggregates {
        Aggregates::new(self.seed, self.keep)
    }

    /// The next block; after a stop, only what is queued already.
    fn next(&self) -> Option<Work> {
        if self.monitor.is_stopped() {
            return self.queue.work.try_recv().ok();
        }
        crossbeam_channel::select! {
            recv(self.queue.work) -> work => work.ok(),
            recv(self.monitor.stop_signal()) -> _ => self.queue.work.try_recv().ok(),
        }
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

    /// Whether this worker must stop because a bound is reached, by it or by another.
    fn exceeds_bounds(&self, index: usize, aggregates: &Aggregates) -> bool {
        if let Some(own) = self.memory.get(index) {
            own.store(aggregates.memory(), Ordering::Relaxed);
        }
        let memory: u64 = self.memory.iter().map(|bytes| bytes.load(Ordering::Relaxed)).sum();
        let refusal = if aggregates.counts.len() as u64 > self.bounds.max_values {
            too_many_values(self.bounds.max_values)
        } else if memory > self.bounds.max_memory {
            let limit = self.bounds.max_memory;
            Error::Bound(format!(
                "--max-memory: the values take more than {limit} bytes; raise it, or count \
                 something with fewer distinct values"
            ))
        } else {
            return lock(self.ledger).refusal.is_some();
        };
        lock(self.ledger).refusal = Some(refusal);
        // The others may be waiting for input that never comes.
        self.monitor.stop();
        true
    }
}

/// The error of a run that met more distinct values than it may keep.
pub(super) fn too_many_values(limit: u64) -> Error {
    Error::Bound(format!(
        "--max-values: more than {limit} distinct values; raise it, or count something with \
         fewer distinct values"
    ))
}
