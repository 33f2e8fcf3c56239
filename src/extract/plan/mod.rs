//! The extraction plan: how each requested column is found in the lines of one source.
//!
//! A line is split into raw fields, of which the plan wants only the fields that columns need. A column is
//! a raw field, a part of one, or derived from one. There may be two layers: a wrapper (CRI, docker,
//! journal, syslog) and the format of the lines in it; columns of the inner one come first, so that
//! its time and its status are meant if both have one. A plan is compiled once and shared by all
//! workers; [`super::batch`] runs it.

mod preset;

pub use preset::header_names;
pub(super) use preset::never_there;

use super::continued::ContinuedLines;
use super::derived::Derived;
use super::encoding::Encoding;
use super::json::{self, Values};
use super::splitter::{Splitter, SplitterState};
use super::texts::FieldTexts;
use super::w3c::Header;
use crate::event::Arena;
use crate::format::{Cut, Format};
use crate::tally::Rejection;

/// How the lines of a source are taken apart.
#[derive(Debug)]
pub(super) struct ExtractionPlan {
    pub(super) format: Option<SourceFormat>,
    pub(super) outer: Splitter,
    pub(super) inner: Option<Inner>,
    /// Which lines belong to the record before them.
    pub(super) continued: Option<ContinuedLines>,
    /// Where each requested column comes from: the first of its origins that a line has.
    pub(super) columns: Vec<Vec<ColumnOrigin>>,
    /// The column that is the time; otherwise the time is sought in the line.
    pub(super) time: Option<usize>,
    /// Whether the time is read before the value is looked at.
    pub(super) is_time_first: bool,
}

/// The format that a plan was compiled from.
#[derive(Debug)]
pub(super) struct SourceFormat {
    pub(super) preset: &'static Format,
    /// The format of the lines wrapped in lines of `preset`.
    pub(super) inner: Option<&'static Format>,
    /// The line that names the columns, if the source begins with one.
    pub(super) header: Option<Vec<u8>>,
}

/// The second layer.
#[derive(Debug)]
pub(super) struct Inner {
    /// Where the wrapped line is among the fields of the outer splitter.
    line: Vec<ColumnOrigin>,
    splitter: Splitter,
    /// Which wrapped lines belong to the record before them.
    continued: Option<ContinuedLines>,
}

/// Where a column can come from.
#[derive(Debug, Clone)]
pub(super) struct ColumnOrigin {
    /// The layer: 0 the line, 1 the line wrapped in it.
    layer: usize,
    /// The raw field.
    field: usize,
    /// The cuts made of the field, one after the other.
    cuts: &'static [Cut],
    /// What is made of the part.
    derivation: Option<Derived>,
}

/// A worker's state of a plan's splitters.
#[derive(Debug)]
pub(super) struct PlanState {
    pub(super) outer: SplitterState,
    inner: SplitterState,
    /// Whether a line of the block may hold several JSON values, or half of one.
    pub(super) checks_values: bool,
}

/// The texts of the line at hand.
#[derive(Debug)]
pub(super) struct LineTexts<'a> {
    /// The raw fields.
    pub(super) outer: FieldTexts<'a>,
    /// The raw fields of the wrapped line.
    inner: FieldTexts<'a>,
    /// The requested columns.
    pub(super) columns: FieldTexts<'a>,
    pub(super) arena: &'a Arena,
}

impl<'a> LineTexts<'a> {
    pub(super) fn new(arena: &'a Arena) -> Self {
        let texts = || FieldTexts::new(arena);
        Self { outer: texts(), inner: texts(), columns: texts(), arena }
    }
}

impl ColumnOrigin {
    /// The raw field at `field` of the line.
    pub(super) const fn field(field: usize) -> Self {
        Self { layer: 0, field, cuts: &[], derivation: None }
    }

    /// This origin, from which `derivation` makes the column.
    pub(super) fn derived(self, derivation: Option<Derived>) -> Self {
        Self { derivation, ..self }
    }

