//! The lists that keys open, each made of the command line and what is known of the log. Typing narrows a
//! list.

use ratatui::crossterm::event::KeyCode;

use super::change::LineChange;
use super::chips::chips;
use super::conditions;
use super::facts::{Facts, LogColumn, ValueSource};
use crate::cli::command_line::{CommandLine, column_list};

/// The widths of buckets to choose from.
const BUCKETS: [&str; 9] = ["1s", "10s", "1m", "5m", "15m", "1h", "6h", "1d", "100ms"];
/// The outputs that `e` writes.
const OUTPUTS: [(&str, &str); 3] = [
    ("html", "html: one page with charts"),
    ("json", "json: every section"),
    ("csv", "csv: all values"),
];

fn item(label: impl Into<String>, changes: Vec<LineChange>) -> ListLine {
    ListLine { label: label.into(), choice: ListChoice::Changes(changes) }
}

/// The changes that make lines be taken apart by the column's format, if the command line names no
/// format. The columns counted before are none of that format.
fn takes_apart(column: &LogColumn) -> Vec<LineChange> {
    let Some(preset) = &column.preset else { return Vec::new() };
    let others = ["field", "delimiter", "pattern", "by"].map(LineChange::Remove);
    others.into_iter().chain([LineChange::Set("preset", preset.clone())]).collect()
}

/// The columns that can be counted, then each together with the columns counted now. Errors: the log has no
/// columns, or its lines cannot be read again.
pub(super) fn by(facts: &Facts, line: &CommandLine) -> Result<Chooser, String> {
    readable(facts)?;
    named(facts)?;
    let change = |column: &LogColumn| {
        let by = LineChange::Set("by", column_list([&column.name]));
        let changes = takes_apart(column).into_iter().chain([by, LineChange::Remove("sort")]);
        item(&column.name, changes.collect())
    };
    let counted = match &facts.source {
        ValueSource::Columns(names) if line.has("by") => names.first(),
        _ => None,
    };
    let at = facts.columns.iter().position(|column| Some(&column.name) == counted);
    let items = facts.columns.iter().map(change).chain(tuples(facts)).collect();
    Ok(Chooser::new("count by", items, at.unwrap_or(0)))
}

/// The columns counted now and one more column of the format: an entry for each column that is not
/// counted.
fn tuples(facts: &Facts) -> Vec<ListLine> {
    let ValueSource::Columns(counted) = &facts.source else { return Vec::new() };
    let is_other = |column: &&LogColumn| column.preset.is_none() && !counted.contains(&column.name);
    let with = |column: &LogColumn| {
        let by = column_list(counted.iter().chain([&column.name]));
        let label = format!("{}, {}", counted.join(", "), column.name);
        item(label, vec![LineChange::Set("by", by), LineChange::Remove("sort")])
    };
    facts.columns.iter().filter(is_other).map(with).collect()
}

/// The columns that can be measured, columns of numbers first. Errors: as [`by`].
pub(super) fn measure(facts: &Facts, line: &CommandLine) -> Result<Chooser, String> {
    readable(facts)?;
    named(facts)?;
    let mut items = Vec::new();
    if line.has("measure") {
        items.push(item("no measure", vec![LineChange::Remove("measure")]));
    }
    let change = |column: &LogColumn| {
        let set = LineChange::Set("measure", column.name.clone());
        item(&column.name, takes_apart(column).into_iter().chain([set]).collect())
    };
    let (numbers, others): (Vec<_>, Vec<_>) =
        facts.columns.iter().partition(|column| column.is_number);
    items.extend(numbers.into_iter().chain(others).map(change));
    Ok(Chooser::new("measure", items, 0))
}

/// The widths of buckets. Errors: nothing else can be counted.
pub(super) fn bucket(facts: &Facts, line: &CommandLine) -> Result<Chooser, String> {
    readable(facts)?;
    let current = line.get("bucket").first();
    let at = BUCKETS.iter().position(|width| current.is_some_and(|own| own == width));
    let change = |width: &&str| item(*width, vec![LineChange::Set("bucket", (*width).to_owned())]);
    Ok(Chooser::new("bucket", BUCKETS.iter().map(change).collect(), at.unwrap_or(0)))
}

/// The filters that the row `at` gives. Errors: there is no row, or its value cannot be typed.
pub(super) fn filter(facts: &Facts, at: usize) -> Result<Chooser, String> {
    readable(facts)?;
    let texts = facts.rows.get(at).ok_or("there is no row to filter by")?;
    let filters = conditions::filters(&facts.source, texts)?;
    let items = filters.into_iter().map(|(label, changes)| item(label, changes)).collect();
    Ok(Chooser::new("count only lines with", items, 0))
}

/// The filters that can be removed; the search is one. Errors: the command line has no filter.
pub(super) fn removal(line: &CommandLine, search: &str) -> Result<Chooser, String> {
    let mut items: Vec<ListLine> =
        chips(line).into_iter().map(|chip| item(chip.text, chip.removal)).collect();
    if !search.is_empty() {
        items.push(ListLine { label: format!("search {search}"), choice: ListChoice::Unsearch });
    }
    if items.is_empty() {
        return Err("there is no filter to remove".to_owned());
    }
    let last = items.len() - 1;
    Ok(Chooser::new("remove", items, last))
}

pub(super) fn output() -> Chooser {
    let item = |(name, label): &(&'static str, &str)| ListLine {
        label: (*label).to_owned(),
        choice: ListChoice::Write(name),
    };
    Chooser::new("write the report as", OUTPUTS.iter().map(item).collect(), 0)
}

/// Whether the input can be read again. Errors: the input can be read once only, for example a pipe; the
/// error says which.
fn readable(facts: &Facts) -> Result<(), String> {
    facts.read_once.clone().map_or(Ok(()), Err)
}

fn named(facts: &Facts) -> Result<(), String> {
    match facts.columns.is_empty() {
        true => Err("the log's first lines name no columns; -P, -p or -f names them".to_owned()),
        false => Ok(()),
    }
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum ListChoice {
    Changes(Vec<LineChange>),
    /// Removes the search.
    Unsearch,
    /// Writes the report in this output.
    Write(&'static str),
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct ListLine {
    pub(super) label: String,
    pub(super) choice: ListChoice,
}

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
