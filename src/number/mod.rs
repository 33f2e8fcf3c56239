//! Numbers as logs write them, kept exactly: `0.152`, `152ms`, `-1.5e3`, `0x1F`, `12 %`, `3 MiB`.
//!
//! A [`Number`] is the decimal number of a text, the nearest double, and the unit the text carried.
//! [`Exact`] is arithmetic without rounding, for sums of numbers. Durations on the command line are read
//! by [`crate::time`].

mod decimal;
mod exact;
mod read;
mod unit;

pub(crate) use decimal::Decimal;
pub(crate) use exact::Exact;
pub(crate) use unit::Unit;

/// A number that was read. It is finite.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Number {
    decimal: Decimal,
    value: f64,
    unit: Unit,
    cut: bool,
}

impl Number {
    /// The number of `digits`, of which `places` stand after the point.
    #[inline]
    #[must_use]
    pub(crate) fn short(digits: u32, places: u8) -> Self {
        let (decimal, value) = Decimal::short(digits, places);
        Self { decimal, value, unit: Unit::Bare, cut: false }
    }

    /// The number in decimal: in seconds after a suffix of time, in bytes after a suffix of size.
    #[inline]
    #[must_use]
    pub(crate) const fn decimal(&self) -> Decimal {
        self.decimal
    }

    /// The nearest double.
    #[inline]
    #[must_use]
    pub(crate) const fn value(&self) -> f64 {
        self.value
    }

    #[inline]
    #[must_use]
    pub(crate) const fn unit(&self) -> Unit {
        self.unit
    }

    /// This number in `unit` where its text carries none.
    #[inline]
    #[must_use]
    pub(crate) const fn or_unit(self, unit: Unit) -> Self {
        match self.unit {
            Unit::Bare => Self { unit, ..self },
            _ => self,
        }
    }

    /// Whether [`Number::decimal`] differs from the text: digits beyond the first
    /// [`MAX_DIGITS`](decimal::MAX_DIGITS) significant ones were cut off, or the number is so small that it
    /// counts as 0.
    #[inline]
    #[must_use]
    pub(crate) const fn is_cut(&self) -> bool {
        self.cut
    }
}
