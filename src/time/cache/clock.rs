//! Where the clock stands in stamps that are written alike.

use super::super::fields::{Fields, hour_of_24};
use super::super::lexer;

/// The places of hour, minute and second in the stamps of one shape.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct ClockPlace {
    /// The first digit of the hour.
    pub(super) start: usize,
    /// Behind the last digit.
    pub(super) end: usize,
    hour_digits: usize,
    /// The byte between two parts; `None` for `140211`.
    separator: Option<u8>,
    has_seconds: bool,
    /// The stamp says AM (`false`) or PM (`true`).
    afternoon: Option<bool>,
}

impl ClockPlace {
    /// The place of the clock that `fields` were read from; `None` for a clock without an hour and
    /// for one with uneven gaps between its parts.
    pub(super) fn of(text: &[u8], fields: &Fields) -> Option<Self> {
        let [hour, minute, second] = fields.clock_ends;
        let hour_digits = hour.checked_sub(fields.clock_start)?;
        let gap = minute.checked_sub(hour)?.checked_sub(2)?;
        let has_seconds = second > 0;
        if !(1..=2).contains(&hour_digits) || gap > 1 || has_seconds && second != minute + gap + 2 {
            return None;
        }
        // A minute of one digit (`14:2:1:606`) has no fixed place: the plain parser reads it.
        lexer::two_digits(text, hour + gap)?;
        let separator = if gap == 1 { Some(*text.get(hour)?) } else { None };
        Some(Self {
            start: fields.clock_start,
            end: if has_seconds { second } else { minute },
            hour_digits,
            separator,
            has_seconds,
            afternoon: fields.afternoon,
        })
    }

    /// Seconds since midnight in a stamp of this shape; `None` if other bytes stand at the clock's
    /// place, or a time of day that only the plain parser judges (24:00).
    #[inline]
    pub(super) fn seconds(&self, stamp: &[u8]) -> Option<i64> {
        let end = self.start + self.hour_digits;
        let hour = match self.hour_digits {
            2 => lexer::two_digits(stamp, self.start)?,
            digits => lexer::number(stamp, self.start, digits, digits)?.0,
        };
        let (minute, end) = self.part(stamp, end)?;
        let second = if self.has_seconds { self.part(stamp, end)?.0 } else { 0 };
        let hour = match self.afternoon {
            None if hour < 24 => hour,
            Some(afternoon) if (1..=12).contains(&hour) => hour_of_24(hour, afternoon),
            _ => return None,
        };
        // Second 60 is the first of the next minute.
        (minute < 60 && second <= 60).then(|| i64::from(hour * 3600 + minute * 60 + second))
    }

    /// Reads the separator and the two digits behind it; also gives their end.
    #[inline]
    fn part(&self, stamp: &[u8], at: usize) -> Option<(i32, usize)> {
        let start = match self.separator {
            Some(separator) if *stamp.get(at)? == separator => at + 1,
            Some(_) => return None,
            None => at,
        };
        Some((lexer::two_digits(stamp, start)?, start + 2))
    }
}
