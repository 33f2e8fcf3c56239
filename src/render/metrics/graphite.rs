//! graphite: the plaintext protocol of carbon, `PATH NUMBER SECONDS` a line. The timeline goes out row
//! by row, each at its own time.

use std::io::{self, Write};

use super::names::{Copies, plain};
use super::{Labels, figures, instant, label, labels, number, sections};
use crate::render::Request;
use crate::report::{Body, Cell, Table};

/// Every number, the path of a value's figures being `PREFIX.values.VALUE.FIELD`.
pub(in crate::render) fn render(request: &Request<'_, '_>, out: &mut dyn Write) -> io::Result<()> {
    let now = instant(request).0.div_euclid(1_000_000_000);
    for section in sections(request, &["timeline"]) {
        let path = format!("{}.{}", prefix(request.program.prefix), section.name);
        for (field, cell) in figures(section) {
            line(out, &path, field, cell, now)?;
        }
        if let Body::Table(table) = &section.body {
            table_lines(&path, table, now, out)?;
        }
    }
    Ok(())
}

/// Dots of the prefix divide the path.
fn prefix(prefix: &str) -> String {
    prefix.split('.').map(|part| plain(part, b"-")).collect::<Vec<_>>().join(".")
}

fn table_lines(path: &str, table: &Table<'_>, now: i64, out: &mut dyn Write) -> io::Result<()> {
    let mut copies = Copies::default();
    for row in table.rows() {
        let (keys, path, at) = match labels(table, &row) {
            Labels::Instant(key) => {
                let start = row.get(key).and_then(|cell| match cell {
                    Cell::Time(moment) => Some(moment.at.0.div_euclid(1_000_000_000)),
                    _ => None,
                });
                (vec![key], path.to_owned(), start.unwrap_or(now))
            }
            Labels::Columns(keys) => {
                let parts = keys.iter().filter_map(|key| row.get(*key));
                let parts: Vec<String> = parts.map(|cell| plain(&label(cell), b"-")).collect();
                let name = parts.join(".");
                let copy =
                    copies.next(&name).map(|copy| format!("_copy{copy}")).unwrap_or_default();
                (keys, format!("{path}.{name}{copy}"), now)
            }
        };
        for (index, (field, cell)) in table.columns.iter().zip(&row).enumerate() {
            if !keys.contains(&index) {
                line(out, &path, field, cell, at)?;
            }
        }
    }
    Ok(())
}

fn line(out: &mut dyn Write, path: &str, field: &str, cell: &Cell<'_>, at: i64) -> io::Result<()> {
    match number(cell) {
        Some(number) => writeln!(out, "{path}.{} {number} {at}", plain(field, b"-")),
        None => Ok(()),
    }
}
