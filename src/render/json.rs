//! json: one document on one line, `{"schema": 1, "<section>": {...} or [...], ...}`; ndjson: the
//! rows of one section, an object a line.

use std::io::{self, Write};

use super::request::Request;
use crate::report::{Body, Cell};

/// Version of the names and meanings of what is printed.
const SCHEMA: u32 = 1;

pub(super) fn render(request: &Request<'_, '_>, out: &mut dyn Write) -> io::Result<()> {
    write!(out, "{{\"schema\":{SCHEMA}")?;
    for section in request.sections() {
        write!(out, ",\"{}\":", section.name)?;
        let is_table = matches!(section.body, Body::Table(_));
        out.write_all(if is_table { b"[" } else { b"" })?;
        objects(&section.body, b",", out)?;
        out.write_all(if is_table { b"]" } else { b"" })?;
    }
    out.write_all(b"}\n")
}

/// The rows of the one section that is printed; a record is one row.
pub(super) fn render_lines(request: &Request<'_, '_>, out: &mut dyn Write) -> io::Result<()> {
    let Some(body) = request.only_section() else { return Ok(()) };
    if objects(body, b"\n", out)? > 0 { out.write_all(b"\n") } else { Ok(()) }
}

/// Writes a record as one object, or each row of a table, with `separator` between them; gives how
/// many objects there are.
fn objects(body: &Body<'_>, separator: &[u8], out: &mut dyn Write) -> io::Result<usize> {
    match body {
        Body::Record(fields) => {
            object(out, fields.iter().map(|field| (field.name.as_ref(), &field.cell)))?;
            Ok(1)
        }
        Body::Table(table) => {
            let mut row = Vec::new();
            for index in 0..table.rows.len() {
                if index > 0 {
                    out.write_all(separator)?;
                }
                row.clear();
                table.rows.fill(index, &mut row);
                object(out, table.columns.iter().map(AsRef::as_ref).zip(&row))?;
            }
            Ok(table.rows.len())
        }
    }
}

fn object<'c>(
    out: &mut dyn Write,
    cells: impl Iterator<Item = (&'c str, &'c Cell<'c>)>,
) -> io::Result<()> {
    let mut separator = "{";
    for (name, value) in cells {
        out.write_all(separator.as_bytes())?;
        separator = ",";
        serde_json::to_writer(&mut *out, name)?;
        out.write_all(b":")?;
        cell(out, value)?;
    }
    out.write_all(if separator == "{" { b"{}" } else { b"}" })
}

fn cell(out: &mut dyn Write, cell: &Cell<'_>) -> io::Result<()> {
    match cell {
        Cell::Text(bytes) => serde_json::to_writer(out, &String::from_utf8_lossy(bytes))?,
        Cell::Count(number) => write!(out, "{number}")?,
        // serde_json writes the shortest text that reads back, and null for what is not finite.
        Cell::Number(number) | Cell::Share(number) => serde_json::to_writer(out, number)?,
        Cell::Time(moment) => write!(out, "\"{moment}\"")?,
        Cell::Flag(flag) => write!(out, "{flag}")?,
        Cell::Missing => out.write_all(b"null")?,
    }
    Ok(())
}
