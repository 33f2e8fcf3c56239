//! The head of the line read last: its stamp, what stands before it behind an address, and what closes it.
//!
//! A line that begins so but for the digits of the stamp's fraction is told by one comparison, and
//! costs those digits; by another one so is a line whose stamp has another clock. The instant of such a
//! stamp lies as far from the last one's as they say, so that what is told is what reading anew would
//! give. Called by the memo.

use std::ops::Range;

use wide::u8x16;

use super::frame::Start;
use super::moment::{LONGEST, Likeness, Moment, Words};
use super::timestamp::Timestamp;

/// Where the parts of a head are.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Outline {
    /// Where a head begins in its line.
    pub(super) start: Start,
    /// Bytes of all; those behind the stamp close it, if there are any.
    pub(super) length: usize,
    pub(super) stamp: Range<usize>,
}

impl Outline {
    /// Of no head: no stamp begins there.
    const NONE: Self = Self { start: Start::Unknown, length: 0, stamp: usize::MAX..usize::MAX };
}

/// The head, or none.
#[derive(Clone, Debug)]
pub(super) struct Head {
    outline: Outline,
    likeness: Likeness,
    /// What closes the stamp is kept with it.
    is_closed: bool,
}

impl Default for Head {
    fn default() -> Self {
        Self { outline: Outline::NONE, likeness: Likeness::default(), is_closed: false }
    }
}

/// The words a text begins with; zeros behind its end.
#[inline]
fn words(text: &[u8]) -> Words {
    if let Some(bytes) = text.first_chunk::<LONGEST>() {
        return std::array::from_fn(|at| word(bytes, 16 * at).unwrap_or_default());
    }
    let mut bytes = [0; LONGEST];
    bytes[..text.len()].copy_from_slice(text);
    words(&bytes)
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

    /// Where a line has its head, if it begins as those before.
    #[inline(always)]
    pub(super) fn start(&self, line: &[u8]) -> Option<usize> {
        self.outline.start.at(line)
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
        let differs = |at: usize, word: u8x16| self.likeness.differs(at, word);
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
        self.likeness.instant(text)
    }

    /// The same of a text that may have fewer bytes than are compared.
    #[inline(never)]
    fn recall_short(&self, text: &[u8]) -> Option<Timestamp> {
        let words = words(text.get(..self.outline.length)?);
        let is_same = (0..3).all(|at| self.likeness.differs(at, words[at]) == u8x16::ZERO);
        if is_same { self.likeness.instant(text) } else { None }
    }

    /// The instant of the stamp in the text, if the text begins as the one that is kept but for the
    /// stamp's clock and fraction; it is from now on the one that is kept.
    #[inline(never)]
    pub(super) fn advance(&mut self, text: &[u8]) -> Option<Timestamp> {
        let head = if text.len() < LONGEST { text.get(..self.outline.length)? } else { text };
        self.likeness.advance(text, words(head))
    }

    /// Keeps the head of a text.
    pub(super) fn store(&mut self, text: &[u8], outline: Outline, moment: Option<Moment>) {
        self.outline = Outline::NONE;
        if let Some(head) = text.get(..outline.length)
            && let Some(moment) = moment
            && let Some(likeness) = Likeness::of(head, moment, |bytes| Some(words(bytes)))
        {
            self.is_closed = outline.length > outline.stamp.end;
            (self.outline, self.likeness) = (outline, likeness);
        }
    }
}
