//! The days of stamps read before, so that another stamp of one of them costs its clock only.
//!
//! Kept are the bytes before the clock (the date) with the instant of that date's midnight, for
//! many dates at once, and what all of them have in common: how the clock is written, whether a
//! fraction follows, and the bytes after it. A stamp that differs by its clock and fraction only
//! lies as far behind that midnight as the clock says; a date where that may not hold (a change of
//! the zone's offset near it, a year assumed for a part of it only) is not kept. Called by the memo.

use super::steps;
use super::timestamp::Timestamp;

/// Longer dates are not kept.
const LONGEST: usize = 32;

/// Dates kept, a power of two: those of a shuffled year, most of them.
const SLOTS: usize = 512;

/// Where the clock of a stamp stands, and what it counts from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Clock {
    /// The first of the two digits of the hour.
    pub(super) start: usize,
    /// After the second digit of the second.
    pub(super) end: usize,
    /// The instant at which the clock shows 00:00:00, in seconds.
    pub(super) midnight: i64,
}

/// All bytes of a date: of a given length equal where the dates are.
type Key = (u128, u128);

#[derive(Clone, Copy, Debug)]
struct Day {
    key: Key,
    midnight: i64,
    is_known: bool,
}

/// Dates of one shape, or none.
#[derive(Clone, Debug, Default)]
pub(super) struct Days {
    /// Empty when nothing is kept.
    slots: Vec<Day>,
    /// Bytes before the clock.
    before: usize,
    /// The clock with zeros for digits, `00:00:00` or `000000`.
    clock: u64,
    /// Bytes of the clock.
    width: usize,
    has_fraction: bool,
    suffix: Vec<u8>,
    /// The date and the clock recalled last, and their instant in seconds.
    last: Option<(Key, u64, i64)>,
}

impl Days {
    /// The instant of the stamp at the beginning of the text and where it ends, if it is of a date
    /// and a shape that is kept.
    #[inline]
    pub(super) fn recall(&mut self, text: &[u8]) -> Option<(usize, Timestamp)> {
        if self.slots.is_empty() {
            return None;
        }
        let clock = self.before + self.width;
        let word = word(text.get(self.before..clock)?)?;
        let key = key(text.get(..self.before)?);
        let seconds = match self.last {
            Some(last) if (last.0, last.1) == (key, word) => last.2,
            _ => {
                let day = self.day(key)?;
                let seconds = day.midnight + self.seconds(word)?;
                self.last = Some((key, word, seconds));
                seconds
            }
        };
        let (nanos, end) =
            if self.has_fraction { steps::fraction(text, clock)? } else { (0, clock) };
        let after = end + self.suffix.len();
        if !steps::same(text.get(end..after)?, &self.suffix) {
            return None;
        }
        let at = Timestamp::from_parts(seconds, i64::from(nanos))?;
        Some((after, at))
    }

    /// A date takes its own place or the one beside it.
    #[inline]
    fn day(&self, key: Key) -> Option<&Day> {
        let place = slot(key);
        let is_same = |day: &&Day| day.is_known && day.key == key;
        let own = self.slots.get(place).filter(is_same);
        own.or_else(|| self.slots.get(place ^ 1).filter(is_same))
    }

    /// Seconds of a clock that is written as those kept; none where it shows no time of day.
    #[inline]
    fn seconds(&self, clock: u64) -> Option<i64> {
        const HIGH: u64 = 0xf0f0_f0f0_f0f0_f0f0;
        const SIX: u64 = 0x0606_0606_0606_0606;
        // What is left of a digit is its number, of all else nothing.
        let rest = clock ^ self.clock;
        let digits = DIGITS[usize::from(self.width == 8)];
        if (rest | (rest & digits).wrapping_add(SIX & digits)) & (HIGH | !digits) != 0 {
            return None;
        }
        let byte = |at: usize| i64::from(rest.to_le_bytes()[at]);
        let two = |at: usize| byte(at) * 10 + byte(at + 1);
        let (hour, minute, second) =
            if self.width == 8 { (two(0), two(3), two(6)) } else { (two(0), two(2), two(4)) };
        // Second 60 is the first of the next minute.
        let is_valid = hour < 24 && minute < 60 && second <= 60;
        is_valid.then_some(hour * 3600 + minute * 60 + second)
    }

    /// Forgets all.
    pub(super) fn clear(&mut self) {
        self.slots.clear();
        self.last = None;
    }

    /// Keeps the date of a stamp, if it can be kept; `fraction` is where its fraction stands,
    /// start = end where there is none.
    pub(super) fn store(&mut self, stamp: &[u8], clock: &Clock, fraction: (usize, usize)) -> bool {
        let Clock { start, end, midnight } = *clock;
        let has_fraction = fraction.1 > fraction.0;
        let after = if has_fraction { fraction.1 } else { end };
        let Some(shape) = stamp.get(start..end).and_then(shape) else { return false };
        let Some(suffix) = stamp.get(after..) else { return false };
        if start > LONGEST || (has_fraction && fraction.0 != end) {
            return false;
        }
        let is_same = !self.slots.is_empty()
            && (self.before, self.clock, self.width) == (start, shape, end - start)
            && (self.has_fraction, self.suffix.as_slice()) == (has_fraction, suffix);
        if !is_same {
            self.clear();
            self.slots.resize(SLOTS, Day { key: (0, 0), midnight: 0, is_known: false });
            (self.before, self.clock, self.width) = (start, shape, end - start);
            self.has_fraction = has_fraction;
            self.suffix.clear();
            self.suffix.extend_from_slice(suffix);
        }
        let key = key(&stamp[..start]);
        let place = slot(key);
        // The one that was here is kept beside it.
        self.slots[place ^ 1] = self.slots[place];
        self.slots[place] = Day { key, midnight, is_known: true };
        true
    }
}

/// Where the digits of a clock stand, without and with separators.
const DIGITS: [u64; 2] = [0x0000_ffff_ffff_ffff, 0xffff_00ff_ff00_ffff];

/// A clock's six or eight bytes.
#[inline]
fn word(text: &[u8]) -> Option<u64> {
    if let Some(bytes) = text.first_chunk::<8>() {
        return Some(u64::from_le_bytes(*bytes));
    }
    let (low, high) = (text.first_chunk::<4>()?, text.last_chunk::<2>()?);
    Some(u64::from(u32::from_le_bytes(*low)) | u64::from(u16::from_le_bytes(*high)) << 32)
}

/// A clock with its digits made zeros; none where it is not written with two digits each.
fn shape(clock: &[u8]) -> Option<u64> {
    let digits = match clock.len() {
        6 => DIGITS[0],
        8 => DIGITS[1],
        _ => return None,
    };
    let is_digit =
        |(at, byte): (usize, &u8)| digits.to_le_bytes()[at] == 0 || byte.is_ascii_digit();
    if !clock.iter().enumerate().all(is_digit) {
        return None;
    }
    Some(word(clock)? & !digits | 0x3030_3030_3030_3030 & digits)
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
