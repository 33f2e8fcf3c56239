//! Lines that stand for several events: of several JSON values, or of a message that is repeated.

use super::batch::{Batch, BlockPlan};
use super::extractor::Extractor;
use super::json::{self, Values};
use super::repeated::Repeated;
use super::scratch::Scratch;
use crate::tally::Rejection;

impl Extractor {
    /// Adds the events of a line that may hold several JSON values: all of them, or none.
    #[cold]
    pub(super) fn add_values<'a>(
        &self,
        scratch: &mut Scratch,
        block: &BlockPlan<'_>,
        line: &'a [u8],
        batch: &mut Batch<'a>,
    ) -> Result<(), Rejection> {
        let is_json = block.plan.outer.is_json();
        let values = match if is_json { json::values(line) } else { Values::One } {
            Values::One => return self.add_checked(scratch, block, line, batch),
            Values::Broken => return Err(Rejection::NoMatch),
            Values::Several(values) => values,
        };
        Self::check(scratch, block, line)?;
        let before = batch.events.len();
        let mut left_out = Rejection::NoMatch;
        for value in values {
            match self.add(scratch, block, value, batch) {
                Ok(()) => {}
                Err(reason @ (Rejection::Filtered | Rejection::OutOfRange)) => left_out = reason,
                Err(reason) => {
                    batch.events.truncate(before);
                    return Err(reason);
                }
            }
        }
        if batch.events.len() == before { Err(left_out) } else { Ok(()) }
    }

    /// Adds the event of a line that may stand for several lines.
    #[cold]
    pub(super) fn add_repeated<'a>(
        &self,
        scratch: &mut Scratch,
        block: &BlockPlan<'_>,
        line: &'a [u8],
        batch: &mut Batch<'a>,
    ) -> Result<(), Rejection> {
        let Some(Repeated { front, message, count }) = Repeated::read(line) else {
            return self.add_checked(scratch, block, line, batch);
        };
        Self::check(scratch, block, line)?;
        let whole: &'a [u8] = batch.texts.arena.alloc_slice_copy(&[front, message].concat());
        self.add(scratch, block, whole, batch)?;
        if let Some(event) = batch.events.last_mut() {
            event.weight = event.weight.saturating_mul(count);
            event.line = line;
        }
        Ok(())
    }
}
