//! The last line: the keys that work now, or the search while it is typed; and the text of `?`.

use crate::render::{fit, visible};

use super::View;
use super::canvas::{Canvas, OptionalText, Paint};
use super::view::Mode;

/// Draws the line; gives the column of the cursor while a search is typed. Without rows of values
/// the keys that sort, choose and search are left out.
pub(super) fn draw(canvas: &mut Canvas<'_>, view: &View, has_values: bool) -> Option<u16> {
    if canvas.height() == 0 {
        return None;
    }
    let search = visible(view.search.as_bytes(), canvas.style().unicode);
    if view.mode == Mode::Search && has_values {
        let begin = format!("search: {search}");
        let x = fit::width(&begin);
        canvas.put(0, 0, &begin, Paint::Plain);
        canvas.put(x + 3, 0, "Enter keeps it   Esc clears it", Paint::Faint);
        return Some(u16::try_from(x).unwrap_or(u16::MAX));
    }
    canvas.pieces(0, pieces(view, has_values));
    None
}

/// The keys and what they do now, the most wanted with the lowest drop priority.
fn pieces(view: &View, has_values: bool) -> Vec<OptionalText> {
    let faint = |priority, text: &str| OptionalText::new(priority, text, Paint::Faint);
    match view.mode {
        Mode::Mark(marking) => {
            let end = if marking.from.is_none() { "first" } else { "other" };
            let keys = [&format!("Enter sets the {end} end"), "arrows move", "Esc leaves"];
            return keys.map(|text| faint(0, text)).into();
        }
        Mode::Row => {
            let keys = [
                (0, "Esc back"),
                (1, "i inspect"),
                (2, "y command"),
                (3, "w filter"),
                (4, "e write"),
            ];
            return keys.map(|(priority, text)| faint(priority, text)).into();
        }
        Mode::Rows | Mode::Search | Mode::Choose(_) | Mode::Text(_) => {}
    }
    let turned = if view.has("reverse") { ", reversed" } else { "" };
    let rows = if view.has("outliers") { "o all values" } else { "o outliers" };
    let mut pieces = vec![faint(0, "q quit"), faint(0, "? keys")];
    if has_values {
        pieces.push(faint(1, &format!("s sort: {}{turned}", view.sort())));
        pieces.push(faint(2, "Enter row"));
    }
    if view.facts.read_once.is_none() {
        pieces.push(faint(3, "k by"));
        if has_values {
            pieces.push(faint(3, "w filter"));
        }
        pieces.push(faint(4, "t time"));
        pieces.push(faint(7, "m measure"));
    }
    if has_values {
        pieces.push(faint(5, rows));
        pieces.push(faint(4, "/ search"));
    }
    if view.facts.is_live {
        pieces.push(faint(6, if view.paused { "p go on" } else { "p pause" }));
    }
    pieces.push(faint(6, "y command"));
    pieces
}

/// Keys of every screen.
const KEYS: &str = "\
up, down, PgUp, PgDn   choose a row
Enter    what is known of the row: rate over time, peaks, windows, measures
   i     there: inspect, a dossier by a second reading
k        count by another column, or by it and what is counted now
w        count only lines with this value, or only without it
x        remove a filter; Backspace does, too
t        choose a part of the timeline: arrows, Enter at both ends
m        measure a column: mean, percentiles
b        the width of a bucket of time
s  r     sort by the next column; reverse
o        outliers only
/        search: only values that contain a text; Esc ends it
u        undo
y        the command line that gives this view
e        write the report to a file: html, json, csv
Esc      close a list; stop a reading
Ctrl-Z   suspend
q        quit and print the report
The mouse chooses rows, removes filters, and marks the timeline by dragging.";

/// The keys; a log that grows has one more.
pub(super) fn help(is_live: bool) -> String {
    match is_live {
        true => KEYS.replace(
            "u        undo",
            "p        pause: the figures stand, counting goes on\nu        undo",
        ),
        false => KEYS.to_owned(),
    }
}
