//! Any table or record of a report as an HTML table.

use std::io::{self, Write};

use super::cells;
use crate::render::number;
use crate::report::{Body, Cell, Record, Section, Table};

/// Rows of a table that stands in `details`.
pub(super) const MOST_DETAILS: usize = 100;

/// A section in full, to be opened with a click.
pub(super) fn details(section: &Section<'_>, out: &mut dyn Write) -> io::Result<()> {
    write!(out, "<details><summary>{}", cells::label(section.name))?;
    match &section.body {
        Body::Record(fields) => {
            writeln!(out, "</summary>")?;
            record(fields, out)?;
        }
        Body::Table(table) => {
            let rows = number::whole(table.rows.len() as u64);
            writeln!(out, ", {rows} rows</summary>")?;
            rows_of(table, MOST_DETAILS, out)?;
        }
    }
    writeln!(out, "</details>")
}

/// The fields of a record, a row each.
pub(super) fn record(fields: &Record<'_>, out: &mut dyn Write) -> io::Result<()> {
    writeln!(out, "<div class=\"wide\"><table><tbody>")?;
    for field in fields {
        let name = cells::label(&field.name);
        writeln!(out, "<tr><th scope=\"row\">{name}</th>{}</tr>", cells::data(&field.cell))?;
    }
    writeln!(out, "</tbody></table></div>")
}

/// The first `most` rows of a table, and how many more there are.
pub(super) fn rows_of(table: &Table<'_>, most: usize, out: &mut dyn Write) -> io::Result<()> {
    let mut rows = Vec::new();
    for row in table.rows().take(most) {
        rows.push(row);
    }
    writeln!(
        out,
        "<div class=\"wide\"><table><thead><tr>{}</tr></thead><tbody>",
        heads(table, &rows)
    )?;
    for row in &rows {
        let cells: String = row.iter().map(cells::data).collect();
        writeln!(out, "<tr>{cells}</tr>")?;
    }
    writeln!(out, "</tbody></table></div>")?;
    more(table.rows.len().saturating_sub(most), out)
}

/// Says that rows are missing here and where they are.
pub(super) fn more(rows: usize, out: &mut dyn Write) -> io::Result<()> {
    if rows == 0 {
        return Ok(());
    }
    let rows = number::whole(rows as u64);
    writeln!(out, "<p class=\"lead\">And {rows} more rows: -O csv or -O json has them all.</p>")
}

/// The heads of a table's columns; heads of numbers stand at the right.
pub(super) fn heads(table: &Table<'_>, rows: &[Vec<Cell<'_>>]) -> String {
    let heads = table.columns.iter().enumerate().map(|(column, name)| {
        let mut cells = rows.iter().filter_map(|row| row.get(column));
        cells::head(name, cells.all(cells::is_number))
    });
    heads.collect()
}
