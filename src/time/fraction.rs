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

    /// By how much a byte in their place may exceed the digit 0, if that tells that it is one of them; any
    /// byte may stand in place of a hexadecimal one.
    pub(super) const fn limit(self) -> u8 {
        if self.hexadecimal { u8::MAX } else { 9 }
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
    /// Ones where the digits have their numbers among the eight bytes that end with them.
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
        let keep = digits::NUMBERS & u64::MAX << (64 - 8 * count.min(8));
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
        if !matches!(self.kind, Kind::None | Kind::Hexadecimal) {
            let digits = u64::from_le_bytes(self.eight(stamp)?);
            let first = stamp.get(self.digits.start)?;
            if !(digits::are_digits(digits, self.keep | self.keep << 4) && first.is_ascii_digit()) {
                return None;
            }
        }
        self.known_nanos(stamp)
    }

    /// The same, where decimals are known to be there.
    #[inline(always)]
    pub(super) fn known_nanos(&self, stamp: &[u8]) -> Option<i64> {
        if self.kind == Kind::None {
            return Some(0);
        }
        let digits = self.eight(stamp)?;
        let numbers = u64::from_le_bytes(digits) & self.keep;
        if self.kind == Kind::Short {
            let [.., first, second, third, fourth] = numbers.to_le_bytes();
            let last = u32::from_le_bytes([first, second, third, fourth]);
            return Some(i64::from(digits::four(last)) * self.unit);
        }
        if self.kind == Kind::Hexadecimal {
            return hexadecimal_nanos(digits);
        }
        let nanos = i64::from(digits::eight(numbers)) * self.unit;
        if self.kind == Kind::Long {
            return Some(nanos);
        }
        // The first of nine stands before the eight.
        let first = stamp[..usize::from(self.eight)].last()? & 0x0f;
        Some(nanos + i64::from(first) * 100_000_000)
    }

    /// The eight bytes that end with the digits.
    #[inline(always)]
    fn eight(&self, stamp: &[u8]) -> Option<[u8; 8]> {
        let at = usize::from(self.eight);
        stamp.get(at..at + 8)?.first_chunk().copied()
    }

    /// The instant of a stamp without its fraction, in nanoseconds; nothing where it is so close to the
    /// last there is that another fraction may not fit.
    pub(super) fn base(&self, at: Timestamp, stamp: &[u8]) -> Option<i64> {
        let base = at.0.checked_sub(self.nanos(stamp)?)?;
        base.checked_add(u32::MAX.into()).map(|_| base)
    }

    /// The instant of a stamp that differs from another by its fraction at most, whose [`Self::base`] it
    /// takes; decimals are known to be there.
    #[inline(always)]
    pub(super) fn instant(&self, base: i64, stamp: &[u8]) -> Option<Timestamp> {
        Some(Timestamp(base.wrapping_add(self.known_nanos(stamp)?)))
    }
}

#[inline(always)]
fn hexadecimal_nanos(eight: [u8; 8]) -> Option<i64> {
    let nanos = digits::eight_hex(eight)?;
    if nanos < 1_000_000_000 { Some(i64::from(nanos)) } else { None }
}
