//! The stamp read last, where stamps stand alone: another one that differs by the digits of its fraction
//! at most is told by a comparison of its bytes, and costs those digits.
//!
//! The instant of such a stamp lies as far from the last one's as the digits say, so that what is
//! told is what reading anew would give. Called by the memo.

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

#[inline]
fn words(text: &[u8]) -> Option<Words> {
    if let (Some(first), Some(last)) = (text.first_chunk::<16>(), text.last_chunk::<16>()) {
        let between = match text.len() > 32 {
            true => u128::from_le_bytes(*text.get(16..)?.first_chunk()?),
            false => 0,
        };
        return Some([u128::from_le_bytes(*first), u128::from_le_bytes(*last), between]);
    }
    if let (Some(first), Some(last)) = (text.first_chunk(), text.last_chunk()) {
        return Some([u64::from_le_bytes(*first).into(), u64::from_le_bytes(*last).into(), 0]);
    }
    let (first, last) = (text.first_chunk()?, text.last_chunk()?);
    Some([u32::from_le_bytes(*first).into(), u32::from_le_bytes(*last).into(), 0])
}

impl Last {
    /// The instant of the stamp that the text begins with, and where it ends, if it is this one but
    /// for its fraction.
    #[inline(always)]
    pub(super) fn recall(&self, text: &[u8]) -> Option<(usize, Timestamp)> {
        let stamp = text.get(..self.length)?;
        let found = words(stamp)?;
        let differs = |at: usize| (found[at] ^ self.words[at]) & self.mask[at];
        if differs(0) | differs(1) != 0 || (self.length > 32 && differs(2) != 0) {
            return None;
        }
        let nanos = self.fraction.nanos(stamp)?;
        Some((self.length, Timestamp(self.base.checked_add(nanos)?)))
    }

    /// Keeps a stamp.
    pub(super) fn store(&mut self, stamp: &[u8], digits: Digits, at: Timestamp) {
        if self.length != stamp.len() || self.fraction.digits != digits {
            self.shape(stamp.len(), digits);
        }
        let nanos = self.fraction.nanos(stamp);
        let base = nanos.and_then(|nanos| at.0.checked_sub(nanos));
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
