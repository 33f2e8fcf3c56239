//! The loop over lines: each is checked, split by the plan, and becomes an event or a rejection.

use std::ops::Range;

use super::block_times::BlockTimes;
use super::extractor::Extractor;
use super::line_number::read_number;
use super::plan::{ColumnOrigin, ExtractionPlan, LineTexts};
use super::requested::Grouping;
use super::scratch::{LineContent, Scratch};
use super::splitter::Splitter;
use crate::condition::Subject;
use crate::event::{Arena, Event, tuple_in, tuple_text};
use crate::number::{Number, Unit};
use crate::source::CONTINUED_LINE;
use crate::tally::Rejection;
use crate::time::Timestamp;

/// Events of a full batch: enough to spread the cost of a batch, few enough to stay in the L1 cache.
const EVENTS: usize = 128;

/// The events and the rejections of consecutive lines.
pub(crate) struct Batch<'a> {
    /// The events of the lines that count.
    pub(crate) events: Vec<Event<'a>>,
    /// The lines that do not count.
    pub(crate) rejected: Vec<Rejected<'a>>,
    /// How many lines the batch was made of. A line of several values gives several events, and a record of
    /// several lines gives one.
    pub(crate) lines: usize,
    /// How many of the lines belong to the record before them and are not among the rejections.
    pub(crate) continued: usize,
    /// The times read, also the times of lines that do not count.
    pub(crate) times: BlockTimes,
    pub(super) texts: LineTexts<'a>,
}

/// A line that does not count.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Rejected<'a> {
    /// Why it does not count.
    pub(crate) reason: Rejection,
    /// The line, without its newline.
    pub(crate) line: &'a [u8],
    /// The number of the line in its batch, from 1.
    pub(crate) number: usize,
}

impl<'a> Batch<'a> {
    /// An empty batch, whose texts that do not stand in their line will be kept in `arena`.
    pub(crate) fn new(arena: &'a Arena) -> Self {
        Self {
            events: Vec::with_capacity(EVENTS),
            rejected: Vec::new(),
            lines: 0,
            continued: 0,
            times: BlockTimes::NONE,
            texts: LineTexts::new(arena),
        }
    }

    /// Adds the line with this number to the lines that do not count.
    #[cold]
    fn reject(
        &mut self,
        block: Option<&BlockPlan<'_>>,
        reason: Rejection,
        line: &'a [u8],
        number: usize,
    ) {
        let reason = match (reason, block) {
            _ if line == CONTINUED_LINE => Rejection::Continued,
            (Rejection::NoColumn(_), Some(block)) => block.plan.without_column(reason, line),
            _ => reason,
        };
        self.rejected.push(Rejected { reason, line, number });
    }
}

/// What is done with the lines of a block, looked up once.
#[derive(Debug, Clone)]
pub(super) struct BlockPlan<'p> {
    pub(super) plan: &'p ExtractionPlan,
    /// Where the only column asked for comes from, if it is the value and nothing else is needed.
    only: Option<&'p ColumnOrigin>,
    /// The columns compared that are the value and the number, if both a text and a number are.
    grouping: Option<Grouping>,
    /// Whether all columns are made of the line alone, and none of what is asked of the line's time, its source or
    /// replacements.
    is_plain: bool,
    /// The column of the first condition; the others follow it.
    conditions: usize,
    /// The places of other columns, as [`Requested`](super::requested::Requested) has them.
    measure: Option<usize>,
    ratio: Option<usize>,
    carried: Range<usize>,
}

