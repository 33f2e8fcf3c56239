//! The lines of a block, counted.

use super::lateness::Lateness;
use crate::aggregate::Aggregates;
use crate::event::Event;
use crate::extract::{Extracted, Extractor, Role, Scratch};
use crate::number::Number;
use crate::source::{Block, Lines};
use crate::tally::BlockTally;
use crate::time::Timestamp;

/// Events taken in together.
const EVENTS: usize = 256;

/// What may stand before the first line; a value counted whole keeps it.
const BYTE_ORDER_MARK: &[u8] = b"\xef\xbb\xbf";

/// What takes events in.
pub(super) trait Sink {
    /// Takes in events, and the numbers measured on them.
    fn update(&mut self, events: &[Event<'_>], numbers: &[Option<Number>]);

    /// The state that the columns of a line at `at` are compared in.
    fn at(&mut self, at: Option<Timestamp>) -> Option<&mut Aggregates>;
}

impl Sink for Aggregates {
    fn update(&mut self, events: &[Event<'_>], numbers: &[Option<Number>]) {
        Self::update(self, events, numbers);
    }

    fn at(&mut self, _: Option<Timestamp>) -> Option<&mut Aggregates> {
        Some(self)
    }
}

/// How the lines of a run are counted.
#[derive(Debug, Clone, Copy)]
pub(super) struct Counting<'a> {
    pub(super) extractor: &'a Extractor,
    pub(super) max_line: usize,
    /// Something is measured on the lines.
    pub(super) measures: bool,
}

impl Counting<'_> {
    /// Counts the lines of a block; a mark of the byte order is no part of the first where `has_mark`.
    pub(super) fn count(
        self,
        scratch: &mut Scratch,
        sink: &mut impl Sink,
        block: &Block,
        has_mark: bool,
        lateness: &mut Lateness,
    ) -> BlockTally {
        let mut tally = BlockTally { bytes: block.input_bytes(), ..BlockTally::default() };
        let mut events = Vec::with_capacity(EVENTS);
        let mut numbers = Vec::new();
        let roles = self.extractor.roles().iter();
        let is_number: Vec<bool> = roles.map(|role| *role == Role::Number).collect();
        let bytes = block.as_slice();
        let bytes = bytes.strip_prefix(BYTE_ORDER_MARK).filter(|_| has_mark).unwrap_or(bytes);
        let mut truncated = 0;
        let lines = Lines::new(bytes, self.max_line).map(|line| {
            truncated += u64::from(line.cut);
            line.bytes
        });
        self.extractor.each(scratch, lines, |scratch, line, outcome| {
            tally.lines += 1;
            let extracted = match outcome {
                Ok(extracted) => extracted,
                Err(rejection) => {
                    tally.reject(rejection, line);
                    return;
                }
            };
            if !lateness.admits(extracted.at()) {
                tally.late += 1;
                return;
            }
            tally.matched += 1;
            if !is_number.is_empty()
                && let Some(aggregates) = sink.at(extracted.at())
            {
                let column = |place| self.extractor.compared(scratch, line, place);
                aggregates.compare(line, &is_number, column);
            }
            match extracted {
                Extracted::InLine(event) => {
                    if events.len() == EVENTS {
                        sink.update(&events, &numbers);
                        events.clear();
                        numbers.clear();
                    }
                    events.push(event);
                    if self.measures {
                        numbers.push(scratch.number());
                    }
                }
                Extracted::Joined { weight, at } => {
                    let event = Event { value: scratch.joined(), weight, at };
                    sink.update(&[event], &[scratch.number()]);
                }
            }
        });
        tally.truncated = truncated;
        sink.update(&events, &numbers);
        tally
    }
}
