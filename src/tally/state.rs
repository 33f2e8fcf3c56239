//! The account of a run as bytes of a state: the sums, the sources, the rejects and what was assumed,
//! sorted as [`Tally::merge`] sorts them.

use super::block::{SHOWN_BYTES, SHOWN_REJECTS};
use super::{
    BlockTally, Reject, RejectCount, Rejection, SourceTally, SubjectLines, Tally, TopLines,
};
use crate::codec::{Decoded, Malformed, Reader, Writer, check};
use crate::source::SteppedOver;
use crate::time::Assumed;

/// Bytes of memory that a source takes besides its texts.
const SOURCE: u64 = size_of::<SourceTally>() as u64;

impl Tally {
    /// Writes the account. Blocks that wait for their turn are left out ([`Tally::finish`]).
    pub(crate) fn write(&self, out: &mut Writer) {
        let mut sorted = self.clone();
        sorted.sort();
        // The pattern names every field, so that a new field cannot be forgotten.
        let Self {
            total,
            reject_sources: _,
            sources,
            assumed,
            stepped_over,
            times: _,
            timeframe: _,
            own_weekday: _,
            suggested_preset,
            next: _,
            waiting: _,
        } = &sorted;
        total.write(out);
        out.length(sources.len());
        sources.iter().for_each(|source| source.write(out));
        out.length(total.rejects.len());
        for (source, Reject { reason, line, text }) in sorted.rejects() {
            out.bytes(source.as_bytes());
            reason.write(out);
            out.u64(line.unwrap_or(0));
            out.bytes(text);
        }
        let Assumed { zone, year, date, fold, named_zone } = *assumed;
        [zone, year, date, fold, named_zone].into_iter().for_each(|flag| out.flag(flag));
        let SteppedOver { mark, nuls, colours, utf16 } = *stepped_over;
        [mark, nuls, colours, utf16].into_iter().for_each(|flag| out.flag(flag));
        out.optional(suggested_preset.as_deref());
        total.top_lines.write(out);
        total.subject_lines.write(out);
    }

    /// Reads the account of a run with this many columns. Errors: the bytes are no account, or its counts
    /// contradict each other.
    pub(crate) fn read(input: &mut Reader<'_>, columns: usize) -> Decoded<Self> {
        let mut read = Self { total: BlockTally::read(input, columns)?, ..Self::default() };
        for _ in 0..input.length()? {
            input.charge(SOURCE)?;
            read.sources.push(SourceTally::read(input)?);
        }
        let sum = |count: fn(&SourceTally) -> u64| {
            read.sources.iter().fold(0, |sum: u64, source| sum.saturating_add(count(source)))
        };
        check(sum(|source| source.lines) == read.total.lines, "lines of the sources")?;
        check(sum(|source| source.bytes) == read.total.bytes, "bytes of the sources")?;
        for _ in 0..input.length()? {
            read.read_reject(input, columns)?;
        }
        let [zone, year, date, fold, named_zone] =
            [input.flag()?, input.flag()?, input.flag()?, input.flag()?, input.flag()?];
        read.assumed = Assumed { zone, year, date, fold, named_zone };
        let [mark, nuls, colours, utf16] =
            [input.flag()?, input.flag()?, input.flag()?, input.flag()?];
        read.stepped_over = SteppedOver { mark, nuls, colours, utf16 };
        read.suggested_preset = input.optional()?.map(str::to_owned);
        read.total.top_lines = TopLines::read(input)?;
        read.total.subject_lines = SubjectLines::read(input)?;
        Ok(read)
    }

    fn read_reject(&mut self, input: &mut Reader<'_>, columns: usize) -> Decoded<()> {
        let name = input.text()?;
        let source = self.sources.iter().position(|source| source.name == name);
        let reason = Rejection::read(input, columns)?;
        let line = Some(input.u64()?).filter(|line| *line > 0);
        let text = input.bytes()?;
        let known = self.total.rejected.iter().find(|(known, _)| *known == reason);
        let kept = self.total.rejects.iter().filter(|kept| kept.reason == reason).count() as u64;
        let is_counted = known.is_some_and(|(_, count)| kept < *count && kept < SHOWN_REJECTS);
        check(is_counted && text.len() <= SHOWN_BYTES, "reject")?;
        self.reject_sources.push(source.ok_or(Malformed::Wrong("source of a reject"))?);
        self.total.rejects.push(Reject { reason, line, text: text.to_vec() });
        Ok(())
    }
}

impl BlockTally {
    fn write(&self, out: &mut Writer) {
        // `lines` is the sum of the other counts and is not written.
        let Self { bytes, lines: _, matched, filtered, header, out_of_range, truncated, .. } = self;
        let Self { late, continued, skipped_bytes, rejected, .. } = self;
        // [`Tally::write`] writes the rejects, the top lines and the subject lines, after the sources.
        let Self { rejects: _, top_lines: _, subject_lines: _, .. } = self;
        let counted = [bytes, matched, filtered, header, out_of_range, late, continued];
        for count in counted.into_iter().chain([truncated, skipped_bytes]) {
            out.u64(*count);
        }
        out.length(rejected.len());
        for (reason, count) in rejected {
            reason.write(out);
            out.u64(*count);
        }
    }

