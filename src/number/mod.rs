//! Numbers as logs write them, kept exactly: `0.152`, `152ms`, `-1.5e3`, `0x1F`, `12 %`, `3 MiB`.
//!
//! A [`Number`] is what the text says in decimal, the nearest double, and the unit the text
//! carried. [`Exact`] is the arithmetic that does not round, for sums of them. What is computed
//! from numbers is not here ([`crate::aggregate`], [`crate::analysis`]); lengths of time on the
//! command line are read by [`crate::time`]. Called by whoever has a column that is measured.

mod decimal;
mod exact;
mod read;
mod swar;
mod unit;

pub use decimal::{Decimal, MAX_DIGITS};
pub use exact::{Exact, Quotient};
pub use unit::{UNITS, Unit, UnitName};

/// A number that was read. It is finite.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Number {
    decimal: Decimal,
    value: f64,
    unit: Unit,
    cut: bool,
}

impl Number {
    /// Reads all of `text`, blanks around it allowed; none where it is no number.
    ///
    /// Read are plain decimals, a sign, `e` with an exponent, `0x` with up to 32 digits, and after
    /// a decimal number, blanks allowed between, one of [`UNITS`]; descending times may follow each
    /// other (`1m2.5s`). Separators of thousands, NaN, infinities and what is beyond the range of
    /// doubles are no numbers. Never fails in another way, whatever the bytes.
    #[inline]
    #[must_use]
    pub fn read(text: &[u8]) -> Option<Self> {
        read::read(text)
    }

    /// The same of a decimal of at most eight bytes without sign and blanks; none where the text is no
    /// such one, which [`Self::read`] may still read.
    #[inline]
    #[must_use]
    pub fn read_short(text: &[u8]) -> Option<Self> {
        swar::read(text)
    }

    /// `digits` with that many of them behind the point, as it is read from a text.
    #[inline]
    #[must_use]
    pub fn short(digits: u32, places: u8) -> Self {
        let (decimal, value) = Decimal::short(digits, places);
        Self { decimal, value, unit: Unit::Bare, cut: false }
    }

    /// What was read, in decimal: in seconds after a suffix of time, in bytes after one of size.
    #[inline]
    #[must_use]
    pub const fn decimal(&self) -> Decimal {
        self.decimal
    }

    /// The double nearest to it.
    #[inline]
    #[must_use]
    pub const fn value(&self) -> f64 {
        self.value
    }

    /// The unit its suffix gave it.
    #[inline]
    #[must_use]
    pub const fn unit(&self) -> Unit {
        self.unit
    }

    /// Whether digits beyond the first [`MAX_DIGITS`] significant ones were cut off, or the number
    /// is so small that it counts as 0: then alone [`Number::decimal`] is not what the text says.
    #[inline]
    #[must_use]
    pub const fn is_cut(&self) -> bool {
        self.cut
    }
}
