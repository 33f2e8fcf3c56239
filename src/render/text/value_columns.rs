//! The columns of `values` in text: what stands over each, how it is printed, and which are dropped
//! first where there is no room.

use super::clock::Clock;
use super::line::plain;
use crate::render::request::Style;
use crate::render::{fit, number};
use crate::report::{Cell, Report, Table, Wish};

/// Blanks between columns.
const GAP: usize = 2;
/// The most columns of the screen that an example line takes.
const MAX_LINE: usize = 40;
/// Columns of the screen down to which an example line is cut before the count is dropped.
const MIN_LINE: usize = 20;
/// The priority of the count.
const COUNT_PRIORITY: u8 = 3;
/// The priority of a column that is shown only where the rows are sorted by it or outliers are
/// judged by it.
const HIDDEN: u8 = u8::MAX;

/// A column of the text report: its title, its cells, and when it is dropped for want of room.
#[derive(Debug, Clone)]
pub(crate) struct TextColumn {
    /// The column of `values` it shows.
    pub(crate) name: String,
    /// What stands over it.
    pub(crate) title: String,
    /// What stands in it, a text a row.
    pub(crate) cells: Vec<String>,
    /// Columns of the highest priority are dropped first; 0 is never dropped.
    pub(crate) drop_priority: u8,
    /// Its cells begin at its left edge.
    pub(crate) left: bool,
    /// The columns of the screen it takes.
    pub(crate) width: usize,
    /// The columns of the screen to which it may be narrowed, its cells cut.
    pub(crate) least: usize,
}

impl TextColumn {
    /// A column as wide as the widest of its cells and its title.
    pub(crate) fn new(name: &str, title: String, cells: Vec<String>, drop_priority: u8) -> Self {
        let texts = cells.iter().chain([&title]);
        let width = texts.map(|text| fit::width(text)).max().unwrap_or(0);
        let (name, left, least) = (name.to_owned(), false, width);
        Self { name, title, cells, drop_priority, left, width, least }
    }
}

/// How the cells of a column are printed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Print {
    /// Each cell as its type says.
    Plain,
    /// Numbers to three digits.
    Brief,
    /// A rate, below a thousandth in a larger unit.
    Rate,
    /// An instant, as short as the range allows.
    Time,
    /// A number of buckets as a length of time.
    Buckets,
    /// Seconds as a length of time.
    Seconds,
    /// The beginning and the end of a line.
    Line,
}

/// The columns in their order: name, title, drop priority, how cells are printed. `{bucket}`
/// becomes the width of a bucket: `s`, `5min`.
const COLUMNS: &[(&str, &str, u8, Print)] = &[
    ("count", "count", COUNT_PRIORITY, Print::Plain),
    ("share", "share", 8, Print::Plain),
    ("score", "score", HIDDEN, Print::Brief),
    ("error", "error", HIDDEN, Print::Plain),
    ("hits", "hits", 5, Print::Plain),
    ("ratio", "ratio", 4, Print::Plain),
    ("ratio_low", "at least", 6, Print::Plain),
    ("distinct", "distinct", 4, Print::Plain),
    ("distinct_error", "distinct error", HIDDEN, Print::Brief),
    ("example", "example", HIDDEN, Print::Line),
    ("mean_rate", "mean/s", 9, Print::Rate),
    ("peak", "peak/{bucket}", 4, Print::Plain),
    ("peak_at", "at", 6, Print::Time),
    ("first", "first", HIDDEN, Print::Time),
    ("last", "last", HIDDEN, Print::Time),
    ("active", "active", 10, Print::Buckets),
    ("rate_p50", "p50/{bucket}", HIDDEN, Print::Brief),
    ("rate_p99", "p99/{bucket}", HIDDEN, Print::Brief),
    ("sessions", "sessions", 4, Print::Plain),
    ("longest_gap_seconds", "longest gap", 5, Print::Seconds),
    ("m_count", "measured", HIDDEN, Print::Plain),
    ("m_sum", "sum", HIDDEN, Print::Plain),
    ("m_mean", "mean", 7, Print::Plain),
    ("m_min", "min", HIDDEN, Print::Plain),
    ("m_max", "max", HIDDEN, Print::Plain),
];

