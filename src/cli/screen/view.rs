//! What the user chose on the screen: order and rows, a filter, a pause.

use ratatui::crossterm::event::{KeyCode, KeyEvent, KeyModifiers};
use streamstats::analysis::{AnalysisOptions, Need};

use super::Action;

/// The view of the report; it starts as the command line says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct View {
    /// The column of `values` the rows are sorted by.
    pub(crate) sort: String,
    /// Only outliers are shown.
    pub(crate) only_outliers: bool,
    /// The order is reversed.
    pub(crate) reverse: bool,
    /// Only values that contain this text are shown; empty for all.
    pub(crate) filter: String,
    /// The figures are frozen; counting continues.
    pub(crate) paused: bool,
    /// Keys are typed into the filter.
    pub(super) typing: bool,
    /// The columns the key `s` goes through.
    sorts: Vec<String>,
    /// Lines of the terminal: an upper limit of the rows that fit.
    height: usize,
}

impl View {
    /// The view of `options` on a terminal of `height` lines.
    pub(crate) fn new(options: &AnalysisOptions, height: usize) -> Self {
        Self {
            sort: options.sort.clone(),
            only_outliers: options.only_outliers,
            reverse: options.reverse,
            filter: String::new(),
            paused: false,
            typing: false,
            sorts: sorts(options),
            height,
        }
    }

    /// `options` with the order and rows of the view. At most `height` rows are built, or all with
    /// a filter, which is applied when the rows are drawn.
    pub(crate) fn apply(&self, options: &AnalysisOptions) -> AnalysisOptions {
        AnalysisOptions {
            top: self.filter.is_empty().then_some(self.height),
            only_outliers: self.only_outliers,
            sort: self.sort.clone(),
            reverse: self.reverse,
            ..options.clone()
        }
    }

    /// Sets the lines of the terminal.
    pub(super) fn resize(&mut self, height: usize) {
        self.height = height;
    }

    /// Whether a value contains the filter's text, as it is in the log or as it is shown; ASCII
    /// letters match in either case.
    pub(super) fn passes(&self, value: &[u8], shown: impl FnOnce() -> String) -> bool {
        let filter = self.filter.as_bytes();
        // Escaped characters are typed as they are shown.
        contains(value, filter)
            || self.filter.contains(['\\', '(']) && contains(shown().as_bytes(), filter)
    }

    /// Handles a key.
    pub(super) fn press(&mut self, key: KeyEvent) -> Action {
        let control = key.modifiers.contains(KeyModifiers::CONTROL);
        match key.code {
            KeyCode::Char('c') if control => return Action::Quit,
            KeyCode::Esc if !self.typing && self.filter.is_empty() => return Action::Quit,
            KeyCode::Esc => {
                self.filter.clear();
                self.typing = false;
            }
            _ if self.typing => return self.type_filter(key.code, control),
            _ if control => return Action::Nothing,
            KeyCode::Char('q') => return Action::Quit,
            KeyCode::Char('s') => self.sort_by_next(),
            KeyCode::Char('o') => self.only_outliers = !self.only_outliers,
            KeyCode::Char('p') => self.paused = !self.paused,
            KeyCode::Char('/') => self.typing = true,
            _ => return Action::Nothing,
        }
        Action::Changed
    }

    fn type_filter(&mut self, code: KeyCode, control: bool) -> Action {
        match code {
            KeyCode::Char('u') if control => self.filter.clear(),
            KeyCode::Char(_) if control => return Action::Nothing,
            KeyCode::Char(character) => self.filter.push(character),
            KeyCode::Backspace => drop(self.filter.pop()),
            KeyCode::Enter => self.typing = false,
            _ => return Action::Nothing,
        }
        Action::Changed
    }

    fn sort_by_next(&mut self) {
        let at = self.sorts.iter().position(|name| *name == self.sort);
        let next = at.map_or(0, |at| (at + 1) % self.sorts.len().max(1));
        if let Some(name) = self.sorts.get(next) {
            self.sort.clone_from(name);
        }
    }
}

/// The columns to sort by, with the one the command line names. Shares and mean rates are absent:
/// they have the order of the counts.
fn sorts(options: &AnalysisOptions) -> Vec<String> {
    let mut names = vec!["count"];
    if let Some(time) = &options.time {
        names.push("peak");
        names.extend(time.windows.iter().map(|window| window.name.as_str()));
        names.push("active");
    }
    if Need::Measure.is_met(options) {
        names.extend(["m_p50", "m_p99", "m_max"]);
    }
    names.push("value");
    if !names.contains(&options.sort.as_str()) {
        names.insert(0, &options.sort);
    }
    names.into_iter().map(str::to_owned).collect()
}

/// Whether `text` contains `part`; ASCII letters match in either case.
fn contains(text: &[u8], part: &[u8]) -> bool {
    part.is_empty() || text.windows(part.len()).any(|window| window.eq_ignore_ascii_case(part))
}
