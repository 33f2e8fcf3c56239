//! What the mouse does to the view: it chooses rows, lines of lists and a part of the timeline, and
//! removes chips.

use ratatui::crossterm::event::{
    KeyCode, KeyEvent, KeyModifiers, MouseButton, MouseEvent, MouseEventKind,
};
use ratatui::layout::Position;

use super::menus::Chosen;
use super::press::Action;
use super::view::{Marking, Mode, View};

/// Rows that the wheel moves by.
const WHEEL: isize = 3;

impl View {
    /// Handles a press, a move or a release of the mouse.
    pub(crate) fn mouse(&mut self, event: MouseEvent) -> Action {
        let place = Position::new(event.column, event.row);
        match event.kind {
            MouseEventKind::ScrollDown => self.wheel(KeyCode::Down, WHEEL),
            MouseEventKind::ScrollUp => self.wheel(KeyCode::Up, -WHEEL),
            MouseEventKind::Down(MouseButton::Left) => self.click(place),
            MouseEventKind::Drag(MouseButton::Left) => self.drag(place),
            MouseEventKind::Up(MouseButton::Left) => self.release(),
            _ => Action::Nothing,
        }
    }

    fn wheel(&mut self, code: KeyCode, rows: isize) -> Action {
        match self.mode {
            Mode::Rows | Mode::Search => self.step(rows),
            _ => self.press(KeyEvent::new(code, KeyModifiers::NONE)),
        }
    }

    fn click(&mut self, place: Position) -> Action {
        if let Mode::Choose(chooser) = &mut self.mode {
            if !self.places.list.contains(place) {
                return self.close();
            }
            let at = usize::from(place.y - self.places.list.y) + self.places.list_first;
            return match chooser.choose(at) {
                Chosen::Choice(choice) => self.take(&choice),
                _ => Action::Nothing,
            };
        }
        if matches!(self.mode, Mode::Text(_) | Mode::Row) {
            return self.close();
        }
        if let Some(at) = self.places.chips.iter().position(|chip| chip.contains(place)) {
            return self.remove_chip(at);
        }
        if let Some(at) = self.on_timeline(place) {
            self.mode = Mode::Mark(Marking { at, from: Some(at) });
            return Action::Changed;
        }
        if self.places.rows.contains(place) {
            let at = usize::from(place.y - self.places.rows.y) + self.scroll;
            if at == self.cursor {
                return self.press(KeyEvent::new(KeyCode::Enter, KeyModifiers::NONE));
            }
            self.move_to(at);
            return Action::Changed;
        }
        Action::Nothing
    }

    fn drag(&mut self, place: Position) -> Action {
        let last = self.timeline_columns().saturating_sub(1);
        let at = usize::from(place.x.saturating_sub(self.places.timeline.x)).min(last);
        match &mut self.mode {
            Mode::Mark(marking) => {
                marking.at = at;
                Action::Changed
            }
            _ => Action::Nothing,
        }
    }

    /// A mark that was drawn becomes the timeframe; a click alone leaves the cursor there.
    fn release(&mut self) -> Action {
        match &mut self.mode {
            Mode::Mark(marking) if marking.from.is_some_and(|from| from != marking.at) => {
                let marking = *marking;
                self.set_timeframe(marking)
            }
            _ => Action::Nothing,
        }
    }

    /// The column of the timeline at this place.
    fn on_timeline(&self, place: Position) -> Option<usize> {
        let area = self.places.timeline;
        let column = usize::from(place.x.checked_sub(area.x)?);
        let is_free = self.facts.read_once.is_none();
        (is_free && area.contains(place) && column < self.timeline_columns()).then_some(column)
    }
}
