//! What a plan finds in the first lines of a source, which settle how the source is read.

use super::super::cut_stamp;
use super::super::encoding::Encoding;
use super::{ExtractionPlan, LineTexts};
use crate::event::Arena;
use crate::tally::Rejection;

impl ExtractionPlan {
    /// The texts of the time, of the lines that have one.
    pub(in crate::extract) fn times(&self, lines: &[&[u8]]) -> Vec<Vec<u8>> {
        let mut times = Vec::new();
        self.each(lines, |texts| {
            let time = self.time.and_then(|time| time.text(&texts.columns, texts.arena));
            times.extend(time.map(<[u8]>::to_vec));
        });
        times
    }

    /// The texts of the lines from the stamp on. `None` unless the stamp of a line goes on behind
    /// the column of the time.
    pub(in crate::extract) fn cut_stamps<'l>(&self, lines: &[&'l [u8]]) -> Option<Vec<&'l [u8]>> {
        let time = self.time.filter(|time| time.date.is_none() && self.records.is_none())?;
        let (mut state, arena) = (self.state(), Arena::new());
        let mut texts = LineTexts::new(&arena);
        let (mut stamps, mut is_cut) = (Vec::new(), false);
        for line in lines {
            let split = self.split(&mut state, line, Encoding::of(line), &mut texts);
            if let (Ok(()), Some(text)) = (split, time.part(&texts.columns)) {
                is_cut |= cut_stamp::is_cut_stamp(line, text);
                stamps.extend(cut_stamp::from(line, text));
            }
        }
        is_cut.then_some(stamps)
    }

    /// Whether at least half of the lines of the format have the first column, and not all are empty there.
    pub(in crate::extract) fn fills_half(&self, lines: &[&[u8]]) -> bool {
        let (have, all) = self.count(lines, |texts| texts.columns.is_found(0));
        let is_text =
            |texts: &LineTexts<'_>| texts.columns.get(0).is_some_and(|text| !text.is_empty());
        have * 2 >= all && (have == 0 || self.count(lines, is_text).0 > 0)
    }

    /// Whether at least half of the lines of the format have the first column of
    /// their own, not their rest in its place.
    pub(in crate::extract) fn is_mostly_own(&self, lines: &[&[u8]]) -> bool {
        let (have, all) = self.count(lines, |texts| !texts.is_rest);
        have * 2 >= all
    }

    /// Whether a line of the format, if there is one, has the time.
    pub(in crate::extract) fn has_some_time(&self, lines: &[&[u8]]) -> bool {
        let text = |texts: &LineTexts<'_>| self.time?.text(&texts.columns, texts.arena).map(drop);
        let (have, all) = self.count(lines, |texts| text(texts).is_some());
        have > 0 || all == 0
    }

    /// How many lines of the format `has` is true of, and how many there are.
    fn count(&self, lines: &[&[u8]], has: impl Fn(&LineTexts<'_>) -> bool) -> (usize, usize) {
        let (mut have, mut all) = (0, 0);
        self.each(lines, |texts| {
            all += 1;
            have += usize::from(has(texts));
        });
        (have, all)
    }

    /// The lines that are not of the format, without blank lines and headers.
    pub(in crate::extract) fn misfits<'l>(&self, lines: &[&'l [u8]]) -> Vec<&'l [u8]> {
        let (mut state, arena) = (self.state(), Arena::new());
        let mut texts = LineTexts::new(&arena);
        let mut misfits = Vec::new();
        if self.records.is_some() {
            return Vec::new();
        }
        for line in lines.iter().copied().filter(|line| !line.trim_ascii().is_empty()) {
            let split = self.split(&mut state, line, Encoding::of(line), &mut texts);
            if split == Err(Rejection::NoMatch) {
                misfits.push(line);
            }
        }
        misfits
    }

    /// Calls `look` with the texts of each line of the format.
    pub(in crate::extract) fn each(&self, lines: &[&[u8]], mut look: impl FnMut(&LineTexts<'_>)) {
        let grouped = self.records.as_ref().map(|rule| rule.group(lines));
        let records: Option<Vec<&[u8]>> =
            grouped.as_ref().map(|records| records.iter().map(Vec::as_slice).collect());
        let (mut state, arena) = (self.state(), Arena::new());
        let mut texts = LineTexts::new(&arena);
        for line in records.as_deref().unwrap_or(lines) {
            if self.split(&mut state, line, Encoding::of(line), &mut texts).is_ok() {
                look(&texts);
            }
        }
    }
}
