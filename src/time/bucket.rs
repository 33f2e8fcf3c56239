//! Buckets: stretches of equal width that begin at midnight of a zone.
//!
//! [`BucketWidth`] is the width as typed, [`Bucketer`] finds the bucket of an instant. Nothing is
//! counted here.
//!
//! Buckets of less than a day start anew at each local midnight and run on in elapsed time, so a day
//! of 23 or 25 hours has more or fewer of them; where the width does not divide the day, the day's
//! last bucket is shorter. Buckets of one day or several begin and end at midnights, counted from
//! 1970-01-01: the bucket of a day with 25 hours has 25.

use std::fmt;
use std::str::FromStr;

use super::duration::{DurationError, format_duration, parse_duration};
use super::timestamp::Timestamp;
use super::units::{NANOS_PER_DAY, NANOS_PER_SECOND, SECONDS_PER_DAY};
use super::zone::Zone;

/// The width of a bucket: at least a nanosecond; beyond a day, whole days.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct BucketWidth(i64);

impl BucketWidth {
    /// One second, the default.
    pub const SECOND: Self = Self(NANOS_PER_SECOND);

    /// A width in nanoseconds, when it is one.
    #[must_use]
    pub const fn from_nanos(nanos: i64) -> Option<Self> {
        if nanos <= 0 || (nanos > NANOS_PER_DAY && nanos % NANOS_PER_DAY != 0) {
            return None;
        }
        Some(Self(nanos))
    }

    /// The width in nanoseconds.
    #[must_use]
    pub const fn nanos(self) -> i64 {
        self.0
    }
}

impl FromStr for BucketWidth {
    type Err = DurationError;

    fn from_str(text: &str) -> Result<Self, DurationError> {
        let nanos = parse_duration(text)?;
        Self::from_nanos(nanos).ok_or_else(|| {
            let reason = if nanos == 0 {
                "a bucket must be longer than nothing"
            } else {
                "a bucket longer than a day must be whole days"
            };
            DurationError::new(text, reason)
        })
    }
}

impl fmt::Display for BucketWidth {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&format_duration(self.0))
    }
}

/// Finds the bucket of an instant. Keeps the last bucket found, so neighbours cost a comparison;
/// clone one for each worker.
#[derive(Clone, Debug)]
pub struct Bucketer {
    width: i64,
    zone: Zone,
    /// Where all buckets are equally wide: how far their starts lie before multiples of the width.
    phase: Option<i64>,
    /// First and last nanosecond of the bucket found last; first > last when there is none.
    last: (i64, i64),
}

impl Bucketer {
    /// Buckets of a width, cut at the midnights of a zone.
    #[must_use]
    pub fn new(width: BucketWidth, zone: Zone) -> Self {
        let phase = uniform_phase(width.0, &zone);
        Self { width: width.0, zone, phase, last: (1, 0) }
    }

    /// The width of a bucket.
    #[must_use]
    pub const fn width(&self) -> BucketWidth {
        BucketWidth(self.width)
    }

    /// The zone whose midnights cut the buckets.
    #[must_use]
    pub(crate) const fn zone(&self) -> &Zone {
        &self.zone
    }

    /// Whether all buckets have exactly the same width, so that starts can be counted by division.
    /// True for each width that divides the day, unless the zone's clock changes by something that
    /// is no multiple of it.
    #[must_use]
    pub(crate) const fn is_uniform(&self) -> bool {
        self.phase.is_some()
    }

    /// The start of the bucket that holds the instant.
    #[inline]
    pub(crate) fn floor(&mut self, at: Timestamp) -> Timestamp {
        if at.0 < self.last.0 || at.0 > self.last.1 {
            self.last = self.bounds(at.0);
        }
        Timestamp(self.last.0)
    }

    /// The start of the bucket after the one that holds the instant.
    pub(crate) fn next(&mut self, at: Timestamp) -> Timestamp {
        self.floor(at);
        Timestamp(self.last.1.saturating_add(1))
    }

