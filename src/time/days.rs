//! The days of stamps read before, so that another stamp of one of them costs its clock only.
//!
//! Kept are the bytes before the clock (the date) with the instant of that date's midnight, for
//! many dates at once, and what stamps of a shape have in common: how clock and fraction are written,
//! and the bytes after them. A stamp that differs by its clock and fraction only lies as far
//! behind that midnight as they say; a date where that may not hold (a change of the zone's offset
//! near it, a year assumed for a part of it only) is not kept. A stamp without a clock is its date.
//! Called by the memo.

use super::clock::Clock;
use super::fields::Reading;
use super::fraction::{Digits, Fraction};
use super::steps;
use super::timestamp::Timestamp;

/// Longer dates are not kept.
const LONGEST: usize = 32;

/// Dates kept, a power of two: those of a shuffled year.
const SLOTS: usize = 1024;

/// Places a date may be kept at, a power of two.
const BESIDE: usize = 4;

/// Shapes kept: the names of weekdays have four lengths.
const SHAPES: usize = 4;

/// A stamp of a day that is known.
#[derive(Clone, Copy, Debug)]
pub(super) struct Known {
    pub(super) at: Timestamp,
    /// How many bytes it took.
    pub(super) end: usize,
    /// Which of the shapes that are kept.
    pub(super) shape: usize,
    /// What its clock counts from, in seconds.
    pub(super) midnight: i64,
}

/// All bytes of a date: of a given length equal where the dates are.
type Key = (u128, u128);

#[derive(Clone, Copy, Debug)]
struct Day {
    key: Key,
    midnight: i64,
    /// Of which shape; 0 where nothing is kept.
    shape: u64,
}

/// What stamps have in common.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
struct Shape {
    length: usize,
    /// Bytes of the date before the clock.
    before: usize,
    clock: Clock,
    fraction: Fraction,
    /// The byte between clock and fraction.
    separator: Option<u8>,
    suffix: Vec<u8>,
}

/// Dates, of a few shapes.
#[derive(Clone, Debug, Default)]
pub(super) struct Days {
    /// Empty when nothing is kept.
    slots: Vec<Day>,
    /// Each with its number, from 1: one that takes another's place has another.
    shapes: Vec<(Shape, u64)>,
    /// Shapes met so far.
    met: u64,
    /// Dates stored so far.
    stored: usize,
}

impl Days {
    /// The stamp at the beginning of the text, if it is of a date and a shape that is kept.
    #[inline(never)]
    pub(super) fn recall(&self, text: &[u8]) -> Option<Known> {
        for (at, (shape, number)) in self.shapes.iter().enumerate() {
            if let Some(stamp) = text.get(..shape.length)
                && let Some((instant, midnight)) = self.recall_as(shape, *number, stamp)
            {
                return Some(Known { at: instant, end: stamp.len(), shape: at, midnight });
            }
        }
        None
    }

    /// Where clock and fraction of a stamp that was recalled stand.
    pub(super) fn places(&self, known: &Known) -> Option<(Clock, Digits)> {
        self.shapes.get(known.shape).map(|(shape, _)| (shape.clock, shape.fraction.digits))
    }

    /// The instant, and the midnight it is behind, in seconds.
    #[inline]
    fn recall_as(&self, shape: &Shape, number: u64, stamp: &[u8]) -> Option<(Timestamp, i64)> {
        let seconds = shape.clock.seconds(stamp)?;
        let suffix = stamp.len() - shape.suffix.len();
        if !steps::same(stamp.get(suffix..)?, &shape.suffix) {
            return None;
        }
        if shape.separator.is_some() && stamp.get(shape.clock.end) != shape.separator.as_ref() {
            return None;
        }
        let nanos = shape.fraction.nanos(stamp)?;
        let day = self.day(key(stamp.get(..shape.before)?), number)?;
        Some((Timestamp::from_parts(day.midnight + seconds, nanos)?, day.midnight))
    }

    /// A date takes its own place or one of those beside it.
    #[inline]
    fn day(&self, key: Key, shape: u64) -> Option<&Day> {
        let place = slot(key);
        let mut days = (0..BESIDE).filter_map(|beside| self.slots.get(place ^ beside));
        days.find(|day| day.shape == shape && day.key == key)
    }

