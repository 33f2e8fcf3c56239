//! What is known of one row: its rate over time, and every figure the report has of it.

use crate::render::{Clock, fit, plain, value_columns};
use crate::report::{Cell, Report, Table};

use super::canvas::{Canvas, Paint};
use super::{View, timeline};

/// Columns between two columns of figures.
const GAP: usize = 4;
/// The part of the lines that the chart of the rate has.
const CHART_PART: usize = 5;

/// Draws the first row of `table`, which is the chosen one.
pub(super) fn draw(canvas: &mut Canvas<'_>, report: &Report<'_>, table: &Table<'_>, view: &View) {
    let style = canvas.style();
    let wanted = view.texts().and_then(|texts| texts.first()).and_then(Option::as_deref);
    // A number written in two ways is two values, and a condition on one of them holds for both.
    let mut rows = table.rows().enumerate();
    let row = rows.find(|(_, cells)| match cells.first() {
        Some(Cell::Text(text)) => wanted.is_none_or(|wanted| text.as_ref() == wanted.as_bytes()),
        _ => false,
    });
    let Some((index, cells)) = row.or_else(|| table.rows().enumerate().next()) else {
        return canvas.line(0, "nothing is known of this value any more", Paint::Plain);
    };
    let is_outlier =
        table.column("outlier").and_then(|at| cells.get(at)) == Some(&Cell::Flag(true));
    let paint = if is_outlier { Paint::Outlier } else { Paint::Plain };
    canvas.line(0, &value_columns::first_cell(&cells, style), paint);
    let mut y = 2;
    let chart = canvas.height() / CHART_PART;
    if chart > 0
        && let Some(parts) = table.rows.sparkline(index, canvas.width())
    {
        timeline::chart(&mut canvas.part(1, u16::try_from(chart).unwrap_or(1)), &parts);
        canvas.put(0, 1 + chart, &timeline::ends(report, canvas.width()), Paint::Faint);
        y = chart + 3;
    }
    let clock = Clock::new(report.fields("time"));
    let figures: Vec<(String, String)> = table
        .columns
        .iter()
        .zip(&cells)
        .filter(|(name, cell)| *name != "value" && !is_empty(name, cell))
        .map(|(name, cell)| {
            let text = match cell {
                Cell::Time(moment) => clock.brief(moment),
                cell => plain(cell, style),
            };
            (name.clone().into_owned(), text)
        })
        .collect();
    draw_figures(canvas, y, &figures);
}

/// Whether the figure says nothing: it is missing, or an exact count has no error.
fn is_empty(name: &str, cell: &Cell<'_>) -> bool {
    *cell == Cell::Missing || name == "error" && *cell == Cell::Count(0)
}

/// Draws names and figures from line `top` on, in as many columns as they need.
fn draw_figures(canvas: &mut Canvas<'_>, top: usize, figures: &[(String, String)]) {
    let lines = canvas.height().saturating_sub(top).max(1);
    let mut x = 0;
    for column in figures.chunks(lines) {
        let widest = |text: fn(&(String, String)) -> &String| {
            column.iter().map(|figure| fit::width(text(figure))).max().unwrap_or(0)
        };
        let (names, texts) = (widest(|figure| &figure.0), widest(|figure| &figure.1));
        for (line, (name, text)) in column.iter().enumerate() {
            canvas.put_whole(x, top + line, &fit::pad_left(name, names), Paint::Faint);
            canvas.put_whole(x + names + 2, top + line, &fit::pad_left(text, texts), Paint::Plain);
        }
        x += names + 2 + texts + GAP;
    }
}