    /// How many buckets further on the one that begins at `to` is than the one that begins at
    /// `from`, which is not later.
    #[must_use]
    pub(crate) fn steps(&self, from: Timestamp, to: Timestamp) -> u64 {
        let whole = |nanos: i64| nanos.max(0).unsigned_abs();
        if self.is_uniform() {
            // The first bucket of all time may be cut short; everything else divides.
            return to.0.abs_diff(from.0).div_ceil(self.width.unsigned_abs());
        }
        let (first, last) = (self.day(from.0), self.day(to.0));
        if self.width >= NANOS_PER_DAY {
            return whole((last - first) / (self.width / NANOS_PER_DAY));
        }
        let within = |from: i64, to: i64| whole(to - from).div_ceil(self.width.unsigned_abs());
        if first == last {
            return within(from.0, to.0);
        }
        let days = (first + 1..last).map(|day| within(self.midnight(day), self.midnight(day + 1)));
        within(from.0, self.midnight(first + 1))
            + days.sum::<u64>()
            + within(self.midnight(last), to.0)
    }

    /// The local day of an instant, counted from 1970-01-01.
    fn day(&self, at: i64) -> i64 {
        let seconds = at.div_euclid(NANOS_PER_SECOND);
        let day = (seconds + self.zone.offset_at(seconds)).div_euclid(SECONDS_PER_DAY);
        // Where the clock went back over midnight, the day that has begun goes on.
        if at >= self.midnight(day + 1) { day + 1 } else { day }
    }

    fn bounds(&self, at: i64) -> (i64, i64) {
        if let Some(phase) = self.phase {
            // Saturating: only the first bucket of the range can be cut short by it.
            let start = at.saturating_sub(rest_of(at, phase, self.width));
            return (start, start.saturating_add(self.width - 1));
        }
        let day = self.day(at);
        if self.width >= NANOS_PER_DAY {
            let days = self.width / NANOS_PER_DAY;
            let first = day.div_euclid(days) * days;
            return (self.midnight(first), self.midnight(first + days) - 1);
        }
        let midnight = self.midnight(day);
        let start = midnight.saturating_add((at - midnight) / self.width * self.width);
        let end = start.saturating_add(self.width - 1);
        (start, end.min(self.midnight(day + 1) - 1))
    }

    /// The first instant of a local day. Where midnight is skipped, that is the moment of the
    /// change, not midnight moved forward.
    fn midnight(&self, day: i64) -> i64 {
        let local = day.saturating_mul(SECONDS_PER_DAY);
        let mut at = self.zone.local_to_utc(local);
        if at + self.zone.offset_at(at) > local {
            at = self.change_before(at).unwrap_or(at);
        }
        at.saturating_mul(NANOS_PER_SECOND)
    }

    /// The last clock change at or before an instant in seconds.
    fn change_before(&self, at: i64) -> Option<i64> {
        let spans = self.zone.spans();
        let index = spans.partition_point(|span| at >= span.until);
        index.checked_sub(1).and_then(|i| spans.get(i)).map(|span| span.until)
    }
}

/// `(at + phase) mod width` without overflow at the ends of the range.
#[inline]
fn rest_of(at: i64, phase: i64, width: i64) -> i64 {
    // The phase is less than the width, so one subtraction does for a second division.
    let rest = at.rem_euclid(width) + phase;
    if rest >= width { rest - width } else { rest }
}

/// The common phase of all buckets, when the width divides the day and all offsets of the zone
/// since 1970 leave the same rest; the time before is not worth the slow way.
fn uniform_phase(width: i64, zone: &Zone) -> Option<i64> {
    if NANOS_PER_DAY % width != 0 {
        return None;
    }
    let phase = |offset: i64| (offset * NANOS_PER_SECOND).rem_euclid(width);
    let first = phase(zone.offset_at(0));
    let recent = zone.spans().iter().filter(|span| span.until > 0);
    recent.map(|span| phase(span.offset)).all(|other| other == first).then_some(first)
}

#[cfg(test)]
mod tests {
    use super::{BucketWidth, Bucketer, Timestamp, Zone};
    use proptest::prelude::{prop_assert, prop_assert_eq, proptest};

