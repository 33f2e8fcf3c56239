//! What keys need to know of the log and of the report on the screen, and the progress of the counting, as plain
//! data.

use std::time::Duration;

use crate::render::number;
use crate::report::{Cell, Moment, Report, Table};
use crate::time::{Timestamp, Zone};

/// A column that a log has, or that is made from one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct LogColumn {
    /// Its name for `-k`.
    pub(crate) name: String,
    /// Whether it holds numbers that can be measured.
    pub(crate) is_number: bool,
    /// The column's format, if the command line names no format.
    pub(crate) preset: Option<String>,
}

/// What the values on the screen are made of.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) enum ValueSource {
    /// These columns, for `-w`.
    Columns(Vec<String>),
    /// The whole line, for `-g` and `-x`.
    Line,
    /// A part of the line that has no name.
    #[default]
    Nameless,
}

/// The texts of a row, one for each column counted; `None` for a text that cannot be typed.
pub(crate) type RowTexts = Vec<Option<String>>;

/// What keys need to know.
#[derive(Debug, Clone, Default)]
pub(crate) struct Facts {
    pub(crate) columns: Vec<LogColumn>,
    /// What the values are made of.
    pub(crate) source: ValueSource,
    /// Why nothing else can be counted, where the input can be read once only.
    pub(crate) read_once: Option<String>,
    /// Whether the files grow.
    pub(crate) is_live: bool,
    /// The columns the key `s` goes through.
    pub(crate) sorts: Vec<String>,
    /// The rows of the report that are built.
    pub(crate) rows: Vec<RowTexts>,
    /// How many rows the report has beyond `rows`.
    pub(crate) left_out: u64,
    /// The starts of the rows of the timeline, and the end of the last; empty without times.
    pub(crate) edges: Vec<Moment>,
}

impl Facts {
    /// Takes over what `old` knows of the report.
    pub(crate) fn keep_report(&mut self, old: Self) {
        (self.rows, self.left_out, self.edges) = (old.rows, old.left_out, old.edges);
    }

    /// Takes in the rows and the times of `report`, whose times are shown in `zone`.
    pub(crate) fn take(&mut self, report: &Report<'_>, zone: &Zone) {
        let table = report.table("values");
        self.rows = table.map(|table| rows(table, &self.source)).unwrap_or_default();
        let left_out = table.and_then(|table| table.rows.left_out());
        self.left_out = left_out.map_or(0, |left_out| left_out.rows);
        self.edges = edges(report, zone);
    }
}

/// The starts of the rows of the timeline, and the end of the last.
fn edges(report: &Report<'_>, zone: &Zone) -> Vec<Moment> {
    let Some(table) = report.table("timeline") else { return Vec::new() };
    let start = |row: Vec<Cell<'_>>| match row.first() {
        Some(Cell::Time(moment)) => Some(*moment),
        _ => None,
    };
    let mut edges: Vec<Moment> = table.rows().filter_map(start).collect();
    let seconds = report.cell("time", "timeline_seconds");
    if let (Some(last), Some(Cell::Number(seconds))) = (edges.last(), seconds) {
        #[expect(clippy::cast_possible_truncation, reason = "a row is shorter than 292 years")]
        let nanos = (seconds * 1e9).round() as i64;
        edges.push(Moment::new(Timestamp(last.at.0.saturating_add(nanos)), zone));
    }
    edges
}

/// The texts of the rows, by the columns of `source`.
fn rows(table: &Table<'_>, source: &ValueSource) -> Vec<RowTexts> {
    let places: Vec<usize> = match source {
        ValueSource::Columns(names) if names.len() > 1 => {
            names.iter().filter_map(|name| table.column(name)).collect()
        }
        _ => table.column("value").into_iter().collect(),
    };
    let text = |cell: Option<&Cell<'_>>| match cell {
        Some(Cell::Text(text)) => std::str::from_utf8(text).ok().map(str::to_owned),
        _ => None,
    };
    table.rows().map(|row| places.iter().map(|at| text(row.get(*at))).collect()).collect()
}

/// How far a reading is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct ReadingProgress {
    /// Bytes read.
    pub(crate) read: u64,
    /// Bytes there are, where that is known.
    pub(crate) total: Option<u64>,
}

impl ReadingProgress {
    /// What the screen says of it.
    pub(super) fn text(self) -> String {
        let size = |bytes: u64| format!("{} MB", number::whole(bytes / 1_000_000));
        match self.total {
            Some(total) => {
                let percent = u128::from(self.read.min(total)) * 100 / u128::from(total.max(1));
                format!("reading: {percent} % of {}   Esc stops", size(total))
            }
            None => format!("reading: {}   Esc stops", size(self.read)),
        }
    }
}

/// Progress at the time of the report on the screen; the note may be later.
#[derive(Debug, Clone, Default)]
pub(crate) struct Status {
    /// Lines read so far.
    pub(crate) lines: u64,
    /// Bytes read so far.
    pub(crate) bytes: u64,
    /// Lines a second over the last interval; `None` before the first.
    pub(crate) rate: Option<f64>,
    /// Time since the start.
    pub(crate) elapsed: Duration,
    /// Time from one report to the next.
    pub(crate) interval: Duration,
    /// The names of the sources, as typed.
    pub(crate) sources: Vec<String>,
    /// Whether the log grows: the running time and the rate are shown.
    pub(crate) is_live: bool,
    /// The reading that goes on, beside a log that grows.
    pub(crate) reading: Option<ReadingProgress>,
    /// The last note or error.
    pub(crate) note: Option<String>,
}
