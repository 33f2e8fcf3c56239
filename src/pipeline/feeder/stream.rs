//! The blocks of streams, in order. The first lines of a stream are held back until there are enough
//! of them to tell its format.

use std::sync::Arc;
use std::time::SystemTime;

use super::{Closed, FeedResult, Feeder};
use crate::extract::{Header, SourceContext};
use crate::pipeline::survey::Surveyor;
use crate::pipeline::task::{BlockSource, PendingPrefix, ReadPosition, Task, lock};
use crate::source::{Block, Input, SteppedOver, Stream};

/// A source of which blocks are queued one after the other.
#[derive(Default)]
pub(super) struct OpenSource {
    /// The index of the source in the tally.
    pub(super) source: usize,
    pub(super) context: Option<Arc<SourceContext>>,
    /// Whether the next block begins with the first line.
    pub(super) is_first: bool,
    /// The last line so far that names columns.
    pub(super) header: Option<Arc<Header>>,
    /// The lines of a record that may go on.
    pub(super) held: Option<Block>,
}

impl Feeder {
    pub(super) fn feed_stream(
        &mut self,
        source: usize,
        modified: Option<SystemTime>,
        input: &Input,
        mut stream: Stream,
    ) -> FeedResult {
        let mut open = OpenSource { source, is_first: true, ..OpenSource::default() };
        let mut is_surveyed = self.surveyor.is_none();
        loop {
            let mut block = self.spare.try_recv().unwrap_or_default();
            let next = stream.next_block(&mut block);
            if stream.is_transcoded() {
                let utf16 = SteppedOver { utf16: true, ..SteppedOver::default() };
                lock(&self.ledger).tally.step_over(utf16);
            }
            if !is_surveyed {
                let more = matches!(next, Ok(true));
                self.hold(source, modified, more.then_some(&block))?;
                if more && !self.holds_enough() {
                    continue;
                }
                is_surveyed = true;
                if !self.release(&mut open)? {
                    return Ok(());
                }
            } else if matches!(next, Ok(true)) {
                if self.may_suggest {
                    self.suggest_preset(block.as_slice());
                }
                self.push_block(&mut open, block, ReadPosition::Unrecorded)?;
            }
            match next {
                Ok(true) => {}
                Ok(false) => return self.release_held(&mut open),
                Err(problem) => {
                    self.fail(source, input, &problem);
                    return self.release_held(&mut open);
                }
            }
        }
    }

    /// Adds a block to the first lines that are held back. They lie in the ledger, where a run that
    /// is stopped finds them.
    fn hold(
        &self,
        source: usize,
        modified: Option<SystemTime>,
        block: Option<&Block>,
    ) -> FeedResult {
        let mut ledger = lock(&self.ledger);
        if self.monitor.is_stopped() {
            return Err(Closed);
        }
        let sequence = self.sequence;
        let timeframe = self.surveyor.as_ref().and_then(|surveyor| surveyor.timeframe);
        let empty =
            || PendingPrefix { sequence, source, modified, timeframe, block: Block::default() };
        let pending = ledger.pending.get_or_insert_with(empty);
        if let Some(block) = block {
            pending.block.absorb(block);
        }
        Ok(())
    }

    fn holds_enough(&self) -> bool {
        let ledger = lock(&self.ledger);
        let is_enough = |pending: &PendingPrefix, surveyor: &Surveyor| {
            surveyor.is_enough(pending.block.as_slice())
        };
        let held = ledger.pending.as_ref().zip(self.surveyor.as_ref());
        self.is_eager || held.is_none_or(|(pending, surveyor)| is_enough(pending, surveyor))
    }

    /// Surveys the lines that are held back, and queues them; false where their format is not known.
    fn release(&mut self, open: &mut OpenSource) -> Result<bool, Closed> {
        let mut ledger = lock(&self.ledger);
        if self.monitor.is_stopped() {
            // The end of the run counts what is held back.
            return Err(Closed);
        }
        let pending = ledger.pending.take().ok_or(Closed)?;
        drop(ledger);
        let PendingPrefix { source, modified, block, .. } = pending;
        if let Some(surveyor) = &mut self.surveyor {
            match surveyor.survey(block.as_slice(), modified, source, &self.ledger) {
                Ok(context) => open.context = Some(context),
                Err(problem) => {
                    self.refuse(source, problem);
                    return Ok(false);
                }
            }
        }
        if block.input_bytes() > 0 {
            self.push_block(open, block, ReadPosition::Unrecorded)?;
        }
        Ok(true)
    }

    /// Queues the records that end in the next block of a source, and holds the lines of the last one.
    pub(super) fn push_block(
        &mut self,
        open: &mut OpenSource,
        mut block: Block,
        position: ReadPosition,
    ) -> FeedResult {
        let rule = open.context.as_ref().and_then(|context| context.records());
        if let Some(rule) = rule {
            if let Some(mut held) = open.held.take() {
                held.absorb(&block);
                block = held;
            }
            let whole = rule.whole(block.as_slice(), self.options.max_line);
            if whole == 0 {
                open.held = Some(block);
                return Ok(());
            }
            let rest = block.split_at(whole);
            open.held = Some(rest).filter(|rest| !rest.as_slice().is_empty());
        }
        self.push_records(open, block, position)
    }

    /// Queues the lines of a record that was held back: it does not go on.
    pub(super) fn release_held(&mut self, open: &mut OpenSource) -> FeedResult {
        match open.held.take() {
            Some(block) => self.push_records(open, block, ReadPosition::Unrecorded),
            None => Ok(()),
        }
    }

    fn push_records(
        &mut self,
        open: &mut OpenSource,
        block: Block,
        position: ReadPosition,
    ) -> FeedResult {
        let sequence = self.sequence;
        self.sequence += 1;
        let OpenSource { source, context, is_first, header, .. } = open;
        let follows = context.as_ref().is_some_and(|context| context.follows_headers());
        let before = header.as_deref();
        let next_header = follows.then(|| Header::behind(before, block.as_slice())).flatten();
        let task = Task {
            sequence,
            source: *source,
            context: context.clone(),
            is_first: std::mem::replace(is_first, false),
            header: header.clone(),
            blocks: BlockSource::Filled(block),
            position,
        };
        if let Some(next) = next_header {
            *header = Some(Arc::new(next));
        }
        self.push(task)
    }
}
