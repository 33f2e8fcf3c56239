//! The steps of a compiled layout: each reads one part of a stamp.

use super::fields::Fields;
use super::{calendar, clock, lexer, months};

/// One part of a stamp.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Step {
    Byte(u8),
    MaybeByte(u8),
    /// A letter in either case.
    Letter(u8),
    /// A sign in Chinese or Japanese, or in Korean.
    Sign(&'static str, &'static str),
    Blanks,
    MaybeBlanks,
    Gap,
    GapBeforeDate,
    Year,
    /// A year of two digits: 1970 to 2069.
    Year2,
    Month,
    /// A month of exactly two digits.
    Month2,
    MonthName,
    Weekday,
    Day,
    /// A day of exactly two digits.
    Day2,
    /// The day of the year.
    Ordinal,
    /// Week and day of ISO 8601 behind a year: `W10-4`.
    WeekDate,
    Clock,
    Hour,
    Hour12,
    Minute,
    Second,
    Decimals,
    FixedDecimals(usize),
    MaybeFraction,
    AmPm,
    MaybeAmPm,
    Offset,
    MaybeZone,
    /// A zone behind a blank.
    MaybeZoneApart,
    ZoneWord,
    MaybeUnknownZone,
    /// An offset in minutes, `+060`.
    MaybeMinutes,
    /// The letter of a glog level.
    Level,
    Epoch,
}

impl Step {
    /// Reads the part at `at` into `fields`; returns its end, or `None` if something else stands there.
    #[inline]
    pub(super) fn read(self, text: &[u8], at: usize, fields: &mut Fields) -> Option<usize> {
        match self {
            Self::Byte(byte) => (*text.get(at)? == byte).then_some(at + 1),
            Self::MaybeByte(byte) => Some(at + usize::from(text.get(at) == Some(&byte))),
            Self::Letter(byte) => text.get(at)?.eq_ignore_ascii_case(&byte).then_some(at + 1),
            Self::Sign(one, other) => {
                let rest = text.get(at..)?;
                let sign =
                    [one, other].into_iter().find(|sign| rest.starts_with(sign.as_bytes()))?;
                Some(at + sign.len())
            }
            Self::Blanks => lexer::blanks(text, at),
            Self::MaybeBlanks => Some(lexer::skip_blanks(text, at)),
            Self::Gap => clock::gap(text, at),
            Self::GapBeforeDate => clock::gap_before_date(text, at),
            Self::Level => lexer::level(text, at),
            Self::Clock => clock::clock(text, at, fields),
            Self::Hour | Self::Hour12 | Self::Minute | Self::Second | Self::Epoch => {
                self.read_time(text, at, fields)
            }
            Self::Decimals | Self::FixedDecimals(_) | Self::MaybeFraction => {
                self.read_fraction(text, at, fields)
            }
            Self::AmPm | Self::MaybeAmPm => {
                let end = clock::am_pm(text, at, fields);
                (end > at || self == Self::MaybeAmPm).then_some(end)
            }
            Self::Offset
            | Self::MaybeZone
            | Self::MaybeZoneApart
            | Self::ZoneWord
            | Self::MaybeUnknownZone
            | Self::MaybeMinutes => self.read_zone(text, at, fields),
            _ => self.read_date(text, at, fields),
        }
    }

    fn read_date(self, text: &[u8], at: usize, fields: &mut Fields) -> Option<usize> {
        let two = |least| lexer::number(text, at, least, 2);
        let (part, (value, end)) = match self {
            Self::Weekday => return lexer::weekday(text, at),
            Self::WeekDate => return week_date(text, at, fields),
            Self::Year => (&mut fields.year, lexer::number(text, at, 4, 4)?),
            Self::Year2 => {
                let (value, end) = two(2)?;
                // The pivot of POSIX and chrono.
                (&mut fields.year, (value + if value < 70 { 2000 } else { 1900 }, end))
            }
            Self::Month => (&mut fields.month, two(1)?),
            Self::Month2 => (&mut fields.month, two(2)?),
            Self::MonthName => (&mut fields.month, month(text, at)?),
            Self::Day => {
                let start = lexer::skip_blanks(text, at);
                (&mut fields.day, lexer::number(text, start, 1, 2)?)
            }
            Self::Day2 => (&mut fields.day, two(2)?),
            Self::Ordinal => (&mut fields.ordinal, lexer::number(text, at, 3, 3)?),
            _ => return None,
        };
        *part = Some(value);
        Some(end)
    }

