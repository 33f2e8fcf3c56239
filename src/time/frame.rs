//! Lines that begin with an IPv4 address, what looks like one, or none, and have their stamp where the line before had.
//!
//! Between the address (or the line's start) and the stamp then stand the same bytes, in which no
//! stamp may begin; and no shape reads an address. So the stamp's place is told without a look at the
//! places before it. Called by the search in lines.

use std::ops::Range;

use wide::{i8x16, u8x16};

/// Longer frames are not kept.
const LONGEST: usize = 16;

/// Where the stamp of a line stands, told by that of the line before.
#[derive(Clone, Debug, Default)]
pub(super) struct Frame {
    start: Start,
    /// The bytes before the stamp, how many, and ones where they stand.
    between: u128,
    length: usize,
    mask: u128,
}

/// Where the bytes before the stamp begin.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Start {
    #[default]
    Unknown,
    BehindAddress,
    Line,
}

impl Start {
    /// Of such bytes that stand there; unknown where none stand behind the line's start.
    pub(super) const fn of(before: &Range<usize>) -> Self {
        match before.start {
            0 => Self::Line,
            start if start == before.end => Self::Unknown,
            _ => Self::BehindAddress,
        }
    }

    /// Where they begin in this line.
    #[inline(always)]
    pub(super) fn at(self, line: &[u8]) -> Option<usize> {
        if self == Self::BehindAddress {
            address(line)
        } else if self == Self::Line {
            Some(0)
        } else {
            None
        }
    }
}

impl Frame {
    /// Where the bytes before the stamp stand, if they are those of the line before.
    #[inline]
    pub(super) fn before(&self, line: &[u8]) -> Option<Range<usize>> {
        let start = self.start.at(line)?;
        let behind = u128::from_le_bytes(*line.get(start..)?.first_chunk()?);
        ((behind ^ self.between) & self.mask == 0).then_some(start..start + self.length)
    }

    /// Keeps what stands before a stamp at `at`, where `is_clear` says that no stamp may begin in it.
    pub(super) fn store(&mut self, line: &[u8], at: usize, is_clear: impl Fn(&[u8]) -> bool) {
        self.start = Start::Unknown;
        let starts = [(Start::Line, Some(0)), (Start::BehindAddress, address(line))];
        for (kind, start) in starts {
            if let Some(between) = start.and_then(|start| line.get(start..at))
                && let (length, mut bytes) = (between.len(), [0; LONGEST])
                && let Some(kept) = bytes.get_mut(..length)
                && (at == 0 || is_clear(between))
            {
                kept.copy_from_slice(between);
                (self.start, self.between, self.length) =
                    (kind, u128::from_le_bytes(bytes), length);
                let beyond = 8 * u32::try_from(LONGEST - length).unwrap_or_default();
                self.mask = u128::MAX.checked_shr(beyond).unwrap_or_default();
            }
        }
    }
}

/// The points of what reads as a date, each a bit by its place, are this number at most: of 05.03.2026 they
/// stand at 2 and 5. Those of the shortest address are 42.
const GREATEST_DATE: u32 = 1 << 2 | 1 << 5;

/// The length of the address a line begins with, or of what looks like one: digits, slashes and points, the
/// first point among the first four bytes, and others too far on for a date (points at the end do not
/// count). No shape looked for in lines reads such. Of a longer one sixteen bytes count. Those are looked at
/// together, for the lengths of the numbers cannot be foretold.
#[inline(always)]
fn address(line: &[u8]) -> Option<usize> {
    let bytes = line.first_chunk::<16>()?;
    let points = u8x16::new(*bytes).simd_eq(u8x16::splat(b'.')).to_bitmask();
    if points & 0b1111 == 0 {
        return None;
    }
    // From a point on the slash and the digits follow in ASCII: they become the least there are.
    let lowered = |byte: u8| byte.wrapping_sub(b'.' + 0x80).cast_signed();
    let others = i8x16::new(bytes.map(lowered)).simd_gt(i8x16::splat(lowered(b'9')));
    let others = others.to_bitmask() | 1 << 16;
    let before_last = (others ^ (others - 1)) >> 2;
    let is_address = points & before_last > GREATEST_DATE;
    is_address.then_some(others.trailing_zeros() as usize)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::{prop_assert, prop_assert_eq, proptest};

    use super::{GREATEST_DATE, address};
    use crate::time::fields::{Context, Reference};
    use crate::time::shapes::SHAPES;
    use crate::time::table::TIME_FORMATS;
    use crate::time::timestamp::Timestamp;
    use crate::time::zone::Zone;

    /// The same, byte by byte.
    fn plain(line: &[u8]) -> Option<usize> {
        let line = line.get(..16)?;
        let end = line.iter().position(|byte| !byte.is_ascii_digit() && !b"./".contains(byte));
        let end = end.unwrap_or(16);
        let points: Vec<usize> = (0..end.checked_sub(1)?).filter(|at| line[*at] == b'.').collect();
        let bits: u32 = points.iter().map(|at| 1 << at).sum();
        (bits > GREATEST_DATE && points[0] < 4).then_some(end)
    }

    proptest! {
        #[test]
        fn an_address_is_no_stamp(
            line in "[0-9]{0,4}[.][0-9]{0,4}[.][0-9.]{0,4}[.][0-9]{0,3}[] \t\"(-][0-9T: .-]{0,20}",
            dots in "[0-9.]{0,15}[] \t\"(]( - - )?([0-9]{2}:[0-9]{2}:[0-9]{2} |[0-9T: .-]{0,20}){3}",
            date in "[0-9]{1,2}[.][0-9]{1,2}[.][0-9]{4}[.]{1,2}[] T_,]( - - )?[0-9: ]{14}",
            slashed in "[0-9]{0,2}[./][0-9]{0,2}[./][0-9]{0,4}[./][0-9./]{0,9}[] T_,]( - - )?[0-9: ]{14}",
            spread in "[0-9]{0,3}[.][0-9./]{2,12}[] T_,:-]( - - )?[0-9:., ]{14}",
            dated in "(0?[1-9]|[12][0-9])[./](0?[1-9]|1[0-2])[./](20)?[0-9]{2}[./]{0,2}[ T_,]([01][0-9]:[0-5][0-9]){1,2}(:[0-5][0-9])? x y",
            other in "[0-9./:a \u{ae}\u{b0}-]{0,24}",
        ) {
            let context = Context::new(Zone::utc(), Reference::Moment(Timestamp(1_772_755_200_000_000_000)));
            prop_assert_eq!(address(other.as_bytes()), plain(other.as_bytes()), "{}", other);
            for line in [line, dots, date, slashed, spread, dated] {
                let bytes = line.as_bytes();
                prop_assert_eq!(address(bytes), plain(bytes), "{}", line);
                if address(bytes).is_some() {
                    for row in (0..TIME_FORMATS.len()).filter(|row| TIME_FORMATS[*row].in_lines) {
                        let reading = SHAPES.read(row, bytes, &context, true);
                        prop_assert!(reading.is_none(), "{} {}", line, row);
                    }
                }
            }
        }
    }
}
