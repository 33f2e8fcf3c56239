//! An instant, and its text.
//!
//! [`Timestamp`] is a count of nanoseconds and nothing else: it carries no zone and no precision.

use std::fmt;

use super::calendar::civil_from_days;
use super::units::{NANOS_PER_SECOND, SECONDS_PER_DAY};
use super::zone::{Zone, offset_text};

/// An instant: nanoseconds since 1970-01-01T00:00:00Z, from 1677-09-21 to 2262-04-11.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Timestamp(pub i64);

/// The calendar and clock of an instant in some zone.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct LocalTime {
    /// Year of the Gregorian calendar.
    pub year: i64,
    /// Month, 1 to 12.
    pub month: i64,
    /// Day of the month, 1 to 31.
    pub day: i64,
    /// Hour, 0 to 23.
    pub hour: i64,
    /// Minute, 0 to 59.
    pub minute: i64,
    /// Second, 0 to 59.
    pub second: i64,
    /// Nanoseconds within the second.
    pub nanos: i64,
    /// Offset of the zone at that instant, in seconds east of UTC.
    pub offset: i64,
}

impl Timestamp {
    /// The instant that many whole seconds after the epoch and `nanos` nanoseconds on; `None` if
    /// it does not fit.
    #[inline]
    #[must_use]
    pub fn from_parts(seconds: i64, nanos: i64) -> Option<Self> {
        Some(Self(seconds.checked_mul(NANOS_PER_SECOND)?.checked_add(nanos)?))
    }

    /// Whole seconds since the epoch, rounded down.
    #[inline]
    #[must_use]
    pub const fn seconds(self) -> i64 {
        self.0.div_euclid(NANOS_PER_SECOND)
    }

    /// Nanoseconds within the second, 0 to 999,999,999.
    #[inline]
    #[must_use]
    pub const fn subsec_nanos(self) -> i64 {
        self.0.rem_euclid(NANOS_PER_SECOND)
    }

    /// Calendar and clock in a zone.
    #[must_use]
    pub fn local(self, zone: &Zone) -> LocalTime {
        let offset = zone.offset_at(self.seconds());
        let local = self.seconds() + offset;
        let (year, month, day) = civil_from_days(local.div_euclid(SECONDS_PER_DAY));
        let clock = local.rem_euclid(SECONDS_PER_DAY);
        LocalTime {
            year,
            month,
            day,
            hour: clock / 3600,
            minute: clock / 60 % 60,
            second: clock % 60,
            nanos: self.subsec_nanos(),
            offset,
        }
    }

    /// RFC 3339 text in a zone: `Z` when the zone is UTC, else the offset as `+01:00`. A fraction is
    /// printed only when there is one, to 3, 6 or 9 digits.
    #[must_use]
    pub fn to_rfc3339(self, zone: &Zone) -> String {
        let local = self.local(zone);
        if zone.is_utc() { format!("{local}Z") } else { format!("{local}{}", local.zone()) }
    }
}

impl LocalTime {
    /// The date: `2026-03-05`.
    pub(crate) fn date(&self) -> String {
        format!("{:04}-{:02}-{:02}", self.year, self.month, self.day)
    }

    /// The time of day to the second: `14:02:11`.
    pub(crate) fn clock(&self) -> String {
        format!("{:02}:{:02}:{:02}", self.hour, self.minute, self.second)
    }

    /// The offset as RFC 3339 has it: `+01:00`.
    #[must_use]
    pub fn zone(&self) -> String {
        offset_text(self.offset)
    }
}

impl fmt::Display for Timestamp {
    /// RFC 3339 in UTC.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.to_rfc3339(&Zone::utc()))
    }
}

impl fmt::Display for LocalTime {
    /// Date, `T`, time and fraction; no offset.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "{:04}-{:02}-{:02}T{:02}:{:02}:{:02}",
            self.year, self.month, self.day, self.hour, self.minute, self.second
        )?;
        if self.nanos == 0 {
            Ok(())
        } else if self.nanos % 1_000_000 == 0 {
            write!(f, ".{:03}", self.nanos / 1_000_000)
        } else if self.nanos % 1_000 == 0 {
            write!(f, ".{:06}", self.nanos / 1_000)
        } else {
            write!(f, ".{:09}", self.nanos)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{Timestamp, Zone};

    #[test]
    fn text_shows_only_what_is_there() {
        let berlin = Zone::parse("Europe/Berlin").unwrap();
        for (nanos, utc, local) in [
            (0, "1970-01-01T00:00:00Z", "1970-01-01T01:00:00+01:00"),
            (
                1_772_719_331_655_000_000,
                "2026-03-05T14:02:11.655Z",
                "2026-03-05T15:02:11.655+01:00",
            ),
            (-1, "1969-12-31T23:59:59.999999999Z", "1970-01-01T00:59:59.999999999+01:00"),
        ] {
            assert_eq!(utc, Timestamp(nanos).to_string());
            assert_eq!(local, Timestamp(nanos).to_rfc3339(&berlin));
        }
        let _ = (Timestamp(i64::MIN).to_string(), Timestamp(i64::MAX).to_string());
    }
}
