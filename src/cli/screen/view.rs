//! What is on the screen, as plain data: a command line, and where the user is in its report. Keys
//! make another view of it.

use crate::analysis::{AnalysisOptions, Need};
use crate::report::Moment;
use ratatui::crossterm::event::KeyCode;

use super::conditions;
use super::facts::Facts;
use super::layout::ScreenPlaces;
use super::menus::Chooser;
use super::overlay::Panel;
use crate::cli::command_line::CommandLine;

/// Rows that are built beyond the rows on the screen, so that few keys wait for more.
const AHEAD: usize = 200;
/// Windows that the facts of a row have beside the windows asked for.
const WINDOWS: [&str; 4] = ["10s", "1m", "10m", "1h"];

/// What keys do at the moment.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Mode {
    /// Keys work on the rows.
    Rows,
    /// Keys are typed into the search.
    Search,
    /// A line of a list is chosen.
    Choose(Chooser),
    /// A part of the timeline is marked.
    Mark(Marking),
    Row,
    Text(Panel),
}

#[derive(Debug, Clone)]
pub(crate) struct View {
    /// The command line of the report, without the search.
    pub(super) line: CommandLine,
    /// The command lines before, the latest last.
    pub(super) history: Vec<CommandLine>,
    /// Only values that contain this text are shown; empty for all.
    pub(super) search: String,
    /// The chosen row, and the first one on the screen.
    pub(super) cursor: usize,
    pub(super) scroll: usize,
    pub(super) mode: Mode,
    /// The figures are frozen; counting continues.
    pub(crate) paused: bool,
    /// A reading goes on that Esc stops.
    pub(crate) is_reading: bool,
    /// What is known of log and report.
    pub(crate) facts: Facts,
    /// Where the parts of the last frame are.
    pub(crate) places: ScreenPlaces,
    /// Lines of the terminal: an upper limit of the rows that fit.
    pub(super) height: usize,
}

impl View {
    /// The view of `line`'s report on a terminal of `height` lines.
    pub(crate) fn new(line: CommandLine, height: usize) -> Self {
        Self {
            line,
            history: Vec::new(),
            search: String::new(),
            cursor: 0,
            scroll: 0,
            mode: Mode::Rows,
            paused: false,
            is_reading: false,
            facts: Facts::default(),
            places: ScreenPlaces::default(),
            height,
        }
    }

    /// The command line of the figures on the screen.
    pub(crate) fn command_line(&self) -> CommandLine {
        let mut line = self.line.clone();
        if !self.search.is_empty() {
            line.add("having", conditions::contains(&self.search));
        }
        if self.is_row()
            && let Some(Ok(row)) =
                self.texts().map(|row| conditions::of_row(&self.facts.source, row))
        {
            row.into_iter().for_each(|condition| line.add("having", condition));
            if !self.facts.edges.is_empty() && !line.has("bucket") {
                WINDOWS.into_iter().for_each(|window| line.add("window", window));
            }
        }
        line
    }

    /// The command line without what is only shown: the search, a row.
    pub(crate) fn line(&self) -> &CommandLine {
        &self.line
    }

    /// The texts of the chosen row.
    pub(crate) fn texts(&self) -> Option<&Vec<Option<String>>> {
        self.facts.rows.get(self.cursor)
    }

    /// Whether one row is looked at, perhaps under a text.
    pub(crate) fn is_row(&self) -> bool {
        match &self.mode {
            Mode::Row => true,
            Mode::Text(panel) => panel.is_on_row,
            _ => false,
        }
    }

    /// Rows that the report must have.
    pub(crate) fn rows_needed(&self) -> usize {
        let wanted = self.cursor.max(self.scroll) + self.height + 1;
        wanted.div_ceil(AHEAD) * AHEAD
    }

    /// The column the rows are sorted by.
    pub(super) fn sort(&self) -> &str {
        self.line.get("sort").first().map_or("count", String::as_str)
    }

    /// Whether a flag is given.
    pub(super) fn has(&self, flag: &str) -> bool {
        self.line.has(flag)
    }

    /// Sets the lines of the terminal.
    pub(crate) fn resize(&mut self, height: usize) {
        self.height = height;
    }

    /// Columns that a text over the screen has.
    pub(crate) fn width(&self) -> usize {
        usize::from(self.places.width).saturating_sub(4).max(20)
    }

    pub(crate) fn show(&mut self, title: impl Into<String>, text: &str) {
        self.mode = Mode::Text(Panel::new(title, text, self.is_row()));
    }

    /// Sets the places of a screen of `width` x `height` cells, for tests without a terminal.
    #[cfg(test)]
    pub(crate) fn place(&mut self, width: u16, height: u16) {
        self.places.rows = ratatui::layout::Rect::new(0, 1, width, height);
        self.places.timeline = ratatui::layout::Rect::new(0, height + 1, width, 2);
    }

    /// The chosen row.
    pub(crate) fn cursor(&self) -> usize {
        self.cursor
    }

    /// Goes back to `line`, which was counted before.
    pub(crate) fn return_to(&mut self, line: CommandLine) {
        let before = self.history.iter().rposition(|before| *before == line);
        self.history.truncate(before.unwrap_or(self.history.len()));
        self.line = line;
        self.mode = Mode::Rows;
    }

    /// Goes back to `good`, the last command line that can be run.
    pub(crate) fn revert(&mut self, good: &CommandLine) {
        if self.line == *good {
            self.search.clear();
        } else {
            self.line.clone_from(good);
            self.history.pop();
        }
        self.mode = Mode::Rows;
    }

    /// How many columns the timeline has.
    pub(super) fn timeline_columns(&self) -> usize {
        let rows = self.facts.edges.len().saturating_sub(1);
        usize::from(self.places.timeline.width).min(rows)
    }

    /// The times of the first and behind the last column marked.
    pub(super) fn marked(&self, marking: Marking) -> Option<[Moment; 2]> {
        let rows = self.facts.edges.len().checked_sub(1)?;
        let (from, to) = marking.rows(rows, self.timeline_columns());
        Some([*self.facts.edges.get(from)?, *self.facts.edges.get(to)?])
    }
}

/// The columns to sort by, with the one the command line names. Shares and mean rates are absent:
/// they have the order of the counts.
pub(crate) fn sorts(options: &AnalysisOptions) -> Vec<String> {
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
