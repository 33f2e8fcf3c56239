//! Where a line has its stamp, if the line begins as the line before.
//!
//! A log's lines begin with an IP address or with something fixed. Between the address, or the line's start, and
//! the stamp each line has equal bytes. If no stamp may begin in these bytes, nor in an address, the place of the
//! stamp need not be searched. A `-t` run over an access log took 1,078 instructions a
//! line with it, and 2,102 without.

use wide::{i8x16, u8x16};

/// A longer text before the stamp is not kept.
const LONGEST: usize = 16;

/// The bytes before the stamp of the line before.
#[derive(Clone, Debug, Default)]
pub(super) struct Prefix {
    start: Start,
    /// The bytes between `start` and the stamp, zeros behind them.
    bytes: u128,
    length: usize,
    /// 0xff for each byte that `bytes` holds.
    mask: u128,
}

/// Where the kept bytes begin.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
enum Start {
    /// Nothing is kept.
    #[default]
    Unknown,
    /// Behind the address at the line's start, IPv4 or IPv6.
    Address,
    /// At the line's start.
    Line,
}

impl Start {
    #[inline(always)]
    fn offset(self, line: &[u8]) -> Option<usize> {
        match self {
            Self::Address => address_length(line).or_else(|| ipv6_length(line)),
            Self::Line => Some(0),
            Self::Unknown => None,
        }
    }
}

impl Prefix {
    /// The place of the stamp, if the line begins with the kept bytes.
    #[inline]
    pub(super) fn stamp_start(&self, line: &[u8]) -> Option<usize> {
        let start = self.start.offset(line)?;
        let bytes = u128::from_le_bytes(*line.get(start..)?.first_chunk()?);
        ((bytes ^ self.bytes) & self.mask == 0).then_some(start + self.length)
    }

    /// Keeps what stands before the stamp at `at`; `is_clear` says whether a stamp may begin in it.
    pub(super) fn store(&mut self, line: &[u8], at: usize, is_clear: impl Fn(&[u8]) -> bool) {
        self.start = Start::Unknown;
        for start in [Start::Line, Start::Address] {
            if let Some(bytes) = start.offset(line).and_then(|start| line.get(start..at))
                && let (length, mut padded) = (bytes.len(), [0; LONGEST])
                && let Some(kept) = padded.get_mut(..length)
                && (at == 0 || is_clear(bytes))
            {
                kept.copy_from_slice(bytes);
                let unused = 8 * u32::try_from(LONGEST - length).unwrap_or_default();
                *self = Self {
                    start,
                    bytes: u128::from_le_bytes(padded),
                    length,
                    mask: u128::MAX.checked_shr(unused).unwrap_or_default(),
                };
            }
        }
    }
}

/// The places of the points in a dotted date, a bit each, are at most this number (05.03.2026 has them at
/// 2 and 5); the points of the shortest address are 42 (1.1.1.1).
const GREATEST_DATE: u32 = 1 << 2 | 1 << 5;

/// The length of the IPv4 address (or of digits, points and slashes like it) that the line begins with,
/// at most 16. `None` if it may be a date: its first point stands behind the fourth byte, or its points
/// stand where a date has them. Sixteen bytes are compared at once, because the lengths of the numbers vary.
#[inline(always)]
fn address_length(line: &[u8]) -> Option<usize> {
    let bytes = line.first_chunk::<16>()?;
    let points = u8x16::new(*bytes).simd_eq(u8x16::splat(b'.')).to_bitmask();
    if points & 0b1111 == 0 {
        return None;
    }
    // ASCII has point, slash and digits side by side: shifted, they are the smallest signed bytes.
    let shifted = |byte: u8| byte.wrapping_sub(b'.' + 0x80).cast_signed();
    let others = i8x16::new(bytes.map(shifted)).simd_gt(i8x16::splat(shifted(b'9')));
    let others = others.to_bitmask() | 1 << 16;
    // Points at the end are the end of a sentence, not of an address.
    let before_last = (others ^ (others - 1)) >> 2;
    let is_address = points & before_last > GREATEST_DATE;
    is_address.then_some(others.trailing_zeros() as usize)
}

/// The length of the IPv6 address that the line begins with. `None` if it may be a stamp: no stamp begins
/// with three or four hexadecimal digits and a colon and has a letter behind them. The letters of December
/// and February are hexadecimal digits too.
#[inline(never)]
fn ipv6_length(line: &[u8]) -> Option<usize> {
    let is_other = |byte: &u8| !byte.is_ascii_hexdigit() && *byte != b':';
    let length = line.iter().take(LONGEST_IPV6 + 1).position(is_other)?;
    let address = line.get(..length)?;
    let group = address.iter().position(|byte| *byte == b':')?;
    let rest = address.get(group..)?;
    let mut letters = address.iter().filter(|byte| byte.is_ascii_alphabetic());
    let first: [u8; 3] = std::array::from_fn(|_| letters.next().map_or(0, u8::to_ascii_lowercase));
    let is_address = (3..=4).contains(&group)
        && !matches!(&first, b"dec" | b"feb")
        && rest.iter().filter(|byte| **byte == b':').count() >= 2
        && rest.iter().any(u8::is_ascii_alphabetic);
    is_address.then_some(length)
}

/// The bytes of an IPv6 address written out: `2001:0db8:0000:0000:0000:0000:0000:0001`.
const LONGEST_IPV6: usize = 39;

#[cfg(test)]
mod tests {
    use proptest::prelude::{prop_assert, prop_assert_eq, proptest};

    use super::{GREATEST_DATE, address_length, ipv6_length};
    use crate::time::fields::{Context, Reference};
    use crate::time::format_index::FORMAT_INDEX;
    use crate::time::table::TIME_FORMATS;
    use crate::time::timestamp::Timestamp;
    use crate::time::zone::Zone;

    /// [`address_length`], byte by byte.
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
            ipv6 in "[0-9a-f]{3,4}:[0-9a-fA-F:]{1,20}[] \t\"(-](- - )?[0-9T: .-]{0,20}",
            month in "20[0-9]{2}:(0[0-9]:[0-2][0-9]|[0-9a-f]{2}:[a-f][0-9]):?[0-9:a-f]{0,9} [0-9: ]{9}",
        ) {
            let context = Context::new(Zone::utc(), Reference::Moment(Timestamp(1_772_755_200_000_000_000)));
            prop_assert_eq!(address_length(other.as_bytes()), plain(other.as_bytes()), "{}", other);
            for line in [line, dots, date, slashed, spread, dated, ipv6, month] {
                let bytes = line.as_bytes();
                prop_assert_eq!(address_length(bytes), plain(bytes), "{}", line);
                if address_length(bytes).is_some() || ipv6_length(bytes).is_some() {
                    for row in (0..TIME_FORMATS.len()).filter(|row| TIME_FORMATS[*row].in_lines) {
                        let reading = FORMAT_INDEX.read(row, bytes, &context, true);
                        prop_assert!(reading.is_none(), "{} {}", line, row);
                    }
                }
            }
        }
    }
}
