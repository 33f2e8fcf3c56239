//! The blocks of plain files: all of them, those between two times, or one after the other where
//! lines in them name the columns of what follows.

use std::ops::Range;
use std::sync::Arc;
use std::time::SystemTime;

use super::{BlockSource, Closed, Fed, Feeder, ReadPosition, Work};
use crate::error::Error;
use crate::extract::{Header, SourceContext};
use crate::pipeline::lock;
use crate::pipeline::seek::{self, Watch};
use crate::pipeline::survey::{HEAD_BYTES, HINT_BYTES};
use crate::source::PlainFile;
use crate::tally::BlockTally;

/// Blocks of a file that a worker takes at a time at most.
const MOST_TOGETHER: u64 = 16;
/// What is left is at least so many takings for each worker: the last ones are single blocks, so that all
/// end at about the same time.
const SHARES: u64 = 8;

/// A file of which blocks are queued.
struct Part<'a> {
    /// The number of its first block.
    base: u64,
    source: usize,
    context: Option<Arc<SourceContext>>,
    file: &'a Arc<PlainFile>,
    watch: Option<Arc<Watch>>,
}

impl Part<'_> {
    fn work(&self, index: u64, header: Option<Arc<Header>>, load: BlockSource) -> Work {
        let Self { base, source, context, .. } = self;
        let (sequence, source, context) = (base + index, *source, context.clone());
        let is_first = index == 0;
        let reached = ReadPosition::Untold;
        Work { sequence, source, context, is_first, header, load, reached }
    }
}

impl Feeder {
    pub(super) fn feed_file(
        &mut self,
        source: usize,
        modified: Option<SystemTime>,
        file: &Arc<PlainFile>,
    ) -> Fed {
        let blocks = file.blocks();
        let base = self.sequence;
        self.sequence += blocks;
        let mut part = Part { base, source, context: None, file, watch: None };
        let Some(surveyor) = &mut self.surveyor else {
            if !self.is_hinted {
                self.give_hint(&file.sample(0, HINT_BYTES).unwrap_or_default());
            }
            return self.push_range(&part, 0..blocks);
        };
        let head = file.sample(0, HEAD_BYTES).unwrap_or_default();
        let context = match surveyor.survey(&head, modified, source, &self.ledger) {
            Ok(context) => context,
            Err(problem) => {
                self.refuse(source, problem);
                return self.pass_over(base, source, blocks);
            }
        };
        part.context = Some(Arc::clone(&context));
        if context.follows_headers() {
            return self.push_in_order(&part, blocks);
        }
        let max_line = self.options.max_line;
        let chosen = self.seeks.then(|| seek::blocks(file, &self.extractor, &context, max_line));
        let Some(chosen) = chosen.flatten().filter(|chosen| *chosen != (0..blocks)) else {
            return self.push_range(&part, 0..blocks);
        };
        let watch = Arc::new(Watch::new(chosen.end - chosen.start));
        part.watch = Some(Arc::clone(&watch));
        self.push_range(&part, chosen.clone())?;
        let left = [0..chosen.start, chosen.end..blocks];
        if watch.wait(&self.monitor).ok_or(Closed)? {
            let skipped = left.clone().into_iter().flatten().map(|block| file.block_length(block));
            self.skip(base, source, left, skipped.sum());
            return Ok(());
        }
        part.watch = None;
        left.into_iter().try_for_each(|range| self.push_range(&part, range))
    }

    /// Queues blocks of a file, some at a time: each push may wake a worker, each pop the feeder.
    fn push_range(&self, part: &Part<'_>, range: Range<u64>) -> Fed {
        let shares = self.threads * SHARES;
        // Somebody waits for a report, and may not after so many.
        let most = if self.is_eager { 1 } else { MOST_TOGETHER };
        let mut begin = range.start;
        while begin < range.end {
            let step = (range.end - begin).div_ceil(shares).clamp(1, most);
            let end = (begin + step).min(range.end);
            let load = BlockSource::Range(Arc::clone(part.file), begin..end, part.watch.clone());
            self.push(part.work(begin, None, load))?;
            begin = end;
        }
        Ok(())
    }

    /// Queues all blocks of a file, each with the line that named the columns last before it.
    fn push_in_order(&mut self, part: &Part<'_>, blocks: u64) -> Fed {
        let mut header: Option<Arc<Header>> = None;
        for index in 0..blocks {
            let mut block = self.spare.try_recv().unwrap_or_default();
            if let Err(problem) = part.file.read_block(index, &mut block) {
                let name = self.name(part.source);
                self.refuse(part.source, Error::source(&name, &problem));
            }
            self.monitor.add_read(block.input_bytes());
            let next = Header::find_last(block.as_slice()).map(Arc::new);
            self.push(part.work(index, header.clone(), BlockSource::Filled(block)))?;
            header = next.or(header);
        }
        Ok(())
    }

    /// Accounts for the blocks of a source that cannot be taken apart.
    fn pass_over(&self, base: u64, source: usize, blocks: u64) -> Fed {
        let mut ledger = lock(&self.ledger);
        for index in 0..blocks {
            ledger.tally.settle(base + index, source, BlockTally::default());
        }
        Ok(())
    }

    /// Accounts for blocks that were jumped over, `bytes` in all.
    fn skip(&self, base: u64, source: usize, ranges: [Range<u64>; 2], mut bytes: u64) {
        self.monitor.add_read(bytes);
        let mut ledger = lock(&self.ledger);
        for index in ranges.into_iter().flatten() {
            let skipped_bytes = std::mem::take(&mut bytes);
            let tally = BlockTally { skipped_bytes, ..BlockTally::default() };
            ledger.tally.settle(base + index, source, tally);
        }
    }
}
