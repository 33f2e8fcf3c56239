//! The sections that account for the input: `input`, `sources`, `unmatched`.

use std::borrow::Cow;

use super::{AnalysisOptions, Facts};
use crate::report::{Body, Cell, Field, Remark, Section, Table};

/// The sections, in the order they are printed.
pub(super) fn sections<'a>(facts: Facts<'a>, options: &'a AnalysisOptions) -> Vec<Section<'a>> {
    let mut sections = vec![
        Section { name: "input", body: Body::Record(input(facts, options)) },
        Section { name: "sources", body: Body::Table(sources(facts)) },
    ];
    let unmatched = unmatched(facts);
    if !unmatched.rows.is_empty() {
        sections.push(Section { name: "unmatched", body: Body::Table(unmatched) });
    }
    sections
}

fn input<'a>(facts: Facts<'a>, options: &'a AnalysisOptions) -> Vec<Field<'a>> {
    let total = facts.tally.total();
    let pattern = options.pattern.as_deref().map_or(Cell::Missing, Cell::text);
    let sources = facts.tally.sources().len() as u64;
    let field = |name, cell| Field { name, cell, remark: None };
    let count = |name, count| field(name, Cell::Count(count));
    vec![
        count("lines", total.lines),
        count("bytes", total.bytes),
        count("matched", total.matched),
        Field {
            remark: reasons(facts).map(Remark::Words),
            ..count("unmatched", facts.tally.unmatched())
        },
        count("untimed", 0),
        count("out_of_range", 0),
        count("filtered", total.filtered),
        count("header", 0),
        count("late", 0),
        count("truncated_lines", total.truncated),
        count("skipped_bytes", 0),
        count("sources", sources),
        field("pattern", pattern),
        field("preset", Cell::Missing),
        field("time_format", Cell::Missing),
        field("zone", Cell::Missing),
        field("exact", Cell::Flag(facts.is_exact())),
        field("interrupted", Cell::Flag(facts.interrupted)),
    ]
}

/// "12 no match, 1 no column status".
fn reasons(facts: Facts<'_>) -> Option<String> {
    let mut reasons = facts.tally.total().unmatched.clone();
    reasons.sort();
    let reasons = reasons.iter().map(|(rejection, count)| {
        let reason = facts.extractor.reason(*rejection);
        format!("{count} {reason}")
    });
    let text = reasons.collect::<Vec<_>>().join(", ");
    (!text.is_empty()).then_some(text)
}

fn table<'a>(columns: &[&'static str], rows: Vec<Vec<Cell<'a>>>) -> Table<'a> {
    let columns = columns.iter().copied().map(Cow::Borrowed).collect();
    Table { columns, rows: Box::new(rows), left_out: None }
}

fn sources(facts: Facts<'_>) -> Table<'_> {
    let sources = facts.tally.sources().iter();
    let rows = sources.map(|source| {
        let name = Cell::text(&source.name);
        let (lines, bytes) = (Cell::Count(source.lines), Cell::Count(source.bytes));
        vec![name, lines, bytes, Cell::Missing, Cell::Missing]
    });
    table(&["name", "lines", "bytes", "preset", "time_format"], rows.collect())
}

fn unmatched(facts: Facts<'_>) -> Table<'_> {
    let rows = facts.tally.rejects().map(|(source, reject)| {
        let reason = Cell::text(facts.extractor.reason(reject.reason));
        let text = Cell::Text(Cow::Borrowed(&reject.text[..]));
        vec![Cell::text(source), Cell::Count(reject.line), reason, text]
    });
    table(&["source", "line", "reason", "text"], rows.collect())
}
