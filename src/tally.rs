//! The account of the input: every line is in exactly one of these counts.
//!
//! Workers fill a [`BlockTally`] for each block; the [`Tally`] adds them up in the order of the
//! input, which is what gives the first rejects of each reason their line numbers whatever the
//! threads did. Not the counts of values: those are [`crate::aggregate`].

mod merge;
mod state;

use std::collections::BTreeMap;

use crate::time::Assumed;

/// Rejects kept for each reason, to be shown.
const SHOWN_REJECTS: u64 = 3;
/// Bytes of a rejected line that are kept.
const SHOWN_BYTES: usize = 200;

/// Why a line was read but not counted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Rejection {
    /// `-g`, `-x` or `-w` excluded the line.
    Filtered,
    /// The pattern does not match.
    NoMatch,
    /// The line lacks a column that is asked for; the index is into the extractor's column names.
    NoColumn(usize),
    /// The weight column does not hold a whole number that fits 64 bits.
    BadWeight,
    /// The value is to be a number and is none.
    NotANumber,
    /// There is no timestamp in the line.
    NoTime,
    /// The column that is the time cannot be read as a timestamp.
    BadTime,
    /// The time lies outside `-s` and `-e`.
    OutOfRange,
    /// A line of the format itself, which names columns.
    Header,
}

/// What a rejected line counts as.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Account {
    /// The line is not what was expected.
    Unmatched,
    /// Its time is not known.
    Untimed,
    /// It was not asked for, by its time.
    OutOfRange,
    /// It was not asked for, by a filter.
    Filtered,
    /// It belongs to the format and is no event.
    Header,
}

impl Rejection {
    /// The account a line rejected for this reason goes to.
    pub fn account(self) -> Account {
        match self {
            Self::Filtered => Account::Filtered,
            Self::OutOfRange => Account::OutOfRange,
            Self::Header => Account::Header,
            Self::NoTime | Self::BadTime => Account::Untimed,
            Self::NoMatch | Self::NoColumn(_) | Self::BadWeight | Self::NotANumber => {
                Account::Unmatched
            }
        }
    }
}

/// A rejected line that is shown.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reject {
    /// Why.
    pub reason: Rejection,
    /// Line number from 1: within the block while in a [`BlockTally`], then within the source; none
    /// where bytes before it were jumped over.
    pub line: Option<u64>,
    /// The line's first bytes.
    pub text: Vec<u8>,
}

/// What one block of lines came to.
#[derive(Debug, Default, Clone, PartialEq, Eq)]
pub struct BlockTally {
    /// Bytes read, newlines included, after decompression.
    pub bytes: u64,
    /// Lines that start in the block.
    pub lines: u64,
    /// Lines counted.
    pub matched: u64,
    /// Lines that `-g`, `-x` or `-w` left out.
    pub filtered: u64,
    /// Lines of the format itself.
    pub header: u64,
    /// Lines outside the timeframe.
    pub out_of_range: u64,
    /// Lines that came after the buckets of their time were closed.
    pub late: u64,
    /// Lines cut at `--max-line`.
    pub truncated: u64,
    /// Bytes jumped over, which are in none of the other counts.
    pub skipped_bytes: u64,
    /// Lines unmatched or untimed, by reason, the first of each kept.
    pub rejected: Vec<(Rejection, u64)>,
    /// The first rejects of each reason.
    pub rejects: Vec<Reject>,
}

impl BlockTally {
    /// Accounts for `line`, the last one added to `lines`, as rejected for `reason`.
    pub fn reject(&mut self, reason: Rejection, line: &[u8]) {
        match reason.account() {
            Account::Filtered => self.filtered += 1,
            Account::OutOfRange => self.out_of_range += 1,
            Account::Header => self.header += 1,
            Account::Unmatched | Account::Untimed => self.keep(reason, line),
        }
    }

