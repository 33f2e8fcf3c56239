//! The suffixes of numbers, as a table: a new suffix is a new row.
//!
//! Case matters. A bare `M` could be minutes or a million, so a bare letter of size is no suffix; neither
//! is `Mb` (megabits).

/// The unit of a number by its text.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub(crate) enum Unit {
    /// No suffix: the unit is the column's.
    #[default]
    Bare,
    /// A suffix of time; the number is in seconds.
    Seconds,
    /// A suffix of size; the number is in bytes.
    Bytes,
    /// A percent sign; the number is as it stood before it.
    Percent,
}

impl Unit {
    /// All units, in the order of [`Unit::index`].
    pub(crate) const ALL: [Self; 4] = [Self::Bare, Self::Seconds, Self::Bytes, Self::Percent];

    /// Its name in reports, or `None` for a bare number.
    #[must_use]
    pub(crate) const fn name(self) -> Option<&'static str> {
        match self {
            Self::Bare => None,
            Self::Seconds => Some("s"),
            Self::Bytes => Some("bytes"),
            Self::Percent => Some("percent"),
        }
    }

    /// Its place in [`Unit::ALL`].
    #[must_use]
    pub(crate) const fn index(self) -> usize {
        self as usize
    }
}

/// A suffix and its conversion: `factor` x 10^`power` of the unit.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct UnitName {
    /// The suffix, as it is written.
    pub(crate) name: &'static str,
    pub(crate) unit: Unit,
    /// The factor of the conversion; its trailing zeros are in `power`.
    pub(crate) factor: u64,
    /// The power of ten of the conversion.
    pub(crate) power: i16,
}

impl UnitName {
    const fn time(name: &'static str, factor: u64, power: i16) -> Self {
        Self { name, unit: Unit::Seconds, factor, power }
    }

    const fn size(name: &'static str, factor: u64, power: i16) -> Self {
        Self { name, unit: Unit::Bytes, factor, power }
    }
}

/// All suffixes, the most usual first.
pub(crate) const UNITS: [UnitName; 72] = [
    UnitName::time("ms", 1, -3),
    UnitName::time("s", 1, 0),
    UnitName { name: "%", unit: Unit::Percent, factor: 1, power: 0 },
    UnitName::time("us", 1, -6),
    UnitName::time("µs", 1, -6),
    UnitName::time("μs", 1, -6),
    UnitName::time("ns", 1, -9),
    UnitName::time("m", 60, 0),
    UnitName::time("h", 3_600, 0),
    UnitName::time("d", 86_400, 0),
    UnitName::time("w", 604_800, 0),
    UnitName::size("B", 1, 0),
    UnitName::size("kB", 1, 3),
    UnitName::size("KB", 1, 3),
    UnitName::size("MB", 1, 6),
    UnitName::size("GB", 1, 9),
    UnitName::size("TB", 1, 12),
    UnitName::size("PB", 1, 15),
    UnitName::size("EB", 1, 18),
    UnitName::size("KiB", 1 << 10, 0),
    UnitName::size("kiB", 1 << 10, 0),
    UnitName::size("MiB", 1 << 20, 0),
    UnitName::size("GiB", 1 << 30, 0),
    UnitName::size("TiB", 1 << 40, 0),
    UnitName::size("PiB", 1 << 50, 0),
    UnitName::size("EiB", 1 << 60, 0),
    UnitName::size("kb", 1, 3),
    UnitName::size("mb", 1, 6),
    UnitName::size("gb", 1, 9),
    UnitName::size("tb", 1, 12),
    UnitName::size("pb", 1, 15),
    UnitName::size("kib", 1 << 10, 0),
    UnitName::size("mib", 1 << 20, 0),
    UnitName::size("gib", 1 << 30, 0),
    UnitName::size("tib", 1 << 40, 0),
    UnitName::size("Ki", 1 << 10, 0),
    UnitName::size("Mi", 1 << 20, 0),
    UnitName::size("Gi", 1 << 30, 0),
    UnitName::size("Ti", 1 << 40, 0),
    UnitName::size("byte", 1, 0),
    UnitName::size("bytes", 1, 0),
    UnitName::size("Bytes", 1, 0),
    UnitName::time("sec", 1, 0),
    UnitName::time("secs", 1, 0),
    UnitName::time("second", 1, 0),
    UnitName::time("seconds", 1, 0),
    UnitName::time("min", 60, 0),
    UnitName::time("mins", 60, 0),
    UnitName::time("minute", 60, 0),
    UnitName::time("minutes", 60, 0),
    UnitName::time("hr", 3_600, 0),
    UnitName::time("hrs", 3_600, 0),
    UnitName::time("hour", 3_600, 0),
    UnitName::time("hours", 3_600, 0),
    UnitName::time("day", 86_400, 0),
    UnitName::time("days", 86_400, 0),
    UnitName::time("week", 604_800, 0),
    UnitName::time("weeks", 604_800, 0),
    UnitName::time("msec", 1, -3),
    UnitName::time("msecs", 1, -3),
    UnitName::time("millis", 1, -3),
    UnitName::time("millisecond", 1, -3),
    UnitName::time("milliseconds", 1, -3),
    UnitName::time("usec", 1, -6),
    UnitName::time("usecs", 1, -6),
    UnitName::time("micros", 1, -6),
    UnitName::time("microsecond", 1, -6),
    UnitName::time("microseconds", 1, -6),
    UnitName::time("nsec", 1, -9),
    UnitName::time("nanos", 1, -9),
    UnitName::time("nanosecond", 1, -9),
    UnitName::time("nanoseconds", 1, -9),
];

/// The suffix written `name`.
pub(super) fn find(name: &[u8]) -> Option<&'static UnitName> {
    UNITS.iter().find(|row| row.name.as_bytes() == name)
}

#[cfg(test)]
mod tests {
    use super::{UNITS, Unit, find};

    #[test]
    fn names_are_unique_and_found() {
        for (index, row) in UNITS.iter().enumerate() {
            assert!(UNITS[..index].iter().all(|other| other.name != row.name), "{}", row.name);
            assert_eq!(find(row.name.as_bytes()), Some(row));
        }
        assert_eq!(find(b"M"), None);
        assert!(Unit::ALL.iter().enumerate().all(|(index, unit)| unit.index() == index));
    }
}
