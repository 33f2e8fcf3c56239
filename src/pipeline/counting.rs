//! Counts the lines of a block: batch after batch is extracted, and its events go to a sink.

use std::borrow::Cow;
use std::sync::Arc;

use super::lateness::Lateness;
use super::task::{Task, lock};
use super::workers::Workers;
use crate::aggregate::Aggregates;
use crate::event::{Arena, ComparedKind, Event};
use crate::extract::{Batch, BlockTimes, Extractor, Records, Scratch, SourceContext};
use crate::source::{Block, Line, Lines, clean};
use crate::tally::{BlockTally, TopLines};
use crate::time::Assumed;

/// Where events are counted.
pub(super) trait Sink {
    /// Counts `events`, whose first columns are compared as `compared` says.
    fn update(&mut self, events: &[Event<'_>], compared: &[ComparedKind]);
}

impl Sink for Aggregates {
    fn update(&mut self, events: &[Event<'_>], compared: &[ComparedKind]) {
        Self::update(self, events, compared);
    }
}

/// Counts blocks of lines.
pub(super) struct BlockCounter<'a> {
    workers: &'a Workers<'a>,
    scratch: Scratch,
    /// The context of the source whose lines were counted last.
    context: Option<Arc<SourceContext>>,
}

impl<'a> BlockCounter<'a> {
    pub(super) fn new(workers: &'a Workers<'a>) -> Self {
        Self { workers, scratch: workers.extractor.scratch(), context: None }
    }

    /// The assumptions made for the stamps read so far, such as a year or a zone.
    pub(super) fn assumed(&self) -> Assumed {
        self.scratch.assumed()
    }

    /// Counts the lines of a block of `task` into `sink`; gives their times.
    pub(super) fn count(
        &mut self,
        task: &Task,
        block: &Block,
        sink: &mut impl Sink,
        lateness: &mut Lateness,
    ) -> BlockTimes {
        let workers = self.workers;
        self.enter_source(task.context.as_ref());
        let (bytes, stepped_over) = clean(block.as_slice(), task.is_first);
        workers.extractor.enter_block(&mut self.scratch, &bytes, task.header.as_deref());
        let max_line = workers.max_line;
        let input_bytes = block.input_bytes();
        let rule = self.scratch.records();
        let joined = rule.as_ref().and_then(|rule| rule.with_joined_documents(&bytes, max_line));
        let bytes = joined.map_or(bytes, Cow::Owned);
        let (tally, times) = match rule {
            None => self.count_lines(sink, input_bytes, Lines::new(&bytes, max_line), lateness),
            Some(rule) => {
                let records = Records::new(&bytes, &rule, max_line);
                self.count_lines(sink, input_bytes, records, lateness)
            }
        };
        let mut ledger = lock(workers.ledger);
        ledger.tally.add_block(task.sequence, task.source, tally);
        ledger.tally.step_over(stepped_over);
        ledger.tally.extend_times(times.range);
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

    /// Counts `all`, the lines or records of a block.
    fn count_lines<'l>(
        &mut self,
        sink: &mut impl Sink,
        input_bytes: u64,
        all: impl Iterator<Item = Line<'l>>,
        lateness: &mut Lateness,
    ) -> (BlockTally, BlockTimes) {
        let Self { workers: Workers { extractor, monitor, .. }, scratch, .. } = self;
        let compared = extractor.compared_kinds();
        let top_lines = TopLines::new(extractor.top_lines());
        let mut tally = BlockTally { bytes: input_bytes, top_lines, ..BlockTally::default() };
        let mut times = BlockTimes::NONE;
        let (mut truncated, mut counted) = (0, 0);
        let mut lines = all.map(|line| {
            truncated += u64::from(line.cut);
            counted += line.bytes.len() as u64 + 1;
            line.bytes
        });
        let mut arena = Arena::new();
        let is_cut_short = loop {
            if monitor.is_overdue() {
                break true;
            }
            arena.reset();
            let mut batch = Batch::new(&arena);
            let has_more = extractor.extract(scratch, &mut lines, &mut batch);
            account(&mut tally, &mut batch, lateness);
            keep_lines(&mut tally, &batch, extractor);
            sink.update(&batch.events, compared);
            times.append(batch.times);
            if !has_more {
                break false;
            }
        };
        tally.truncated = truncated;
        if is_cut_short {
            tally.bytes = tally.bytes.min(counted);
        }
        (tally, times)
    }
}

/// Adds the lines of `batch` to the account of the block, and takes out the events that come too late.
fn account(tally: &mut BlockTally, batch: &mut Batch<'_>, lateness: &mut Lateness) {
    let before = tally.lines;
    for rejected in &batch.rejected {
        // The tally keeps the number of the line it is at.
        tally.lines = before + rejected.number as u64;
        tally.reject(rejected.reason, rejected.line);
    }
    tally.lines = before + batch.lines as u64;
    tally.continued += batch.continued as u64;
    // A line of several values counts once.
    let mut matched = (batch.lines - batch.continued - batch.rejected.len()) as u64;
    if batch.times.range.is_some() {
        let events = batch.events.len();
        batch.events.retain(|event| lateness.admits(event.at));
        let late = ((events - batch.events.len()) as u64).min(matched);
        tally.late += late;
        matched -= late;
    }
    tally.matched += matched;
}

/// Keeps the lines that `--top-lines` and `inspect` show of a batch, which is accounted for.
fn keep_lines(tally: &mut BlockTally, batch: &Batch<'_>, extractor: &Extractor) {
    let before = tally.lines - batch.lines as u64;
    let numbered = batch.events.iter().map(|event| (event, before + u64::from(event.line_number)));
    if extractor.top_lines() > 0 {
        for (event, line) in numbered.clone() {
            tally.top_lines.add_event(event, line);
        }
    }
    if extractor.has_subject() {
        for (event, line) in numbered {
            tally.subject_lines.add(event, extractor.distinct_text(event), line);
        }
    }
}
