//! What a worker keeps from line to line: the plan of the source at hand, and the state it needs.

use std::sync::Arc;

use super::context::SourceContext;
use super::encoding::Encoding;
use super::filter::Filter;
use super::line_time::LineTime;
use super::plan::{ExtractionPlan, PlanState};
use super::records::RecordRule;
use super::remembered_condition::RememberedCondition;
use super::replacement::Replacements;
use super::w3c::Header;
use crate::condition::Condition;
use crate::time::{Assumed, Context, Reference, TimeParser, Zone};

/// What one line of a block may stand for.
#[derive(Debug, Clone, Copy)]
pub(super) enum LineContent {
    Record,
    /// Several JSON values, or half of one.
    Values,
    /// Several equal records.
    Repetitions,
    /// The source has no plan to read it by.
    Unknown,
}

/// A worker's state of extraction.
pub(crate) struct Scratch {
    pub(super) filter: Filter,
    pub(super) conditions: Vec<RememberedCondition>,
    /// The condition of the ratio.
    pub(super) ratio: Option<RememberedCondition>,
    pub(super) replacements: Replacements,
    pub(super) source: Vec<u8>,
    /// The plan of the source, or `None` if the source has no lines to compile it from.
    pub(super) plan: Option<Arc<ExtractionPlan>>,
    pub(super) state: Option<PlanState>,
    pub(super) time: Option<LineTime>,
    /// Finds the stamp of a line, so that a template is made of the text after it.
    pub(super) stamps: TimeParser,
    /// Whether a line must be looked at before it is split.
    pub(super) has_checks: bool,
    /// What is known of all lines of the block: `Ascii`, or `Unknown` if nothing asks for the encoding.
    /// `None`: each line is looked at by itself.
    block_encoding: Option<Encoding>,
    /// The first line of the source if it names the columns; the line is skipped wherever it stands,
    /// because files may have been joined.
    pub(super) header_line: Option<Vec<u8>>,
}

impl Scratch {
    /// The state for a source that `plan` takes apart, before any source is entered.
    pub(super) fn new(
        plan: Option<&Arc<ExtractionPlan>>,
        filter: Filter,
        conditions: &[Condition],
        ratio: Option<&Condition>,
        replacements: Replacements,
    ) -> Self {
        let has_checks = !filter.is_empty();
        let remembered = |condition: &Condition| RememberedCondition::new(condition.clone());
        let conditions = conditions.iter().map(remembered).collect();
        let ratio = ratio.map(remembered);
        let (plan, state) = (plan.cloned(), plan.map(|plan| plan.state()));
        Self {
            filter,
            conditions,
            ratio,
            replacements,
            source: Vec::new(),
            plan,
            state,
            time: None,
            stamps: TimeParser::new(None, Context::new(Zone::utc(), Reference::Year(2000))),
            has_checks,
            block_encoding: None,
            header_line: None,
        }
    }

    /// Prepares for the lines of `source`.
    pub(super) fn enter_source(&mut self, source: &SourceContext) {
        let plan = source.plan.as_ref();
        source.name.as_bytes().clone_into(&mut self.source);
        if let Some(source) = &source.time {
            match &mut self.time {
                Some(time) => time.enter_source(source),
                time => *time = Some(LineTime::new(source)),
            }
        }
        let is_known = match (&self.plan, plan) {
            (Some(known), Some(plan)) => Arc::ptr_eq(known, plan),
            _ => false,
        };
        if !is_known {
            self.state = plan.map(|plan| plan.state());
            self.plan = plan.cloned();
        }
        self.header_line = source.header_line().map(<[u8]>::to_vec);
        self.has_checks = !self.filter.is_empty() || self.header_line.is_some();
    }

    /// Prepares for the lines of `block`, at whose start `header` is in force.
    pub(super) fn enter_block(&mut self, block: &[u8], header: Option<&Header>) {
        let plan_asks = self.plan.as_ref().is_some_and(|plan| plan.asks_encoding());
        self.block_encoding = match plan_asks || !self.filter.is_empty() {
            false => Some(Encoding::Unknown),
            true => block.is_ascii().then_some(Encoding::Ascii),
        };
        if let Some(time) = &mut self.time {
            time.enter_block(block);
        }
        if let (Some(plan), Some(state)) = (&self.plan, &mut self.state) {
            plan.enter_block(state, block, header);
        }
    }

    /// What one line of the block may stand for.
    pub(super) fn line_content(&self) -> LineContent {
        match &self.state {
            Some(state) if state.checks_values => LineContent::Values,
            Some(state) if state.may_repeat => LineContent::Repetitions,
            Some(_) => LineContent::Record,
            None => LineContent::Unknown,
        }
    }

    /// Which lines of the block are one record, where that may be several.
    pub(crate) fn records(&self) -> Option<RecordRule> {
        let state = self.state.as_ref().filter(|state| !state.is_by_line);
        state.and(self.plan.as_ref())?.records.clone()
    }

    /// The encoding of `line` as far as patterns need to know it.
    #[inline]
    pub(super) fn encoding(&self, line: &[u8]) -> Encoding {
        self.block_encoding.unwrap_or_else(|| Encoding::of(line))
    }

    /// What the stamps read so far left out and had to be assumed.
    pub(crate) fn assumed(&self) -> Assumed {
        self.time.as_ref().map_or(Assumed::default(), LineTime::assumed)
    }
}
