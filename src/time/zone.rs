//! Time zones: the offset at an instant, and the instant of a local time.
//!
//! A zone is UTC, a fixed offset, or a name of the IANA database (chrono-tz). A named zone's
//! changes are collected once into a table of spans, so that both directions are one binary search
//! and the places where buckets must be cut are known. The machine's own zone is not looked up
//! here.

use std::collections::BTreeSet;
use std::fmt;
use std::sync::Arc;

use chrono::{DateTime, Offset, TimeZone};
use chrono_tz::{TZ_VARIANTS, Tz};

use super::lexer;
use super::units::SECONDS_PER_DAY;

/// A time zone. Cloning is cheap.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Zone(ZoneKind);

#[derive(Clone, Debug, PartialEq, Eq)]
enum ZoneKind {
    Fixed(i64),
    Named(Arc<Named>),
}

#[derive(Debug, PartialEq, Eq)]
struct Named {
    name: &'static str,
    spans: Vec<Span>,
}

/// A stretch of time with one offset.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Span {
    /// Seconds since the epoch where the next span begins.
    pub(super) until: i64,
    /// Seconds east of UTC.
    pub(super) offset: i64,
}

/// A text that names no zone.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error(
    "'{0}' is no time zone; write UTC, an offset such as +02:00, or a name such as Europe/Berlin"
)]
pub struct ZoneError(String);

impl Zone {
    /// UTC.
    #[must_use]
    pub const fn utc() -> Self {
        Self(ZoneKind::Fixed(0))
    }

    /// A fixed offset, in seconds east of UTC.
    #[must_use]
    pub const fn fixed(offset: i32) -> Self {
        Self(ZoneKind::Fixed(offset as i64))
    }

    /// Reads `UTC`, `Z`, `+02:00`, `-0330`, `UTC+2`, an IANA name in any case (`Europe/Berlin`), or
    /// a well known abbreviation that is no IANA name (`PDT`, a fixed offset).
    ///
    /// # Errors
    /// The text has none of these forms.
    pub fn parse(text: &str) -> Result<Self, ZoneError> {
        let text = text.trim();
        let named = text.parse::<Tz>().ok().or_else(|| {
            let same = |zone: &&Tz| zone.name().eq_ignore_ascii_case(text);
            TZ_VARIANTS.iter().find(same).copied()
        });
        match named {
            Some(Tz::UTC | Tz::Etc__UTC | Tz::GMT) => Ok(Self::utc()),
            Some(zone) => Ok(Self(ZoneKind::Named(Arc::new(Named::new(zone))))),
            None => match lexer::zone(text.as_bytes(), 0) {
                Some((offset, end)) if end == text.len() => Ok(Self::fixed(offset)),
                _ => Err(ZoneError(text.to_owned())),
            },
        }
    }

    /// Whether this is UTC itself.
    #[must_use]
    pub(crate) fn is_utc(&self) -> bool {
        self.0 == ZoneKind::Fixed(0)
    }

    /// Seconds east of UTC at an instant given in seconds since the epoch.
    #[inline]
    #[must_use]
    pub(crate) fn offset_at(&self, seconds: i64) -> i64 {
        match &self.0 {
            ZoneKind::Fixed(offset) => *offset,
            ZoneKind::Named(zone) => zone.offset_at(seconds),
        }
    }

    /// The instant, in seconds since the epoch, of a local time given as seconds since
    /// 1970-01-01T00:00:00 on the local clock. Never fails: of a time the clock shows twice the
    /// earlier instant is taken, and a time the clock skips is moved forward by the skip.
    #[inline]
    #[must_use]
    pub(crate) fn local_to_utc(&self, local: i64) -> i64 {
        match &self.0 {
            ZoneKind::Fixed(offset) => local.saturating_sub(*offset),
            ZoneKind::Named(zone) => zone.local_to_utc(local),
        }
    }

    /// Whether the clock shows the local time of an instant, in seconds since the epoch, a second
    /// time later on, because it is put back.
    #[must_use]
    pub(crate) fn is_shown_twice(&self, seconds: i64) -> bool {
        let ZoneKind::Named(zone) = &self.0 else { return false };
        let index = zone.spans.partition_point(|span| seconds >= span.until);
        let (Some(span), Some(next)) = (zone.spans.get(index), zone.spans.get(index + 1)) else {
            return false;
        };
        next.offset < span.offset && seconds >= span.until - (span.offset - next.offset)
    }

    /// Whether the offset is the same from one instant to another, in seconds since the epoch.
    pub(super) fn is_steady(&self, from: i64, to: i64) -> bool {
        let spans = self.spans();
        let index = spans.partition_point(|span| from >= span.until);
        spans.get(index).is_none_or(|span| to < span.until)
    }

    /// The spans of a named zone; empty for a fixed offset.
    pub(super) fn spans(&self) -> &[Span] {
        match &self.0 {
            ZoneKind::Fixed(_) => &[],
            ZoneKind::Named(zone) => &zone.spans,
        }
    }
}

impl fmt::Display for Zone {
    /// `UTC`, an offset such as `+02:00`, or the IANA name.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.0 {
            ZoneKind::Fixed(0) => f.write_str("UTC"),
            ZoneKind::Fixed(offset) => f.write_str(&offset_text(*offset)),
            ZoneKind::Named(zone) => f.write_str(zone.name),
        }
    }
}

