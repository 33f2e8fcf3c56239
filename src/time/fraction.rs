//! The fractions of stamps that are written alike: their digits stand at the same places.
//!
//! Called by what remembers stamps.

use super::digits;
use super::steps;
use super::timestamp::Timestamp;

/// Where the digits of a fraction of a second stand, which say nothing else; start = end where there
/// are none.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Digits {
    pub(super) start: usize,
    pub(super) end: usize,
    /// They are eight, and count nanoseconds.
    pub(super) hexadecimal: bool,
}

impl Digits {
    /// Decimal ones.
    pub(super) const fn decimal(start: usize, end: usize) -> Self {
        Self { start, end, hexadecimal: false }
    }

    /// The same in a text that has the stamp so many bytes from its start; none stay none.
    pub(super) const fn moved(self, by: usize) -> Self {
        let by = if self.end == 0 { 0 } else { by };
        Self { start: self.start + by, end: self.end + by, hexadecimal: self.hexadecimal }
    }

    /// How many.
    pub(super) const fn count(self) -> usize {
        self.end.saturating_sub(self.start)
    }
}

/// How a fraction is read.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
enum Kind {
    #[default]
    None,
    /// At most four decimals.
    Short,
    /// At most eight.
    Long,
    Nine,
    Hexadecimal,
}

/// A fraction that stands at the same place in many stamps, or none.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Fraction {
    pub(super) digits: Digits,
    kind: Kind,
    /// Where the eight bytes that end with them begin: of few bits, for then one check of it is enough.
    eight: u16,
    /// Nanoseconds of one in the last of the digits.
    unit: i64,
    /// Ones where the digits stand among the eight bytes that end with them.
    keep: u64,
}

impl Fraction {
    /// Of these digits; none where they are too many, or stand where they cannot be read at once.
    pub(super) fn of(digits: Digits) -> Option<Self> {
        let count = digits.count();
        if count == 0 {
            return Some(Self::default());
        }
        let unit = steps::POWERS.get(9_usize.checked_sub(count)?).copied().unwrap_or(1);
        let keep = u64::MAX << (64 - 8 * count.min(8));
        let kind = match count {
            _ if digits.hexadecimal => Kind::Hexadecimal,
            ..=4 => Kind::Short,
            9 => Kind::Nine,
            _ => Kind::Long,
        };
        let eight = u16::try_from(digits.end.checked_sub(8)?).ok()?;
        Some(Self { digits, kind, eight, unit: unit.into(), keep })
    }

    /// Nanoseconds of the fraction of a stamp, 0 where there is none; nothing where other bytes stand
    /// in its place.
    #[inline(always)]
    pub(super) fn nanos(&self, stamp: &[u8]) -> Option<i64> {
        if self.kind == Kind::None {
            return Some(0);
        }
        let eight = usize::from(self.eight);
        let eight: [u8; 8] = *stamp.get(eight..eight + 8)?.first_chunk()?;
        if self.kind == Kind::Short {
            return Some(i64::from(digits::four_digits(eight, self.keep)?) * self.unit);
        }
        if self.kind == Kind::Hexadecimal {
            return hexadecimal_nanos(eight);
        }
        let nanos = i64::from(digits::kept_digits(eight, self.keep)?) * self.unit;
        if self.kind == Kind::Long { Some(nanos) } else { self.with_first(stamp, nanos) }
    }

    /// The instant of a stamp without its fraction, in nanoseconds; nothing where it is so close to the
    /// last there is that another fraction may not fit.
    pub(super) fn base(&self, at: Timestamp, stamp: &[u8]) -> Option<i64> {
        let base = at.0.checked_sub(self.nanos(stamp)?)?;
        base.checked_add(u32::MAX.into()).map(|_| base)
    }

    /// The instant of a stamp that differs from another by its fraction at most, whose [`Self::base`] it
    /// takes.
    #[inline(always)]
    pub(super) fn instant(&self, base: i64, stamp: &[u8]) -> Option<Timestamp> {
        Some(Timestamp(base.wrapping_add(self.nanos(stamp)?)))
    }

    /// With the first of nine digits, of which the others are read.
    fn with_first(&self, stamp: &[u8], nanos: i64) -> Option<i64> {
        let first = stamp.get(self.digits.start).filter(|first| first.is_ascii_digit())?;
        Some(nanos + i64::from(first - b'0') * 100_000_000)
    }
}

#[inline(always)]
fn hexadecimal_nanos(eight: [u8; 8]) -> Option<i64> {
    let nanos = digits::eight_hex(eight)?;
    (nanos < 1_000_000_000).then_some(i64::from(nanos))
}
