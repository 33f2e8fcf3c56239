//! The stamp read last, where stamps stand alone: another one that differs by the digits of its fraction
//! at most is told by a comparison of its bytes, and costs those digits; by its clock too, by another.
//!
//! The instant of such a stamp lies as far from the last one's as they say, so that what is
//! told is what reading anew would give. Called by the memo.

use wide::u8x16;

use super::moment::{Likeness, Moment, Words};
use super::timestamp::Timestamp;

/// The stamp, or none.
#[derive(Clone, Debug, Default)]
pub(super) struct Last {
    /// Bytes of it; 0 when nothing is kept.
    length: usize,
    likeness: Likeness,
}

/// Sixteen bytes at the beginning, at the end, and between them: of up to 48 all.
fn words(text: &[u8]) -> Option<Words> {
    let Some([first, last]) = ends(text) else {
        return short(text).map(|word| [word, u8x16::ZERO, u8x16::ZERO]);
    };
    Some([first, last, between(text).unwrap_or_default()])
}

/// The first and the last sixteen bytes.
#[inline(always)]
fn ends(text: &[u8]) -> Option<[u8x16; 2]> {
    Some([*text.first_chunk()?, *text.last_chunk()?].map(u8x16::new))
}

/// What stands between them.
#[inline(always)]
fn between(text: &[u8]) -> Option<u8x16> {
    text.get(16..).filter(|_| text.len() > 32)?.first_chunk().copied().map(u8x16::new)
}

/// A text of fewer bytes, of four at least.
#[inline(always)]
fn short(text: &[u8]) -> Option<u8x16> {
    let (low, high) = if let (Some(first), Some(last)) = (text.first_chunk(), text.last_chunk()) {
        (u64::from_le_bytes(*first), u64::from_le_bytes(*last))
    } else {
        let (first, last) = (text.first_chunk()?, text.last_chunk()?);
        (u32::from_le_bytes(*first).into(), u32::from_le_bytes(*last).into())
    };
    Some(u8x16::new((u128::from(low) | u128::from(high) << 64).to_le_bytes()))
}

impl Last {
    /// The instant of a stamp, if it is this one but for its fraction.
    #[inline(always)]
    pub(super) fn recall(&self, stamp: &[u8]) -> Option<Timestamp> {
        if stamp.len() != self.length || self.differs(stamp)?.to_bitmask() != 0 {
            return None;
        }
        self.likeness.instant(stamp)
    }

    /// Where a stamp of this length differs, as [`Likeness::differs`] has it; nothing where it is too short.
    #[inline(always)]
    fn differs(&self, stamp: &[u8]) -> Option<u8x16> {
        let differs = |at: usize, word: u8x16| self.likeness.differs(at, word);
        Some(match (ends(stamp), between(stamp)) {
            (None, _) => differs(0, short(stamp)?),
            (Some([first, last]), None) => differs(0, first) | differs(1, last),
            (Some([first, last]), Some(between)) => {
                differs(0, first) | differs(1, last) | differs(2, between)
            }
        })
    }

    /// The instant of a stamp, if it is this one but for its clock and its fraction; it is from now on the
    /// last.
    #[inline(never)]
    pub(super) fn advance(&mut self, stamp: &[u8]) -> Option<Timestamp> {
        let words = words(stamp).filter(|_| stamp.len() == self.length)?;
        self.likeness.advance(stamp, words)
    }

    /// Keeps a stamp.
    pub(super) fn store(&mut self, stamp: &[u8], moment: Option<Moment>) {
        self.length = 0;
        let arrange = |bytes: &[u8; _]| words(bytes.get(..stamp.len())?);
        if let Some(likeness) = moment.and_then(|moment| Likeness::of(stamp, moment, arrange)) {
            (self.length, self.likeness) = (stamp.len(), likeness);
        }
    }
}