    fn keep(&mut self, reason: Rejection, line: &[u8]) {
        let known = self.rejected.iter().position(|(known, _)| *known == reason);
        let at = known.unwrap_or_else(|| {
            self.rejected.push((reason, 0));
            self.rejected.len() - 1
        });
        let count = &mut self.rejected[at].1;
        *count += 1;
        if *count <= SHOWN_REJECTS {
            let text = line[..line.len().min(SHOWN_BYTES)].to_vec();
            self.rejects.push(Reject { reason, line: Some(self.lines), text });
        }
    }
}

/// What came of one source.
///
/// The order is that of the fields, those first by which sources are told apart.
#[derive(Debug, Default, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct SourceTally {
    /// The file as it was named, `-` for standard input.
    pub name: String,
    /// The format of its lines, where it is known by name.
    pub preset: Option<String>,
    /// The format of its timestamps, where they are read and it is known.
    pub time_format: Option<String>,
    /// Lines read from it.
    pub lines: u64,
    /// Bytes read from it, after decompression.
    pub bytes: u64,
    /// Whether the format was told from the first lines.
    pub is_detected: bool,
    /// How day and month were read, where it could be the other way round.
    pub assumed_order: Option<String>,
    /// Bytes of it were jumped over, so that the numbers of later lines are not known.
    skipped: bool,
}

/// The account of all sources.
#[derive(Debug, Default, Clone)]
pub struct Tally {
    /// The sum over all blocks; its rejects carry the line number within their source.
    total: BlockTally,
    /// The source of each reject in `total`.
    reject_sources: Vec<usize>,
    sources: Vec<SourceTally>,
    /// What timestamps did not say themselves.
    assumed: Assumed,
    /// The format that lines counted whole seem to have.
    hint: Option<String>,
    /// Number of the next block to be added up; blocks that came early wait.
    next: u64,
    waiting: BTreeMap<u64, (usize, BlockTally)>,
}

impl Tally {
    /// Registers a source in the order of the input, and gives its index.
    pub fn open(&mut self, name: &str) -> usize {
        self.sources.push(SourceTally { name: name.to_owned(), ..SourceTally::default() });
        self.sources.len() - 1
    }

    /// Tells the format of a source's timestamps, and the order of day and month where that is a
    /// guess.
    pub fn set_time_format(&mut self, source: usize, name: &str, order: Option<&'static str>) {
        if let Some(source) = self.sources.get_mut(source) {
            source.time_format = Some(name.to_owned());
            source.assumed_order = order.map(str::to_owned);
        }
    }

    /// Tells the name of the format of a source's lines, and whether it was told from them.
    pub fn set_preset(&mut self, source: usize, name: String, is_detected: bool) {
        if let Some(source) = self.sources.get_mut(source) {
            source.preset = Some(name);
            source.is_detected = is_detected;
        }
    }

    /// Says that lines counted whole seem to be of the format `preset`.
    pub fn set_hint(&mut self, preset: &'static str) {
        self.hint.get_or_insert_with(|| preset.to_owned());
    }

    /// The format that lines counted whole seem to have.
    pub fn hint(&self) -> Option<&str> {
        self.hint.as_deref()
    }

    /// Adds to what timestamps did not say themselves.
    pub fn assume(&mut self, assumed: Assumed) {
        self.assumed = self.assumed.or(assumed);
    }

    /// What timestamps did not say themselves.
    pub fn assumed(&self) -> Assumed {
        self.assumed
    }

    /// Takes what block number `sequence`, a block of `source`, came to. Blocks are numbered from 0
    /// over all sources; only those that come before their turn are held.
    pub fn settle(&mut self, sequence: u64, source: usize, block: BlockTally) {
        self.waiting.insert(sequence, (source, block));
        while let Some((source, block)) = self.waiting.remove(&self.next) {
            self.next += 1;
            self.add(source, block);
        }
    }

    /// The number of the next block to be settled.
    pub fn settled(&self) -> u64 {
        self.next
    }

