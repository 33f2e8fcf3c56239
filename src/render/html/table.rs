//! Any section of a report as an HTML table.

use std::io;

use super::cells;
use super::column::ColumnStyle;
use super::page::Page;
use crate::render::number;
use crate::report::{Body, Cell, NamedFields, Section, Table};

/// Rows of a table that stands in `details`.
const MAX_DETAILS: usize = 100;

/// Begins a table that scrolls by itself where it is wider than the page, by keys, too.
pub(super) const WIDE: &str = "<div class=\"wide\" tabindex=\"0\">";
/// Begins a table of few columns, which is printed in several columns of the page.
const SLIM: &str = "<div class=\"wide slim\" tabindex=\"0\">";
/// Columns of a table that is printed beside itself.
const MAX_SLIM: usize = 2;

impl Page<'_, '_> {
    /// Ends a section; with `in_full`, all figures of that section can be opened at its end.
    pub(super) fn close(&mut self, in_full: Option<&Section<'_>>) -> io::Result<()> {
        if let Some(section) = in_full {
            details(self, section)?;
        }
        writeln!(self.out, "</section>")
    }

    /// Says how many rows of a table are missing after the first `written`, and what `--top` left out.
    pub(super) fn left_out(&mut self, table: &Table<'_>, written: usize) -> io::Result<()> {
        more(self, table.rows.len().saturating_sub(written))?;
        match table.rows.left_out() {
            Some(left_out) => self.lead(&format!("{}.", number::left_out(left_out))),
            None => Ok(()),
        }
    }
}

/// A section in full, to be opened with a click.
pub(super) fn details(page: &mut Page<'_, '_>, section: &Section<'_>) -> io::Result<()> {
    write!(page.out, "<details><summary>{}", cells::label(section.name))?;
    match &section.body {
        Body::Fields(fields) => {
            writeln!(page.out, "</summary>")?;
            self::fields(page, fields)?;
        }
        Body::Table(table) => {
            let rows = number::whole(table.rows.len() as u64);
            let word = if table.rows.len() == 1 { "row" } else { "rows" };
            writeln!(page.out, ", {rows} {word}</summary>")?;
            rows_of(page, table)?;
        }
    }
    writeln!(page.out, "</details>")
}

/// The fields of a section that are not missing, name and figure each.
pub(super) fn fields(page: &mut Page<'_, '_>, fields: &NamedFields<'_>) -> io::Result<()> {
    writeln!(page.out, "<dl class=\"pairs\">")?;
    for field in fields.iter().filter(|field| field.cell != Cell::Missing) {
        let (name, figure) = (cells::label(&field.name), page.clock.text(&field.cell));
        writeln!(page.out, "<div><dt>{name}</dt><dd>{figure}</dd></div>")?;
    }
    writeln!(page.out, "</dl>")
}

/// The first rows of a table, without columns that are missing in all of these rows, and how many more
/// rows there are.
pub(super) fn rows_of(page: &mut Page<'_, '_>, table: &Table<'_>) -> io::Result<()> {
    let rows: Vec<_> = table.rows().take(MAX_DETAILS).collect();
    let is_there = |column: usize| {
        rows.iter().any(|row| row.get(column).is_some_and(|cell| *cell != Cell::Missing))
    };
    let columns = table.columns.iter().enumerate().filter(|(column, _)| is_there(*column));
    let columns: Vec<(usize, &str, ColumnStyle)> = columns
        .map(|(at, name)| {
            (at, &**name, ColumnStyle::new(name, rows.iter().filter_map(|row| row.get(at))))
        })
        .collect();
    let heads: String = columns.iter().map(|(_, name, column)| column.head(name)).collect();
    let wide = if columns.len() <= MAX_SLIM { SLIM } else { WIDE };
    writeln!(page.out, "{wide}<table><thead><tr>{heads}</tr></thead><tbody>")?;
    for row in &rows {
        let cells = columns.iter().filter_map(|(at, _, column)| Some((row.get(*at)?, column)));
        let cells: String = cells.map(|(cell, column)| column.data(cell, page.clock)).collect();
        writeln!(page.out, "<tr>{cells}</tr>")?;
    }
    writeln!(page.out, "</tbody></table></div>")?;
    more(page, table.rows.len().saturating_sub(MAX_DETAILS))
}

/// All rows of a table of numbers, a bar behind the second column of each; `bars` are 0 to 1.
pub(super) fn rows_with_bars(
    page: &mut Page<'_, '_>,
    table: &Table<'_>,
    bars: &[f64],
) -> io::Result<()> {
    let head = |name: &std::borrow::Cow<'_, str>| cells::head(name, true);
    let heads: Vec<String> = table.columns.iter().map(head).collect();
    let (first, rest) = heads.split_at(heads.len().min(2));
    writeln!(
        page.out,
        "{WIDE}<table class=\"full bars\"><thead><tr>{}<th scope=\"col\" class=\"draw\">log scale</th>{}</tr></thead><tbody>",
        first.concat(),
        rest.concat()
    )?;
    for (row, part) in table.rows().zip(bars) {
        let cells: Vec<String> = row.iter().map(|cell| page.clock.data(cell)).collect();
        let (first, rest) = cells.split_at(cells.len().min(2));
        writeln!(page.out, "<tr>{}{}{}</tr>", first.concat(), cells::bar(*part), rest.concat())?;
    }
    writeln!(page.out, "</tbody></table></div>")
}

/// Says that rows are missing here and where they are.
pub(super) fn more(page: &mut Page<'_, '_>, rows: usize) -> io::Result<()> {
    if rows == 0 {
        return Ok(());
    }
    let rows = number::whole(rows as u64);
    page.lead(&format!("And {rows} more rows: -O csv or -O json has them all."))
}