    fn at(text: &str) -> Timestamp {
        let at = chrono::DateTime::parse_from_rfc3339(text).unwrap();
        Timestamp(at.timestamp_nanos_opt().unwrap())
    }

    #[test]
    fn buckets_start_at_local_midnight() {
        for (width, zone, stamp, start) in [
            ("1s", "UTC", "2026-03-05T14:02:11.655Z", "2026-03-05T14:02:11Z"),
            ("500ms", "UTC", "2026-03-05T14:02:11.655Z", "2026-03-05T14:02:11.5Z"),
            ("1h", "Asia/Kolkata", "2026-03-05T14:02:11Z", "2026-03-05T13:30:00Z"),
            ("1d", "Europe/Berlin", "2026-03-29T21:59:59Z", "2026-03-28T23:00:00Z"),
            ("1d", "Europe/Berlin", "2026-03-29T22:00:00Z", "2026-03-29T22:00:00Z"),
            ("1d", "Europe/Berlin", "2026-10-25T22:59:59Z", "2026-10-24T22:00:00Z"),
            ("1d", "Europe/Berlin", "2026-10-25T23:00:00Z", "2026-10-25T23:00:00Z"),
            ("2h", "Europe/Berlin", "2026-03-29T21:30:00Z", "2026-03-29T21:00:00Z"),
            ("2d", "Europe/Berlin", "2026-03-29T21:30:00Z", "2026-03-27T23:00:00Z"),
            ("7m", "UTC", "2026-03-05T23:59:00Z", "2026-03-05T23:55:00Z"),
            ("1d", "America/Sao_Paulo", "2018-11-04T03:30:00Z", "2018-11-04T03:00:00Z"),
            ("1d", "America/Sao_Paulo", "2018-11-04T02:59:00Z", "2018-11-03T03:00:00Z"),
        ] {
            let zone = Zone::parse(zone).unwrap();
            let mut buckets = Bucketer::new(width.parse().unwrap(), zone);
            assert_eq!(at(start), buckets.floor(at(stamp)), "{width} {stamp}");
        }
        for text in ["0", "36h", "x", "-1s"] {
            assert!(text.parse::<BucketWidth>().is_err(), "{text}");
        }
    }

    proptest! {
        #[test]
        fn floor_is_idempotent_and_covers(nanos: i64, width in 0_usize..8, zone in 0_usize..6) {
            let width = ["1s", "250ms", "5m", "1h", "7m", "1d", "3d", "11h"][width];
            let zone = ["UTC", "+05:30", "Europe/Berlin", "Australia/Lord_Howe", "America/Sao_Paulo",
                "America/St_Johns"][zone];
            let mut buckets = Bucketer::new(width.parse().unwrap(), Zone::parse(zone).unwrap());
            let nanos = nanos / 2;
            let start = buckets.floor(Timestamp(nanos));
            let next = buckets.next(Timestamp(nanos));
            prop_assert!(start.0 <= nanos && nanos < next.0);
            let mut fresh = buckets.clone();
            fresh.last = (1, 0);
            prop_assert_eq!(start, fresh.floor(start));
            fresh.last = (1, 0);
            prop_assert_eq!(next, fresh.floor(next));
        }

        #[test]
        fn steps_are_counted_one_by_one(
            seconds in 1_500_000_000_i64..1_600_000_000,
            width in 0_usize..6,
            zone in 0_usize..6,
            count in 0_u64..200,
        ) {
            let width = ["5m", "1h", "7m", "1d", "3d", "11h"][width];
            let zone = ["UTC", "+05:30", "Europe/Berlin", "Australia/Lord_Howe", "America/Sao_Paulo",
                "America/St_Johns"][zone];
            let mut buckets = Bucketer::new(width.parse().unwrap(), Zone::parse(zone).unwrap());
            let start = buckets.floor(Timestamp(seconds * 1_000_000_000));
            let end = (0..count).fold(start, |at, _| buckets.next(at));
            prop_assert_eq!(buckets.steps(start, end), count);
        }
    }
}