    fn read(input: &mut Reader<'_>, columns: usize) -> Decoded<Self> {
        let mut read = Self {
            bytes: input.u64()?,
            matched: input.u64()?,
            filtered: input.u64()?,
            header: input.u64()?,
            out_of_range: input.u64()?,
            late: input.u64()?,
            continued: input.u64()?,
            truncated: input.u64()?,
            skipped_bytes: input.u64()?,
            ..Self::default()
        };
        for _ in 0..input.length()? {
            let reason = Rejection::read(input, columns)?;
            let last = read.rejected.last().map(|(last, _)| *last);
            check(last.is_none_or(|last| last < reason), "order of reasons")?;
            read.rejected.push((reason, input.u64()?));
        }
        let Self { matched, filtered, header, out_of_range, late, continued, .. } = read;
        let rejected = read.rejected.iter().map(|(_, count)| *count);
        let counts = [matched, filtered, header, out_of_range, late, continued];
        let counts = counts.into_iter().chain(rejected);
        let lines = counts.fold(0, |sum: u64, count| sum.saturating_add(count));
        check(read.truncated <= lines, "lines cut")?;
        Ok(Self { lines, ..read })
    }
}

impl SourceTally {
    fn write(&self, out: &mut Writer) {
        let Self { name, preset, time_format, lines, bytes, .. } = self;
        let Self { is_detected, assumed_order, skipped, .. } = self;
        out.bytes(name.as_bytes());
        out.optional(preset.as_deref());
        out.optional(time_format.as_deref());
        out.u64(*lines);
        out.u64(*bytes);
        out.flag(*is_detected);
        out.optional(assumed_order.as_deref());
        out.flag(*skipped);
    }

    fn read(input: &mut Reader<'_>) -> Decoded<Self> {
        Ok(Self {
            name: input.text()?.to_owned(),
            preset: input.optional()?.map(str::to_owned),
            time_format: input.optional()?.map(str::to_owned),
            lines: input.u64()?,
            bytes: input.u64()?,
            is_detected: input.flag()?,
            assumed_order: input.optional()?.map(str::to_owned),
            // Notes are of the first lines of a run, and are printed by it.
            notes: Vec::new(),
            skipped: input.flag()?,
        })
    }
}

/// The reasons that are counted one by one, except `NoColumn`.
const REASONS: [Rejection; 5] = [
    Rejection::NoMatch,
    Rejection::BadWeight,
    Rejection::NotANumber,
    Rejection::NoTime,
    Rejection::BadTime,
];

/// From this number on the number stands for `FieldCount`: this, plus 2^16 times the fields found, plus
/// the fields expected.
const FIELD_COUNT: u64 = 1 << 48;
/// The number that stands for `OtherOrder`.
const OTHER_ORDER: u64 = FIELD_COUNT - 1;

impl Rejection {
    /// Writes the index in [`REASONS`], or for `NoColumn` their number plus the index of the column.
    fn write(self, out: &mut Writer) {
        if let Self::FieldCount { found, expected } = self {
            return out.u64(FIELD_COUNT + (u64::from(found) << 16) + u64::from(expected));
        }
        if self == Self::OtherOrder {
            return out.u64(OTHER_ORDER);
        }
        let place = match self {
            Self::NoColumn(column) => REASONS.len().saturating_add(column),
            other => REASONS.iter().position(|reason| *reason == other).unwrap_or_default(),
        };
        out.u64(place as u64);
    }

    fn read(input: &mut Reader<'_>, columns: usize) -> Decoded<Self> {
        let place = input.u64()?;
        if place == OTHER_ORDER {
            return Ok(Self::OtherOrder);
        }
        if let Some(counts) = place.checked_sub(FIELD_COUNT) {
            let [found, expected] = [counts >> 16, counts & 0xffff].map(u16::try_from);
            let wrong = Malformed::Wrong("reason");
            return Ok(Self::FieldCount {
                found: found.map_err(|_| wrong)?,
                expected: expected.map_err(|_| Malformed::Wrong("reason"))?,
            });
        }
        let place = usize::try_from(place).map_err(|_| Malformed::Wrong("reason"))?;
        let reason = match REASONS.get(place) {
            Some(reason) => *reason,
            None => Self::NoColumn(place - REASONS.len()),
        };
        let is_known = !matches!(reason, Self::NoColumn(column) if column >= columns);
        let is_reason =
            matches!(reason.counted_as(), RejectCount::Unmatched | RejectCount::Untimed);
        check(is_known && is_reason, "reason")?;
        Ok(reason)
    }
}
