//! The blocks of streams, in order; the beginning of one is held back until it tells how the stream
//! is read.

use std::sync::Arc;
use std::time::SystemTime;

use super::{BlockSource, Closed, Fed, Feeder, ReadPosition, Work};
use crate::extract::{Header, SourceContext};
use crate::pipeline::survey::Surveyor;
use crate::pipeline::{PendingPrefix, lock};
use crate::source::{Block, Input, Stream};

/// A stream of which blocks are queued.
#[derive(Default)]
pub(super) struct Follower {
    pub(super) source: usize,
    pub(super) context: Option<Arc<SourceContext>>,
    pub(super) is_first: bool,
    /// The line that named the columns last.
    pub(super) header: Option<Arc<Header>>,
}

impl Feeder {
    pub(super) fn feed_stream(
        &mut self,
        source: usize,
        modified: Option<SystemTime>,
        input: &Input,
        mut stream: Stream,
    ) -> Fed {
        let mut follower = Follower { source, context: None, is_first: true, header: None };
        let mut is_surveyed = self.surveyor.is_none();
        loop {
            let mut block = self.spare.try_recv().unwrap_or_default();
            let next = stream.next_block(&mut block);
            if !is_surveyed {
                let more = matches!(next, Ok(true));
                self.hold(source, modified, more.then_some(&block))?;
                if more && !self.holds_enough() {
                    continue;
                }
                is_surveyed = true;
                if !self.release(&mut follower)? {
                    return Ok(());
                }
            } else if matches!(next, Ok(true)) {
                if !self.is_hinted {
                    self.give_hint(block.as_slice());
                }
                self.push_filled(&mut follower, block, ReadPosition::Untold)?;
            }
            match next {
                Ok(true) => {}
                Ok(false) => return Ok(()),
                Err(problem) => {
                    self.fail(source, input, &problem);
                    return Ok(());
                }
            }
        }
    }

    /// Adds a block to what is held back until the stream's times are known. It is held in the
    /// ledger, where a run that is stopped finds it.
    fn hold(&self, source: usize, modified: Option<SystemTime>, block: Option<&Block>) -> Fed {
        let mut ledger = lock(&self.ledger);
        if self.monitor.is_stopped() {
            return Err(Closed);
        }
        let sequence = self.sequence;
        let timeframe = self.surveyor.as_ref().and_then(|surveyor| surveyor.timeframe);
        let fresh =
            || PendingPrefix { sequence, source, modified, timeframe, block: Block::default() };
        let held = ledger.held.get_or_insert_with(fresh);
        if let Some(block) = block {
            held.block.absorb(block);
        }
        Ok(())
    }

    fn holds_enough(&self) -> bool {
        let ledger = lock(&self.ledger);
        let is_enough = |held: &PendingPrefix| Surveyor::is_enough(held.block.as_slice());
        self.is_eager || ledger.held.as_ref().is_none_or(is_enough)
    }

    /// Queues what is held back and says how the stream is read; false where it cannot be.
    fn release(&mut self, follower: &mut Follower) -> Result<bool, Closed> {
        let mut ledger = lock(&self.ledger);
        if self.monitor.is_stopped() {
            // What is held is counted by who stopped the run.
            return Err(Closed);
        }
        let held = ledger.held.take().ok_or(Closed)?;
        drop(ledger);
        let PendingPrefix { source, modified, block, .. } = held;
        if let Some(surveyor) = &mut self.surveyor {
            match surveyor.survey(block.as_slice(), modified, source, &self.ledger) {
                Ok(context) => follower.context = Some(context),
                Err(problem) => {
                    self.refuse(source, problem);
                    return Ok(false);
                }
            }
        }
        if block.input_bytes() > 0 {
            self.push_filled(follower, block, ReadPosition::Untold)?;
        }
        Ok(true)
    }

    pub(super) fn push_filled(
        &mut self,
        follower: &mut Follower,
        block: Block,
        reached: ReadPosition,
    ) -> Fed {
        let sequence = self.sequence;
        self.sequence += 1;
        let Follower { source, context, is_first, header } = follower;
        let follows = context.as_ref().is_some_and(|context| context.follows_headers());
        let next = follows.then(|| Header::find_last(block.as_slice())).flatten();
        let header_before = header.clone();
        *header = next.map(Arc::new).or_else(|| header.take());
        let is_first = std::mem::replace(is_first, false);
        let (source, context) = (*source, context.clone());
        let load = BlockSource::Filled(block);
        let header = header_before;
        self.push(Work { sequence, source, context, is_first, header, load, reached })
    }
}
