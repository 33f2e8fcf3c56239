//! A part of the timeline that is marked, in columns of the screen.

use ratatui::crossterm::event::KeyCode;

/// The cursor on the timeline and the other end of the mark, if one is set.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Marking {
    pub(super) at: usize,
    pub(super) from: Option<usize>,
}

impl Marking {
    /// The first and the last column marked.
    pub(super) fn ends(self) -> (usize, usize) {
        let from = self.from.unwrap_or(self.at);
        (from.min(self.at), from.max(self.at))
    }

    /// Moves the cursor over `columns` columns; gives whether the key does that.
    pub(super) fn press(&mut self, code: KeyCode, columns: usize) -> bool {
        let last = columns.saturating_sub(1);
        self.at = match code {
            KeyCode::Left => self.at.saturating_sub(1),
            KeyCode::Right => (self.at + 1).min(last),
            KeyCode::PageUp => self.at.saturating_sub(10),
            KeyCode::PageDown => (self.at + 10).min(last),
            KeyCode::Home => 0,
            KeyCode::End => last,
            _ => return false,
        };
        true
    }

    /// The rows of the timeline from the first to behind the last one marked, of `rows` rows that
    /// are drawn in `columns` columns.
    pub(super) fn rows(self, rows: usize, columns: usize) -> (usize, usize) {
        let (first, last) = self.ends();
        let columns = columns.min(rows).max(1);
        let row = |column: usize| column.min(columns) * rows / columns;
        let first = row(first).min(rows.saturating_sub(1));
        (first, row(last + 1).max(first + 1).min(rows))
    }
}

#[cfg(test)]
mod tests {
    use super::Marking;

    #[test]
    fn columns_are_rows_of_the_timeline() {
        let mark = |from, at| Marking { from: Some(from), at };
        assert_eq!(mark(0, 79).rows(3600, 80), (0, 3600));
        assert_eq!(mark(79, 79).rows(3600, 80), (3555, 3600));
        assert_eq!(mark(5, 2).rows(10, 80), (2, 6));
        assert_eq!(Marking { from: None, at: 200 }.rows(10, 80), (9, 10));
    }
}
