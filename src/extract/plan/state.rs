//! What a worker keeps of a plan: the state of its splitters, and what is known of the block at hand.

use super::super::json;
use super::super::repeated;
use super::super::splitter::{Splitter, SplitterState};
use super::super::w3c::Header;
use super::{ColumnOrigin, ExtractionPlan};

/// A worker's state of a plan's splitters.
#[derive(Debug)]
pub(in crate::extract) struct PlanState {
    pub(in crate::extract) outer: SplitterState,
    pub(super) inners: Vec<SplitterState>,
    /// Whether a line of the block may hold several JSON values, or half of one.
    pub(in crate::extract) checks_values: bool,
    /// Whether a line of the block may stand for several lines.
    pub(in crate::extract) may_repeat: bool,
    /// Whether each line of the block is a record.
    pub(in crate::extract) is_by_line: bool,
    /// Whether the columns are the raw fields as they are, in their order.
    pub(super) are_fields: bool,
}

impl ExtractionPlan {
    /// The state of a worker.
    pub(in crate::extract) fn state(&self) -> PlanState {
        let inners = self.inners.iter().map(|inner| inner.splitter.state()).collect();
        let is_field = |(field, origins): (usize, &Vec<ColumnOrigin>)| match &origins[..] {
            [origin] => origin.layer == 0 && origin.field == field && origin.is_whole(),
            _ => false,
        };
        let are_fields = !self.takes_rest && self.columns.iter().enumerate().all(is_field);
        let (outer, is_by_line) = (self.outer.state(), self.records.is_none());
        let (checks_values, may_repeat) = (false, false);
        PlanState { outer, inners, checks_values, may_repeat, is_by_line, are_fields }
    }

    /// Prepares for `block`, at whose start `header` is in force.
    pub(in crate::extract) fn enter_block(
        &self,
        state: &mut PlanState,
        block: &[u8],
        header: Option<&Header>,
    ) {
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
}
