//! Where the parts of the last frame are: a click carries its place alone.

use ratatui::layout::Rect;

/// The places of the last frame; empty areas for parts it lacks.
#[derive(Debug, Clone, Default)]
pub(crate) struct ScreenPlaces {
    /// Columns of the screen.
    pub(super) width: u16,
    /// The rows of values, without their header.
    pub(crate) rows: Rect,
    /// The chart of all values together.
    pub(super) timeline: Rect,
    /// Each chip that was drawn.
    pub(super) chips: Vec<Rect>,
    /// The lines of a list, and the index of the first.
    pub(super) list: Rect,
    pub(super) list_first: usize,
}
