//! The outward vocabulary: a report is named sections, a section is named fields or a table, a cell is
//! a typed value. Analysis makes reports, renderers print them, and neither knows the other.
//!
//! Tables give their rows one by one, so that ten million values need no second copy.
//!
//! ```
//! use streamstats::report::{Body, Cell, Report, Section, Table};
//!
//! let rows = vec![vec![Cell::Text(b"192.0.2.1"[..].into()), Cell::Count(93)]];
//! let body = Body::Table(Table::new(["value", "count"], rows));
//! let values = Section { name: "values", text_place: None, body };
//! let report = Report { sections: vec![values], ..Report::default() };
//! let table = report.table("values").ok_or("no such section")?;
//! assert_eq!(table.rows.cell(0, 1), Cell::Count(93));
//! # Ok::<(), &str>(())
//! ```

mod alert;
mod cell;

pub use alert::{Alert, AlertRow, Severity};
pub use cell::{Cell, Moment};

use std::borrow::Cow;
use std::fmt;
use std::ops::Range;

/// A named cell of a section without rows.
#[derive(Debug, Clone, PartialEq)]
pub struct Field<'a> {
    /// The field's name in every output.
    pub name: Cow<'static, str>,
    /// Its value.
    pub cell: Cell<'a>,
    /// What the text report says beside it; machine-readable outputs leave it out.
    pub remark: Option<Remark>,
}

/// Named fields, in the order they are printed.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct NamedFields<'a>(Vec<Field<'a>>);

impl<'a> NamedFields<'a> {
    /// The field `name`.
    pub fn field(&self, name: &str) -> Option<&Field<'a>> {
        self.0.iter().find(|field| field.name == name)
    }

    /// The cell of the field `name`.
    pub fn get(&self, name: &str) -> Option<&Cell<'a>> {
        self.field(name).map(|field| &field.cell)
    }

    /// The fields in order.
    pub fn iter(&self) -> std::slice::Iter<'_, Field<'a>> {
        self.0.iter()
    }
}

impl<'a> From<Vec<Field<'a>>> for NamedFields<'a> {
    fn from(fields: Vec<Field<'a>>) -> Self {
        Self(fields)
    }
}

impl<'r, 'a> IntoIterator for &'r NamedFields<'a> {
    type Item = &'r Field<'a>;
    type IntoIter = std::slice::Iter<'r, Field<'a>>;

    fn into_iter(self) -> Self::IntoIter {
        self.iter()
    }
}

/// What stands beside a figure in text.
#[derive(Debug, Clone, PartialEq)]
pub enum Remark {
    /// Any words.
    Words(String),
    /// The limits of what is normal, and the rule that made them.
    Fences {
        /// The column that is judged.
        column: String,
        /// The lower one, where a figure can be below it.
        low: Option<f64>,
        /// The upper one.
        high: f64,
        /// How it is judged: "mean + 2 stdev".
        rule: String,
    },
}

/// How much a column is wanted where a text has no room for all.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Wish {
    /// The rows are sorted by it.
    Sorted,
    /// Outliers are judged by it.
    Judged,
    /// An option asks for it.
    Asked,
    /// As much as others.
    Usual,
}

/// The rows of a table, given one at a time, and what text draws beside them. Several threads may print
/// them.
pub trait Rows: Sync {
    /// How many there are.
    fn len(&self) -> usize;

    /// Whether there are none.
    fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// Appends the cells of row `index`, in the order of the columns, to `row`.
    fn fill<'s>(&'s self, index: usize, row: &mut Vec<Cell<'s>>);

    /// The cell of row `index` in the column at `column`.
    fn cell(&self, index: usize, column: usize) -> Cell<'_> {
        let mut row = Vec::new();
        self.fill(index, &mut row);
        if column < row.len() { row.swap_remove(column) } else { Cell::Missing }
    }

    /// The rows that `--top` left out; text and markdown print it under the table.
    fn left_out(&self) -> Option<LeftOut> {
        None
    }

    /// How much the column `name` is wanted if a text has no room for all columns.
    fn wish(&self, name: &str) -> Wish {
        let _ = name;
        Wish::Usual
    }

    /// The columns that were counted, whose texts are the first cell of a row; empty where none is named, or
    /// the run read no times of which one could be made.
    fn counted_columns(&self) -> &[String] {
        &[]
    }

    /// Whether the user chose the columns, and text prints these in their order.
    fn has_chosen_columns(&self) -> bool {
        false
    }

    /// The mean and the percentiles of the numbers measured in `rows` together, each with its name (`p99`): text folds
    /// a timeline into fewer rows. Empty when nothing was measured in them.
    fn measured(&self, rows: Range<usize>) -> Vec<(String, Option<f64>)> {
        let _ = rows;
        Vec::new()
    }

    /// Points of a scatter plot under the rows; empty for no plot.
    fn points(&self) -> Vec<(f64, f64)> {
        Vec::new()
    }

    /// The points of a sparkline beside row `index`: its largest bucket in each of at most `parts`
    /// equal parts of time. `None` when the buckets are not known.
    fn sparkline(&self, index: usize, parts: usize) -> Option<Vec<u64>> {
        let (_, _) = (index, parts);
        None
    }
}

