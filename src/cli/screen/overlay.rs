//! Lists and texts over the other parts of the screen. A text is help, a command, or what a second reading
//! found.

use crate::render::{fit, visible};
use ratatui::crossterm::event::KeyCode;
use ratatui::layout::Rect;
use ratatui::symbols::border;
use ratatui::widgets::{Block, Clear, Widget};

use super::canvas::{Canvas, Paint};
use super::menus::Chooser;

/// Lines and columns around the inside: the border, and beside it a blank.
const FRAME: (u16, u16) = (4, 2);
/// The narrowest list.
const MIN_WIDTH: usize = 28;
/// A border in ASCII.
const PLAIN: border::Set<'static> = border::Set {
    top_left: "+",
    top_right: "+",
    bottom_left: "+",
    bottom_right: "+",
    vertical_left: "|",
    vertical_right: "|",
    horizontal_top: "-",
    horizontal_bottom: "-",
};

/// Draws a box for `width` x `height` cells of text in the middle, and gives its inside.
fn boxed(canvas: &mut Canvas<'_>, title: &str, width: usize, height: usize) -> Rect {
    let set = if canvas.style().unicode { border::ROUNDED } else { PLAIN };
    let (buffer, area) = canvas.raw();
    let wide = u16::try_from(width).unwrap_or(u16::MAX).saturating_add(FRAME.0);
    let high = u16::try_from(height).unwrap_or(u16::MAX).saturating_add(FRAME.1);
    let (width, height) = (wide.min(area.width), high.min(area.height));
    let outside = Rect {
        x: area.x + (area.width - width) / 2,
        y: area.y + (area.height - height) / 2,
        width,
        height,
    };
    Clear.render(outside, buffer);
    let block = Block::bordered().border_set(set).title(format!(" {title} "));
    let inside = block.inner(outside);
    block.render(outside, buffer);
    Rect { x: inside.x + inside.width.min(1), width: inside.width.saturating_sub(2), ..inside }
}

/// Draws a list; gives the place of its lines and the index of the first.
pub(super) fn list(canvas: &mut Canvas<'_>, chooser: &Chooser) -> (Rect, usize) {
    let unicode = canvas.style().unicode;
    let listed: Vec<String> =
        chooser.listed().into_iter().map(|item| visible(item.label.as_bytes(), unicode)).collect();
    let longest = listed.iter().map(|label| fit::width(label)).max().unwrap_or(0);
    let title = match chooser.typed.as_str() {
        "" => chooser.title.to_owned(),
        typed => format!("{}: {}", chooser.title, visible(typed.as_bytes(), unicode)),
    };
    let width = longest.max(MIN_WIDTH).max(fit::width(&title) + 2);
    let inside = boxed(canvas, &title, width, listed.len().max(1));
    let height = usize::from(inside.height);
    let at = chooser.at();
    let first = (at + 1).saturating_sub(height);
    let mut lines = canvas.at(inside);
    if listed.is_empty() {
        lines.line(0, "nothing has this in its name", Paint::Faint);
    }
    for (y, label) in listed.iter().skip(first).take(height).enumerate() {
        let paint = if first + y == at { Paint::Chosen } else { Paint::Plain };
        let label = fit::cut_middle(label, lines.width(), unicode);
        lines.put(0, y, &fit::pad_right(&label, lines.width()), paint);
    }
    (inside, first)
}

pub(super) fn text(canvas: &mut Canvas<'_>, panel: &Panel) {
    let panel = panel.visible(canvas.style().unicode);
    let width = panel.width().min(canvas.width().saturating_sub(usize::from(FRAME.0)));
    let height = panel.shown(width, usize::MAX).len();
    let title = visible(panel.title.as_bytes(), canvas.style().unicode);
    let inside = boxed(canvas, &title, width.max(fit::width(&title)), height);
    let mut lines = canvas.at(inside);
    for (y, line) in panel.shown(lines.width(), lines.height()).iter().enumerate() {
        lines.put(0, y, line, Paint::Plain);
    }
}

/// The text, and how far it is scrolled.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Panel {
    pub(super) title: String,
    /// Whether the panel covers the view of one row.
    pub(super) is_on_row: bool,
    lines: Vec<String>,
    scroll: usize,
}

impl Panel {
    pub(super) fn new(title: impl Into<String>, text: &str, is_on_row: bool) -> Self {
        let lines = text.lines().map(str::to_owned).collect();
        Self { title: title.into(), is_on_row, lines, scroll: 0 }
    }

    /// The panel with its lines as they are drawn: an escaped character takes several columns.
    fn visible(&self, unicode: bool) -> Self {
        let lines = self.lines.iter().map(|line| visible(line.as_bytes(), unicode)).collect();
        Self { lines, ..self.clone() }
    }

    /// Handles a key; gives whether the panel stays.
    pub(super) fn press(&mut self, code: KeyCode) -> bool {
        let last = self.lines.len().saturating_sub(1);
        self.scroll = match code {
            KeyCode::Up => self.scroll.saturating_sub(1),
            KeyCode::Down => (self.scroll + 1).min(last),
            KeyCode::PageUp => self.scroll.saturating_sub(10),
            KeyCode::PageDown | KeyCode::Char(' ') => (self.scroll + 10).min(last),
            KeyCode::Home => 0,
            KeyCode::End => last,
            _ => return false,
        };
        true
    }

    /// The lines from the scrolled one on, broken where they are wider than `width`; at most
    /// `height`.
    pub(super) fn shown(&self, width: usize, height: usize) -> Vec<String> {
        let lines = self.lines.iter().skip(self.scroll);
        lines.flat_map(|line| broken(line, width)).take(height).collect()
    }

    /// The width of the longest line.
    pub(super) fn width(&self) -> usize {
        self.lines.iter().map(|line| fit::width(line)).max().unwrap_or(0)
    }
}

/// `line` in pieces of at most `width` columns, broken at blanks where there are some.
fn broken(line: &str, width: usize) -> Vec<String> {
    let width = width.max(1);
    let mut pieces = Vec::new();
    let mut rest = line;
    while fit::width(rest) > width {
        let mut columns = 0;
        let end = rest.char_indices().find(|(_, character)| {
            columns += fit::width(character.encode_utf8(&mut [0; 4]));
            columns > width
        });
        let end = end.map_or(rest.len(), |(at, _)| at);
        let first = rest.chars().next().map_or(1, char::len_utf8);
        let blank = rest[..end].rfind(' ').filter(|at| rest[..*at].trim() != "");
        let (piece, after) = rest.split_at(blank.map_or(end.max(first), |at| at + 1));
        pieces.push(piece.trim_end().to_owned());
        rest = after;
    }
    if !rest.is_empty() || pieces.is_empty() {
        pieces.push(rest.to_owned());
    }
    pieces
}

#[cfg(test)]
mod tests {
    use super::{Panel, broken};

    #[test]
    fn a_box_is_as_wide_as_its_escaped_text() {
        let panel = Panel::new("command", "-w 'value = \u{1b}[2J' app.log", false).visible(true);
        assert_eq!(panel.width(), r"-w 'value = \x1b[2J' app.log".len());
    }

    #[test]
    fn lines_break_at_blanks_and_nothing_is_lost() {
        assert_eq!(broken("streamstats -k path x", 12), ["streamstats", "-k path x"]);
        assert_eq!(broken("abcdefgh", 3), ["abc", "def", "gh"]);
        assert_eq!(broken("日本語", 1), ["日", "本", "語"]);
        assert_eq!(broken("", 5), [""]);
    }
}