/// The columns that stand right of the value. `table` is the section `values` of `report`; `rows`
/// are the cells of the rows to be printed.
pub(crate) fn columns(
    report: &Report<'_>,
    table: &Table<'_>,
    rows: &[Vec<Cell<'_>>],
    style: Style,
) -> Vec<TextColumn> {
    let clock = Clock::new(report.fields("time"));
    let measured = Measured::of(report, table);
    let column = |name: &str, title: String, priority: u8, print: Print| {
        let at = table.column(name)?;
        let drop_priority = match (table.rows.wish(name), priority) {
            (Wish::Sorted, _) => 0,
            (Wish::Judged, _) => 1,
            (Wish::Asked | Wish::Usual, HIDDEN) => return None,
            (Wish::Asked, _) => 2,
            (Wish::Usual, priority) => priority,
        };
        let text = |row: &Vec<Cell<'_>>| match (print, row.get(at).unwrap_or(&Cell::Missing)) {
            (Print::Brief, Cell::Number(number)) => number::brief(*number),
            (Print::Rate, Cell::Number(number)) => number::rate_figure(*number),
            (Print::Time, Cell::Time(moment)) => clock.brief(moment),
            (Print::Buckets, Cell::Count(buckets)) => clock.buckets(*buckets),
            (Print::Seconds, Cell::Number(seconds)) => number::duration(*seconds),
            (Print::Line, cell) => fit::cut_middle(&plain(cell, style), MAX_LINE, style.unicode),
            (_, cell) => plain(cell, style),
        };
        let mut cells: Vec<String> = rows.iter().map(text).collect();
        if print == Print::Plain {
            number::align_points(&mut cells);
        }
        let left = matches!(print, Print::Time | Print::Line);
        let column = TextColumn::new(name, title, cells, drop_priority);
        let least = if print == Print::Line { column.width.min(MIN_LINE) } else { column.width };
        Some(TextColumn { left, least, ..column })
    };
    let mut columns: Vec<TextColumn> = Vec::new();
    for (name, title, priority, print) in COLUMNS {
        let title = match name.starts_with("m_") {
            true => measured.title(title, *name != "m_count"),
            false => title.replace("{bucket}", &clock.unit()),
        };
        columns.extend(column(name, title, *priority, *print));
        if *name == "peak_at" {
            let windows = table.columns.iter().filter(|name| name.starts_with("peak_"));
            for name in windows.filter(|name| *name != "peak_at") {
                let title = format!("peak/{}", name.trim_start_matches("peak_"));
                columns.extend(column(name, title, 2, Print::Plain));
            }
        }
    }
    for name in table.columns.iter().filter(|name| is_percentile(name)) {
        let percentile = name.trim_start_matches("m_");
        let priority = if percentile == "p90" { 5 } else { 4 };
        columns.extend(column(name, measured.title(percentile, true), priority, Print::Plain));
    }
    columns
}

/// Whether a column is a percentile of what was measured.
fn is_percentile(name: &str) -> bool {
    name.strip_prefix("m_p").is_some_and(|rest| rest.starts_with(|c: char| c.is_ascii_digit()))
}

/// A unit as it stands in the head of a column.
pub(super) fn short_unit(unit: &[u8]) -> String {
    match unit {
        b"seconds" => "s".to_owned(),
        unit => String::from_utf8_lossy(unit).into_owned(),
    }
}

/// What was measured, as it stands in the heads of columns.
struct Measured {
    unit: String,
    /// The column measured.
    name: String,
    /// Percentiles of rates are shown, too.
    has_rate_percentiles: bool,
    /// A mean rate is shown, too.
    has_mean_rate: bool,
}

