//! A list to choose from; typing narrows it.

use ratatui::crossterm::event::KeyCode;

use super::change::LineChange;

/// What a choice does.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum ListChoice {
    /// Changes the command line.
    Changes(Vec<LineChange>),
    /// Removes the search.
    Unsearch,
    /// Writes the report in this output.
    Write(&'static str),
}

/// A line of the list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct ListLine {
    pub(super) label: String,
    pub(super) choice: ListChoice,
}

/// The list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Chooser {
    pub(super) title: &'static str,
    items: Vec<ListLine>,
    /// Only labels that contain this text are listed.
    pub(super) typed: String,
    at: usize,
}

/// What a key does to a list.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Chosen {
    Nothing,
    Moved,
    Closed,
    Choice(ListChoice),
}

impl Chooser {
    /// A list of `items`, the item at `at` chosen.
    pub(super) fn new(title: &'static str, items: Vec<ListLine>, at: usize) -> Self {
        Self { title, items, typed: String::new(), at }
    }

    /// The lines that contain the typed text.
    pub(super) fn listed(&self) -> Vec<&ListLine> {
        let typed = self.typed.to_lowercase();
        self.items.iter().filter(|item| item.label.to_lowercase().contains(&typed)).collect()
    }

    /// The place of the chosen line among the listed ones.
    pub(super) fn at(&self) -> usize {
        self.at.min(self.listed().len().saturating_sub(1))
    }

    /// Chooses the listed line `at`; gives what it does.
    pub(super) fn choose(&mut self, at: usize) -> Chosen {
        match self.listed().get(at) {
            Some(item) => Chosen::Choice(item.choice.clone()),
            None => Chosen::Nothing,
        }
    }

    /// Handles a key.
    pub(super) fn press(&mut self, code: KeyCode) -> Chosen {
        let last = self.listed().len().saturating_sub(1);
        let at = self.at();
        match code {
            KeyCode::Esc => return Chosen::Closed,
            KeyCode::Enter => return self.choose(at),
            KeyCode::Up => self.at = at.saturating_sub(1),
            KeyCode::Down => self.at = (at + 1).min(last),
            KeyCode::PageUp => self.at = at.saturating_sub(10),
            KeyCode::PageDown => self.at = (at + 10).min(last),
            KeyCode::Home => self.at = 0,
            KeyCode::End => self.at = last,
            KeyCode::Char(character) => {
                self.typed.push(character);
                self.at = 0;
            }
            KeyCode::Backspace if self.typed.pop().is_some() => self.at = 0,
            KeyCode::Backspace => return Chosen::Closed,
            _ => return Chosen::Nothing,
        }
        Chosen::Moved
    }
}
