//! The account of the input: every line is in exactly one of these counts.
//!
//! Workers fill a [`BlockTally`] for each block; the [`Tally`] adds them up in the order of the
//! input, which is what gives the first rejects of each reason their line numbers whatever the
//! threads did. Not the counts of values: those are [`crate::aggregate`].

use std::collections::BTreeMap;

/// Rejects kept for each reason, to be shown.
const SHOWN_REJECTS: u64 = 3;
/// Bytes of a rejected line that are kept.
const SHOWN_BYTES: usize = 200;

/// Why a line was read but not counted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Rejection {
    /// `-g` or `-x` excluded the line.
    Filtered,
    /// The pattern does not match.
    NoMatch,
    /// The line lacks a column that is asked for; the index is into the extractor's column names.
    NoColumn(usize),
    /// The weight column does not hold a whole number that fits 64 bits.
    BadWeight,
}

/// A rejected line that is shown.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reject {
    /// Why.
    pub reason: Rejection,
    /// Line number from 1: within the block while in a [`BlockTally`], then within the source.
    pub line: u64,
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
    /// Lines that `-g` or `-x` left out.
    pub filtered: u64,
    /// Lines cut at `--max-line`.
    pub truncated: u64,
    /// Lines unmatched, by reason, the first of each kept.
    pub unmatched: Vec<(Rejection, u64)>,
    /// The first rejects of each reason.
    pub rejects: Vec<Reject>,
}

impl BlockTally {
    /// Accounts for `line`, the last one added to `lines`, as rejected for `reason`.
    pub fn reject(&mut self, reason: Rejection, line: &[u8]) {
        if reason == Rejection::Filtered {
            self.filtered += 1;
            return;
        }
        let known = self.unmatched.iter().position(|(known, _)| *known == reason);
        let at = known.unwrap_or_else(|| {
            self.unmatched.push((reason, 0));
            self.unmatched.len() - 1
        });
        let count = &mut self.unmatched[at].1;
        *count += 1;
        if *count <= SHOWN_REJECTS {
            let text = line[..line.len().min(SHOWN_BYTES)].to_vec();
            self.rejects.push(Reject { reason, line: self.lines, text });
        }
    }
}

/// What came of one source.
#[derive(Debug, Default, Clone, PartialEq, Eq)]
pub struct SourceTally {
    /// The file as it was named, `-` for standard input.
    pub name: String,
    /// Lines read from it.
    pub lines: u64,
    /// Bytes read from it, after decompression.
    pub bytes: u64,
}

/// The account of all sources.
#[derive(Debug, Default)]
pub struct Tally {
    /// The sum over all blocks; its rejects carry the line number within their source.
    total: BlockTally,
    /// The source of each reject in `total`.
    reject_sources: Vec<usize>,
    sources: Vec<SourceTally>,
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

    /// Takes what block number `sequence`, a block of `source`, came to. Blocks are numbered from 0
    /// over all sources; only those that come before their turn are held.
    pub fn settle(&mut self, sequence: u64, source: usize, block: BlockTally) {
        self.waiting.insert(sequence, (source, block));
        while let Some((source, block)) = self.waiting.remove(&self.next) {
            self.next += 1;
            self.add(source, block);
        }
    }

    /// Adds up what still waits, after an interrupted run that lost blocks before it.
    pub fn finish(&mut self) {
        for (_, (source, block)) in std::mem::take(&mut self.waiting) {
            self.add(source, block);
        }
    }

    fn add(&mut self, source: usize, block: BlockTally) {
        let BlockTally { bytes, lines, matched, filtered, truncated, unmatched, rejects } = block;
        let Some(from) = self.sources.get_mut(source) else { return };
        let total = &mut self.total;
        for mut reject in rejects {
            let same = total.rejects.iter().filter(|kept| kept.reason == reject.reason).count();
            if (same as u64) < SHOWN_REJECTS {
                reject.line += from.lines;
                total.rejects.push(reject);
                self.reject_sources.push(source);
            }
        }
        from.lines += lines;
        from.bytes += bytes;
        total.bytes += bytes;
        total.lines += lines;
        total.matched += matched;
        total.filtered += filtered;
        total.truncated += truncated;
        for (reason, count) in unmatched {
            match total.unmatched.iter_mut().find(|(known, _)| *known == reason) {
                Some((_, sum)) => *sum += count,
                None => total.unmatched.push((reason, count)),
            }
        }
    }

    /// The sums over all sources.
    pub fn total(&self) -> &BlockTally {
        &self.total
    }

    /// Lines unmatched, over all reasons.
    pub fn unmatched(&self) -> u64 {
        self.total.unmatched.iter().map(|(_, count)| count).sum()
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
            let lines: Vec<u64> = tally.rejects().map(|(_, reject)| reject.line).collect();
            assert_eq!(lines, [2, 6, 8]);
            assert_eq!((tally.total().lines, tally.unmatched()), (9, 4));
        }
    }
}
