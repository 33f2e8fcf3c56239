//! What a stamp says ([`Fields`]) and the instant it means.
//!
//! Here the gaps are filled: a missing zone, year or date comes from the [`Context`]. No text is
//! read here.

use chrono::{DateTime, Offset, TimeZone};
use chrono_tz::Tz;

use super::calendar::{civil_from_days, days_from_civil, days_in_month, is_leap};
use super::timestamp::Timestamp;
use super::units::{NANOS_PER_SECOND, SECONDS_PER_DAY};
use super::zone::Zone;

/// The date that settles missing years and dates.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Reference {
    /// A moment the log was surely written by (a file's mtime, or now): stamps up to a day later
    /// are believed.
    Moment(Timestamp),
    /// A year as given by `--year`: a stamp without year lies in it (29 February in the latest leap
    /// year up to it), a stamp without date on its last day.
    Year(i32),
}

/// What a stamp does not say itself. Cloning is cheap.
#[derive(Clone, Debug)]
pub(crate) struct Context {
    zone: Zone,
    /// The latest second a year-less stamp may mean.
    latest: i64,
    /// Local midnight of the reference's date, in seconds on the local clock.
    today: i64,
    /// Whether `04/07/26` ends in the year wherever a date with the year last fits all stamps.
    year_last: bool,
}

impl Context {
    /// Zone-less stamps are taken in `zone`; years and dates come from `reference`.
    #[must_use]
    pub(crate) fn new(zone: Zone, reference: Reference) -> Self {
        let (latest, shown) = match reference {
            Reference::Moment(at) => (at.seconds().saturating_add(SECONDS_PER_DAY), at.seconds()),
            Reference::Year(year) => {
                let next = days_from_civil(year.saturating_add(1), 1, 1) * SECONDS_PER_DAY;
                let end = zone.local_to_utc(next) - 1;
                (end, end)
            }
        };
        let today = (shown + zone.offset_at(shown)).div_euclid(SECONDS_PER_DAY) * SECONDS_PER_DAY;
        Self { zone, latest, today, year_last: false }
    }

    /// Whether a date with the year last counts before one with the year first.
    #[must_use]
    pub(crate) fn with_year_last(self, year_last: bool) -> Self {
        Self { year_last, ..self }
    }

    /// Whether a date with the year last counts before one with the year first.
    pub(super) const fn is_year_last(&self) -> bool {
        self.year_last
    }

    /// The zone of zone-less stamps.
    #[must_use]
    pub(crate) const fn zone(&self) -> &Zone {
        &self.zone
    }

    /// The latest believable instant, in nanoseconds.
    pub(super) const fn latest_nanos(&self) -> i64 {
        self.latest.saturating_mul(NANOS_PER_SECOND)
    }
}

/// Which parts of stamps were not said but assumed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Assumed {
    /// The zone was the context's.
    pub(crate) zone: bool,
    /// The year came from the reference.
    pub(crate) year: bool,
    /// The date was the reference's.
    pub(crate) date: bool,
    /// The clock showed the time twice, when it was put back; the first is taken.
    pub(crate) fold: bool,
    /// The stamp names a zone that is not known; the zone was the context's.
    pub(crate) named_zone: bool,
}

impl Assumed {
    /// Whether the zone was the context's.
    pub(super) const fn is_of_context(self) -> bool {
        self.zone || self.named_zone
    }

    /// What either assumed.
    #[must_use]
    pub(crate) const fn or(self, other: Self) -> Self {
        Self {
            zone: self.zone || other.zone,
            year: self.year || other.year,
            date: self.date || other.date,
            fold: self.fold || other.fold,
            named_zone: self.named_zone || other.named_zone,
        }
    }
}

/// The parts a layout has read. A part that was not there is `None`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Fields {
    pub(super) year: Option<i32>,
    pub(super) month: Option<i32>,
    pub(super) day: Option<i32>,
    /// Day of the year, from 1.
    pub(super) ordinal: Option<i32>,
    pub(super) hour: Option<i32>,
    pub(super) minute: i32,
    pub(super) second: i32,
    pub(super) nanos: i32,
    pub(super) afternoon: Option<bool>,
    /// Seconds east of UTC.
    pub(super) offset: Option<i32>,
    /// The zone of the database that the stamp names.
    pub(super) named: Option<Tz>,
    /// The stamp names a zone that is not known.
    pub(super) has_unknown_zone: bool,
    /// Seconds since the epoch; then all but `nanos` is ignored.
    pub(super) epoch: Option<i64>,
    /// Where the digits of the fraction begin and end; 0 and 0 without a fraction.
    pub(super) fraction: (usize, usize),
    /// Where the hour begins.
    pub(super) clock_start: usize,
    /// Where the hour, the minute and the second end; 0 for a part that is missing.
    pub(super) clock_ends: [usize; 3],
}

/// A stamp that was read.
#[derive(Clone, Copy, Debug)]
pub(super) struct Reading {
    pub(super) at: Timestamp,
    /// How many bytes it took.
    pub(super) end: usize,
    pub(super) fields: Fields,
    pub(super) assumed: Assumed,
}

impl Reading {
    /// Bytes of the stamp behind its hour; of all of it, if the hour is no number of its own.
    pub(super) fn tail(&self) -> usize {
        let [hour_end, ..] = self.fields.clock_ends;
        self.end.saturating_sub(hour_end)
    }
}

