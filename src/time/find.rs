//! The search for the stamp of a line.
//!
//! A stamp at the line's start counts first, then the leftmost with date and clock, then the leftmost date,
//! then the leftmost clock, at last a bare number (see [`super::stamp_places`] for where stamps may begin). At a
//! place the source's format is tried first, then the longest shape of the table. A stamp at the line's start
//! that cannot be read leaves the line without a time: another stamp in the line means something else.

use std::ops::Range;

use super::fields::Reading;
use super::format::{FormatKind, StampFormat};
use super::format_index::FORMAT_INDEX;
use super::parser::TimeParser;
use super::stamp_places::{StampPlace, StampPlaces, is_after_number, is_clear, is_lead};
use super::timestamp::Timestamp;
use super::{adjacent_date, glued_date};

/// A stamp in a line.
struct FoundStamp {
    range: Range<usize>,
    at: Timestamp,
    rank: Rank,
    /// It has the source's format.
    known: bool,
}

/// What a stamp says; the later rank counts before the earlier.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Rank {
    /// A count since the epoch, which may be any number.
    Number,
    /// A time of day.
    Clock,
    Date,
    /// Date and time of day, or a label that is nothing else.
    Full,
}

impl Rank {
    fn of(reading: &Reading, text: &[u8]) -> Self {
        let fields = &reading.fields;
        if fields.epoch.is_some() {
            return if text.first() == Some(&b'@') { Self::Full } else { Self::Number };
        }
        match (reading.assumed.date, fields.hour) {
            (true, _) => Self::Clock,
            (_, None) => Self::Date,
            _ => Self::Full,
        }
    }
}

impl TimeParser {
    /// Finds the stamp of a line: where it stands and its instant.
    #[inline]
    pub(crate) fn find(&mut self, line: &[u8]) -> Option<(Range<usize>, Timestamp)> {
        // A date may stand beside a bare clock, which the cache does not look for.
        let place = if self.has_date { self.cache.place(line) } else { None };
        if let Some(at) = place
            && let Some((end, stamp)) = self.cache.read(line, at, true)
        {
            return Some((at..end, stamp));
        }
        self.find_anew(line, place)
    }

    /// As [`Self::find`], without the cache. The source's format is tried at `place` first.
    #[inline(never)]
    fn find_anew(
        &mut self,
        line: &[u8],
        place: Option<usize>,
    ) -> Option<(Range<usize>, Timestamp)> {
        self.contradicts = false;
        if let Some(FormatKind::User(_)) = self.format.as_ref().map(|format| &format.0) {
            return self.find_user(line);
        }
        if let Some(at) = place
            && let (_, true) = FORMAT_INDEX.candidates_in_line(line.get(at..)?, self.row())
            && let Some(found) = self.read_known(line, at)
        {
            return Some((found.range, found.at));
        }
        let found = self.search(line)?;
        let is_half = match found.rank {
            // Beside a date that cannot be read the reference's date would be wrong.
            Rank::Clock => {
                let before = line.get(..found.range.start).unwrap_or_default();
                adjacent_date::is_beside(line, &found.range) || glued_date::ends(before)
            }
            // Behind a clock that cannot be read midnight would be wrong.
            Rank::Date => adjacent_date::is_behind_clock(line, found.range.start),
            _ => false,
        };
        (!is_half).then_some((found.range, found.at))
    }

    /// The stamp of the line that counts first.
    fn search(&mut self, line: &[u8]) -> Option<FoundStamp> {
        let mut best: Option<(FoundStamp, bool)> = None;
        for place in StampPlaces::of(line) {
            let Some(found) = self.read_at(line, &place) else {
                if self.contradicts {
                    return None;
                }
                if place.is_first && adjacent_date::is_unreadable_stamp(line, place.at) {
                    return None;
                }
                continue;
            };
            let is_number = found.rank == Rank::Number;
            if found.rank == Rank::Full
                || (is_number && found.known)
                || (place.is_first && !is_number)
            {
                if found.known && self.is_in_lines() {
                    self.cache.store_place(line, place.at, is_clear);
                }
                return Some(found);
            }
            // Weak places count less for what may be a part of something else.
            let is_sure = place.is_strong || found.rank == Rank::Date;
            let rank = |(found, is_sure): &(FoundStamp, bool)| (found.rank, *is_sure);
            if best.as_ref().is_none_or(|best| rank(best) < (found.rank, is_sure)) {
                best = Some((found, is_sure));
            }
        }
        best.map(|(found, _)| found)
    }

