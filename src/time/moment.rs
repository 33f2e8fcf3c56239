//! What changes from one stamp to the next where all are written alike: clock and fraction.
//!
//! The instant of a stamp that differs by them only follows from what they say. Called by what keeps
//! the last stamp.

use wide::u8x16;

use super::clock::Clock;
use super::fraction::{Digits, Fraction};
use super::timestamp::Timestamp;

/// The places that change, and the instant they last told.
#[derive(Clone, Debug, Default)]
pub(super) struct Moment {
    fraction: Fraction,
    /// How the clock is written, and the midnight it counts from, in seconds.
    clock: Option<(Clock, i64)>,
    /// The instant without the fraction, in nanoseconds.
    base: i64,
}

impl Moment {
    /// That of a text whose stamp has the instant, the fraction and the clock; none where its fraction cannot
    /// change alone.
    pub(super) fn of(
        text: &[u8],
        at: Timestamp,
        digits: Digits,
        clock: Option<(Clock, i64)>,
    ) -> Option<Self> {
        let fraction = Fraction::of(digits)?;
        let base = fraction.base(at, text)?;
        // A clock that tells something else is of no use.
        let clock = clock.filter(|clock| second(*clock, text) == Some(base));
        Some(Self { fraction, clock, base })
    }

    /// The instant of a text that differs by its fraction at most, whose decimals are known to be such.
    #[inline(always)]
    fn instant(&self, text: &[u8]) -> Option<Timestamp> {
        self.fraction.instant(self.base, text)
    }

    /// The instant of a text that differs by its clock and its fraction at most, as above; and the same
    /// without the fraction.
    fn instant_by_clock(&self, text: &[u8]) -> Option<(Timestamp, i64)> {
        let base = second(self.clock?, text)?;
        Some((self.fraction.instant(base, text)?, base))
    }
}

/// The bytes of a text, arranged sixteen by sixteen.
pub(super) type Words = [u8x16; 3];

/// Longer texts are not kept.
pub(super) const LONGEST: usize = 48;

/// A text with a stamp, to which another one is compared.
#[derive(Clone, Debug, Default)]
pub(super) struct Likeness {
    /// The text, with the digit 0 for each of the fraction.
    words: Words,
    /// What lifts a byte to 0x80 and more, after the bits that another text has in common are taken off, if
    /// it is too great for the moment to tell the instant.
    lifts: Words,
    /// How great it may be if the moment has advanced.
    still: Words,
    moment: Moment,
}

impl Likeness {
    /// That of a text. The bytes are arranged by a function that is also given what is behind the text's end,
    /// where any byte may stand. None of a longer text, or one that is not arranged.
    pub(super) fn of(
        text: &[u8],
        moment: Moment,
        arrange: impl Fn(&[u8; LONGEST]) -> Option<Words>,
    ) -> Option<Self> {
        let digits = moment.fraction.digits;
        let (mut bytes, mut limits) = ([0; LONGEST], [u8::MAX; LONGEST]);
        bytes.get_mut(..text.len())?.copy_from_slice(text);
        bytes.get_mut(digits.start..digits.end)?.fill(b'0');
        limits.get_mut(..text.len())?.fill(0);
        limits.get_mut(digits.start..digits.end)?.fill(digits.limit());
        let lifts = arrange(&limits.map(|limit| 0x7f_u8.saturating_sub(limit)))?;
        if let Some(clock) = moment.clock.and_then(|(clock, _)| clock.places()) {
            limits.get_mut(clock)?.fill(u8::MAX);
        }
        let (words, still) = (arrange(&bytes)?, arrange(&limits)?);
        Some(Self { words, lifts, still, moment })
    }

    /// Bytes less than 0x80 where those of another text, which are arranged as one of the words, tell the
    /// instant. Where any byte may stand one that is not of ASCII differs: that line takes longer.
    #[inline(always)]
    pub(super) fn differs(&self, at: usize, word: u8x16) -> u8x16 {
        (word ^ self.words[at]).saturating_add(self.lifts[at])
    }

    /// The instant of a text that differs nowhere.
    #[inline(always)]
    pub(super) fn instant(&self, text: &[u8]) -> Option<Timestamp> {
        self.moment.instant(text)
    }

    /// The instant of a text that differs by its clock and its fraction at most; it is from now on the one
    /// that is kept.
    pub(super) fn advance(&mut self, text: &[u8], words: Words) -> Option<Timestamp> {
        let differs = |at: usize| (words[at] ^ self.words[at]).saturating_sub(self.still[at]);
        if differs(0) | differs(1) | differs(2) != u8x16::ZERO {
            return None;
        }
        // It differed where any byte may stand, by one that is not of ASCII, or it was not compared before.
        if self.moment.clock.is_none() {
            return self.instant(text);
        }
        let (at, base) = self.moment.instant_by_clock(text)?;
        self.moment.base = base;
        for (at, word) in words.into_iter().enumerate() {
            let is_fixed = self.lifts[at].simd_eq(u8x16::splat(0x7f));
            self.words[at] ^= (self.words[at] ^ word) & is_fixed;
        }
        Some(at)
    }
}

/// The second that a clock shows, in nanoseconds; nothing where it is so close to the last there is that
/// another fraction may not fit.
#[inline(never)]
fn second((clock, midnight): (Clock, i64), text: &[u8]) -> Option<i64> {
    let second = Timestamp::from_parts(midnight.checked_add(clock.seconds(text)?)?, 0)?;
    second.0.checked_add(u32::MAX.into()).map(|_| second.0)
}
