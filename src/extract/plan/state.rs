//! What a worker keeps of a plan: the state of its splitters, and what is known of the block at hand.

use super::super::column_cache::ColumnCache;
use super::super::splitter::SplitterState;

/// A worker's state of a plan's splitters.
pub(in crate::extract) struct PlanState {
    pub(in crate::extract) outer: SplitterState,
    pub(super) inners: Vec<SplitterState>,
    /// Of each field that several columns are made of, the columns by its text.
    pub(super) known: Vec<ColumnCache>,
    /// Whether a line of the block may hold several JSON values, or half of one.
    pub(in crate::extract) checks_values: bool,
    /// Whether a line of the block may stand for several lines.
    pub(in crate::extract) may_repeat: bool,
    /// Whether each line of the block is a record.
    pub(in crate::extract) is_by_line: bool,
    /// Whether the columns are the raw fields as they are, in their order.
    pub(super) are_fields: bool,
}