    /// The column's text, made of the text of its raw field; `None` if the text does not have it.
    #[inline]
    pub(super) fn column<'a>(&self, field: &'a [u8], arena: &'a Arena) -> Option<&'a [u8]> {
        let text = self.cuts.iter().try_fold(field, |text, cut| cut.take(text))?;
        match self.derivation {
            None => Some(text),
            Some(derived) => derived.derive(text, arena),
        }
    }
}

impl ExtractionPlan {
    /// The plan of lines that only `splitter` takes apart: its fields are the columns.
    pub(super) fn of_fields(splitter: Splitter, columns: usize) -> Self {
        let columns = (0..columns).map(|field| vec![ColumnOrigin::field(field)]).collect();
        let (format, inner, time, continued) = (None, None, None, None);
        Self { format, outer: splitter, inner, continued, columns, time, is_time_first: false }
    }

    /// This plan, with so many columns more that no line has: they are made of its time and its source.
    pub(super) fn with_made(mut self, columns: usize) -> Self {
        self.columns.resize(self.columns.len() + columns, Vec::new());
        self
    }

    /// This plan, with `derivation` made of the column at `column`.
    pub(super) fn deriving(mut self, column: usize, derivation: Derived) -> Self {
        for origin in self.columns.get_mut(column).into_iter().flatten() {
            origin.derivation = Some(derivation);
        }
        self
    }

    fn splitters(&self) -> impl Iterator<Item = &Splitter> {
        [&self.outer].into_iter().chain(self.inner.as_ref().map(|inner| &inner.splitter))
    }

    /// Whether lines are matched by patterns, which need to know the encoding of a line.
    pub(super) fn has_patterns(&self) -> bool {
        self.splitters().any(Splitter::has_patterns)
    }

    /// Whether lines anywhere in the source name its fields.
    pub(super) fn follows_headers(&self) -> bool {
        self.splitters().any(Splitter::follows_headers)
    }

    /// The state of a worker.
    pub(super) fn state(&self) -> PlanState {
        let inner = self.inner.as_ref().map(|inner| inner.splitter.state());
        let inner = inner.unwrap_or_default();
        PlanState { outer: self.outer.state(), inner, checks_values: false }
    }

    /// Prepares for `block`, at whose start `header` is in force.
    pub(super) fn enter_block(&self, state: &mut PlanState, block: &[u8], header: Option<&Header>) {
        let has_json = self.splitters().any(Splitter::is_json);
        state.checks_values = has_json && !json::are_single(block);
        self.outer.enter_block(&mut state.outer, header);
        if let Some(inner) = &self.inner {
            inner.splitter.enter_block(&mut state.inner, header);
        }
    }

    /// The only column, if it is no more than one of the raw fields of the line or a part of it.
    pub(super) fn only_column(&self) -> Option<&ColumnOrigin> {
        let [origins] = &self.columns[..] else { return None };
        let first = origins.first().filter(|first| first.layer == 0 && first.field == 0)?;
        (self.inner.is_none() && self.time.is_none()).then_some(first)
    }

    /// The texts of the time column, of the lines that have it.
    pub(super) fn times(&self, lines: &[&[u8]]) -> Vec<Vec<u8>> {
        let column = self.time.unwrap_or(usize::MAX);
        let (mut state, arena) = (self.state(), Arena::new());
        let mut texts = LineTexts::new(&arena);
        let mut times = Vec::with_capacity(lines.len());
        for line in lines {
            let split = self.split(&mut state, line, Encoding::of(line), &mut texts);
            let text = split.ok().and_then(|()| texts.columns.get(column));
            times.extend(text.map(<[u8]>::to_vec));
        }
        times
    }