impl Extractor {
    /// Extracts `lines` (without their newlines) into `batch` until it is full; false if the lines end
    /// before that.
    pub(crate) fn extract<'a, 'l: 'a>(
        &self,
        scratch: &mut Scratch,
        lines: &mut impl Iterator<Item = &'l [u8]>,
        batch: &mut Batch<'a>,
    ) -> bool {
        let plan = scratch.plan.clone();
        let block = plan.as_deref().map(|plan| self.block_plan(plan));
        let block = block.as_ref();
        let has_records = scratch.state.as_ref().is_some_and(|state| !state.is_by_line);
        let content = scratch.line_content();
        let numbers_lines = self.options.top_lines > 0 || self.has_subject();
        if let (Some(block), LineContent::Record) = (block, content)
            && !(has_records || scratch.has_checks || numbers_lines)
            && let Some(origin) = block.only
        {
            return self.extract_only(scratch, block, origin, lines, batch);
        }
        self.each_line(scratch, block, lines, batch, |scratch, line, batch| {
            let (number, before) = (batch.lines, batch.events.len());
            if has_records {
                let more = memchr::memchr_iter(b'\n', line).count();
                batch.lines += more;
                batch.continued += more;
                if line == CONTINUED_LINE {
                    return Err(Rejection::Continued);
                }
            }
            let added = match (block, content) {
                (Some(block), LineContent::Record) => self.add_checked(scratch, block, line, batch),
                (Some(block), LineContent::Values) => self.add_values(scratch, block, line, batch),
                (Some(block), LineContent::Repetitions) => {
                    self.add_repeated(scratch, block, line, batch)
                }
                (_, LineContent::Unknown) | (None, _) => Err(Rejection::NoMatch),
            };
            if numbers_lines {
                let arena = batch.texts.arena;
                for event in batch.events.iter_mut().skip(before) {
                    if let Some(subject) = &self.options.subject {
                        self.select(event, subject, arena);
                    }
                    event.line_number = u32::try_from(number).unwrap_or(u32::MAX);
                }
            }
            added
        })
    }

    /// Hands each of `lines` to `add` until `batch` is full; false if the lines end before that. A line
    /// that cannot be added is rejected.
    #[inline(always)]
    pub(super) fn each_line<'a, 'l: 'a>(
        &self,
        scratch: &mut Scratch,
        block: Option<&BlockPlan<'_>>,
        lines: &mut impl Iterator<Item = &'l [u8]>,
        batch: &mut Batch<'a>,
        mut add: impl FnMut(&mut Scratch, &'l [u8], &mut Batch<'a>) -> Result<(), Rejection>,
    ) -> bool {
        while batch.events.len() < EVENTS && batch.rejected.len() < EVENTS {
            let Some(line) = lines.next() else { return false };
            batch.lines += 1;
            let number = batch.lines;
            if let Err(reason) = add(scratch, line, batch) {
                batch.reject(block, reason, line, number);
            }
        }
        true
    }

    fn block_plan<'p>(&self, plan: &'p ExtractionPlan) -> BlockPlan<'p> {
        let only = plan.only_column().filter(|_| self.requested.names().len() == 1);
        let is_plain = self.time_columns.is_empty()
            && self.source_columns.is_empty()
            && self.options.replace.is_empty()
            && self.template_columns.is_empty();
        let requested = &self.requested;
        BlockPlan {
            plan,
            only: only.filter(|_| is_plain),
            grouping: Grouping::of(self.compared_kinds()),
            is_plain,
            conditions: requested.conditions().start,
            measure: requested.measure(),
            ratio: requested.ratio(),
            carried: requested.carried(),
        }
    }

    /// The time of `line`; `None` if the line has none, or is rejected before its time is read. Filters are not
    /// applied.
    pub(crate) fn time(&self, scratch: &mut Scratch, line: &[u8]) -> Option<Timestamp> {
        let plan = scratch.plan.clone()?;
        let arena = Arena::new();
        let mut batch = Batch::new(&arena);
        // The event is not needed: the batch has the time, also of a line rejected behind it.
        let _ = self.add(scratch, &self.block_plan(&plan), line, &mut batch);
        batch.times.range.map(|(first, _)| first)
    }

    /// Adds the event of `line` to `batch`, if the line is no header and passes the filter.
    #[inline(always)]
    pub(super) fn add_checked<'a>(
        &self,
        scratch: &mut Scratch,
        block: &BlockPlan<'_>,
        line: &'a [u8],
        batch: &mut Batch<'a>,
    ) -> Result<(), Rejection> {
        if scratch.has_checks {
            Self::check(scratch, block, line)?;
        }
        self.add(scratch, block, line, batch)
    }

    /// Fails if `line` is a header or does not pass the filter.
    pub(super) fn check(
        scratch: &mut Scratch,
        block: &BlockPlan<'_>,
        line: &[u8],
    ) -> Result<(), Rejection> {
        if scratch.header_line.as_deref() == Some(line) {
            return Err(Rejection::Header);
        }
        if !scratch.filter.keeps(line, scratch.encoding(line)) {
            let state = scratch.state.as_mut();
            let is_continued = state.is_some_and(|state| block.plan.is_continued(state, line));
            return Err(match is_continued {
                true => Rejection::Continued,
                false => Rejection::Filtered,
            });
        }
        Ok(())
    }

    /// Adds the event of `line` to `batch`.
    #[inline(always)]
    pub(super) fn add<'a>(
        &self,
        scratch: &mut Scratch,
        block: &BlockPlan<'_>,
        line: &'a [u8],
        batch: &mut Batch<'a>,
    ) -> Result<(), Rejection> {
        match block.only {
            Some(origin) => self.add_only(scratch, block, origin, line, batch),
            None => self.add_columns(scratch, block, line, batch),
        }
    }

    /// If the value itself is measured (`-N`), reads it as a number, whose unit is `unit` unless it carries one,
    /// and leaves the empty value, which all events then share.
    pub(super) fn measure_value<'a>(
        &self,
        event: &mut Event<'a>,
        unit: Unit,
        arena: &'a Arena,
    ) -> Result<(), Rejection> {
        if self.options.numeric {
            event.number = Some(arena.alloc(read_number(event.value)?.or_unit(unit)));
            event.value = &[];
        }
        Ok(())
    }

    /// Adds the event of a line of which several columns are needed.
    #[inline(never)]
    pub(super) fn add_columns<'a>(
        &self,
        scratch: &mut Scratch,
        block: &BlockPlan<'_>,
        line: &'a [u8],
        batch: &mut Batch<'a>,
    ) -> Result<(), Rejection> {
        let mut event = Event { line, ..Event::new(&[], 1, None) };
        self.fill_before_conditions(scratch, block, &mut event, batch)?;
        let columns = &batch.texts.columns;
        for (place, condition) in scratch.conditions.iter_mut().enumerate() {
            let column = columns.get(block.conditions + place);
            if !column.is_some_and(|text| condition.holds(text)) {
                return Err(Rejection::Filtered);
            }
        }
        if self.options.numeric {
            event.value = &[];
        } else if self.options.compare.is_empty() {
            event.value = self.value(batch);
        }
        let columns = &batch.texts.columns;
        if let Some(column) = block.measure {
            let number = columns.get(column).and_then(Number::read);
            let number = number.map(|number| number.or_unit(block.plan.unit(column)));
            event.number = number.map(|number| &*batch.texts.arena.alloc(number));
        }
        if let (Some(column), Some(condition)) = (block.ratio, &mut scratch.ratio) {
            event.hit = columns.get(column).is_some_and(|text| condition.holds(text));
            event.selected = event.hit && self.options.subject.is_none();
        }
        if !block.carried.is_empty() {
            let carried = columns.all().get(block.carried.clone()).unwrap_or_default();
            event.columns = batch.texts.arena.alloc_slice_copy(carried);
        }
        if !self.options.compare.is_empty() {
            let text = |place: usize| event.columns.get(place).copied().flatten();
            // The first text is the value, and the first number is measured on it.
            if let Some(Grouping { text: value, number }) = block.grouping {
                event.value = text(value).filter(|_| !self.options.numeric).unwrap_or_default();
                let number = text(number).and_then(Number::read);
                event.number = number.map(|number| &*batch.texts.arena.alloc(number));
            }
        }
        batch.events.push(event);
        Ok(())
    }

    /// Fills `event`, which has its line, as far as it is known before the conditions are looked at: its
    /// weight, its time, and the number that its value is.
    #[inline]
    fn fill_before_conditions<'a>(
        &self,
        scratch: &mut Scratch,
        block: &BlockPlan<'_>,
        event: &mut Event<'a>,
        batch: &mut Batch<'a>,
    ) -> Result<(), Rejection> {
        let (plan, line) = (block.plan, event.line);
        let encoding = scratch.encoding(line);
        let Some(state) = &mut scratch.state else { return Err(Rejection::NoMatch) };
        plan.split(state, line, encoding, &mut batch.texts)?;
        let mut time = scratch.time.as_mut();
        if let (Splitter::AfterTime, Some(time)) = (&plan.outer, &mut time) {
            let (_, rest) = time.before_rest(line, &mut BlockTimes::NONE.clone())?;
            batch.texts.columns.set(0, Some(rest));
        }
        if time.is_some() && self.has_own_clock(&batch.texts) {
            time = None;
        }
        if (plan.is_time_first || !self.time_columns.is_empty())
            && let Some(time) = time.take()
        {
            let at = time.of_line(plan, line, &batch.texts, &mut batch.times)?;
            self.fill_time_columns(at, &mut batch.texts);
            event.at = Some(at);
        }
        if !block.is_plain {
            self.fill_source(&scratch.source, &mut batch.texts);
            self.fill_templates(&mut scratch.stamps, line, &mut batch.texts);
            self.replace(&scratch.replacements, &mut batch.texts);
        }
        event.weight = self.weight(&batch.texts.columns)?;
        if self.options.numeric {
            event.value = self.value(batch);
            self.measure_value(event, plan.unit(0), batch.texts.arena)?;
        }
        if let Some(time) = time {
            event.at = Some(time.of_line(plan, line, &batch.texts, &mut batch.times)?);
        }
        Ok(())
    }

    /// The value: the first column, or the tuple of several.
    #[inline]
    fn value<'a>(&self, batch: &Batch<'a>) -> &'a [u8] {
        let LineTexts { columns, arena, .. } = &batch.texts;
        let values = self.requested.value_columns();
        if values <= 1 {
            return columns.get(0).unwrap_or_default();
        }
        let columns = columns.all().iter().take(values);
        tuple_in(columns.map(|text| text.unwrap_or_default()), arena)
    }

    /// Selects an event of the subject, and gives it the subject's own spelling.
    fn select<'a>(&self, event: &mut Event<'a>, subject: &Subject, arena: &'a Arena) {
        let columns = self.requested.value_columns();
        if !event.selected && subject.includes(tuple_text(event.value, columns.max(1))) {
            event.selected = true;
            if columns <= 1 && event.value != subject.text() {
                event.value = arena.alloc_slice_copy(subject.text());
            }
        }
    }
}
