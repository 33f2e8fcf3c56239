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
    /// Where a head begins that is told by its bytes alone: unknown if what closes the stamp is not kept.
    start: Start,
}

impl Default for Head {
    fn default() -> Self {
        Self { outline: Outline::NONE, likeness: Likeness::default(), start: Start::Unknown }
    }
}

/// The words a text begins with; zeros behind its end.
#[inline]
fn words(text: &[u8]) -> Words {
    if let Some(bytes) = text.first_chunk::<LONGEST>() {
        return std::array::from_fn(|at| word(&bytes[16 * at..]).unwrap_or_default());
    }
    let mut bytes = [0; LONGEST];
    bytes[..text.len()].copy_from_slice(text);
    words(&bytes)
}

#[inline(always)]
fn word(text: &[u8]) -> Option<u8x16> {
    Some(u8x16::new(*text.first_chunk()?))
}

impl Head {
    /// Where in it the stamp stands; begins at the highest number where none is kept.
    #[inline(always)]
    pub(super) const fn stamp(&self) -> &Range<usize> {
        &self.outline.stamp
    }

    /// Where a line has its head, if it begins as those before.
    pub(super) fn start(&self, line: &[u8]) -> Option<usize> {
        self.outline.start.at(line)
    }

    /// The same, if the head tells that its stamp is closed.
    #[inline(always)]
    pub(super) fn start_of_closed(&self, line: &[u8]) -> Option<usize> {
        self.start.at(line)
    }

    /// Whether what closes the stamp is kept with it.
    #[inline(always)]
    pub(super) const fn is_closed(&self) -> bool {
        self.outline.length > self.outline.stamp.end
    }

    /// The instant of the stamp in the text, if the text begins as the one that is kept but for the
    /// stamp's fraction. Of a text that may have fewer bytes than are compared nothing is told.
    #[inline(always)]
    pub(super) fn recall(&self, text: &[u8]) -> Option<Timestamp> {
        let first = text.first_chunk::<32>()?;
        let differ = self.differs(0, first) | self.differs(1, &first[16..]);
        if differ.to_bitmask() != 0 {
            return None;
        }
        if self.outline.length > 32 && self.differs(2, text.get(32..48)?).to_bitmask() != 0 {
            return None;
        }
        self.likeness.instant(text)
    }

    #[inline(always)]
    fn differs(&self, at: usize, text: &[u8]) -> u8x16 {
        self.likeness.differs(at, word(text).unwrap_or_default())
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
        (self.outline, self.start) = (Outline::NONE, Start::Unknown);
        if let Some(head) = text.get(..outline.length)
            && let Some(moment) = moment
            && let Some(likeness) = Likeness::of(head, moment, |bytes| Some(words(bytes)))
        {
            (self.outline, self.likeness) = (outline, likeness);
            self.start = if self.is_closed() { self.outline.start } else { Start::Unknown };
        }
    }
}
