//! The account of one block of lines, as a worker fills it.

use super::{RejectCount, Rejection, SubjectLines, TopLines};

/// How many rejects of each reason are kept to be shown.
pub(super) const SHOWN_REJECTS: u64 = 3;
/// How many bytes of a rejected line are kept.
pub(super) const SHOWN_BYTES: usize = 200;

/// A rejected line that is shown.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Reject {
    /// Why the line does not count.
    pub(crate) reason: Rejection,
    /// The line number from 1, within the block in a [`BlockTally`], else within the source; `None`
    /// where bytes before the line were not read.
    pub(crate) line: Option<u64>,
    /// The line's first bytes.
    pub(crate) text: Vec<u8>,
}

/// The account of one block of lines.
#[derive(Debug, Default, Clone, PartialEq)]
pub(crate) struct BlockTally {
    /// Bytes read, newlines included, after decompression.
    pub(crate) bytes: u64,
    /// Lines that start in the block.
    pub(crate) lines: u64,
    /// Lines counted.
    pub(crate) matched: u64,
    /// Lines that `-g`, `-x` or `-w` left out.
    pub(crate) filtered: u64,
    /// Lines of the format itself.
    pub(crate) header: u64,
    /// Lines that belong to the record before them.
    pub(crate) continued: u64,
    /// Lines outside the timeframe.
    pub(crate) out_of_range: u64,
    /// Lines that came after the buckets of their time were closed.
    pub(crate) late: u64,
    /// Lines cut at `--max-line`.
    pub(crate) truncated: u64,
    /// Bytes that were not read, which are not in the other counts.
    pub(crate) skipped_bytes: u64,
    /// How many lines are unmatched or untimed for each reason.
    pub(crate) rejected: Vec<(Rejection, u64)>,
    /// The first rejects of each reason.
    pub(crate) rejects: Vec<Reject>,
    /// The lines with the largest numbers of `-m` or `-N`; empty unless `--top-lines` asks for them.
    pub(crate) top_lines: TopLines,
    /// Lines that have the value of `inspect`.
    pub(crate) subject_lines: SubjectLines,
}

impl BlockTally {
    /// Accounts for `line`, the last one added to `lines`, as rejected for `reason`.
    pub(crate) fn reject(&mut self, reason: Rejection, line: &[u8]) {
        match reason.counted_as() {
            RejectCount::Filtered => self.filtered += 1,
            RejectCount::OutOfRange => self.out_of_range += 1,
            RejectCount::Header => self.header += 1,
            RejectCount::Continued => self.continued += 1,
            RejectCount::Unmatched | RejectCount::Untimed => self.record(reason, line),
        }
    }

    fn record(&mut self, reason: Rejection, line: &[u8]) {
        let place = self.rejected.iter().position(|(known, _)| *known == reason);
        let at = place.unwrap_or_else(|| {
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
