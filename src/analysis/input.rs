//! The sections that account for the input: `input`, `sources`, `unmatched`.

use std::borrow::Cow;
use std::collections::BTreeSet;

use super::{AnalysisOptions, Facts};
use crate::report::{Body, Cell, Field, Remark, Section, Table};
use crate::tally::Account;

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
    let zone = options.time.as_ref();
    let zone = zone.map_or(Cell::Missing, |time| Cell::text(time.zone.to_string()));
    let field = |name: &'static str, cell| Field { name: name.into(), cell, remark: None };
    let count = |name, count| field(name, Cell::Count(count));
    vec![
        count("lines", total.lines),
        count("bytes", total.bytes),
        count("matched", total.matched),
        Field {
            remark: reasons(facts, Account::Unmatched).map(Remark::Words),
            ..count("unmatched", facts.tally.unmatched())
        },
        Field {
            remark: reasons(facts, Account::Untimed).map(Remark::Words),
            ..count("untimed", facts.tally.untimed())
        },
        count("out_of_range", total.out_of_range),
        count("filtered", total.filtered),
        count("header", total.header),
        count("late", total.late),
        count("truncated_lines", total.truncated),
        count("skipped_bytes", total.skipped_bytes),
        count("sources", sources),
        field("pattern", pattern),
        field("preset", preset(facts)),
        field("time_format", time_format(facts)),
        field("zone", zone),
        field("exact", Cell::Flag(facts.is_exact())),
        field("interrupted", Cell::Flag(facts.interrupted)),
    ]
}

/// "12 no match, 1 no column status".
fn reasons(facts: Facts<'_>, account: Account) -> Option<String> {
    let mut reasons = facts.tally.total().rejected.clone();
    reasons.retain(|(reason, _)| reason.account() == account);
    reasons.sort();
    let reasons = reasons.iter().map(|(rejection, count)| {
        let reason = facts.extractor.reason(*rejection);
        format!("{count} {reason}")
    });
    let text = reasons.collect::<Vec<_>>().join(", ");
    (!text.is_empty()).then_some(text)
}

/// The formats of the sources' timestamps, each once.
fn time_format(facts: Facts<'_>) -> Cell<'_> {
    names(facts.tally.sources().iter().filter_map(|source| source.time_format.as_deref()))
}

/// The formats of the sources' lines, each once.
fn preset(facts: Facts<'_>) -> Cell<'_> {
    names(facts.tally.sources().iter().filter_map(|source| source.preset.as_deref()))
}

fn names<'a>(names: impl Iterator<Item = &'a str>) -> Cell<'a> {
    let names: BTreeSet<&str> = names.collect();
    match names.len() {
        0 => Cell::Missing,
        _ => Cell::text(names.into_iter().collect::<Vec<_>>().join(", ")),
    }
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
        let format = source.time_format.as_deref().map_or(Cell::Missing, Cell::text);
        let preset = source.preset.as_deref().map_or(Cell::Missing, Cell::text);
        vec![name, lines, bytes, preset, format]
    });
    table(&["name", "lines", "bytes", "preset", "time_format"], rows.collect())
}

fn unmatched(facts: Facts<'_>) -> Table<'_> {
    let rows = facts.tally.rejects().map(|(source, reject)| {
        let reason = Cell::text(facts.extractor.reason(reject.reason));
        let text = Cell::Text(Cow::Borrowed(&reject.text[..]));
        vec![Cell::text(source), reject.line.map_or(Cell::Missing, Cell::Count), reason, text]
    });
    table(&["source", "line", "reason", "text"], rows.collect())
}
