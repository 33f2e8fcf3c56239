//! The account of the input: how many lines were read, and how many were counted or why not. `lines` is the
//! sum of matched, filtered, header, continued, out_of_range, late and rejected.
//!
//! Workers fill a [`BlockTally`] for each block; the [`Tally`] adds blocks in the order of the input,
//! because line numbers must not depend on the threads. The counts of values are in [`crate::aggregate`].

mod block;
mod merge;
mod rejection;
mod state;
mod subject_lines;
mod timeframe;
mod top_lines;

use std::collections::BTreeMap;

use crate::source::SteppedOver;
use crate::time::{Assumed, Timestamp};
use block::SHOWN_REJECTS;

pub(crate) use block::{BlockTally, Reject};
pub(crate) use rejection::{RejectCount, Rejection};
pub(crate) use subject_lines::{KeptLine, SubjectLines};
pub(crate) use timeframe::TakenTimeframe;
pub(crate) use top_lines::{MAX_TOP_LINES, TopLine, TopLines};

/// The account of one source. Sources are ordered by name, then by format.
#[derive(Debug, Default, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct SourceTally {
    /// The file as it was named, `-` for standard input.
    pub(crate) name: String,
    /// The preset of its lines, if they have one.
    pub(crate) preset: Option<String>,
    /// The format of its stamps, if it is known.
    pub(crate) time_format: Option<String>,
    pub(crate) lines: u64,
    /// Bytes read from it, after decompression.
    pub(crate) bytes: u64,
    /// Whether the preset was detected in the first lines.
    pub(crate) is_detected: bool,
    /// The order in which day and month were read, if the other order was possible.
    pub(crate) assumed_order: Option<String>,
    /// What a reader must know of a detected format: its own notes, a value that most lines lack, a second format.
    pub(crate) notes: Vec<String>,
    /// Whether bytes were not read, so that the numbers of later lines are unknown.
    skipped: bool,
}

/// The account of all sources.
#[derive(Debug, Default, Clone)]
pub(crate) struct Tally {
    /// The sum over all blocks. Its rejects have line numbers within their sources.
    total: BlockTally,
    /// The source of each reject in `total`.
    reject_sources: Vec<usize>,
    sources: Vec<SourceTally>,
    /// What was assumed because stamps did not contain it.
    assumed: Assumed,
    /// What was stepped over in the bytes of the sources.
    stepped_over: SteppedOver,
    /// The earliest and the latest time, also of lines that do not count. No state carries them.
    times: Option<(Timestamp, Timestamp)>,
    /// The timeframe; `None` of a run that read no times. No state carries it.
    pub(crate) timeframe: Option<TakenTimeframe>,
    /// Whether a source has a column `weekday` of its own, which is then not made from the time. No state carries it.
    own_weekday: bool,
    /// The preset that would fit, for a run that counts whole lines.
    suggested_preset: Option<String>,
    /// The number of the next block in turn.
    next: u64,
    /// Blocks that came before their turn.
    waiting: BTreeMap<u64, (usize, BlockTally)>,
}

impl Tally {
    /// Registers a source in the order of the input, and gives its index.
    pub(crate) fn open(&mut self, name: &str) -> usize {
        self.sources.push(SourceTally { name: name.to_owned(), ..SourceTally::default() });
        self.sources.len() - 1
    }

    /// Sets the format of a source's stamps, and the order of day and month if the order is assumed.
    pub(crate) fn set_time_format(
        &mut self,
        source: usize,
        name: &str,
        order: Option<&'static str>,
    ) {
        if let Some(source) = self.sources.get_mut(source) {
            source.time_format = Some(name.to_owned());
            source.assumed_order = order.map(str::to_owned);
        }
    }

    /// Sets the preset of a source's lines, and whether it was detected in them.
    pub(crate) fn set_preset(&mut self, source: usize, name: String, is_detected: bool) {
        if let Some(source) = self.sources.get_mut(source) {
            source.preset = Some(name);
            source.is_detected = is_detected;
        }
    }

    /// Sets the notes on how a source was read.
    pub(crate) fn set_notes(&mut self, source: usize, notes: Vec<String>) {
        if let Some(source) = self.sources.get_mut(source) {
            source.notes = notes;
        }
    }

    /// Sets the preset that would fit lines counted whole, unless one is set.
    pub(crate) fn suggest_preset(&mut self, preset: &'static str) {
        self.suggested_preset.get_or_insert_with(|| preset.to_owned());
    }

    /// The preset that would fit, for a run that counts whole lines.
    pub(crate) fn suggested_preset(&self) -> Option<&str> {
        self.suggested_preset.as_deref()
    }

    /// Adds the assumptions made because stamps lack a year, a date or a zone.
    pub(crate) fn assume(&mut self, assumed: Assumed) {
        self.assumed = self.assumed.or(assumed);
    }