impl Fields {
    /// The instant; `None` if a part is out of range, the date does not exist, or no [`Timestamp`] is so far
    /// from 1970.
    pub(super) fn resolve(&self, context: &Context) -> Option<(Timestamp, Assumed)> {
        let (seconds, mut assumed) = self.seconds(context)?;
        assumed.fold = assumed.is_of_context() && context.zone.is_shown_twice(seconds);
        Some((Timestamp::from_parts(seconds, self.nanos.into())?, assumed))
    }

    /// As [`Self::resolve`], but an instant that is too far from 1970 is the first or the last there is.
    pub(super) fn resolve_clamped(&self, context: &Context) -> Option<(Timestamp, Assumed)> {
        let (seconds, assumed) = self.seconds(context)?;
        let nearest = if seconds < 0 { Timestamp(i64::MIN) } else { Timestamp(i64::MAX) };
        Some((Timestamp::from_parts(seconds, self.nanos.into()).unwrap_or(nearest), assumed))
    }

    /// Seconds from the epoch to the second of the stamp.
    fn seconds(&self, context: &Context) -> Option<(i64, Assumed)> {
        if let Some(epoch) = self.epoch {
            return Some((epoch, Assumed::default()));
        }
        let clock = self.clock()?;
        let has_zone = self.offset.is_some() || self.named.is_some();
        let mut assumed = Assumed {
            zone: !has_zone && !self.has_unknown_zone,
            named_zone: !has_zone && self.has_unknown_zone,
            ..Assumed::default()
        };
        let seconds = if let Some(year) = self.year {
            self.utc(self.days(year)? * SECONDS_PER_DAY + clock, context)
        } else if self.month.is_some() || self.ordinal.is_some() {
            assumed.year = true;
            self.latest_year(clock, context)?
        } else {
            // A day alone dates nothing.
            if self.day.is_some() || self.hour.is_none() {
                return None;
            }
            assumed.date = true;
            self.utc(context.today.checked_add(clock)?, context)
        };
        Some((seconds, assumed))
    }

    /// Seconds since local midnight. Second 60 is the first of the next minute, and 24:00 the next
    /// midnight.
    fn clock(&self) -> Option<i64> {
        let hour = match (self.hour, self.afternoon) {
            (None, _) => 0,
            (Some(hour @ 1..=12), Some(afternoon)) => hour_of_24(hour, afternoon),
            (Some(hour @ 0..=23), None) => hour,
            (Some(24), None) if self.minute == 0 && self.second == 0 => 24,
            _ => return None,
        };
        if self.minute > 59 || self.second > 60 {
            return None;
        }
        Some(i64::from(hour * 3600 + self.minute * 60 + self.second))
    }

    /// Days from the epoch to the date, taken in a year.
    fn days(&self, year: i32) -> Option<i64> {
        if let Some(ordinal) = self.ordinal {
            let valid = ordinal >= 1 && ordinal <= 365 + i32::from(is_leap(year));
            return valid.then(|| days_from_civil(year, 1, 1) + i64::from(ordinal) - 1);
        }
        let month = self.month?;
        let day = self.day.unwrap_or(1);
        let valid = day >= 1 && day <= days_in_month(year, month);
        valid.then(|| days_from_civil(year, month, day))
    }

    fn utc(&self, local: i64, context: &Context) -> i64 {
        match (self.offset, self.named) {
            (Some(offset), _) => local - i64::from(offset),
            (None, Some(zone)) => in_zone(zone, local),
            (None, None) => context.zone.local_to_utc(local),
        }
    }

    /// The latest year that does not put the stamp beyond what the reference allows. Leap years are
    /// at most 8 years apart, so ten tries find 29 February.
    fn latest_year(&self, clock: i64, context: &Context) -> Option<i64> {
        let (year, _, _) = civil_from_days(context.latest.div_euclid(SECONDS_PER_DAY));
        let top = i32::try_from(year).ok()?.checked_add(1)?;
        (0..10).find_map(|back| {
            let at = self.utc(self.days(top - back)? * SECONDS_PER_DAY + clock, context);
            (at <= context.latest).then_some(at)
        })
    }
}

/// The hour, 0 to 23, that 1 to 12 AM (or PM, if `afternoon`) means.
pub(super) const fn hour_of_24(hour: i32, afternoon: bool) -> i32 {
    hour % 12 + if afternoon { 12 } else { 0 }
}

/// The instant of a local time in a named zone: the earlier of two; a time that the clock skips
/// counts as the clock ran before.
fn in_zone(zone: Tz, local: i64) -> i64 {
    let Some(at) = DateTime::from_timestamp(local, 0) else { return local };
    let found = zone.from_local_datetime(&at.naive_utc()).earliest();
    let before = || {
        let earlier =
            DateTime::from_timestamp(local - SECONDS_PER_DAY, 0).unwrap_or(at).naive_utc();
        local - i64::from(zone.offset_from_utc_datetime(&earlier).fix().local_minus_utc())
    };
    found.map_or_else(before, |at| at.timestamp())
}

/// Nanoseconds of a clock time, for a stamp that has only that.
pub(super) fn time_of_day(fields: &Fields) -> Option<i64> {
    Some(fields.clock()? * NANOS_PER_SECOND + i64::from(fields.nanos))
}
