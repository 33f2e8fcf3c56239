//! The units of time, each defined once.
//!
//! An instant counts nanoseconds; calendars, clocks and zones count seconds and days.

/// Nanoseconds of a second.
pub(crate) const NANOS_PER_SECOND: i64 = 1_000_000_000;

/// Seconds of a day in which the clock does not change.
pub(crate) const SECONDS_PER_DAY: i64 = 86_400;

/// Nanoseconds of a day in which the clock does not change.
pub(crate) const NANOS_PER_DAY: i64 = SECONDS_PER_DAY * NANOS_PER_SECOND;
