//! Compared columns: the tables of the text report, the strongest statement first.

use streamstats::render::{Style, write_grid};
use streamstats::report::Report;

use super::canvas::{Canvas, Paint};

/// The sections, the most telling first.
const SECTIONS: [&str; 4] = ["correlations", "association", "columns", "contingency"];
/// The least width of a table; on a narrower screen it is cut.
const LEAST_WIDTH: usize = 20;

/// Draws the tables until the lines end.
pub(super) fn draw(canvas: &mut Canvas<'_>, report: &Report<'_>) {
    let height = canvas.height();
    let style = canvas.style();
    let style = Style { width: style.width.max(LEAST_WIDTH), color: false, ..style };
    let mut y = 0;
    for table in SECTIONS.iter().filter_map(|name| report.table(name)) {
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
