//! What keys do to the view, and what the caller is to do after a key.

use ratatui::crossterm::event::{KeyCode, KeyEvent, KeyModifiers};

use super::change::LineChange;
use super::chips::chips;
use super::menus::{Chooser, Chosen, ListChoice};
use super::view::{Marking, Mode, View};
use super::{conditions, keys, menus};

impl View {
    pub(crate) fn press(&mut self, key: KeyEvent) -> Action {
        let control = key.modifiers.contains(KeyModifiers::CONTROL);
        match key.code {
            KeyCode::Char('c') if control => return Action::Quit,
            KeyCode::Char('z') if control => return Action::Suspend,
            _ => {}
        }
        match &mut self.mode {
            Mode::Search => self.type_search(key.code, control),
            _ if control => Action::Nothing,
            Mode::Rows => self.press_on_rows(key.code),
            Mode::Row => self.press_on_row(key.code),
            Mode::Mark(_) => self.mark(key.code),
            Mode::Choose(chooser) => match chooser.press(key.code) {
                Chosen::Nothing => Action::Nothing,
                Chosen::Moved => Action::Changed,
                Chosen::Closed => self.close(),
                Chosen::Choice(choice) => self.take(&choice),
            },
            Mode::Text(panel) => match panel.press(key.code) {
                true => Action::Changed,
                false => self.close(),
            },
        }
    }

    fn press_on_rows(&mut self, code: KeyCode) -> Action {
        match code {
            KeyCode::Char('/') => self.mode = Mode::Search,
            KeyCode::Char('p') if self.facts.is_live => self.paused = !self.paused,
            KeyCode::Char('s') => return self.sort_by_next(),
            KeyCode::Char('o') => return self.toggle("outliers"),
            KeyCode::Char('r') => return self.toggle("reverse"),
            KeyCode::Char('k') => return self.open(menus::by(&self.facts, &self.line)),
            KeyCode::Char('m') => return self.open(menus::measure(&self.facts, &self.line)),
            KeyCode::Char('b') => return self.open(menus::bucket(&self.facts, &self.line)),
            KeyCode::Char('t') => return self.begin_mark(),
            KeyCode::Char('u') => return self.undo(),
            KeyCode::Backspace | KeyCode::Char('x') => {
                return self.open(menus::removal(&self.line, &self.search));
            }
            KeyCode::Esc if !self.search.is_empty() => {
                self.search.clear();
                return Action::Asked;
            }
            KeyCode::Esc if self.is_reading => return Action::Stop,
            KeyCode::Enter | KeyCode::Right if self.cursor < self.facts.rows.len() => {
                return match self.texts().map(|row| conditions::of_row(&self.facts.source, row)) {
                    Some(Err(problem)) => Action::Refused(problem),
                    _ => {
                        self.mode = Mode::Row;
                        Action::Asked
                    }
                };
            }
            _ => return self.press_anywhere(code),
        }
        Action::Changed
    }

    fn press_on_row(&mut self, code: KeyCode) -> Action {
        match code {
            KeyCode::Esc if self.is_reading => Action::Stop,
            KeyCode::Esc | KeyCode::Left | KeyCode::Backspace | KeyCode::Enter => self.close(),
            KeyCode::Char('i') => Action::Inspect,
            _ => self.press_anywhere(code),
        }
    }

    /// Keys that work on the rows and on one of them.
    fn press_anywhere(&mut self, code: KeyCode) -> Action {
        match code {
            KeyCode::Char('q') => Action::Quit,
            KeyCode::Char('?' | 'h') => {
                self.show("keys", &keys::help(self.facts.is_live));
                Action::Changed
            }
            KeyCode::Char('y') => {
                self.show("the command of this view", &self.command_line().shell());
                Action::Changed
            }
            KeyCode::Char('e') => self.open(Ok(menus::output())),
            KeyCode::Char('w') => self.open(menus::filter(&self.facts, self.cursor)),
            _ => self.move_cursor(code),
        }
    }

    fn move_cursor(&mut self, code: KeyCode) -> Action {
        let page = isize::try_from(self.places.rows.height).unwrap_or(2).max(2) - 1;
        let by = match code {
            KeyCode::Up => -1,
            KeyCode::Down => 1,
            KeyCode::PageUp => -page,
            KeyCode::PageDown => page,
            KeyCode::Home => isize::MIN,
            KeyCode::End => isize::MAX,
            _ => return Action::Nothing,
        };
        self.step(by)
    }

    /// Moves the cursor by this many rows.
    pub(crate) fn step(&mut self, rows: isize) -> Action {
        let built = self.facts.rows.len();
        let last = built.saturating_sub(1);
        let wanted = self.cursor.saturating_add_signed(rows);
        self.move_to(wanted.min(last));
        // Beyond the rows that are built there are more: they are asked for.
        let is_past = wanted > last || last.saturating_sub(self.cursor) < self.height;
        match self.mode {
            Mode::Row => Action::Asked,
            _ if is_past && self.facts.left_out > 0 => Action::Asked,
            _ => Action::Changed,
        }
    }

    /// Chooses the row `at`, and scrolls so that it is seen.
    pub(crate) fn move_to(&mut self, at: usize) {
        self.cursor = at.min(self.facts.rows.len().saturating_sub(1));
        let shown = usize::from(self.places.rows.height).max(1);
        self.scroll = self.scroll.clamp((self.cursor + 1).saturating_sub(shown), self.cursor);
    }

