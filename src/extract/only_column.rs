//! The commonest run: one column is the value, and nothing else is needed of a line, as with `-f 1`.
//!
//! How the column is found is chosen once a batch. Chosen once a line, the choice takes longer than
//! the search: whole lines of five bytes cost a third more instructions.

use super::batch::{Batch, BlockPlan};
use super::extractor::Extractor;
use super::line_number::read_number;
use super::plan::ColumnOrigin;
use super::scratch::Scratch;
use super::splitter::Splitter;
use crate::event::Event;
use crate::number::Unit;
use crate::tally::Rejection;

impl Extractor {
    /// Adds the events of `lines`, of which one column is needed, to `batch` until it is full; false if
    /// the lines end before that.
    pub(super) fn extract_only<'a, 'l: 'a>(
        &self,
        scratch: &mut Scratch,
        block: &BlockPlan<'_>,
        origin: &ColumnOrigin,
        lines: &mut impl Iterator<Item = &'l [u8]>,
        batch: &mut Batch<'a>,
    ) -> bool {
        let only_field = match &block.plan.outer {
            Splitter::Fields(fields) => fields.only_field(),
            _ => None,
        };
        let unit = block.plan.unit(0);
        let plan = Some(block);
        match (&block.plan.outer, only_field) {
            (Splitter::Line, _) if origin.is_whole() => {
                self.each_line(scratch, plan, lines, batch, |scratch, line, batch| {
                    self.add_value(scratch, unit, line, line, batch)
                })
            }
            (_, Some(field)) if origin.is_whole() => {
                self.each_line(scratch, plan, lines, batch, |scratch, line, batch| {
                    let value = field.find(line).ok_or(Rejection::NoColumn(0))?;
                    self.add_value(scratch, unit, line, value, batch)
                })
            }
            _ => self.each_line(scratch, plan, lines, batch, |scratch, line, batch| {
                self.add_only(scratch, block, origin, line, batch)
            }),
        }
    }

    /// Adds the event of `line`, of which one column is needed, to `batch`.
    #[inline(always)]
    pub(super) fn add_only<'a>(
        &self,
        scratch: &mut Scratch,
        block: &BlockPlan<'_>,
        origin: &ColumnOrigin,
        line: &'a [u8],
        batch: &mut Batch<'a>,
    ) -> Result<(), Rejection> {
        let plan = block.plan;
        if let Splitter::AfterTime = plan.outer {
            return self.add_rest(scratch, line, batch);
        }
        let encoding = scratch.encoding(line);
        let Some(state) = &mut scratch.state else { return Err(Rejection::NoMatch) };
        let value = plan.only_text(origin, &mut state.outer, line, encoding, &mut batch.texts);
        let value = value.map_err(|rejection| plan.rejection(rejection, line))?;
        let value = value.ok_or(Rejection::NoColumn(0))?;
        self.add_value(scratch, plan.unit(0), line, value, batch)
    }

    /// Adds the event of a line with the only column `value`. If the value itself is measured, it is read
    /// as a number, a bare one of `unit`. Events are made in their place in the batch: to copy one costs as
    /// much as to find a field.
    #[inline(always)]
    fn add_value<'a>(
        &self,
        scratch: &mut Scratch,
        unit: Unit,
        line: &'a [u8],
        value: &'a [u8],
        batch: &mut Batch<'a>,
    ) -> Result<(), Rejection> {
        let (value, number) = match self.options.numeric {
            true => {
                let number = read_number(value)?.or_unit(unit);
                (&[][..], Some(&*batch.texts.arena.alloc(number)))
            }
            false => (value, None),
        };
        let at = match &mut scratch.time {
            Some(time) => Some(time.in_line(line, &mut batch.times)?),
            None => None,
        };
        batch.events.push(Event { line, number, ..Event::new(value, 1, at) });
        Ok(())
    }

    /// Adds the event of a line whose value is what follows its time.
    fn add_rest<'a>(
        &self,
        scratch: &mut Scratch,
        line: &'a [u8],
        batch: &mut Batch<'a>,
    ) -> Result<(), Rejection> {
        let Some(time) = &mut scratch.time else { return Err(Rejection::NoTime) };
        let (at, value) = time.before_rest(line, &mut batch.times)?;
        let mut event = Event { line, ..Event::new(value, 1, Some(at)) };
        self.measure_value(&mut event, Unit::Bare, batch.texts.arena)?;
        batch.events.push(event);
        Ok(())
    }
}
