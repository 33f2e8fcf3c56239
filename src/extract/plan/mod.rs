//! The extraction plan: how each requested column is found in the lines of one source.
//!
//! A line is split into raw fields, of which the plan wants only the fields that columns need. A
//! column is a raw field, a part of one, or derived from one. There may be three layers: two
//! wrappers (CRI, docker, journal, syslog) and the format of the lines in them; a column that
//! several layers have is the column of the innermost layer. A plan is compiled once and shared by
//! all workers; [`super::batch`] runs it.

mod absent;
mod asked;
mod delivered;
mod field_columns;
mod first_lines;
mod keys;
mod layer;
mod origin;
mod preset;
mod source_format;
pub(super) mod time;

pub(super) use absent::never_there;
pub(super) use asked::Asked;
pub(super) use keys::KeySearch;
pub(crate) use keys::commonest_key;
pub(super) use origin::ColumnOrigin;
pub(super) use source_format::{Layers, OwnValue, SourceFormat};
pub(super) use time::PlanTime;

use bumpalo::Bump;

use super::column_cache::ColumnCache;
use super::continued::ContinuedLines;
use super::derived::Derived;
use super::encoding::Encoding;
use super::json::{self, Values};
use super::records::RecordRule;
use super::repeated;
use super::splitter::{Splitter, SplitterState};
use super::texts::FieldTexts;
use super::w3c::Header;
use crate::event::Arena;
use crate::format::Format;
use crate::number::Unit;
use crate::tally::Rejection;
use field_columns::FieldColumns;
use origin::first_text;

/// A worker's state of a plan's splitters.
pub(super) struct PlanState {
    pub(super) outer: SplitterState,
    inners: Vec<SplitterState>,
    /// Of each field that several columns are made of, the columns by its text.
    known: Vec<ColumnCache>,
    /// Whether a line of the block may hold several JSON values, or half of one.
    pub(super) checks_values: bool,
    /// Whether a line of the block may stand for several lines.
    pub(super) may_repeat: bool,
    /// Whether each line of the block is a record.
    pub(super) is_by_line: bool,
    /// Where each column is made of the raw field in its place and nothing else: the columns that are not their
    /// raw fields as they are, and where they come from.
    made_in_place: Option<Vec<(usize, ColumnOrigin)>>,
}

/// How the lines of a source are taken apart.
#[derive(Debug)]
pub(super) struct ExtractionPlan {
    pub(super) format: Option<SourceFormat>,
    pub(super) outer: Splitter,
    /// The layers within the lines, the outermost first.
    pub(super) inners: Vec<Inner>,
    /// Which lines belong to the record before them.
    pub(super) continued: Option<ContinuedLines>,
    /// Which lines are one record, where that may be several.
    pub(super) records: Option<RecordRule>,
    /// Where each requested column comes from: the first of its origins that a line has.
    pub(super) columns: Vec<Vec<ColumnOrigin>>,
    /// The columns whose origins stand here in place of there.
    pub(super) made_together: Vec<FieldColumns>,
    /// The columns that are the time; otherwise the time is sought in the line.
    pub(super) time: Option<PlanTime>,
    /// Whether the time is read before the value is looked at.
    pub(super) is_time_first: bool,
    /// Whether a line without the first column has its rest after the stamp there.
    pub(super) takes_rest: bool,
    /// The unit of the bare numbers of each requested column.
    pub(super) units: Vec<Unit>,
}

/// A layer within another.
#[derive(Debug)]
pub(super) struct Inner {
    /// Where the wrapped line is among the fields of the layers around it.
    line: Vec<ColumnOrigin>,
    splitter: Splitter,
    /// Which wrapped lines belong to the record before them.
    continued: Option<ContinuedLines>,
}

/// The texts of the line at hand.
pub(super) struct LineTexts<'a> {
    pub(super) outer: FieldTexts<'a>,
    /// The raw fields of the wrapped lines.
    inners: Vec<FieldTexts<'a>>,
    pub(super) columns: FieldTexts<'a>,
    pub(super) arena: &'a Arena,
    /// Whether the first column is the rest of the line.
    is_rest: bool,
}

