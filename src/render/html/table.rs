//! Any table or record of a report as an HTML table.

use std::io::{self, Write};

use super::bars;
use super::cells::{self, InstantStyle};
use crate::render::number;
use crate::report::{Body, Cell, Record, Section, Table};

/// Rows of a table that stands in `details`.
pub(super) const MOST_DETAILS: usize = 100;

/// Begins a table that scrolls by itself where it is wider than the page, by keys, too.
pub(super) const WIDE: &str = "<div class=\"wide\" tabindex=\"0\">";

/// A section in full, to be opened with a click.
pub(super) fn details(
    section: &Section<'_>,
    clock: InstantStyle,
    out: &mut dyn Write,
) -> io::Result<()> {
    write!(out, "<details><summary>{}", cells::label(section.name))?;
    match &section.body {
        Body::Record(fields) => {
            writeln!(out, "</summary>")?;
            record(fields, clock, out)?;
        }
        Body::Table(table) => {
            let rows = number::whole(table.rows.len() as u64);
            let word = if table.rows.len() == 1 { "row" } else { "rows" };
            writeln!(out, ", {rows} {word}</summary>")?;
            rows_of(table, MOST_DETAILS, clock, out)?;
        }
    }
    writeln!(out, "</details>")
}

/// The fields of a record that are not missing, name and figure each.
pub(super) fn record(
    fields: &Record<'_>,
    clock: InstantStyle,
    out: &mut dyn Write,
) -> io::Result<()> {
    writeln!(out, "<dl class=\"pairs\">")?;
    for field in fields.iter().filter(|field| field.cell != Cell::Missing) {
        let (name, figure) = (cells::label(&field.name), clock.text(&field.cell));
        writeln!(out, "<div><dt>{name}</dt><dd>{figure}</dd></div>")?;
    }
    writeln!(out, "</dl>")
}

/// The first `most` rows of a table, without columns that are missing in all of them, and how many more
/// rows there are.
pub(super) fn rows_of(
    table: &Table<'_>,
    most: usize,
    clock: InstantStyle,
    out: &mut dyn Write,
) -> io::Result<()> {
    let mut rows = Vec::new();
    for row in table.rows().take(most) {
        rows.push(row);
    }
    let is_there = |column: usize| {
        rows.iter().any(|row| row.get(column).is_some_and(|cell| *cell != Cell::Missing))
    };
    let there: Vec<bool> = (0..table.columns.len()).map(is_there).collect();
    writeln!(out, "{WIDE}<table><thead><tr>{}</tr></thead><tbody>", heads(table, &rows, &there))?;
    for row in &rows {
        let cells = row.iter().zip(&there).filter(|(_, there)| **there);
        let cells: String = cells.map(|(cell, _)| clock.data(cell)).collect();
        writeln!(out, "<tr>{cells}</tr>")?;
    }
    writeln!(out, "</tbody></table></div>")?;
    more(table.rows.len().saturating_sub(most), out)
}

/// All rows of a table of numbers, a bar behind the second column of each; `bars` are 0 to 1.
pub(super) fn rows_with_bars(
    table: &Table<'_>,
    bars: &[f64],
    clock: InstantStyle,
    out: &mut dyn Write,
) -> io::Result<()> {
    let head = |name: &std::borrow::Cow<'_, str>| cells::head(name, true);
    let heads: Vec<String> = table.columns.iter().map(head).collect();
    let (first, rest) = heads.split_at(heads.len().min(2));
    writeln!(
        out,
        "{WIDE}<table class=\"full bars\"><thead><tr>{}<th scope=\"col\" class=\"draw\">log scale</th>{}</tr></thead><tbody>",
        first.concat(),
        rest.concat()
    )?;
    for (row, part) in table.rows().zip(bars) {
        let cells: Vec<String> = row.iter().map(|cell| clock.data(cell)).collect();
        let (first, rest) = cells.split_at(cells.len().min(2));
        writeln!(out, "<tr>{}{}{}</tr>", first.concat(), bars::bar(*part), rest.concat())?;
    }
    writeln!(out, "</tbody></table></div>")
}

/// Says that rows are missing here and where they are.
pub(super) fn more(rows: usize, out: &mut dyn Write) -> io::Result<()> {
    if rows == 0 {
        return Ok(());
    }
    let rows = number::whole(rows as u64);
    writeln!(out, "<p class=\"lead\">And {rows} more rows: -O csv or -O json has them all.</p>")
}

/// The heads of the columns that are there; heads of numbers stand at the right.
fn heads(table: &Table<'_>, rows: &[Vec<Cell<'_>>], there: &[bool]) -> String {
    let columns = table.columns.iter().enumerate();
    let columns = columns.filter(|(column, _)| there.get(*column).copied().unwrap_or(true));
    let heads = columns.map(|(column, name)| {
        let mut cells = rows.iter().filter_map(|row| row.get(column));
        cells::head(name, cells.all(cells::is_number))
    });
    heads.collect()
}
