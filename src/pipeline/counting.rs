//! The lines of a block, counted.

use super::lateness::Lateness;
use crate::aggregate::Aggregates;
use crate::event::Event;
use crate::extract::{Extracted, Extractor, Role, Scratch};
use crate::number::Number;
use crate::source::{Block, Lines};
use crate::tally::{BlockTally, Rejection};
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
        let roles = self.extractor.roles().iter();
        let is_number: Vec<bool> = roles.map(|role| *role == Role::Number).collect();
        let mut block_tally = BlockTally { bytes: block.input_bytes(), ..BlockTally::default() };
        let bytes = block.as_slice();
        let bytes = bytes.strip_prefix(BYTE_ORDER_MARK).filter(|_| has_mark).unwrap_or(bytes);
        let mut truncated = 0;
        let lines = Lines::new(bytes, self.max_line).map(|line| {
            truncated += u64::from(line.cut);
            line.bytes
        });
        let tally = &mut block_tally;
        let events = Vec::with_capacity(EVENTS);
        let numbers = Vec::new();
        let mut taking =
            Taking { counting: self, tally, sink, lateness, is_number, events, numbers };
        self.extractor.each(scratch, lines, |scratch, line, outcome| {
            taking.take(scratch, line, outcome);
        });
        taking.flush();
        block_tally.truncated = truncated;
        block_tally
    }
}

/// What is made of the lines of a block.
struct Taking<'a, 'l, S> {
    counting: Counting<'a>,
    tally: &'a mut BlockTally,
    sink: &'a mut S,
    lateness: &'a mut Lateness,
    /// Of the columns that are compared, where some are.
    is_number: Vec<bool>,
    events: Vec<Event<'l>>,
    /// Those measured on the events, where something is.
    numbers: Vec<Option<Number>>,
}

impl<'l, S: Sink> Taking<'_, 'l, S> {
    /// Takes a line in. All that is rare is elsewhere: this is done as often as a line is found.
    #[inline]
    fn take(
        &mut self,
        scratch: &Scratch,
        line: &'l [u8],
        outcome: Result<Extracted<'l>, Rejection>,
    ) {
        self.tally.lines += 1;
        let Ok(Extracted::InLine(event)) = outcome else {
            return self.take_other(scratch, line, outcome);
        };
        if (event.at.is_some() || !self.is_number.is_empty())
            && !self.admits(scratch, line, event.at)
        {
            return;
        }
        self.tally.matched += 1;
        if self.events.len() == EVENTS {
            self.flush();
        }
        self.events.push(event);
        if self.counting.measures {
            self.numbers.push(scratch.number());
        }
    }

    /// Whether a line counts at its time; its columns are compared.
    #[inline]
    fn admits(&mut self, scratch: &Scratch, line: &[u8], at: Option<Timestamp>) -> bool {
        if !self.lateness.admits(at) {
            self.tally.late += 1;
            return false;
        }
        if !self.is_number.is_empty() {
            self.compare(scratch, line, at);
        }
        true
    }

    #[inline(never)]
    fn compare(&mut self, scratch: &Scratch, line: &[u8], at: Option<Timestamp>) {
        if let Some(aggregates) = self.sink.at(at) {
            let column = |place| self.counting.extractor.compared(scratch, line, place);
            aggregates.compare(line, &self.is_number, column);
        }
    }

    /// Takes in a line whose value was put together, or that does not count.
    #[inline(never)]
    fn take_other(
        &mut self,
        scratch: &Scratch,
        line: &'l [u8],
        outcome: Result<Extracted<'l>, Rejection>,
    ) {
        match outcome {
            Err(rejection) => self.tally.reject(rejection, line),
            Ok(Extracted::Joined { weight, at }) => {
                if self.admits(scratch, line, at) {
                    self.tally.matched += 1;
                    let event = Event { value: scratch.joined(), weight, at };
                    self.sink.update(&[event], &[scratch.number()]);
                }
            }
            // That is the other case.
            Ok(Extracted::InLine(_)) => {}
        }
    }

    #[inline(never)]
    fn flush(&mut self) {
        self.sink.update(&self.events, &self.numbers);
        self.events.clear();
        self.numbers.clear();
    }
}
