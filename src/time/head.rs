//! The head of the line read last: its stamp, what stands before it behind an address, and what closes it.
//!
//! A line that begins so but for the digits of the stamp's fraction is told by one comparison, and
//! costs those digits; by another one so is a line whose stamp has another clock. The instant of such a
//! stamp lies as far from the last one's as they say, so that what is told is what reading anew would
//! give. Called by the memo.

use std::ops::Range;

use wide::u8x16;

use super::closing::{Closing, Follower};
use super::frame::Start;
use super::moment::{LONGEST, Likeness, Moment, Words};
use super::timestamp::Timestamp;

/// Where the parts of a head are.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Outline {
    /// Where a head begins in its line.
    pub(super) start: Start,
    pub(super) stamp: Range<usize>,
    /// What closes the stamp. Its first byte is kept, too, if it is one.
    pub(super) closing: Closing,
}

impl Outline {
    /// Of no head: no stamp begins there.
    const NONE: Self =
        Self { start: Start::Unknown, stamp: usize::MAX..usize::MAX, closing: Closing::End };
}

/// The head, or none.
#[derive(Clone, Debug)]
pub(super) struct Head {
    outline: Outline,
    /// Bytes of all.
    length: usize,
    likeness: Likeness,
    /// Where a blank closes the stamp, if one does. A short number: a sum with it cannot overflow.
    blank: Option<u16>,
    /// The outline's start; unknown if no byte that closes the stamp is kept.
    closed_start: Start,
}

impl Default for Head {
    fn default() -> Self {
        Self {
            outline: Outline::NONE,
            length: 0,
            likeness: Likeness::default(),
            blank: None,
            closed_start: Start::Unknown,
        }
    }
}

/// The words a text begins with; zeros behind its end.
#[inline]
fn words(text: &[u8]) -> Words {
    if let Some(all) = text.first_chunk::<LONGEST>() {
        return [0, 16, 32].map(|at| word(all, at));
    }
    std::array::from_fn(|at| word(text, 16 * at))
}

/// Sixteen bytes that begin here.
#[inline(always)]
fn word(text: &[u8], at: usize) -> u8x16 {
    let rest = text.get(at..).unwrap_or_default();
    let bytes = match (rest.first_chunk(), text.last_chunk()) {
        (Some(first), _) => u128::from_le_bytes(*first),
        (_, Some(last)) if !rest.is_empty() => {
            u128::from_le_bytes(*last) >> (8 * (16 - rest.len()))
        }
        _ => rest.iter().rfold(0, |bytes, byte| bytes << 8 | u128::from(*byte)),
    };
    u8x16::new(bytes.to_le_bytes())
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

    /// The same, if the head has a byte that closes its stamp.
    #[inline(always)]
    pub(super) fn start_of_closed(&self, line: &[u8]) -> Option<usize> {
        self.closed_start.at(line)
    }

    /// By what the stamp is closed, as far as it is kept.
    pub(super) const fn closing(&self) -> Closing {
        self.outline.closing
    }

    /// The instant of the stamp in the text, if the text begins as the one that is kept but for the
    /// stamp's fraction. Of a text that may have fewer bytes than are compared nothing is told.
    #[inline(always)]
    pub(super) fn recall(&self, text: &[u8]) -> Option<Timestamp> {
        if self.is_like(text)? { self.likeness.instant(text) } else { None }
    }

    /// The same, if the stamp is closed: by a byte that the head has, or by a blank and what is known to
    /// follow it, seven bytes of it at least.
    #[inline(always)]
    pub(super) fn recall_closed(&self, text: &[u8], follower: &Follower) -> Option<Timestamp> {
        if self.is_like(text)? && self.is_followed(text, follower) {
            self.likeness.instant(text)
        } else {
            None
        }
    }

    #[inline(always)]
    fn is_like(&self, text: &[u8]) -> Option<bool> {
        let first = text.first_chunk::<32>()?;
        let mut differ =
            self.likeness.differs(0, word(first, 0)) | self.likeness.differs(1, word(first, 16));
        if self.length > 32 {
            let third = u8x16::new(*text.get(32..48)?.first_chunk()?);
            differ |= self.likeness.differs(2, third);
        }
        Some(differ.to_bitmask() == 0)
    }

    #[inline(always)]
    fn is_followed(&self, text: &[u8], follower: &Follower) -> bool {
        let Some(blank) = self.blank else { return true };
        let from = usize::from(blank);
        let behind = text.get(from..from + 8).and_then(<[u8]>::first_chunk);
        behind.is_some_and(|behind| follower.knows(u64::from_le_bytes(*behind)))
    }

    /// The instant of the stamp in the text, if the text begins as the one that is kept but for the
    /// stamp's clock and fraction; it is from now on the one that is kept.
    #[inline(never)]
    pub(super) fn advance(&mut self, text: &[u8]) -> Option<Timestamp> {
        if text.len() < self.length {
            return None;
        }
        self.likeness.advance(text, words(text))
    }

    /// Keeps the head of a text.
    pub(super) fn store(&mut self, text: &[u8], outline: Outline, moment: Option<Moment>) {
        (self.outline, self.closed_start) = (Outline::NONE, Start::Unknown);
        let end = outline.stamp.end + usize::from(outline.closing != Closing::End);
        if let Some(head) = text.get(..end)
            && let Some(moment) = moment
            && let Some(likeness) = Likeness::of(head, moment, |bytes| Some(words(bytes)))
        {
            (self.length, self.likeness) = (head.len(), likeness);
            let blank = u16::try_from(outline.stamp.end).ok();
            (self.blank, self.closed_start) = match outline.closing {
                Closing::End => (None, Start::Unknown),
                Closing::Byte => (None, outline.start),
                Closing::Blank => (blank, outline.start),
            };
            self.outline = outline;
        }
    }
}
