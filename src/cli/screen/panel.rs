//! A text over the screen: help, a command, what a second reading found.

use ratatui::crossterm::event::KeyCode;
use streamstats::render::fit;

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
    use super::broken;

    #[test]
    fn lines_break_at_blanks_and_nothing_is_lost() {
        assert_eq!(broken("streamstats -k path x", 12), ["streamstats", "-k path x"]);
        assert_eq!(broken("abcdefgh", 3), ["abc", "def", "gh"]);
        assert_eq!(broken("日本語", 1), ["日", "本", "語"]);
        assert_eq!(broken("", 5), [""]);
    }
}