    fn read_at(&mut self, line: &[u8], place: &StampPlace) -> Option<FoundStamp> {
        let at = place.at;
        let rest = line.get(at..)?;
        let (rows, asked) = FORMAT_INDEX.candidates_in_line(rest, self.row());
        let known = if asked { self.read_known(line, at) } else { None };
        if known.as_ref().is_some_and(|found| found.rank != Rank::Clock) {
            return known;
        }
        if known.is_none() && self.is_of_other_order(rest, true) {
            return None;
        }
        // A time of day may be the beginning of a longer stamp.
        let longest = FORMAT_INDEX.longest(rows, rest, &self.context, self.day_first);
        let known_end = known.as_ref().map_or(at, |found| found.range.end);
        let Some(reading) = longest.filter(|reading| at + reading.end > known_end) else {
            return known;
        };
        let rank = Rank::of(&reading, rest);
        // Once a source has stamps with date and clock, a shorter stamp is not its time.
        let is_foreign = self.is_full && rank != Rank::Full;
        let is_part = !place.is_strong && rank < Rank::Date && is_after_number(line, at);
        if is_foreign || is_part || adjacent_date::is_padded_count(line, at) {
            return None;
        }
        Some(FoundStamp {
            range: at..at + reading.end,
            at: self.accept(reading),
            rank,
            known: false,
        })
    }

    /// The source's format as a row of the table.
    #[inline]
    fn row(&self) -> Option<usize> {
        match self.format.as_ref()?.0 {
            FormatKind::Row(index) => Some(index),
            _ => None,
        }
    }

    /// Whether the source's format is one that is looked for in lines.
    fn is_in_lines(&self) -> bool {
        self.format.as_ref().and_then(StampFormat::row).is_some_and(|row| row.in_lines)
    }

    /// Reads a stamp of the source's format and keeps it in the cache.
    fn read_known(&mut self, line: &[u8], at: usize) -> Option<FoundStamp> {
        // The cache keeps stamps with a clock; with a date they are full.
        if self.has_date
            && let Some((end, stamp)) = self.cache.read(line, at, true)
        {
            return Some(FoundStamp { range: at..end, at: stamp, rank: Rank::Full, known: true });
        }
        let rest = line.get(at..)?;
        let reading = self.format.as_ref()?.read(rest, &self.context, true)?;
        self.cache.store(line, at, &reading, &self.context, true);
        let rank = Rank::of(&reading, rest);
        Some(FoundStamp {
            range: at..at + reading.end,
            at: self.accept(reading),
            rank,
            known: true,
        })
    }

    /// Finds a stamp of a user's format. Each place outside a word is tried, because the stamp may
    /// begin with any byte.
    fn find_user(&mut self, line: &[u8]) -> Option<(Range<usize>, Timestamp)> {
        let mut within = false;
        for (at, byte) in line.iter().enumerate() {
            let word = is_lead(*byte);
            let inside = within && word;
            if !inside
                && !byte.is_ascii_whitespace()
                && let Some((end, stamp)) = self.read_user(line, at)
            {
                return Some((at..end, stamp));
            }
            within = word;
        }
        None
    }

    fn read_user(&mut self, line: &[u8], at: usize) -> Option<(usize, Timestamp)> {
        if let Some(found) = self.cache.read(line, at, true) {
            return Some(found);
        }
        let format = self.format.as_ref()?;
        let reading = format.read(line.get(at..)?, &self.context, true)?;
        if format.is_cacheable() {
            self.cache.store(line, at, &reading, &self.context, true);
        }
        Some((at + reading.end, self.accept(reading)))
    }
}