    /// Whether at least half of `lines`, but for headers and continued lines, have the first column.
    pub(super) fn fits(&self, lines: &[&[u8]]) -> bool {
        let (mut state, arena) = (self.state(), Arena::new());
        let mut texts = LineTexts::new(&arena);
        let is_made = self.columns.first().is_some_and(Vec::is_empty);
        let column = self.time.filter(|_| is_made).unwrap_or(0);
        let (mut fits, mut records) = (0, 0);
        for line in lines {
            match self.split(&mut state, line, Encoding::of(line), &mut texts) {
                Err(Rejection::Header | Rejection::Continued) => {}
                split => {
                    records += 1;
                    fits += usize::from(split.is_ok() && texts.columns.is_found(column));
                }
            }
        }
        fits * 2 >= records
    }

    /// The reason why a line is rejected that the outer splitter rejects: a line that does not match
    /// may be a header of the format, or belong to the record before it.
    #[cold]
    pub(super) fn rejection(&self, rejection: Rejection, line: &[u8]) -> Rejection {
        let is_header = || self.format.as_ref().is_some_and(|format| format.preset.is_header(line));
        match rejection {
            Rejection::NoMatch if is_header() => Rejection::Header,
            rejection => continued(rejection, self.continued.as_ref(), line),
        }
    }

    /// The reason why a line is rejected that lacks a column: a line of a trace may look like a pair.
    #[cold]
    pub(super) fn without_column(&self, rejection: Rejection, line: &[u8]) -> Rejection {
        match &self.continued {
            Some(rules) if rules.is_continued(line) => Rejection::Continued,
            _ => rejection,
        }
    }

    /// Whether `line`, which a filter left out, belongs to the record before it.
    #[cold]
    pub(super) fn is_continued(&self, state: &mut PlanState, line: &[u8]) -> bool {
        let has_rule = self.continued.is_some()
            || self.inner.as_ref().is_some_and(|inner| inner.continued.is_some());
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
    /// The line, or the line wrapped in it, is not of the format, or is a header.
    pub(super) fn split<'a>(
        &self,
        state: &mut PlanState,
        line: &'a [u8],
        encoding: Encoding,
        texts: &mut LineTexts<'a>,
    ) -> Result<(), Rejection> {
        let LineTexts { outer, inner, columns, arena } = texts;
        let split = self.outer.split(&mut state.outer, line, encoding, outer);
        split.map_err(|rejection| self.rejection(rejection, line))?;
        if let Some(Inner { line: origins, splitter, continued: rules }) = &self.inner {
            let line = first(origins, outer, outer, arena).ok_or(Rejection::NoMatch)?;
            // An escape in the outer line may be a character of any kind.
            // Several values in a wrapped line are not taken apart.
            if state.checks_values && splitter.is_json() && json::values(line) != Values::One {
                return Err(Rejection::NoMatch);
            }
            splitter
                .split(&mut state.inner, line, Encoding::of(line), inner)
                .map_err(|rejection| continued(rejection, rules.as_ref(), line))?;
        }
        columns.clear();
        for origins in &self.columns {
            columns.push(first(origins, outer, inner, arena));
        }
        Ok(())
    }
}

/// `Continued` in place of `rejection`, where `line` is no record and belongs to the one before it.
fn continued(rejection: Rejection, rules: Option<&ContinuedLines>, line: &[u8]) -> Rejection {
    let is_continued = || rules.is_some_and(|rules| rules.is_continued(line));
    if rejection == Rejection::NoMatch && is_continued() { Rejection::Continued } else { rejection }
}

/// The text of the first of `origins` that the line has.
#[inline]
fn first<'a>(
    origins: &[ColumnOrigin],
    outer: &FieldTexts<'a>,
    inner: &FieldTexts<'a>,
    arena: &'a Arena,
) -> Option<&'a [u8]> {
    origins.iter().find_map(|origin| {
        let fields = if origin.layer == 0 { outer } else { inner };
        origin.column(fields.get(origin.field)?, arena)
    })
}
