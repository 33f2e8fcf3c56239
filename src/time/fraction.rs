//! The fractions of stamps that are written alike: their digits stand at the same places.
//!
//! Called by what remembers stamps.

use wide::u8x16;

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

/// How a fraction is read; the rarest last.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
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
    /// Where the eight bytes that end with them begin, of nine the first: of few bits, for then one check
    /// of it is enough.
    at: u16,
    /// Nanoseconds of one in the last of the digits.
    unit: i64,
    /// Ones where the digits have their numbers among these eight bytes.
    keep: u64,
    /// The same, for numbers put together side by side: they need not go through another register then.
    wide_keep: u8x16,
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
        let at = u16::try_from(digits.end.checked_sub(count.max(8))?).ok()?;
        Some(Self { digits, kind, at, unit: unit.into(), keep, wide_keep: digits::bytes(keep) })
    }

    /// Nanoseconds of the fraction of a stamp, 0 where there is none; nothing where other bytes stand
    /// in its place.
    #[inline(always)]
    pub(super) fn nanos(&self, stamp: &[u8]) -> Option<i64> {
        self.read(stamp, false)
    }

    /// The same; decimals may be known to be there.
    #[inline(always)]
    fn read(&self, stamp: &[u8], is_known: bool) -> Option<i64> {
        let at = usize::from(self.at);
        let eight = || stamp.get(at..at + 8)?.first_chunk().copied();
        // Compared by their order: with a table of places to jump to the slowest format took 7 % longer.
        if self.kind >= Kind::Nine {
            if self.kind == Kind::Hexadecimal {
                return hexadecimal_nanos(eight()?);
            }
            let [eight @ .., last]: [u8; 9] = *stamp.get(at..at + 9)?.first_chunk()?;
            let is_digit = is_known || last.is_ascii_digit();
            let nanos = i64::from(self.eight(eight, is_known)?) * 10 + i64::from(last & 0x0f);
            return is_digit.then_some(nanos);
        }
        if self.kind == Kind::None {
            return Some(0);
        }
        let eight = eight()?;
        if self.kind == Kind::Long {
            return Some(i64::from(self.eight(eight, is_known)?) * self.unit);
        }
        let numbers = self.checked(eight, is_known)? & self.keep;
        let [.., first, second, third, fourth] = numbers.to_le_bytes();
        let last = u32::from_le_bytes([first, second, third, fourth]);
        Some(i64::from(digits::four(last)) * self.unit)
    }

    /// What those of eight digits that are kept are together; see [`Self::checked`].
    #[inline(always)]
    fn eight(&self, eight: [u8; 8], is_known: bool) -> Option<u32> {
        let word = self.checked(eight, is_known)?;
        Some(digits::eight_of(digits::bytes(word) & self.wide_keep))
    }

    /// Eight bytes as a word, if those that are kept are digits; they may be known to be.
    #[inline(always)]
    fn checked(&self, eight: [u8; 8], is_known: bool) -> Option<u64> {
        let word = u64::from_le_bytes(eight);
        let are_digits = is_known || digits::are_digits(word, self.keep | self.keep << 4);
        are_digits.then_some(word)
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
        Some(Timestamp(base.wrapping_add(self.read(stamp, true)?)))
    }
}

#[inline(always)]
fn hexadecimal_nanos(eight: [u8; 8]) -> Option<i64> {
    let nanos = digits::eight_hex(eight)?;
    if nanos < 1_000_000_000 { Some(i64::from(nanos)) } else { None }
}
