//! The line of chips: the filters that hold, each removed by a click or by `x`.

use ratatui::layout::Rect;
use streamstats::render::{fit, visible};

use super::View;
use super::canvas::{Canvas, Paint};
use super::chips::chips;

/// The longest text of a chip, in columns.
const MOST: usize = 52;

/// Whether there is a filter to show.
pub(super) fn is_needed(view: &View) -> bool {
    !view.search.is_empty() || !chips(view.line()).is_empty()
}

/// Draws the chips that fit, and gives their places.
pub(super) fn draw(canvas: &mut Canvas<'_>, view: &View) -> Vec<Rect> {
    let mut places = Vec::new();
    if canvas.height() == 0 {
        return places;
    }
    let unicode = canvas.style().unicode;
    let mut texts: Vec<String> = chips(view.line()).into_iter().map(|chip| chip.text).collect();
    if !view.search.is_empty() {
        texts.push(format!("/{}", view.search));
    }
    let mut x = 0;
    for (index, text) in texts.iter().enumerate() {
        let text = fit::cut_middle(&visible(text.as_bytes(), unicode), MOST, unicode);
        let text = format!(" {text} {} ", if unicode { "×" } else { "x" });
        let width = fit::width(&text);
        if x + width > canvas.width() {
            let left = texts.len() - index;
            canvas.put_whole(x, 0, &format!("and {left} more"), Paint::Faint);
            break;
        }
        canvas.put(x, 0, &text, Paint::Chosen);
        places.push(canvas.place(x, 0, width, 1));
        x += width + 1;
    }
    places
}
