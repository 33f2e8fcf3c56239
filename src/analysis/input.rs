//! The sections that account for the input: `input`, `sources`, `unmatched`.

use std::borrow::Cow;
use std::collections::BTreeSet;

use super::context::{Built, SectionContext};
use crate::outcome::Outcome;
use crate::report::{Cell, Field, Remark};
use crate::tally::RejectCount;

#[expect(clippy::unnecessary_wraps, reason = "the signature of every section's builder")]
pub(super) fn fields<'a>(context: &SectionContext<'a>) -> Option<Built<'a>> {
    let (outcome, options) = (context.outcome, context.options);
    let total = outcome.tally.total();
    let pattern = options.pattern.as_deref().map_or(Cell::Missing, Cell::text);
    let sources = outcome.tally.sources().len() as u64;
    let zone = options.time.as_ref();
    let zone = zone.map_or(Cell::Missing, |_| Cell::text(options.zone.to_string()));
    let field = |name: &'static str, cell| Field { name: name.into(), cell, remark: None };
    let count = |name, count| field(name, Cell::Count(count));
    let fields = vec![
        count("lines", total.lines),
        count("bytes", total.bytes),
        count("matched", total.matched),
        Field {
            remark: reasons(outcome, RejectCount::Unmatched).map(Remark::Words),
            ..count("unmatched", outcome.tally.unmatched())
        },
        Field {
            remark: reasons(outcome, RejectCount::Untimed).map(Remark::Words),
            ..count("untimed", outcome.tally.untimed())
        },
        count("out_of_range", total.out_of_range),
        count("filtered", total.filtered),
        count("header", total.header),
        count("late", total.late),
        count("continued", total.continued),
        count("truncated_lines", total.truncated),
        count("skipped_bytes", total.skipped_bytes),
        count("sources", sources),
        field("pattern", pattern),
        field("preset", preset(outcome)),
        field("time_format", time_format(outcome)),
        field("zone", zone),
        field("exact", Cell::Flag(outcome.is_exact())),
        field("interrupted", Cell::Flag(outcome.interrupted)),
    ];
    Some(Built::Fields(fields.into()))
}

/// "12 no match, 1 no column status".
pub(super) fn reasons(outcome: &Outcome, kind: RejectCount) -> Option<String> {
    let mut reasons = outcome.tally.total().rejected.clone();
    reasons.retain(|(reason, _)| reason.counted_as() == kind);
    reasons.sort();
    let reasons = reasons.iter().map(|(rejection, count)| {
        let reason = outcome.schema.reason(*rejection);
        format!("{count} {reason}")
    });
    let text = reasons.collect::<Vec<_>>().join(", ");
    (!text.is_empty()).then_some(text)
}

/// The formats of the sources' timestamps, each once.
fn time_format(outcome: &Outcome) -> Cell<'_> {
    names(outcome.tally.sources().iter().filter_map(|source| source.time_format.as_deref()))
}

/// The formats of the sources' lines, each once.
fn preset(outcome: &Outcome) -> Cell<'_> {
    names(outcome.tally.sources().iter().filter_map(|source| source.preset.as_deref()))
}

fn names<'a>(names: impl Iterator<Item = &'a str>) -> Cell<'a> {
    let names: BTreeSet<&str> = names.collect();
    match names.len() {
        0 => Cell::Missing,
        _ => Cell::text(names.into_iter().collect::<Vec<_>>().join(", ")),
    }
}

#[expect(clippy::unnecessary_wraps, reason = "the signature of every section's builder")]
pub(super) fn sources<'a>(context: &SectionContext<'a>) -> Option<Built<'a>> {
    let text = |text: &'a Option<String>| text.as_deref().map_or(Cell::Missing, Cell::text);
    let rows = context.outcome.tally.sources().iter().map(|source| {
        let (lines, bytes) = (Cell::Count(source.lines), Cell::Count(source.bytes));
        vec![
            Cell::text(&source.name),
            lines,
            bytes,
            text(&source.preset),
            text(&source.time_format),
        ]
    });
    Some(Built::Rows(rows.collect()))
}

pub(super) fn unmatched<'a>(context: &SectionContext<'a>) -> Option<Built<'a>> {
    let Outcome { tally, schema, .. } = context.outcome;
    let rows = tally.rejects().map(|(source, reject)| {
        let reason = Cell::text(schema.reason(reject.reason));
        let text = Cell::Text(Cow::Borrowed(&reject.text[..]));
        vec![Cell::text(source), reject.line.map_or(Cell::Missing, Cell::Count), reason, text]
    });
    let rows: Vec<Vec<Cell<'a>>> = rows.collect();
    (!rows.is_empty()).then_some(Built::Rows(rows))
}
