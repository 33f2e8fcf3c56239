//! The blocks of plain files: all of them, or the blocks between two times, or one after the other where
//! lines in the file name the columns of the lines after them.

use std::ops::Range;
use std::sync::Arc;
use std::time::SystemTime;

use super::stream::OpenSource;
use super::{Closed, FeedResult, Feeder};
use crate::error::Error;
use crate::extract::SourceContext;
use crate::pipeline::seek::{self, OrderCheck};
use crate::pipeline::survey::SUGGESTION_BYTES;
use crate::pipeline::task::{BlockSource, ReadPosition, Task, lock};
use crate::source::PlainFile;
use crate::tally::BlockTally;

/// The most blocks of a file that a worker takes at a time.
const MAX_TOGETHER: u64 = 16;
/// A worker takes at most this part of its share of the blocks that are left, so that all workers end
/// at about the same time.
const SHARES: u64 = 8;

/// A file of which ranges of blocks are queued.
struct FileBlocks<'a> {
    file: &'a Arc<PlainFile>,
    source: usize,
    /// The number of the first block of the file over all sources.
    first: u64,
    context: Option<Arc<SourceContext>>,
    order: Option<Arc<OrderCheck>>,
}

impl FileBlocks<'_> {
    fn task(&self, range: Range<u64>) -> Task {
        let Self { file, source, first, context, order } = self;
        Task {
            sequence: first + range.start,
            source: *source,
            context: context.clone(),
            is_first: range.start == 0,
            header: None,
            blocks: BlockSource::Range { file: Arc::clone(file), range, order: order.clone() },
            position: ReadPosition::Unrecorded,
        }
    }
}

impl Feeder {
    /// Queues a file, the first of `left` inputs that are left.
    pub(super) fn feed_file(
        &mut self,
        source: usize,
        modified: Option<SystemTime>,
        file: &Arc<PlainFile>,
        left: usize,
    ) -> FeedResult {
        let all = 0..file.blocks();
        let first = self.sequence;
        let mut blocks = FileBlocks { file, source, first, context: None, order: None };
        if self.may_suggest {
            self.suggest_preset(&file.sample(0, SUGGESTION_BYTES).unwrap_or_default());
        }
        if let Some(surveyor) = &mut self.surveyor {
            let head = surveyor.head_of(file);
            match surveyor.survey(&head, modified, source, &self.ledger) {
                Ok(context) if context.needs_order() => {
                    return self.push_in_order(&blocks, context);
                }
                Ok(context) => blocks.context = Some(context),
                Err(problem) => {
                    self.refuse(source, problem);
                    return Ok(());
                }
            }
        }
        self.sequence += all.end;
        let max_line = self.options.max_line;
        let context = blocks.context.as_ref().filter(|_| self.seeks);
        let chosen =
            context.and_then(|context| seek::blocks(file, &self.extractor, context, max_line));
        let Some(sought) = chosen.filter(|sought| sought.blocks != all) else {
            return match all.end {
                1 if !self.is_eager => self.push_small_file(blocks.task(all), left),
                _ => self.push_range(&blocks, all),
            };
        };
        lock(&self.ledger).tally.extend_times(sought.times);
        let chosen = sought.blocks;
        let order = Arc::new(OrderCheck::new(chosen.end - chosen.start));
        blocks.order = Some(Arc::clone(&order));
        let others = [0..chosen.start, chosen.end..all.end];
        self.push_range(&blocks, chosen)?;
        if order.wait(&self.monitor).ok_or(Closed)? {
            self.skip(&blocks, others);
            return Ok(());
        }
        blocks.order = None;
        others.into_iter().try_for_each(|range| self.push_range(&blocks, range))
    }

    /// Queues a range of blocks, several at a time: each task may wake a worker and the feeder.
    fn push_range(&self, blocks: &FileBlocks<'_>, range: Range<u64>) -> FeedResult {
        let shares = self.workers * SHARES;
        // A run that goes on answers commands between two tasks.
        let most = if self.is_eager { 1 } else { MAX_TOGETHER };
        let mut begin = range.start;
        while begin < range.end {
            let step = (range.end - begin).div_ceil(shares).clamp(1, most);
            let end = (begin + step).min(range.end);
            self.push(blocks.task(begin..end))?;
            begin = end;
        }
        Ok(())
    }

    /// Queues a file of one block, the first of `left` inputs that are left, together with others: each task
    /// may wake a worker and the feeder.
    fn push_small_file(&mut self, task: Task, left: usize) -> FeedResult {
        self.small_files.push(task);
        let shares = usize::try_from(self.workers * SHARES).unwrap_or(usize::MAX);
        let most = usize::try_from(MAX_TOGETHER).unwrap_or(usize::MAX);
        match self.small_files.len() < left.div_ceil(shares).min(most) {
            true => Ok(()),
            false => self.push_small_files(),
        }
    }

    /// Queues the files of one block that wait.
    pub(super) fn push_small_files(&mut self) -> FeedResult {
        if self.small_files.is_empty() {
            return Ok(());
        }
        let blocks = BlockSource::Files(std::mem::take(&mut self.small_files));
        self.push(Task { blocks, ..Task::default() })
    }

    /// Queues all blocks one by one, each with the last line before it that names columns.
    fn push_in_order(
        &mut self,
        blocks: &FileBlocks<'_>,
        context: Arc<SourceContext>,
    ) -> FeedResult {
        let FileBlocks { file, source, .. } = *blocks;
        let context = Some(context);
        let mut open = OpenSource { source, context, is_first: true, ..OpenSource::default() };
        for index in 0..file.blocks() {
            let mut block = self.spare.try_recv().unwrap_or_default();
            if let Err(problem) = file.read_block(index, &mut block) {
                let name = self.name(source);
                self.refuse(source, Error::source(&name, &problem));
            }
            self.monitor.add_read(block.input_bytes());
            self.push_block(&mut open, block, ReadPosition::Unrecorded)?;
        }
        self.release_held(&mut open)
    }

    /// Accounts for blocks that were jumped over.
    fn skip(&self, blocks: &FileBlocks<'_>, ranges: [Range<u64>; 2]) {
        let skipped = || ranges.clone().into_iter().flatten();
        let mut bytes = skipped().map(|block| blocks.file.block_length(block)).sum();
        self.monitor.add_read(bytes);
        let mut ledger = lock(&self.ledger);
        for index in skipped() {
            let skipped_bytes = std::mem::take(&mut bytes);
            let tally = BlockTally { skipped_bytes, ..BlockTally::default() };
            ledger.tally.add_block(blocks.first + index, blocks.source, tally);
        }
    }
}
