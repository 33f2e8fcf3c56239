//! One JSON document on one line: `{"schema": 1, "<section>": {...} or [...], ...}`.

use std::io::{self, Write};

use super::Request;
use crate::report::{Body, Cell};

/// Version of the names and meanings of what is printed.
const SCHEMA: u32 = 1;

pub(super) fn render(request: &Request<'_, '_>, out: &mut dyn Write) -> io::Result<()> {
    write!(out, "{{\"schema\":{SCHEMA}")?;
    for section in request.sections() {
        write!(out, ",\"{}\":", section.name)?;
        match &section.body {
            Body::Record(fields) => {
                object(out, fields.iter().map(|field| (field.name.as_ref(), &field.cell)))?;
            }
            Body::Table(table) => {
                out.write_all(b"[")?;
                let mut row = Vec::new();
                for index in 0..table.rows.len() {
                    if index > 0 {
                        out.write_all(b",")?;
                    }
                    row.clear();
                    table.rows.fill(index, &mut row);
                    object(out, table.columns.iter().map(AsRef::as_ref).zip(&row))?;
                }
                out.write_all(b"]")?;
            }
        }
    }
    out.write_all(b"}\n")
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