impl Rows for Vec<Vec<Cell<'_>>> {
    fn len(&self) -> usize {
        self.as_slice().len()
    }

    fn fill<'s>(&'s self, index: usize, row: &mut Vec<Cell<'s>>) {
        row.extend(self[index].iter().cloned());
    }
}

/// The rows of a section, each with a cell for every column.
pub struct Table<'a> {
    /// The columns' names.
    pub columns: Vec<Cow<'a, str>>,
    /// The rows.
    pub rows: Box<dyn Rows + 'a>,
}

/// Values that are not among the rows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct LeftOut {
    /// How many values.
    pub rows: u64,
    /// The sum of their counts.
    pub total: u128,
    /// Whether counts are weights and not lines.
    pub weighted: bool,
}

impl<'a> Table<'a> {
    /// A table of `rows`, each with a cell for each of `columns`.
    pub fn new<const N: usize>(columns: [&'static str; N], rows: Vec<Vec<Cell<'a>>>) -> Self {
        Self { columns: columns.map(Cow::Borrowed).into(), rows: Box::new(rows) }
    }

    /// The rows one by one, each with a cell for each column. [`Rows::fill`] spares the allocation.
    pub fn rows(&self) -> impl Iterator<Item = Vec<Cell<'_>>> {
        (0..self.rows.len()).map(|index| {
            let mut row = Vec::with_capacity(self.columns.len());
            self.rows.fill(index, &mut row);
            row
        })
    }

    /// The place of the column `name`.
    pub fn column(&self, name: &str) -> Option<usize> {
        self.columns.iter().position(|column| column == name)
    }

    /// The cell of `row`, a row of this table, in the column `name`; missing if there is no column of
    /// that name.
    pub(crate) fn named<'r, 'c>(&self, row: &'r [Cell<'c>], name: &str) -> &'r Cell<'c> {
        self.column(name).and_then(|at| row.get(at)).unwrap_or(&Cell::Missing)
    }
}

impl fmt::Debug for Table<'_> {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.debug_struct("Table")
            .field("columns", &self.columns)
            .field("rows", &self.rows.len())
            .finish_non_exhaustive()
    }
}

/// What a section holds.
#[derive(Debug)]
pub enum Body<'a> {
    /// Named cells.
    Fields(NamedFields<'a>),
    /// Rows of cells under columns.
    Table(Table<'a>),
}

/// A named part of a report.
#[derive(Debug)]
pub struct Section<'a> {
    /// Its name in every output.
    pub name: &'static str,
    /// Its place in the text report, ascending; `None` when text shows it only if it is asked for.
    pub text_place: Option<u8>,
    /// What it holds.
    pub body: Body<'a>,
}

/// A whole report: sections in the order they are printed.
#[derive(Debug, Default)]
pub struct Report<'a> {
    /// The sections.
    pub sections: Vec<Section<'a>>,
    /// What the reader of the figures must know: assumptions, and what a rule cannot judge.
    pub notes: Vec<Note>,
    /// The section that outputs of one section print when none is asked for.
    pub main: Option<&'static str>,
    /// The conditions of `--fail-if` and `--warn-if`, judged.
    pub alerts: Vec<Alert>,
}

/// Something to be said beside a report.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Note {
    /// The words.
    pub text: String,
    /// Whether text says it already, beside a figure.
    pub in_text: bool,
}

impl Note {
    /// A note that no output prints beside a figure.
    pub fn new(text: impl Into<String>) -> Self {
        Self { text: text.into(), in_text: false }
    }
}

impl<'a> Report<'a> {
    /// The section `name`, if the report has it.
    pub fn section(&self, name: &str) -> Option<&Section<'a>> {
        self.sections.iter().find(|section| section.name == name)
    }

    /// The table `name`, if the report has it.
    pub fn table(&self, name: &str) -> Option<&Table<'a>> {
        match &self.section(name)?.body {
            Body::Table(table) => Some(table),
            Body::Fields(_) => None,
        }
    }

    /// The fields of the section `name`, if the report has it and it is no table.
    pub fn fields(&self, name: &str) -> Option<&NamedFields<'a>> {
        match &self.section(name)?.body {
            Body::Fields(fields) => Some(fields),
            Body::Table(_) => None,
        }
    }

    /// The cell of a field of the section `section`, if the report has both.
    pub fn cell(&self, section: &str, field: &str) -> Option<&Cell<'a>> {
        self.fields(section)?.get(field)
    }
}
