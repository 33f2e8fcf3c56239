//! Classes of bytes, made ready to find the end of a run of their bytes.

use memchr::{memchr, memchr2, memchr3};
use wide::u8x16;

use super::set::ByteSet;
use crate::extract::byte_search::{self, AtMost};

/// The blank: all bytes below it are control characters.
pub(super) const BLANK: u8 = b' ';

/// A class, by how the first byte that is not in it is found.
#[derive(Debug)]
#[repr(u8)]
pub(super) enum Class {
    All,
    Not(u8),
    /// All but two.
    Neither(u8, u8),
    /// All but three.
    NoneOf(u8, u8, u8),
    /// All but some control characters and the blank.
    Printed(Box<ByteTable>),
    /// One or two ranges of bytes, or all bytes outside them.
    Ranges(Box<Ranges>, Box<ByteTable>),
    /// Any other.
    ByteTable(Box<ByteTable>),
}

impl Class {
    pub(super) fn new(set: ByteSet) -> Self {
        match *set.missing() {
            [] => Self::All,
            [a] => Self::Not(a),
            [a, b] => Self::Neither(a, b),
            [a, b, c] => Self::NoneOf(a, b, c),
            [.., last] if last <= BLANK => Self::Printed(table(set)),
            _ => match Ranges::new(set) {
                Some(ranges) => Self::Ranges(Box::new(ranges), table(set)),
                None => Self::ByteTable(table(set)),
            },
        }
    }

    /// How many bytes at the beginning of `text` are of the class.
    pub(super) fn length(&self, text: &[u8]) -> usize {
        let end = match self {
            Self::All => None,
            Self::Not(byte) => memchr(*byte, text),
            Self::Neither(a, b) => memchr2(*a, *b, text),
            Self::NoneOf(a, b, c) => memchr3(*a, *b, *c, text),
            Self::Printed(table) => Some(printed(table, text)),
            Self::Ranges(ranges, table) => Some(ranges.length(table, text)),
            Self::ByteTable(table) => Some(members(table, text)),
        };
        end.unwrap_or(text.len())
    }

    /// As [`Self::length`], of the first `most` bytes. A short run of ranges is one comparison.
    #[inline]
    pub(super) fn length_within(&self, text: &[u8], most: usize) -> usize {
        if let Self::Ranges(ranges, _) = self
            && let Some(chunk) = text.first_chunk()
            && most < chunk.len()
        {
            return (ranges.others(*chunk) | 1 << most).trailing_zeros() as usize;
        }
        self.length(text.get(..most).unwrap_or(text))
    }
}

/// How many bytes at the beginning of `text` are in `table`, a [`Class::Printed`].
pub(super) fn printed(table: &ByteTable, text: &[u8]) -> usize {
    match byte_search::find(text, AtMost(BLANK)) {
        Some(at) => at + members(table, text.get(at..).unwrap_or_default()),
        None => text.len(),
    }
}

/// For each byte, whether it is in a class.
pub(super) type ByteTable = [bool; 256];

pub(super) fn table(set: ByteSet) -> Box<ByteTable> {
    let mut table = Box::new([false; 256]);
    for (byte, member) in (0..=u8::MAX).zip(table.iter_mut()) {
        *member = set.contains(byte);
    }
    table
}

#[inline]
pub(super) fn is_in(table: &ByteTable, byte: u8) -> bool {
    table[usize::from(byte)]
}

/// How many bytes at the beginning of `text` are in `table`.
#[inline]
pub(super) fn members(table: &ByteTable, text: &[u8]) -> usize {
    text.iter().position(|byte| !is_in(table, *byte)).unwrap_or(text.len())
}

/// How many ranges the class or its complement may have.
const MOST_RANGES: usize = 2;

/// A class of at most two ranges of bytes, for example digits and the point, tested for sixteen bytes at a
/// time: half the time of ` ([0-9.]+)$`.
#[derive(Debug)]
pub(super) struct Ranges {
    /// The first byte of each range and how many bytes follow it, each repeated sixteen times.
    ranges: [LaneRange; MOST_RANGES],
    /// The bits to flip so that bytes outside the class are marked.
    flip: u32,
}

