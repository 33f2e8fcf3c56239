//! A worker's own room for extraction, and what comes out of a line.

use super::columns::Columns;
use super::condition::Condition;
use super::filter::Filter;
use super::format::{Format, FormatScratch};
use super::pattern::Matcher;
use super::stamp::{BlockTimes, LineTime};
use super::w3c::Header;
use crate::event::Event;
use crate::number::Number;
use crate::tally::Rejection;
use crate::time::{Assumed, Timestamp};
use std::sync::Arc;

/// What a line contributes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Extracted<'l> {
    /// An event whose value is a piece of the line.
    InLine(Event<'l>),
    /// An event whose value was put together: [`Scratch::joined`].
    Joined {
        /// As in [`Event`].
        weight: u64,
        /// As in [`Event`].
        at: Option<Timestamp>,
    },
}

impl Extracted<'_> {
    /// When it happened, where times are read.
    #[inline]
    pub fn at(&self) -> Option<Timestamp> {
        match self {
            Self::InLine(event) => event.at,
            Self::Joined { at, .. } => *at,
        }
    }
}

/// Where a block stands in its source.
#[derive(Debug, Clone, Copy, Default)]
pub struct BlockStart<'a> {
    /// It begins with the source's first line.
    pub is_first: bool,
    /// The line that named the columns last before it, in formats that have such.
    pub header: Option<&'a Header>,
}

/// A worker's own room for extraction.
#[derive(Debug)]
pub struct Scratch {
    pub(super) columns: Columns,
    pub(super) filter: Filter,
    pub(super) conditions: Vec<Condition>,
    pub(super) pattern: Option<Matcher>,
    pub(super) format: Option<(Arc<Format>, FormatScratch)>,
    pub(super) time: Option<LineTime>,
    /// What was measured on the last line.
    pub(super) number: Option<Number>,
    /// There are patterns to match, whatever the source.
    pub(super) always_matches: bool,
    /// There are patterns to match.
    pub(super) matches: bool,
    /// The block at hand is ASCII, so that no line needs a look at its encoding.
    pub(super) ascii: bool,
    /// The line that names the columns.
    pub(super) header_line: Option<Vec<u8>>,
}

/// Reads the number that is measured on a line.
#[inline]
pub(super) fn measure(number: &mut Option<Number>, text: &[u8]) -> Result<(), Rejection> {
    // Each kind has its own way to its place: where they meet a number is copied piece by piece.
    let Some(short) = Number::read_short(text) else { return measure_any(number, text) };
    *number = Some(short);
    Ok(())
}

#[inline(never)]
fn measure_any(number: &mut Option<Number>, text: &[u8]) -> Result<(), Rejection> {
    *number = Number::read(text);
    if number.is_some() { Ok(()) } else { Err(Rejection::NotANumber) }
}

impl Scratch {
    /// The value that was put together from the last line.
    pub fn joined(&self) -> &[u8] {
        self.columns.joined()
    }

    /// What was measured on the last line, if it was a number.
    pub fn number(&self) -> Option<Number> {
        self.number
    }

    /// What the stamps read so far did not say themselves.
    pub fn assumed(&self) -> Assumed {
        self.time.as_ref().map_or(Assumed::default(), LineTime::assumed)
    }

    /// The times of the lines extracted since this was asked last.
    pub fn take_times(&mut self) -> BlockTimes {
        self.time.as_mut().map_or(BlockTimes::NONE, LineTime::take_order)
    }
}
