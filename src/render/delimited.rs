//! csv and tsv: one section with a header, bytes as they came, lines ended by LF.

use std::io::{self, Write};

use super::exact::CellText;
use super::portions::write_portions;
use super::request::Request;
use crate::report::{Body, Cell};

/// Writes one row after the other.
trait RowWriter {
    /// Appends a cell to the row.
    fn cell(&mut self, text: &[u8]) -> io::Result<()>;

    fn end_row(&mut self) -> io::Result<()>;

    /// Writes what is held back.
    fn flush(&mut self) -> io::Result<()>;
}

/// csv, quoted per RFC 4180 where needed.
pub(super) fn csv(request: &Request<'_, '_>, out: &mut dyn Write) -> io::Result<()> {
    rows(request, out, |out| Box::new(csv::WriterBuilder::new().from_writer(out)))
}

/// tsv, with `\t`, `\n`, `\r` and `\\` for tab, newline, carriage return and backslash.
pub(super) fn tsv(request: &Request<'_, '_>, out: &mut dyn Write) -> io::Result<()> {
    rows(request, out, |out| Box::new(Tabbed { out, is_begun: false }))
}

fn rows(
    request: &Request<'_, '_>,
    out: &mut dyn Write,
    new: for<'o> fn(&'o mut dyn Write) -> Box<dyn RowWriter + 'o>,
) -> io::Result<()> {
    let Some(body) = request.only_section() else { return Ok(()) };
    let (mut writer, mut text) = (new(out), CellText::default());
    match body {
        Body::Fields(fields) => {
            fields.iter().try_for_each(|field| writer.cell(field.name.as_bytes()))?;
            writer.end_row()?;
            cells(fields.iter().map(|field| &field.cell), &mut text, &mut *writer)?;
        }
        Body::Table(table) => {
            table.columns.iter().try_for_each(|name| writer.cell(name.as_bytes()))?;
            writer.end_row()?;
        }
    }
    writer.flush()?;
    drop(writer);
    let Body::Table(table) = body else { return Ok(()) };
    write_portions(table.rows.len(), request.threads, out, &|rows, out| {
        let (mut writer, mut row, mut text) = (new(out), Vec::new(), CellText::default());
        for index in rows {
            row.clear();
            table.rows.fill(index, &mut row);
            cells(&row, &mut text, &mut *writer)?;
        }
        writer.flush()
    })
}

fn cells<'c>(
    cells: impl IntoIterator<Item = &'c Cell<'c>>,
    text: &mut CellText,
    writer: &mut dyn RowWriter,
) -> io::Result<()> {
    cells.into_iter().try_for_each(|cell| writer.cell(text.of(cell)))?;
    writer.end_row()
}

impl<W: Write> RowWriter for csv::Writer<W> {
    fn cell(&mut self, text: &[u8]) -> io::Result<()> {
        self.write_field(text).map_err(io::Error::other)
    }

    fn end_row(&mut self) -> io::Result<()> {
        self.write_record(None::<&[u8]>).map_err(io::Error::other)
    }

    fn flush(&mut self) -> io::Result<()> {
        Self::flush(self)
    }
}

struct Tabbed<'w> {
    out: &'w mut dyn Write,
    /// Whether the row has a cell.
    is_begun: bool,
}

impl RowWriter for Tabbed<'_> {
    fn cell(&mut self, text: &[u8]) -> io::Result<()> {
        if std::mem::replace(&mut self.is_begun, true) {
            self.out.write_all(b"\t")?;
        }
        let mut rest = text;
        while let Some(at) = rest.iter().position(|byte| b"\t\n\r\\".contains(byte)) {
            self.out.write_all(&rest[..at])?;
            self.out.write_all(match rest[at] {
                b'\t' => b"\\t",
                b'\n' => b"\\n",
                b'\r' => b"\\r",
                _ => b"\\\\",
            })?;
            rest = &rest[at + 1..];
        }
        self.out.write_all(rest)
    }

    fn end_row(&mut self) -> io::Result<()> {
        self.is_begun = false;
        self.out.write_all(b"\n")
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}
