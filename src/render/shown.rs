//! A report as it is shown to eyes: names and words of a log are escaped once, before any output
//! measures or prints them.

use std::borrow::Cow;
use std::ops::Range;

use super::visible::visible;
use crate::report::{
    Alert, Body, Cell, Field, LeftOut, Note, Remark, Report, Rows, Section, Table, Wish,
};

/// The fields of `input` about lines that are not counted or are cut, and the words for each.
pub(super) const NOT_COUNTED: [(&str, &str); 8] = [
    ("unmatched", "unmatched"),
    ("untimed", "untimed"),
    ("out_of_range", "out of range"),
    ("filtered", "filtered"),
    ("header", "header"),
    ("late", "late"),
    ("continued", "continued"),
    ("truncated_lines", "cut at --max-line"),
];

/// `report` with every name, note and remark [`visible`]. Cells stay as they are, since each
/// output escapes them in its own way.
pub(crate) fn shown<'r>(report: &'r Report<'_>, unicode: bool) -> Report<'r> {
    let text = |text: &str| visible(text.as_bytes(), unicode);
    let section = |section: &'r Section<'_>| Section {
        name: section.name,
        text_place: section.text_place,
        body: match &section.body {
            Body::Fields(fields) => Body::Fields(
                fields.iter().map(|one| field(one, &text, unicode)).collect::<Vec<_>>().into(),
            ),
            Body::Table(table) => Body::Table(Table {
                columns: table.columns.iter().map(|name| Cow::Owned(text(name))).collect(),
                rows: Box::new(Borrowed(&*table.rows)),
            }),
        },
    };
    let note = |note: &Note| Note { text: text(&note.text), in_text: note.in_text };
    let alert = |alert: &Alert| Alert {
        condition: text(&alert.condition),
        name: text(&alert.name),
        problem: alert.problem.as_deref().map(text),
        ..alert.clone()
    };
    Report {
        sections: report.sections.iter().map(section).collect(),
        notes: report.notes.iter().map(note).collect(),
        main: report.main,
        alerts: report.alerts.iter().map(alert).collect(),
    }
}

fn field<'r>(field: &'r Field<'_>, text: &impl Fn(&str) -> String, unicode: bool) -> Field<'r> {
    let remark = field.remark.as_ref().map(|remark| match remark {
        Remark::Words(words) => Remark::Words(text(words)),
        Remark::Fences { column, low, high, rule } => {
            let rule = if unicode { rule.clone() } else { rule.replace('±', "+-") };
            Remark::Fences { column: text(column), low: *low, high: *high, rule: text(&rule) }
        }
    });
    Field { name: Cow::Owned(text(&field.name)), cell: field.cell.clone(), remark }
}

/// The rows of another table.
struct Borrowed<'r, 'a>(&'r (dyn Rows + 'a));

impl Rows for Borrowed<'_, '_> {
    fn len(&self) -> usize {
        self.0.len()
    }

    fn fill<'s>(&'s self, index: usize, row: &mut Vec<Cell<'s>>) {
        self.0.fill(index, row);
    }

    fn cell(&self, index: usize, column: usize) -> Cell<'_> {
        self.0.cell(index, column)
    }

    fn left_out(&self) -> Option<LeftOut> {
        self.0.left_out()
    }

    fn wish(&self, name: &str) -> Wish {
        self.0.wish(name)
    }

    fn has_chosen_columns(&self) -> bool {
        self.0.has_chosen_columns()
    }

    fn counted_columns(&self) -> &[String] {
        self.0.counted_columns()
    }

    fn measured(&self, rows: Range<usize>) -> Vec<(String, Option<f64>)> {
        self.0.measured(rows)
    }

    fn points(&self) -> Vec<(f64, f64)> {
        self.0.points()
    }

    fn sparkline(&self, index: usize, parts: usize) -> Option<Vec<u64>> {
        self.0.sparkline(index, parts)
    }
}
