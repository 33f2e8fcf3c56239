//! prometheus: the text format 0.0.4. No sample has a timestamp: the textfile collector of
//! `node_exporter` refuses files that have one.

use std::fmt::Write as _;
use std::io::{self, Write};

use super::names::{Copies, plain, plain_heads};
use super::{RowKeys, figures, label, number, row_keys, sections};
use crate::render::Request;
use crate::report::{Body, Cell, Section, Table};

/// Every number as a gauge. The samples of a table have the cells that identify a row as labels
/// ([`row_keys`]).
pub(in crate::render) fn render(request: &Request<'_, '_>, out: &mut dyn Write) -> io::Result<()> {
    for section in sections(request, &[]) {
        match &section.body {
            Body::Fields(_) => {
                for (field, cell) in figures(section) {
                    let name = plain(field, b"");
                    family(section, field, &name, [(String::new(), cell)].into_iter(), out)?;
                }
            }
            Body::Table(table) => table_families(section, table, out)?,
        }
    }
    Ok(())
}

/// A family for each column of numbers: the samples of one metric stand together.
fn table_families(section: &Section<'_>, table: &Table<'_>, out: &mut dyn Write) -> io::Result<()> {
    let rows: Vec<_> = table.rows().collect();
    let RowKeys { instant, names } = row_keys(section, table);
    let keys: Vec<usize> = instant.into_iter().chain(names).collect();
    let names = label_names(table, &keys);
    let mut copies = Copies::default();
    let label_sets: Vec<String> = rows
        .iter()
        .map(|row| {
            let text = label_set(&names, &keys, row);
            // Invalid UTF-8 is replaced in labels: labels of different rows may then be equal, and
            // `copy` tells them apart.
            let copy =
                copies.next(&text).map(|copy| format!(",copy=\"{copy}\"")).unwrap_or_default();
            format!("{{{text}{copy}}}")
        })
        .collect();
    // Items of a log may be columns, and different items may become one name.
    let plain_names = plain_heads(table.columns.iter().map(AsRef::as_ref), b"");
    let columns = table.columns.iter().zip(&plain_names).enumerate();
    for (at, (name, plain)) in columns.filter(|(at, _)| !keys.contains(at)) {
        let cells = rows.iter().filter_map(|row| row.get(at));
        family(section, name, plain, label_sets.iter().cloned().zip(cells), out)?;
    }
    Ok(())
}

/// The names of the labels, no two alike.
fn label_names(table: &Table<'_>, keys: &[usize]) -> Vec<String> {
    let mut copies = Copies::default();
    let name = |key: &usize| {
        let name = plain(table.columns.get(*key).map_or("", AsRef::as_ref), b"");
        let name =
            if name.starts_with(|c: char| c.is_ascii_digit()) { format!("_{name}") } else { name };
        // Names that begin with two underscores are Prometheus' own.
        let name = if name.starts_with("__") { format!("column{name}") } else { name };
        match copies.next(&name) {
            Some(copy) => format!("{name}_{copy}"),
            None => name,
        }
    };
    keys.iter().map(name).collect()
}

fn label_set(names: &[String], keys: &[usize], row: &[Cell<'_>]) -> String {
    let mut text = String::new();
    for (name, cell) in names.iter().zip(keys.iter().filter_map(|key| row.get(*key))) {
        let separator = if text.is_empty() { "" } else { "," };
        // Writing to a String does not fail.
        let _ = write!(text, "{separator}{name}=\"{}\"", escaped(&label(cell)));
    }
    text
}

fn escaped(text: &str) -> String {
    text.replace('\\', "\\\\").replace('"', "\\\"").replace('\n', "\\n")
}

/// The samples of one field, under its name and type; nothing when none is a number. `plain` is the field in the name
/// of the metric.
fn family<'c>(
    section: &Section<'_>,
    field: &str,
    plain: &str,
    samples: impl Iterator<Item = (String, &'c Cell<'c>)>,
    out: &mut dyn Write,
) -> io::Result<()> {
    let mut name = None;
    for (label_set, cell) in samples {
        let Some(number) = number(cell) else { continue };
        if name.is_none() {
            let metric = metric(section.name, plain, cell);
            let help = format!("{field} of section {}", section.name);
            writeln!(out, "# HELP {metric} {}", help.replace('\\', "\\\\").replace('\n', "\\n"))?;
            writeln!(out, "# TYPE {metric} gauge")?;
            name = Some(metric);
        }
        writeln!(out, "{}{label_set} {number}", name.as_deref().unwrap_or_default())?;
    }
    Ok(())
}

/// The name of the metric of the field `plain`: shares end with `_ratio`, instants with `_timestamp_seconds`.
fn metric(section: &str, plain: &str, cell: &Cell<'_>) -> String {
    let suffix = match cell {
        Cell::Share(_) if !plain.ends_with("ratio") => "_ratio",
        Cell::Time(_) => "_timestamp_seconds",
        _ => "",
    };
    format!("streamstats_{section}_{plain}{suffix}")
}
