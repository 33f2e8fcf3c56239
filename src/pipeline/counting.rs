//! Counts the lines of a block: batch after batch is extracted, and its events go to a sink.

use super::lateness::Lateness;
use super::monitor::Monitor;
use crate::aggregate::Aggregates;
use crate::event::{Arena, Event};
use crate::extract::{Batch, BlockTimes, Extractor, Records, Role, Scratch};
use crate::source::{Line, Lines};
use crate::tally::BlockTally;
use crate::time::Timestamp;

/// Where events are counted.
pub(super) trait Sink {
    /// Counts `events`.
    fn update(&mut self, events: &[Event<'_>]);

    /// The aggregates in which the columns of a line at `at` are compared.
    fn at(&mut self, at: Option<Timestamp>) -> Option<&mut Aggregates>;
}

impl Sink for Aggregates {
    fn update(&mut self, events: &[Event<'_>]) {
        Self::update(self, events);
    }

    fn at(&mut self, _: Option<Timestamp>) -> Option<&mut Aggregates> {
        Some(self)
    }
}

/// Counts blocks of lines.
#[derive(Debug, Clone, Copy)]
pub(super) struct BlockCounter<'a> {
    pub(super) extractor: &'a Extractor,
    pub(super) max_line: usize,
    /// Lines are left uncounted once it is overdue.
    pub(super) monitor: &'a Monitor,
}

/// What the lines of a block came to, besides what the sink counted.
#[derive(Debug)]
pub(super) struct CountedBlock {
    pub(super) tally: BlockTally,
    pub(super) times: BlockTimes,
}

impl BlockCounter<'_> {
    /// Counts the lines of a block of `input_bytes` bytes of input.
    pub(super) fn count(
        self,
        scratch: &mut Scratch,
        sink: &mut impl Sink,
        bytes: &[u8],
        input_bytes: u64,
        lateness: &mut Lateness,
    ) -> CountedBlock {
        let max_line = self.max_line;
        match scratch.records() {
            None => {
                self.count_lines(scratch, sink, input_bytes, Lines::new(bytes, max_line), lateness)
            }
            Some(rule) => {
                let records = Records::new(bytes, &rule, max_line);
                self.count_lines(scratch, sink, input_bytes, records, lateness)
            }
        }
    }

    /// Counts `all`, the lines or records of a block.
    fn count_lines<'l>(
        self,
        scratch: &mut Scratch,
        sink: &mut impl Sink,
        input_bytes: u64,
        all: impl Iterator<Item = Line<'l>>,
        lateness: &mut Lateness,
    ) -> CountedBlock {
        let roles = self.extractor.roles().iter();
        let is_number: Vec<bool> = roles.map(|role| *role == Role::Number).collect();
        let mut tally = BlockTally { bytes: input_bytes, ..BlockTally::default() };
        let mut times = BlockTimes::NONE;
        let (mut truncated, mut counted) = (0, 0);
        let mut lines = all.map(|line| {
            truncated += u64::from(line.cut);
            counted += line.bytes.len() as u64 + 1;
            line.bytes
        });
        let mut arena = Arena::new();
        let is_cut_short = loop {
            if self.monitor.is_overdue() {
                break true;
            }
            arena.reset();
            let mut batch = Batch::new(&arena);
            let has_more = self.extractor.extract(scratch, &mut lines, &mut batch);
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
                let before = batch.events.len();
                batch.events.retain(|event| lateness.admits(event.at));
                let late = ((before - batch.events.len()) as u64).min(matched);
                tally.late += late;
                matched -= late;
            }
            tally.matched += matched;
            if !is_number.is_empty() {
                compare(sink, &batch.events, &is_number);
            }
            sink.update(&batch.events);
            times.append(batch.times);
            if !has_more {
                break false;
            }
        };
        tally.truncated = truncated;
        if is_cut_short {
            tally.bytes = tally.bytes.min(counted);
        }
        CountedBlock { tally, times }
    }
}

/// Compares the columns of each event; `is_number` says of each column whether it is a number.
fn compare(sink: &mut impl Sink, events: &[Event<'_>], is_number: &[bool]) {
    for event in events {
        if let Some(aggregates) = sink.at(event.at) {
            aggregates.compare(event, is_number);
        }
    }
}
