//! One frame: each part on its lines, a list or a text over them.

use crate::render::{Style, visible, write_grid};
use crate::report::Report;
use ratatui::Frame;

use super::canvas::{Canvas, Paint};
use super::layout::{ScreenLayout, ShownParts};
use super::view::Mode;
use super::{
    ScreenPlaces, Status, View, chips, keys, numbers, overlay, row, timeline, totals, values,
};

/// Draws the whole screen, and gives where its parts are.
pub(super) fn draw(
    frame: &mut Frame<'_>,
    report: &Report<'_>,
    view: &View,
    status: &Status,
    style: Style,
) -> ScreenPlaces {
    let area = frame.area();
    let has_values = report.table("values").is_some();
    let parts = ShownParts {
        measured: has_values && report.fields("distribution").is_some(),
        timed: report.fields("time").is_some(),
        noted: status.note.is_some() || status.reading.is_some(),
        filtered: chips::has_filter(view.line(), &view.search),
    };
    let layout = ScreenLayout::new(area.height, parts);
    let mut canvas = Canvas::new(frame.buffer_mut(), area, style);
    // The rows are there again when a row is left.
    let mut places =
        ScreenPlaces { width: area.width, rows: view.places.rows, ..ScreenPlaces::default() };
    let mut top = 0;
    let mut part = |lines: u16| {
        let at = top;
        top += lines;
        (at, lines)
    };
    let (totals, chips, measured) =
        (part(layout.totals), part(layout.chips), part(layout.measured));
    let (body, timeline) = (part(layout.body), part(layout.timeline));
    let (note, keys) = (part(layout.note), part(layout.keys));
    totals::draw(&mut canvas.part(totals.0, totals.1), report, view, status);
    places.chips = chips::draw(&mut canvas.part(chips.0, chips.1), view.line(), &view.search);
    if measured.1 > 0 {
        numbers::draw_line(&mut canvas.part(measured.0, measured.1), report);
    }
    let mut inside = canvas.part(body.0, body.1);
    if let (Some(table), true) = (report.table("values"), view.is_row()) {
        row::draw(&mut inside, report, table, view);
    } else if let Some(table) = report.table("values") {
        places.rows = values::draw(&mut inside, report, table, view);
    } else if report.fields("distribution").is_some() {
        numbers::draw(&mut inside, report);
    } else if report.sections.is_empty() {
        inside.line(0, "reading", Paint::Faint);
    } else {
        draw_compared(&mut inside, report);
    }
    places.timeline = timeline::draw(&mut canvas.part(timeline.0, timeline.1), report, view);
    let mut lower = canvas.part(note.0, note.1);
    if let Some(reading) = &status.reading {
        lower.line(0, &reading.text(), Paint::Chosen);
    } else if let Some(text) = &status.note {
        let text = visible(text.as_bytes(), style.unicode);
        lower.line(0, &text, Paint::Warning);
    }
    let cursor = keys::draw(&mut canvas.part(keys.0, keys.1), view, has_values);
    match &view.mode {
        Mode::Choose(chooser) => {
            (places.list, places.list_first) = overlay::list(&mut canvas, chooser);
        }
        Mode::Text(panel) => overlay::text(&mut canvas, panel),
        Mode::Rows | Mode::Search | Mode::Mark(_) | Mode::Row => {}
    }
    if let Some(x) = cursor {
        frame.set_cursor_position((x.min(area.width.saturating_sub(1)), keys.0));
    }
    places
}

/// The sections, the most telling first.
const COMPARED: [&str; 4] = ["correlations", "association", "columns", "contingency"];
/// The least width of a table; on a narrower screen it is cut.
const MIN_WIDTH: usize = 20;

/// Draws the tables until the lines end.
fn draw_compared(canvas: &mut Canvas<'_>, report: &Report<'_>) {
    let height = canvas.height();
    let style = canvas.style();
    let style = Style { width: style.width.max(MIN_WIDTH), color: false, ..style };
    let mut y = 0;
    for table in COMPARED.iter().filter_map(|name| report.table(name)) {
        let mut text = Vec::new();
        if y >= height || write_grid(table, style, height, &mut text).is_err() {
            return;
        }
        for (index, line) in String::from_utf8_lossy(&text).lines().enumerate() {
            canvas.line(y, line, if index == 0 { Paint::Faint } else { Paint::Plain });
            y += 1;
        }
        y += 1;
    }
}
