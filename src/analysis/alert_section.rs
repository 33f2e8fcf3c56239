//! The section `alerts`: a row for each condition of `--fail-if` and `--warn-if`.

use super::context::{Built, SectionContext};
use crate::report::{Alert, Cell, Severity};

pub(super) fn build<'a>(context: &SectionContext<'a>) -> Option<Built<'a>> {
    let alerts = &context.alerts;
    (!alerts.is_empty()).then(|| Built::Rows(rows(alerts)))
}

pub(super) fn rows<'a>(alerts: &[Alert]) -> Vec<Vec<Cell<'a>>> {
    alerts.iter().map(row).collect()
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