    /// Forgets all.
    pub(super) fn clear(&mut self) {
        self.shapes.clear();
    }

    /// Keeps the date of a stamp, if it can be kept.
    pub(super) fn store(&mut self, stamp: &[u8], reading: &Reading) {
        let Some((clock, midnight)) = reading.clock else { return };
        let Some(shape) = Shape::of(stamp, clock, reading) else { return };
        // What reads as something else is of no use.
        let told = shape.clock.seconds(stamp).zip(shape.fraction.nanos(stamp));
        let told = told.and_then(|(clock, nanos)| Timestamp::from_parts(midnight + clock, nanos));
        if told != Some(reading.at) {
            return;
        }
        let key = key(&stamp[..shape.before]);
        let shape = self.number(shape);
        let day = Day { key, midnight, shape };
        if self.slots.is_empty() {
            self.slots.resize(SLOTS, Day { key: (0, 0), midnight: 0, shape: 0 });
        }
        let is_free = |day: &Day| day.shape == 0 || (day.key == key && day.shape == shape);
        let place = slot(key);
        let beside = (0..BESIDE).find(|beside| is_free(&self.slots[place ^ beside]));
        // Where all are taken, one after the other is given up.
        self.slots[place ^ beside.unwrap_or(self.stored % BESIDE)] = day;
        self.stored = self.stored.wrapping_add(1);
    }

    /// The number of a shape; a new one takes the place of the one that came longest ago.
    fn number(&mut self, shape: Shape) -> u64 {
        if let Some((_, number)) = self.shapes.iter().find(|(kept, _)| *kept == shape) {
            return *number;
        }
        self.met += 1;
        self.shapes.truncate(SHAPES - 1);
        self.shapes.insert(0, (shape, self.met));
        self.met
    }
}

impl Shape {
    /// That of a stamp, if its date can be kept.
    fn of(stamp: &[u8], clock: Clock, reading: &Reading) -> Option<Self> {
        let fraction = Fraction::of(reading.digits)?;
        let digits = fraction.digits;
        let (before, separator, after) = match digits.count() {
            0 => (clock.start, None, clock.end),
            _ if digits.start == clock.end => (clock.start, None, digits.end),
            _ if digits.start == clock.end + 1 => {
                (clock.start, Some(*stamp.get(clock.end)?), digits.end)
            }
            _ => return None,
        };
        // A stamp without a clock is all date.
        let (before, after) =
            if clock.end == 0 { (stamp.len(), stamp.len()) } else { (before, after) };
        let suffix = stamp.get(after..)?.to_vec();
        let length = stamp.len();
        (before <= LONGEST).then_some(Self { length, before, clock, fraction, separator, suffix })
    }
}

#[inline]
fn key(date: &[u8]) -> Key {
    fn ends<const N: usize>(text: &[u8]) -> Option<([u8; N], [u8; N])> {
        Some((*text.first_chunk()?, *text.last_chunk()?))
    }
    if let Some((first, last)) = ends::<16>(date) {
        (u128::from_le_bytes(first), u128::from_le_bytes(last))
    } else if let Some((first, last)) = ends::<8>(date) {
        (u64::from_le_bytes(first).into(), u64::from_le_bytes(last).into())
    } else if let Some((first, last)) = ends::<4>(date) {
        (u32::from_le_bytes(first).into(), u32::from_le_bytes(last).into())
    } else {
        (date.iter().fold(0, |key, byte| key << 8 | u128::from(*byte)), 0)
    }
}

/// Where a date is kept: one that takes the place of another costs time only.
#[inline]
fn slot((first, last): Key) -> usize {
    const ODD: u64 = 0x9e37_79b9_7f4a_7c15;
    #[expect(clippy::cast_possible_truncation, reason = "both halves are taken")]
    let fold = |half: u128| (half ^ half >> 64) as u64;
    let mixed = fold(first).wrapping_mul(ODD);
    let mixed = (mixed ^ mixed >> 32 ^ fold(last)).wrapping_mul(ODD);
    usize::try_from(mixed >> (64 - SLOTS.trailing_zeros())).unwrap_or(0)
}
