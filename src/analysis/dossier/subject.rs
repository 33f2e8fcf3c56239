//! The section `subject`: the figures of the value itself.

use std::borrow::Cow;

use super::{Dossier, nearest};
use crate::analysis::context::SectionContext;
use crate::analysis::value_columns::Datum;
use crate::event::tuple_text;
use crate::report::{Body, Cell, Field, Note};

/// Columns of `values` that the section has under their own names, in two runs: before and after
/// `span_seconds` and `active_seconds`.
const ENDS: [&str; 2] = ["first", "last"];
const RATES: [&str; 6] = ["mean_rate", "peak", "peak_at", "hits", "ratio", "distinct"];

/// The section `subject`; `None` where no line has the value, which a note then says.
pub(in crate::analysis) fn subject<'a>(
    context: &SectionContext<'a>,
    notes: &mut Vec<Note>,
) -> Option<Body<'a>> {
    let wanted = context.options.subject.as_ref()?;
    let Some(dossier) = context.dossier() else {
        notes.push(Note::new(nearest::absent(context, wanted)));
        return None;
    };
    let counts = &context.outcome.totals.counts;
    let (value, count) = counts.get(dossier.record);
    let columns = context.outcome.schema.tuple.len().max(1);
    let above = counts.records().filter(|record| counts.get(*record).1 > count).count();
    let mut fields: Vec<(&'static str, Cell<'a>)> = vec![
        ("value", Cell::Text(Cow::Owned(tuple_text(value, columns).to_vec()))),
        ("count", Cell::Count(count)),
        ("share", cell(&dossier, "share")),
        ("rank", Cell::Count(above as u64 + 1)),
        ("values", Cell::Count(counts.records().count() as u64)),
    ];
    if context.rates().is_some() {
        fields.extend(ENDS.map(|name| (name, cell(&dossier, name))));
        fields.push(("span_seconds", span(&dossier)));
        fields.push(("active_seconds", active(&dossier)));
    }
    let has = |name: &str| dossier.values.columns.iter().any(|column| column.name() == name);
    let rates = RATES.into_iter().filter(|name| has(name));
    fields.extend(rates.map(|name| (name, cell(&dossier, name))));
    if has("distinct") {
        fields.push(("exclusive", dossier.exclusive.map_or(Cell::Missing, Cell::Share)));
    }
    if context.rates().is_some() {
        fields.extend(rhythm(&dossier));
    }
    let field = |(name, cell)| Field { name: Cow::Borrowed(name), cell, remark: None };
    Some(Body::Record(fields.into_iter().map(field).collect::<Vec<_>>().into()))
}

fn cell(dossier: &Dossier<'_>, column: &str) -> Cell<'static> {
    dossier.datum(column).cell(&dossier.values.zone)
}

/// Seconds from its first event to its last.
fn span(dossier: &Dossier<'_>) -> Cell<'static> {
    match (dossier.datum("first"), dossier.datum("last")) {
        (Datum::Time(first), Datum::Time(last)) => {
            Cell::seconds(last.0.saturating_sub(first.0).into())
        }
        _ => Cell::Missing,
    }
}

/// Seconds of the buckets in which it has an event.
#[expect(clippy::cast_precision_loss, reason = "seconds are doubles")]
fn active(dossier: &Dossier<'_>) -> Cell<'static> {
    match (dossier.datum("active"), &dossier.values.all.totals.rates) {
        (Datum::Whole(buckets), Some(table)) => {
            Cell::Number(buckets as f64 * table.bucketer().width().nanos() as f64 / 1e9)
        }
        _ => Cell::Missing,
    }
}

fn rhythm(dossier: &Dossier<'_>) -> [(&'static str, Cell<'static>); 5] {
    let rhythm = dossier.rhythm;
    [
        ("gap_p50_seconds", Cell::number(rhythm.gap_p50)),
        ("regularity", Cell::number(rhythm.regularity)),
        ("period_seconds", Cell::number(rhythm.period.map(|period| period.seconds))),
        ("period_share", rhythm.period.map_or(Cell::Missing, |period| Cell::Share(period.share))),
        ("on_clock", rhythm.period.map_or(Cell::Missing, |period| Cell::Flag(period.on_clock))),
    ]
}