impl Ranges {
    /// The class of `set`, if the set or its complement has few ranges.
    pub(super) fn new(set: ByteSet) -> Option<Self> {
        let (ranges, flip) = match ranges(set) {
            Some(ranges) => (ranges, 0xffff),
            None => (ranges(set.complement())?, 0),
        };
        let ranges = ranges.map(|(from, span)| (u8x16::splat(from), u8x16::splat(span)));
        Some(Self { ranges, flip })
    }

    /// How many bytes at the beginning of `text` are in the class, whose table is `table`.
    #[inline]
    pub(super) fn length(&self, table: &ByteTable, text: &[u8]) -> usize {
        let (chunks, tail) = text.as_chunks();
        for (index, chunk) in chunks.iter().enumerate() {
            let others = self.others(*chunk);
            if others != 0 {
                return index * 16 + others.trailing_zeros() as usize;
            }
        }
        text.len() - tail.len() + members(table, tail)
    }

    /// A bit for each byte that is not in the class, the first byte lowest.
    #[inline]
    pub(super) fn others(&self, chunk: [u8; 16]) -> u32 {
        inside(chunk, &self.ranges) ^ self.flip
    }
}

/// A range for each of sixteen bytes: its first byte, and how many bytes follow that.
type LaneRange = (u8x16, u8x16);

/// A bit for each byte of `chunk` that is in one of its two ranges, the first byte lowest.
#[inline]
fn inside(chunk: [u8; 16], [first, second]: &[LaneRange; MOST_RANGES]) -> u32 {
    let chunk = u8x16::new(chunk);
    let is_in = |(from, span): LaneRange| {
        let above = chunk - from;
        above.min(span).simd_eq(above)
    };
    (is_in(*first) | is_in(*second)).to_bitmask()
}

/// The ranges of a set, each its first byte and how many bytes follow it, the last range repeated up to
/// [`MOST_RANGES`]; `None` if there are more.
fn ranges(set: ByteSet) -> Option<[(u8, u8); MOST_RANGES]> {
    let mut ranges: Vec<(u8, u8)> = Vec::new();
    for byte in (0..=u8::MAX).filter(|byte| set.contains(*byte)) {
        match ranges.last_mut() {
            Some((from, span)) if byte - *from == *span + 1 => *span += 1,
            _ => ranges.push((byte, 0)),
        }
    }
    let last = *ranges.last()?;
    ranges.resize(ranges.len().max(MOST_RANGES), last);
    ranges.try_into().ok()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::{any, prop_assert, prop_assert_eq, proptest};

    use super::{ByteSet, Ranges, table};

    proptest! {
        #[test]
        fn ranges_are_their_sets(
            ranges in proptest::collection::vec(any::<(u8, u8)>(), 0..4),
            chunk in any::<[u8; 16]>(),
            is_complement in any::<bool>(),
        ) {
            let bytes = ranges.iter().flat_map(|(from, to)| *from..=*to);
            let set = bytes.fold(ByteSet::EMPTY, |set, byte| set.union(ByteSet::of(byte)));
            let set = if is_complement { set.complement() } else { set };
            let Some(ranges) = Ranges::new(set) else {
                prop_assert!(ranges.len() > 2);
                return Ok(());
            };
            let text = [&chunk[..], &chunk[..9]].concat();
            let is_other = |byte: &u8| !set.contains(*byte);
            let length = text.iter().position(is_other).unwrap_or(text.len());
            prop_assert_eq!(ranges.length(&table(set), &text), length);
            for (at, byte) in chunk.iter().enumerate() {
                prop_assert_eq!(ranges.others(chunk) >> at & 1 == 0, set.contains(*byte), "{}", byte);
            }
            prop_assert_eq!(ranges.others(chunk) >> 16, 0);
        }
    }
}