impl<'a> LineTexts<'a> {
    pub(super) fn new(arena: &'a Arena) -> Self {
        let texts = || FieldTexts::new(arena);
        Self { outer: texts(), inners: Vec::new(), columns: texts(), arena, is_rest: false }
    }
}

impl ExtractionPlan {
    /// The plan of lines that only `splitter` takes apart: its fields are the columns.
    pub(super) fn of_fields(splitter: Splitter, columns: usize) -> Self {
        let columns = (0..columns).map(|field| vec![ColumnOrigin::field(field)]).collect();
        Self {
            format: None,
            outer: splitter,
            inners: Vec::new(),
            continued: None,
            records: None,
            columns,
            made_together: Vec::new(),
            time: None,
            is_time_first: false,
            takes_rest: false,
            units: Vec::new(),
        }
    }

    /// This plan with empty columns at the end, filled later from the line's time, its source or its text
    /// after the stamp.
    pub(super) fn with_made(mut self, columns: usize) -> Self {
        self.columns.resize(self.columns.len() + columns, Vec::new());
        self
    }

    /// This plan, with `derivation` made of the column at `column`.
    pub(super) fn deriving(mut self, column: usize, derivation: &Derived) -> Self {
        for origin in self.columns.get_mut(column).into_iter().flatten() {
            origin.derivation = Some(derivation.clone());
        }
        self
    }

    fn splitters(&self) -> impl Iterator<Item = &Splitter> {
        [&self.outer].into_iter().chain(self.inners.iter().map(|inner| &inner.splitter))
    }

    /// Whether lines are matched by a pattern that needs to know the encoding of a line.
    pub(super) fn asks_encoding(&self) -> bool {
        self.outer.asks_encoding()
    }

    /// Whether lines anywhere in the source name its fields.
    pub(super) fn follows_headers(&self) -> bool {
        self.splitters().any(Splitter::follows_headers)
    }

    pub(super) fn state(&self) -> PlanState {
        let inners = self.inners.iter().map(|inner| inner.splitter.state()).collect();
        let (outer, is_by_line) = (self.outer.state(), self.records.is_none());
        let (checks_values, may_repeat) = (false, false);
        let known = self.made_together.iter().map(|_| ColumnCache::new()).collect();
        let made_in_place = self.made_in_place();
        PlanState { outer, inners, known, checks_values, may_repeat, is_by_line, made_in_place }
    }

    /// What [`PlanState::made_in_place`] is.
    fn made_in_place(&self) -> Option<Vec<(usize, ColumnOrigin)>> {
        let own = |(place, origins): (usize, &Vec<ColumnOrigin>)| match &origins[..] {
            [origin] if origin.layer == 0 && origin.field == place => Some((place, origin.clone())),
            _ => None,
        };
        if self.takes_rest || !self.inners.is_empty() {
            return None;
        }
        let columns = self.columns.iter().enumerate().map(own);
        let mut made: Vec<(usize, ColumnOrigin)> = columns.collect::<Option<_>>()?;
        made.retain(|(_, origin)| !origin.is_whole());
        Some(made)
    }

    /// Prepares for `block`, at whose start `header` is in force.
    pub(super) fn enter_block(&self, state: &mut PlanState, block: &[u8], header: Option<&Header>) {
        state.is_by_line = self.records.as_ref().is_none_or(|rule| rule.is_by_line(block));
        let has_json = self.splitters().any(Splitter::is_json);
        state.checks_values = has_json && !json::are_single(block);
        let layers = self.format.iter().flat_map(|format| &format.layers);
        let repeats = layers.into_iter().next().is_some_and(|format| format.repeats);
        state.may_repeat = repeats && repeated::may_repeat(block);
        self.outer.enter_block(&mut state.outer, header);
        for (inner, state) in self.inners.iter().zip(&mut state.inners) {
            inner.splitter.enter_block(state, header);
        }
    }

