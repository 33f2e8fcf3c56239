//! The last line: the keys that work now, or the filter while it is typed.

use streamstats::render::{fit, visible};

use super::View;
use super::canvas::{Canvas, OptionalText, Paint};

/// Draws the line; gives the column of the cursor while a filter is typed. Without rows of values
/// the keys that sort, choose and filter are left out.
pub(super) fn draw(canvas: &mut Canvas<'_>, view: &View, has_values: bool) -> Option<u16> {
    if canvas.height() == 0 {
        return None;
    }
    let filter = visible(view.filter.as_bytes(), canvas.style().unicode);
    if view.typing && has_values {
        let begin = format!("filter: {filter}");
        let x = fit::width(&begin);
        canvas.put(0, 0, &begin, Paint::Plain);
        canvas.put(x + 3, 0, "Enter keeps it   Esc clears it", Paint::Faint);
        return Some(u16::try_from(x).unwrap_or(u16::MAX));
    }
    let turned = if view.reverse { ", reversed" } else { "" };
    let rows = if view.only_outliers { "o all values" } else { "o outliers only" };
    let pause = if view.paused { "p go on" } else { "p pause" };
    let mut pieces = vec![OptionalText::new(0, "q quit", Paint::Faint)];
    if has_values {
        pieces.push(OptionalText::new(1, format!("s sort: {}{turned}", view.sort), Paint::Faint));
        pieces.push(OptionalText::new(3, rows, Paint::Faint));
    }
    pieces.push(OptionalText::new(4, pause, Paint::Faint));
    if !has_values {
        return finish(canvas, pieces);
    }
    if filter.is_empty() {
        pieces.push(OptionalText::new(2, "/ filter", Paint::Faint));
    } else {
        pieces.push(OptionalText::new(1, format!("/ filter: {filter}"), Paint::Plain));
        pieces.push(OptionalText::new(2, "Esc clears it", Paint::Faint));
    }
    finish(canvas, pieces)
}

fn finish(canvas: &mut Canvas<'_>, pieces: Vec<OptionalText>) -> Option<u16> {
    canvas.pieces(0, pieces);
    None
}
