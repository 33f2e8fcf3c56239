//! The filters of the command line as chips on one line: a text each, and the change that removes it, by a
//! click or by `x`.

use crate::render::{fit, visible};
use ratatui::layout::Rect;

use super::canvas::{Canvas, Paint};
use super::change::LineChange;
use crate::cli::command_line::CommandLine;

/// A filter that is shown and can be removed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Chip {
    pub(super) text: String,
    pub(super) removal: Vec<LineChange>,
}

/// The repeatable options that filter, and what stands before their values.
const FILTERS: [(&str, &str); 4] =
    [("where", ""), ("grep", "line ~ "), ("exclude", "line !~ "), ("having", "rows with ")];

/// The chips of `line`: conditions, filters, the timeframe.
pub(super) fn chips(line: &CommandLine) -> Vec<Chip> {
    let mut chips = Vec::new();
    for (name, before) in FILTERS {
        for value in line.get(name) {
            let removal = vec![LineChange::RemoveValue(name, value.clone())];
            chips.push(Chip { text: format!("{before}{value}"), removal });
        }
    }
    let times = [line.get("start").first(), line.get("end").first()];
    let text = match times {
        [Some(start), Some(end)] => format!("{start} to {end}"),
        [Some(start), None] => format!("from {start}"),
        [None, Some(end)] => format!("until {end}"),
        [None, None] => return chips,
    };
    let mut removal = vec![LineChange::Remove("start"), LineChange::Remove("end")];
    if !line.has("time") && !line.has("bucket") {
        // The timeframe asked for the times, which stay.
        removal.push(LineChange::Give("time"));
    }
    chips.push(Chip { text, removal });
    chips
}

/// The longest text of a chip, in columns.
const MOST: usize = 52;

/// Whether there is a filter to show.
pub(super) fn has_filter(line: &CommandLine, search: &str) -> bool {
    !search.is_empty() || !chips(line).is_empty()
}

/// Draws the chips of `line` and of the search that fit, and gives their places.
pub(super) fn draw(canvas: &mut Canvas<'_>, line: &CommandLine, search: &str) -> Vec<Rect> {
    let mut places = Vec::new();
    if canvas.height() == 0 {
        return places;
    }
    let unicode = canvas.style().unicode;
    let mut texts: Vec<String> = chips(line).into_iter().map(|chip| chip.text).collect();
    if !search.is_empty() {
        texts.push(format!("/{search}"));
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
