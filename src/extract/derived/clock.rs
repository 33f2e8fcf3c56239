//! Columns made from the time of the line, in the zone in which times are printed: one row of
//! [`TIME_COLUMNS`] each. A column of that name in the line itself comes first.

use bumpalo::format;

use super::Arena;
use crate::time::{Bucketer, LocalTime, SECONDS_PER_DAY, Timestamp};

#[derive(Debug)]
pub(crate) struct TimeColumn {
    /// The column's name.
    pub(crate) name: &'static str,
    /// What it is, for the list of columns.
    pub(crate) description: &'static str,
    text: for<'a> fn(&LineClock<'_>, &'a Arena) -> bumpalo::collections::String<'a>,
}

/// The time of a line, as the columns need it.
#[derive(Debug)]
pub(in crate::extract) struct LineClock<'t> {
    pub(in crate::extract) at: Timestamp,
    pub(in crate::extract) local: LocalTime,
    pub(in crate::extract) buckets: &'t Bucketer,
}

/// The column that text prints by the names of its days.
pub(in crate::extract) const WEEKDAY: &str = "weekday";

pub(crate) static TIME_COLUMNS: [TimeColumn; 5] = [
    TimeColumn {
        name: "day",
        description: "the day, such as 2026-03-05",
        text: |clock, arena| {
            let LocalTime { year, month, day, .. } = clock.local;
            format!(in arena, "{:04}-{:02}-{:02}", year, month, day)
        },
    },
    TimeColumn {
        name: WEEKDAY,
        description: "the day of the week, from 1 for Monday to 7 for Sunday",
        text: |clock, arena| {
            let local = clock.at.seconds().saturating_add(clock.local.offset);
            // 1970-01-01 was a Thursday, the fourth day of its week.
            let weekday = (local.div_euclid(SECONDS_PER_DAY) + 3).rem_euclid(7) + 1;
            format!(in arena, "{}", weekday)
        },
    },
    TimeColumn {
        name: "hour",
        description: "the hour of the day, such as 14",
        text: |clock, arena| format!(in arena, "{:02}", clock.local.hour),
    },
    TimeColumn {
        name: "minute",
        description: "the minute of the day, such as 14:02",
        text: |clock, arena| format!(in arena, "{:02}:{:02}", clock.local.hour, clock.local.minute),
    },
    TimeColumn {
        name: "bucket",
        description: "the start of the line's bucket (-b), such as 2026-03-05T14:02:00Z",
        text: |clock, arena| {
            let start = clock.buckets.clone().floor(clock.at);
            format!(in arena, "{}", start.to_rfc3339(clock.buckets.zone()))
        },
    },
];

impl TimeColumn {
    /// The column called `name`.
    pub(in crate::extract) fn named(name: &str) -> Option<&'static Self> {
        TIME_COLUMNS.iter().find(|column| column.name == name)
    }

    /// The column's text in a line of that time.
    pub(in crate::extract) fn text<'a>(&self, clock: &LineClock<'_>, arena: &'a Arena) -> &'a [u8] {
        (self.text)(clock, arena).into_bump_str().as_bytes()
    }
}

#[cfg(test)]
mod tests {
    use super::{LineClock, TIME_COLUMNS};
    use crate::event::Arena;
    use crate::time::{Bucketer, Timestamp, Zone};

    /// Texts by Python's datetime and zoneinfo (3.11).
    #[test]
    fn columns_in_two_zones() {
        let at = Timestamp(1_772_755_331_000_000_000);
        let cases = [
            ("UTC", ["2026-03-06", "5", "00", "00:02", "2026-03-06T00:00:00Z"]),
            ("America/New_York", ["2026-03-05", "4", "19", "19:02", "2026-03-05T19:00:00-05:00"]),
        ];
        for (zone, expected) in cases {
            let zone = Zone::parse(zone).unwrap();
            let buckets = Bucketer::new("5m".parse().unwrap(), zone.clone());
            let clock = LineClock { at, local: at.local(&zone), buckets: &buckets };
            let arena = Arena::new();
            let texts = TIME_COLUMNS.iter().map(|column| column.text(&clock, &arena));
            let texts: Vec<&str> = texts.map(|text| std::str::from_utf8(text).unwrap()).collect();
            assert_eq!(texts, expected);
        }
    }
}