    /// Extends the range of times by the first and the last time of some lines.
    pub(crate) fn extend_times(&mut self, range: Option<(Timestamp, Timestamp)>) {
        if let Some((first, last)) = range {
            let (least, most) = self.times.unwrap_or((first, last));
            self.times = Some((least.min(first), most.max(last)));
        }
    }

    /// The earliest and the latest time, also of lines that do not count; `None` after a merge of states.
    pub(crate) fn times(&self) -> Option<(Timestamp, Timestamp)> {
        self.times
    }

    /// What was assumed because stamps did not contain it.
    pub(crate) fn assumed(&self) -> Assumed {
        self.assumed
    }

    /// Notes that a source has a column `weekday` of its own, which is not made from the time.
    pub(crate) fn set_own_weekday(&mut self) {
        self.own_weekday = true;
    }

    /// Whether a source has a column `weekday` of its own.
    pub(crate) fn has_own_weekday(&self) -> bool {
        self.own_weekday
    }

    /// Adds the kinds of bytes (marks, colours, NUL) that were left out of a source.
    pub(crate) fn step_over(&mut self, stepped: SteppedOver) {
        self.stepped_over = self.stepped_over.or(stepped);
    }

    /// What was stepped over in the bytes of the sources.
    pub(crate) fn stepped_over(&self) -> SteppedOver {
        self.stepped_over
    }

    /// Adds the account of block number `sequence`, a block of `source`. Blocks are numbered from 0
    /// over all sources; a block that comes before its turn waits.
    pub(crate) fn add_block(&mut self, sequence: u64, source: usize, block: BlockTally) {
        self.waiting.insert(sequence, (source, block));
        while let Some((source, block)) = self.waiting.remove(&self.next) {
            self.next += 1;
            self.add(source, block);
        }
    }

    /// The number of the next block in turn.
    pub(crate) fn next_block(&self) -> u64 {
        self.next
    }

    /// Adds the waiting blocks of a stopped run, although earlier blocks are missing.
    pub(crate) fn finish(&mut self) {
        for (sequence, (source, block)) in std::mem::take(&mut self.waiting) {
            // Lines before this block are missing, so the numbers of its lines are unknown.
            if let Some(source) = self.sources.get_mut(source).filter(|_| sequence != self.next) {
                source.skipped = true;
            }
            self.next = sequence + 1;
            self.add(source, block);
        }
    }

    /// Adds the account of a block. Sums saturate, because a checkpoint file may hold any number.
    fn add(&mut self, source: usize, mut block: BlockTally) {
        let Some(from) = self.sources.get_mut(source) else { return };
        let total = &mut self.total;
        for mut reject in std::mem::take(&mut block.rejects) {
            let shown = total.rejects.iter().filter(|kept| kept.reason == reject.reason).count();
            if (shown as u64) < SHOWN_REJECTS {
                let line = reject.line.map(|line| line.saturating_add(from.lines));
                reject.line = line.filter(|_| !from.skipped);
                total.rejects.push(reject);
                self.reject_sources.push(source);
            }
        }
        let before = Some(from.lines).filter(|_| !from.skipped);
        total.top_lines.add_block(std::mem::take(&mut block.top_lines), &from.name, before);
        let subject_lines = std::mem::take(&mut block.subject_lines);
        total.subject_lines.add_block(subject_lines, &from.name, before);
        from.lines = from.lines.saturating_add(block.lines);
        from.bytes = from.bytes.saturating_add(block.bytes);
        from.skipped |= block.skipped_bytes > 0;
        total.merge(block);
    }

    /// The sums over all sources.
    pub(crate) fn total(&self) -> &BlockTally {
        &self.total
    }

    /// Lines unmatched, over all reasons.
    pub(crate) fn unmatched(&self) -> u64 {
        self.rejected(RejectCount::Unmatched)
    }

    /// Lines without a readable time, over all reasons.
    pub(crate) fn untimed(&self) -> u64 {
        self.rejected(RejectCount::Untimed)
    }

    fn rejected(&self, kind: RejectCount) -> u64 {
        let rejected = self.total.rejected.iter().filter(|(reason, _)| reason.counted_as() == kind);
        rejected.fold(0, |sum: u64, (_, lines)| sum.saturating_add(*lines))
    }

    /// The sources, in the order of the input.
    pub(crate) fn sources(&self) -> &[SourceTally] {
        &self.sources
    }

    /// The first rejects of each reason, in the order of the input, each with its source's name.
    pub(crate) fn rejects(&self) -> impl Iterator<Item = (&str, &Reject)> {
        let names = self.reject_sources.iter().filter_map(|source| self.sources.get(*source));
        names.map(|source| source.name.as_str()).zip(&self.total.rejects)
    }
}