    /// The only column, if it is no more than one of the raw fields of the line or a part of it.
    pub(super) fn only_column(&self) -> Option<&ColumnOrigin> {
        let [origins] = &self.columns[..] else { return None };
        let first = origins.first().filter(|first| first.layer == 0 && first.field == 0)?;
        let is_whole = self.inners.is_empty() && self.time.is_none() && !self.takes_rest;
        is_whole.then_some(first)
    }

    /// The text of the only column, whose first origin is `origin`; `None` if `line` lacks it.
    ///
    /// # Errors
    /// The line is not of the format, or is a header.
    #[inline(always)]
    pub(super) fn only_text<'a>(
        &self,
        origin: &ColumnOrigin,
        state: &mut SplitterState,
        line: &'a [u8],
        encoding: Encoding,
        texts: &mut LineTexts<'a>,
    ) -> Result<Option<&'a [u8]>, Rejection> {
        let LineTexts { outer, arena, .. } = texts;
        if let [origins] = &self.columns[..]
            && origins.len() > 1
        {
            self.outer.split(state, line, encoding, outer)?;
            return Ok(first_text(origins, outer, &[], arena));
        }
        let field = self.outer.first(state, line, encoding, outer)?;
        Ok(field.and_then(|field| origin.column(field, arena)))
    }

    /// Whether the lines, or the lines wrapped in them, have a format that is recognised by more than a stamp.
    pub(super) fn is_named(&self) -> bool {
        let layers = self.format.iter().flat_map(|format| &format.layers);
        layers.into_iter().any(|format| !format.is_last_resort())
    }

    /// Whether a format of the plan has the column `name`.
    pub(super) fn has_column(&self, name: &str) -> bool {
        let layers = self.format.iter().flat_map(|format| &format.layers);
        layers.into_iter().any(|format| format.column(name).is_some())
    }

    /// The innermost format that has a column of the time.
    pub(super) fn timed_format(&self) -> Option<&'static Format> {
        let layers = self.format.as_ref()?.layers.iter().rev();
        layers.copied().find(|format| format.time.is_some())
    }

    /// The unit of the bare numbers of a requested column.
    pub(super) fn unit(&self, column: usize) -> Unit {
        self.units.get(column).copied().unwrap_or_default()
    }

    /// The reason why a line is rejected that the outer splitter rejects: a line that does not match
    /// may be a header of the format, or belong to the record before it.
    #[cold]
    pub(super) fn rejection(&self, rejection: Rejection, line: &[u8]) -> Rejection {
        let is_header = || self.format.as_ref().is_some_and(|format| format.is_header(line));
        match rejection {
            Rejection::NoMatch if is_header() => Rejection::Header,
            rejection => continued(rejection, self.continued.as_ref(), line),
        }
    }

    /// The reason why a line of the format is rejected that lacks a column: a line of a trace may look
    /// like a pair.
    #[cold]
    pub(super) fn without_column(&self, rejection: Rejection, line: &[u8]) -> Rejection {
        match &self.continued {
            Some(rules) if rules.looks_continued(line) => Rejection::Continued,
            _ => rejection,
        }
    }

    /// Whether `line`, which a filter left out, belongs to the record before it.
    #[cold]
    pub(super) fn is_continued(&self, state: &mut PlanState, line: &[u8]) -> bool {
        let has_rule =
            self.continued.is_some() || self.inners.iter().any(|inner| inner.continued.is_some());
        let arena = Arena::new();
        let mut split = || {
            let mut texts = LineTexts::new(&arena);
            self.split(state, line, Encoding::of(line), &mut texts)
        };
        has_rule && split() == Err(Rejection::Continued)
    }

    /// Finds the columns of `line`, whose encoding is `encoding`.
    ///
    /// # Errors
    /// The line is not of the format, or is a header. A wrapped line that is not of its format leaves
    /// its columns absent.
    pub(super) fn split<'a>(
        &self,
        state: &mut PlanState,
        line: &'a [u8],
        encoding: Encoding,
        texts: &mut LineTexts<'a>,
    ) -> Result<(), Rejection> {
        let LineTexts { outer, inners, columns, arena, is_rest } = texts;
        if let Some(made) = &state.made_in_place {
            // A copy of the fields would cost as much as to find them.
            let split = self.outer.split(&mut state.outer, line, encoding, columns);
            split.map_err(|rejection| self.rejection(rejection, line))?;
            for (place, origin) in made {
                let field = columns.get(*place);
                columns.set(*place, field.and_then(|field| origin.column(field, arena)));
            }
            return Ok(());
        }
        let split = self.outer.split(&mut state.outer, line, encoding, outer);
        split.map_err(|rejection| self.rejection(rejection, line))?;
        let innermost = match self.inners.is_empty() {
            true => line,
            false => self.split_inners(state, line, outer, inners, arena)?,
        };
        columns.fill(self.columns.iter().map(|origins| match &origins[..] {
            // Made together with others, or of the time, the source or the rest of the line.
            [] => None,
            [origin] if origin.is_bare_field() => outer.get(origin.field),
            origins => first_text(origins, outer, inners, arena),
        }));
        for (made, known) in self.made_together.iter().zip(&mut state.known) {
            made.set(known, outer, inners, columns, arena);
        }
        *is_rest = self.takes_rest && !columns.is_found(0);
        if *is_rest {
            let time = self.time.and_then(|time| time.part(columns));
            columns.set(0, Some(time::rest_after(innermost, time)));
        }
        Ok(())
    }

    /// Finds the fields of the lines within `line`, whose own fields are `outer`; gives the innermost line that is
    /// of its format. Errors: the line within belongs to the record before it.
    fn split_inners<'a>(
        &self,
        state: &mut PlanState,
        line: &'a [u8],
        outer: &FieldTexts<'a>,
        inners: &mut Vec<FieldTexts<'a>>,
        arena: &'a Bump,
    ) -> Result<&'a [u8], Rejection> {
        inners.resize_with(self.inners.len(), || FieldTexts::new(arena));
        let has_alternatives = self.format.as_ref().is_some_and(|format| format.has_alternatives);
        let (mut innermost, mut is_found, mut is_continued) = (line, false, false);
        for (depth, inner) in self.inners.iter().enumerate() {
            let (known, new) = inners.split_at_mut(depth);
            let line = first_text(&inner.line, outer, known, arena);
            let Some(line) = line.filter(|_| !(has_alternatives && is_found)) else {
                // Without this line the inner layers have none; of formats beside each other, one has already
                // read the line.
                new.iter_mut().for_each(FieldTexts::clear);
                break;
            };
            // Several values in a wrapped line are not taken apart: that line is not of its format.
            let is_json = state.checks_values && inner.splitter.is_json();
            let is_one = !is_json || json::values(line) == Values::One;
            let (Some(state), Some(fields)) = (state.inners.get_mut(depth), new.first_mut()) else {
                return Err(Rejection::NoMatch);
            };
            // An escape in the outer line may be a character of any kind.
            let split = match is_one {
                true => inner.splitter.split(state, line, Encoding::of(line), fields),
                false => Err(Rejection::NoMatch),
            };
            if let Err(rejection) = split {
                let rules = inner.continued.as_ref();
                is_continued |= continued(rejection, rules, line) == Rejection::Continued;
                if is_continued && !has_alternatives {
                    return Err(Rejection::Continued);
                }
                // A program may write lines of its own beside the lines of the format.
                fields.clear();
                continue;
            }
            (innermost, is_found) = (line, true);
        }
        if is_continued && !is_found { Err(Rejection::Continued) } else { Ok(innermost) }
    }
}

/// `Continued` in place of `rejection`, where `line` is no record and belongs to the one before it.
fn continued(rejection: Rejection, rules: Option<&ContinuedLines>, line: &[u8]) -> Rejection {
    let is_continued = || rules.is_some_and(|rules| rules.is_continued(line));
    if rejection == Rejection::NoMatch && is_continued() { Rejection::Continued } else { rejection }
}
