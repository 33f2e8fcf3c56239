//! The section `alerts`: a row for each condition of `--fail-if` and `--warn-if`.

use super::context::SectionContext;
use crate::report::{Alert, Body, Cell, Note, Severity, Table};

pub(super) fn build<'a>(context: &SectionContext<'a>, _: &mut Vec<Note>) -> Option<Body<'a>> {
    body(&context.alerts)
}

/// The section of these conditions; `None` when there are none.
pub(super) fn body<'a>(alerts: &[Alert]) -> Option<Body<'a>> {
    let columns = ["condition", "severity", "held", "rows", "worst", "figure", "first"];
    let rows: Vec<_> = alerts.iter().map(row).collect();
    (!rows.is_empty()).then(|| Body::Table(Table::new(columns, rows)))
}

fn row<'a>(alert: &Alert) -> Vec<Cell<'a>> {
    let worst = alert.worst.as_ref();
    let is_fail = alert.severity == Severity::Fail;
    vec![
        Cell::text(alert.condition.clone()),
        Cell::text(if is_fail { "fail" } else { "warn" }),
        alert.held.map_or(Cell::Missing, Cell::Flag),
        Cell::Count(alert.rows),
        worst.and_then(|row| row.name.clone()).unwrap_or(Cell::Missing),
        worst.map_or(Cell::Missing, |row| row.figure.clone()),
        worst.and_then(|row| row.first.clone()).unwrap_or(Cell::Missing),
    ]
}
