//! The ends of a timeframe, as given to `-s` and `-e`.
//!
//! Every shape of the table counts, and words relative to now. The clock is the caller's. Called by
//! the command line.

use std::fmt;

use super::dateparser_fallback;
use super::duration::parse_duration;
use super::fields::{Context, Reference, time_of_day};
use super::format_index::FORMAT_INDEX;
use super::timestamp::Timestamp;
use super::units::{NANOS_PER_SECOND, SECONDS_PER_DAY};
use super::zone::Zone;

/// One end of a timeframe.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Limit {
    /// That instant.
    At(Timestamp),
    /// A time of day whose date the log gives; see [`Limit::resolve`].
    TimeOfDay {
        /// Nanoseconds since midnight.
        nanos: i64,
        /// Seconds east of UTC, when the text said so.
        offset: Option<i32>,
    },
}

/// A text that says no time.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LimitError(String);

impl fmt::Display for LimitError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let text = &self.0;
        write!(
            f,
            "'{text}' is no time; write it as the log does, or 2026-03-05, '2026-03-05 14:02', 14:02, -1h, '30 min ago', yesterday or now"
        )
    }
}

impl std::error::Error for LimitError {}

impl Limit {
    /// The instant; a time of day is its first occurrence at or after the log's first stamp.
    #[must_use]
    pub fn resolve(self, first: Timestamp, zone: &Zone) -> Timestamp {
        let (nanos, offset) = match self {
            Self::At(at) => return at,
            Self::TimeOfDay { nanos, offset } => (nanos, offset),
        };
        let fixed = offset.map(Zone::fixed);
        let zone = fixed.as_ref().unwrap_or(zone);
        let seconds = first.seconds();
        let day = (seconds + zone.offset_at(seconds)).div_euclid(SECONDS_PER_DAY);
        let on = |day: i64| {
            let local = day * SECONDS_PER_DAY + nanos / NANOS_PER_SECOND;
            Timestamp::from_parts(zone.local_to_utc(local), nanos % NANOS_PER_SECOND)
        };
        // Three days, since a change of the clock may move the first two.
        (day..day + 3).filter_map(on).find(|at| *at >= first).unwrap_or(first)
    }
}

/// Reads a limit. A date means its 00:00, a year-less date the latest one up to a day after `now`; a
/// time without date is resolved against `first`, the log's first stamp, or returned as such.
/// `now`, `today`, `yesterday`, `tomorrow` (a time may follow the latter three), `-1h`, `2h ago` and
/// `30 min ago` are relative to `now`. What says no zone is in `zone`.
///
/// # Errors
/// When the text is none of these.
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
        Some(first) => Limit::At(limit.resolve(first, zone)),
        None => limit,
    })
}

/// Whether a limit is told from now, so that it depends on the clock.
#[must_use]
pub fn is_relative_limit(text: &str) -> bool {
    relative(text.trim(), Timestamp::default(), &Zone::utc()).is_some()
}

fn absolute(text: &str, now: Timestamp, zone: &Zone) -> Option<Limit> {
    let context = Context::new(zone.clone(), Reference::Moment(now));
    // `@1772719331`, as date(1) writes seconds since the epoch.
    let number = text.strip_prefix('@').filter(|number| number.bytes().all(|b| b.is_ascii_digit()));
    let bytes = number.unwrap_or(text).as_bytes();
    let Some(fields) = FORMAT_INDEX.fields(bytes, &context) else {
        let reading = dateparser_fallback::read(bytes, &context)?;
        return Some(Limit::At(reading.at));
    };
    let (at, assumed) = fields.resolve(&context)?;
    if assumed.date {
        return Some(Limit::TimeOfDay { nanos: time_of_day(&fields)?, offset: fields.offset });
    }
    Some(Limit::At(at))
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