impl Named {
    /// Collects the changes of a zone from 1677, where instants begin, to 2101. chrono-tz has no list of
    /// changes, so it is asked for one instant a day, before 1900 one a month, and each change is bisected
    /// to its second.
    fn new(zone: Tz) -> Self {
        // In seconds since 1970.
        const FROM: i64 = -9_224_000_000;
        const YEAR_1900: i64 = -2_208_988_800;
        const TO: i64 = 4_133_980_800;
        let mut spans = Vec::new();
        let mut at = FROM;
        let mut offset = offset_of(zone, at);
        while at < TO {
            let days = if at < YEAR_1900 { 30 } else { 1 };
            let next = at + days * SECONDS_PER_DAY;
            if offset_of(zone, next) == offset {
                at = next;
                continue;
            }
            let (mut low, mut high) = (at, next);
            while high - low > 1 {
                let middle = low + (high - low) / 2;
                if offset_of(zone, middle) == offset {
                    low = middle;
                } else {
                    high = middle;
                }
            }
            spans.push(Span { until: high, offset });
            at = high;
            offset = offset_of(zone, at);
        }
        spans.push(Span { until: i64::MAX, offset });
        Self { name: zone.name(), spans }
    }

    fn offset_at(&self, seconds: i64) -> i64 {
        let index = self.spans.partition_point(|span| seconds >= span.until);
        self.spans.get(index).or(self.spans.last()).map_or(0, |span| span.offset)
    }

    fn local_to_utc(&self, local: i64) -> i64 {
        // The first span whose local end lies beyond is the earliest that can show this time.
        let index =
            self.spans.partition_point(|span| local >= span.until.saturating_add(span.offset));
        let offset = self.spans.get(index).or(self.spans.last()).map_or(0, |span| span.offset);
        let before = index.checked_sub(1).and_then(|i| self.spans.get(i));
        match before {
            // Skipped by the clock: the old offset counts on, which moves it forward.
            Some(before) if local.saturating_sub(offset) < before.until => {
                local.saturating_sub(before.offset)
            }
            _ => local.saturating_sub(offset),
        }
    }
}

/// An offset in seconds as `+01:00`; seconds of an old local mean time are dropped, since RFC 3339
/// has no place for them.
pub(super) fn offset_text(offset: i64) -> String {
    let sign = if offset < 0 { '-' } else { '+' };
    let minutes = offset.abs() / 60;
    format!("{sign}{:02}:{:02}", minutes / 60, minutes % 60)
}

fn offset_of(zone: Tz, seconds: i64) -> i64 {
    let Some(at) = DateTime::from_timestamp(seconds, 0) else {
        return 0;
    };
    let offset = zone.offset_from_utc_datetime(&at.naive_utc());
    i64::from(offset.fix().local_minus_utc())
}

/// The first parts of the names of zones, such as Europe.
pub(crate) fn zone_areas() -> BTreeSet<&'static str> {
    TZ_VARIANTS.iter().filter_map(|zone| Some(zone.name().split_once('/')?.0)).collect()
}

#[cfg(test)]
mod tests {
    use super::Zone;
    use chrono::{MappedLocalTime, NaiveDateTime, TimeZone};

    fn seconds(text: &str) -> i64 {
        NaiveDateTime::parse_from_str(text, "%Y-%m-%d %H:%M").unwrap().and_utc().timestamp()
    }

    #[test]
    fn berlin_fold_is_the_earlier_and_gap_moves_on() {
        let berlin = Zone::parse("europe/berlin").unwrap();
        for (local, utc) in [
            ("2026-03-29 01:59", "2026-03-29 00:59"),
            ("2026-03-29 02:30", "2026-03-29 01:30"),
            ("2026-03-29 03:00", "2026-03-29 01:00"),
            ("2026-10-25 01:59", "2026-10-24 23:59"),
            ("2026-10-25 02:30", "2026-10-25 00:30"),
            ("2026-10-25 03:00", "2026-10-25 02:00"),
        ] {
            assert_eq!(seconds(utc), berlin.local_to_utc(seconds(local)), "{local}");
        }
    }

    #[test]
    fn every_quarter_hour_of_some_zones_is_as_chrono_has_it() {
        for name in [
            "Europe/Berlin",
            "America/New_York",
            "Australia/Lord_Howe",
            "Asia/Kolkata",
            "America/Sao_Paulo",
            "Africa/Casablanca",
        ] {
            let zone = Zone::parse(name).unwrap();
            let tz: chrono_tz::Tz = name.parse().unwrap();
            for step in 0..35_040 * 9 {
                let local = seconds("2018-01-01 00:00") + step * 900;
                let naive = chrono::DateTime::from_timestamp(local, 0).unwrap().naive_utc();
                let got = zone.local_to_utc(local);
                match tz.from_local_datetime(&naive) {
                    MappedLocalTime::Single(at) | MappedLocalTime::Ambiguous(at, _) => {
                        assert_eq!(at.timestamp(), got, "{name} {naive}");
                    }
                    MappedLocalTime::None => {
                        let shown = got + zone.offset_at(got);
                        assert!(shown > local && shown - local <= 3600, "{name} {naive}");
                    }
                }
            }
        }
    }

    #[test]
    fn zones_read_and_print() {
        for (text, shown) in [
            ("UTC", "UTC"),
            ("z", "UTC"),
            ("+0200", "+02:00"),
            ("-03:30", "-03:30"),
            ("UTC+2", "+02:00"),
            ("PDT", "-07:00"),
            ("Europe/Berlin", "Europe/Berlin"),
        ] {
            assert_eq!(shown, Zone::parse(text).unwrap().to_string());
        }
        for text in ["", "Mars/Olympus", "+99:00", "UTC+", "12"] {
            assert!(Zone::parse(text).is_err(), "{text}");
        }
    }
}