    fn read_time(self, text: &[u8], at: usize, fields: &mut Fields) -> Option<usize> {
        match self {
            Self::Hour | Self::Hour12 => {
                let start = lexer::skip_blanks(text, at);
                let (value, end) = lexer::number(text, start, 1, 2)?;
                fields.hour = Some(value);
                fields.clock_start = start;
                fields.clock_ends[0] = end;
                Some(end)
            }
            Self::Minute => {
                let (value, end) = lexer::number(text, at, 2, 2)?;
                fields.minute = value;
                // Minutes are a time of day even without an hour.
                fields.hour = fields.hour.or(Some(0));
                fields.clock_ends[1] = end;
                Some(end)
            }
            Self::Second => {
                let (value, end) = lexer::number(text, at, 2, 2)?;
                fields.second = value;
                fields.clock_ends[2] = end;
                Some(end)
            }
            Self::Epoch => {
                let end = at + lexer::digits(text.get(at..)?);
                let number = std::str::from_utf8(text.get(at..end)?).ok()?;
                fields.epoch = Some(number.parse().ok()?);
                Some(end)
            }
            _ => None,
        }
    }

    fn read_fraction(self, text: &[u8], at: usize, fields: &mut Fields) -> Option<usize> {
        let (nanos, end) = match self {
            Self::FixedDecimals(digits) => lexer::decimals(text.get(..at + digits)?, at)
                .filter(|(_, end)| *end == at + digits)?,
            Self::Decimals => lexer::decimals(text, at)?,
            _ => return Some(clock::fraction(text, at, fields)),
        };
        fields.nanos = nanos;
        fields.fraction = (at, end);
        Some(end)
    }

    fn read_zone(self, text: &[u8], at: usize, fields: &mut Fields) -> Option<usize> {
        match self {
            Self::Offset => {
                let (offset, end) = lexer::zone(text, lexer::skip_blanks(text, at))?;
                fields.offset = Some(offset);
                Some(end)
            }
            Self::MaybeZone => Some(clock::zone(text, at, fields)),
            Self::MaybeZoneApart if lexer::blanks(text, at).is_none() => Some(at),
            Self::MaybeZoneApart => Some(clock::zone(text, at, fields)),
            Self::MaybeUnknownZone => {
                let end = lexer::unknown_zone(text, at);
                fields.has_unknown_zone |= end.is_some();
                Some(end.unwrap_or(at))
            }
            Self::MaybeMinutes => match lexer::minutes(text, at) {
                Some((offset, end)) => {
                    fields.offset = Some(offset);
                    Some(end)
                }
                None => Some(at),
            },
            _ => {
                if let Some((offset, end)) = lexer::zone(text, at) {
                    fields.offset = Some(offset);
                    return Some(end);
                }
                // As chrono: an unknown name is passed over and the zone stays assumed.
                let letters = text.get(at..)?.iter().take_while(|byte| byte.is_ascii_alphabetic());
                let letters = letters.count();
                fields.has_unknown_zone |= letters > 0;
                (letters > 0).then_some(at + letters)
            }
        }
    }
}

/// Week and day of ISO 8601, of the year that is read: `W10-4`.
fn week_date(text: &[u8], at: usize, fields: &mut Fields) -> Option<usize> {
    (text.get(at)? == &b'W').then_some(())?;
    let (week, end) = lexer::number(text, at + 1, 2, 2)?;
    let (weekday, end) = lexer::number(text, end + usize::from(text.get(end)? == &b'-'), 1, 1)?;
    let (year, month, day) = calendar::of_week(fields.year?, week, weekday)?;
    (fields.year, fields.month, fields.day) = (Some(year), Some(month), Some(day));
    Some(end)
}

/// A month name in any known language, `de` around it allowed (`5 de marzo de 2026`).
fn month(text: &[u8], at: usize) -> Option<(i32, usize)> {
    let start = if text.get(at..)?.starts_with(b"de ") { at + 3 } else { at };
    // `março` begins like an English name.
    let is_whole = |(_, end): &(i32, usize)| !matches!(text.get(*end), Some(0xc3..));
    let english = lexer::month(text, start).filter(is_whole);
    let (month, end) = english.or_else(|| months::month(text, start))?;
    let is_followed = start > at && text.get(end..)?.starts_with(b" de ");
    Some((month, if is_followed { end + 3 } else { end }))
}