    /// Adds up what still waits, after an interrupted run that lost blocks before it.
    pub fn finish(&mut self) {
        for (sequence, (source, block)) in std::mem::take(&mut self.waiting) {
            // Lines are missing before these, so that their numbers are not known.
            if let Some(source) = self.sources.get_mut(source).filter(|_| sequence != self.next) {
                source.skipped = true;
            }
            self.next = sequence + 1;
            self.add(source, block);
        }
    }

    fn add(&mut self, source: usize, block: BlockTally) {
        let BlockTally { bytes, lines, matched, filtered, out_of_range, .. } = block;
        let BlockTally { header, late, truncated, skipped_bytes, rejected, rejects, .. } = block;
        let Some(from) = self.sources.get_mut(source) else { return };
        let total = &mut self.total;
        for mut reject in rejects {
            let same = total.rejects.iter().filter(|kept| kept.reason == reject.reason).count();
            if (same as u64) < SHOWN_REJECTS {
                reject.line = reject.line.map(|line| line + from.lines).filter(|_| !from.skipped);
                total.rejects.push(reject);
                self.reject_sources.push(source);
            }
        }
        from.lines += lines;
        from.bytes += bytes;
        from.skipped |= skipped_bytes > 0;
        total.bytes += bytes;
        total.lines += lines;
        total.matched += matched;
        total.filtered += filtered;
        total.header += header;
        total.out_of_range += out_of_range;
        total.late += late;
        total.truncated += truncated;
        total.skipped_bytes += skipped_bytes;
        for (reason, count) in rejected {
            match total.rejected.iter_mut().find(|(known, _)| *known == reason) {
                Some((_, sum)) => *sum += count,
                None => total.rejected.push((reason, count)),
            }
        }
    }

    /// The sums over all sources.
    pub fn total(&self) -> &BlockTally {
        &self.total
    }

    /// Lines unmatched, over all reasons.
    pub fn unmatched(&self) -> u64 {
        self.rejected(Account::Unmatched)
    }

    /// Lines whose time is not known, over all reasons.
    pub fn untimed(&self) -> u64 {
        self.rejected(Account::Untimed)
    }

    fn rejected(&self, account: Account) -> u64 {
        let rejected = self.total.rejected.iter();
        let rejected = rejected.filter(|(reason, _)| reason.account() == account);
        rejected.fold(0, |sum: u64, (_, count)| sum.saturating_add(*count))
    }

    /// The sources, in the order of the input.
    pub fn sources(&self) -> &[SourceTally] {
        &self.sources
    }

    /// The first rejects of each reason, in the order of the input, each with its source's name.
    pub fn rejects(&self) -> impl Iterator<Item = (&str, &Reject)> {
        let names = self.reject_sources.iter().filter_map(|source| self.sources.get(*source));
        names.map(|source| source.name.as_str()).zip(&self.total.rejects)
    }
}

#[cfg(test)]
mod tests {
    use super::{BlockTally, Rejection, Tally};

    fn block(lines: &[bool]) -> BlockTally {
        let mut tally = BlockTally::default();
        for good in lines {
            tally.lines += 1;
            if *good {
                tally.matched += 1;
            } else {
                tally.reject(Rejection::NoMatch, b"bad");
            }
        }
        tally
    }

    #[test]
    fn line_numbers_do_not_depend_on_the_order_blocks_are_settled_in() {
        let blocks =
            [block(&[true, false]), block(&[true; 3]), block(&[false, true, false, false])];
        for order in [[0, 1, 2], [2, 1, 0], [1, 2, 0]] {
            let mut tally = Tally::default();
            let source = tally.open("a");
            for index in order {
                tally.settle(index as u64, source, blocks[index].clone());
            }
            let lines: Vec<u64> = tally.rejects().filter_map(|(_, reject)| reject.line).collect();
            assert_eq!(lines, [2, 6, 8]);
            assert_eq!((tally.total().lines, tally.unmatched()), (9, 4));
        }
    }
}