    fn type_search(&mut self, code: KeyCode, control: bool) -> Action {
        match code {
            KeyCode::Char('u') if control => self.search.clear(),
            KeyCode::Char(_) if control => return Action::Nothing,
            KeyCode::Char(character) => self.search.push(character),
            KeyCode::Backspace => drop(self.search.pop()),
            KeyCode::Esc => {
                self.search.clear();
                self.mode = Mode::Rows;
            }
            KeyCode::Enter => {
                self.mode = Mode::Rows;
                return Action::Changed;
            }
            _ => return Action::Nothing,
        }
        (self.cursor, self.scroll) = (0, 0);
        Action::Asked
    }

    /// Shows the rows again.
    pub(super) fn close(&mut self) -> Action {
        let (is_text, is_row) = (matches!(self.mode, Mode::Text(_)), self.is_row());
        self.mode = if is_text && is_row { Mode::Row } else { Mode::Rows };
        if is_row && !is_text { Action::Asked } else { Action::Changed }
    }

    fn open(&mut self, chooser: Result<Chooser, String>) -> Action {
        match chooser {
            Ok(chooser) => {
                let was_row = self.mode == Mode::Row;
                self.mode = Mode::Choose(chooser);
                if was_row { Action::Asked } else { Action::Changed }
            }
            Err(problem) => Action::Refused(problem),
        }
    }

    /// Does what a line of a list says.
    pub(super) fn take(&mut self, choice: &ListChoice) -> Action {
        self.mode = Mode::Rows;
        match choice {
            ListChoice::Changes(changes) => self.change(changes),
            ListChoice::Write(output) => Action::Write(output),
            ListChoice::Unsearch => {
                self.search.clear();
                Action::Asked
            }
        }
    }

    /// Removes the filter of the chip `at`.
    pub(super) fn remove_chip(&mut self, at: usize) -> Action {
        match chips(&self.line).get(at) {
            Some(chip) => self.change(&chip.removal.clone()),
            None => {
                self.search.clear();
                Action::Asked
            }
        }
    }

    fn change(&mut self, changes: &[LineChange]) -> Action {
        let mut line = self.line.clone();
        changes.iter().for_each(|change| change.apply(&mut line));
        if line == self.line {
            return Action::Changed;
        }
        self.history.push(std::mem::replace(&mut self.line, line));
        (self.cursor, self.scroll) = (0, 0);
        Action::Asked
    }

    fn undo(&mut self) -> Action {
        match self.history.pop() {
            Some(line) => {
                self.line = line;
                (self.cursor, self.scroll) = (0, 0);
                Action::Asked
            }
            None => Action::Refused("there is nothing to undo".to_owned()),
        }
    }

    fn toggle(&mut self, flag: &'static str) -> Action {
        let is_given = self.line.has(flag);
        self.change(&[if is_given { LineChange::Remove(flag) } else { LineChange::Give(flag) }])
    }

    fn sort_by_next(&mut self) -> Action {
        let sorts = &self.facts.sorts;
        let at = sorts.iter().position(|name| name == self.sort());
        let next = at.map_or(0, |at| (at + 1) % sorts.len().max(1));
        match sorts.get(next).map(String::as_str) {
            None => Action::Nothing,
            Some("count") => self.change(&[LineChange::Remove("sort")]),
            Some(name) => self.change(&[LineChange::Set("sort", name.to_owned())]),
        }
    }

    /// Begins to mark the timeline, or reads the times first.
    fn begin_mark(&mut self) -> Action {
        if let Some(problem) = &self.facts.read_once {
            return Action::Refused(problem.clone());
        }
        if self.facts.edges.is_empty() {
            return self.change(&[LineChange::Give("time")]);
        }
        if self.places.timeline.width == 0 {
            return Action::Refused("the screen is too low for a timeline".to_owned());
        }
        self.mode = Mode::Mark(Marking { at: 0, from: None });
        Action::Changed
    }

    fn mark(&mut self, code: KeyCode) -> Action {
        let columns = self.timeline_columns();
        let Mode::Mark(marking) = &mut self.mode else { return Action::Nothing };
        match code {
            KeyCode::Esc | KeyCode::Char('q') => return self.close(),
            KeyCode::Enter | KeyCode::Char(' ') if marking.from.is_none() => {
                marking.from = Some(marking.at);
            }
            KeyCode::Enter | KeyCode::Char(' ') => {
                let marking = *marking;
                return self.set_timeframe(marking);
            }
            _ if !marking.press(code, columns) => return Action::Nothing,
            _ => {}
        }
        Action::Changed
    }

    /// Counts the marked part of the timeline alone.
    pub(super) fn set_timeframe(&mut self, marking: Marking) -> Action {
        let ends = self.marked(marking);
        self.mode = Mode::Rows;
        let Some([from, to]) = ends else { return Action::Changed };
        self.change(&[
            LineChange::Set("start", from.to_string()),
            LineChange::Set("end", to.to_string()),
        ])
    }
}

/// What the caller is to do.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Action {
    /// End the run with the report.
    Quit,
    /// The command line is another one, or more rows are needed: ask for its report.
    Asked,
    /// Draw again.
    Changed,
    Nothing,
    /// The key cannot do anything now; why.
    Refused(String),
    /// Write the report in this output to a file.
    Write(&'static str),
    /// Read the log again for what is known of the chosen row.
    Inspect,
    Stop,
    /// Give the terminal back until the program is continued.
    Suspend,
}
