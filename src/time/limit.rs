//! The ends of a timeframe, as given to `-s` and `-e`.
//!
//! A limit has any shape of the table, or is relative to now. A limit without a date or without a year takes
//! it from the log that is read.

use super::dateparser_fallback;
use super::duration::parse_duration;
use super::fields::{Context, Fields, Reference, time_of_day};
use super::format_index::FORMAT_INDEX;
use super::timestamp::Timestamp;
use super::units::{NANOS_PER_SECOND, SECONDS_PER_DAY};
use super::zone::Zone;

/// One end of a timeframe.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Limit {
    /// An instant.
    At(Timestamp),
    /// A date whose year the log gives.
    Yearless(YearlessDate),
    /// A time of day whose date the log gives; see [`Limit::resolve`].
    TimeOfDay {
        /// Nanoseconds since midnight.
        nanos: i64,
        /// Seconds east of UTC, when the text said so.
        offset: Option<i32>,
    },
}

/// A date and a clock without a year.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct YearlessDate(Fields);

impl YearlessDate {
    /// The instant in the year that a stamp without one would take.
    #[must_use]
    pub(crate) fn resolve(self, context: &Context) -> Option<Timestamp> {
        Some(self.0.resolve_clamped(context)?.0)
    }
}

/// A text that is no time.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error(
    "'{0}' is no time; write it as the log does, or 2026-03-05, '2026-03-05 14:02', 14:02, -1h, '30 min ago', yesterday or now"
)]
pub struct LimitError(String);

impl Limit {
    /// The instant in a log whose first stamp is `first` and whose missing years come from `context`; a time
    /// of day is its first occurrence at or after the first stamp.
    #[must_use]
    pub(crate) fn resolve(self, first: Timestamp, context: &Context) -> Timestamp {
        match self {
            Self::At(at) => at,
            Self::Yearless(date) => date.resolve(context).unwrap_or(first),
            // Three days, since a change of the clock may move the first two.
            Self::TimeOfDay { .. } => (0..3)
                .filter_map(|days| self.days_later(first, days, context.zone()))
                .find(|at| *at >= first)
                .unwrap_or(first),
        }
    }

    /// The time of day, `days` local days after the day of `at`; `None` for a limit with a date.
    #[must_use]
    pub(crate) fn days_later(self, at: Timestamp, days: i64, zone: &Zone) -> Option<Timestamp> {
        let Self::TimeOfDay { nanos, offset } = self else { return None };
        let fixed = offset.map(Zone::fixed);
        let zone = fixed.as_ref().unwrap_or(zone);
        let day = (at.seconds() + zone.offset_at(at.seconds())).div_euclid(SECONDS_PER_DAY) + days;
        let local = day * SECONDS_PER_DAY + nanos / NANOS_PER_SECOND;
        Timestamp::from_parts(zone.local_to_utc(local), nanos % NANOS_PER_SECOND)
    }
}

/// Reads a limit. A date means its 00:00. A date without a year and a time without a date are
/// returned as they are, or with `first`, a log's first stamp, as instants: the latest date of
/// that form up to a day after `now`, the first time of day of that form at or after `first`.
/// `now`, `today`, `yesterday`, `tomorrow` (a time may follow the latter three), `-1h`, `2h ago`
/// and `30 min ago` are relative to `now`. A text without a zone is in `zone`.
///
/// # Errors
/// The text has none of these forms.
pub fn parse_limit(
    text: &str,
    now: Timestamp,
    zone: &Zone,
    first: Option<Timestamp>,
) -> Result<Limit, LimitError> {
    let limit = relative(text.trim(), now, zone)
        .or_else(|| absolute(text.trim(), now, zone))
        .ok_or_else(|| LimitError(text.to_owned()))?;
    Ok(match first {
        Some(first) => Limit::At(limit.resolve(first, &context_of(now, zone))),
        None => limit,
    })
}

/// Whether a limit is relative to now, and so depends on the clock.
#[must_use]
pub(crate) fn is_relative_limit(text: &str) -> bool {
    relative(text.trim(), Timestamp::default(), &Zone::utc()).is_some()
}

fn absolute(text: &str, now: Timestamp, zone: &Zone) -> Option<Limit> {
    let context = context_of(now, zone);
    // `@1772719331`, as date(1) writes seconds since the epoch.
    let number = text.strip_prefix('@').filter(|number| number.bytes().all(|b| b.is_ascii_digit()));
    let bytes = number.unwrap_or(text).as_bytes();
    let Some(fields) = FORMAT_INDEX.fields(bytes, &context) else {
        let reading = dateparser_fallback::read(bytes, &context)?;
        return Some(Limit::At(reading.at));
    };
    let (at, assumed) = fields.resolve_clamped(&context)?;
    if assumed.date {
        return Some(Limit::TimeOfDay { nanos: time_of_day(&fields)?, offset: fields.offset });
    }
    Some(if assumed.year { Limit::Yearless(YearlessDate(fields)) } else { Limit::At(at) })
}

fn context_of(now: Timestamp, zone: &Zone) -> Context {
    Context::new(zone.clone(), Reference::Moment(now))
}

fn relative(text: &str, now: Timestamp, zone: &Zone) -> Option<Limit> {
    let lower = text.to_ascii_lowercase();
    if lower == "now" {
        return Some(Limit::At(now));
    }
    let back = lower
        .strip_prefix('-')
        .or_else(|| lower.strip_suffix("ago"))
        .and_then(|length| parse_duration(length).ok());
    if let Some(back) = back {
        return Some(Limit::At(Timestamp(now.0.checked_sub(back)?)));
    }
    let (word, time) = lower.split_once([' ', '\t']).unwrap_or((&lower, ""));
    let days = match word {
        "today" => 0,
        "yesterday" => -1,
        "tomorrow" => 1,
        _ => return None,
    };
    let clock = match time.trim() {
        "" => 0,
        time => match absolute(time, now, zone)? {
            Limit::TimeOfDay { nanos, offset: None } => nanos,
            _ => return None,
        },
    };
    let seconds = now.seconds();
    let day = (seconds + zone.offset_at(seconds)).div_euclid(SECONDS_PER_DAY) + days;
    let at = zone.local_to_utc(day * SECONDS_PER_DAY + clock / NANOS_PER_SECOND);
    Some(Limit::At(Timestamp::from_parts(at, clock % NANOS_PER_SECOND)?))
}
