//! The sparkline of all values together over the whole range, and the busiest bucket.

use crate::render::{Clock, fit, number};
use crate::report::{Cell, Report, Table};
use ratatui::layout::Rect;
use ratatui::symbols::bar::{NINE_LEVELS, Set};
use ratatui::widgets::{Sparkline, Widget};

use super::View;
use super::canvas::{Canvas, OptionalText, Paint};
use super::view::Mode;

/// The levels of a sparkline in ASCII.
const ASCII_LEVELS: Set<'static> = Set {
    full: "#",
    seven_eighths: "=",
    three_quarters: "=",
    five_eighths: "-",
    half: "-",
    three_eighths: ":",
    one_quarter: ":",
    one_eighth: ".",
    empty: " ",
};

/// Draws the sparkline; the last line shows the range and the peak, or the marked range. Gives the place of
/// the sparkline.
pub(super) fn draw(canvas: &mut Canvas<'_>, report: &Report<'_>, view: &View) -> Rect {
    let Some(table) = report.table("timeline").filter(|_| canvas.height() > 1) else {
        return Rect::default();
    };
    let lines = canvas.height() - 1;
    let parts = downsample(&counts(table), canvas.width());
    chart(&mut canvas.part(0, u16::try_from(lines).unwrap_or(u16::MAX)), &parts);
    let place = canvas.place(0, 0, canvas.width(), lines);
    let Mode::Mark(marking) = &view.mode else {
        let pieces = label(report);
        canvas.pieces(lines, pieces);
        return place;
    };
    let (from, to) = marking.ends();
    for y in 0..lines {
        let marked = canvas.place(from, y, to + 1 - from, 1);
        let look = canvas.look(Paint::Chosen);
        canvas.raw().0.set_style(marked, look);
    }
    if let Some([from, to]) = view.marked(*marking) {
        let clock = Clock::new(report.fields("time"));
        let text = format!("{} to {}", clock.brief(&from), clock.brief(&to));
        canvas.pieces(lines, vec![OptionalText::new(0, text, Paint::Plain)]);
    }
    place
}

/// Heights of a bar within one line of the terminal.
const LEVELS_PER_LINE: u64 = 8;

/// Draws `parts` as bars over all lines, the largest of full height.
pub(super) fn chart(canvas: &mut Canvas<'_>, parts: &[u64]) {
    let most = parts.iter().copied().max().unwrap_or(0);
    let steps = canvas.height() as u64 * LEVELS_PER_LINE;
    // Rounded up, so that a count of 1 stays visible.
    let height = |part: &u64| {
        let step = (u128::from(*part) * u128::from(steps)).div_ceil(u128::from(most.max(1)));
        u64::try_from(step).unwrap_or(steps)
    };
    let look = canvas.look(Paint::Bar);
    let set = if canvas.style().unicode { NINE_LEVELS } else { ASCII_LEVELS };
    let chart = Sparkline::default().data(parts.iter().map(height)).max(steps);
    let (buffer, area) = canvas.raw();
    chart.bar_set(set).style(look).render(area, buffer);
}

fn counts(table: &Table<'_>) -> Vec<u64> {
    let count =
        |row: Vec<Cell<'_>>| if let Some(Cell::Count(count)) = row.get(1) { *count } else { 0 };
    table.rows().map(count).collect()
}

/// The maximum of each of at most `most` parts, so that a short burst stays visible.
fn downsample(counts: &[u64], most: usize) -> Vec<u64> {
    let parts = counts.len().min(most);
    let part = |part: usize| {
        let (from, to) = (part * counts.len() / parts, (part + 1) * counts.len() / parts);
        counts[from..to].iter().copied().max().unwrap_or(0)
    };
    (0..parts).map(part).collect()
}

fn label(report: &Report<'_>) -> Vec<OptionalText> {
    let Some(time) = report.fields("time") else { return Vec::new() };
    let clock = Clock::new(Some(time));
    let figure = |name| match time.get(name) {
        Some(Cell::Number(number)) => Some(*number),
        _ => None,
    };
    let mut pieces = Vec::new();
    if let (Some(Cell::Time(first)), Some(Cell::Time(last))) = (time.get("first"), time.get("last"))
    {
        let range = format!("{} to {}", clock.brief(first), clock.brief(last));
        pieces.push(OptionalText::new(1, range, Paint::Faint));
    }
    if let (Some(Cell::Count(peak)), Some(Cell::Time(at))) = (time.get("peak"), time.get("peak_at"))
    {
        let width = number::duration(figure("bucket_seconds").unwrap_or(1.0));
        let peak = number::whole(*peak);
        let text = format!("at most {peak} in {width} at {}", clock.brief(at));
        pieces.push(OptionalText::new(0, text, Paint::Faint));
    }
    if let Some(mean) = figure("mean_rate") {
        pieces.push(OptionalText::new(2, format!("mean {}/s", number::brief(mean)), Paint::Faint));
    }
    if let (Some(gap), Some(Cell::Time(from))) =
        (figure("longest_gap_seconds"), time.get("longest_gap_from"))
        && gap > figure("bucket_seconds").unwrap_or(1.0)
    {
        let text = format!("longest gap {} from {}", number::duration(gap), clock.brief(from));
        pieces.push(OptionalText::new(3, text, Paint::Faint));
    }
    pieces
}

/// The label over a chart of `width` columns: the first time on the left, the last on the right; `rate` if no
/// blank is left between the times, nothing without the section `time`.
pub(super) fn ends(report: &Report<'_>, width: usize) -> String {
    let Some(time) = report.fields("time") else { return String::new() };
    let clock = Clock::new(Some(time));
    let at = |name| match time.get(name) {
        Some(Cell::Time(moment)) => clock.brief(moment),
        _ => String::new(),
    };
    let (first, last) = (at("first"), at("last"));
    match width.saturating_sub(fit::width(&first) + fit::width(&last)) {
        0 => "rate".to_owned(),
        blanks => format!("{first}{}{last}", " ".repeat(blanks)),
    }
}
