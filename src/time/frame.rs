//! Lines that begin with an IPv4 address, and have their stamp behind it as the line before had.
//!
//! Between the address and the stamp then stand the same bytes, in which no stamp may begin; and no
//! shape reads an address. So the stamp's place is told without a look at the places before
//! it. Called by the search in lines.

use wide::u8x16;

/// Longer frames are not kept.
const LONGEST: usize = 16;

/// Where the stamp of a line stands, told by that of the line before.
#[derive(Clone, Debug, Default)]
pub(super) struct Frame {
    place: Place,
    /// Sixteen bytes behind the address, of which those before the stamp count.
    between: u128,
    mask: u128,
    /// How many.
    length: usize,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
enum Place {
    #[default]
    Unknown,
    /// At the line's start.
    First,
    /// Behind an address and the bytes between.
    Behind,
}

impl Frame {
    /// Where the stamp of a line would stand, if the line begins as those before.
    #[inline]
    pub(super) fn end(&self, line: &[u8]) -> Option<usize> {
        match self.place {
            Place::Unknown => None,
            Place::First => Some(0),
            Place::Behind => {
                let start = address(line)?;
                let behind = u128::from_le_bytes(*line.get(start..)?.first_chunk()?);
                ((behind ^ self.between) & self.mask == 0).then_some(start + self.length)
            }
        }
    }

    /// Keeps what stands before a stamp at `at`, where `is_clear` says that no stamp may begin in it.
    pub(super) fn store(&mut self, line: &[u8], at: usize, is_clear: impl FnOnce(&[u8]) -> bool) {
        self.place = if at == 0 { Place::First } else { Place::Unknown };
        let between = address(line).and_then(|start| line.get(start..at));
        if let Some(between) = between.filter(|between| is_clear(between))
            && let (length @ 1..=LONGEST, mut bytes) = (between.len(), [0; LONGEST])
        {
            bytes[..length].copy_from_slice(between);
            (self.place, self.length) = (Place::Behind, length);
            self.between = u128::from_le_bytes(bytes);
            self.mask = u128::MAX >> (8 * (LONGEST - length));
        }
    }
}

/// The length of the address a line begins with: digits and three points, none beside another or
/// at an end, at most three digits before the first. Sixteen bytes are looked at together, for the
/// lengths of the numbers cannot be foretold.
#[inline]
fn address(line: &[u8]) -> Option<usize> {
    let bytes = u8x16::new(*line.first_chunk()?);
    // A bit for every byte that is a point, or a digit.
    let points = bytes.simd_eq(u8x16::splat(b'.')).to_bitmask();
    let digits = bytes - u8x16::splat(b'0');
    let digits = digits.min(u8x16::splat(9)).simd_eq(digits).to_bitmask();
    let end = (!(points | digits)).trailing_zeros();
    let points = points & ((1 << end) - 1);
    // Without the first and the second one is left.
    let third = points & points.wrapping_sub(1);
    let third = third & third.wrapping_sub(1);
    let has_three = end < 16 && third != 0 && third & (third - 1) == 0;
    let has_first = digits & 1 != 0 && points & 0b1111 != 0;
    let is_apart = (points << 1) & (points | 1 << end) == 0;
    (has_three && has_first && is_apart).then_some(end as usize)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::{prop_assert, prop_assert_eq, proptest};

    use super::address;
    use crate::time::fields::{Context, Reference};
    use crate::time::shapes::SHAPES;
    use crate::time::table::TIME_FORMATS;
    use crate::time::timestamp::Timestamp;
    use crate::time::zone::Zone;

    /// The same, byte by byte.
    fn plain(line: &[u8]) -> Option<usize> {
        let line = line.get(..16)?;
        let end = line.iter().position(|byte| !byte.is_ascii_digit() && *byte != b'.')?;
        let numbers: Vec<&[u8]> = line[..end].split(|byte| *byte == b'.').collect();
        let is_whole = numbers.iter().all(|number| !number.is_empty());
        (numbers.len() == 4 && is_whole && numbers[0].len() <= 3).then_some(end)
    }

    proptest! {
        #[test]
        fn an_address_is_no_stamp(
            line in "[0-9]{1,4}[.][0-9]{1,3}[.][0-9]{1,4}[.][0-9]{1,3}[] \t\"(-][0-9T: .-]{0,20}",
            other in "[0-9./:a \u{ae}\u{b0}-]{0,24}",
        ) {
            let context = Context::new(Zone::utc(), Reference::Moment(Timestamp(1_772_755_200_000_000_000)));
            prop_assert_eq!(address(other.as_bytes()), plain(other.as_bytes()), "{}", other);
            let bytes = line.as_bytes();
            prop_assert_eq!(address(bytes), plain(bytes), "{}", line);
            if address(bytes).is_some() {
                for row in 0..TIME_FORMATS.len() {
                    prop_assert!(SHAPES.read(row, bytes, &context, true).is_none(), "{}", line);
                }
            }
        }
    }
}