impl Measured {
    fn of(report: &Report<'_>, table: &Table<'_>) -> Self {
        let distribution = report.fields("distribution");
        let unit = match distribution.and_then(|fields| fields.get("unit")) {
            Some(Cell::Text(unit)) => format!(" {}", short_unit(unit)),
            _ => String::new(),
        };
        // The remark on the count is the name of the measured column.
        let measured = distribution.and_then(|fields| fields.field("count")?.remark.as_ref());
        let name = measured.map(super::line::remark).unwrap_or_default();
        let is_shown =
            |name: &&str| table.column(name).is_some() && table.rows.wish(name) != Wish::Usual;
        let has_rate_percentiles = ["rate_p50", "rate_p99"].iter().any(is_shown);
        let has_mean_rate = table.column("mean_rate").is_some();
        Self { unit, name, has_rate_percentiles, has_mean_rate }
    }

    fn title(&self, figure: &str, has_unit: bool) -> String {
        let is_ambiguous = match figure.starts_with('p') {
            true => self.has_rate_percentiles,
            false => self.has_mean_rate && figure == "mean",
        };
        let name = if is_ambiguous { format!("{} ", self.name) } else { String::new() };
        format!("{name}{figure}{}", if has_unit { self.unit.as_str() } else { "" })
    }
}

/// Drops the least wanted columns until the values, of which the longest takes `longest` columns of the screen,
/// have room to stand whole or to take half of the width. Example lines are cut before the count is dropped.
/// Gives the titles of the dropped columns, the most wanted first.
pub(super) fn fit_to_width(
    columns: &mut Vec<TextColumn>,
    width: usize,
    longest: usize,
) -> Vec<String> {
    let key = longest.min(width / 2);
    let used =
        |columns: &[TextColumn]| -> usize { columns.iter().map(|column| GAP + column.width).sum() };
    let mut dropped = Vec::new();
    while used(columns) + key > width {
        let over = used(columns) + key - width;
        let places = columns.iter().enumerate().filter(|(_, column)| column.drop_priority > 0);
        let last = places.max_by_key(|(_, column)| column.drop_priority);
        let last = last.map(|(place, column)| (place, column.drop_priority));
        let wide = columns.iter_mut().find(|column| column.width > column.least);
        match (last, wide) {
            (Some((_, ..=COUNT_PRIORITY)) | None, Some(wide)) => {
                wide.width = wide.width.saturating_sub(over).max(wide.least);
            }
            (Some((place, _)), _) => dropped.push(columns.remove(place).title),
            (None, None) => break,
        }
    }
    dropped.reverse();
    dropped
}

/// `text` filled up to the width of `column`.
pub(crate) fn align(text: &str, column: &TextColumn) -> String {
    if column.left { fit::pad_right(text, column.width) } else { fit::pad_left(text, column.width) }
}

/// The value of a row of `table` as it is printed, a weekday by its name.
pub(super) fn value_or_weekday(row: &[Cell<'_>], table: &Table<'_>, style: Style) -> String {
    with_weekday(row, table, style).unwrap_or_else(|| first_cell(row, style))
}

/// The columns counted, a weekday by its name; `None` where no weekday is counted.
fn with_weekday(row: &[Cell<'_>], table: &Table<'_>, style: Style) -> Option<String> {
    let counted = table.rows.counted_columns();
    let is_weekday = |name: &&String| name.as_str() == "weekday";
    counted.iter().find(is_weekday)?;
    let column = |name: &String| {
        let cell = if counted.len() == 1 { row.first() } else { row.get(table.column(name)?) };
        let text = plain(cell?, style);
        let day = || number::WEEKDAYS.get(text.parse::<usize>().ok()?.checked_sub(1)?);
        Some(match day().filter(|_| is_weekday(&name)) {
            Some(day) => (*day).to_owned(),
            None => text,
        })
    };
    let columns: Option<Vec<String>> = counted.iter().map(column).collect();
    columns.map(|columns| columns.join(" "))
}

/// The value of a row as it is printed; it is the row's first cell.
pub(crate) fn first_cell(row: &[Cell<'_>], style: Style) -> String {
    match row.first() {
        Some(Cell::Text(bytes)) if bytes.is_empty() => "(empty)".to_owned(),
        Some(cell) => plain(cell, style),
        None => String::new(),
    }
}
