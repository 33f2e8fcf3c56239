//! The stamp read last, where stamps stand alone: another one that differs by the digits of its fraction
//! at most is told by a comparison of its bytes, and costs those digits.
//!
//! The instant of such a stamp lies as far from the last one's as the digits say, so that what is
//! told is what reading anew would give. Called by the memo.

use wide::u8x16;

use super::fraction::{Digits, Fraction};
use super::timestamp::Timestamp;

/// Longer stamps are not kept.
const LONGEST: usize = 48;

/// Sixteen bytes at the beginning, at the end, and between them; of up to 48 all.
type Words = [u128; 3];

/// The stamp, or none.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Last {
    /// Bytes of it; 0 when nothing is kept.
    length: usize,
    /// Its bytes, with zeros for the digits of the fraction.
    words: Words,
    /// Ones where its bytes count.
    mask: Words,
    fraction: Fraction,
    /// The instant without the fraction, in nanoseconds.
    base: i64,
}

fn words(text: &[u8]) -> Option<Words> {
    let short = |[first, last]: [u128; 2]| [first, last, 0];
    let Some([first, last]) = ends(text) else { return short_ends(text).map(short) };
    Some([first, last, between(text).unwrap_or_default()].map(u128::from_le_bytes))
}

/// The first and the last sixteen bytes.
#[inline(always)]
fn ends(text: &[u8]) -> Option<[[u8; 16]; 2]> {
    Some([*text.first_chunk()?, *text.last_chunk()?])
}

/// What stands between them.
#[inline(always)]
fn between(text: &[u8]) -> Option<[u8; 16]> {
    text.get(16..).filter(|_| text.len() > 32)?.first_chunk().copied()
}

/// The ends of a text of fewer bytes, of four at least.
#[inline(always)]
fn short_ends(text: &[u8]) -> Option<[u128; 2]> {
    if let (Some(first), Some(last)) = (text.first_chunk(), text.last_chunk()) {
        return Some([*first, *last].map(|end| u64::from_le_bytes(end).into()));
    }
    Some([*text.first_chunk()?, *text.last_chunk()?].map(|end| u32::from_le_bytes(end).into()))
}

impl Last {
    /// The instant of a stamp, if it is this one but for its fraction.
    #[inline(always)]
    pub(super) fn recall(&self, stamp: &[u8]) -> Option<Timestamp> {
        if stamp.len() != self.length || !self.is_like(stamp)? {
            return None;
        }
        self.fraction.instant(self.base, stamp)
    }

    /// Whether a stamp of this length has the same bytes; nothing where it is too short.
    #[inline(always)]
    fn is_like(&self, stamp: &[u8]) -> Option<bool> {
        let Some([first, last]) = ends(stamp) else {
            let [first, last] = short_ends(stamp)?;
            let differs = |at: usize, word: u128| (word ^ self.words[at]) & self.mask[at];
            return Some(differs(0, first) | differs(1, last) == 0);
        };
        let word = |word: u128| u8x16::new(word.to_le_bytes());
        let differs = |at: usize, bytes: [u8; 16]| {
            (u8x16::new(bytes) ^ word(self.words[at])) & word(self.mask[at])
        };
        let mut differ = differs(0, first) | differs(1, last);
        if let Some(between) = between(stamp) {
            differ |= differs(2, between);
        }
        Some(differ.simd_eq(u8x16::ZERO).to_bitmask() == 0xffff)
    }

    /// Keeps a stamp.
    pub(super) fn store(&mut self, stamp: &[u8], digits: Digits, at: Timestamp) {
        if self.length != stamp.len() || self.fraction.digits != digits {
            self.shape(stamp.len(), digits);
        }
        let base = self.fraction.base(at, stamp);
        match words(stamp).zip(base).filter(|_| self.length > 0) {
            Some((words, base)) => {
                self.words = std::array::from_fn(|at| words[at] & self.mask[at]);
                self.base = base;
            }
            None => self.clear(),
        }
    }

    /// Prepares for stamps of so many bytes.
    fn shape(&mut self, length: usize, digits: Digits) {
        self.clear();
        let mut mask = [u8::MAX; LONGEST];
        if let Some(fraction) = Fraction::of(digits)
            && let Some(mask) = mask.get_mut(..length)
            && let Some(places) = mask.get_mut(digits.start..digits.end)
        {
            places.fill(0);
            if let Some(mask) = words(mask) {
                (self.length, self.mask, self.fraction) = (length, mask, fraction);
            }
        }
    }

    /// Forgets it.
    pub(super) fn clear(&mut self) {
        self.length = 0;
    }
}
