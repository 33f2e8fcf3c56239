//! Cells of a report as cells of an HTML table.

use super::escape::{escape, escape_bytes};
use super::svg;
use crate::render::number;
use crate::report::{Cell, Moment, Report};

/// How instants are shown: the clock alone where the whole range lies on one day.
#[derive(Debug, Clone, Copy)]
pub(super) struct InstantStyle {
    one_day: bool,
}

impl InstantStyle {
    /// The clock for a report: by the first and the last event of its section `time`.
    pub(super) fn new(report: &Report<'_>) -> Self {
        let date = |name| match *report.cell("time", name)? {
            Cell::Time(Moment { local, .. }) => Some((local.year, local.month, local.day)),
            _ => None,
        };
        Self { one_day: date("first").is_some() && date("first") == date("last") }
    }

    /// Whether instants have their dates.
    pub(super) fn has_dates(self) -> bool {
        !self.one_day
    }

    /// A `time` element.
    pub(super) fn element(self, moment: Moment) -> String {
        let (date, clock) = (moment.local.date(), moment.local.clock());
        let shown = if self.one_day { clock } else { format!("{date} {clock}") };
        format!("<time datetime=\"{}\">{shown}</time>", escape(&moment.to_string()))
    }

    /// The words of a cell, instants as this clock shows them.
    pub(super) fn text(self, cell: &Cell<'_>) -> String {
        match cell {
            Cell::Time(moment) => self.element(*moment),
            _ => text(cell),
        }
    }

    /// A `td` element, instants as this clock shows them.
    pub(super) fn data(self, cell: &Cell<'_>) -> String {
        let class = if is_number(cell) { " class=\"n\"" } else { "" };
        format!("<td{class}>{}</td>", self.text(cell))
    }
}

/// The words of a cell, escaped.
pub(super) fn text(cell: &Cell<'_>) -> String {
    match cell {
        Cell::Text(bytes) => escape_bytes(bytes),
        Cell::Count(number) => number::whole(*number),
        Cell::Number(number) => number::short(*number),
        Cell::Share(share) => number::percent(*share),
        Cell::Time(moment) => escape(&moment.to_string()),
        Cell::Flag(flag) => if *flag { "yes" } else { "no" }.to_owned(),
        Cell::Missing => "–".to_owned(),
    }
}

/// Events a second to three digits, or an hour where they are few.
pub(super) fn rate(cell: &Cell<'_>) -> String {
    match drawn(cell) {
        Some(rate) if rate > 0.0 && rate < 0.001 => format!("{}/h", number::brief(rate * 3600.0)),
        Some(rate) => format!("{}/s", number::brief(rate)),
        None => text(cell),
    }
}

/// A `th` element for the head of a column.
pub(super) fn head(name: &str, is_number: bool) -> String {
    head_with_unit(name, "", is_number)
}

/// A `th` element for the head of a column; `unit` is escaped already and follows the name.
pub(super) fn head_with_unit(name: &str, unit: &str, is_number: bool) -> String {
    let class = if is_number { " class=\"n\"" } else { "" };
    format!("<th scope=\"col\"{class}>{}{unit}</th>", label(name))
}

/// Whether a cell stands at the right of its column.
pub(super) fn is_number(cell: &Cell<'_>) -> bool {
    matches!(cell, Cell::Count(_) | Cell::Number(_) | Cell::Share(_) | Cell::Missing)
}

/// Headings that say more than the section's name.
const HEADINGS: [(&str, &str); 14] = [
    ("signs", "What stands out"),
    ("standing", "Beside all values"),
    ("makeup", "What the lines are made of"),
    ("hours", "Hours of the day"),
    ("siblings", "Its network"),
    ("subject_lines", "Some of its lines"),
    ("sides", "The two sides"),
    ("moves", "What moved"),
    ("total_moves", "All values together"),
    ("change_values", "Values behind the changes"),
    ("limit_config", "As lines of configuration"),
    ("replay", "Limits tried on this log"),
    ("replay_values", "Whom the limits meet"),
    ("log_columns", "Columns of the log"),
];

/// The heading of a section by its name: `time_zones` is "Time zones".
pub(super) fn heading(name: &str) -> String {
    if let Some((_, heading)) = HEADINGS.iter().find(|(section, _)| *section == name) {
        return (*heading).to_owned();
    }
    let label = label(name);
    let mut characters = label.chars();
    let first = characters.next().map(|first| first.to_uppercase().to_string());
    first.unwrap_or_default() + characters.as_str()
}

/// A field's name for eyes: `mean_rate` is "mean rate", `m_p99` is "p99".
pub(super) fn label(name: &str) -> String {
    let name = name.strip_prefix("m_").unwrap_or(name);
    escape_bytes(name.replace('_', " ").as_bytes())
}

/// A cell as a number that can be drawn.
pub(super) fn drawn(cell: &Cell<'_>) -> Option<f64> {
    match cell {
        Cell::Count(number) => Some(*number as f64),
        Cell::Number(number) | Cell::Share(number) => Some(*number).filter(|n| n.is_finite()),
        Cell::Text(_) | Cell::Flag(_) | Cell::Time(_) | Cell::Missing => None,
    }
}

/// A `td` with a bar; `part` is its length, 0 to 1.
pub(super) fn bar(part: f64) -> String {
    let width = svg::short((part * 100.0).clamp(0.5, 100.0));
    let marks = format!(
        "<rect class=\"bar\" x=\"0\" y=\"2\" width=\"{width}\" height=\"10\" rx=\"1\" fill=\"#2f6fad\"/>"
    );
    format!("<td class=\"draw\">{}</td>", svg::decoration(&marks))
}

/// A `td` with two bars, `first` above `second`, each a length from 0 to 1; an empty cell if one is
/// missing.
pub(super) fn bar_pair(first: Option<f64>, second: Option<f64>) -> String {
    let (Some(first), Some(second)) = (first, second) else { return "<td></td>".to_owned() };
    let rect = |class: &str, fill: &str, y: u32, part: f64| {
        let width = svg::short((part * 100.0).clamp(0.0, 100.0));
        format!(
            "<rect class=\"{class}\" x=\"0\" y=\"{y}\" width=\"{width}\" height=\"5\" fill=\"{fill}\"/>"
        )
    };
    let marks = rect("bar", "#2f6fad", 1, first) + &rect("other", "#8a949e", 8, second);
    format!("<td class=\"draw\">{}</td>", svg::decoration(&marks))
}
