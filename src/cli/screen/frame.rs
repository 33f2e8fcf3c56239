//! One frame: each part on its lines.

use ratatui::Frame;
use streamstats::render::{Style, visible};
use streamstats::report::Report;

use super::canvas::{Canvas, Paint};
use super::layout::{ScreenLayout, ShownParts};
use super::{Status, View, compared, keys, numbers, timeline, totals, values};

/// Draws the whole screen.
pub(super) fn draw(
    frame: &mut Frame<'_>,
    report: &Report<'_>,
    view: &View,
    status: &Status,
    style: Style,
) {
    let area = frame.area();
    let has_values = report.table("values").is_some();
    let parts = ShownParts {
        measured: has_values && report.record("distribution").is_some(),
        timed: report.record("time").is_some(),
        noted: status.note.is_some(),
    };
    let layout = ScreenLayout::new(area.height, parts);
    let mut canvas = Canvas::new(frame.buffer_mut(), area, style);
    let mut top = 0;
    let mut part = |lines: u16| {
        let at = top;
        top += lines;
        (at, lines)
    };
    let (totals, measured, body) = (part(layout.totals), part(layout.measured), part(layout.body));
    let (timeline, note) = (part(layout.timeline), part(layout.note));
    let keys = part(layout.keys);
    totals::draw(&mut canvas.part(totals.0, totals.1), report, view, status);
    if measured.1 > 0 {
        numbers::draw_line(&mut canvas.part(measured.0, measured.1), report);
    }
    let mut inside = canvas.part(body.0, body.1);
    if let Some(table) = report.table("values") {
        values::draw(&mut inside, report, table, view);
    } else if report.record("distribution").is_some() {
        numbers::draw(&mut inside, report);
    } else {
        compared::draw(&mut inside, report);
    }
    timeline::draw(&mut canvas.part(timeline.0, timeline.1), report);
    if let Some(text) = &status.note {
        let text = visible(text.as_bytes(), style.unicode);
        canvas.part(note.0, note.1).line(0, &text, Paint::Warning);
    }
    let cursor = keys::draw(&mut canvas.part(keys.0, keys.1), view, has_values);
    if let Some(x) = cursor {
        frame.set_cursor_position((x.min(area.width.saturating_sub(1)), keys.0));
    }
}
