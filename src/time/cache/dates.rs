//! The dates of earlier stamps: another stamp of one of these dates costs only its clock.
//!
//! Kept are the bytes of the date with the instant of its midnight, for up to [`SLOTS`] dates, and a few
//! [`Shape`]s that say where clock and fraction stand. A date is left out if its clock does not count
//! evenly from one midnight: the zone's offset changes near it, or the assumed year differs within it.
//! A stamp without a clock is all date.
//!
//! An earlier version of it took 1,539 instructions a line of a shuffled `-t` run, and no dates 2,101. The
//! table holds the dates of more than a year.

use super::super::fields::{Context, Fields, Reading};
use super::super::lexer;
use super::super::timestamp::Timestamp;
use super::super::units::{NANOS_PER_DAY, SECONDS_PER_DAY};
use super::clock::ClockPlace;

/// Longer dates are not kept.
const LONGEST: usize = 32;

/// Dates kept; a power of two.
const SLOTS: usize = 1024;

/// Slots in which one date may lie; a power of two.
const SLOTS_OF_DATE: usize = 4;

/// Shapes kept: the names of weekdays have four lengths.
const SHAPES: usize = 4;

/// A date's bytes, zeros behind them.
type DateBytes = [u64; LONGEST / 8];

#[derive(Clone, Copy, Debug)]
struct KeptDate {
    key: DateBytes,
    /// The instant at which the clock shows 00:00, in seconds.
    midnight: i64,
    /// The number of the date's shape; 0 in an empty slot.
    shape: u64,
}

/// What stamps that are written alike have in common.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Shape {
    length: usize,
    /// How many bytes stand before the clock.
    date: usize,
    clock: Option<ClockPlace>,
    fraction: Option<FractionPlace>,
    /// The bytes behind clock and fraction: a zone, AM or PM, a year.
    suffix: Vec<u8>,
}

/// The place of a fraction of a second that follows the clock.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct FractionPlace {
    /// The byte between clock and fraction.
    separator: u8,
    start: usize,
    digits: usize,
}

/// Dates and the shapes of their stamps.
#[derive(Clone, Debug, Default)]
pub(super) struct DateCache {
    /// Empty until the first date is stored.
    slots: Vec<KeptDate>,
    /// Each with its number, which is never used again.
    shapes: Vec<(Shape, u64)>,
    shapes_met: u64,
    stored: usize,
    last: Option<LastStamp>,
}

/// The stamp read last. Most stamps of a log repeat the stamp before, and nearly all its date.
#[derive(Clone, Debug)]
struct LastStamp {
    /// Its shape's index.
    shape: usize,
    bytes: Vec<u8>,
    at: Timestamp,
    /// The midnight of its date.
    midnight: i64,
}

impl DateCache {
    /// Reads the stamp that `text` begins with: its length and its instant, if date and shape are kept.
    #[inline]
    pub(super) fn read(&mut self, text: &[u8]) -> Option<(usize, Timestamp)> {
        let Some(last) = &self.last else { return self.read_other_date(text) };
        if text.starts_with(&last.bytes) {
            return Some((last.bytes.len(), last.at));
        }
        self.read_other_clock(text)
    }

    /// Reads a stamp that differs from the last one.
    fn read_other_clock(&mut self, text: &[u8]) -> Option<(usize, Timestamp)> {
        if let Some(last) = &mut self.last
            && let Some((shape, _)) = self.shapes.get(last.shape)
            && let (Some(date), Some(stamp)) = (text.get(..shape.date), text.get(..shape.length))
            && last.bytes.starts_with(date)
            && let Some(at) = shape.read(text, last.midnight)
        {
            last.bytes.copy_from_slice(stamp);
            last.at = at;
            return Some((shape.length, at));
        }
        self.read_other_date(text)
    }

    #[inline(never)]
    fn read_other_date(&mut self, text: &[u8]) -> Option<(usize, Timestamp)> {
        for (index, (shape, number)) in self.shapes.iter().enumerate() {
            if let Some(date) = text.get(..shape.date)
                && let Some(midnight) = key(date).and_then(|key| self.midnight(&key, *number))
                && let Some(at) = shape.read(text, midnight)
                && let Some(stamp) = text.get(..shape.length)
            {
                let mut bytes = self.last.take().map_or_else(Vec::new, |last| last.bytes);
                bytes.clear();
                bytes.extend_from_slice(stamp);
                self.last = Some(LastStamp { shape: index, bytes, at, midnight });
                return Some((shape.length, at));
            }
        }
        None
    }

    #[inline]
    fn midnight(&self, key: &DateBytes, shape: u64) -> Option<i64> {
        let place = place(key);
        let mut slots = (0..SLOTS_OF_DATE).filter_map(|beside| self.slots.get(place ^ beside));
        slots.find(|slot| slot.shape == shape && slot.key == *key).map(|slot| slot.midnight)
    }

    pub(super) fn clear(&mut self) {
        self.shapes.clear();
        self.last = None;
    }

