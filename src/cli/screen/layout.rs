//! How many lines of the screen each part gets, and where the parts of the last frame are: a click carries
//! its place alone.

use ratatui::layout::Rect;

/// Lines of each part, from the top.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct ScreenLayout {
    pub(super) totals: u16,
    /// The filters that hold.
    pub(super) chips: u16,
    /// The figures of the measure, with -m.
    pub(super) measured: u16,
    pub(super) body: u16,
    /// The sparkline of all values together, and the line of its range and peak.
    pub(super) timeline: u16,
    pub(super) note: u16,
    pub(super) keys: u16,
}

/// The parts this report has besides the body.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct ShownParts {
    pub(super) measured: bool,
    pub(super) timed: bool,
    pub(super) noted: bool,
    pub(super) filtered: bool,
}

/// The least lines of a screen, with the lines of the timeline on a screen of that size.
const TIMELINES: [(u16, u16); 3] = [(50, 6), (30, 4), (12, 2)];
/// The least lines of a screen with a line of figures or a note.
const LEAST: u16 = 12;
/// The least lines of a screen with the line of filters.
const MIN_CHIPS: u16 = 6;
/// The least lines of a screen with the line of keys.
const MIN_KEYS: u16 = 4;

impl ScreenLayout {
    /// The layout of a screen of `height` lines. The body gets what the other parts leave.
    pub(super) fn new(height: u16, parts: ShownParts) -> Self {
        let one = |wanted: bool, least: u16| u16::from(wanted && height >= least);
        let timeline = TIMELINES.iter().find(|(least, _)| height >= *least);
        let timeline = timeline.filter(|_| parts.timed).map_or(0, |(_, lines)| *lines);
        let mut layout = Self {
            totals: one(true, 1),
            chips: one(parts.filtered, MIN_CHIPS),
            measured: one(parts.measured, LEAST),
            body: 0,
            timeline,
            note: one(parts.noted, LEAST),
            keys: one(true, MIN_KEYS),
        };
        let Self { totals, chips, measured, timeline, note, keys, .. } = layout;
        layout.body = height.saturating_sub(totals + chips + measured + timeline + note + keys);
        layout
    }
}

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
