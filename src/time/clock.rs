//! Clocks that are written alike: their digits stand at the same places, between the same separators.
//!
//! Each is filled up to `hh:mm:ss` or `hhmmss` and read as one word; of a count since the epoch the last
//! eight digits of its seconds are its clock. Called by what remembers stamps.

use std::ops::Range;

use super::digits;

/// Where the digits stand, without and with separators.
const DIGITS: [u64; 2] = [0x0000_ffff_ffff_ffff, 0xffff_00ff_ff00_ffff];

const ZEROS: u64 = 0x3030_3030_3030_3030;

/// What a clock is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
enum Kind {
    #[default]
    None,
    /// Hours, minutes, seconds.
    Parts,
    /// Eight digits of a count of seconds.
    Decimal,
    /// The same, hexadecimal.
    Hexadecimal,
}

/// How a clock is written; the default is a stamp without one.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Clock {
    /// Its first byte, of all or the only digit of the hour.
    pub(super) start: usize,
    /// Behind its last digit.
    pub(super) end: usize,
    kind: Kind,
    /// Bits it is moved up by, for the digits of the hour that are not there.
    shift: u32,
    /// Zeros for the digits that are not there.
    fill: u64,
    /// The whole with zeros for digits.
    zeros: u64,
    has_separators: bool,
    /// The hour is one of twelve, before noon or after it.
    afternoon: Option<bool>,
}

impl Clock {
    /// Of a stamp in which the hour begins at `start`, and hour, minute and second have these ends, 0 for
    /// what is not there; none where it is written in another way.
    pub(super) fn of(
        text: &[u8],
        start: usize,
        ends: [usize; 3],
        afternoon: Option<bool>,
    ) -> Option<Self> {
        let [hour, minute, second] = ends;
        let (first, last) = (if hour > 0 { hour } else { minute }, second.max(minute));
        let step = match hour {
            0 => second.checked_sub(minute)?,
            _ => minute.checked_sub(hour)?,
        };
        if !matches!(step, 2 | 3)
            || first == 0
            || (hour > 0 && second > 0 && second != minute + step)
        {
            return None;
        }
        let start = if hour > 0 { start } else { first.checked_sub(2)? };
        let has_two = first.checked_sub(start)? == 2;
        let has_separators = step == 3;
        if !(has_two || has_separators && first == start + 1) {
            return None;
        }
        // What stands before the digits that are there: an hour, or a digit of it.
        let missing = if hour == 0 { step } else { usize::from(!has_two) };
        let shift = 8 * u32::try_from(missing).ok()?;
        let whole = if has_separators { 8 } else { 6 };
        let there = u64::MAX >> (64 - 8 * (last - start)) << shift;
        let separator = u64::from(*text.get(first).filter(|_| has_separators).unwrap_or(&b'0'));
        let digits = DIGITS[usize::from(has_separators)];
        let zeros = ZEROS & digits | (separator << 16 | separator << 40) & !digits;
        let fill = zeros & u64::MAX >> (64 - 8 * whole) & !there;
        let (kind, end) = (Kind::Parts, last);
        let clock = Self { start, end, kind, shift, fill, zeros: 0, has_separators, afternoon };
        let zeros = clock.word(text)? & !digits | ZEROS & digits;
        Some(Self { zeros, ..clock })
    }

    /// Of a count whose seconds end here; none where they have less than eight digits.
    pub(super) fn of_count(end: usize, hexadecimal: bool) -> Option<Self> {
        let kind = if hexadecimal { Kind::Hexadecimal } else { Kind::Decimal };
        Some(Self { start: end.checked_sub(8)?, end, kind, ..Self::default() })
    }

    /// The same in a text that has the stamp so many bytes from its start.
    pub(super) const fn moved(self, by: usize) -> Self {
        Self { start: self.start + by, end: self.end + by, ..self }
    }

    /// Where in a stamp it stands; nothing where there is none.
    pub(super) fn places(&self) -> Option<Range<usize>> {
        (self.kind != Kind::None).then_some(self.start..self.end)
    }

    /// The clock of a stamp, filled up.
    #[inline]
    fn word(&self, stamp: &[u8]) -> Option<u64> {
        let clock = stamp.get(self.start..self.end)?;
        let word = if let Some(eight) = clock.first_chunk::<8>() {
            u64::from_le_bytes(*eight)
        } else {
            let (low, high) = (clock.first_chunk()?, clock.last_chunk()?);
            let above = 8 * (clock.len() - 4);
            u64::from(u32::from_le_bytes(*low)) | u64::from(u32::from_le_bytes(*high)) << above
        };
        Some(word << self.shift | self.fill)
    }

    /// Seconds since midnight that a stamp's clock shows, of a count those since its other digits last
    /// changed, 0 where there is none; nothing where it is written in another way or shows no time of
    /// day.
    #[inline(always)]
    pub(super) fn seconds(&self, stamp: &[u8]) -> Option<i64> {
        let eight = || stamp.get(self.start..)?.first_chunk().copied();
        match self.kind {
            Kind::None => Some(0),
            Kind::Parts => self.parts(stamp),
            Kind::Decimal => digits::last_digits(eight()?, 8).map(i64::from),
            Kind::Hexadecimal => digits::eight_hex(eight()?).map(i64::from),
        }
    }

    #[inline(always)]
    fn parts(&self, stamp: &[u8]) -> Option<i64> {
        const HIGH: u64 = 0xf0f0_f0f0_f0f0_f0f0;
        const SIX: u64 = 0x0606_0606_0606_0606;
        // What is left of a digit is its number, of all else nothing.
        let rest = self.word(stamp)? ^ self.zeros;
        let digits = DIGITS[usize::from(self.has_separators)];
        if (rest | (rest & digits).wrapping_add(SIX & digits)) & (HIGH | !digits) != 0 {
            return None;
        }
        let byte = |at: usize| i64::from(rest.to_le_bytes()[at]);
        let two = |at: usize| byte(at) * 10 + byte(at + 1);
        let (hour, minute, second) =
            if self.has_separators { (two(0), two(3), two(6)) } else { (two(0), two(2), two(4)) };
        let hour = match self.afternoon {
            None => Some(hour).filter(|hour| *hour < 24)?,
            Some(afternoon) => {
                let hour = Some(hour).filter(|hour| (1..=12).contains(hour))?;
                hour % 12 + if afternoon { 12 } else { 0 }
            }
        };
        // Second 60 is the first of the next minute.
        (minute < 60 && second <= 60).then_some(hour * 3600 + minute * 60 + second)
    }
}
