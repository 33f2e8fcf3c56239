//! The head of the line read last: its stamp, what stands before it behind an address, and what closes it.
//!
//! A line that begins so but for the digits of the stamp's fraction is told by one comparison, and
//! costs those digits. The instant of such a stamp lies as far from the last one's as the digits say,
//! so that what is told is what reading anew would give. Called by the memo.

use std::ops::Range;

use wide::u8x16;

use super::fraction::{Digits, Fraction};
use super::timestamp::Timestamp;

/// Longer heads are not kept.
pub(super) const LONGEST: usize = 48;

/// The first bytes of a line, or of its rest behind an address.
type Words = [u8x16; 3];

/// Where the parts of a head are.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Outline {
    /// Bytes of all; those behind the stamp close it, if there are any.
    pub(super) length: usize,
    pub(super) stamp: Range<usize>,
    /// Digits of the stamp's fraction, counted in the stamp.
    pub(super) digits: Digits,
}

impl Outline {
    /// Of no head: no stamp begins there.
    const NONE: Self =
        Self { length: 0, stamp: usize::MAX..usize::MAX, digits: Digits::decimal(0, 0) };
}

/// The head, or none.
#[derive(Clone, Debug)]
pub(super) struct Head {
    outline: Outline,
    /// The bytes, with zeros for the digits of the fraction and behind the head.
    words: Words,
    /// Ones where its bytes count.
    mask: Words,
    /// Counted in the head.
    fraction: Fraction,
    /// The instant without the fraction, in nanoseconds.
    base: i64,
    /// What closes the stamp is kept with it.
    is_closed: bool,
}

impl Default for Head {
    fn default() -> Self {
        let words = [u8x16::ZERO; 3];
        let fraction = Fraction::default();
        Self { outline: Outline::NONE, words, mask: words, fraction, base: 0, is_closed: false }
    }
}

/// The words a text begins with; zeros behind its end.
#[inline]
fn words(text: &[u8]) -> Words {
    let mut bytes = [0; LONGEST];
    let length = text.len().min(LONGEST);
    bytes[..length].copy_from_slice(&text[..length]);
    std::array::from_fn(|at| word(&bytes, 16 * at).unwrap_or_default())
}

#[inline(always)]
fn word(text: &[u8], at: usize) -> Option<u8x16> {
    Some(u8x16::new(*text.get(at..)?.first_chunk()?))
}

impl Head {
    /// Where in it the stamp stands; begins at the highest number where none is kept.
    #[inline(always)]
    pub(super) const fn stamp(&self) -> &Range<usize> {
        &self.outline.stamp
    }

    /// Whether what closes the stamp is kept with it.
    #[inline(always)]
    pub(super) const fn is_closed(&self) -> bool {
        self.is_closed
    }

    /// The instant of the stamp in the text, if the text begins as the one that is kept but for the
    /// stamp's fraction.
    #[inline(always)]
    pub(super) fn recall(&self, text: &[u8]) -> Option<Timestamp> {
        let Some(first) = text.first_chunk::<32>() else { return self.recall_short(text) };
        let differs = |at: usize, word: u8x16| (word ^ self.words[at]) & self.mask[at];
        let differ = differs(0, word(first, 0)?) | differs(1, word(first, 16)?);
        if differ.simd_eq(u8x16::ZERO).to_bitmask() != 0xffff {
            return None;
        }
        if self.outline.length > 32 {
            let Some(third) = word(text, 32) else { return self.recall_short(text) };
            if differs(2, third).simd_eq(u8x16::ZERO).to_bitmask() != 0xffff {
                return None;
            }
        }
        self.fraction.instant(self.base, text)
    }

    /// The same of a text that may have fewer bytes than are compared.
    #[inline(never)]
    fn recall_short(&self, text: &[u8]) -> Option<Timestamp> {
        let words = words(text.get(..self.outline.length)?);
        let is_same = (0..3).all(|at| words[at] & self.mask[at] == self.words[at]);
        if is_same { self.fraction.instant(self.base, text) } else { None }
    }

    /// Keeps the head of a text, whose stamp has this instant.
    pub(super) fn store(&mut self, text: &[u8], outline: Outline, at: Timestamp) {
        if self.outline != outline {
            self.shape(outline);
        }
        let Some(base) = self.fraction.base(at, text) else {
            self.outline = Outline::NONE;
            return;
        };
        let words = words(text);
        self.words = std::array::from_fn(|at| words[at] & self.mask[at]);
        self.base = base;
    }

    /// Prepares for heads of this outline.
    fn shape(&mut self, outline: Outline) {
        self.outline = Outline::NONE;
        let digits = outline.digits.moved(outline.stamp.start);
        let mut mask = [u8::MAX; LONGEST];
        if let Some(fraction) = Fraction::of(digits)
            && let Some(head) = mask.get_mut(..outline.length)
            && let Some(places) = head.get_mut(digits.start..digits.end)
        {
            places.fill(0);
            self.mask = words(head);
            self.is_closed = outline.length > outline.stamp.end;
            (self.outline, self.fraction) = (outline, fraction);
        }
    }
}
