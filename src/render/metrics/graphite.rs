//! graphite: the plaintext protocol of carbon, `PATH NUMBER SECONDS` a line. The timeline goes out row
//! by row, each at its own time.

use std::io::{self, Write};

use super::names::{Copies, plain, plain_heads};
use super::{RowKeys, figures, instant, label, number, row_keys, sections};
use crate::render::Request;
use crate::report::{Body, Cell, Section, Table};
use crate::time::{NANOS_PER_SECOND, Timestamp};

/// Every number, the path of a value's figures being `PREFIX.values.VALUE.FIELD`.
pub(in crate::render) fn render(request: &Request<'_, '_>, out: &mut dyn Write) -> io::Result<()> {
    let now = instant(request);
    for section in sections(request, &["timeline"]) {
        let path = format!("{}.{}", prefix(request.program.prefix), section.name);
        for (field, cell) in figures(section) {
            line(out, &path, &plain(field, b"-"), cell, seconds(now))?;
        }
        if let Body::Table(table) = &section.body {
            table_lines(&path, section, table, now, out)?;
        }
    }
    Ok(())
}

/// Whole seconds since 1970.
const fn seconds(at: Timestamp) -> i64 {
    at.0.div_euclid(NANOS_PER_SECOND)
}

/// Dots of the prefix divide the path.
fn prefix(prefix: &str) -> String {
    prefix.split('.').map(|part| plain(part, b"-")).collect::<Vec<_>>().join(".")
}

fn table_lines(
    path: &str,
    section: &Section<'_>,
    table: &Table<'_>,
    now: Timestamp,
    out: &mut dyn Write,
) -> io::Result<()> {
    let keys = row_keys(section, table);
    let RowKeys { instant, names } = &keys;
    let fields = plain_heads(table.columns.iter().map(AsRef::as_ref), b"-");
    let mut copies = Copies::default();
    for row in table.rows() {
        let at = seconds(keys.instant_of(&row, now));
        let parts = names.iter().filter_map(|key| row.get(*key));
        let mut path = path.to_owned();
        for part in parts {
            path += &format!(".{}", plain(&label(part), b"-"));
        }
        if let Some(copy) = copies.next(&format!("{path} {at}")) {
            path += &format!("_copy{copy}");
        }
        for (index, (field, cell)) in fields.iter().zip(&row).enumerate() {
            if *instant != Some(index) && !names.contains(&index) {
                line(out, &path, field, cell, at)?;
            }
        }
    }
    Ok(())
}

fn line(out: &mut dyn Write, path: &str, field: &str, cell: &Cell<'_>, at: i64) -> io::Result<()> {
    match number(cell) {
        Some(number) => writeln!(out, "{path}.{field} {number} {at}"),
        None => Ok(()),
    }
}