    /// Keeps the date of a stamp, unless its clock may not count from one midnight.
    pub(super) fn store(&mut self, stamp: &[u8], reading: &Reading, context: &Context) {
        let Some(shape) = Shape::of(stamp, &reading.fields) else { return };
        let Some(midnight) = midnight_of(&reading.fields, context) else { return };
        if shape.read(stamp, midnight) != Some(reading.at) {
            return;
        }
        let Some(key) = stamp.get(..shape.date).and_then(key) else { return };
        let shape = self.number(shape);
        if self.slots.is_empty() {
            self.slots.resize(SLOTS, KeptDate { key: DateBytes::default(), midnight: 0, shape: 0 });
        }
        let place = place(&key);
        let usable = |slot: &KeptDate| slot.shape == 0 || (slot.key == key && slot.shape == shape);
        let beside = (0..SLOTS_OF_DATE).find(|beside| usable(&self.slots[place ^ beside]));
        // If all are taken, they are given up in turn.
        let beside = beside.unwrap_or(self.stored % SLOTS_OF_DATE);
        self.slots[place ^ beside] = KeptDate { key, midnight, shape };
        self.stored = self.stored.wrapping_add(1);
    }

    /// The number of a shape; a new shape replaces the oldest one.
    fn number(&mut self, shape: Shape) -> u64 {
        if let Some((_, number)) = self.shapes.iter().find(|(kept, _)| *kept == shape) {
            return *number;
        }
        self.shapes_met += 1;
        self.last = None;
        self.shapes.truncate(SHAPES - 1);
        self.shapes.insert(0, (shape, self.shapes_met));
        self.shapes_met
    }
}

impl Shape {
    fn of(stamp: &[u8], fields: &Fields) -> Option<Self> {
        let (length, (start, end)) = (stamp.len(), fields.fraction);
        if fields.hour.is_none() {
            let (date, suffix) = (length, Vec::new());
            return Some(Self { length, date, clock: None, fraction: None, suffix });
        }
        let clock = ClockPlace::of(stamp, fields)?;
        let has_fraction = end > 0;
        if has_fraction && (start != clock.end + 1 || end - start > 9)
            || !has_fraction && fields.nanos != 0
        {
            return None;
        }
        let fraction = match stamp.get(clock.end) {
            Some(&separator) if has_fraction => {
                Some(FractionPlace { separator, start, digits: end - start })
            }
            _ => None,
        };
        let suffix = stamp.get(if has_fraction { end } else { clock.end }..)?.to_vec();
        Some(Self { length, date: clock.start, clock: Some(clock), fraction, suffix })
    }

    /// The instant of the stamp that the text begins with, if it has this shape; `midnight` is its date's.
    #[inline]
    fn read(&self, text: &[u8], midnight: i64) -> Option<Timestamp> {
        let stamp = text.get(..self.length)?;
        let seconds = self.clock.map_or(Some(0), |clock| clock.seconds(stamp))?;
        let nanos = self.fraction.map_or(Some(0), |fraction| fraction.nanos(stamp))?;
        if stamp.get(self.length - self.suffix.len()..)? != self.suffix {
            return None;
        }
        Timestamp::from_parts(midnight + seconds, nanos)
    }
}

impl FractionPlace {
    #[inline]
    fn nanos(&self, stamp: &[u8]) -> Option<i64> {
        if *stamp.get(self.start - 1)? != self.separator {
            return None;
        }
        let (value, _) = lexer::number(stamp, self.start, self.digits, self.digits)?;
        Some(i64::from(value) * i64::from(*lexer::POWERS.get(9 - self.digits)?))
    }
}

/// The instant, in seconds, at which the clock of a date shows 00:00; `None` if the clock does not
/// run evenly from then on, or the zone is one the stamp names.
fn midnight_of(fields: &Fields, context: &Context) -> Option<i64> {
    if fields.epoch.is_some() || fields.named.is_some() {
        return None;
    }
    let at = |hour| {
        let (minute, second, nanos) = (0, 0, 0);
        let hour = Some(hour);
        Fields { hour, minute, second, nanos, afternoon: None, ..*fields }.resolve(context)
    };
    let ((first, assumed), (last, _)) = (at(0)?, at(24)?);
    let seconds = first.seconds();
    if fields.hour.is_none() {
        return Some(seconds);
    }
    // The assumed year may be another from some clock on, but never changes back.
    let is_whole = last.0.checked_sub(first.0)? == NANOS_PER_DAY;
    let (from, to) = (seconds - 2 * SECONDS_PER_DAY, seconds + 3 * SECONDS_PER_DAY);
    let is_steady = !assumed.is_of_context() || context.zone().is_steady(from, to);
    (is_whole && is_steady).then_some(seconds)
}

#[inline]
fn key(date: &[u8]) -> Option<DateBytes> {
    let mut bytes = [0; LONGEST];
    bytes.get_mut(..date.len())?.copy_from_slice(date);
    let (words, _) = bytes.as_chunks::<8>();
    Some(std::array::from_fn(|at| words.get(at).map_or(0, |word| u64::from_le_bytes(*word))))
}

/// The first slot of a date. Two dates of one slot cost time, no more.
#[inline]
fn place(key: &DateBytes) -> usize {
    // The odd number nearest to 2^64 divided by the golden ratio (Knuth, volume 3, 6.4).
    const MULTIPLIER: u64 = 0x9e37_79b9_7f4a_7c15;
    let mixed = key
        .iter()
        .fold(0_u64, |mixed, word| (mixed ^ word).wrapping_mul(MULTIPLIER).rotate_left(29));
    usize::try_from(mixed.wrapping_mul(MULTIPLIER) >> (64 - SLOTS.trailing_zeros())).unwrap_or(0)
}
